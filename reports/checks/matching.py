"""Which finding of now is which of before, so that a decision about it lives as long as its words."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import product, takewhile

from reports.checks.models import Finding

_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def match_findings(before: Sequence[Finding], now: Sequence[Finding]) -> dict[int, Finding]:
    """Find for the findings of now, by their place in the list, the one of before that lives on in each.

    The same check, the same stored words, the same sentence about them: what says another number has other
    words to judge. Of several alike each goes with the one whose neighbours are most like its own.
    """
    old: dict[Hashable, list[Finding]] = defaultdict(list)
    for finding in before:
        old[_identity(finding)].append(finding)
    fresh: dict[Hashable, list[int]] = defaultdict(list)
    for at, finding in enumerate(now):
        fresh[_identity(finding)].append(at)
    return {
        at: finding
        for identity, places in fresh.items()
        for at, finding in _pairs(old[identity], places, now).items()
    }


def _identity(finding: Finding) -> Hashable:
    if finding.start is None:
        place = (finding.section_key, finding.block_id, finding.row, finding.field)
        is_about_all = finding.block_id is None
        return (finding.code, place, _DIGITS.sub("", finding.message) if is_about_all else finding.message)
    return (
        finding.code,
        finding.section_key,
        finding.block_id,
        finding.field,
        finding.quote,
        finding.message,
    )


def _pairs(old: Sequence[Finding], places: Sequence[int], now: Sequence[Finding]) -> dict[int, Finding]:
    if len(old) == len(places):
        return dict(zip(places, old, strict=True))
    found: dict[int, Finding] = {}
    taken: set[int] = set()
    for finding, at in sorted(product(old, places), key=lambda pair: _distance(pair[0], now[pair[1]])):
        if finding.pk not in taken and at not in found:
            found[at] = finding
            taken.add(finding.pk)
    return found


def _distance(one: Finding, other: Finding) -> tuple[int, int]:
    """The less the neighbours are alike the farther; then by how far the words have moved."""
    alike = _alike(reversed(one.before), reversed(other.before)) + _alike(one.after, other.after)
    return -alike, abs((one.start or 0) - (other.start or 0))


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters are the same before the first that differs."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
