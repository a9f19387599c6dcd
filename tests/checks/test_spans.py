"""Stretches asked by bisection."""

import re

import pytest

from reports.checks.spans import Spans, spans_of


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [(0, 1, False), (2, 3, True), (2, 6, True), (3, 5, True), (5, 7, False), (8, 9, True), (9, 10, False)],
)
def test_a_stretch_holds_what_lies_within_it(start: int, end: int, held: bool) -> None:
    assert Spans([(8, 9), (2, 4), (4, 6)]).hold(start, end) is held


def test_no_stretches_hold_nothing() -> None:
    assert Spans([]).hold(0, 1) is False


def test_a_pattern_gives_its_stretches() -> None:
    assert spans_of(re.compile("乙+"), "甲乙乙丙").hold(1, 3) is True
