"""What Word's styles say of a paragraph: heading, list, centred, part of a table of contents.

Not for: fonts and sizes.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "标题"})
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What holds for one paragraph; `outline` counts from 1, None is body text."""

    outline: int | None = None
    list_id: str = ""
    list_level: int = 0
    is_centred: bool = False
    is_title: bool = False
    is_contents: bool = False


PLAIN = ParagraphStyle()


class StyleSheet:
    """The paragraph styles of one file, each with what it inherits."""

    def __init__(self, definitions: dict[str, Any], default: str) -> None:
        self._definitions = definitions
        self._default = default
        self._resolved: dict[str, ParagraphStyle] = {}

    def of(self, paragraph: Any) -> ParagraphStyle:
        """What holds for a paragraph: its style, and what it says itself."""
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return self._resolve(self._default, _LONGEST_CHAIN)
        named = _child_value(properties, "pStyle") or self._default
        return _with_properties(self._resolve(named, _LONGEST_CHAIN), properties)

    def _resolve(self, key: str, remaining: int) -> ParagraphStyle:
        if key not in self._definitions or remaining == 0:
            return PLAIN
        if key not in self._resolved:
            self._resolved[key] = self._read(self._definitions[key], remaining)
        return self._resolved[key]

    def _read(self, definition: Any, remaining: int) -> ParagraphStyle:
        style = self._resolve(_child_value(definition, "basedOn"), remaining - 1)
        name = _child_value(definition, "name").strip()
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
    default = ""
    for style in root.findall("{*}style") if root is not None else ():
        attributes = {key.rsplit("}", 1)[-1]: value for key, value in style.attrib.items()}
        if attributes.get("type", "paragraph") == "paragraph":
            definitions[attributes.get("styleId", "")] = style
            if attributes.get("default") in ("1", "true", "on"):
                default = attributes.get("styleId", "")
    return StyleSheet(definitions, default)


def _with_properties(style: ParagraphStyle, properties: Any) -> ParagraphStyle:
    outline = _child_value(properties, "outlineLvl")
    if outline.isascii() and outline.isdigit():
        level = int(outline[:2]) + 1
        style = replace(style, outline=level if level <= 9 else None)
    alignment = _child_value(properties, "jc")
    if alignment:
        style = replace(style, is_centred=alignment == "center")
    numbering = properties.find("{*}numPr")
    if numbering is not None:
        list_id = _child_value(numbering, "numId")
        level_typed = _child_value(numbering, "ilvl")
        level = int(level_typed) if level_typed in tuple("012345678") else style.list_level
        list_id = style.list_id if not list_id else "" if list_id == "0" else list_id
        style = replace(style, list_id=list_id, list_level=level)
    return style


def _child_value(element: Any, name: str) -> str:
    child = element.find(f"{{*}}{name}")
    if child is None:
        return ""
    return next((str(v) for key, v in child.attrib.items() if key.rsplit("}", 1)[-1] == "val"), "")
