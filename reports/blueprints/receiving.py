"""What a content from another installation says that this one does not know, and the content without it.

Pure. Not for: reading the file (packs).
"""

from collections.abc import Collection
from dataclasses import replace

from reports.blueprints.content import BlockContent, Content, Place, rewritten
from reports.text.tokens import find_tokens, replace_tokens

LEFT_OPEN = "××"


def codes_in(content: Content) -> tuple[str, ...]:
    """List the codes that a content asks for or shows in an opening, each once, in order."""
    asked = [figure.code for block in content.blocks for figure in block.figures]
    shown = [token.code for block in content.blocks for token in find_tokens(block.opening)]
    return tuple(dict.fromkeys([*asked, *shown]))


def without_codes(content: Content, codes: Collection[str]) -> Content:
    """Ask for none of these codes, and leave ×× where one of them stood in a text."""

    def of_text(place: Place, text: str) -> str:
        return replace_tokens(text, lambda code: LEFT_OPEN if code in codes else None)

    def of_block(block: BlockContent) -> BlockContent:
        return replace(block, figures=tuple(figure for figure in block.figures if figure.code not in codes))

    sections = (
        replace(section, blocks=tuple(of_block(block) for block in section.blocks))
        for section in content.sections
    )
    return rewritten(replace(content, sections=tuple(sections)), of_text)
