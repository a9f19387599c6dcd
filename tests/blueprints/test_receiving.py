"""What this installation does not know is left out of a content, and its place stays open."""

from dataclasses import replace

from reports.blueprints.content import FigureAsk
from reports.blueprints.receiving import codes_in, without_codes
from tests.blueprints.test_storing import CONTENT

FIRST = CONTENT.sections[0]
SHOWING = replace(
    CONTENT,
    sections=(
        replace(
            FIRST,
            blocks=(
                replace(FIRST.blocks[0], opening="检查{{LE11}}次，监督{{ ZZ99 }}次。"),
                *FIRST.blocks[1:],
            ),
        ),
        *CONTENT.sections[1:],
    ),
)


def test_asked_and_shown_codes_are_listed_once() -> None:
    assert codes_in(SHOWING) == ("LE01", "LE11", "ZZ99")


def test_a_left_out_code_is_asked_nowhere_and_leaves_a_blank() -> None:
    block = without_codes(SHOWING, {"LE11", "ZZ99"}).blocks[0]
    assert (block.opening, block.figures) == (
        "检查××次，监督××次。",
        (FigureAsk("LE01", ("department",), ("enforcement",)),),
    )


def test_nothing_unknown_changes_nothing() -> None:
    assert without_codes(SHOWING, ()) == SHOWING
