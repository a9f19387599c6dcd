"""Storing a paper as a unit's report: what lands where, for whom, and what is refused."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.document.markup import print_document, print_text, read_document
from reports.document.nodes import Attachment, Document, Note, Paragraph, Run
from reports.drafting.assembly import assemble
from reports.drafting.dispatching import DispatchWords, save_dispatch
from reports.drafting.models import Dispatch, Report
from reports.drafting.snapshot import take_snapshot
from reports.importing.services import describe, import_report
from reports.organisations.enums import OrganisationKind
from reports.organisations.services import create_organisation
from reports.rounds.models import Round
from reports.text.normal import normal, unindented
from tests.shared import sample_text
from tests.world import write

pytestmark = pytest.mark.django_db

TEXT = """云岭县公安局2025年法治政府建设工作报告
云岭县委、云岭县人民政府：
现将有关情况报告如下。
一、主要举措和成效
全年完成各项任务。
二、队伍建设
建成教育基地。
三、存在的不足和原因
培训覆盖不全。
云岭县公安局
2026年1月15日"""


def imported(world, *, text=TEXT, unit="police", year=2025, actor="reviewer", **options):
    organisation = {"government": world.county.government, **world.county.units}[unit]
    return import_report(
        text if isinstance(text, Document) else read_document(text),
        organisation=organisation,
        year=year,
        actor=world.user(actor) if isinstance(actor, str) else actor,
        now=world.now,
        **options,
    ).report


def parts_of(report):
    return [
        (section.key, section.heading, text)
        for section in report.sections.order_by("position")
        for text in section.blocks.order_by("position").values_list("text", flat=True)
        if text
    ]


def test_a_paper_fills_the_open_report_of_the_year(world):
    report = imported(world)
    assert report.assignment.round == world.county.round
    assert parts_of(report) == [
        ("preamble", "", "现将有关情况报告如下。"),
        ("achievements", "主要举措和成效", "全年完成各项任务。"),
        ("imported-1", "队伍建设", "建成教育基地。"),
        ("shortcomings", "存在的不足和原因", "培训覆盖不全。"),
    ]
    assert (report.title, report.addressees, report.signatories, report.dated_on) == (
        "云岭县公安局2025年法治政府建设工作报告",
        "云岭县委、云岭县人民政府",
        "云岭县公安局",
        date(2026, 1, 15),
    )
    assert report.started_at == world.now


def test_an_import_is_kept_as_a_revision_and_in_the_log(world):
    report = imported(world)
    assert list(report.revisions.values_list("number", "occasion", "made_by__username")) == [
        (1, "imported", "reviewer")
    ]
    entry = Entry.objects.get(action="导入报告")
    assert (entry.actor_name, entry.subject_label, entry.scope_path) == (
        "周审",
        report.title,
        world.county.units["police"].path,
    )


BARE = "2025年法治政府建设工作报告\n一、主要成效\n完成。"


def test_in_a_running_year_the_template_fills_what_the_paper_lacks(world):
    before = world.report()
    report = imported(world, text=BARE)
    assert (report.addressees, report.signatories) == (before.addressees, before.signatories)


LACKING = "2025年工作报告\n一、主要成效\n完成。\n二、存在的不足\n不够。\n三、下一步打算\n继续。"


@pytest.mark.parametrize(
    ("year", "order"),
    [
        (2025, "preamble achievements shortcomings first_responsible_person next_year_plan other_matters"),
        (2019, "achievements shortcomings next_year_plan preamble first_responsible_person other_matters"),
    ],
)
def test_parts_that_the_paper_lacks_stand_where_the_template_has_them(world, year, order):
    """A paper of an archive keeps its order, with the empty parts behind it."""
    report = imported(world, text=LACKING, unit="market", year=year)
    assert [section.key for section in report.sections.order_by("position")] == order.split()


def test_only_blocks_that_got_text_say_who_saved_them(world):
    saved = imported(world, text=BARE).blocks.exclude(saved_at=None)
    assert list(saved.values_list("key", "text", "saved_by__username")) == [
        ("overview", "完成。", "reviewer")
    ]


def test_an_archived_paper_is_kept_as_it_was(world):
    report = imported(world, text=BARE, year=2019)
    assert (report.addressees, report.signatories, report.dated_on) == ("", "", None)
    assert (report.assignment.round.is_archive, report.assignment.due_draft_on) == (True, date(2020, 1, 20))


def test_the_government_is_held_while_a_paper_is_stored(world):
    with CaptureQueriesContext(connection) as queries:
        imported(world, year=2020)
    held = [q["sql"] for q in queries if "FOR UPDATE" in q["sql"] and "reports_organisation" in q["sql"]]
    looked = [q["sql"] for q in queries].index(held[0])
    assert f'"id" = {world.county.government.pk}' in held[0]
    assert not any("reports_assignment" in q["sql"] for q in queries.captured_queries[:looked])


def test_an_archive_round_is_made_once(world):
    imported(world, year=2019)
    imported(world, unit="market", year=2019)
    assert Round.objects.filter(year=2019).count() == 1


def test_a_new_unit_of_a_running_year_gets_the_dates_of_its_kind(world):
    world.county.units["water"] = create_organisation(
        name="云岭县水利局",
        kind=OrganisationKind.DEPARTMENT,
        parent=world.county.government,
        actor=None,
        now=world.now,
    )
    assignment = imported(world, unit="water").assignment
    assert (assignment.round, assignment.due_draft_on) == (world.county.round, date(2026, 1, 20))


def test_the_countys_archived_report_was_drafted_by_the_bureau(world):
    report = imported(world, unit="government", year=2019, text=BARE)
    assert report.assignment.drafted_by == world.county.bureau


def test_a_report_that_somebody_began_is_refused_and_stays(world):
    key = world.report().blocks.filter(kind="prose").first().key
    write(world.report(), key, "经办人写的一段。", actor=world.user("police_drafter"), now=world.now)
    with pytest.raises(Refused) as refusal:
        imported(world)
    assert str(refusal.value) == (
        "云岭县公安局关于2025年度法治政府建设情况的报告已经有内容，不能再导入。请在原报告上修改。"
    )
    assert world.report().blocks.get(key=key).text == "经办人写的一段。"
    assert not world.report().revisions.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"text": "只有标题的工作报告"}, "文件里没有正文，请核对后再导入。"),
        ({"year": 99999}, "年度应在1990与2100之间，请核对。"),
        ({"year": 2019, "blueprint_code": "none"}, "没有代码为“none”的模板，请核对。"),
    ],
)
def test_what_cannot_become_a_report_leaves_nothing_behind(world, options, sentence):
    with pytest.raises(Invalid) as refusal:
        imported(world, **options)
    assert str(refusal.value) == sentence
    assert Report.objects.count() == 8
    assert Round.objects.count() == 2


def test_the_named_template_is_used_for_a_year_of_its_own(world):
    report = imported(world, year=2019, blueprint_code="town")
    assert report.assignment.blueprint_version.blueprint.code == "town"


def test_attachments_follow_the_body(world):
    attachment = Attachment("执法数据表", (Paragraph((Run("表中数据截至12月31日。"),)),))
    document = read_document(BARE)
    report = imported(world, text=Document(document.title, blocks=document.blocks, attachments=(attachment,)))
    assert parts_of(report)[-1] == ("attachments", "", "附件\n执法数据表\n表中数据截至12月31日。")


FORMAL = """特急
云岭县公安局文件
云公发〔2026〕3号　签发人：王五
云岭县公安局2025年法治政府建设工作报告
云岭县人民政府：
一、主要成效。全年平稳。
完成。
云岭县公安局
2026年1月15日
（此件公开发布）
抄送：县委政法委。
云岭县公安局　2026年1月16日印发"""


def test_what_stands_round_a_formal_paper_becomes_the_dispatch(world):
    dispatch = imported(world, text=FORMAL).dispatch
    assert (
        dispatch.urgency,
        dispatch.document_numbers,
        dispatch.signers,
        dispatch.remark,
        dispatch.copies_to,
        dispatch.printed_by,
        dispatch.printed_on,
        dispatch.saved_by,
    ) == (
        "特急",
        "云公发〔2026〕3号",
        "王五",
        "此件公开发布",
        "县委政法委",
        "云岭县公安局",
        date(2026, 1, 16),
        world.user("reviewer"),
    )


def test_a_paper_takes_nothing_away_that_somebody_typed(world):
    """Whoever has the old page open learns that it is old: the import is a version of its own."""
    words = DispatchWords(copies_to="县政协", printed_by="云岭县公安局办公室", has_annex=True)
    save_dispatch(world.report(), words, base_version=0, actor=world.user("police_drafter"), now=world.now)
    kept = imported(world, text=f"{TEXT}\n（联系人：张三）").dispatch
    assert (kept.remark, kept.copies_to, kept.printed_by, kept.has_annex, kept.version) == (
        "联系人：张三",
        "县政协",
        "云岭县公安局办公室",
        True,
        2,
    )


def test_nobody_gets_an_empty_dispatch_or_one_that_was_left_out(world):
    assert not Dispatch.objects.filter(report=imported(world)).exists()
    left_out = dict.fromkeys((1, 2, 3, 10, 11, 12), "nowhere")
    report = imported(world, text=FORMAL, unit="market", choices=left_out)
    assert not Dispatch.objects.filter(report=report).exists()


def test_a_run_in_heading_is_stored_with_its_mark(world):
    report = imported(world, text=FORMAL)
    assert parts_of(report)[0] == ("achievements", "主要成效。", "全年平稳。\n完成。")


def test_rows_go_where_somebody_chose(world):
    report = imported(world, choices={4: "body:preamble:preamble", 5: "nowhere", 6: "nowhere", 7: "nowhere"})
    assert parts_of(report) == [
        ("preamble", "", "现将有关情况报告如下。\n一、主要举措和成效"),
        ("shortcomings", "存在的不足和原因", "培训覆盖不全。"),
    ]


def test_comments_come_back_with_the_block_of_their_paragraph(world):
    blocks = []
    for block in read_document(TEXT).blocks:
        blocks += [block, Note(f"批注：{print_text([block])}", "王五")]
    document = Document("报告", blocks=tuple(blocks))
    organisation = world.county.units["police"]
    notes = import_report(document, organisation=organisation, year=2025, actor=None, now=world.now).notes
    assert [note.block_key for note in notes] == [
        "preamble",
        "overview",
        "overview",
        "imported-1",
        "imported-1",
        "shortcomings",
        "shortcomings",
    ]


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({1: "body:none:none"}, "第1段选的位置不在模板里，请重新选择。"),
        ({99: "title"}, "页面与文件对不上，请重新打开这一页后再选。"),
        ({4: "date"}, "第4段、第11段都选作成文日期，请只留一个。"),
    ],
)
def test_choices_that_cannot_stand_leave_nothing_behind(world, choices, sentence):
    with pytest.raises(Invalid) as refusal:
        imported(world, choices=choices)
    assert str(refusal.value).startswith(sentence)
    assert world.report().started_at is None


@pytest.mark.parametrize("actor", ["reviewer", "administrator", "police_drafter", None])
def test_the_bureau_and_the_own_drafter_may_import(world, actor):
    assert imported(world, actor=actor).started_at == world.now


@pytest.mark.parametrize("actor", ["market_drafter", "police_head", "leader", "auditor", "bureau_drafter"])
def test_nobody_else_imports(world, actor):
    with pytest.raises(NotPermitted) as refusal:
        imported(world, actor=actor)
    assert str(refusal.value) == "只有本单位经办人和司法局可以导入报告。"
    assert world.report().started_at is None


def test_the_reviewer_next_door_imports_nothing_here(world):
    with pytest.raises(NotPermitted):
        imported(world, actor=world.stranger.people["reviewer"])


def test_a_template_is_described_in_two_queries(world, django_assert_num_queries):
    version = world.report("town").assignment.blueprint_version
    with django_assert_num_queries(2):
        found = describe(version)
    assert [section.key for section in found] == [
        "preamble",
        "achievements",
        "shortcomings",
        "first_responsible_person",
        "next_year_plan",
    ]


RUN_IN = """2025年法治政府建设工作报告
一、主要成效。一是抓执法。全年检查12次。
（一）普法
完成。
二、存在的不足
三、其他亮点。群众满意。
四、下一步打算
继续推进。"""


def test_run_in_headings_print_as_they_stood(world):
    report = imported(world, text=RUN_IN, year=2019)
    printed = print_document(assemble(take_snapshot(report)))
    assert printed == RUN_IN.replace("二、存在的不足\n", "").replace("三、", "二、").replace("四、", "三、")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_an_archived_sample_prints_line_by_line_as_it_stood(world, name):
    text = sample_text(name)
    report = imported(world, text=text, unit="town", year=2021)
    assert print_document(assemble(take_snapshot(report))) == normal(unindented(text))
