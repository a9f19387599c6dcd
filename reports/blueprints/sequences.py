"""Lists of keys compared and joined: what left its order, old and new in one list, two orders in one.

Pure; keys are unique in their list. Not for: what stands behind a key (comparing, merging).
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence


def moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Find the fewest keys of both lists that must leave their place to bring one order into the other."""
    places = {key: at for at, key in enumerate(old)}
    common = [key for key in new if key in places]
    tails: list[int] = []  # the last place of the best run of each length
    runs: list[list[str]] = []
    for key in common:
        at = bisect_left(tails, places[key])
        run = [*(runs[at - 1] if at else []), key]
        tails[at:] = [places[key], *tails[at + 1 :]]
        runs[at:] = [run, *runs[at + 1 :]]
    return frozenset(common) - frozenset(runs[-1] if runs else ())


def woven(skeleton: Sequence[str], other: Sequence[str]) -> list[str]:
    """Put what only `other` has behind what it stands behind there; the skeleton keeps its order."""
    joined = list(skeleton)
    present = set(joined)
    before: str | None = None
    for key in other:
        if key not in present:
            joined.insert(joined.index(before) + 1 if before is not None else 0, key)
            present.add(key)
        before = key
    return joined


def merged_order(
    base: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    *,
    kept: Collection[str],
    prefers_ours: bool,
) -> list[str]:
    """Join two orders that came out of one; where only one side reordered, its order holds.

    Shape:  the members of `kept`, each of which stands in `ours` or `theirs`.
    """
    follows_ours = bool(moved(base, ours)) or not moved(base, theirs)
    if are_at_odds(base, ours, theirs):
        follows_ours = prefers_ours
    first, second = (ours, theirs) if follows_ours else (theirs, ours)
    return woven([key for key in first if key in kept], [key for key in second if key in kept])


def are_at_odds(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both sides reordered what they share, and not in the same way."""
    return bool(moved(base, ours) and moved(base, theirs) and moved(ours, theirs))
