"""汇编: many reports as one Word file, a list of contents before them.

The reports stand as they would alone; their headings go one level down, below the title of each.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import accumulate
from math import ceil

from docx.oxml.ns import qn

from reports.document.nodes import Document, Note
from reports.rendering.docx import styles
from reports.rendering.docx.marks import (
    PARAGRAPH_PROPERTIES,
    ROW,
    TABLE,
    P,
    bookmark,
    break_page_before,
    close_field,
    contents_tab,
    link,
    open_field,
    paragraph_text,
    style_of,
)
from reports.rendering.docx.package import Outfit, end_front, pack
from reports.rendering.docx.profile import PUBLIC, Profile
from reports.rendering.docx.report import Printer
from reports.rendering.docx.wordml import (
    Element,
    Layout,
    layout_properties,
    paragraph,
    run,
    run_properties,
    style,
)
from reports.rendering.titles import break_title

REPORT_TITLE = "ReportTitle"
CONTENTS = "TOC1"
_UNTITLED = "（无标题）"
_BOX = qn("wp:docPr")
_NAME, _LEVEL, _ID, _VALUE = qn("w:name"), qn("w:outlineLvl"), qn("w:styleId"), qn("w:val")


def write_volume(
    documents: Sequence[Document], *, title: str, profile: Profile = PUBLIC, at: datetime | None = None
) -> bytes:
    """Bind reports into one file: its title, the contents, then each report on a new page with its 附件.

    Shape:  remarks are left out; pages are counted through from the first report, whatever stands before.
    Errors: raises nothing; the pages of the contents are estimates until Word or WPS counts them.
    """
    binder = _Binder(profile)
    reports = [binder.report(document, number) for number, document in enumerate(documents, 1)]
    pages = accumulate((binder.count_pages(report) for report in reports), initial=1)
    titles = [" ".join(document.title.split()) or _UNTITLED for document in documents]
    front = binder.front(title, list(zip(titles, pages, strict=False)))
    end_front(front[-1], profile)
    body = [*front, *(made for report in reports for made in report)]
    return pack(body, profile=profile, title=title.replace("\n", ""), at=at, outfit=_OUTFIT)


def restyle(report_styles: list[Element], profile: Profile) -> list[Element]:
    """The styles of a volume: a report's title is the top heading, its own headings follow below."""
    for made in report_styles:
        level = _heading_level(made)
        if level:
            made.find(_NAME).set(_VALUE, f"heading {level + 1}")
            next(made.iter(_LEVEL)).set(_VALUE, str(level))
    title = style(
        REPORT_TITLE,
        "heading 1",
        based_on=styles.TITLE,
        following=styles.BODY,
        properties=[layout_properties(Layout(outline=0))],
    )
    return [*report_styles, title, _contents_style(profile)]


_OUTFIT = Outfit(restyle=restyle, restarts=True)


def _heading_level(made: Element) -> int:
    levels = [level for level in range(1, 5) if made.get(_ID) == styles.heading_style(level)]
    return levels[0] if levels else 0


def _contents_style(profile: Profile) -> Element:
    layout = layout_properties(Layout())
    layout.append(contents_tab(profile.text_width))
    return style(CONTENTS, "toc 1", based_on=styles.FLUSH, properties=[layout])


class _Binder:
    """Writes what binds reports together, with the looks of one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.printer = Printer(profile)
        self.look = run_properties(face=profile.body.name)

    def front(self, title: str, entries: Sequence[tuple[str, int]]) -> list[Element]:
        """The volume's title and its contents, a field that Word can renew."""
        heads = [*self.printer.title(title), *self.blank_line(), *self.printer.title("目　录")]
        rows = [self.entry(number, *entry) for number, entry in enumerate(entries, 1)]
        last = paragraph(styles.BODY, [close_field(self.look)], mark=self.look)
        opening = rows[0] if rows else last
        for made in reversed(open_field(r'TOC \o "1-1" \h \z \u', self.look)):
            opening.find(PARAGRAPH_PROPERTIES).addnext(made)
        return [*heads, *self.blank_line(), *rows, last]

    def blank_line(self) -> Iterator[Element]:
        yield paragraph(styles.BODY, mark=self.look)

    def entry(self, number: int, title: str, page: int) -> Element:
        """One line of the contents; the page is a field of its own."""
        name = _bookmark_name(number)
        counted = open_field(rf"PAGEREF {name} \h", self.look, is_dirty=True)
        runs = [run(f"{title}\t", self.look), *counted, run(str(page), self.look), close_field(self.look)]
        return paragraph(CONTENTS, [link(name, runs)], mark=self.look)

    def report(self, document: Document, number: int) -> list[Element]:
        """One report on a page of its own, its title a heading that the contents lead to."""
        body = [made for made in self.printer.document(document) if not isinstance(made, Note)]
        if document.title:
            self.join_title(body, document.title)
        if not body or body[0].tag != P:
            body.insert(0, paragraph(styles.AFTER_TABLE, mark=self.look))
        if number > 1:
            break_page_before(body[0])
        titled = next((made for made in body if style_of(made) == REPORT_TITLE), body[0])
        bookmark(titled, number, _bookmark_name(number))
        for box in body[-1].iter(_BOX):
            box.set("id", str(number))
        return body

    def join_title(self, body: list[Element], title: str) -> None:
        """Make one heading of a title's lines, so that the contents have one entry."""
        start = next(at for at, made in enumerate(body) if style_of(made) == styles.TITLE)
        typed = title.split("\n")
        columns = self.profile.title_columns
        lines = "\n".join(line for part in typed for line in break_title(part, columns))
        look = run_properties(face=self.profile.title.name)
        body[start : start + len(typed)] = [paragraph(REPORT_TITLE, [run(lines, look)])]

    def count_pages(self, body: Sequence[Element]) -> int:
        """About how many pages a report takes."""
        pages, lines = 1, 0.0
        for made in body:
            if made.tag == P and made.find(_PAGE_BREAK) is not None and lines:
                pages, lines = pages + ceil(lines / self.profile.lines), 0.0
            lines += self.table_lines(made) if made.tag == TABLE else self.text_lines(made)
        return pages - 1 + max(ceil(lines / self.profile.lines), 1)

    def text_lines(self, made: Element) -> int:
        return sum(self.count_lines(line) for line in paragraph_text(made).split("\n"))

    def count_lines(self, text: str) -> int:
        """Count by bytes, two for a full-width sign: quicker than by signs, and near enough for a page."""
        width = len(text.encode("gb18030", "replace")) / 2
        return max(ceil((width + self.profile.indent) / self.profile.columns), 1)

    def table_lines(self, made: Element) -> float:
        """A table's height in lines of text, most of its cells taking one line."""
        return len(made.findall(ROW)) * self.profile.table_pitch / self.profile.pitch


_PAGE_BREAK = f"{PARAGRAPH_PROPERTIES}/{qn('w:pageBreakBefore')}"


def _bookmark_name(number: int) -> str:
    return f"_Toc{number:06d}"
