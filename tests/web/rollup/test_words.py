"""The sentences about how a county's figure came about; no database."""

from decimal import Decimal

import pytest

from reports.drafting.models import Report
from reports.indicators.enums import Aggregation
from reports.indicators.models import Indicator
from reports.indicators.values import (
    BLANK,
    NOT_APPLICABLE,
    Coverage,
    Figure,
    RolledUp,
    number,
    ratio_of,
    roll_up,
    stated,
)
from reports.rollup.figures import CombinedFigure, Part
from reports.web.rollup.words import change_words, coverage_words, explain, note_words, plain


def combined(
    *figures: Figure,
    aggregation: Aggregation = Aggregation.SUM,
    own: Figure = BLANK,
    last: Figure = BLANK,
    unit: str = "件",
    office: str = "",
    result: RolledUp | None = None,
) -> CombinedFigure:
    """A county's figure out of these units' figures."""
    indicator = Indicator(code="XX01", name="试验", unit=unit, aggregation=aggregation, source_unit=office)
    parts = tuple(Part(Report(status="filed"), figure) for figure in figures)
    rolled = result or roll_up(aggregation, figures, own=own)
    return CombinedFigure(indicator, "enforcement", rolled, parts, own, last)


RATIO = {"aggregation": Aggregation.RECOMPUTE, "unit": "%"}


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (combined(number(30), number(12), BLANK), "3个单位应报，2个已报，合计42件。"),
        (combined(number(30), NOT_APPLICABLE), "1个单位应报，1个已报，合计30件。另有1个单位不适用。"),
        (combined(BLANK, BLANK), "2个单位应报，0个已报，没有可以相加的数。"),
        (combined(number(Decimal("1.50"))), "1个单位应报，1个已报，合计1.5件。"),
        (
            combined(number(3), number(4), aggregation=Aggregation.SUM_IF_NO_OVERLAP),
            "2个单位应报，2个已报，合计7件。各单位可能重复统计同一事项，写入前请核对。",
        ),
        (
            combined(number(3), own=number(5)),
            "1个单位应报，1个已报，合计3件。县政府报告中自行填写的是5件，没有计入，请核对。",
        ),
        (combined(number(3), own=number(3)), "1个单位应报，1个已报，合计3件。"),
        (
            combined(ratio_of(9, 10), ratio_of(1, 2), **RATIO),
            "2个单位应报，2个已报，分子合计10，分母合计12；占比按分子、分母分别相加后重算，不取平均。",
        ),
        (
            combined(ratio_of(9, 10), stated(88), **RATIO),
            "2个单位应报，2个已报，分子合计9，分母合计10；占比按分子、分母分别相加后重算，不取平均。"
            "1个单位只填了比率，没有分子和分母，未计入。",
        ),
        (
            combined(result=RolledUp(ratio_of(4, 5), Coverage(1, 1)), **RATIO),
            "分子和分母由不同单位掌握，占比按两项汇总数重算，不取平均。",
        ),
        (
            combined(number(7), aggregation=Aggregation.OWN_LEVEL_ONLY),
            "本级数据，由县政府报告自行填写，不逐单位相加。",
        ),
        (
            combined(number(7), aggregation=Aggregation.OWN_LEVEL_ONLY, office="司法局"),
            "全县数据取自司法局，不逐单位相加。",
        ),
        (
            combined(
                number(58),
                aggregation=Aggregation.OWN_LEVEL_ONLY,
                office="司法局",
                own=number(60),
                result=RolledUp(number(58), Coverage(1, 1)),
            ),
            "全县数据取自司法局，不逐单位相加。县政府报告中自行填写的是60件，没有计入，请核对。",
        ),
        (
            combined(BLANK, aggregation=Aggregation.OWN_LEVEL_ONLY, office="司法局", own=number(60)),
            "本级数据，由县政府报告自行填写，不逐单位相加。",
        ),
    ],
)
def test_every_way_has_its_sentence(figure: CombinedFigure, sentence: str) -> None:
    assert explain(figure) == sentence


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (combined(number(30), last=number(24)), "+25.00%"),
        (combined(number(24), last=number(24)), "持平"),
        (combined(number(30), last=number(0)), "不适用"),
        (combined(number(30)), ""),
        (combined(ratio_of(9, 10), last=ratio_of(8, 10), **RATIO), "+10.00个百分点"),
    ],
)
def test_the_change_against_last_year(figure: CombinedFigure, words: str) -> None:
    assert change_words(figure) == words


def test_notes_of_the_table() -> None:
    overlapping = combined(number(1), number(2), aggregation=Aggregation.SUM_IF_NO_OVERLAP)
    of_an_office = combined(aggregation=Aggregation.OWN_LEVEL_ONLY, office="热线办")

    assert [note_words(each) for each in (overlapping, of_an_office, combined(number(1)))] == [
        "需核对是否重复",
        "取自热线办",
        "",
    ]


def test_small_words() -> None:
    assert (coverage_words(Coverage(41, 60)), coverage_words(Coverage(0, 0))) == ("41/60", "—")
    assert (plain(Decimal("100.0000")), plain(Decimal("1.50")), plain(None)) == ("100", "1.5", "")
