"""Preview, Word files and history: the right text for the right reader."""

import subprocess
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote
from zipfile import ZipFile

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree, html

from reports.common.office import NOT_INSTALLED
from reports.drafting.annexes import annex_title
from reports.drafting.dispatching import DispatchWords, save_dispatch
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.figures import FigureChange
from reports.drafting.models import Report
from reports.drafting.services import keep_revision
from reports.drafting.snapshot import SnapshotItem, take_snapshot
from reports.drafting.withholding import Reason
from reports.indicators.values import number
from reports.review.models import Opinion, Step
from reports.text.dates import print_date
from reports.web.drafting import downloads
from tests.drafting.test_services import save, typed
from tests.review.stories import bring
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


def all_text(content: bytes) -> str:
    """All text of a Word file's body, whatever holds it."""
    with ZipFile(BytesIO(content)) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    return "".join(tree.xpath("//*[local-name()='t']/text()"))


def pdf_text(content: bytes) -> str:
    """The text of a PDF, as poppler reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "paper.pdf")
        path.write_bytes(content)
        return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout


def name_of(response) -> str:
    """The name under which the browser stores a download."""
    return unquote(response["Content-Disposition"].partition("filename*=UTF-8''")[2])


def test_the_filing_edition_as_word(reader, report: Report):
    response = reader.get(f"/reports/{report.pk}/download/filing/")
    printed = lines(response.content)
    assert name_of(response) == "云岭县公安局关于2025年度法治政府建设情况的报告（报送稿，县委）.docx"
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
    assert name_of(response) == "云岭县公安局2025年法治政府建设年度报告（公开稿）.docx"
    assert "办案1234件。" in printed
    assert SECRET not in "".join(printed)
    assert not any(line.endswith("县委：") for line in printed)


def test_the_figures_as_a_file_of_their_own(reader, report: Report):
    response = reader.get(f"/reports/{report.pk}/download/figures/")
    (table,) = docx.Document(BytesIO(response.content)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["指标", "单位", "2025年", "说明"]
    assert ["行政处罚案件数", "件", "1234", "含简易程序。"] in rows
    assert ["行政检查次数", "次", "未填", ""] in rows
    assert name_of(response) == "云岭县公安局2025年度法治政府建设数据表.docx"


def fill_dispatch(report: Report, world: World, **words: object) -> None:
    """Fill in 发文信息 as the drafter would."""
    filled = DispatchWords(
        document_numbers="云公发〔2026〕3号\n云公发〔2026〕4号", signers="何建国", copies_to="县政协", **words
    )
    actor = world.user("police_drafter")
    save_dispatch(report, filled, base_version=0, actor=actor, now=world.now)


def test_the_formal_edition_stands_between_head_and_imprint(reader, report: Report, world: World):
    fill_dispatch(report, world, has_annex=True)
    response = reader.get(f"/reports/{report.pk}/download/formal/?addressee=1")
    printed = all_text(response.content)
    words = ("云公发〔2026〕4号", "何建国", "县政府：", "附件：", "法治政府建设数据表", "县政协")
    assert [word for word in words if word not in printed] == []
    assert name_of(response) == "云岭县公安局关于2025年度法治政府建设情况的报告（红头文件，县政府）.docx"


def test_the_slip_says_what_is_known_of_one_addressees_paper(reader, report: Report, world: World):
    fill_dispatch(report, world, has_annex=True)
    response = reader.get(f"/reports/{report.pk}/download/slip/?addressee=1")
    printed = all_text(response.content)
    drafter = world.user("police_drafter").name
    words = ("发文稿纸", "云公发〔2026〕4号", "县政府", "县政协", "法治政府建设数据表", drafter)
    assert [word for word in words if word not in printed] == []


def test_the_slip_of_a_joint_document_names_all_organs_and_tears_no_day(client, world: World):
    report = bring(world, ReportStatus.SIGNED, unit="town")
    client.force_login(world.user("town_drafter"))
    slip = docx.Document(BytesIO(client.get(f"/reports/{report.pk}/download/slip/").content))
    organs = report.assignment.organisation.signatories
    (table,) = slip.tables
    boxes = [table.rows[row].cells[0].text for row in (0, 2)]
    signer, day = world.user("town_head").name, print_date(world.now.date())
    assert "".join(slip.paragraphs[0].text.split()) == f"{organs[0]}{organs[1]}发文稿纸"
    assert boxes == [f"签发：{signer}\n{day}", f"拟稿单位：{organs[0]} {organs[1]}"]


def test_the_proof_is_the_text_behind_its_slip(reader, report: Report, world: World):
    Opinion.objects.create(report=report, text="请核对。", author_name="老周", made_at=world.now)
    response = reader.get(f"/reports/{report.pk}/download/proof/")
    printed = all_text(response.content)
    places = [printed.index(word) for word in ("审阅意见单", "老周", "办案1234件")]
    assert places == sorted(places)
    assert name_of(response) == "云岭县公安局关于2025年度法治政府建设情况的报告（清样）.docx"


OUTSIDE = "发文信息里的暗语"


def test_the_public_file_knows_nothing_of_dispatch_figures_and_opinions(reader, report: Report, world: World):
    fill_dispatch(report, world, has_annex=True, remark=OUTSIDE, printed_by=OUTSIDE)
    Opinion.objects.create(report=report, text=OUTSIDE, author_name=OUTSIDE, made_at=world.now)
    save(world, "achievements", figures=(FigureChange("LE20", number(20), OUTSIDE),))
    response = reader.get(f"/reports/{report.pk}/download/public/")
    with ZipFile(BytesIO(response.content)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    kept_out = (SECRET, OUTSIDE, "云公发〔2026〕", "何建国", "县政协", "县委", "不公开", "数据表")
    assert [(name, word) for name, part in parts.items() for word in kept_out if word in part] == []
    assert [name for name in parts if "comments" in name or "customXml" in name] == []


def test_the_public_pdf_prints_nothing_private(reader, report: Report, world: World):
    fill_dispatch(report, world, has_annex=True, remark=OUTSIDE)
    response = reader.get(f"/reports/{report.pk}/download/public/pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert name_of(response) == "云岭县公安局2025年法治政府建设年度报告（公开稿）.pdf"
    text = "".join(pdf_text(response.content).split())
    assert "办案1234件。" in text
    assert [word for word in (SECRET, OUTSIDE, "云公发", "县委", "数据表") if word in text] == []


def test_without_libreoffice_the_menu_and_the_address_say_so(reader, report: Report, settings):
    settings.OFFICE_COMMAND = "/nowhere/soffice"
    page = reader.get(f"/reports/{report.pk}/preview/").content.decode()
    assert ("服务器未安装LibreOffice，不能生成PDF。" in page, "/pdf/" in page) == (True, False)
    response = reader.get(f"/reports/{report.pk}/download/public/pdf/")
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert NOT_INSTALLED in response.content.decode()


def test_opinions_stand_beside_the_text_and_in_no_other_file(reader, report: Report, world: World):
    Opinion.objects.create(
        report=report, block_key="enforcement", quote="办案1234件", text="请核对。", author_name="老周",
        made_at=world.now,
    )  # fmt: skip
    comments = {}
    for kind in ("noted", "filing", "formal"):
        content = reader.get(f"/reports/{report.pk}/download/{kind}/").content
        comments[kind] = [(c.author, c.text) for c in docx.Document(BytesIO(content)).comments]
    assert comments == {"noted": [("老周", "〔待答复〕请核对。")], "filing": [], "formal": []}


def bundled(response) -> dict[str, bytes]:
    """The members of an archive by their names."""
    with ZipFile(BytesIO(response.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


FILING = "云岭县公安局关于2025年度法治政府建设情况的报告"
BUNDLED = [
    f"{FILING}（红头文件，县委）",
    f"{FILING}（红头文件，县政府）",
    f"{FILING}（报送稿，县委）",
    f"{FILING}（报送稿，县政府）",
    "云岭县公安局2025年法治政府建设年度报告（公开稿）",
    f"{FILING}（清样）",
    f"{FILING}（发文稿纸，县委）",
    f"{FILING}（发文稿纸，县政府）",
    "云岭县公安局2025年度法治政府建设数据表",
]


def test_all_papers_come_in_one_archive(reader, report: Report):
    response = reader.get(f"/reports/{report.pk}/download/")
    members = bundled(response)
    assert list(members) == [path for name in BUNDLED for path in (f"Word/{name}.docx", f"PDF/{name}.pdf")]
    public = f"PDF/{BUNDLED[4]}.pdf"
    assert "办案1234件。" in "".join(pdf_text(members[public]).split())
    assert SECRET not in pdf_text(members[public])


def test_without_libreoffice_the_archive_has_the_word_files_and_says_so(reader, report: Report, settings):
    settings.OFFICE_COMMAND = "/nowhere/soffice"
    members = bundled(reader.get(f"/reports/{report.pk}/download/"))
    assert list(members) == [*(f"Word/{name}.docx" for name in BUNDLED), "说明.txt"]
    assert members["说明.txt"].decode().startswith(f"这里只有Word文件。{NOT_INSTALLED}")


def test_another_units_papers_are_not_there(client, report: Report, world: World):
    client.force_login(world.user("market_drafter"))
    assert client.get(f"/reports/{report.pk}/download/").status_code == HTTPStatus.NOT_FOUND


def offered(response) -> tuple:
    """Whom the papers of the menu are for, and what they are."""
    menu = response.context["menu"]
    return menu.addressee, [(offer.label, offer.word_url.split("/download/")[1]) for offer in menu.offers]


def test_the_menu_offers_the_papers_of_the_addressee_on_view_and_nothing_empty(reader, report: Report):
    second = reader.get(f"/reports/{report.pk}/preview/?edition=formal&addressee=1")
    assert offered(second) == (
        "县政府",
        [
            ("报送稿（红头文件）", "formal/?addressee=1"),
            ("报送稿（材料稿）", "filing/?addressee=1"),
            ("公开稿", "public/"),
            ("清样（附意见单）", "proof/"),
            ("发文稿纸", "slip/?addressee=1"),
            ("数据表", "figures/"),
        ],
    )


def test_one_addressee_needs_no_name_in_the_menu(reader, report: Report, world: World):
    Report.objects.filter(pk=report.pk).update(addressees="县政府")
    Opinion.objects.create(report=report, text="请核对。", author_name="老周", made_at=world.now)
    addressee, offers = offered(reader.get(f"/reports/{report.pk}/preview/"))
    assert (addressee, offers[0], offers[-1]) == (
        "",
        ("报送稿（红头文件）", "formal/"),
        ("带意见稿", "noted/"),
    )


@pytest.mark.parametrize(
    "path",
    [
        "download/other/",
        "download/other/pdf/",
        "download/noted/pdf/",
        "marked/",
        "preview/?edition=proof",
        "download/filing/?addressee=2",
        "download/filing/?addressee=-1",
        "preview/?edition=x",
    ],
)
def test_an_edition_that_does_not_exist_is_not_there(reader, report: Report, path):
    assert reader.get(f"/reports/{report.pk}/{path}").status_code == HTTPStatus.NOT_FOUND


def test_the_preview_shows_each_edition_and_what_the_public_one_leaves_out(reader, report: Report):
    filing = reader.get(f"/reports/{report.pk}/preview/")
    assert [tab.label for tab in filing.context["preview"].tabs] == ["红头文件", "材料稿", "公开稿", "数据表"]
    assert [(tab.label, tab.is_current) for tab in filing.context["preview"].addressees] == [
        ("县委", True),
        ("县政府", False),
    ]
    assert SECRET in filing.content.decode()
    public = reader.get(f"/reports/{report.pk}/preview/?edition=public")
    (piece,) = public.context["left_out"]
    assert (piece.label, piece.what, piece.text, piece.is_unclosed) == ("行政执法", "一段文字", SECRET, False)
    sheets = html.fromstring(public.content.decode()).find_class("paper-sheet")
    assert "办案1234件。" in "".join(sheet.text_content() for sheet in sheets)
    assert SECRET not in "".join(sheet.text_content() for sheet in sheets)


def test_the_formal_preview_says_what_its_head_lacks(reader, report: Report, world: World):
    page = reader.get(f"/reports/{report.pk}/preview/?edition=formal")
    assert "红头文件还没有发文字号、签发人。" in page.content.decode()
    fill_dispatch(report, world)
    page = reader.get(f"/reports/{report.pk}/preview/?edition=formal&addressee=1")
    assert "红头文件还没有" not in page.content.decode()
    assert [tab.query for tab in page.context["preview"].tabs] == [
        "?edition=formal&addressee=1",
        "?edition=filing&addressee=1",
        "?edition=public",
        "?edition=figures",
    ]
    assert "云公发〔2026〕4号" in page.content.decode()


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


def test_what_goes_along_with_a_private_heading_stands_first_with_the_reason(
    reader, report: Report, world: World
):
    text = "（一）甲\n（二）〖不公开〗内部事项〖/〗\n小标题下的文字。\n（三）乙"
    save(world, "achievements", typed(report, "overview", text))
    page = reader.get(f"/reports/{report.pk}/preview/?edition=public")
    first, second = page.context["left_out"][:2]
    assert (first.text, first.reason, second.text, second.reason) == (
        "小标题下的文字。",
        Reason.RUN,
        "内部事项",
        "",
    )
    assert Reason.RUN in page.content.decode()


def test_a_proof_carries_the_figures_that_are_sent_along(reader, report: Report, world: World):
    proof = f"/reports/{report.pk}/download/proof/"
    without = lines(reader.get(proof).content)
    fill_dispatch(report, world, has_annex=True)
    title = annex_title(take_snapshot(report))
    assert [line for line in lines(reader.get(proof).content) if line not in without][:1] == [
        f"附件：{title}"
    ]


def test_from_signing_on_the_signed_text_is_printed(reader, report: Report, world: World):
    keep_revision(report, Occasion.SIGNED, actor=world.user("police_head"), now=world.now)
    put_status(report, ReportStatus.SIGNED)
    report.blocks.filter(key="enforcement").update(text="签发后偷偷改的。")
    printed = lines(reader.get(f"/reports/{report.pk}/download/filing/").content)
    assert (f"办案1234件。{SECRET}" in printed, "签发后偷偷改的。" in printed) == (True, False)


PAPERS = [
    "preview/",
    *(f"download/{kind}/" for kind in downloads.PAPERS),
    "history/",
    "history/1/",
    "history/1/marked/?against=1",
]


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


@pytest.mark.parametrize("path", PAPERS)
def test_papers_are_read_and_never_sent(reader, report: Report, world: World, path):
    keep_revision(report, Occasion.SUBMITTED, actor=world.user("police_drafter"), now=world.now)
    answers = [send(f"/reports/{report.pk}/{path}").status_code for send in (reader.head, reader.post)]
    assert answers == [HTTPStatus.OK, HTTPStatus.METHOD_NOT_ALLOWED]


def changes_in(content: bytes) -> tuple[str, str]:
    """What a marked Word file shows as deleted and as inserted."""
    with ZipFile(BytesIO(content)) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    gone = "".join(tree.xpath("//*[local-name()='delText']/text()"))
    return gone, "".join(tree.xpath("//*[local-name()='ins']//*[local-name()='t']/text()"))


def test_the_marked_copy_shows_what_a_revision_changed(reader, report: Report, world: World):
    actor = world.user("police_drafter")
    keep_revision(report, Occasion.SUBMITTED, actor=actor, now=world.now)
    write(report, "enforcement", "办案{{LE01}}件，逐案审核。", actor=actor, now=world.now)
    keep_revision(report, Occasion.SUBMITTED, actor=actor, now=world.now)
    response = reader.get(f"/reports/{report.pk}/history/2/marked/?against=1")
    gone, new = changes_in(response.content)
    assert (SECRET in gone, "逐案审核" in new) == (True, True)
    assert name_of(response).endswith("（修改标记稿，第2稿对照第1稿）.docx")
    assert (
        "/history/2/marked/?against=1"
        in reader.get(f"/reports/{report.pk}/history/2/?against=1").content.decode()
    )


def test_the_marked_copy_shows_what_changed_since_the_bureau_judged(client, world: World):
    report = bring(world, ReportStatus.RETURNED)
    write(report, "enforcement", "退回以后改的话。", actor=world.user("police_drafter"), now=world.now)
    client.force_login(world.user("reviewer"))
    response = client.get(f"/reports/{report.pk}/marked/")
    assert "退回以后改的话" in changes_in(response.content)[1]
    assert f"/reports/{report.pk}/marked/" in client.get(f"/review/{report.pk}/").content.decode()


NOWHERE = [
    "history/9/",
    "history/1/?against=9",
    "history/1/?against=x",
    "history/1/marked/",
    "history/1/marked/?against=9",
    "history/9/marked/?against=1",
]


@pytest.mark.parametrize("path", NOWHERE)
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


def test_papers_take_the_same_queries_whatever_stands_in_them(reader, report: Report, world: World):
    fill_dispatch(report, world, has_annex=True)
    paths = [*PAPERS[:-3]]
    counts = []
    for count in (1, 2):
        for number_ in range(count):
            text = f"意见{count}{number_}"
            Opinion.objects.create(report=report, text=text, author_name="老周", made_at=world.now)
        counts.append({path: queries_of(reader, f"/reports/{report.pk}/{path}") for path in paths})
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 22


def queries_of(reader, url: str) -> int:
    """How many queries one page takes."""
    with CaptureQueriesContext(connection) as captured:
        reader.get(url)
    return len(captured)
