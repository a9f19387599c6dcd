"""Every check finds what its examples say, at exactly those characters, and nothing in good text."""

import pytest

from reports.checks.catalogue import CHECKS, GROUPS, check_with
from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Severity, mended
from reports.checks.paper import read_paper


def quotes(check: Check, text: str, context: Context | None = None) -> list[str]:
    paper = read_paper(text)
    hits = check.find(paper, context or Context())
    return ["" if hit.start is None else paper.text[hit.start : hit.end] for hit in hits]


BAD = [(check, example) for check in CHECKS for example in check.bad]
GOOD = [(check, text) for check in CHECKS for text in check.good]
BAD_NAMES = [f"{check.code}-{at}" for at, (check, _) in enumerate(BAD)]
GOOD_NAMES = [f"{check.code}-{at}" for at, (check, _) in enumerate(GOOD)]
bad = pytest.mark.parametrize(("check", "example"), BAD, ids=BAD_NAMES)


@bad
def test_a_bad_text_is_found_at_its_characters(check: Check, example: Example) -> None:
    assert quotes(check, example.text, example.context) == list(example.quotes or ("",))


@pytest.mark.parametrize(("check", "text"), GOOD, ids=GOOD_NAMES)
def test_nothing_is_found_in_a_good_text(check: Check, text: str) -> None:
    contexts = [example.context for example in check.bad if example.context]
    known = next((context for context in contexts if not context.breaches), None)  # those are no knowledge
    is_for_publishing = known is not None and known.is_public
    assert quotes(check, text, None if is_for_publishing else known) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_says_what_it_is(check: Check) -> None:
    assert check_with(check.code) is check
    assert check.severity in Severity
    assert check.sentence.endswith("。")
    assert all((check.name, check.source, check.good, check.bad))


def test_codes_and_names_are_unique() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def test_only_these_cannot_be_dismissed() -> None:
    """A missing statutory part, secrecy and privacy; all else may be filed with a reason."""
    standing = {check.code for check in CHECKS if not check.may_be_dismissed}
    assert standing == {"missing_part", "private_number", "secrecy_mark", "withheld_passage"}


def test_every_group_has_checks() -> None:
    assert all(GROUPS.values())


@bad
def test_a_repair_mends_what_was_found(check: Check, example: Example) -> None:
    paper = read_paper(example.text)
    context = example.context or Context()
    hits = [hit for hit in check.find(paper, context) if hit.repair]
    text = paper.text
    for hit in sorted(hits, key=lambda each: each.start or 0, reverse=True):
        text = mended(text, hit.repair)
    after = list(check.find(read_paper(text, year=paper.year), context))
    assert len(after) == len(list(check.find(paper, context))) - len(hits)
