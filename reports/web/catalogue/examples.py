"""The examples of the checks as people see them: what is found is marked, and what becomes of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.checks.checking import Check, Context, Example, run_checks
from reports.checks.findings import Repair
from reports.checks.paper import read_paper

LONGEST, HEAD, TAIL = 60, 36, 12
"""Of a longer stretch in one line only its head and tail are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an example, marked when it is what was found or what was put in its place."""

    words: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class ShownExample:
    """A text in which a check finds something; `known` is what it was told besides the text.

    `mended` is empty where there is no repair. One about the whole paper has no marked piece.
    """

    text: tuple[Piece, ...]
    mended: tuple[Piece, ...]
    messages: tuple[str, ...]
    known: str


def show_example(check: Check, example: Example) -> ShownExample:
    """Run a check over its example."""
    paper = read_paper(example.text)
    found = run_checks(paper, [check], context=example.context)
    spans = [(each.start, each.end) for each in found if each.start is not None and each.end is not None]
    repairs = [each.repair for each in found if each.repair]
    return ShownExample(
        text=tuple(_abridged(_marked(paper.text, spans))),
        mended=tuple(_abridged(_mended(paper.text, repairs))) if repairs else (),
        messages=tuple(dict.fromkeys(each.message for each in found)),
        known=_known(example.context) if example.context else "",
    )


def show_good(text: str) -> str:
    """A text in which nothing is found."""
    return "".join(piece.words for piece in _abridged([Piece(text)]))


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        yield Piece(text[at:start])
        yield Piece(text[max(start, at) : end], is_marked=True)
        at = max(end, at)
    yield Piece(text[at:])


def _mended(text: str, repairs: Iterable[Repair]) -> Iterator[Piece]:
    at = 0
    for repair in sorted(repairs, key=lambda each: each.start):
        if repair.start >= at:
            yield Piece(text[at : repair.start])
            yield Piece(repair.text, is_marked=True)
            at = repair.end
    yield Piece(text[at:])


def _abridged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        words = piece.words if piece.is_marked else "\n".join(map(_short, piece.words.split("\n")))
        if words:
            yield Piece(words, piece.is_marked)


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:HEAD]}……（略）……{line[-TAIL:]}"


def _known(context: Context) -> str:
    """What else a check was told, in words."""
    told = []
    if context.names:
        told.append(f"本单位是{'、'.join(context.names)}")
    if context.last_text:
        told.append(f"上年的报告写着“{context.last_text.splitlines()[-1]}”")
    if context.figures:
        figures = [
            f"{each.names[0]}{each.value}{each.unit}（上年{each.last or '无'}）" for each in context.figures
        ]
        told.append(f"数据表填的是{'、'.join(figures)}")
    if context.is_public:
        told.append("这是公开稿")
    return "；".join(told)
