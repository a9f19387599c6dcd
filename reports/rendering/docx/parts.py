"""Whole parts of a Word file: typefaces, settings, and the cleaning and writing out of a part."""

from collections.abc import Iterable

from docx.oxml.ns import nsmap
from lxml import etree

from reports.rendering.docx.wordml import Element, element

_W = f"{{{nsmap['w']}}}"
_STAND_INS = {
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "方正小标宋简体": "宋体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}


def font_table(names: Iterable[str]) -> Element:
    """The typefaces in use, each with the name of what stands in for it elsewhere."""
    made = etree.Element(_W + "fonts", nsmap={"w": nsmap["w"]})
    for name in names:
        font = element("font", {"name": name})
        if name in _STAND_INS:
            font.append(element("altName", {"val": _STAND_INS[name]}))
        font.append(element("charset", {"val": "86"}))
        made.append(font)
    return made


def set_digits(root: Element, face: str) -> None:
    """Set digits and Latin letters of a whole part in a typeface of their own."""
    for named in root.iter(_W + "rFonts"):
        named.set(_W + "ascii", face)
        named.set(_W + "hAnsi", face)


def compatibility() -> list[Element]:
    """Settings that make Word 2013 and later set the lines as the styles say."""
    mode: dict[str, str | int] = {
        "name": "compatibilityMode",
        "uri": "http://schemas.microsoft.com/office/word",
        "val": 15,
    }
    return [
        element("characterSpacingControl", {"val": "doNotCompress"}),
        element(
            "compat",
            None,
            element("doNotExpandShiftReturn"),
            element("useFELayout"),
            element("compatSetting", mode),
        ),
    ]


def tidy(part: bytes) -> bytes:
    """Take the template's marks of revision and its unused extensions out of a part."""
    root = etree.fromstring(part)
    for node in root.iter(etree.Element):
        for name in [
            str(key) for key in node.attrib if "rsid" in str(key) or str(key).endswith("}Ignorable")
        ]:
            del node.attrib[name]
    etree.cleanup_namespaces(root, keep_ns_prefixes=["r"])
    return serialise(root)


def serialise(root: Element) -> bytes:
    """The bytes of one part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
