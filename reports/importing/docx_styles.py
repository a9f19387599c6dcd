"""What Word's styles say of a paragraph: heading, list, centred, part of a table of contents.

Not for: fonts and sizes.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from reports.importing.docx_xml import attribute, child_value

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "标题"})
_LONGEST_CHAIN = 20
_LAYOUT_TABLE = "排版用表"
"""The style of tables in our own files that only set paragraphs beside each other."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What holds for one paragraph; `outline` counts from 1, None is body text."""

    key: str = ""
    outline: int | None = None
    list_id: str = ""
    list_level: int = 0
    is_centred: bool = False
    is_title: bool = False
    is_contents: bool = False


PLAIN = ParagraphStyle()


class StyleSheet:
    """The paragraph styles of one file, each with what it inherits."""

    def __init__(self, definitions: dict[str, Any], default: str, layouts: frozenset[str]) -> None:
        self._definitions = definitions
        self._layouts = layouts
        self._default = default
        self._resolved: dict[str, ParagraphStyle] = {}

    def of(self, paragraph: Any) -> ParagraphStyle:
        """What holds for a paragraph: its style, and what it says itself."""
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return self._resolve(self._default, _LONGEST_CHAIN)
        named = child_value(properties, "pStyle") or self._default
        return _with_properties(self._resolve(named, _LONGEST_CHAIN), properties)

    def is_layout(self, table: Any) -> bool:
        """Whether a table says itself that it is none."""
        properties = table.find("{*}tblPr")
        return properties is not None and child_value(properties, "tblStyle") in self._layouts

    def _resolve(self, key: str, remaining: int) -> ParagraphStyle:
        if key not in self._definitions or remaining == 0:
            return PLAIN
        if key not in self._resolved:
            self._resolved[key] = self._read(self._definitions[key], remaining)
        return self._resolved[key]

    def _read(self, definition: Any, remaining: int) -> ParagraphStyle:
        based_on = self._resolve(child_value(definition, "basedOn"), remaining - 1)
        style = replace(based_on, key=attribute(definition, "styleId"))
        name = child_value(definition, "name").strip()
        heading = _HEADING_NAME.fullmatch(name)
        if heading:
            style = replace(style, outline=int(heading.group(1)))
        if name.lower() in _TITLE_NAMES:
            style = replace(style, is_title=True)
        if name.lower().startswith(("toc ", "目录")):
            style = replace(style, is_contents=True)
        properties = definition.find("{*}pPr")
        return style if properties is None else _with_properties(style, properties)


def read_styles(root: Any | None) -> StyleSheet:
    """Read styles.xml; without it every paragraph is plain."""
    definitions: dict[str, Any] = {}
    layouts: set[str] = set()
    default = ""
    for style in root.findall("{*}style") if root is not None else ():
        if attribute(style, "type") in ("", "paragraph"):
            key = attribute(style, "styleId")
            definitions[key] = style
            if attribute(style, "default") in ("1", "true", "on"):
                default = key
        elif attribute(style, "type") == "table" and child_value(style, "name") == _LAYOUT_TABLE:
            layouts.add(attribute(style, "styleId"))
    return StyleSheet(definitions, default, frozenset(layouts))


def _with_properties(style: ParagraphStyle, properties: Any) -> ParagraphStyle:
    outline = child_value(properties, "outlineLvl")
    if outline.isascii() and outline.isdigit():
        level = int(outline[:2]) + 1
        style = replace(style, outline=level if level <= 9 else None)
    alignment = child_value(properties, "jc")
    if alignment:
        style = replace(style, is_centred=alignment == "center")
    numbering = properties.find("{*}numPr")
    if numbering is not None:
        list_id, typed = child_value(numbering, "numId"), child_value(numbering, "ilvl")
        level = int(typed) if typed in tuple("012345678") else style.list_level
        list_id = style.list_id if not list_id else "" if list_id == "0" else list_id
        style = replace(style, list_id=list_id, list_level=level)
    return style
