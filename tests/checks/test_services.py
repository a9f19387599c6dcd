"""What is found is kept, a decision about it lives as long as its words, and nobody else decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.audit.models import Entry
from reports.blueprints.models import Blueprint
from reports.checks.entries import Entry as LexiconWord
from reports.checks.entries import Kind
from reports.checks.enums import Level
from reports.checks.lexicon_editing import keep_entry, switch_entry
from reports.checks.models import CheckSetting, Finding
from reports.checks.rulebook import rulebook_for
from reports.checks.services import MOST_REASON, dismiss, read_through, take_back
from reports.common.errors import Invalid, Refused
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.models import Report, ReportBlock
from reports.drafting.services import keep_revision
from tests.world import World, put_status, write

BLOCK = "enforcement"


def block_of(report: Report) -> ReportBlock:
    """The first prose block of the work part."""
    return report.blocks.filter(kind="prose", section__role="achievements").order_by("position")[0]


def typed(world: World, text: str) -> Report:
    """The police report with this text in that block, read through."""
    report = world.report()
    write(report, block_of(report).key, text, actor=world.user("police_drafter"), now=world.now)
    report = world.report()
    read_through(report, now=world.now)
    return report


def standing(report: Report, code: str = "blank") -> list[Finding]:
    """What stands of one check in a report."""
    return list(Finding.objects.filter(report=report, code=code).standing().in_order())


def dismissed(world: World, report: Report, finding: Finding) -> None:
    """Dismiss one finding as its drafter."""
    assert dismiss(
        report, [finding.pk], "系统名称就是这样。", actor=world.user("police_drafter"), now=world.now
    )


def test_a_finding_keeps_its_block_its_version_and_its_characters(world: World) -> None:
    report = typed(world, "全年办理XX件。")
    (finding,) = standing(report)
    block = block_of(report)
    assert (finding.block, finding.block_version, finding.section_key) == (
        block,
        block.version,
        block.section.key,
    )
    assert block.text[finding.start : finding.end] == finding.quote == "XX"
    assert (finding.before, finding.after) == ("全年办理", "件。")


def test_a_finding_of_the_whole_paper_knows_the_revision(world: World) -> None:
    report = typed(world, "全年办理XX件。")
    assert {finding.revision for finding in standing(report, "missing_part")} == {None}
    kept = keep_revision(report, Occasion.SUBMITTED, actor=world.user("police_drafter"), now=world.now)
    report = typed(world, "全年办理XXX件。")
    parts = standing(report, "missing_part")
    assert {finding.revision for finding in parts} == {kept}
    assert {finding.block for finding in parts} == {None}


def test_a_report_nobody_has_begun_is_not_judged(world: World) -> None:
    read_through(world.report(), now=world.now)
    assert not Finding.objects.exists()


def test_nothing_is_read_twice(world: World) -> None:
    report = typed(world, "全年办理XX件。")
    before = list(Finding.objects.values_list("pk", "found_at"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read_through(world.report(), now=world.now)
    assert [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert list(Finding.objects.values_list("pk", "found_at")) == before
    assert report.reading.read_at == world.now


@pytest.mark.parametrize("count", [1, 3])
def test_reading_takes_as_many_queries_for_one_finding_as_for_three(
    world: World, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    report = typed(world, "做了工作。")
    text = "".join(f"第{at}项办理XX件。" for at in range(count))
    write(report, block_of(report).key, text, actor=world.user("police_drafter"), now=world.now)
    report = world.report()
    with django_assert_num_queries(QUERIES):
        read_through(report, now=world.now)
    assert len(standing(report)) == count


QUERIES = 28


def test_a_county_s_own_words_are_read_with_and_a_shipped_entry_that_is_off_is_not(world: World) -> None:
    report = typed(world, "落实设立大调结中心，修定制度。")
    assert [finding.quote for finding in standing(report, "set_phrase")] == ["修定"]
    keeper, government = world.user("administrator"), world.county.government
    slip = LexiconWord(Kind.CONFUSION, "大调结中心", "大调解中心", "别字。")
    keep_entry(government, slip, actor=keeper, now=world.now)
    switch_entry(government, (False, "修定"), off="本县不查", base_version=0, actor=keeper, now=world.now)
    read_through(world.report(), now=world.now)
    assert [finding.quote for finding in standing(report, "set_phrase")] == ["大调结中心"]


def test_a_dismissal_is_remembered_while_its_words_stay(world: World) -> None:
    report = typed(world, "全年办理XX件，群众满意。")
    dismissed(world, report, standing(report)[0])
    report = typed(world, "前面加了一句。全年办理XX件，群众十分满意。")
    (finding,) = standing(report)
    assert finding.dismissal_reason == "系统名称就是这样。"
    assert block_of(report).text[finding.start : finding.end] == "XX"


def test_a_dismissal_is_forgotten_once_its_words_change(world: World) -> None:
    report = typed(world, "全年办理XX件。")
    dismissed(world, report, standing(report)[0])
    report = typed(world, "全年办理XXX件。")
    assert [finding.dismissed_at for finding in standing(report)] == [None]
    gone = Finding.objects.get(code="blank", gone_at__isnull=False)
    assert gone.dismissed_at is not None  # how a check fares is counted from these


def test_of_equal_words_the_one_between_its_neighbours_stays_dismissed(world: World) -> None:
    report = typed(world, "受理案件XX件。审结案件XX件。")
    _, second = standing(report)
    dismissed(world, report, second)
    report = typed(world, "新增XX人。受理案件XX件。审结案件XX件。")
    assert [finding.dismissed_at is not None for finding in standing(report)] == [False, False, True]


def test_a_recomputed_number_is_another_finding(world: World) -> None:
    report = typed(world, "调解纠纷168件，成功166件，成功率97.0%。")
    (finding,) = standing(report, "rate_recomputed")
    dismissed(world, report, finding)
    report = typed(world, "调解纠纷168件，成功165件，成功率97.0%。")
    (again,) = standing(report, "rate_recomputed")
    assert again.dismissed_at is None


def test_many_are_dismissed_at_once_and_brought_back(world: World) -> None:
    report = typed(world, "受理XX件，审结XX件，办结XX件。")
    actor, keys = world.user("police_drafter"), [finding.pk for finding in standing(report)]
    assert len(dismiss(report, [*keys, keys[0], 0], "统一代号。", actor=actor, now=world.now)) == 3
    assert not Finding.objects.filter(pk__in=keys).open().exists()
    assert dismiss(report, keys, "再来一次。", actor=actor, now=world.now) == []
    assert len(take_back(report, keys, actor=actor, now=world.now)) == 3
    assert Finding.objects.filter(pk__in=keys).open().count() == 3
    assert [entry.action for entry in Entry.objects.filter(action__contains="检查意见").order_by("pk")] == [
        "不采纳检查意见",
        "恢复检查意见",
    ]


@pytest.mark.parametrize("reason", ["", "  \n", "理" * (MOST_REASON + 1)])
def test_a_dismissal_needs_a_reason_of_some_length(world: World, reason: str) -> None:
    report = typed(world, "全年办理XX件。")
    keys = [finding.pk for finding in standing(report)]
    with pytest.raises(Invalid):
        dismiss(report, keys, reason, actor=world.user("police_drafter"), now=world.now)
    assert Finding.objects.filter(pk__in=keys).open().count() == 1


def test_what_must_not_be_published_cannot_be_dismissed_not_even_among_others(world: World) -> None:
    report = typed(world, "全年办理XX件，联系13812345678。")
    keys = [*standing(report), *standing(report, "private_number")]
    with pytest.raises(Refused, match="必须改正"):
        dismiss(report, [f.pk for f in keys], "不要紧。", actor=world.user("police_drafter"), now=world.now)
    assert not Finding.objects.dismissed().exists()


@pytest.mark.parametrize("name", ["police_head", "market_drafter", "reviewer", "administrator"])
def test_only_who_writes_the_report_decides(world: World, name: str) -> None:
    report = typed(world, "全年办理XX件。")
    (finding,) = standing(report)
    with pytest.raises(Refused):
        dismiss(report, [finding.pk], "可以。", actor=world.user(name), now=world.now)


def test_nobody_decides_once_the_text_is_closed(world: World) -> None:
    report = typed(world, "全年办理XX件。")
    (finding,) = standing(report)
    report = put_status(report, ReportStatus.SIGNED)
    with pytest.raises(Refused, match="已签发"):
        dismiss(report, [finding.pk], "可以。", actor=world.user("police_drafter"), now=world.now)


def test_findings_of_another_report_stay_untouched(world: World) -> None:
    report = typed(world, "全年办理XX件。")
    (finding,) = standing(report)
    other = world.report("market")
    assert dismiss(other, [finding.pk], "可以。", actor=world.user("market_drafter"), now=world.now) == []


def set_level(world: World, code: str, level: Level, *, blueprint: Blueprint | None = None) -> None:
    """Choose by hand what the settings page chooses."""
    CheckSetting.objects.create(
        government=world.county.government, code=code, level=level, blueprint=blueprint, set_at=world.now
    )


def test_a_county_takes_a_check_otherwise_and_its_template_still_otherwise(world: World) -> None:
    set_level(world, "blank", Level.HINT)
    report = typed(world, "全年办理XX件。")
    assert [finding.severity for finding in standing(report)] == ["hint"]
    set_level(world, "blank", Level.OFF, blueprint=report.assignment.blueprint_version.blueprint)
    read_through(world.report(), now=world.now)
    assert standing(report) == []
    stranger = world.stranger.units["water"]
    assert rulebook_for(stranger, None).severities == {}


def test_what_must_stand_is_never_weakened(world: World) -> None:
    set_level(world, "private_number", Level.OFF)
    assert standing(typed(world, "联系13812345678。"), "private_number")
