"""How checks run: order, doubles, bounds, and what a county has chosen."""

from collections.abc import Iterator
from itertools import count

from reports.checks.checking import MOST_OF_ONE_CHECK, Check, Context, run_checks
from reports.checks.findings import Finding, Hit, Repair, Severity, removed, replaced
from reports.checks.paper import Paper, read_paper


class Fixed(Check):
    """A check that says what the test gives it."""

    source = sentence = ""

    def __init__(self, code: str, severity: Severity, *hits: Hit) -> None:
        self.code, self.name, self.severity, self.hits = code, code, severity, hits  # type: ignore[misc]

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Give the hits."""
        yield from self.hits


class Endless(Fixed):
    """A check that never stops."""

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Give hits for ever."""
        for at in count():
            yield Hit("多。", at, at + 1)


PAPER = read_paper("甲乙丙丁戊。")


def codes(*checks: Check) -> list[str]:
    return [finding.code for finding in run_checks(PAPER, checks)]


def test_a_finding_has_the_words_of_its_place() -> None:
    check = Fixed("a", Severity.HINT, replaced(1, 3, "己", "应为己。"))
    assert run_checks(PAPER, [check]) == (
        Finding("a", Severity.HINT, "应为己。", 1, 3, "乙丙", "己", Repair(1, 3, "己")),
    )


def test_what_is_about_the_whole_comes_first_and_then_the_order_of_the_text() -> None:
    late, early = (
        Fixed("late", Severity.ERROR, Hit("。", 4, 5)),
        Fixed("early", Severity.HINT, Hit("。", 0, 1)),
    )
    assert codes(late, early, Fixed("whole", Severity.HINT, Hit("。"))) == ["whole", "early", "late"]


def test_of_two_on_the_same_characters_the_heavier_stays_and_of_equals_the_first() -> None:
    hit = Hit("。", 1, 2)
    assert codes(Fixed("hint", Severity.HINT, hit), Fixed("error", Severity.ERROR, hit)) == ["error"]
    assert codes(Fixed("one", Severity.HINT, hit), Fixed("two", Severity.HINT, hit)) == ["one"]


def test_what_lies_within_a_longer_repair_is_left_out() -> None:
    inner = Fixed("inner", Severity.ERROR, Hit("。", 1, 2))
    assert codes(inner, Fixed("outer", Severity.HINT, removed(0, 3, "。"))) == ["outer"]
    assert codes(inner, Fixed("outer", Severity.HINT, Hit("。", 0, 3))) == ["outer", "inner"]
    assert codes(
        Fixed("beside", Severity.HINT, Hit("。", 2, 4)), Fixed("outer", Severity.HINT, removed(0, 3, "。"))
    ) == ["outer", "beside"]


def test_one_check_says_no_more_than_so_much() -> None:
    assert len(codes(Endless("endless", Severity.HINT))) == MOST_OF_ONE_CHECK


def test_a_county_s_choice_wins_over_a_place_s_weight_and_that_over_the_check_s() -> None:
    check = Fixed("a", Severity.HINT, Hit("。", 0, 1, severity=Severity.ERROR))
    assert [each.severity for each in run_checks(PAPER, [check])] == [Severity.ERROR]
    chosen = run_checks(PAPER, [check], severities={"a": Severity.WARNING})
    assert [each.severity for each in chosen] == [Severity.WARNING]
