"""Headings of one level side by side."""

import pytest

from tests.checks.reading import Said, found


def part(*headings: str) -> str:
    numbers = "一二三四五六"
    return "一、情况\n" + "\n".join(f"（{numbers[at]}）{words}\n文。" for at, words in enumerate(headings))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            part("加强领导，压实责任", "规范执法", "深化普法，营造氛围", "优化服务，便民利企"),
            [("parallel_headings", "规范执法")],
        ),
        (part("加强领导", "规范执法", "行政复议工作", "优化服务"), [("parallel_headings", "行政复议工作")]),
        (part("加强领导", "规范执法", "践行宗旨", "优化服务"), []),
        (part("加强领导，压实责任", "规范执法", "深化普法，营造氛围"), []),
        (part("加强领导", "加强领导"), [("repeated_heading", "加强领导")]),
        (part("加强领导。"), [("heading_mark", "。")]),
        (part("怎样让群众少跑腿？"), []),
    ],
)
def test_the_odd_one_is_found(text: str, said: Said) -> None:
    assert found(text) == said


def test_forms_of_one_level_are_compared_within_a_part() -> None:
    mixed = "一、情况\n（一）学法\n文。\n（二）普法\n文。\n（三）执法方面。规范执法行为，强化监督。"
    assert found(mixed) == [("mixed_headings", "（三）执法方面。")]
    assert found(mixed.replace("\n（三）", "\n二、措施\n（一）")) == []
