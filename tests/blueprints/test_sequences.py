"""Orders compared and joined: the fewest moves, and no key lost or doubled."""

from hypothesis import given
from hypothesis import strategies as st

from reports.blueprints.sequences import are_at_odds, merged_order, moved, woven

keys = st.lists(st.sampled_from("abcdef"), unique=True)


@given(keys, keys)
def test_what_did_not_move_kept_its_order(old: list[str], new: list[str]) -> None:
    left = moved(old, new)
    assert [key for key in old if key in new and key not in left] == [
        key for key in new if key in old and key not in left
    ]


def test_one_key_that_went_to_the_end_is_the_only_one_that_moved() -> None:
    assert moved(list("abcd"), list("bcda")) == {"a"}
    assert moved(list("abcd"), list("axbcyd")) == frozenset()


@given(keys, keys)
def test_weaving_keeps_the_skeleton_and_adds_the_rest(skeleton: list[str], other: list[str]) -> None:
    joined = woven(skeleton, other)
    assert [key for key in joined if key in skeleton] == skeleton
    assert sorted(joined) == sorted({*skeleton, *other})


def test_a_new_key_stands_behind_what_it_stood_behind() -> None:
    assert woven(list("abz"), list("xayb")) == list("xaybz")


@given(keys, keys, keys)
def test_a_merged_order_has_every_kept_key_once(base: list[str], ours: list[str], theirs: list[str]) -> None:
    kept = {*ours, *theirs}
    for prefers_ours in (True, False):
        assert sorted(merged_order(base, ours, theirs, kept=kept, prefers_ours=prefers_ours)) == sorted(kept)


@given(keys, keys)
def test_sides_are_at_odds_only_if_both_moved_something(base: list[str], other: list[str]) -> None:
    assert not are_at_odds(base, base, other)
    assert not are_at_odds(base, other, base)
    assert not are_at_odds(base, other, other)
