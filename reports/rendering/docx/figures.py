"""The 附表: what a unit reports in figures, as a Word file of its own.

Not for: computing or formatting a figure; the caller hands over finished strings.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from docx.shared import Length

from reports.rendering.docx import styles
from reports.rendering.docx.package import pack
from reports.rendering.docx.profile import PUBLIC, Profile
from reports.rendering.docx.tables import share
from reports.rendering.docx.wordml import Element, cell, paragraph, row, run, run_properties, table
from reports.rendering.titles import break_title

_SHARES = (20, 6, 8, 8, 13, 8)  # of the width, in the order of FigureRow
_STYLES = (
    styles.TABLE_TEXT,
    styles.TABLE_TEXT,
    styles.TABLE_NUMBER,
    styles.TABLE_NUMBER,
    styles.TABLE_NUMBER,
    styles.TABLE_TEXT,
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator as it prints."""

    name: str
    unit: str
    this_year: str
    last_year: str
    change: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The indicators of one subject."""

    name: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class FiguresAnnex:
    """The whole table with what stands above it."""

    title: str
    organisation: str
    year: int
    groups: tuple[FigureGroup, ...]


def write_figures_docx(
    annex: FiguresAnnex, profile: Profile = PUBLIC, *, at: datetime | None = None
) -> bytes:
    """Print the table of figures: groups under one header row that repeats on every page."""
    looks = _Looks(profile)
    widths = share(Length(profile.text_width), _SHARES)
    lines = break_title(annex.title, profile.title_columns)
    body = [
        paragraph(styles.TITLE, [run("\n".join(lines), looks.title)]),
        paragraph(styles.BODY, mark=looks.body),
        paragraph(styles.FLUSH, [run(f"填报单位：{annex.organisation}", looks.body)], keep_next=True),
        table(
            _rows(annex, widths, looks),
            widths=widths,
            line=profile.table_line,
            padding=profile.table_padding,
        ),
        paragraph(styles.AFTER_TABLE, mark=looks.text),  # Word wants a paragraph after a table
    ]
    return pack(body, profile=profile, title=annex.title, at=at)


class _Looks:
    """The run looks that a table of figures needs."""

    def __init__(self, profile: Profile) -> None:
        self.title = run_properties(face=profile.title.name)
        self.body = run_properties(face=profile.body.name)
        self.head = run_properties(face=profile.table_head.name)
        self.text = run_properties(face=profile.table.name)


def _rows(annex: FiguresAnnex, widths: list[Length], looks: _Looks) -> Iterator[Element]:
    headings = ("指标", "单位", f"{annex.year}年", f"{annex.year - 1}年", "增减", "说明")
    yield row(
        [
            _cell(width, styles.TABLE_HEAD, text, look=looks.head)
            for width, text in zip(widths, headings, strict=True)
        ],
        header=True,
    )
    for group in annex.groups:
        yield _group_row(group.name, widths, looks)
        for figure in group.rows:
            yield _figure_row(figure, widths, looks)


def _group_row(name: str, widths: list[Length], looks: _Looks) -> Element:
    content = paragraph(styles.TABLE_TEXT, [run(name, looks.head)], keep_next=True)
    return row([cell(Length(sum(widths)), content, span=len(widths))])


def _figure_row(figure: FigureRow, widths: list[Length], looks: _Looks) -> Element:
    texts = (
        figure.name,
        figure.unit,
        figure.this_year,
        figure.last_year,
        figure.change,
        figure.note,
    )
    return row(
        _cell(width, style, text, look=looks.text)
        for width, style, text in zip(widths, _STYLES, texts, strict=True)
    )


def _cell(width: Length, style: str, text: str, *, look: Element) -> Element:
    return cell(width, paragraph(style, [run(text, look)] if text else [], mark=look))
