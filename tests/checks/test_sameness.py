"""What reports have in common: laws of the passages, and work that grows with the number of reports."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.checks.sameness import (
    MOST_SHARING,
    NUMBER,
    SHINGLE,
    PartShare,
    Passage,
    Sketch,
    boilerplate_of,
    common_stretches,
    compare,
    fold,
    ground_of,
    likely_pairs,
    likeness_of,
    share_of_part,
    shared_passages,
    sketch_of,
)
from tests.bench.papers import prose

COPIED = prose(7, 400)
words = st.text(alphabet="甲乙丙丁戊，。12.{}A", max_size=120)


def passages(one: str, other: str, **bounds: int) -> tuple[Passage, ...]:
    return shared_passages(ground_of(one), ground_of(other), **bounds)


@given(words)
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert folded.places[-1] == len(text)
    assert all(
        text[start:end] == sign or ((sign == "0" and text[start].isdigit()) or text[start] == "{")
        for sign, (start, end) in zip(folded.text, pairwise(folded.places), strict=True)
    )


@given(words, words)
def test_a_passage_is_the_same_in_both_texts(one: str, other: str) -> None:
    for passage in passages(one, other, shortest=SHINGLE):
        there = fold(other[passage.other_start : passage.other_end]).text
        here = fold(one[passage.start : passage.end]).text
        assert (here, here.count("0")) == (there, len(NUMBER.findall(one, passage.start, passage.end)))
        assert passage.length >= SHINGLE


@given(words, words)
def test_passages_follow_each_other_and_never_overlap(one: str, other: str) -> None:
    found = passages(one, other, shortest=SHINGLE)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(words)
def test_a_text_is_wholly_in_itself(text: str) -> None:
    same, length = sum(each.length for each in passages(text, text, shortest=1)), len(fold(text).text)
    assert same >= length - SHINGLE + 1 if length >= SHINGLE else same == 0


@given(words, words, words)
def test_what_is_put_into_a_text_is_found_there(before: str, after: str, other: str) -> None:
    found = passages(COPIED, f"{before}甲{COPIED}{after}", shortest=SHINGLE)
    assert sum(passage.length for passage in found) == len(fold(COPIED).text)


@given(words)
def test_a_sketch_depends_on_the_text_alone(text: str) -> None:
    assert sketch_of(text) == sketch_of(str(text))
    assert sketch_of(text) == sketch_of(text.replace("1", "2"))


def test_other_numbers_make_no_other_sentence() -> None:
    rest = "件，化解率达到百分之九十，比上年明显提高，没有一件因程序违法被撤销。"
    one, other = (
        f"受理行政复议案件98件，审结{{{{RV02}}}}{rest}",
        f"甲。受理行政复议案件1,160件，审结92.5{rest}",
    )
    assert passages(one, other) == (Passage(0, len(one), 2, len(other), len(fold(one).text)),)


def test_reports_that_share_a_passage_are_found_with_their_shares() -> None:
    texts = {"甲": COPIED + prose(100, 400), "乙": prose(200, 1200) + COPIED, "丙": "没有相同之处。" * 60}
    [pair] = compare(texts)
    assert (pair.one, pair.other) == ("乙", "甲")
    assert [round(share, -2) for share in (pair.likeness.share, pair.likeness.other_share)] == [200, 500]


def test_boilerplate_makes_nobody_alike() -> None:
    texts = {f"{number:02d}": COPIED for number in range(MOST_SHARING + 1)}
    assert compare(texts) == ()


def test_what_a_dozen_others_say_too_does_not_count() -> None:
    phrase = "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，"
    kept = f"{phrase}把城北老旧小区的调解站点搬进社区，四十二名调解员轮流值守，当场化解邻里纠纷。"
    many = [sketch_of(phrase + prose(number, 300)) for number in range(2, MOST_SHARING + 3)]
    common = boilerplate_of(many)
    own = ground_of(kept, common), ground_of("甲。" + kept, common)
    [passage] = shared_passages(*own)
    clauses = [kept[start:end] for start, end in common_stretches(kept, common)]
    assert clauses == phrase.split("，")[:2]
    assert passage.end - passage.start == len(kept)
    assert passage.length == len(fold(kept).text) - sum(map(len, clauses))
    assert shared_passages(ground_of(phrase, common), own[0]) == ()


def test_each_part_has_its_share_and_its_unchanged_sentences() -> None:
    old, new = (
        "全年办理案件116件，比上年增加一成，全部按期办结。",
        "今年新建了两个站点，今后还要再建三个站点，方便群众。",
    )
    one, other = ground_of(f"{old}\n{new}\n"), ground_of(f"概述。\n{old.replace('116', '98')}\n")
    found = likeness_of(one, other).passages
    cut = len(old) + 1
    shares = [
        share_of_part(*part, one=one, other=other, passages=found) for part in ((0, cut), (cut, cut * 2))
    ]
    assert found == ()  # too short to be a passage, long enough to be a sentence
    assert shares == [PartShare(cut - 2, 0, 1, 1), PartShare(len(new) + 1, 0, 1, 0)]


def test_the_pairs_of_one_hash_are_bounded() -> None:
    common = frozenset(range(100))
    many = {f"{number:04d}": Sketch(common) for number in range(2000)}
    assert likely_pairs(many) == ()
    few = {key: many[key] for key in list(many)[:3]}
    assert likely_pairs(few) == (("0000", "0001"), ("0000", "0002"), ("0001", "0002"))


def test_rare_planes_and_lone_surrogates_are_text() -> None:
    text = "\U00020000\ud800" * 20
    assert passages(text, text) == (Passage(0, 40, 0, 40, 40),)
    assert sketch_of(text).hashes
