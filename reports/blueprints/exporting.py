"""A content written as a pack file, readable and always in the same order; reading it gives it back.

Pure. Not for: reading (packs) and the page that hands the file out (web).
"""

import re
from collections.abc import Iterable

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.packs import FORMAT

_STRING = "tag:yaml.org,2002:str"
_MAPPING = "tag:yaml.org,2002:map"
_SEQUENCE = "tag:yaml.org,2002:seq"
_NO_FOLDING = 1_000_000
"""A line of a file is a paragraph of the text, however long."""
_BREAKS = re.compile("[\r\x85\u2028\u2029]")
"""What YAML takes for the end of a line and would read back as another one."""
Entries = list[tuple[str, Node]]


def pack_text(code: str, content: Content) -> str:
    """Write a content as the pack file of a family; line ends at the end of a text are not kept."""
    root = _mapping(
        [
            ("format", _number(FORMAT)),
            ("code", _text(code)),
            ("name", _text(content.name)),
            ("kinds", _words(content.kinds)),
            ("titles", _mapping(_filled(filing=content.filing_title, public=content.public_title))),
            ("addressees", _list(_text(line) for line in content.addressees)),
            ("sections", _list(_section(section) for section in content.sections)),
        ]
    )
    written = yaml.serialize(root, Dumper=_Dumper, allow_unicode=True, width=_NO_FOLDING)
    return str(written)


class _Dumper(yaml.SafeDumper):
    """Lists stand indented below their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _section(section: SectionContent) -> Node:
    return _mapping(
        [
            ("key", _text(section.key)),
            ("role", _text(section.role.value)),
            ("heading", _text(section.heading)),
            ("form", _text(section.item_form)),
            ("blocks", _list(_block(block) for block in section.blocks)),
        ]
    )


def _block(block: BlockContent) -> Node:
    entries: Entries = [
        ("key", _text(block.key)),
        ("kind", _text(block.kind)),
        ("label", _text(block.label)),
        *_filled(
            items=block.items_kind,
            pack=block.pack,
            guidance=block.guidance,
            evaluation=block.evaluation,
            example=block.example,
            opening=block.opening,
            text=block.fixed_text,
        ),
    ]
    if block.carries_over:
        entries.append(("carries_over", ScalarNode("tag:yaml.org,2002:bool", "true")))
    if block.matches:
        entries.append(("matches", _words(block.matches)))
    if block.figures:
        entries.append(("figures", _list(_figure(ask) for ask in block.figures)))
    return _mapping(entries)


def _figure(ask: FigureAsk) -> Node:
    entries: Entries = [("code", _text(ask.code))]
    entries += [
        (name, _words(value)) for name, value in (("kinds", ask.kinds), ("duties", ask.duties)) if value
    ]
    return _mapping(entries, in_line=True)


def _filled(**texts: str) -> Entries:
    return [(name, _text(value)) for name, value in texts.items() if value]


def _mapping(entries: Entries, *, in_line: bool = False) -> Node:
    return MappingNode(_MAPPING, [(_text(key), value) for key, value in entries], flow_style=in_line)


def _list(members: Iterable[Node]) -> Node:
    return SequenceNode(_SEQUENCE, list(members), flow_style=False)


def _words(words: Iterable[str]) -> Node:
    return SequenceNode(_SEQUENCE, [_text(word) for word in words], flow_style=True)


def _text(text: str) -> Node:
    """A text of several lines as a literal block; what YAML cannot hold there goes into quotes."""
    if _BREAKS.search(text):
        return ScalarNode(_STRING, text, style='"')
    return ScalarNode(_STRING, text, style="|" if "\n" in text else None)


def _number(number: int) -> Node:
    return ScalarNode("tag:yaml.org,2002:int", str(number))
