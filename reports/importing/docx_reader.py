"""A Word file as canonical text, one paragraph a line, and that text as a report.

Headers, footers, pictures, comments and tables of contents are left out; text boxes and footnotes follow the
paragraph they belong to; what was inserted counts, what was deleted does not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from reports.document.markup import read_document
from reports.document.nodes import Document
from reports.document.numbering import read_number
from reports.importing.archives import NOT_WORD, TOO_COMPLEX, WordArchive, open_word_file
from reports.importing.docx_numbering import Numbering, read_numbering
from reports.importing.docx_styles import ParagraphStyle, StyleSheet, read_styles
from reports.importing.errors import UnreadableFile
from reports.text.normal import normal
from reports.text.numerals import to_chinese

MAX_LINES = 50_000
MAX_CHARACTERS = 3_000_000
LONGEST_HEADING = 60
DEEPEST = 40  # tables and boxes inside each other

NO_TEXT = "文件里没有文字（可能只有图片或扫描件），请上传含有文字的 Word 文件（.docx）。"

_BLOCKS = ("{*}p", "{*}tbl", "{*}sdt", "{*}customXml")
_LEFT_OUT = frozenset({"del", "moveFrom", "delText", "instrText", "rt", "rPr", "pPr", "fldData", "sdtPr"})
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = frozenset({"footnoteReference", "endnoteReference"})


def read_docx(data: bytes) -> Document:
    """Read a Word file as a report: title, 主送, body, signatories and date.

    Errors: UnreadableFile, with a sentence that says what to do.
    """
    return read_document(docx_text(data))


def docx_text(data: bytes) -> str:
    """Read a Word file as plain text: automatic numbers written out, tables as lines between bars.

    Shape:  in normal form; a heading that has a style but no number gets the number of its level.
    Errors: UnreadableFile, with a sentence that says what to do.
    """
    archive = open_word_file(data)
    lines = _Reader(archive).read()
    text = normal("\n".join(line.text for line in number_headings(lines)))
    if not text:
        raise UnreadableFile(NO_TEXT)
    return text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, and the level (1 is the top) if Word calls it a heading."""

    text: str
    outline: int | None = None


class _Reader:
    """Walks through the main part of one file, letting go of each block once it is read."""

    def __init__(self, archive: WordArchive) -> None:
        self.archive = archive
        self.styles: StyleSheet = read_styles(archive.related("styles"))
        self.numbering: Numbering = read_numbering(archive.related("numbering"))
        self.notes = {
            **_read_notes(archive.related("footnotes"), "footnote"),
            **_read_notes(archive.related("endnotes"), "endnote"),
        }
        self.lines: list[Line] = []
        self.characters = 0
        self.has_body = False  # has anything stood there that is not centred?
        self.carried = ""  # text of a paragraph whose end was deleted

    def read(self) -> list[Line]:
        root = self.archive.stream(self.archive.main, _BLOCKS, self._visit)
        if _name(root) != "document":  # a spreadsheet or slides
            raise UnreadableFile(NOT_WORD)
        self._add(Line(self.carried))
        return self.lines

    def _visit(self, element: Any) -> bool:
        parent = element.getparent()
        if parent is None or _name(parent) != "body":
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
        if len(self.lines) > MAX_LINES or self.characters > MAX_CHARACTERS:
            raise UnreadableFile(TOO_COMPLEX)

    def _block(self, element: Any, *, depth: int) -> Iterator[Line]:
        if depth > DEEPEST:
            raise UnreadableFile(TOO_COMPLEX)
        match _name(element):
            case "p":
                yield from self._paragraph(element, depth=depth)
            case "tbl":
                yield from self._table(element, depth=depth)
            case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "txbxContent" | "tc":
                for child in element:
                    yield from self._block(child, depth=depth + 1)

    def _paragraph(self, element: Any, *, depth: int) -> Iterator[Line]:
        style = self.styles.of(element)
        if style.is_contents:
            return
        beside: list[Any] = []
        text = self.carried + "".join(_characters(element, beside))
        self.carried = ""
        if element.find("{*}pPr/{*}rPr/{*}del") is not None:
            self.carried = text
            return
        if style.list_id:
            text = self.numbering.next_number(style.list_id, style.list_level) + text.lstrip()
        yield from _lines(text, style, in_title=style.is_title or (style.is_centred and not self.has_body))
        self.has_body = self.has_body or (bool(text.strip()) and not style.is_centred)
        for found in beside:
            yield from self._beside(found, depth=depth)

    def _beside(self, found: Any, *, depth: int) -> Iterator[Line]:
        """The lines of a text box, or of a footnote."""
        if _name(found) in _NOTES:
            key = (_name(found).removesuffix("Reference"), _attribute(found, "id"))
            yield from (Line(f"注：{text}") for text in self.notes.get(key, ()))
        else:
            yield from self._block(found, depth=depth + 1)

    def _table(self, element: Any, *, depth: int) -> Iterator[Line]:
        """A table as lines between bars; one of a single cell, not a header, is a frame round paragraphs."""
        rows = list(_rows(element))
        is_headed = element.find("{*}tr/{*}trPr/{*}tblHeader") is not None
        if len(rows) == 1 and len(rows[0]) == 1 and not is_headed:
            yield from self._block(rows[0][0], depth=depth + 1)
            return
        for row in rows:
            yield Line("|" + "|".join(self._cells(row, depth=depth)) + "|")

    def _cells(self, row: list[Any], *, depth: int) -> Iterator[str]:
        """The texts of a row; a cell over several columns brings empty ones, unless it is the last."""
        for place, cell in enumerate(row):
            merged = cell.find("{*}tcPr/{*}vMerge")
            is_covered = merged is not None and _attribute(merged, "val") != "restart"
            lines = [line.text for child in cell for line in self._block(child, depth=depth + 1)]
            text = " ".join(lines if len(lines) == 1 else filter(str.strip, lines)).replace("|", "｜")
            yield "" if is_covered else text
            if place < len(row) - 1:
                yield from [""] * (_span(cell) - 1)


def number_headings(lines: Iterable[Line]) -> list[Line]:
    """Give headings that only have a style the number that the standard prints at their level.

    A first line that alone has its level is the title.
    """
    filled = [line for line in lines if line.text.strip()]
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


def _lines(text: str, style: ParagraphStyle, *, in_title: bool) -> Iterator[Line]:
    """A paragraph's lines: a break inside a title is the page's, one inside the body is somebody's Enter."""
    if in_title:
        yield Line(text.replace("\n", ""))
        return
    pieces = text.split("\n")
    outline = style.outline if len(pieces) == 1 and not style.is_centred else None
    yield from (Line(piece, outline) for piece in pieces)


def _characters(element: Any, beside: list[Any]) -> Iterator[str]:
    """The text of a paragraph or a part of it; text boxes and notes are put aside."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "br":
            yield "\n" if _attribute(child, "type") in ("", "textWrapping") else ""
        elif name == "txbxContent" or name in _NOTES:
            beside.append(child)
        elif name == "AlternateContent":
            chosen = next(iter(child), None)
            if chosen is not None:
                yield from _characters(chosen, beside)
        elif name not in _LEFT_OUT:
            yield from _characters(child, beside)


def _rows(table: Any) -> Iterator[list[Any]]:
    """The rows of a table as lists of cells, whatever controls are wrapped round them."""
    for row in _inside(table, "tr"):
        properties = row.find("{*}trPr/{*}del")
        if properties is None:
            yield list(_inside(row, "tc"))


def _inside(element: Any, name: str) -> Iterator[Any]:
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) in ("sdt", "sdtContent", "customXml"):
            yield from _inside(child, name)


def _span(cell: Any) -> int:
    span = cell.find("{*}tcPr/{*}gridSpan")
    value = _attribute(span, "val") if span is not None else ""
    return min(int(value), 63) if value.isascii() and value.isdigit() and value != "0" else 1


def _read_notes(root: Any | None, name: str) -> dict[tuple[str, str], list[str]]:
    """The texts of footnotes or endnotes by their id; separators have none."""
    notes = {}
    for note in root if root is not None else ():
        if _name(note) == name:
            texts = ("".join(_characters(paragraph, [])).strip() for paragraph in note.iter("{*}p"))
            notes[name, _attribute(note, "id")] = [text for text in texts if text]
    return notes


def _name(element: Any) -> str:
    """The local name of an element, in either edition of the format; none for a comment."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((str(v) for key, v in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
