"""附件说明 and attachments in a whole paper."""

import datetime

import pytest

from reports.document.attachments import labels_of, print_named
from reports.document.markup import parse, print_document, read_document
from reports.document.nodes import Attachment

OPENING = "云岭县公安局法治建设情况报告\n一、成效\n特此报告。"
SIGNATURE = "云岭县公安局\n2026年1月20日"
TABLE = "|指标|件数|\n|复议|12|"


def attachments_of(named, enclosed):
    document = read_document("\n".join(filter(None, [OPENING, named, SIGNATURE, enclosed])))
    assert document.signatories == ("云岭县公安局",)
    assert document.date == datetime.date(2026, 1, 20)
    assert document.blocks == read_document(OPENING).blocks
    return document.attachments


@pytest.mark.parametrize(
    ("named", "enclosed", "attachments"),
    [
        ("附件：数据表", "", (Attachment("数据表", (), is_named=True),)),
        ("附件：数据表", f"附件\n数据表\n{TABLE}", (Attachment("数据表", parse(TABLE), is_named=True),)),
        (
            "附件：1.数据表\n2.名单",
            f"附件2\n名单\n张三\n附件3\n补充\n{TABLE}",
            (
                Attachment("数据表", (), is_named=True),
                Attachment("名单", parse("张三"), is_named=True),
                Attachment("补充", parse(TABLE)),
            ),
        ),
        (
            "附件：2025年度数据表",
            "附件\n2025年度\n数据表\n甲",
            (Attachment("2025年度\n数据表", parse("甲"), is_named=True),),
        ),
        ("", f"附件\n{TABLE}", (Attachment("", parse(TABLE)),)),
    ],
)
def test_reads_what_is_named_and_what_is_there(named, enclosed, attachments):
    assert attachments_of(named, enclosed) == attachments


def test_labels_count_as_the_names_below_the_body():
    more, table, names = (
        Attachment(title, parse("甲"), is_named=title != "补充") for title in ("补充", "数据表", "名单")
    )
    assert (print_named([more, table]), labels_of([more, table])) == (["附件：数据表"], ["附件2", "附件"])
    assert print_named([table, more, names]) == ["附件：1.数据表", "2.名单"]
    assert labels_of([table, more, names]) == ["附件1", "附件3", "附件2"]
    assert (labels_of([more]), labels_of([more, more])) == (["附件"], ["附件1", "附件2"])


def test_keeps_what_is_typed_otherwise():
    assert attachments_of("附件：1. 数据表\n2．名单", "附件1：\n数据表（修订）\n甲\n附件 2\n名单\n乙") == (
        Attachment("数据表（修订）", parse("甲"), True, "附件：1. 数据表", "附件1："),
        Attachment("名单", parse("乙"), True, "2．名单", "附件 2"),
    )


@pytest.mark.parametrize(
    "body",
    ["附件：名单。", "附件：1.数据表\n3.名单", "1.数据表\n2.名单", "附件\n1.数据表\n2.名单"],
)
def test_what_is_not_clearly_a_list_stays_body(body):
    document = read_document(f"{OPENING}\n{body}\n{SIGNATURE}")
    assert document.attachments == ()
    assert len(document.blocks) == 2 + len(body.split("\n"))


def test_the_whole_of_a_formal_paper_finds_its_place():
    paper = f"""加急
云岭县公安局文件
云公法〔2026〕3号　签发人：张三
云岭县公安局
关于2025年度法治建设情况的报告
县人民政府：
特此报告。
附件：数据表
{SIGNATURE}
（联系人：李四；电话：12345）
附件
数据表
{TABLE}
抄送：县司法局。
云岭县公安局办公室　2026年1月20日印发"""
    document = read_document(paper)
    assert print_document(document) == paper
    assert document.blocks == parse("特此报告。")
    assert (document.title, document.remark) == (
        "云岭县公安局\n关于2025年度法治建设情况的报告",
        "联系人：李四；电话：12345",
    )
    assert [len(document.attachments), document.head is None, document.imprint is None] == [1, False, False]
