"""The lines that a Word file comes down to, with the comments that stand on them.

Not for: finding paragraphs (docx_reader), what a comment says (docx_comments).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.document.numbering import read_number
from reports.importing.docx_runs import Piece, Side
from reports.text.numerals import to_chinese

LONGEST_HEADING = 60
LONGEST_QUOTE = 500


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on words of one line; without a quote it is on all of it."""

    comment: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, and the level (1 is the top) if Word calls it a heading."""

    text: str
    outline: int | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a paragraph a comment stands; `end` is None where it goes on into the next."""

    comment: str
    start: int
    end: int | None


class Spans:
    """Finds the places of comments, each in the paragraph where it begins to have words."""

    def __init__(self, known: Iterable[str]) -> None:
        self._waiting = set(known)
        self._open: list[str] = []  # begun above, before any words

    def read(self, pieces: Iterable[Piece]) -> tuple[str, list[Span]]:
        """Part a paragraph into its text and the places of the comments that belong to it."""
        texts: list[str] = []
        starts = dict.fromkeys(self._open, 0)
        ends: dict[str, int] = {}
        length = 0
        for piece in pieces:
            if isinstance(piece, str):
                texts.append(piece)
                length += len(piece)
            elif piece.comment in self._waiting:
                starts.setdefault(piece.comment, length)
                if piece.side is not Side.START:
                    ends.setdefault(piece.comment, length)
        text = "".join(texts)
        self._open = [key for key, start in starts.items() if key not in ends and not text[start:].strip()]
        found = [Span(key, at, ends.get(key)) for key, at in starts.items() if key not in self._open]
        self._waiting.difference_update(span.comment for span in found)
        return text, found

    def begin(self, comment: str) -> None:
        """Note a comment that begins between two paragraphs."""
        if comment in self._waiting and comment not in self._open:
            self._open.append(comment)


def part_lines(text: str, spans: Sequence[Span], *, joins: bool, outline: int | None) -> list[Line]:
    """Part a paragraph at its line breaks, or join it; comments go with their words."""
    if joins:
        return [Line(text.replace("\n", ""), None, _remarks(text, spans, 0, len(text) + 1))]
    if "\n" not in text:
        return [Line(text, outline, _remarks(text, spans, 0, len(text) + 1))]
    lines, start = [], 0
    for piece in text.split("\n"):
        end = start + len(piece) + 1
        lines.append(Line(piece, None, _remarks(text, spans, start, end)))
        start = end
    return lines


def _remarks(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[Remark, ...]:
    """The comments that begin in [start, end) of a paragraph, which is one line of it and its break."""
    if not spans:
        return ()
    whole = text[start:end].strip()
    remarks = []
    for span in spans:
        if start <= span.start < end:
            until = end if span.end is None else min(span.end, end)
            quote = text[span.start : until].replace("\n", "").strip()
            remarks.append(Remark(span.comment, "" if quote == whole else quote[:LONGEST_QUOTE]))
    return tuple(remarks)


def without_blank(lines: Iterable[Line]) -> list[Line]:
    """Leave out blank lines; a comment on one goes to the line above, or to the first."""
    kept: list[Line] = []
    homeless: tuple[Remark, ...] = ()
    for line in lines:
        if line.text.strip():
            kept.append(replace(line, remarks=homeless + line.remarks) if homeless else line)
            homeless = ()
        elif line.remarks and kept:
            kept[-1] = replace(kept[-1], remarks=kept[-1].remarks + line.remarks)
        else:
            homeless += line.remarks
    return kept


def number_headings(lines: Iterable[Line]) -> list[Line]:
    """Give headings that only have a style the number that the standard prints at their level.

    A first line that alone has its level is the title.
    """
    filled = without_blank(lines)
    if filled and [line.outline for line in filled].count(filled[0].outline) == 1:
        filled[0] = replace(filled[0], outline=None)
    ranks = {level: rank for rank, level in enumerate(sorted({x.outline for x in filled if x.outline}), 1)}
    counters = [0, 0, 0, 0]
    numbered = []
    for line in filled:
        rank = min(ranks[line.outline], 4) if line.outline else 0
        numbered.append(_number_heading(line, rank, counters) if rank else line)
    return numbered


def _number_heading(line: Line, rank: int, counters: list[int]) -> Line:
    typed = read_number(line.text.lstrip())
    if typed:
        rank = typed.level
    elif not _lacks_number(line.text):
        return line
    counters[rank - 1] = typed.value if typed else counters[rank - 1] + 1
    counters[rank:] = [0] * (4 - rank)
    if typed:
        return line
    value = counters[rank - 1]
    chinese = to_chinese(value)
    number = (f"{chinese}、", f"（{chinese}）", f"{value}.", f"（{value}）")[rank - 1]
    return replace(line, text=number + line.text.lstrip())


def _lacks_number(text: str) -> bool:
    words = text.strip()
    return len(words) <= LONGEST_HEADING and words[0] not in "第（(【〔" and not words[0].isdigit()
