"""What the public edition leaves out: the marked words, and what cannot stand without them.

What stands under a secret heading is secret: a heading without a public word takes along what is below it,
down to the next heading of its level. Not for: the marks themselves (text.publication).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from reports.document.markup import parse
from reports.document.nodes import Block, Heading, Lead, Paragraph, Table
from reports.document.roles import Role
from reports.drafting.snapshot import SnapshotBlock, SnapshotItem, SnapshotSection
from reports.text.normal import lines_of
from reports.text.publication import MARK, without_marks, without_private

PART, ROW = 0, 2  # the levels of a part's own heading, and of the rows of a block
_BAR = "|"


class Reason(StrEnum):
    """Why words that nobody marked do not print, and what to do where they should."""

    PART = "这一部分的标题全部不公开，所以整个部分都不印。要印这些文字，请给标题留下可以公开的字。"
    RUN = "上面的小标题全部不公开，所以它下面的文字也不印。要印这些文字，请给小标题留下可以公开的字。"
    ROW = "不公开的文字跨了表格的格子，所以整行都不印。要印其余的格子，请一格一格地标注。"
    TABLE = "表格的第一行不公开，所以整个表格都不印。要印其余各行，请给第一行留下可以公开的字。"


@dataclass(frozen=True, slots=True)
class Withheld:
    """Words of one block that go though nobody marked them."""

    label: str
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Publication:
    """The parts as the public reads them, and what went with the marked words, in the order of the paper."""

    sections: tuple[SnapshotSection, ...]
    withheld: tuple[Withheld, ...]


def publish(sections: Iterable[SnapshotSection]) -> Publication:
    """Cut the parts of a report for the public edition.

    A block or a row that is private as a whole takes nothing along but itself.
    """
    walk = _Walk()
    cut = tuple(walk.section(section) for section in sections)
    return Publication(cut, tuple(_joined(walk.withheld)))


def is_emptied(whole: str, public: str, *, number: str = "") -> bool:
    """Tell whether of words that were marked nothing is left but their number and some signs."""
    return public != whole and not has_words(public.lstrip().removeprefix(number))


def has_words(text: str) -> bool:
    """Tell whether a text says anything: signs and blanks alone do not."""
    return any(sign.isalnum() for sign in text)


def cut_item(item: SnapshotItem, words: Callable[[str], str]) -> SnapshotItem:
    """Leave in every field of a row only the words of one edition."""
    return replace(
        item,
        heading=words(item.heading),
        text=words(item.text),
        cause=words(item.cause),
        remedy=words(item.remedy),
        measure=words(item.measure),
        responsible_unit=words(item.responsible_unit),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of stored text: all its words, the public ones, and what it is on the full paper."""

    whole: str
    public: str
    node: Block | None

    @property
    def is_row(self) -> bool:
        return isinstance(self.node, Table)

    @property
    def is_torn(self) -> bool:
        """Whether a passage took a border between two cells."""
        return self.public.count(_BAR) < self.whole.count(_BAR)

    @property
    def lead(self) -> Lead:
        """The heading that the line is or opens with; level 0 where there is none."""
        if isinstance(self.node, Heading):
            return Lead(self.node.number, self.node.text, self.node.level)
        return (isinstance(self.node, Paragraph) and self.node.lead) or Lead("", "")


def _lines(text: str) -> Iterator[_Line]:
    pairs = zip(lines_of(without_marks(text)), lines_of(without_private(text)), strict=True)
    return (_Line(whole, public, next(iter(parse(whole)), None)) for whole, public in pairs)


class _Walk:
    """Goes down a paper; `under` is the level of the private heading above, None for a public one."""

    def __init__(self) -> None:
        self.under: int | None = None
        self.label = ""
        self.withheld: list[Withheld] = []

    def section(self, section: SnapshotSection) -> SnapshotSection:
        """A part without a heading stands under the heading before it, unless it ends the paper."""
        heading = without_private(section.heading).strip()
        if section.heading.strip() or section.role == Role.CLOSING:
            self.under = PART if is_emptied(section.heading, heading) else None
        blocks = tuple(self.block(block) for block in section.blocks if not block.is_private)
        return replace(section, heading=heading, blocks=blocks)

    def block(self, block: SnapshotBlock) -> SnapshotBlock:
        self.label = block.label
        text = "\n".join(self.text(block.text))  # before the rows, which stand below it
        return replace(block, text=text, items=tuple(self.items(block.items)))

    def text(self, text: str) -> Iterator[str]:
        if self.under is None and not MARK.search(text):
            yield text
            return
        for is_table, lines in groupby(_lines(text), key=lambda line: line.is_row):
            cut = self.rows if is_table else self.paragraphs
            yield from cut(lines)

    def paragraphs(self, lines: Iterable[_Line]) -> Iterator[str]:
        return map(self.paragraph, lines)

    def paragraph(self, line: _Line) -> str:
        lead = line.lead
        self.meet(lead.level)
        if self.under is not None:
            return self.hold(line.public)
        if not is_emptied(line.whole, line.public, number=lead.number):
            return line.public
        if lead.level and lead.text:  # an item of a list is no heading
            self.under = lead.level
        return ""

    def rows(self, lines: Iterable[_Line]) -> Iterator[str]:
        has_head = True
        for number, line in enumerate(lines):
            is_gone = line.is_torn or is_emptied(line.whole, line.public)
            if self.under is None and has_head and not is_gone:
                yield line.public
                continue
            yield self.hold(line.public.replace(_BAR, " "), Reason.ROW if has_head else Reason.TABLE)
            has_head = has_head and number > 0

    def items(self, items: Sequence[SnapshotItem]) -> Iterator[SnapshotItem]:
        for item in items:
            if item.is_private:
                continue
            cut = cut_item(item, without_private)
            self.meet(ROW)
            if self.under is not None:
                self.hold(f"{cut.heading}{cut.text}")
            elif not is_emptied(item.heading, cut.heading):
                yield cut

    def meet(self, level: int) -> None:
        """A heading ends what stood under one of its own level or of a lower one."""
        if self.under is not None and 0 < level <= self.under:
            self.under = None

    def hold(self, text: str, reason: Reason = Reason.RUN) -> str:
        """Remember words that do not print; nothing prints in their place."""
        if self.under is not None:
            reason = Reason.RUN if self.under else Reason.PART
        if has_words(text):
            self.withheld.append(Withheld(self.label, text.strip(), reason))
        return ""


def _joined(withheld: Iterable[Withheld]) -> Iterator[Withheld]:
    """Lines that go for one reason are one loss."""
    for (label, reason), pieces in groupby(withheld, key=lambda piece: (piece.label, piece.reason)):
        yield Withheld(label, "\n".join(piece.text for piece in pieces), reason)
