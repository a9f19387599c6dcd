"""Storing figures."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.db.models import ProtectedError

from reports.indicators.enums import ChangeOccasion, Source, ValueState
from reports.indicators.inputs import InvalidFigure
from reports.indicators.models import Observation, ObservationChange
from reports.indicators.services import (
    Reading,
    check_figure,
    record_observations,
)
from reports.indicators.values import BLANK, NOT_APPLICABLE, number, ratio_of, stated
from tests.indicators.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "figure", "note"),
    [
        ("LE01", number(0), ""),
        ("LE01", number(24420), "含简易程序"),
        ("LE01", NOT_APPLICABLE, ""),
        ("LE01", BLANK, "正在核对"),
        ("LE11", number(Decimal("35.5")), ""),
        ("PF15", number(Decimal("1.2")), ""),
        ("DS09", ratio_of(166, 168), ""),
        ("DS09", ratio_of(1, 3), ""),
        ("DS09", ratio_of(0, 3), ""),
        ("DS09", stated(Decimal("98.8")), "引自2025年工作总结"),
    ],
)
def test_every_value_comes_back_as_it_was(record, bureau, code, figure, note):
    record(bureau, code, figure, note=note)
    stored = Observation.objects.get()
    assert (stored.figure, stored.note) == (figure, note)


def test_a_figure_takes_the_place_of_the_one_before(record, bureau, clerk, dictionary):
    record(bureau, "DS09", stated(99), note="引自工作总结")
    first = Observation.objects.get()
    record(bureau, "DS09", ratio_of(166, 168), actor=clerk)
    kept = Observation.objects.get()
    assert first.pk == kept.pk
    assert (kept.figure, kept.is_stated, kept.note) == (ratio_of(166, 168), False, "")
    assert (kept.recorded_by, kept.recorded_at) == (clerk, NOW)


def test_a_number_can_be_taken_back(record, bureau):
    record(bureau, "LE01", number(5))
    record(bureau, "LE01", BLANK)
    assert list(Observation.objects.values_list("state", "value")) == [(ValueState.BLANK, None)]


def test_year_source_and_unit_keep_figures_apart(record, bureau, county):
    record(bureau, "LE01", number(1), year=2024)
    record(bureau, "LE01", number(2))
    record(county, "LE01", number(3))
    record(county, "LE01", number(4), source=Source.ROLLED_UP)
    keys = Observation.objects.order_by("value").values_list("organisation__name", "year", "source")
    assert list(keys) == [
        ("云岭县司法局", 2024, "own"),
        ("云岭县司法局", 2025, "own"),
        ("云岭县人民政府", 2025, "own"),
        ("云岭县人民政府", 2025, "rolled_up"),
    ]


def put(bureau, *readings, clerk=None, at=NOW, occasion=ChangeOccasion.ENTERED, reason=""):
    """Record figures of the bureau for 2025."""
    return record_observations(
        readings,
        organisation=bureau,
        year=2025,
        source=Source.OWN,
        actor=clerk,
        now=at,
        occasion=occasion,
        reason=reason,
    )


def told(changes):
    """What each change says."""
    return [
        (
            change.observation.indicator.code,
            change.before and change.figure_before,
            change.before_note,
            change.figure_after,
            change.after_note,
        )
        for change in changes
    ]


@pytest.mark.parametrize("codes", [["LE01"], ["LE01", "LE02", "LE03"]])
def test_many_figures_and_their_changes_are_three_statements(
    dictionary, bureau, codes, django_assert_num_queries
):
    readings = [Reading(dictionary[code], number(7)) for code in codes]
    with django_assert_num_queries(3):
        changes = put(bureau, *readings)
    assert [change.observation.indicator.code for change in changes] == codes
    with django_assert_num_queries(1):
        assert put(bureau, *readings) == []


def test_one_bad_figure_stores_none(dictionary, bureau):
    with pytest.raises(InvalidFigure):
        put(bureau, Reading(dictionary["LE01"], number(7)), Reading(dictionary["LE02"], number(-7)))
    assert (Observation.objects.count(), ObservationChange.objects.count()) == (0, 0)


def test_every_change_keeps_who_when_old_new_and_why(dictionary, bureau, clerk):
    rate, count = dictionary["DS09"], dictionary["LE01"]
    later = NOW + timedelta(days=1)
    put(bureau, Reading(rate, ratio_of(1, 3)), Reading(count, NOT_APPLICABLE), clerk=clerk)
    put(
        bureau,
        Reading(rate, stated(Decimal("33.3")), " 引自总结 "),
        Reading(count, NOT_APPLICABLE),
        at=later,
        occasion=ChangeOccasion.IMPORTED,
        reason=" 口径更正 ",
    )
    changes = list(ObservationChange.objects.order_by("pk"))
    assert told(changes) == [
        ("DS09", None, "", ratio_of(1, 3), ""),
        ("LE01", None, "", NOT_APPLICABLE, ""),
        ("DS09", ratio_of(1, 3), "", stated(Decimal("33.3")), "引自总结"),
    ]
    assert [(c.occasion, c.reason, c.changed_by, c.changed_at) for c in changes] == [
        ("entered", "", clerk, NOW),
        ("entered", "", clerk, NOW),
        ("imported", "口径更正", None, later),
    ]


def test_what_is_stored_already_leaves_no_trace(dictionary, bureau, clerk):
    reading = Reading(dictionary["LE11"], number(Decimal("3.5")), "含罚没")
    put(bureau, reading, clerk=clerk)
    assert put(bureau, reading, at=NOW + timedelta(days=1)) == []
    kept = Observation.objects.get()
    assert (kept.recorded_by, kept.recorded_at) == (clerk, NOW)
    assert put(bureau, Reading(dictionary["LE01"], BLANK)) == []
    assert Observation.objects.count() == 1


def test_a_note_alone_is_a_change_too(dictionary, bureau):
    put(bureau, Reading(dictionary["LE01"], number(5)))
    (change,) = put(bureau, Reading(dictionary["LE01"], number(5), "含简易程序"))
    assert told([change]) == [("LE01", number(5), "", number(5), "含简易程序")]


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (lambda: ObservationChange.objects.update(reason="改写"), ProgrammingError),
        (lambda: ObservationChange.objects.all().delete(), ProgrammingError),
        (lambda: Observation.objects.all().delete(), ProtectedError),
    ],
)
def test_the_record_of_changes_cannot_be_changed(dictionary, bureau, attempt, refusal):
    put(bureau, Reading(dictionary["LE01"], number(5)))
    with pytest.raises(refusal), transaction.atomic():
        attempt()
    assert ObservationChange.objects.get().reason == ""


def test_writing_again_later_moves_the_time(dictionary, bureau):
    for days in (0, 1):
        put(bureau, Reading(dictionary["LE01"], number(days)), at=NOW + timedelta(days=days))
    assert list(Observation.objects.values_list("value", "recorded_at")) == [
        (Decimal(1), NOW + timedelta(days=1))
    ]


@pytest.mark.parametrize(
    ("code", "figure", "note", "field", "sentence"),
    [
        ("LE01", number(-1), "", "value", "“行政处罚案件数”不能为负数，请核对。"),
        (
            "LE01",
            number(Decimal("1.5")),
            "",
            "value",
            "“行政处罚案件数”以“件”为单位，必须填写整数，请核对。",
        ),
        ("LE01", ratio_of(1, 2), "", "value", "“行政处罚案件数”不是比率，请直接填写数字。"),
        ("LE01", stated(50), "引自总结", "value", "“行政处罚案件数”不是比率，请直接填写数字。"),
        ("LE01", number(10**16), "", "value", "“行政处罚案件数”的数字太大，请核对是否多输了位数。"),
        ("LE01", number(1), "长" * 301, "note", "“行政处罚案件数”的说明不能超过300字，请精简。"),
        (
            "LE11",
            number(Decimal("0.12345")),
            "",
            "value",
            "“罚没金额”的小数最多保留4位，请四舍五入后再填。",
        ),
        ("DS09", ratio_of(170, 168), "", "value", "“调解成功率”的分子不能大于分母，请核对。"),
        ("DS09", ratio_of(-1, 168), "", "value", "“调解成功率”不能为负数，请核对。"),
        ("DS09", stated(101), "引自总结", "value", "“调解成功率”不能大于100%，请核对。"),
        (
            "DS09",
            stated(99),
            " ",
            "note",
            "“调解成功率”没有分子和分母，请在说明中写明比率的出处。",
        ),
        (
            "DS09",
            number(99),
            "",
            "value",
            "“调解成功率”是比率，请填写分子和分母；只掌握比率的，请在说明中写明出处。",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(record, bureau, code, figure, note, field, sentence):
    with pytest.raises(InvalidFigure) as refusal:
        record(bureau, code, figure, note=note)
    assert (str(refusal.value), refusal.value.field) == (sentence, field)
    assert Observation.objects.count() == 0


def test_a_rolled_up_ratio_may_show_the_units_own_contradiction(record, county):
    record(county, "DS09", ratio_of(170, 168), source=Source.ROLLED_UP)
    assert Observation.objects.get().figure == ratio_of(170, 168)


def test_nothing_is_wrong_with_an_empty_cell(dictionary):
    assert [check_figure(dictionary["DS09"], figure) for figure in (BLANK, NOT_APPLICABLE)] == [None, None]
