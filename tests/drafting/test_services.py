"""Saving: what is kept, what is refused with every reason, what two people's saves do to each other."""

from decimal import Decimal

import pytest

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.figures import FigureChange, InvalidParts, record_figure
from reports.drafting.models import Report, ReportBlock, ReportSection
from reports.drafting.services import (
    MOST_CHARACTERS,
    BlockChange,
    ConflictingTexts,
    SectionChange,
    append_paragraph,
    keep_revision,
    save_front,
    save_section,
    stored_items,
    text_digest,
)
from reports.drafting.snapshot import SnapshotItem, digest_of, read_revision, take_snapshot, to_json
from reports.indicators.models import Indicator, Observation
from reports.indicators.values import BLANK, NOT_APPLICABLE, number, ratio_of
from tests.world import World, put_status


def section_of(report: Report, key: str) -> ReportSection:
    """A part as a view loads it."""
    section = ReportSection.objects.get(report=report, key=key)
    section.report = report
    return section


def typed(report: Report, key: str, text: str | None = None, **fields: object) -> BlockChange:
    """What a form that shows the present text sends when `text` was typed into it."""
    block = ReportBlock.objects.get(report=report, key=key)
    return BlockChange(
        key=key,
        text=block.text if text is None else text,
        base_version=block.version,
        base_digest=text_digest(block.text, stored_items(block)),
        **{"items": stored_items(block), **fields},
    )


def save(
    world: World, key: str, *blocks: BlockChange, who: str = "police_drafter", **fields: object
) -> list[str]:
    """Save one part of the police report."""
    report = world.report()
    change = SectionChange(blocks=blocks, **fields)
    return save_section(section_of(report, key), change, actor=world.user(who), now=world.now)


def test_saving_keeps_what_was_typed_and_says_who_and_when(world: World):
    report = world.report()
    changed = save(world, "achievements", typed(report, "overview", "党组研究四次。\r\n\r\n逐项督办。  "))
    block = ReportBlock.objects.get(report=report, key="overview")
    assert changed == ["overview"]
    assert block.text == "党组研究四次。\n逐项督办。"
    assert (block.version, block.saved_by, block.saved_at) == (1, world.user("police_drafter"), world.now)
    assert world.report().started_at == world.now


def test_a_save_that_changes_nothing_leaves_no_trace(world: World):
    report = world.report()
    untouched = [typed(report, key) for key in ("overview", "enforcement")]
    entries = Entry.objects.count()
    assert save(world, "achievements", *untouched) == []
    assert world.report().started_at is None
    assert Entry.objects.count() == entries
    assert set(report.blocks.values_list("version", flat=True)) == {0}


def test_the_log_names_blocks_and_figures(world: World):
    report = world.report()
    figure = FigureChange("PL16", number(4))
    save(world, "achievements", typed(report, "overview", "研究四次。"), figures=(figure,))
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.subject_id) == ("保存报告", str(report.pk))
    assert entry.detail == {"section": "achievements", "blocks": ["overview"], "figures": ["PL16"]}


def test_the_second_of_two_people_gets_both_texts_and_nothing_is_written(world: World):
    report = world.report()
    mine = typed(report, "overview", "我写的。")
    other = typed(report, "enforcement", "执法一句。")
    save(world, "achievements", typed(report, "overview", "别人写的。"))
    with pytest.raises(ConflictingTexts) as caught:
        save(world, "achievements", mine, other, figures=(FigureChange("PL16", number(1)),))
    (conflict,) = caught.value.conflicts
    assert (conflict.key, conflict.mine, conflict.theirs) == ("overview", "我写的。", "别人写的。")
    assert (conflict.theirs_version, conflict.saved_by) == (1, world.user("police_drafter").name)
    assert ReportBlock.objects.get(report=report, key="enforcement").version == 0
    assert not Observation.objects.exists()


def test_a_block_that_only_the_other_touched_is_no_conflict(world: World):
    report = world.report()
    mine = (typed(report, "overview"), typed(report, "enforcement", "执法一句。"))
    save(world, "achievements", typed(report, "overview", "别人写的。"))
    assert save(world, "achievements", *mine) == ["enforcement"]
    assert ReportBlock.objects.get(report=report, key="overview").text == "别人写的。"


def test_a_flag_that_only_the_other_set_is_no_conflict(world: World):
    report = world.report()
    mine = typed(report, "overview")
    save(world, "achievements", typed(report, "overview", is_private=True))
    assert save(world, "achievements", mine) == []
    assert ReportBlock.objects.get(report=report, key="overview").is_private is True


def test_two_people_typing_the_same_agree(world: World):
    report = world.report()
    mine = typed(report, "overview", "同一句。")
    save(world, "achievements", typed(report, "overview", "同一句。"))
    assert save(world, "achievements", mine) == []


def test_rows_take_part_in_a_conflict_as_text(world: World):
    report = world.report()
    mine = typed(report, "shortcoming_items", items=(SnapshotItem("力量偏弱", "只有一人。"),))
    theirs = typed(report, "shortcoming_items", items=(SnapshotItem("送达不及时"),))
    save(world, "shortcomings", theirs)
    with pytest.raises(ConflictingTexts) as caught:
        save(world, "shortcomings", mine)
    (conflict,) = caught.value.conflicts
    assert (conflict.mine, conflict.theirs) == ("力量偏弱。只有一人。", "送达不及时")


def test_rows_are_put_in_place_of_those_that_stand(world: World):
    report = world.report()
    first = (SnapshotItem("力量偏弱", cause="编制少。"), SnapshotItem("送达不及时", is_private=True))
    save(world, "shortcomings", typed(report, "shortcoming_items", items=first))
    save(world, "shortcomings", typed(report, "shortcoming_items", items=first[1:]))
    assert stored_items(ReportBlock.objects.get(report=report, key="shortcoming_items")) == first[1:]


def test_every_fault_of_a_part_is_told_at_once_and_nothing_is_written(world: World):
    report = world.report()
    with pytest.raises(InvalidParts) as caught:
        save(
            world,
            "achievements",
            typed(report, "overview", "长" * (MOST_CHARACTERS + 1)),
            typed(report, "enforcement", "办案{{ZZ99}}件。"),
            typed(report, "publicity", "没有毛病。"),
            heading="  ",
            figures=(FigureChange("PL16", number(Decimal("1.5"))), FigureChange("LE01", number(-1))),
        )
    assert {fault.field for fault in caught.value.faults} == {
        "heading",
        "overview",
        "enforcement",
        "PL16",
        "LE01",
    }
    assert all(str(fault).endswith("。") for fault in caught.value.faults)
    assert set(report.blocks.values_list("version", flat=True)) == {0}
    assert not Observation.objects.exists()


def test_a_token_in_a_row_must_be_known_too(world: World):
    report = world.report()
    rows = (SnapshotItem("受理{{RV99}}件"),)
    with pytest.raises(InvalidParts, match="RV99"):
        save(world, "shortcomings", typed(report, "shortcoming_items", items=rows))


def test_single_braces_are_braces(world: World):
    report = world.report()
    save(world, "achievements", typed(report, "overview", "用{year}和{{PL16}}。"))
    assert ReportBlock.objects.get(report=report, key="overview").text == "用{year}和{{PL16}}。"


@pytest.mark.parametrize(
    ("figure", "state", "value"),
    [
        (number(0), "number", Decimal(0)),
        (number(12), "number", Decimal(12)),
        (NOT_APPLICABLE, "not_applicable", None),
        (BLANK, "blank", None),
    ],
)
def test_the_four_values_are_stored_apart(world: World, figure, state, value):
    save(world, "achievements", figures=(FigureChange("LE01", figure, "口径已核"),))
    stored = Observation.objects.get(indicator__code="LE01")
    assert (stored.state, stored.value, stored.note, stored.year) == (state, value, "口径已核", 2025)
    assert stored.organisation == world.report().assignment.organisation


@pytest.mark.parametrize(
    ("code", "figure", "sentence"),
    [
        ("LE01", number(-1), "不能为负数"),
        ("LE01", number(Decimal("2.5")), "必须填写整数"),
        ("LE23", ratio_of(6, 5), "分子不能大于分母"),
        ("LE28", number(5), "这里没有要求填报这项数据"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_its_code(world: World, code, figure, sentence):
    with pytest.raises(InvalidParts, match=sentence) as caught:
        save(world, "achievements", figures=(FigureChange(code, figure),))
    assert [fault.field for fault in caught.value.faults] == [code]


def test_figures_are_written_in_three_statements(world: World, django_assert_num_queries):
    report = world.report()
    one = (FigureChange("LE01", number(1)),)
    three = tuple(FigureChange(code, number(1)) for code in ("LE01", "LE20", "LE21"))
    section, actor = section_of(report, "achievements"), world.user("police_drafter")
    actor.standing()
    for figures in (one, three):
        Report.objects.filter(pk=report.pk).update(started_at=world.now)
        report.started_at = world.now
        with django_assert_num_queries(10):
            save_section(section, SectionChange(figures=figures), actor=actor, now=world.now)


def test_a_heading_is_renamed_and_a_missing_one_left(world: World):
    report = world.report()
    save(world, "achievements", heading=" 主要做法 ")
    save(world, "achievements", typed(report, "overview", "一句。"))
    assert ReportSection.objects.get(report=report, key="achievements").heading == "主要做法"


def test_changing_carried_over_text_confirms_it_and_so_does_the_box(world: World):
    report = world.report()
    report.blocks.update(needs_confirmation=True)
    save(
        world,
        "achievements",
        typed(report, "overview", "新写的。"),
        typed(report, "enforcement", is_confirmed=True),
        typed(report, "publicity"),
    )
    waiting = report.blocks.filter(section__key="achievements", needs_confirmation=False)
    assert set(waiting.values_list("key", flat=True)) == {"overview", "enforcement"}


def test_marking_a_text_private_confirms_nothing(world: World):
    report = world.report()
    report.blocks.update(needs_confirmation=True)
    save(world, "achievements", typed(report, "overview", is_private=True))
    block = report.blocks.get(key="overview")
    assert (block.is_private, block.needs_confirmation) == (True, True)


def test_text_taken_over_from_last_year_waits_for_a_word(world: World):
    report = world.report()
    save(world, "achievements", typed(report, "overview", "上年的话。", is_carried=True))
    assert report.blocks.get(key="overview").needs_confirmation
    save(world, "achievements", typed(report, "overview", is_confirmed=True))
    assert not report.blocks.get(key="overview").needs_confirmation


def test_a_page_that_was_loaded_before_the_submission_writes_nothing(world: World):
    """The state is asked of the locked row, never of what the caller still holds."""
    report = world.report()
    section, front = section_of(report, "achievements"), world.report()
    block = report.blocks.get(key="overview")
    put_status(report, ReportStatus.AWAITING_REVIEW, is_open=True)
    actor = world.user("police_drafter")
    with pytest.raises(NotPermitted):
        save_section(section, SectionChange(heading="改名"), actor=actor, now=world.now)
    with pytest.raises(NotPermitted):
        append_paragraph(block, "不该保存。", actor=actor, now=world.now)
    with pytest.raises(NotPermitted):
        save_front(
            front,
            title="改名",
            public_title="改名",
            addressees="",
            signatories="某局",
            base_version=0,
            actor=actor,
            now=world.now,
        )
    assert "改名" not in (world.report().title, ReportSection.objects.get(pk=section.pk).heading)


@pytest.mark.parametrize("who", ["police_head", "reviewer", "market_drafter", "administrator", "auditor"])
def test_only_the_drafter_writes(world: World, who):
    report = world.report()
    with pytest.raises(NotPermitted):
        save(world, "achievements", typed(report, "overview", "不该保存。"), who=who)
    assert ReportBlock.objects.get(report=report, key="overview").version == 0


@pytest.mark.parametrize(
    "status", [s for s in ReportStatus if s not in ("drafting", "returned", "awaiting_signature")]
)
def test_a_report_that_was_handed_on_is_closed(world: World, status):
    report = world.report()
    change = typed(report, "overview", "不该保存。")
    put_status(report, status, is_open=True)
    with pytest.raises(NotPermitted):
        save(world, "achievements", change)


def test_the_head_may_change_words_before_signing(world: World):
    report = put_status(world.report(), ReportStatus.AWAITING_SIGNATURE, is_open=True)
    assert save(world, "achievements", typed(report, "overview", "首长改的。"), who="police_head") == [
        "overview"
    ]


def test_a_closed_block_is_closed_with_its_figures(world: World):
    report = put_status(world.report(), ReportStatus.RETURNED, is_open=False)
    report.blocks.filter(key="overview").update(is_open=True)
    assert save(
        world, "achievements", typed(report, "overview", "改好了。"), typed(report, "enforcement")
    ) == ["overview"]
    with pytest.raises(NotPermitted):
        save(world, "achievements", typed(report, "enforcement", "没有退回。"))
    with pytest.raises(NotPermitted):
        save(world, "achievements", figures=(FigureChange("LE01", number(1)),))
    with pytest.raises(NotPermitted):
        record_figure(
            report,
            Indicator.objects.get(code="LE01"),
            figure=number(1),
            actor=world.user("police_drafter"),
            now=world.now,
        )
    assert not Observation.objects.exists()


def test_one_figure_is_recorded_on_its_own(world: World):
    report = world.report()
    record_figure(
        report,
        Indicator.objects.get(code="LE01"),
        figure=number(7),
        actor=world.user("police_drafter"),
        now=world.now,
    )
    assert Observation.objects.get().value == 7
    assert world.report().started_at == world.now


FRONT = {
    "title": "标题",
    "public_title": "公开标题",
    "addressees": "县委\r\n\r\n县政府",
    "signatories": "县公安局",
}


def test_the_front_is_kept_with_its_version(world: World):
    report = world.report()
    save_front(report, **FRONT, base_version=0, actor=world.user("police_drafter"), now=world.now)
    kept = world.report()
    assert (kept.title, kept.public_title, kept.front_version) == ("标题", "公开标题", 1)
    assert (kept.addressee_lines, kept.signatory_lines) == (("县委", "县政府"), ("县公安局",))


def test_the_front_that_somebody_saved_meanwhile_is_not_overwritten(world: World):
    report = world.report()
    save_front(report, **FRONT, base_version=0, actor=world.user("police_drafter"), now=world.now)
    with pytest.raises(Refused, match="刚刚由别人保存过"):
        save_front(
            world.report(),
            **{**FRONT, "title": "另一个"},
            base_version=0,
            actor=world.user("police_drafter"),
            now=world.now,
        )
    assert world.report().title == "标题"


@pytest.mark.parametrize("field", ["title", "public_title", "signatories"])
def test_the_front_lacks_nothing(world: World, field):
    with pytest.raises(Invalid) as caught:
        save_front(
            world.report(),
            **{**FRONT, field: " "},
            base_version=0,
            actor=world.user("police_drafter"),
            now=world.now,
        )
    assert caught.value.field == field


def test_a_revision_keeps_the_whole_report_with_its_values(world: World):
    report = world.report()
    save(
        world,
        "achievements",
        typed(report, "overview", "研究{{PL16}}次。"),
        figures=(FigureChange("PL16", number(4)),),
    )
    before = take_snapshot(report)
    revision = keep_revision(report, Occasion.SUBMITTED, actor=world.user("police_drafter"), now=world.now)
    save(
        world, "achievements", typed(report, "overview", "后来改的。"), figures=(FigureChange("PL16", BLANK),)
    )
    assert read_revision(revision) == before
    assert (revision.number, revision.digest) == (1, digest_of(to_json(before)))
    assert take_snapshot(report) != before
