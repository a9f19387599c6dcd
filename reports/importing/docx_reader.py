"""A Word file as canonical text, one paragraph a line, and that text as a report.

Headers, footers, pictures, hidden text and tables of contents are left out; text boxes and footnotes follow
the paragraph they belong to; what was inserted counts, what was deleted does not; comments become notes.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reports.common.archives import Archive
from reports.common.errors import UnreadableFile
from reports.document.markup import MOST_CELLS, read_document
from reports.document.nodes import Document
from reports.importing.archives import TOO_COMPLEX, open_word_file
from reports.importing.docx_comments import read_comments, with_lost_comments, with_notes
from reports.importing.docx_lines import Line, Remark, Span, Spans, number_headings, part_lines
from reports.importing.docx_numbering import Numbering, read_numbering
from reports.importing.docx_runs import Piece, RunReader, plain_text
from reports.importing.docx_styles import StyleSheet, read_styles
from reports.importing.docx_tables import (
    MOST_HEAD_LINES,
    head_lines,
    imprint_lines,
    is_covered,
    is_headed,
    rows_of,
    skipped_before,
    span_of,
)
from reports.importing.docx_xml import attribute, name_of
from reports.text.normal import normal

MAX_LINES = 50_000
MAX_CHARACTERS = 3_000_000
DEEPEST = 40  # tables and boxes inside each other

NO_TEXT = "文件里没有文字（可能只有图片或扫描件），请上传含有文字的Word文件（.docx）。"

_BLOCKS = ("p", "tbl", "sdt", "customXml", "AlternateContent", "ins", "moveTo", "commentRangeStart")
_STREAMED = tuple(f"{{*}}{name}" for name in _BLOCKS)
_WRAPPERS = frozenset({"sdtContent", "customXml", "ins", "moveTo", "txbxContent", "tc", "Choice"})
_JOINED_MARKS = ("{*}pPr/{*}rPr/{*}del", "{*}pPr/{*}rPr/{*}moveFrom")
_CONTENTS_LINE = re.compile(r"(?:[\t….·]\s*|\s)[0-9IVXivx]{1,5}\s*$")
_CONTENTS_HEADING = "目录"


def read_docx(data: bytes) -> Document:
    """Read a Word file as a report: title, 主送, body, signatories and date, and its comments as notes.

    Errors: UnreadableFile, with a sentence that says what to do.
    """
    reader, lines = _read(data)
    document = read_document(_text_of(lines))
    return with_notes(document, with_lost_comments(lines, reader.comments), reader.comments)


def docx_text(data: bytes) -> str:
    """Read a Word file as plain text: automatic numbers written out, tables as lines between bars.

    Shape:  in normal form; a heading that has a style but no number gets the number of its level.
    Errors: UnreadableFile, with a sentence that says what to do.
    """
    return _text_of(_read(data)[1])


def _read(data: bytes) -> tuple["_Reader", list[Line]]:
    reader = _Reader(open_word_file(data))
    lines = number_headings(reader.read())
    if not lines:
        raise UnreadableFile(NO_TEXT)
    return reader, lines


def _text_of(lines: list[Line]) -> str:
    return normal("\n".join(line.text for line in lines))


class _Reader:
    """Walks through the main part of one file, letting go of each block once it is read."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.styles: StyleSheet = read_styles(archive.related("styles"))
        self.numbering: Numbering = read_numbering(archive.related("numbering"))
        self.notes = {
            **_read_notes(archive.related("footnotes"), "footnote"),
            **_read_notes(archive.related("endnotes"), "endnote"),
        }
        self.comments = read_comments(archive.related("comments"), archive.related("commentsExtended"))
        self.runs = RunReader()
        self.spans = Spans(self.comments)
        self.lines: list[Line] = []
        self.characters = 0
        self.filled = 0  # lines with text
        self.has_body = False  # has anything stood there that is not centred?
        self.carried: list[Piece] = []  # what stood in paragraphs whose ends were deleted

    def read(self) -> list[Line]:
        root = self.archive.stream(self.archive.main, _STREAMED, self._visit)
        if name_of(root) != "document":  # a spreadsheet or slides
            raise self.archive.refusal()
        for line in self._flush():
            self._add(line)
        return self.lines

    def _visit(self, element: Any) -> bool:
        parent = element.getparent()
        if parent is None or name_of(parent) != "body":
            return False
        for line in self._block(element, depth=0):
            self._add(line)
        element.clear()
        while element.getprevious() is not None:
            del parent[0]
        return True

    def _add(self, line: Line) -> None:
        self.lines.append(line)
        self.characters += len(line.text)
        self.filled += bool(line.text.strip())
        if len(self.lines) > MAX_LINES or self.characters > MAX_CHARACTERS:
            raise UnreadableFile(TOO_COMPLEX)

    def _block(self, element: Any, *, depth: int) -> Iterator[Line]:
        if depth > DEEPEST:
            raise UnreadableFile(TOO_COMPLEX)
        name = name_of(element)
        if name == "p":
            yield from self._paragraph(element, depth=depth)
        elif name == "tbl":
            yield from self._flush()
            yield from self._table(element, depth=depth)
        elif name == "commentRangeStart":
            self.spans.begin(attribute(element, "id"))
        elif name == "AlternateContent":
            for chosen in element[:1]:
                yield from self._block(chosen, depth=depth + 1)
        elif name in _WRAPPERS or (name == "sdt" and not _is_contents(element)):
            for child in element:
                yield from self._block(child, depth=depth + 1)

    def _flush(self) -> Iterator[Line]:
        """Let go of what waited for a paragraph to be joined to, which did not come."""
        pieces, self.carried = self.carried, []
        if pieces:
            yield from part_lines(*self.spans.read(pieces), joins=False, outline=None)

    def _paragraph(self, element: Any, *, depth: int) -> Iterator[Line]:
        beside: list[Any] = []
        opens_paper = not self.has_body
        pieces = [*self.carried, *self.runs.read(element, beside)]
        is_joined = any(element.find(mark) is not None for mark in _JOINED_MARKS)
        self.carried = pieces if is_joined else []
        lines = [] if is_joined else self._lines(element, pieces)
        boxes = [list(self._beside(found, depth=depth)) for found in beside]
        above = [box for box in boxes if opens_paper and _holds_mark(box)]
        for part in (*above, lines, *(box for box in boxes if box not in above)):
            yield from part

    def _lines(self, element: Any, pieces: list[Piece]) -> list[Line]:
        """The lines of one paragraph: none if it belongs to a table of contents."""
        style = self.styles.of(element)
        text, spans = self.spans.read(pieces)
        if style.is_contents or (self.runs.is_in_contents and _CONTENTS_LINE.search(text)):
            self._forget_contents_heading()
            return []
        if style.list_id:
            number = self.numbering.next_number(style.list_id, style.list_level, style=style.key)
            text, spans = _numbered(number, text, spans)
        joins = style.is_title or (style.is_centred and not self.has_body)
        self.has_body = self.has_body or (bool(text.strip()) and not style.is_centred)
        return part_lines(text, spans, joins=joins, outline=None if style.is_centred else style.outline)

    def _forget_contents_heading(self) -> None:
        """Take the heading of a table of contents away with it."""
        if self.lines and "".join(self.lines[-1].text.split()) == _CONTENTS_HEADING:
            self.lines[-1] = replace(self.lines[-1], text="")

    def _beside(self, found: Any, *, depth: int) -> Iterator[Line]:
        """The lines of a text box, or of a footnote."""
        kind = name_of(found).removesuffix("Reference")
        if kind == "txbxContent":
            yield from self._block(found, depth=depth + 1)
        else:
            yield from (Line(f"注：{text}") for text in self.notes.get((kind, attribute(found, "id")), ()))

    def _table(self, element: Any, *, depth: int) -> Iterator[Line]:
        """A table as lines between bars, unless it only lays out a frame, 版头 or 版记."""
        rows = list(rows_of(element))
        opens_paper = not self.has_body
        read = [[[*self._cell(cell, depth=depth)] for cell in row] for row in rows]
        if len(rows) == 1 and len(rows[0]) == 1 and not is_headed(element):
            yield from read[0][0]
            return
        layout = self._layout(element, read, opens_paper=opens_paper)
        if layout is not None:
            self.has_body = not opens_paper
            yield from layout
            return
        for at, (row, cells) in enumerate(zip(rows, read, strict=True)):
            yield _row_line(row, cells, is_first=at == 0)

    def _layout(self, table: Any, read: list[list[list[Line]]], *, opens_paper: bool) -> list[Line] | None:
        """The lines of a table that lays out 版头 or 版记; None for a real one."""
        filled = [[[line for line in cell if line.text.strip()] for cell in row] for row in read]
        is_layout = self.styles.is_layout(table)
        if is_layout or (opens_paper and self.filled <= MOST_HEAD_LINES):
            layout = head_lines(filled)
            if layout is not None:
                return layout
        rest = [line for row in filled for cell in row for line in cell]
        return imprint_lines(filled) or (rest if is_layout else None)

    def _cell(self, cell: Any, *, depth: int) -> Iterator[Line]:
        for child in cell:
            yield from self._block(child, depth=depth + 1)
        yield from self._flush()


def _holds_mark(box: list[Line]) -> bool:
    """Whether a text box is 发文机关标志, which stands above the paragraph that it is anchored in."""
    return any(line.text.endswith("文件") for line in box)


def _row_line(row: list[Any], cells: list[list[Line]], *, is_first: bool) -> Line:
    """A row between bars; a cell over several columns brings empty ones, unless it is the last."""
    texts = [""] * skipped_before(row)
    remarks: list[Remark] = []
    for place, (cell, lines) in enumerate(zip(row, cells, strict=True)):
        words = [line.text for line in lines]
        text = " ".join(words if len(words) == 1 else filter(str.strip, words)).replace("|", "｜")
        texts.append("" if is_covered(cell) else text)
        if left := len(row) - 1 - place:
            texts += [""] * min(span_of(cell) - 1, max(MOST_CELLS - left - len(texts), 0))
        for line in lines:
            whole = "" if is_first and place == 0 else line.text
            quotes = ((remark, (remark.quote or whole).strip()) for remark in line.remarks)
            remarks += (replace(remark, quote=quote.replace("|", "｜")) for remark, quote in quotes)
    return Line("|" + "|".join(texts) + "|", None, tuple(remarks))


def _numbered(number: str, text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Write a number before a text, and move the places of comments with it."""
    words = text.lstrip()
    moved = len(number) - (len(text) - len(words))
    if not moved:
        return number + words, spans
    return number + words, [
        Span(span.comment, max(span.start + moved, 0), None if span.end is None else max(span.end + moved, 0))
        for span in spans
    ]


def _is_contents(control: Any) -> bool:
    """Whether a control holds the table of contents that Word makes."""
    gallery = control.find("{*}sdtPr/{*}docPartObj/{*}docPartGallery")
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"


def _read_notes(root: Any | None, name: str) -> dict[tuple[str, str], list[str]]:
    """The texts of footnotes or endnotes by their id; separators have none."""
    notes = {}
    for note in root if root is not None else ():
        if name_of(note) == name:
            texts = (plain_text(paragraph).strip() for paragraph in note.iter("{*}p"))
            notes[name, attribute(note, "id")] = [text for text in texts if text]
    return notes
