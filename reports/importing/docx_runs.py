"""The characters of a paragraph as they show on the page: changes accepted, fields by their results.

Hidden text does not show, so it is no part of the paper. Not for: the order of paragraphs (docx_reader).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from reports.importing.docx_xml import attribute, is_on, name_of

_DEEPEST = 40
_LONGEST_INSTRUCTION = 40
_LEFT_OUT = frozenset({"del", "moveFrom", "delText", "rt", "rPr", "pPr", "sdtPr", "fldData"})
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_BESIDE = frozenset({"txbxContent", "footnoteReference", "endnoteReference"})
_LINE_ENDS = {10: " ", 13: " "}  # a line of the XML, not of the paper
_PRIVATE = range(0xF000, 0xF100)
_SYMBOLS = dict(zip(b"\x6c\x6e\x71\xa1\xa8\xb2\xd8\xfb\xfc\xfd\xfe", "●■□○□☆➢✗✓☒☑", strict=True))
"""What people pick from Wingdings, by its place in that font."""


class Side(Enum):
    """What a mark says of a comment."""

    START = "commentRangeStart"
    END = "commentRangeEnd"
    SIGN = "commentReference"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place between characters that belongs to a comment."""

    comment: str
    side: Side


Piece = str | Mark
_SIDES = {side.value: side for side in Side}


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shows: bool = False  # is this its result?


class RunReader:
    """Reads paragraphs one after the other: a field may begin in one and end in another."""

    def __init__(self) -> None:
        self._fields: list[_Field] = []

    @property
    def is_in_contents(self) -> bool:
        """Whether a table of contents has begun and not ended."""
        return any(field.instruction.split()[:1] == ["TOC"] for field in self._fields)

    def read(self, paragraph: Any, beside: list[Any]) -> Iterator[Piece]:
        """The pieces of a paragraph; text boxes and references to notes are put aside.

        A field that does not come to its result within the paragraph is broken and hides nothing more.
        """
        yield from self._read(paragraph, beside, shows=True)
        self._fields = [field for field in self._fields if field.shows]

    def _read(self, element: Any, beside: list[Any], *, shows: bool) -> Iterator[Piece]:
        shows = shows and not is_on(element, "{*}rPr/{*}vanish")
        for child in element:
            name = name_of(child)
            if name == "fldChar":
                self._turn(attribute(child, "fldCharType"))
            elif name == "instrText":
                self._instruct(child.text or "")
            elif name in _SIDES:
                yield Mark(attribute(child, "id"), _SIDES[name])
            elif name in _BESIDE:
                beside.append(child)
            elif name == "AlternateContent":
                for chosen in child[:1]:
                    yield from self._read(chosen, beside, shows=shows)
            elif (sign := _sign(child, name)) is not None:
                yield sign if shows and self._shows() else ""
            elif name not in _LEFT_OUT:
                yield from self._read(child, beside, shows=shows)

    def _turn(self, kind: str) -> None:
        if kind == "begin" and len(self._fields) < _DEEPEST:
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruct(self, words: str) -> None:
        if self._fields and len(self._fields[-1].instruction) < _LONGEST_INSTRUCTION:
            self._fields[-1].instruction += words[:_LONGEST_INSTRUCTION]

    def _shows(self) -> bool:
        return all(field.shows for field in self._fields)


def _sign(element: Any, name: str) -> str | None:
    """What an element itself prints; None for one that only holds others."""
    if name == "t":
        return (element.text or "").translate(_LINE_ENDS)
    if name == "br":
        return "\n" if attribute(element, "type") in ("", "textWrapping") else ""
    if name == "sym":
        return _symbol(attribute(element, "char"))
    return _SIGNS.get(name)


def _symbol(code: str) -> str:
    """A sign that was picked from a table of signs; one of a font's own that nobody knows stays as it is."""
    try:
        place = int(code[:6], 16)
        return _SYMBOLS.get(place - _PRIVATE.start, chr(place)) if place in _PRIVATE else chr(place)
    except (ValueError, OverflowError):
        return ""


def plain_text(paragraph: Any) -> str:
    """The characters of a paragraph that stands for itself: in a footnote, in a comment."""
    return "".join(piece for piece in RunReader().read(paragraph, []) if isinstance(piece, str))
