"""WordprocessingML elements; the only module that knows tags and attributes.

Not for: what stands where (writer), which sizes (profile).
"""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.shared import Length, Twips
from lxml import etree

Element = Any  # lxml's stubs give no class that every constructor returns

LAYOUT_TABLE = "LayoutTable"

_W = f"{{{nsmap['w']}}}"
_ZERO = Length(0)
CELL = _W + "tc"
_XML_SPACE = qn("xml:space")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECES = re.compile(r"([\t\n])")


class Align(StrEnum):
    """Where a paragraph's lines stand."""

    BOTH = "both"
    CENTRE = "center"
    LEFT = "left"
    RIGHT = "right"
    DISTRIBUTE = "distribute"  # spread to the full width, the last line too


@dataclass(frozen=True, slots=True)
class Indent:
    """How far a paragraph stands in from both edges."""

    left: Length = _ZERO
    right: Length = _ZERO
    hanging: Length = _ZERO  # how much further left the first line begins

    def element(self) -> Element:
        """The w:ind of it."""
        sides: dict[str, str | int] = {"left": self.left.twips, "right": self.right.twips}
        if self.hanging:
            sides["hanging"] = self.hanging.twips
        return element("ind", sides)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line over the whole width of a paragraph, above its text."""

    width: Length
    colour: str = "auto"

    def element(self) -> Element:
        """The w:pBdr of it; widths are stated in eighths of a point."""
        line: dict[str, str | int] = {"val": "single", "sz": round(self.width.pt * 8), "space": 0}
        return element("pBdr", None, element("top", line | {"color": self.colour}))


@dataclass(frozen=True, slots=True)
class Layout:
    """What a paragraph style says of its lines; None leaves it to the style below."""

    align: Align | None = None
    first_line: int | None = None  # characters
    character: Length | None = None  # what one of them measures
    pitch: Length | None = None
    before: Length = _ZERO  # stated with a pitch only, as `after`
    after: Length = _ZERO
    rule: Rule | None = None
    right_tab: Length | None = None  # from the left edge of the text
    keep_next: bool = False
    plain_flow: bool = False
    off_grid: bool = False  # lines as high as the pitch says, not rounded up to the grid
    outline: int | None = None  # 0 is the top
    indent: Indent | None = None


def element(tag: str, attributes: dict[str, str | int] | None = None, *children: Element) -> Element:
    """Make one w: element; attributes are w: attributes."""
    made = etree.Element(_W + tag, {_W + key: str(value) for key, value in (attributes or {}).items()})
    made.extend(children)
    return made


def fonts(name: str) -> Element:
    """Name one typeface for every script, so that quotation marks and digits take it too."""
    return element("rFonts", {"ascii": name, "hAnsi": name, "eastAsia": name, "cs": name, "hint": "eastAsia"})


def run_properties(
    *,
    face: str | None = None,
    size: Length | None = None,
    tracking: Length | None = None,
    style: str | None = None,
    colour: str | None = None,
    bold: bool = False,
    width: float = 1,
) -> Element:
    """The look of a run, in the order that the schema asks for; letters as wide as `width` of their own."""
    made = element("rPr")
    if style:
        made.append(element("rStyle", {"val": style}))
    if face:
        made.append(fonts(face))
    if bold:
        made.extend([element("b"), element("bCs")])
    if colour:
        made.append(element("color", {"val": colour}))
    if tracking is not None:
        made.append(element("spacing", {"val": tracking.twips}))
    if width != 1:
        made.append(element("w", {"val": int(100 * width)}))
    if size:
        half_points = round(size.pt * 2)
        made.append(element("sz", {"val": half_points}))
        made.append(element("szCs", {"val": half_points}))
    return made


def run(text: str, look: Element) -> Element:
    """A run of text in a look; tabs and line breaks become their elements, unprintable signs go."""
    made = waiting_run(look)
    write(made, text)
    return made


def waiting_run(look: Element) -> Element:
    """A run that waits for its text."""
    return copy(_run_of(look))  # of an element lxml copies all, and faster than deepcopy does


@lru_cache(maxsize=256)
def _run_of(look: Element) -> Element:
    return element("r", None, copy(look), element("t"))


def write(made: Element, text: str) -> None:
    """Put its text into a run that waits for it."""
    if text and text.isprintable() and text == text.strip() and "  " not in text:
        made[-1].text = text
        return
    made.remove(made[-1])
    for piece in _PIECES.split(printable(text)):
        if piece == "\t":
            etree.SubElement(made, _W + "tab")
        elif piece == "\n":
            etree.SubElement(made, _W + "br")
        elif piece:
            written = etree.SubElement(made, _W + "t")
            written.text = piece
            if piece[0].isspace() or piece[-1].isspace() or "  " in piece:
                written.set(_XML_SPACE, "preserve")


def paragraph(
    style: str,
    runs: Iterable[Element] = (),
    *,
    mark: Element | None = None,
    indent: Indent | None = None,
    align: Align | None = None,
    page_break: bool = False,
    keep_next: bool = False,
    pitch: Length | None = None,
) -> Element:
    """A paragraph of a style; the rest departs from the style, `mark` being the look of its own sign."""
    made = copy(_empty_paragraph(style, indent, align, page_break, keep_next, pitch))
    if mark is not None:
        made[0].append(copy(mark))
    made.extend(runs)
    return made


@lru_cache(maxsize=256)
def _empty_paragraph(
    style: str,
    indent: Indent | None,
    align: Align | None,
    page_break: bool,
    keep_next: bool,
    pitch: Length | None,
) -> Element:
    """What paragraphs are copied from: making their properties anew is most of a report's time."""
    properties = element("pPr", None, element("pStyle", {"val": style}))
    if keep_next:
        properties.append(element("keepNext"))
    if page_break:
        properties.append(element("pageBreakBefore"))
    if pitch is not None:
        properties.append(element("spacing", {"line": pitch.twips, "lineRule": "exact"}))
    if indent:
        properties.append(indent.element())
    if align:
        properties.append(element("jc", {"val": align}))
    return element("p", None, properties)


def layout_properties(layout: Layout) -> Element:
    """The pPr of a paragraph style, in the order that the schema asks for."""
    made = element("pPr")
    if layout.keep_next:
        made.append(element("keepNext"))
    if layout.rule:
        made.append(layout.rule.element())
    if layout.right_tab is not None:
        stop = element("tab", {"val": "right", "pos": layout.right_tab.twips})
        made.append(element("tabs", None, stop))
    if layout.plain_flow:
        made.extend(_plain_flow())
    if layout.off_grid:
        made.append(element("snapToGrid", {"val": 0}))
    if layout.pitch is not None:
        lines: dict[str, str | int] = {"line": layout.pitch.twips, "lineRule": "exact"}
        room: dict[str, str | int] = {"before": layout.before.twips, "after": layout.after.twips}
        made.append(element("spacing", room | lines))
    if layout.first_line is not None and layout.character is not None:
        twips = layout.first_line * layout.character.twips
        made.append(element("ind", {"firstLineChars": layout.first_line * 100, "firstLine": twips}))
    if layout.indent:
        made.append(layout.indent.element())
    if layout.align:
        made.append(element("jc", {"val": layout.align}))
    if layout.outline is not None:
        made.append(element("outlineLvl", {"val": layout.outline}))
    return made


def style(
    style_id: str,
    name: str,
    *,
    kind: str = "paragraph",
    based_on: str | None = None,
    following: str | None = None,
    properties: Sequence[Element] = (),
    default: bool = False,
) -> Element:
    """A style definition; the paragraph styles stand among Word's quick styles."""
    attributes: dict[str, str | int] = {"type": kind, "styleId": style_id}
    if default:
        attributes["default"] = 1
    made = element("style", attributes, element("name", {"val": name}))
    if based_on:
        made.append(element("basedOn", {"val": based_on}))
    if following:
        made.append(element("next", {"val": following}))
    if kind == "paragraph":
        made.append(element("qFormat"))
    made.extend(properties)
    return made


def defaults(look: Element) -> Element:
    """The docDefaults: a look without theme fonts, Chinese text, no spacing of its own."""
    look.append(element("lang", {"val": "en-US", "eastAsia": "zh-CN"}))
    layout = element("pPr", None, *_plain_flow())
    return element(
        "docDefaults", None, element("rPrDefault", None, look), element("pPrDefault", None, layout)
    )


def last_paragraphs(block: Element) -> list[Element]:
    """The paragraph itself, or those of a table's last row."""
    if block.tag != _W + "tbl":
        return [block]
    return [made for row in block.findall(_W + "tr")[-1:] for made in row.iter(_W + "p")]


def least_height(block: Element) -> Length:
    """The sum of the heights that a table's rows have at least."""
    return Twips(sum(int(row.get(_W + "val")) for row in block.iter(_W + "trHeight")))


def is_heading(block: Element) -> bool:
    """Whether a block is a paragraph in the style of a heading."""
    style = block.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(_W + "val", "").startswith("Heading")


def keep_with_next(block: Element) -> None:
    """Hold the end of a paragraph, or a whole table, on the page of what follows."""
    for made in block.iter(_W + "p"):
        properties = made.find(_W + "pPr")
        if properties.find(_W + "keepNext") is None:
            properties.insert(1, element("keepNext"))


def keep_two_lines(made: Element) -> None:
    """Hold the end of a paragraph on the page of what follows, two lines of it at least."""
    keep_with_next(made)
    made.find(_W + "pPr").insert(2, element("widowControl"))


def _plain_flow() -> list[Element]:
    """No line kept back at a page's edge, no gap between Chinese and digits: both break the grid."""
    return [element(tag, {"val": 0}) for tag in ("widowControl", "autoSpaceDE", "autoSpaceDN")]


def cell(width: Length, content: Element, *, span: int = 1, centred: bool = True) -> Element:
    """A table cell that holds one paragraph and spans `span` columns."""
    properties = element("tcPr", None, element("tcW", {"w": width.twips, "type": "dxa"}))
    if span > 1:
        properties.append(element("gridSpan", {"val": span}))
    if centred:
        properties.append(element("vAlign", {"val": "center"}))
    return element("tc", None, properties, content)


def row(
    cells: Iterable[Element], *, header: bool = False, height: Length | None = None, whole: bool = True
) -> Element:
    """A table row that stays on one page; a header row is repeated on each, `height` is the least.

    Rows of one line do without `whole`: LibreOffice keeps no table with what follows whose rows are.
    """
    properties = element("trPr", None, *([element("cantSplit")] if whole else []))
    if height is not None:
        properties.append(element("trHeight", {"val": height.twips, "hRule": "atLeast"}))
    if header:
        properties.append(element("tblHeader"))
    made = element("tr", None, properties)
    made.extend(cells)
    return made


def table(rows: Iterable[Element], *, widths: Sequence[Length], line: Length, padding: Length) -> Element:
    """A ruled table of fixed column widths."""
    rule: dict[str, str | int] = {"val": "single", "sz": round(line.pt * 8), "space": 0, "color": "auto"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = [element(side, {"w": padding.twips, "type": "dxa"}) for side in ("left", "right")]
    properties = element(
        "tblPr",
        None,
        element("tblW", {"w": sum(width.twips for width in widths), "type": "dxa"}),
        element("jc", {"val": "center"}),
        element("tblBorders", None, *(element(side, rule) for side in sides)),
        element("tblLayout", {"type": "fixed"}),
        element("tblCellMar", None, *margins),
    )
    grid = element("tblGrid", None, *(element("gridCol", {"w": width.twips}) for width in widths))
    made = element("tbl", None, properties, grid)
    made.extend(rows)
    return made


def layout_table(rows: Iterable[Element], *, widths: Sequence[Length], align: Align = Align.LEFT) -> Element:
    """A table without rules or air, for paragraphs that stand side by side."""
    properties = element(
        "tblPr",
        None,
        element("tblStyle", {"val": LAYOUT_TABLE}),
        element("tblW", {"w": sum(width.twips for width in widths), "type": "dxa"}),
        element("jc", {"val": align}),
        element("tblLayout", {"type": "fixed"}),
        element("tblCellMar", None, *(element(side, {"w": 0, "type": "dxa"}) for side in ("left", "right"))),
    )
    grid = element("tblGrid", None, *(element("gridCol", {"w": width.twips}) for width in widths))
    made = element("tbl", None, properties, grid)
    made.extend(rows)
    return made


def layout_cell(width: Length, content: Sequence[Element], *, align: str = "top") -> Element:
    """A cell of paragraphs; one without any gets an empty one, as the format asks."""
    properties = element("tcPr", None, element("tcW", {"w": width.twips, "type": "dxa"}))
    properties.append(element("vAlign", {"val": align}))
    return element("tc", None, properties, *(content or [element("p", None, element("pPr"))]))


def field(instruction: str, look: Element) -> Element:
    """A field that Word fills in, such as PAGE."""
    return element("fldSimple", {"instr": instruction}, run("1", look))


def grid(pitch: Length) -> Element:
    """The grid of lines that a section is set on."""
    return element("docGrid", {"type": "lines", "linePitch": pitch.twips})


def printable(text: str) -> str:
    """Leave out the signs that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)
