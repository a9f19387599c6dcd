"""What ordinary papers carry round the report: none of it hides title, 主送, signature or date."""

import datetime
from time import process_time

import pytest

from reports.document.markup import parse, print_document, read_document
from reports.document.nodes import Aside, Document, Spot

TITLE = "云岭县教育局关于2025年度法治政府建设情况的报告"
ADDRESSEE = "县委、县人民政府"
ORGAN = "云岭县教育局"
DAY = datetime.date(2025, 11, 20)
DATE = "2025年11月20日"
TEXT = "现将情况报告如下。\n特此报告。"


def paper(above="", head="", below_title="", addressed=f"{ADDRESSEE}：", signed=f"{ORGAN}\n{DATE}", below=""):
    lines = [above, head, TITLE, below_title, addressed, TEXT, signed, below]
    return "\n".join(filter(None, lines))


def read(text):
    """Read a paper whose frame must be whole, and give what stands beside it."""
    document = read_document(text)
    assert print_document(document) == text
    assert read_document(print_document(document)) == document
    assert (document.title, document.addressees) == (TITLE, (ADDRESSEE,))
    assert (document.signatories, document.date) == ((ORGAN,), DAY)
    assert document.blocks == parse(TEXT)
    return document


@pytest.mark.parametrize(
    "above",
    [
        "（征求意见稿）",
        "（第二稿）",
        "送审稿",
        "报：县委依法治县办",
        "发件人：张三\n收件人：县司法局\n主题：2025年法治政府建设报告\n发送时间：2026-01-05 10:22",
        "索引号：0001-2025",
        "来源：县教育局　发布时间：2025-11-21",
        "附件1",
        "附件1\n（征求意见稿）",
        "000001",
        "张主任，您好！\n附上我局报告，请审阅。",
    ],
)
def test_lines_above_the_title_stay_there(above):
    assert read(paper(above=above)).asides == tuple(Aside(line, Spot.TOP) for line in above.split("\n"))


def test_other_lines_above_a_title_without_addressee_are_body():
    document = read_document(f"张主任，您好！\n{TITLE}\n{TEXT}")
    assert (document.title, document.asides) == ("", ())


def test_a_draft_mark_may_stand_below_the_red_line():
    document = read(paper(above="000001", head=f"{ORGAN}文件\n云教发〔2025〕3号\n（送审稿）"))
    assert document.head is not None
    assert document.asides == (Aside("000001", Spot.TOP), Aside("（送审稿）", Spot.BELOW_HEAD))


@pytest.mark.parametrize(
    "line", ["（征求意见稿）", "云教发〔2025〕3号", "来源：县政府网", "（2025年11月20日）", DATE]
)
def test_lines_below_the_title_stay_there(line):
    assert read(paper(below_title=line)).asides == (Aside(line, Spot.BELOW_TITLE),)


def test_a_date_right_below_a_title_is_the_papers():
    assert read_document(f"{TITLE}\n{DATE}") == Document(TITLE, date=DAY)


@pytest.mark.parametrize("addressed", [f"{ADDRESSEE}:", "县委、县人\n民政府："])
def test_addressees_are_read_however_they_are_typed(addressed):
    assert read(paper(addressed=addressed)).addressed == tuple(addressed.split("\n"))


@pytest.mark.parametrize(
    ("signed", "above", "day"),
    [
        (f"{ORGAN}\n2025.11.20", (ORGAN,), "2025.11.20"),
        (f"{ORGAN}　{DATE}", (), f"{ORGAN}　{DATE}"),
        (f"{ORGAN}（盖章）\n{DATE}", (f"{ORGAN}（盖章）",), DATE),
        (f"{ORGAN}\n（公章）\n2025-11-20", (ORGAN, "（公章）"), "2025-11-20"),
        (f"{ORGAN}（盖章） 2025/11/20", (), f"{ORGAN}（盖章） 2025/11/20"),
    ],
)
def test_signatures_are_read_however_they_are_typed(signed, above, day):
    assert read(paper(signed=signed)).signed == (above, day)


def test_a_month_is_a_date_as_typed_and_no_day():
    document = read_document(paper(signed=f"{ORGAN}\n2025年11月"))
    assert (document.signatories, document.date, document.date_as_typed) == ((ORGAN,), None, "2025年11月")
    assert read_document("特此报告。\n2025年11月").blocks == parse("特此报告。\n2025年11月")


@pytest.mark.parametrize(
    "below",
    ["联系人：张三　联系电话：13800000000", "发自我的手机", "（盖章）", "共印20份", "张三\n县教育局法规科"],
)
def test_lines_below_the_date_stay_there(below):
    expected = tuple(Aside(line, Spot.BELOW_SIGNATURE) for line in below.split("\n"))
    assert read(paper(below=below)).asides == expected


def test_a_remark_stands_before_other_lines():
    document = read(paper(below="（此件公开发布）\n发自我的手机"))
    assert (document.remark, document.beside(Spot.BELOW_SIGNATURE)) == ("此件公开发布", ("发自我的手机",))


def test_copies_are_counted_below_the_imprint():
    document = read(paper(below="抄送：县司法局。\n云岭县教育局办公室　2025年11月21日印发\n共印20份"))
    assert document.imprint is not None
    assert document.asides == (Aside("共印20份", Spot.FOOT),)


def test_text_below_a_date_leaves_all_of_it_body():
    document = read_document(f"{TITLE}\n{ORGAN}\n{DATE}\n会议认为，成效明显。")
    assert (document.signatories, document.date, document.asides) == ((), None, ())


@pytest.mark.parametrize(
    "line", ["（征求意见稿）", "县委、县人大常", "来源：网络", "2025年11月", "甲" * 5_000_000]
)
def test_reads_many_lines_that_could_be_asides_in_seconds(line):
    text = "\n".join([line] * (20_000 if len(line) < 100 else 2))
    begun = process_time()
    assert print_document(read_document(text)) == text
    assert process_time() - begun < 10
