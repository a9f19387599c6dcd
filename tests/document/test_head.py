"""版头 as lines."""

import pytest

from reports.document.head import print_head, read_head
from reports.document.nodes import Head

BUREAU = ("云岭县公安局",)
JOINT = ("中共云岭县青石镇委员会", "云岭县青石镇人民政府")


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        (["云岭县公安局文件", "云公法〔2026〕3号"], Head(BUREAU, number="云公法〔2026〕3号")),
        (
            ["特急", "云岭县公安局文件", "云公法〔2026〕3号　签发人：张三"],
            Head(BUREAU, number="云公法〔2026〕3号", signers=("张三",), urgency="特急"),
        ),
        (
            ["中共云岭县青石镇委员会", "云岭县青石镇人民政府文件", "青委〔2026〕3号　签发人：张三　李四"],
            Head(JOINT, number="青委〔2026〕3号", signers=("张三", "李四")),
        ),
        (["云岭县公安局", "云公法〔2026〕3号"], Head(BUREAU, mark="", number="云公法〔2026〕3号")),
        (["云岭县公安局文件", "签发人：张三"], Head(BUREAU, signers=("张三",))),
        (["〔2026〕　号"], Head((), mark="", number="〔2026〕　号")),
        (["云公法[2026]第03号"], Head((), mark="", number="云公法[2026]第03号")),
    ],
)
def test_reads_and_prints(lines, head):
    assert read_head([*lines, "关于法治建设情况的报告"]) == (head, len(lines))
    assert print_head(head) == lines


@pytest.mark.parametrize(
    ("lines", "number", "signers"),
    [
        (["云公法〔2026〕3号\t签发人：张三  李四"], "云公法〔2026〕3号", ("张三", "李四")),
        (["云公法〔2026〕3号", "签发人：张三、李四"], "云公法〔2026〕3号", ("张三", "李四")),
        (
            ["签发人：张三　李四", "云公法〔2026〕3号　　　王五"],
            "云公法〔2026〕3号",
            ("张三", "李四", "王五"),
        ),
        (["云公法〔2026〕3号　签发人: 李　明　欧阳小六"], "云公法〔2026〕3号", ("李明", "欧阳小六")),
        (["签发人："], "", ()),
    ],
)
def test_keeps_what_is_typed_otherwise(lines, number, signers):
    lines = ["云岭县公安局文件", *lines]
    head, count = read_head([*lines, "关于法治建设情况的报告"])
    assert head == Head(BUREAU, number=number, signers=signers, as_typed=tuple(lines))
    assert (print_head(head), count) == (lines, len(lines))


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["特急"],
        ["云岭县公安局"],
        ["云岭县公安局", "关于法治建设情况的报告"],
        ["转发《关于做好工作的通知》文件", "正文"],
        ["根据云公法〔2026〕3号，现报告如下。"],
        ["云公法〔2026〕3号文件要求"],
        ["甲" * 1_000_000 + "文件"],
    ],
)
def test_leaves_alone_what_is_no_head(lines):
    assert read_head(lines) == (None, 0)
