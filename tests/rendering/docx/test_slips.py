from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document.nodes import Document, Note
from reports.rendering.docx.boxes import count_lines, fit
from reports.rendering.docx.profile import PUBLIC
from reports.rendering.docx.slips import (
    PUBLICITIES,
    DispatchSlip,
    GivenOpinion,
    OpinionSlip,
    Reader,
    write_dispatch_slip,
    write_proof,
)
from tests.rendering.docx.office import pdf_pages, to_pdfs
from tests.rendering.docx.parts import W, assert_golden, names, normalised, part
from tests.rendering.papers import EVERYTHING, TITLE, plain

DISPATCH = DispatchSlip(
    organ="云岭县公安局",
    title="云岭县公安局关于2025年度法治政府建设情况的报告",
    drafting_unit="法制大队",
    drafted_by="李明",
    telephone="0870-1234567",
    addressees=("县委、县政府", "县委依法治县办"),
    copies_to=("县司法局",),
    attachments=("2025年度法治政府建设数据表", "任务清单"),
    number="云公〔2026〕3号",
    urgency="加急",
    publicity="主动公开",
    copies=20,
    dated_on=date(2026, 1, 20),
)
CROWDED = DispatchSlip(
    organ="中共云岭县青石镇委员会云岭县青石镇人民政府",
    title=TITLE * 5,
    signed_by="同意。" * 30,
    countersigned_by="已阅。" * 30,
    checked_by="已核。" * 60,
    drafting_unit="党政综合办公室" * 8,
    drafted_by="李明、" * 20,
    telephone="0870-1234567" * 5,
    addressees=("县委、县政府",) * 30,
    copies_to=("县司法局",) * 60,
    attachments=("2025年度法治政府建设数据表",) * 20,
    number="云岭青发〔2026〕3号" * 6,
)
READERS = (Reader("王建国", "局长"), Reader("赵敏", "副局长"), Reader("办公室"))
OPINION = OpinionSlip(
    organ="云岭县公安局",
    title=DISPATCH.title,
    revision="第3稿",
    printed_on=date(2026, 1, 12),
    readers=READERS,
    opinions=(
        GivenOpinion("审查员", "第二部分数据与附表不一致。", is_settled=True),
        GivenOpinion("赵敏", "请补充行政复议情况。"),
    ),
)
CROWDED_OPINION = OpinionSlip(
    organ="中共云岭县青石镇委员会云岭县青石镇人民政府",
    title=TITLE * 5,
    readers=tuple(Reader(f"领导{number}", "分管法治建设工作的副镇长") for number in range(14)),
    opinions=tuple(GivenOpinion("审查员", "请核实数据。" * 40) for _ in range(12)),
)


def boxes(data: bytes) -> list[list[str]]:
    """What stands in each box of the form, row by row."""
    rows = part(data, "word/document.xml").iter(f"{W}tr")
    return [["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in rows]


def test_a_dispatch_slip():
    data = write_dispatch_slip(DISPATCH)
    assert_golden(normalised(data, "word/document.xml"), "slips/dispatch.xml")
    assert [name for name in names(data) if "footer" in name] == []
    assert boxes(data) == [
        ["签发：", "会签："],
        ["核稿："],
        ["拟稿单位：法制大队"],
        ["拟稿人：李明", "电话：0870-1234567"],
        ["标题：云岭县公安局关于2025年度法治政府建设情况的报告"],
        ["主送：县委、县政府，县委依法治县办"],
        ["抄送：县司法局"],
        ["附件：1.2025年度法治政府建设数据表　2.任务清单"],
        ["发文字号：云公〔2026〕3号", "印数：20份"],
        ["紧急程度：□特急　■加急"],
        ["公开属性：■主动公开　□依申请公开　□不予公开"],
        ["校对：", "日期：2026年1月20日"],
    ]


def test_no_slip_has_a_box_for_secrets():
    texts = "".join(
        "".join(part(data, "word/document.xml").itertext())
        for data in (write_dispatch_slip(DISPATCH), write_proof(Document(""), OPINION))
    )
    assert [word for word in ("密", "份号") if word in texts] == []


def test_an_opinion_slip():
    data = write_proof(Document("报告", blocks=(plain("正文。"),)), OPINION)
    assert_golden(normalised(data, "word/document.xml"), "slips/proof.xml")
    assert boxes(data) == [
        ["送审单位：云岭县公安局"],
        ["报告标题：云岭县公安局关于2025年度法治政府建设情况的报告"],
        ["稿次：第3稿", "日期：2026年1月12日"],
        ["已提意见：共2条，其中未处理1条"],
        ["1.赵敏（未处理）：请补充行政复议情况。"],
        ["2.审查员（已处理）：第二部分数据与附表不一致。"],
        ["审阅人（职务）", "意见", "签名、日期"],
        ["王建国局长", "", ""],
        ["赵敏副局长", "", ""],
        ["办公室", "", ""],
    ]


def test_a_slip_without_readers_has_empty_rows():
    assert boxes(write_proof(Document(""), OpinionSlip("公安局", "报告")))[4:] == [["", "", ""]] * 4


def test_readers_beyond_the_page_share_the_last_row():
    rows = boxes(write_proof(Document(""), CROWDED_OPINION))
    assert [row[0] for row in rows[5:]] == [
        *(f"领导{number}分管法治建……" for number in range(7)),
        "领导7、领导8、领导9、领……",
    ]


def test_a_proof_is_clean():
    document = Document("报告", blocks=(plain("正文。"), Note("请核实", "审查员")))
    assert [name for name in names(write_proof(document, OPINION)) if "comments" in name] == []


@pytest.fixture(scope="module")
def printed(tmp_path_factory, office_profile):
    """The pages of full, crowded and empty slips and proofs, printed in one go."""
    slips = [DISPATCH, CROWDED, DispatchSlip("云岭县公安局", "")]
    opinions = [OPINION, CROWDED_OPINION, OpinionSlip("云岭县公安局", "")]
    files = [*map(write_dispatch_slip, slips), *(write_proof(EVERYTHING, slip) for slip in opinions)]
    pages = list(map(pdf_pages, to_pdfs(files, tmp_path_factory.mktemp("slips"), office_profile)))
    return {"slips": pages[:3], "proofs": pages[3:]}


@pytest.mark.parametrize("number", range(3), ids=["full", "crowded", "empty"])
def test_a_dispatch_slip_is_one_page(number, printed):
    pages = printed["slips"][number]
    assert len(pages) == 1
    assert "—1—" not in pages[0]


@pytest.mark.parametrize("number", range(3), ids=["full", "crowded", "empty"])
def test_the_slip_of_a_proof_is_one_sheet_without_a_number(number, printed):
    pages = printed["proofs"][number]
    assert [page.split("\n")[-1] for page in pages[2:]] == [f"—{number}—" for number in (1, 2, 3, 4)]
    assert ("意见单" in pages[0], pages[1]) == (True, "")
    assert "—1—" not in pages[0]


@given(st.text("云岭县2025 a", max_size=300), st.integers(2, 40), st.integers(1, 6))
@settings(deadline=None)
def test_a_text_that_was_made_to_fit_fits(text, characters, lines):
    fitted = fit(text, characters, lines=lines)
    assert count_lines(fitted, characters) <= lines
    assert fitted == text or (fitted.endswith("……") and text.startswith(fitted[:-2]))


def test_the_options_are_those_of_the_rules():
    assert PUBLICITIES == ("主动公开", "依申请公开", "不予公开")
    assert PUBLIC.text_width.twips == 8844
