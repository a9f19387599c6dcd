"""What changed between two texts, for showing side by side or in one column.

Large to small: paragraphs are paired, then the clauses of a pair, then the words of clauses that differ, so
that a report of some thousand characters takes milliseconds and a rewritten one does not take minutes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from reports.text.normal import lines_of

CLAUSE = re.compile(r"[^。！？；，、：]*[。！？；，、：]|[^。！？；，、：]+")
WORD = re.compile(r"\{\{[^{}]{1,40}\}\}|[A-Za-z]+|\d+(?:[.,]\d+)*|[\s\S]")
LONGEST_PAIR = 250_000
"""Above this product of lengths a pair is shown as removed and added as a whole."""
LONGEST_TEXT = 200_000
"""No paragraph is longer; what is, is not taken to pieces."""
ALIKE = 0.4


class Change(StrEnum):
    """What became of a stretch of text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of characters that stayed, came or went."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """One paragraph of the old text, the new one or both; the spans say which."""

    spans: tuple[Span, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in it came or went."""
        return any(span.change is not Change.EQUAL for span in self.spans)

    @property
    def old(self) -> str:
        """The paragraph as it was."""
        return "".join(span.text for span in self.spans if span.change is not Change.INSERT)

    @property
    def new(self) -> str:
        """The paragraph as it is."""
        return "".join(span.text for span in self.spans if span.change is not Change.DELETE)


def diff_words(old: str, new: str) -> tuple[Span, ...]:
    """Compare two paragraphs word by word; no two neighbouring spans are of one kind."""
    if old == new or len(old) + len(new) > LONGEST_TEXT:
        return _joined(_spans([("equal" if old == new else "replace", [old], [new])]))
    spans: list[Span] = []
    for tag, gone, come in _opcodes(CLAUSE.findall(old), CLAUSE.findall(new)):
        if tag == "replace":
            spans += _spans(_opcodes(WORD.findall("".join(gone)), WORD.findall("".join(come))))
        else:
            spans += _spans([(tag, gone, come)])
    return _joined(spans)


def diff_paragraphs(old: str, new: str) -> tuple[ParagraphChange, ...]:
    """Compare two texts paragraph by paragraph, and word by word where a paragraph was changed."""
    changes: list[ParagraphChange] = []
    for tag, gone, come in _opcodes(lines_of(old), lines_of(new)):
        if tag == "equal":
            changes += [ParagraphChange((Span(Change.EQUAL, line),)) for line in come]
        else:
            changes += _paired(gone, come)
    return tuple(changes)


Opcode = tuple[str, Sequence[str], Sequence[str]]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    if len(old) * len(new) > LONGEST_PAIR:
        return _opcodes_of_long(old, new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(tag, old[i1:i2], new[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]


def _opcodes_of_long(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """Compare what is too long to compare: what both begin and end with stays, the middle is replaced."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    is_short = len(gone) * len(come) <= LONGEST_PAIR
    middle: list[Opcode] = _opcodes(gone, come) if is_short else [("replace", gone, come)]
    end = old[len(old) - tail :]
    return [("equal", old[:head], old[:head]), *middle, ("equal", end, end)]


def _spans(opcodes: list[Opcode]) -> list[Span]:
    spans = []
    for tag, gone, come in opcodes:
        if tag == "equal":
            spans.append(Span(Change.EQUAL, "".join(come)))
        else:
            spans += [Span(Change.DELETE, "".join(gone)), Span(Change.INSERT, "".join(come))]
    return spans


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if joined and joined[-1].change is span.change:
            joined[-1] = Span(span.change, joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)


def _paired(gone: Sequence[str], come: Sequence[str]) -> list[ParagraphChange]:
    """Pair changed paragraphs that are alike, in order; the rest went or came as a whole."""
    if len(gone) * len(come) > LONGEST_PAIR:
        gone_whole = [ParagraphChange((Span(Change.DELETE, line),)) for line in gone]
        return gone_whole + [ParagraphChange((Span(Change.INSERT, line),)) for line in come]
    changes, waiting = [], list(gone)
    for line in come:
        at = next((at for at, other in enumerate(waiting[:20]) if _are_alike(other, line)), None)
        if at is None:
            changes.append(ParagraphChange((Span(Change.INSERT, line),)))
            continue
        changes += [ParagraphChange((Span(Change.DELETE, other),)) for other in waiting[:at]]
        changes.append(ParagraphChange(diff_words(waiting[at], line)))
        del waiting[: at + 1]
    return changes + [ParagraphChange((Span(Change.DELETE, other),)) for other in waiting]


def _are_alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old[:500], new[:500], autojunk=False)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE
