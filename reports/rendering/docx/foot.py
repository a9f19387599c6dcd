"""A box at the foot of the text area, in DrawingML: it stands where the page ends, wherever the text does.

The only module beside wordml that knows tags.
"""

from collections.abc import Sequence

from docx.oxml.ns import nsmap
from docx.shared import Length
from lxml import etree

from reports.rendering.docx.wordml import Element, element

_WP = nsmap["wp"]
_A = nsmap["a"]
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def foot_box(content: Sequence[Element], *, width: Length, height: Length, name: str) -> Element:
    """A run that anchors a box on the lower edge of the text area of its page; text does not avoid it."""
    drawing = element("drawing", None, _anchor(content, width=width, height=height, name=name))
    alternate = etree.Element(f"{{{_MC}}}AlternateContent", nsmap={"mc": _MC, "wps": _WPS})
    choice = etree.SubElement(alternate, f"{{{_MC}}}Choice", {"Requires": "wps"})
    choice.append(drawing)
    return element("r", None, alternate)


def _anchor(content: Sequence[Element], *, width: Length, height: Length, name: str) -> Element:
    sides = dict.fromkeys(("distT", "distB", "distL", "distR", "simplePos"), "0")
    flags = {"relativeHeight": "1", "behindDoc": "0", "locked": "0", "layoutInCell": "1", "allowOverlap": "1"}
    made = etree.Element(f"{{{_WP}}}anchor", sides | flags, nsmap={"wp": _WP, "a": _A})
    made.extend(
        [
            _wp("simplePos", {"x": "0", "y": "0"}),
            _wp("positionH", {"relativeFrom": "margin"}, _wp("align", text="left")),
            _wp("positionV", {"relativeFrom": "margin"}, _wp("align", text="bottom")),
            _wp("extent", {"cx": str(int(width)), "cy": str(int(height))}),
            _wp("effectExtent", dict.fromkeys("ltrb", "0")),
            _wp("wrapNone"),
            _wp("docPr", {"id": "1", "name": name}),
            _wp("cNvGraphicFramePr"),
            _a("graphic", None, _a("graphicData", {"uri": _WPS}, _shape(content, width, height))),
        ]
    )
    return made


def _shape(content: Sequence[Element], width: Length, height: Length) -> Element:
    """A rectangle without line and filling that grows with what stands in it."""
    size = _a(
        "xfrm",
        None,
        _a("off", {"x": "0", "y": "0"}),
        _a("ext", {"cx": str(int(width)), "cy": str(int(height))}),
    )
    outline = _a("prstGeom", {"prst": "rect"}, _a("avLst"))
    look = _wps("spPr", None, size, outline, _a("noFill"), _a("ln", None, _a("noFill")))
    insets = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), "0")
    body = _wps("bodyPr", {"wrap": "square", **insets, "anchor": "b"}, _a("spAutoFit"))
    text = _wps("txbx", None, element("txbxContent", None, *content))
    return _wps("wsp", None, _wps("cNvSpPr", {"txBox": "1"}), look, text, body)


def _wp(tag: str, attributes: dict[str, str] | None = None, *children: Element, text: str = "") -> Element:
    made = _make(_WP, tag, attributes, children)
    made.text = text or None
    return made


def _a(tag: str, attributes: dict[str, str] | None = None, *children: Element) -> Element:
    return _make(_A, tag, attributes, children)


def _wps(tag: str, attributes: dict[str, str] | None = None, *children: Element) -> Element:
    return _make(_WPS, tag, attributes, children)


def _make(
    namespace: str, tag: str, attributes: dict[str, str] | None, children: Sequence[Element]
) -> Element:
    made = etree.Element(f"{{{namespace}}}{tag}", attributes or {})
    made.extend(children)
    return made
