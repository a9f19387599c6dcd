"""发文信息 as it prints: what stands round the text of one formal 报送稿.

Not for: keeping it (dispatching), or how it is set on the page (rendering).
"""

import re
from dataclasses import dataclass

from reports.document.nodes import Head, Imprint
from reports.drafting.editions import Edition
from reports.drafting.models import Dispatch, Report
from reports.drafting.snapshot import Snapshot
from reports.text.publication import without_marks

_BETWEEN_NAMES = re.compile("[、，,；;]")


@dataclass(frozen=True, slots=True)
class Letter:
    """What one addressee's document carries round its text; `has_annex` when the figures go with it."""

    head: Head
    imprint: Imprint | None = None
    remark: str = ""
    has_annex: bool = False


def letter_for(report: Report, snapshot: Snapshot, edition: Edition) -> Letter:
    """Read number, signers and 版记 of the addressee of one edition; what is not filled in stays empty.

    A joint document shows its organs in the order of its signatures, the leading one first.
    """
    dispatch = dispatch_of(report)
    number = line_for(dispatch.document_numbers, edition.addressee)
    return Letter(
        head=Head(
            organs=tuple(filter(None, map(without_marks, snapshot.signatories))),
            number=number,
            signers=names_of(line_for(dispatch.signers, edition.addressee)),
            urgency=dispatch.urgency,
        ),
        imprint=_imprint(dispatch),
        remark=dispatch.remark,
        has_annex=dispatch.has_annex,
    )


def dispatch_of(report: Report) -> Dispatch:
    """The stored row, or an empty one that nobody has saved."""
    return Dispatch.objects.filter(report=report).first() or Dispatch(report=report)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def line_for(text: str, addressee: int) -> str:
    """The line that belongs to one addressee; a single line serves all."""
    lines = lines_of(text)
    if len(lines) == 1:
        return lines[0]
    return lines[addressee] if addressee < len(lines) else ""


def names_of(line: str) -> tuple[str, ...]:
    """The people of one line; a name of two characters may be typed with a blank inside (李　强)."""
    return tuple(name for typed in _BETWEEN_NAMES.split(line) for name in _names(typed.split()))


def _names(words: list[str]) -> list[str]:
    return ["".join(words)] if words and max(map(len, words)) == 1 else words


def _imprint(dispatch: Dispatch) -> Imprint | None:
    copies_to = lines_of(dispatch.copies_to)
    if not (copies_to or dispatch.printed_by or dispatch.printed_on):
        return None
    return Imprint(copies_to, dispatch.printed_by, dispatch.printed_on)
