"""What a private word takes along in the public edition, and that the reader of the list is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.markup import print_document
from reports.drafting.assembly import assemble
from reports.drafting.editions import PUBLIC
from reports.drafting.snapshot import SnapshotBlock, SnapshotItem, SnapshotSection
from reports.drafting.withholding import Reason, Withheld, has_words, is_emptied, publish
from reports.text.numerals import from_chinese
from reports.text.publication import without_private
from tests.drafting.test_assembly import SECRET, block, part, snapshot

PRIVATE = f"〖不公开〗{SECRET}〖/〗"
NUMBERED = re.compile("（([一二三四五六七八九十]+)）")


def printed(*sections: SnapshotSection) -> list[str]:
    """The lines of the public edition between its title and its signature."""
    return print_document(assemble(snapshot(*sections), PUBLIC)).splitlines()[1:-2]


def published(*lines: str) -> list[str]:
    """The public lines of one part with one block of these lines."""
    return printed(part("a", "做法", block("x", "\n".join(lines))))[1:]


def withheld(*sections: SnapshotSection) -> list[tuple[str, Reason]]:
    """What goes although nobody marked it."""
    return [(piece.text, piece.reason) for piece in publish(sections).withheld]


@pytest.mark.parametrize(
    ("lines", "public"),
    [
        (
            ("（一）总体情况", "第一段。", f"（二）{PRIVATE}", "小标题下的文字。", "（三）第三项"),
            ["（一）总体情况", "第一段。", "（二）第三项"],
        ),
        (("（一）甲", f"〖不公开〗（二）{SECRET}〖/〗", "其下。", "（三）乙"), ["（一）甲", "（二）乙"]),
        (
            ("（一）甲", f"1.{PRIVATE}", "其下。", "2.乙项", "余下。", "（二）乙"),
            ["（一）甲", "1.乙项", "余下。", "（二）乙"],
        ),
        (("（一）甲", f"1.{PRIVATE}", "其下。", "（二）乙"), ["（一）甲", "（二）乙"]),
        ((f"（一）{PRIVATE}", "1.小项", "其下。", "（二）乙"), ["（一）乙"]),
        (
            ("（一）甲", f"〖不公开〗（二）{SECRET}。整段。〖/〗", "其下。", "（三）乙"),
            ["（一）甲", "（二）乙"],
        ),
        (
            ("（一）甲", f"（二）{PRIVATE}。余下的话。", "其下。"),
            ["（一）甲", "（二）。余下的话。", "其下。"],
        ),
        ((f"一是{PRIVATE}", "二是培训。", "其下。"), ["二是培训。", "其下。"]),
        (("前文。", f"{PRIVATE}。", "后文。"), ["前文。", "后文。"]),
        (
            ("1.甲；", f"〖不公开〗2.{SECRET}；〖/〗", "3.乙。", "以上各项已经完成。"),
            ["1.甲；", "2.乙。", "以上各项已经完成。"],
        ),
        ((f"（一）加强{PRIVATE}", "其下。"), ["（一）加强", "其下。"]),
    ],
)
def test_what_stands_under_a_secret_heading_is_secret(lines, public):
    assert published(*lines) == public


@pytest.mark.parametrize(
    ("lines", "public"),
    [
        (
            (
                "|项目|数量|",
                f"|检查〖不公开〗|{SECRET}|",
                f"|{SECRET}|〖/〗5|",
                "|培训|3|",
            ),
            ["|项目|数量|", "|培训|3|"],
        ),
        (("|项目|数量|", f"〖不公开〗|{SECRET}|5|〖/〗", "|培训|3|"), ["|项目|数量|", "|培训|3|"]),
        (("|项目|数量|", f"|{PRIVATE}|{PRIVATE}|", "|培训|3|"), ["|项目|数量|", "|培训|3|"]),
        (("|项目|数量|", f"|检查|{PRIVATE}|", "|培训|3|"), ["|项目|数量|", "|检查||", "|培训|3|"]),
        (("前文。", f"|项目〖不公开〗|{SECRET}|〖/〗", "|培训|3|", "后文。"), ["前文。", "后文。"]),
        (("|项目|数量|", "|培训|3|", f"末句〖不公开〗{SECRET}"), ["|项目|数量|", "|培训|3|", "末句"]),
    ],
)
def test_a_table_keeps_whole_rows_or_none(lines, public):
    assert published(*lines) == public


def test_a_part_with_a_secret_heading_is_left_out_and_the_next_closes_up():
    sections = (
        part("a", "做法", block("a1", "做了。")),
        part("b", PRIVATE, block("b1", "一、也不印\n说明。", SnapshotItem("行", "也不印。"))),
        part("c", "", block("c1", "没有标题的一部分。")),
        part("d", "打算", block("d1", "要做。")),
        part("e", "", block("e1", "特此报告。"), role="closing"),
    )
    assert printed(*sections) == ["一、做法", "做了。", "二、打算", "要做。", "特此报告。"]
    assert publish(sections).withheld == (
        Withheld("b1", "一、也不印\n说明。\n行也不印。", Reason.PART),
        Withheld("c1", "没有标题的一部分。", Reason.PART),
    )


def test_a_closing_text_is_never_under_a_heading():
    sections = (
        part("a", PRIVATE, block("a1", "不印。")),
        part("z", "", block("z1", "特此。"), role="closing"),
    )
    assert printed(*sections) == ["特此。"]


def test_the_text_under_a_secret_heading_may_go_on_in_the_next_block():
    blocks = (
        block("x", f"（一）甲\n（二）{PRIVATE}\n其下。"),
        block("y", "还在其下。", SnapshotItem("下一项")),
    )
    section = part("a", "做法", *blocks)
    assert printed(section) == ["一、做法", "（一）甲", "（二）下一项。"]
    assert [(piece.label, piece.text) for piece in publish((section,)).withheld] == [
        ("x", "其下。"),
        ("y", "还在其下。"),
    ]


def test_a_private_block_or_row_takes_nothing_along():
    rows = (SnapshotItem(SECRET, is_private=True), SnapshotItem(PRIVATE, "跟着标题不印。"))
    section = part(
        "a",
        "做法",
        block("x", f"（一）{SECRET}", is_private=True),
        block("r", "", *rows),
        block("y", "照印。"),
    )
    assert (printed(section), withheld(section)) == (["一、做法", "照印。"], [])


def test_the_list_says_what_goes_along_and_why():
    table = f"|检查〖不公开〗|{SECRET}|〖/〗\n|另一行|1|"
    text = (
        f"|项目|数量|\n|办案〖不公开〗|{SECRET}〖/〗|\n（一）{PRIVATE}\n其下。\n又一段。\n（二）乙\n{table}"
    )
    assert withheld(part("a", "做法", block("x", text))) == [
        ("办案", Reason.ROW),
        ("其下。\n又一段。", Reason.RUN),
        ("检查", Reason.ROW),
        ("另一行 1", Reason.TABLE),
    ]


def test_only_marked_words_make_a_line_empty():
    assert [is_emptied("……", "……"), is_emptied("（一）密", "（一）", number="（一）"), has_words("——")] == [
        False,
        True,
        False,
    ]


LINES = st.sampled_from(
    [
        "（一）甲",
        f"（二）{PRIVATE}",
        f"（三）乙。丙{PRIVATE}。",
        "1.丁项",
        f"2.{PRIVATE}",
        f"一是{PRIVATE}。",
        "一段话。",
        f"{PRIVATE}。",
        f"〖不公开〗（四）{SECRET}\n{SECRET}〖/〗尾。",
        "|项|数|",
        f"|{PRIVATE}|{PRIVATE}|",
        f"|检查〖不公开〗|{SECRET}|\n|{SECRET}|〖/〗5|",
    ]
)
TEXTS = st.lists(st.lists(LINES, max_size=6).map("\n".join), min_size=1, max_size=3)
HOLLOW = {"一是", "一是。", "1.", "2.", "。", "||", "|||"}


@given(TEXTS, st.sampled_from(["做法", PRIVATE, f"做法{PRIVATE}"]))
def test_no_secret_no_empty_number_and_no_torn_row_is_published_and_numbers_close_up(texts, heading):
    lines = printed(part("a", heading, *blocks_of(texts)), part("b", "不足", block("b", "差。")))
    levels = [found for line in lines if (found := NUMBERED.match(line))]
    assert [line for line in lines if SECRET in line or "〖" in line] == []
    assert [line for line in lines if line in HOLLOW or NUMBERED.fullmatch(line)] == []
    assert [line for line in lines if (line[0] == "|") != (line[-1] == "|")] == []
    assert [from_chinese(level[1]) for level in levels] == list(range(1, len(levels) + 1))


@given(TEXTS, st.sampled_from(["做法", PRIVATE]))
def test_every_unmarked_word_is_published_or_listed(texts, heading):
    cut = publish((part("a", heading, *blocks_of(texts)),))
    kept = [block.text for block in cut.sections[0].blocks] + [piece.text for piece in cut.withheld]
    unmarked, found = "".join(map(without_private, texts)), "".join(kept)
    words = "甲乙丙丁段检查尾项数5"
    assert [found.count(word) for word in words] == [unmarked.count(word) for word in words]


def blocks_of(texts: list[str]) -> tuple[SnapshotBlock, ...]:
    """A block for each text."""
    return tuple(block(f"x{number}", text) for number, text in enumerate(texts))
