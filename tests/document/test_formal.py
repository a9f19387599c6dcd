"""版头 made out of what a paper says."""

import pytest

from reports.document.formal import with_head
from reports.document.markup import read_document
from reports.document.nodes import Head


@pytest.mark.parametrize(
    ("text", "year", "head"),
    [
        (
            "云岭县公安局关于2025年度法治建设情况的报告\n特此报告。",
            None,
            Head(("云岭县公安局",), number="〔2026〕　号"),
        ),
        ("法治建设情况的报告\n一、2024年成效\n好。", None, Head((), number="〔2025〕　号")),
        ("法治建设情况的报告\n特此报告。", 2023, Head((), number="〔2024〕　号")),
        ("法治建设情况的报告\n特此报告。", None, Head(())),
        (
            "关于2025年法治建设情况的报告\n特此报告。\n云岭县公安局\n云岭县司法局\n2027年1月5日",
            2025,
            Head(("云岭县公安局", "云岭县司法局"), number="〔2027〕　号"),
        ),
        (
            "云公法〔2026〕3号\n云岭县公安局法治建设情况报告",
            2025,
            Head((), mark="", number="云公法〔2026〕3号"),
        ),
    ],
)
def test_says_only_what_the_paper_says(text, year, head):
    document = with_head(read_document(text), year=year)
    assert document.head == head
    assert (document.imprint, document.remark) == (None, "")
