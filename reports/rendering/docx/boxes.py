"""A form of ruled boxes that fills one page and never two, however long the words in it are.

Not for: which boxes a form has (slips).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from docx.shared import Length, Mm

from reports.rendering.docx import styles
from reports.rendering.docx.marks import box, fixed_row, writing_line
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.tables import share
from reports.rendering.docx.wordml import Element, paragraph, run, run_properties, table
from reports.rendering.titles import break_title
from reports.rendering.widths import ems

COLUMNS = 12
_AIR = Mm(2)  # above and below the words of a box
_HAND = Mm(15)  # what a row for writing keeps free below its words
_ELLIPSIS = "……"


@dataclass(frozen=True, slots=True)
class Box:
    """A box of so many of the form's twelve columns: its label, and what is known of it.

    Words that the page has no room for, or beyond `most` lines, are left out; `writing` rules it for a hand.
    """

    label: str = ""
    text: str = ""
    columns: int = COLUMNS
    most: int = 6
    is_centred: bool = False
    writing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of boxes; by its weight it shares what words leave of the page.

    One that is for writing keeps room for a hand below its words.
    """

    boxes: tuple[Box, ...]
    weight: int = 1
    is_for_writing: bool = False


def write_form(heading: str, rows: Sequence[Row], profile: Profile) -> list[Element]:
    """A heading and its boxes down to the foot of the page, and the paragraph that ends them."""
    lines = break_title(heading, profile.title_columns)
    form = _Form(profile)
    head = paragraph(styles.TITLE, [run("\n".join(lines), run_properties(face=profile.title.name))])
    gap = paragraph(styles.BODY, mark=form.text_look)
    height = Length(form.page_height - (len(lines) + 1) * profile.pitch)
    return [head, gap, form.table(rows, height), paragraph(styles.AFTER_TABLE, mark=form.text_look)]


class _Form:
    """Lays boxes out over the width of the text."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.widths = share(profile.text_width, [1] * COLUMNS)
        self.label_look = run_properties(face=profile.table_head.name)
        self.text_look = run_properties(face=profile.table.name)
        self.page_height = profile.text_height - profile.table_padding - profile.form_spare

    def table(self, rows: Sequence[Row], height: Length) -> Element:
        """The boxes as a table of exactly this height."""
        lines = self.share_lines(rows, height)
        least = [count * self.profile.table_pitch + _AIR for count in lines]
        spare, weights = max(height - sum(least), 0), sum(row.weight for row in rows)
        made = [
            self.row(row, Length(low + spare * row.weight // weights), lines=count)
            for row, low, count in zip(rows, least, lines, strict=True)
        ]
        profile = self.profile
        return table(made, widths=self.widths, line=profile.table_line, padding=profile.table_padding)

    def share_lines(self, rows: Sequence[Row], height: Length) -> list[int]:
        """The lines that each row's words get: the longest give way until all and the hand have room."""
        lines = [max(self.count_lines(made) for made in row.boxes) for row in rows]
        room = height - sum(_AIR + row.is_for_writing * _HAND for row in rows)
        while sum(lines) * self.profile.table_pitch > room and max(lines) > 1:
            lines[lines.index(max(lines))] -= 1
        return lines

    def row(self, row: Row, height: Length, *, lines: int) -> Element:
        ends = accumulate(made.columns for made in row.boxes)
        cells = []
        for made, end in zip(row.boxes, ends, strict=True):
            content = list(self.writing_lines(height)) if made.writing else [self.words(made, lines)]
            width = Length(sum(self.widths[end - made.columns : end]))
            align = "top" if row.is_for_writing else "center"
            cells.append(box(width, content, span=made.columns, align=align))
        return fixed_row(cells, height)

    def words(self, made: Box, lines: int) -> Element:
        text = fit(made.text, self.characters(made), lines=min(lines, made.most), first=ems(made.label))
        runs = [run(made.label, self.label_look)] if made.label else []
        runs += [run(text, self.text_look)] if text else []
        style = styles.TABLE_CENTRED if made.is_centred else styles.TABLE_TEXT
        return paragraph(style, runs, mark=self.text_look)

    def writing_lines(self, height: Length) -> Iterator[Element]:
        """As many lines as a hand can write in a box of this height."""
        for _ in range(max(1, (height - 2 * _AIR) // self.profile.pitch)):
            yield writing_line(paragraph(styles.FLUSH, mark=self.text_look))

    def characters(self, made: Box) -> int:
        """How many characters surely fit on a line of a box."""
        width = sum(self.widths[: made.columns]) - 2 * self.profile.table_padding
        return max(int(width / self.profile.table.size) - 1, 1)

    def count_lines(self, made: Box) -> int:
        text = fit(made.text, self.characters(made), lines=made.most, first=ems(made.label))
        return count_lines(made.label + text, self.characters(made))


def count_lines(text: str, characters: int) -> int:
    """How many lines of so many characters a text takes at most."""
    return sum(max(1, -(-int(ems(line) + 0.5) // characters)) for line in text.split("\n"))


def fit(text: str, characters: int, *, lines: int, first: float = 0.0) -> str:
    """Cut a text to so many lines, `first` characters of the first being taken; what is cut shows as ……"""
    label = "　" * round(first)
    if count_lines(label + text, characters) <= lines:
        return text
    kept = text
    while kept and count_lines(label + kept + _ELLIPSIS, characters) > lines:
        kept = kept[:-1]
    return kept + _ELLIPSIS


def choices(known: str, options: Iterable[str]) -> str:
    """The options of a box, the known one ticked."""
    return "　".join(("■" if option == known else "□") + option for option in options)
