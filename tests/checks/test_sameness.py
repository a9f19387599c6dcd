"""What reports have in common: laws of the passages, and work that grows with the number of reports."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.checks.sameness import (
    MOST_SHARING,
    SHINGLE,
    Passage,
    Sketch,
    compare,
    folded,
    likely_pairs,
    shared_passages,
    sketch_of,
)
from tests.bench.papers import prose

COPIED = prose(7, 400)
words = st.text(alphabet="甲乙丙丁戊，。12", max_size=120)


@given(words, words)
def test_a_passage_is_the_same_in_both_texts(one: str, other: str) -> None:
    for passage in shared_passages(one, other, shortest=SHINGLE):
        there = folded(other)[passage.other_start : passage.other_end]
        assert folded(one)[passage.start : passage.end] == there
        assert passage.length >= SHINGLE


@given(words, words)
def test_passages_follow_each_other_and_never_overlap(one: str, other: str) -> None:
    found = shared_passages(one, other, shortest=SHINGLE)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(words)
def test_a_text_is_wholly_in_itself(text: str) -> None:
    same = sum(passage.length for passage in shared_passages(text, text, shortest=1))
    assert same >= len(text) - SHINGLE + 1 if len(text) >= SHINGLE else same == 0


@given(words, words, words)
def test_what_is_put_into_a_text_is_found_there(before: str, after: str, other: str) -> None:
    found = shared_passages(COPIED, before + COPIED + after, shortest=SHINGLE)
    assert sum(passage.length for passage in found) == len(COPIED)


@given(words)
def test_a_sketch_depends_on_the_text_alone(text: str) -> None:
    assert sketch_of(text) == sketch_of(str(text))
    assert sketch_of(text) == sketch_of(text.replace("1", "2"))


def test_other_numbers_make_no_other_sentence() -> None:
    one, other = "全年受理行政复议案件116件，审结110件，化解率达到百分之九十。", "甲。"
    assert shared_passages(one, other + one.replace("116", "118")) == (Passage(0, len(one), 2, len(one) + 2),)


def test_reports_that_share_a_passage_are_found_with_their_shares() -> None:
    texts = {"甲": COPIED + prose(100, 400), "乙": prose(200, 1200) + COPIED, "丙": "没有相同之处。" * 60}
    [alike] = compare(texts)
    assert (alike.one, alike.other) == ("乙", "甲")
    assert (alike.share // 100, alike.other_share // 100) == (2, 5)


def test_boilerplate_makes_nobody_alike() -> None:
    texts = {f"{number:02d}": COPIED for number in range(MOST_SHARING + 1)}
    assert compare(texts) == ()


def test_the_pairs_of_one_hash_are_bounded() -> None:
    common = frozenset(range(100))
    many = {f"{number:04d}": Sketch(common) for number in range(2000)}
    assert likely_pairs(many) == ()
    few = {key: many[key] for key in list(many)[:3]}
    assert likely_pairs(few) == (("0000", "0001"), ("0000", "0002"), ("0001", "0002"))


def test_rare_planes_and_lone_surrogates_are_text() -> None:
    text = "\U00020000\ud800" * 20
    assert shared_passages(text, text) == (Passage(0, 40, 0, 40),)
    assert sketch_of(text).hashes
