"""The rows round the body of an old report, and the lines that may belong there."""

from datetime import date

from hypothesis import given

from reports.document.markup import print_document, read_document
from reports.document.nodes import Aside, Document, Paragraph, Run, Spot
from reports.importing.arrangement import correct, find_faults, gather, moved_along, takes_along
from reports.importing.placement import propose
from reports.importing.places import Place, Where, read_place
from tests.document.strategies import PAPERS
from tests.importing.test_placement import ACHIEVEMENTS, END, PLAN, PREAMBLE, lines_of

SECTIONS = (PREAMBLE, ACHIEVEMENTS, PLAN, END)


def text(words):
    return Paragraph((Run(words),))


BODY = (text("一段话。"),)
STRANGE = Document(
    "2025年法治政府建设情况报告",
    addressees=("县委依法治县办",),
    addressed_as_typed=("报：县委依法治县办",),
    blocks=BODY,
    signatories=("云岭县教育局",),
    date=date(2025, 11, 20),
    date_as_typed="2025.11.20",
    signed_as_typed=("云岭县教育局　2025.11.20",),
    asides=(
        Aside("发件人：王五", Spot.TOP),
        Aside("（征求意见稿）", Spot.BELOW_TITLE),
        Aside("发自我的手机", Spot.FOOT),
    ),
)


def judged(document):
    rows = propose(document, SECTIONS)
    return [(row.text, row.place.code, row.confidence.label, row.reason) for row in rows]


def test_lines_that_are_no_report_are_left_out_unless_somebody_takes_them():
    assert [row for row in judged(STRANGE) if row[1] == "nowhere"] == [
        ("发件人：王五", "nowhere", "请核对", "不像报告的内容"),
        ("（征求意见稿）", "nowhere", "请核对", "不像报告的内容"),
        ("发自我的手机", "nowhere", "请核对", "不像报告的内容"),
    ]


def test_the_frame_means_what_was_read_however_it_is_typed():
    rows = propose(STRANGE, SECTIONS)
    placement = gather(rows, SECTIONS)
    assert find_faults(rows) == ()
    assert (placement.addressees, placement.signatories, placement.date, placement.left_out) == (
        ("县委依法治县办",),
        ("云岭县教育局",),
        date(2025, 11, 20),
        3,
    )
    assert lines_of(rows) == print_document(STRANGE)


def test_a_line_of_the_signature_that_goes_elsewhere_takes_its_organ_along():
    rows = propose(STRANGE, SECTIONS)
    moved = correct(rows, {6: Place(Where.NOWHERE)})
    placement = gather(moved, SECTIONS)
    assert (rows[5].text, placement.signatories, placement.date) == ("云岭县教育局　2025.11.20", (), None)


def test_a_month_is_no_day():
    month = Document("报告", blocks=BODY, signatories=("县教育局",), date_as_typed="2025年11月")
    assert judged(month)[-1] == ("2025年11月", "nowhere", "请核对", "没有写明哪一天，不能作成文日期")


def test_unrecognised_lines_above_and_below_ask_to_be_looked_at():
    blocks = (
        "关于2025年度法治政府建设情况的报告，请审",
        "县委依法治县办：",
        "收悉",
        "开展了工作。",
        "某某办",
        "冬月",
    )
    assert judged(Document("", blocks=tuple(map(text, blocks)))) == [
        (blocks[0], "title", "请核对", "没有认出标题，这一段像标题"),
        (blocks[1], "addressee", "请核对", "像主送机关"),
        (blocks[2], "body:preamble:preamble", "请核对", "请核对这一段"),
        (blocks[3], "body:preamble:preamble", "较有把握", "随上一段"),
        (blocks[4], "body:preamble:preamble", "请核对", "没有认出署名和成文日期，请核对这一段"),
        (blocks[5], "body:preamble:preamble", "请核对", "没有认出署名和成文日期，请核对这一段"),
    ]


def test_a_paper_with_its_whole_frame_asks_nothing():
    paper = read_document(
        "2025年法治政府建设情况报告\n县委：\n总的情况\n一、下一步打算\n（一）普法\n县司法局\n2026年1月5日"
    )
    assert [row for row in judged(paper) if row[2] == "请核对"] == [
        ("（一）普法", "body:plan:plan", "请核对", "没有相符的内容块，随上一块")
    ]


UNSORTED = "2025年工作报告\n一、主要成效\n甲。\n乙。\n丙。\n二、下一步打算\n丁。"


def test_paragraphs_that_nothing_sorts_go_where_the_first_goes():
    rows = propose(read_document(UNSORTED), SECTIONS)
    assert [(row.confidence.label, row.reason, row.follows) for row in rows[2:5]] == [
        ("请核对", "没有小标题，全部归入第一块", False),
        ("较有把握", "随上一段", True),
        ("较有把握", "随上一段", True),
    ]
    assert [takes_along(rows, row.number) for row in rows] == [False, True, True, False, False, True, False]
    there = read_place("body:achievements:functions")
    assert moved_along(rows, 3, there, sections=SECTIONS) == {4: there, 5: there}
    assert moved_along(rows, 4, there, sections=SECTIONS) == {}
    apart = correct(rows, {4: there})
    assert moved_along(apart, 3, Place(Where.NOWHERE), sections=SECTIONS) == {}


@given(PAPERS)
def test_every_line_of_a_paper_is_one_row_in_the_order_of_the_page(paper):
    document = read_document(paper)
    assert lines_of(propose(document, SECTIONS)) == print_document(document)
