"""A template's places and expressions in the words that people read."""

from reports.blueprints.content import Content, Place
from reports.blueprints.enums import SectionRole
from reports.blueprints.expressions import expressions

EXPRESSION_WORDS = {
    "year": "〔本年〕",
    "last_year": "〔上年〕",
    "next_year": "〔下年〕",
    "organisation": "〔单位〕",
    "county": "〔县〕",
}
"""What stands on the page for what each report fills in (blueprints.expressions)."""

FIELD_WORDS = {
    "filing_title": "报送稿标题",
    "public_title": "公开稿标题",
    "addressees": "主送机关",
    "heading": "标题",
    "label": "名称",
    "guidance": "写什么",
    "evaluation": "评查看什么",
    "example": "示例",
    "opening": "起始文字",
    "fixed_text": "固定文字",
}


def in_words(text: str) -> str:
    """A template's text with 〔本年〕 and its sisters in the place of the expressions."""
    for name in expressions(text):
        text = text.replace(f"{{{name}}}", EXPRESSION_WORDS.get(name, name))
    return text


def out_of_words(text: str) -> str:
    """A text as people typed it, with the expressions back in the place of 〔本年〕 and its sisters."""
    for name, word in EXPRESSION_WORDS.items():
        text = text.replace(word, f"{{{name}}}")
    return text


def say_place(content: Content, place: Place) -> str:
    """Say where a string stands, as in 主要举措和成效 · 行政执法 · 写什么."""
    section = next((section for section in content.sections if section.key == place.section), None)
    block = next((block for block in content.blocks if block.key == place.block), None)
    name = in_words(section.heading) or SectionRole(section.role.value).label if section else ""
    parts = (name, block.label if block else "", FIELD_WORDS[place.field])
    return " · ".join(str(part) for part in parts if part)
