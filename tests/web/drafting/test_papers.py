"""Preview, Word files and history: the right text for the right reader."""

from http import HTTPStatus
from io import BytesIO
from urllib.parse import unquote

import docx
import pytest

from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.models import Report
from reports.drafting.services import FigureChange, keep_revision
from reports.drafting.snapshot import SnapshotItem
from reports.indicators.values import number
from reports.review.models import Step
from tests.drafting.test_services import save, typed
from tests.world import World, put_status, write

SECRET = "不得外传的暗号"


@pytest.fixture
def report(world: World) -> Report:
    """The police report with a figure and something private."""
    actor = world.user("police_drafter")
    save(world, "achievements", figures=(FigureChange("LE01", number(1234), "含简易程序。"),))
    write(
        world.report(),
        "enforcement",
        f"办案{{{{LE01}}}}件。〖不公开〗{SECRET}〖/〗",
        actor=actor,
        now=world.now,
    )
    Report.objects.filter(pk=world.report().pk).update(addressees="县委\n县政府")
    return world.report()


@pytest.fixture
def reader(client, world: World, report: Report):
    """The police's drafter, signed in."""
    client.force_login(world.user("police_drafter"))
    return client


def lines(content: bytes) -> list[str]:
    """The paragraphs of a Word file."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs if paragraph.text]


def name_of(response) -> str:
    """The name under which the browser stores a download."""
    return unquote(response["Content-Disposition"].partition("filename*=UTF-8''")[2])


def test_the_filing_edition_as_word(reader, report: Report):
    response = reader.get(f"/reports/{report.pk}/download/filing/")
    printed = lines(response.content)
    assert name_of(response) == "云岭县公安局关于2025年度法治政府建设情况的报告.docx"
    assert "".join(printed[0].split()) == report.title
    assert "县委：" in printed
    assert f"办案1234件。{SECRET}" in printed
    assert printed[-1] == "云岭县公安局"


def test_the_second_addressee_has_a_file_of_its_own(reader, report: Report):
    printed = lines(reader.get(f"/reports/{report.pk}/download/filing/?addressee=1").content)
    assert ("县政府：" in printed, "县委：" in printed) == (True, False)


def test_the_public_edition_holds_nothing_private(reader, report: Report):
    response = reader.get(f"/reports/{report.pk}/download/public/")
    printed = lines(response.content)
    assert name_of(response) == "云岭县公安局2025年法治政府建设年度报告.docx"
    assert "办案1234件。" in printed
    assert SECRET not in "".join(printed)
    assert not any(line.endswith("县委：") for line in printed)


def test_the_annex_lists_the_figures(reader, report: Report):
    response = reader.get(f"/reports/{report.pk}/annex/")
    (table,) = docx.Document(BytesIO(response.content)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["指标", "单位", "2025年", "2024年", "增减", "说明"]
    assert ["行政处罚案件数", "件", "1234", "", "", "含简易程序。"] in rows
    assert ["行政检查次数", "次", "××", "", "", ""] in rows
    assert name_of(response) == "云岭县公安局2025年度法治政府建设数据表.docx"


@pytest.mark.parametrize(
    "path",
    [
        "download/other/",
        "download/filing/?addressee=2",
        "download/filing/?addressee=-1",
        "preview/?edition=x",
    ],
)
def test_an_edition_that_does_not_exist_is_not_there(reader, report: Report, path):
    assert reader.get(f"/reports/{report.pk}/{path}").status_code == HTTPStatus.NOT_FOUND


def test_the_preview_shows_each_edition_and_what_the_public_one_leaves_out(reader, report: Report):
    filing = reader.get(f"/reports/{report.pk}/preview/")
    assert filing.context["addressees"] == [(0, "县委"), (1, "县政府")]
    assert SECRET in filing.content.decode()
    public = reader.get(f"/reports/{report.pk}/preview/?edition=public")
    (piece,) = public.context["left_out"]
    assert (piece.label, piece.what, piece.text, piece.is_unclosed) == ("行政执法", "一段文字", SECRET, False)
    (article,) = public.content.decode().split("<article")[1:]
    assert SECRET not in article.split("</article>")[0]


def test_a_private_block_a_row_and_an_open_mark_are_listed(reader, report: Report, world: World):
    save(world, "achievements", typed(report, "overview", "整块内部。", is_private=True))
    save(world, "achievements", typed(report, "publicity", "前〖不公开〗后面都藏了"))
    left = reader.get(f"/reports/{report.pk}/preview/").context["left_out"]
    assert [(piece.label, piece.what, piece.text, piece.is_unclosed) for piece in left] == [
        ("总体推进情况", "整块", "整块内部。", False),
        ("行政执法", "一段文字", SECRET, False),
        ("法治宣传与能力建设", "一段文字", "后面都藏了", True),
    ]


def test_marks_outside_of_the_prose_are_listed_in_the_order_of_the_paper(
    reader, report: Report, world: World
):
    Report.objects.filter(pk=report.pk).update(
        public_title="年度报告〖不公开〗（内部）〖/〗", signatories="县公安局\n〖不公开〗专班〖/〗"
    )
    report.sections.filter(key="achievements").update(heading="主要举措〖不公开〗和难点〖/〗")
    rows = (
        SnapshotItem("补齐力量", responsible_unit="政治处〖不公开〗和专班"),
        SnapshotItem("〖不公开〗内部一条〖/〗。", text="跟着标题不印。"),
    )
    save(world, "next_year_plan", typed(report, "plan_items", items=rows))
    plans = report.blocks.get(key="plan_items").label
    left = reader.get(f"/reports/{report.pk}/preview/").context["left_out"]
    assert [(piece.label, piece.text, piece.is_unclosed) for piece in left] == [
        ("公开稿标题", "（内部）", False),
        ("部分标题：主要举措和难点", "和难点", False),
        ("行政执法", SECRET, False),
        (plans, "和专班", True),
        (plans, "内部一条。", False),
        ("署名机关", "专班", False),
    ]


def test_from_signing_on_the_signed_text_is_printed(reader, report: Report, world: World):
    keep_revision(report, Occasion.SIGNED, actor=world.user("police_head"), now=world.now)
    put_status(report, ReportStatus.SIGNED)
    report.blocks.filter(key="enforcement").update(text="签发后偷偷改的。")
    printed = lines(reader.get(f"/reports/{report.pk}/download/filing/").content)
    assert (f"办案1234件。{SECRET}" in printed, "签发后偷偷改的。" in printed) == (True, False)


PAPERS = ["preview/", "download/filing/", "download/public/", "annex/", "history/", "history/1/"]


@pytest.mark.parametrize("path", PAPERS)
def test_papers_are_for_whoever_may_see_the_report(client, report: Report, world: World, path):
    keep_revision(report, Occasion.SUBMITTED, actor=world.user("police_drafter"), now=world.now)
    answers = {}
    for who in ("police_head", "reviewer", "leader", "auditor", "market_drafter", "town_head"):
        client.force_login(world.user(who))
        answers[who] = client.get(f"/reports/{report.pk}/{path}").status_code
    client.force_login(world.stranger.people["reviewer"])
    answers["stranger"] = client.get(f"/reports/{report.pk}/{path}").status_code
    seen = dict.fromkeys(("police_head", "reviewer", "leader", "auditor"), HTTPStatus.OK)
    assert answers == seen | dict.fromkeys(("market_drafter", "town_head", "stranger"), HTTPStatus.NOT_FOUND)


def test_history_ties_each_step_to_its_text_and_shows_what_changed(reader, report: Report, world: World):
    actor = world.user("police_drafter")
    keep_revision(report, Occasion.SUBMITTED, actor=actor, now=world.now)
    write(report, "enforcement", "办案{{LE01}}件，逐案审核。", actor=actor, now=world.now)
    keep_revision(report, Occasion.SUBMITTED, actor=actor, now=world.now)
    events = reader.get(f"/reports/{report.pk}/history/").context["events"]
    assert sorted((event.label, event.revision, event.before) for event in events) == [
        ("提交预审", 1, None),
        ("提交预审", 2, 1),
    ]
    first = reader.get(f"/reports/{report.pk}/history/1/").content.decode()
    assert ("逐案审核" in first, SECRET in first) == (False, True)
    page = reader.get(f"/reports/{report.pk}/history/2/?against=1").content.decode()
    assert SECRET in page.partition("<del>")[2]
    assert "逐案审核" in page.partition("<ins>")[2]


def test_only_the_first_step_on_a_text_offers_the_comparison(reader, report: Report, world: World):
    actor = world.user("police_drafter")
    revisions = [keep_revision(report, Occasion.SUBMITTED, actor=actor, now=world.now) for _ in range(2)]
    for revision, move in ((revisions[0], "submit"), (revisions[1], "submit"), (revisions[1], "pass")):
        Step.objects.create(
            report=report, move=move, from_status="drafting", to_status="drafting", revision=revision,
            actor=actor, acted_at=world.now,
        )  # fmt: skip
    events = reader.get(f"/reports/{report.pk}/history/").context["events"]
    assert [(event.label, event.revision, event.before) for event in events] == [
        ("预审通过", 2, None),
        ("提交预审", 2, 1),
        ("提交预审", 1, None),
    ]
    same = reader.get(f"/reports/{report.pk}/history/2/?against=1").content.decode()
    assert "两稿的文字和数据相同。" in same


@pytest.mark.parametrize("path", ["history/9/", "history/1/?against=9", "history/1/?against=x"])
def test_a_revision_that_does_not_exist_is_not_there(reader, report: Report, world: World, path):
    keep_revision(report, Occasion.SUBMITTED, actor=world.user("police_drafter"), now=world.now)
    assert reader.get(f"/reports/{report.pk}/{path}").status_code == HTTPStatus.NOT_FOUND


def test_one_revision_and_three_take_the_same_queries(
    reader, report: Report, world: World, django_assert_num_queries
):
    for count in (1, 2):
        for _ in range(count):
            keep_revision(report, Occasion.SUBMITTED, actor=world.user("police_drafter"), now=world.now)
        with django_assert_num_queries(13):
            reader.get(f"/reports/{report.pk}/history/")
