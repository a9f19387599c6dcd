"""One change at a time, each made to whatever the draft says by then."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.editing import (
    PartChanged,
    PartGone,
    Spot,
    block_of,
    frame_of,
    head_of,
    new_key,
    part_digest,
    section_of,
    with_block,
    with_block_moved,
    with_block_stepped,
    with_frame,
    with_head,
    with_new_block,
    with_new_section,
    with_section_moved,
    with_section_stepped,
    without_block,
    without_section,
)
from reports.document.roles import Role


def prose(key: str) -> BlockContent:
    """A block that is nothing but its key."""
    return BlockContent(key, "prose", key.upper())


CONTENT = Content(
    "试用模板",
    ("department", "town"),
    "报送稿",
    "公开稿",
    ("县政府",),
    (
        SectionContent("one", Role.ACHIEVEMENTS, "成效", blocks=(prose("a"), prose("b"), prose("c"))),
        SectionContent("two", Role.SHORTCOMINGS, "不足", blocks=(prose("d"),)),
        SectionContent("three", Role.NEXT_YEAR_PLAN, "安排"),
    ),
)


def shape(content: Content) -> str:
    """The keys in order, as in one:abc two:d three:."""
    return " ".join(f"{s.key}:{''.join(block.key for block in s.blocks)}" for s in content.sections)


@pytest.mark.parametrize(
    ("key", "by", "expected"),
    [
        ("b", -1, "one:bac two:d three:"),
        ("b", 1, "one:acb two:d three:"),
        ("c", 1, "one:ab two:cd three:"),
        ("d", -1, "one:abcd two: three:"),
        ("d", 1, "one:abc two: three:d"),
        ("a", -1, "one:abc two:d three:"),
    ],
)
def test_a_block_steps_up_and_down_and_into_the_next_section(key: str, by: int, expected: str) -> None:
    assert shape(with_block_stepped(CONTENT, key, by=by)) == expected


@pytest.mark.parametrize(
    ("key", "by", "expected"),
    [
        ("two", -1, "two:d one:abc three:"),
        ("two", 1, "one:abc three: two:d"),
        ("one", -1, "one:abc two:d three:"),
        ("three", 1, "one:abc two:d three:"),
    ],
)
def test_a_section_steps_up_and_down(key: str, by: int, expected: str) -> None:
    assert shape(with_section_stepped(CONTENT, key, by=by)) == expected


def test_parts_move_to_where_they_are_dropped() -> None:
    assert shape(with_block_moved(CONTENT, "a", Spot("two", "d"))) == "one:bc two:ad three:"
    assert shape(with_block_moved(CONTENT, "a", Spot("three"))) == "one:bc two:d three:a"
    assert shape(with_block_moved(CONTENT, "a", Spot("one", "a"))) == "one:abc two:d three:"
    assert shape(with_section_moved(CONTENT, "three", before="one")) == "three: one:abc two:d"
    assert shape(with_section_moved(CONTENT, "one")) == "two:d three: one:abc"


def test_what_it_should_stand_before_may_have_gone_meanwhile() -> None:
    assert shape(with_block_moved(CONTENT, "a", Spot("two", "gone"))) == "one:bc two:da three:"


def test_parts_are_added_and_taken_out() -> None:
    added = with_new_section(CONTENT, SectionContent("new", Role.CLOSING, ""), after="one")
    assert shape(added) == "one:abc new: two:d three:"
    assert shape(with_new_block(added, prose("e"), Spot("new"))) == "one:abc new:e two:d three:"
    assert shape(without_section(CONTENT, "one")) == "two:d three:"
    assert shape(without_block(CONTENT, "b")) == "one:ac two:d three:"


@pytest.mark.parametrize(
    "change",
    [
        lambda: without_block(CONTENT, "gone"),
        lambda: without_section(CONTENT, "gone"),
        lambda: with_block_stepped(CONTENT, "gone", by=1),
        lambda: with_new_block(CONTENT, prose("e"), Spot("gone")),
        lambda: with_block(CONTENT, prose("gone"), shown=""),
    ],
)
def test_a_part_that_is_gone_is_said_so(change) -> None:
    with pytest.raises(PartGone):
        change()


class TestTwoPeople:
    def test_a_part_that_is_as_it_was_shown_is_replaced_and_nothing_else(self) -> None:
        mine = replace(prose("b"), guidance="写检查。")
        changed = with_block(CONTENT, mine, shown=part_digest(block_of(CONTENT, "b")))
        assert block_of(changed, "b") == mine
        assert without_block(changed, "b") == without_block(CONTENT, "b")

    def test_another_part_changed_meanwhile_is_no_conflict(self) -> None:
        shown = part_digest(block_of(CONTENT, "b"))
        theirs = with_block_moved(CONTENT, "b", Spot("three"))
        mine = replace(prose("b"), label="改名")
        assert shape(with_block(theirs, mine, shown=shown)) == "one:ac two:d three:b"

    def test_the_same_part_changed_meanwhile_gives_both(self) -> None:
        shown = part_digest(block_of(CONTENT, "b"))
        theirs, mine = replace(prose("b"), label="甲"), replace(prose("b"), label="乙")
        stored = with_block(CONTENT, theirs, shown=shown)
        with pytest.raises(PartChanged) as caught:
            with_block(stored, mine, shown=shown)
        assert (caught.value.mine, caught.value.theirs) == (mine, theirs)
        assert with_block(stored, theirs, shown=shown) == stored

    def test_the_head_of_a_section_leaves_its_blocks_alone(self) -> None:
        head = head_of(section_of(CONTENT, "one"))
        changed = with_head(CONTENT, replace(head, heading="主要成效"), shown=part_digest(head))
        assert section_of(changed, "one") == replace(section_of(CONTENT, "one"), heading="主要成效")


def test_figures_follow_the_kinds_of_unit() -> None:
    asks = (FigureAsk("A", ("department", "town")), FigureAsk("B", ("town",)), FigureAsk("C"))
    stored = with_new_block(CONTENT, replace(prose("e"), figures=asks), Spot("three"))
    frame = frame_of(stored)
    wider = with_frame(
        stored, replace(frame, kinds=("department", "town", "street")), shown=part_digest(frame)
    )
    assert block_of(wider, "e").figures == (FigureAsk("A"), FigureAsk("B", ("town",)), FigureAsk("C"))
    narrow = with_frame(stored, replace(frame, kinds=("department",)), shown=part_digest(frame))
    assert block_of(narrow, "e").figures == (FigureAsk("A"), FigureAsk("B", ("town",)), FigureAsk("C"))


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([-1, 1])), max_size=30))
def test_no_walk_loses_a_block(steps: list[tuple[str, int]]) -> None:
    content = CONTENT
    for key, by in steps:
        content = with_block_stepped(content, key, by=by)
    assert sorted(block.key for block in content.blocks) == ["a", "b", "c", "d"]


@given(st.sampled_from("abcd"), st.sampled_from([-1, 1]))
def test_a_step_back_undoes_a_step(key: str, by: int) -> None:
    there = with_block_stepped(CONTENT, key, by=by)
    assert there == CONTENT or with_block_stepped(there, key, by=-by) == CONTENT


def test_new_keys_never_repeat() -> None:
    keys = {new_key("block") for _ in range(1000)}
    assert len(keys) == 1000
    assert all(key.startswith("block_") for key in keys)
