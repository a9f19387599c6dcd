"""WordprocessingML beside the text: comments, insertions and deletions, bookmarks, sections.

Not for: the text itself (wordml), which words a mark belongs to (comments, changes).
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from docx.oxml.ns import qn
from docx.shared import Length

from reports.rendering.docx.wordml import Element, element, printable, run

P, R, TABLE, ROW, CELL = qn("w:p"), qn("w:r"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = qn("w:pPr"), qn("w:rPr")
INSERTED, DELETED = qn("w:ins"), qn("w:del")
_TEXT, _TAB, _BREAK, _DELETED_TEXT = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:delText")
_VALUE, _KIND = qn("w:val"), qn("w:type")
_SIGNS = {_TAB: "\t", _BREAK: "\n"}
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who marked something and when; the time is left out where nobody knows it."""

    author: str
    at: datetime | None = None

    def attributes(self, number: int) -> dict[str, str | int]:
        """The attributes of one mark; its number is its own within its kind."""
        made: dict[str, str | int] = {"id": number, "author": printable(self.author)}
        return made | ({"date": print_time(self.at)} if self.at else {})


def print_time(at: datetime) -> str:
    """Write the time of the office's clock: Word shows what is written and converts nothing."""
    local = at.astimezone(_CHINA) if at.tzinfo else at
    return local.replace(tzinfo=None).isoformat(timespec="seconds")


def style_of(paragraph: Element) -> str:
    """The style that a paragraph names, or nothing."""
    named = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{qn('w:pStyle')}")
    return str(named.get(_VALUE)) if named is not None else ""


def run_text(made: Element) -> str | None:
    """The text of a run as it was given to `run`; None where the run holds anything else."""
    signs = []
    for child in made:
        if child.tag == _TEXT:
            signs.append(child.text or "")
        elif child.tag in _SIGNS and child.get(_KIND) is None:
            signs.append(_SIGNS[child.tag])
        elif child.tag != RUN_PROPERTIES:
            return None
    return "".join(signs)


def written_runs(paragraph: Element) -> Iterator[Element]:
    """The runs that stand in a paragraph, in order, what was deleted left out."""
    for child in paragraph:
        if child.tag == R:
            yield child
        elif child.tag == INSERTED:
            yield from child.iterchildren(R)


def paragraph_text(paragraph: Element) -> str:
    """What stands in a paragraph, a line break being a line end."""
    return "".join(run_text(made) or "" for made in written_runs(paragraph))


def cut(paragraph: Element, at: int) -> None:
    """Divide the run that holds a character inside it, so that a run begins with that character."""
    start = 0
    for made in written_runs(paragraph):
        text = run_text(made) or ""
        if start < at < start + len(text):
            look = made.find(RUN_PROPERTIES)
            made.addnext(run(text[at - start :], look))
            made.getparent().replace(made, run(text[: at - start], look))
            return
        start += len(text)


def mark_range(paragraph: Element, start: int, end: int, *, number: int, look: Element) -> None:
    """Set a comment's range round [start, end) of a paragraph's characters, and the comment behind it."""
    cut(paragraph, start)
    cut(paragraph, end)
    runs, place = [], 0
    for made in written_runs(paragraph):
        length = len(run_text(made) or "")
        if length and start <= place < end:
            runs.append(made)
        place += length
    opening, closing = (element(f"commentRange{side}", {"id": number}) for side in ("Start", "End"))
    reference = element("r", None, look, element("commentReference", {"id": number}))
    if runs:
        runs[0].addprevious(opening)
        runs[-1].addnext(closing)
        closing.addnext(reference)
    else:
        paragraph.extend((opening, closing, reference))


def comment(number: int, stamp: Stamp, initials: str, paragraphs: Iterable[Element]) -> Element:
    """One comment as it stands in the part of comments."""
    attributes = stamp.attributes(number) | {"initials": printable(initials)}
    return element("comment", attributes, *paragraphs)


def annotation_sign(look: Element) -> Element:
    """The run that opens a comment's first paragraph."""
    return element("r", None, look, element("annotationRef"))


def inserted(number: int, stamp: Stamp, runs: Sequence[Element] = ()) -> Element:
    """What came: round runs, or empty as the mark of a paragraph or a row."""
    return element("ins", stamp.attributes(number), *runs)


def deleted(number: int, stamp: Stamp, runs: Sequence[Element] = ()) -> Element:
    """What went: round runs, or empty as the mark of a paragraph or a row."""
    for made in runs:
        for text in made.iter(_TEXT):
            text.tag = _DELETED_TEXT
    return element("del", stamp.attributes(number), *runs)


def mark_paragraph(paragraph: Element, mark: Element) -> None:
    """Say that the end of a paragraph came or went."""
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    look = properties.find(RUN_PROPERTIES)
    if look is None:
        look = element("rPr")
        properties.append(look)
    look.insert(0, mark)


def passing_line(style: str, came: Element, went: Element) -> Element:
    """An empty line that came and went again: neither accepting nor rejecting leaves it."""
    look = element("rPr", None, came, went)
    return element("p", None, element("pPr", None, element("pStyle", {"val": style}), look))


def mark_row(row: Element, mark: Element) -> None:
    """Say that a row came or went."""
    row.find(qn("w:trPr")).append(mark)


def paragraph_change(number: int, stamp: Stamp, old: Element) -> Element:
    """What the properties of a paragraph were."""
    was = element("pPr")
    was.extend(deepcopy(child) for child in old if child.tag != RUN_PROPERTIES)
    return element("pPrChange", stamp.attributes(number), was)


def look_change(number: int, stamp: Stamp, old: Element) -> Element:
    """What the look of a run was."""
    return element("rPrChange", stamp.attributes(number), deepcopy(old))


def restart_numbers(section: Element) -> None:
    """Count a section's pages from 1."""
    section.find(qn("w:pgMar")).addnext(element("pgNumType", {"start": 1}))


def box(width: Length, content: Sequence[Element], *, span: int, align: str) -> Element:
    """A cell of a ruled form that holds some paragraphs and spans some columns."""
    properties = element(
        "tcPr",
        None,
        element("tcW", {"w": width.twips, "type": "dxa"}),
        element("gridSpan", {"val": span}),
        element("vAlign", {"val": align}),
    )
    return element("tc", None, properties, *content)


def fixed_row(cells: Iterable[Element], height: Length) -> Element:
    """A row of a ruled form: as high as it says, whatever stands in it."""
    measure = element("trHeight", {"val": height.twips, "hRule": "exact"})
    return element("tr", None, element("trPr", None, element("cantSplit"), measure), *cells)


def writing_line(made: Element) -> Element:
    """Rule a paragraph off below, for a hand to write on."""
    rule: dict[str, str | int] = {"val": "dotted", "sz": 4, "space": 0, "color": "auto"}
    rules = element("pBdr", None, element("bottom", rule), element("between", rule))
    made.find(PARAGRAPH_PROPERTIES)[0].addnext(rules)
    return made


def break_page_before(paragraph: Element) -> None:
    """Let a paragraph begin a page."""
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if properties.find(qn("w:pageBreakBefore")) is None:
        place = 2 if properties.find(qn("w:keepNext")) is not None else 1
        properties.insert(place, element("pageBreakBefore"))


def bookmark(paragraph: Element, number: int, name: str) -> None:
    """Name the text of a paragraph for references."""
    paragraph.find(PARAGRAPH_PROPERTIES).addnext(element("bookmarkStart", {"id": number, "name": name}))
    paragraph.append(element("bookmarkEnd", {"id": number}))


def open_field(instruction: str, look: Element, *, is_dirty: bool = False) -> list[Element]:
    """The runs before a field's result; a dirty one is counted anew when Word opens the file."""
    begin: dict[str, str | int] = {"fldCharType": "begin"}
    written = element("instrText")
    written.text = f" {instruction} "
    written.set(qn("xml:space"), "preserve")
    signs = (
        element("fldChar", begin | ({"dirty": "true"} if is_dirty else {})),
        written,
        element("fldChar", {"fldCharType": "separate"}),
    )
    return [element("r", None, deepcopy(look), sign) for sign in signs]


def close_field(look: Element) -> Element:
    """The run behind a field's result."""
    return element("r", None, deepcopy(look), element("fldChar", {"fldCharType": "end"}))


def link(name: str, runs: Iterable[Element]) -> Element:
    """Runs that lead to a bookmark."""
    return element("hyperlink", {"anchor": name, "history": 1}, *runs)


def contents_tab(at: Length) -> Element:
    """The stop that a contents list's page numbers end at, dots before it."""
    return element("tabs", None, element("tab", {"val": "right", "leader": "dot", "pos": at.twips}))
