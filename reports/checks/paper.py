"""The text that is checked, cut into lines that know what they are.

Pure. A paper is read once, and every check looks at the same lines; offsets are into its text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reports.document.markup import read_document
from reports.document.nodes import Block, Document, Heading, Paragraph, Table
from reports.document.role_words import report_year
from reports.document.roles import Role
from reports.text.normal import lines_of


class Part(StrEnum):
    """What a line of a paper is."""

    TITLE = "title"
    ADDRESS = "address"
    HEADING = "heading"  # on a line of its own
    BODY = "body"
    TABLE = "table"
    FRAME = "frame"  # 版头, signature, date, attachments' names, asides
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; `level` and `number` are those of the heading that opens it, if any.

    `lead`: how many characters from `opening` on are number and run-in heading. `role` is that of the
    level-1 part in which the line stands, `section` counts these parts from 1 (0: before the first).
    """

    number: int
    start: int
    text: str
    part: Part
    opening: int = 0
    level: int = 0
    numeral: str = ""
    lead: int = 0
    role: Role | None = None
    section: int = 0

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @property
    def is_prose(self) -> bool:
        """Whether it is text of the report: a paragraph or a heading."""
        return self.part in (Part.BODY, Part.HEADING)

    @property
    def heading(self) -> str:
        """The heading that opens it without its number: the whole of a heading line, or the run-in one."""
        if self.part is Part.HEADING:
            return self.text[self.opening + len(self.numeral) :].strip()
        return self.text[self.opening + len(self.numeral) : self.opening + self.lead].strip()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole text with its lines; `year` is the report's.

    `sections`: the lines of each level-1 part, its heading first; 0 is what stands before the first.
    """

    text: str
    document: Document
    lines: tuple[Line, ...]
    year: int | None
    sections: Mapping[int, tuple[Line, ...]] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)

    def line_at(self, offset: int) -> Line:
        """Find the line in which a character stands."""
        return self.lines[bisect_right(self.starts, offset) - 1]

    def prose(self) -> Iterator[Line]:
        """The lines of the report's text."""
        return (line for line in self.lines if line.is_prose)

    def bodies(self) -> Iterator[Line]:
        """The paragraphs of the report."""
        return (line for line in self.lines if line.part is Part.BODY)

    def parts_of(self, role: Role) -> Iterator[tuple[Line, ...]]:
        """The level-1 parts of one role, each with its heading first."""
        return (lines for number, lines in self.sections.items() if number and lines[0].role is role)


def read_paper(text: str, *, year: int | None = None) -> Paper:
    """Cut a text into lines; `year` None: the year that its title or headings name.

    A byte order mark is no text, and every line end counts as one character.
    """
    typed = lines_of(text.removeprefix("\ufeff"))
    text = "\n".join(typed)
    document = read_document(text)
    lines = tuple(_lines(document, typed))
    titles = [heading.text for heading in document.headings()]
    return Paper(
        text,
        document,
        lines,
        year or report_year(document.title, titles),
        _sections(lines),
        tuple(line.start for line in lines),
    )


def _lines(document: Document, typed: list[str]) -> Iterator[Line]:
    parts = _parts(document, typed)
    at, section, role = 0, 0, None
    for number, words in enumerate(typed, start=1):
        part, block = parts.get(number, (Part.FRAME if words.strip() else Part.BLANK, None))
        if isinstance(block, Heading) and block.level == 1:
            section, role = section + 1, block.role
        yield _line(number, at, words, part=part, block=block, role=role, section=section)
        at += len(words) + 1


def _sections(lines: Iterable[Line]) -> Mapping[int, tuple[Line, ...]]:
    found: dict[int, list[Line]] = {}
    for line in lines:
        if line.is_prose:
            found.setdefault(line.section, []).append(line)
    return {number: tuple(within) for number, within in found.items()}


def _parts(document: Document, typed: list[str]) -> dict[int, tuple[Part, Block | None]]:
    """What each line is by its number; lines round the body are told by their words."""
    parts: dict[int, tuple[Part, Block | None]] = {}
    first = min((block.origin.line or 1 for block in document.blocks), default=len(typed) + 1)
    titled, addressed = set(document.title.split("\n")), set(document.addressed)
    for number, words in enumerate(typed[: first - 1], start=1):
        word = words.strip()
        if word and word in titled:
            parts[number] = (Part.TITLE, None)
        elif word and word in addressed:
            parts[number] = (Part.ADDRESS, None)
    for block in document.blocks:
        line = block.origin.line or 1
        for number in range(line, line + (len(block.rows) if isinstance(block, Table) else 1)):
            parts[number] = (_part_of(block), block)
    return parts


def _part_of(block: Block) -> Part:
    match block:
        case Heading():
            return Part.HEADING
        case Table():
            return Part.TABLE
        case _:
            return Part.BODY


def _line(
    number: int, start: int, words: str, *, part: Part, block: Block | None, role: Role | None, section: int
) -> Line:
    opening = len(words) - len(words.lstrip())
    level, numeral, lead = 0, "", 0
    if isinstance(block, Heading):
        level, numeral, lead = block.level, block.number, len(words.strip())
    elif isinstance(block, Paragraph) and block.lead:
        level, numeral = block.lead.level, block.lead.number
        lead = len(block.lead.number + block.lead.text)
    return Line(number, start, words, part, opening, level, numeral, lead, role, section)
