"""What is wrong with a content: one function, each fault at its place, each a sentence.

Pure. What comes out of a file has been checked line by line already (packs); here the same demands hold
for what people type in the browser or take over from elsewhere.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from reports.blueprints.content import BlockContent, Content, Place, SectionContent, strings
from reports.blueprints.enums import BlockKind, ItemForm, ItemsKind, SectionRole
from reports.blueprints.expressions import EXPRESSIONS, expressions
from reports.blueprints.packs import MOST_FIGURES, UNLIMITED_KINDS
from reports.organisations.enums import Duty, OrganisationKind

MOST_SECTIONS = 40
MOST_BLOCKS = 200
MOST_FIGURES_OF_BLOCK = 120
MOST_ADDRESSEES = 10
MOST_MATCHES = 30
LONGEST = {
    "name": 100,
    "filing_title": 200,
    "public_title": 200,
    "addressees": 200,
    "heading": 200,
    "label": 100,
    "guidance": 4000,
    "evaluation": 4000,
    "example": 4000,
    "opening": 10000,
    "fixed_text": 10000,
    "matches": 60,
    "pack": 40,
}
"""Characters that each field holds."""


class Weight(IntEnum):
    """How much a fault weighs."""

    WARNING = 1
    """May be published when somebody has ticked that it is meant so."""
    UNFINISHED = 2
    """Keeps a draft from being published."""
    UNSTORABLE = 3
    """Cannot be kept even as a draft."""


@dataclass(frozen=True, slots=True)
class ContentFault:
    """One fault, where it stands and what to do about it."""

    weight: Weight
    place: Place
    sentence: str


NO_NAMES: Mapping[str, str] = MappingProxyType({})


def faults_in(
    content: Content, *, codes: Collection[str], names: Mapping[str, str] = NO_NAMES
) -> tuple[ContentFault, ...]:
    """List every fault of a content in reading order.

    `codes` are those that the dictionary knows, `names` what sentences call them.

    Shape:  none at all for a content that may be published as it is.
    """
    return (
        *_of_frame(content),
        *_of_keys(content),
        *_of_strings(content),
        *(fault for section in content.sections for fault in _of_section(section, content, codes, names)),
        *_of_numbers(content, names),
        *_of_roles(content),
    )


def _of_frame(content: Content) -> Iterator[ContentFault]:
    if not content.name.strip():
        yield _unstorable(Place("", "", "name"), "请填写模板的名称。")
    if unknown := [kind for kind in content.kinds if kind not in OrganisationKind.values]:
        yield _unstorable(Place("", "", "kinds"), f"不认识的单位类别“{'、'.join(unknown)}”，请重新选择。")
    if not content.kinds:
        yield _unfinished(Place("", "", "kinds"), "请至少选择一类适用单位。")
    for field, word in (("filing_title", "报送稿标题"), ("public_title", "公开稿标题")):
        if not getattr(content, field).strip():
            yield _unfinished(Place("", "", field), f"请填写{word}。")
    if len(content.addressees) > MOST_ADDRESSEES:
        yield _unstorable(Place("", "", "addressees"), f"主送机关最多{MOST_ADDRESSEES}行，请删减。")
    if not content.sections:
        yield _unfinished(Place("", "", "sections"), "模板还没有部分，请至少添加一个部分。")


def _of_keys(content: Content) -> Iterator[ContentFault]:
    if len(content.sections) > MOST_SECTIONS:
        yield _unstorable(Place("", "", "sections"), f"一个模板最多{MOST_SECTIONS}个部分，请删减。")
    if len(content.blocks) > MOST_BLOCKS:
        yield _unstorable(Place("", "", "sections"), f"一个模板最多{MOST_BLOCKS}个内容块，请删减。")
    for key, count in Counter(section.key for section in content.sections).items():
        if count > 1 or not key:
            yield _unstorable(Place(key, "", "key"), f"有{count}个部分使用同一个键“{key}”，请只保留一个。")
    places = {block.key: section.key for section in content.sections for block in section.blocks}
    for key, count in Counter(block.key for block in content.blocks).items():
        if count > 1 or not key:
            sentence = f"有{count}个内容块使用同一个键“{key}”，请只保留一个。"
            yield _unstorable(Place(places[key], key, "key"), sentence)


def _of_strings(content: Content) -> Iterator[ContentFault]:
    for place, text in (*strings(content), *_plain_strings(content)):
        if "\x00" in text:
            yield _unstorable(place, "文字中有无法保存的字符，请重新输入。")
        if len(text) > LONGEST[place.field]:
            most = LONGEST[place.field]
            yield _unstorable(place, f"这里最多{most}个字，现在有{len(text)}个字，请精简。")
    for place, text in strings(content):
        for name in expressions(text):
            if name not in EXPRESSIONS:
                yield _unstorable(place, f"不认识“{{{name}}}”，请用“插入”按钮插入年份、单位和县名。")


def _plain_strings(content: Content) -> Iterator[tuple[Place, str]]:
    """The strings in which nothing is filled in."""
    yield Place("", "", "name"), content.name
    for section in content.sections:
        for block in section.blocks:
            yield Place(section.key, block.key, "pack"), block.pack
            for match in block.matches:
                yield Place(section.key, block.key, "matches"), match


def _of_section(
    section: SectionContent, content: Content, codes: Collection[str], names: Mapping[str, str]
) -> Iterator[ContentFault]:
    if section.role.value not in SectionRole.values or section.item_form not in ItemForm.values:
        yield _unstorable(Place(section.key, "", "role"), "请为这一部分选择作用和条目形式。")
    if not section.blocks:
        yield _unfinished(Place(section.key, "", "blocks"), "这一部分没有内容块，请添加一个或删除这一部分。")
    for block in section.blocks:
        yield from _of_block(section.key, block)
        yield from _of_figures(section.key, block, content, codes, names)


def _of_block(section: str, block: BlockContent) -> Iterator[ContentFault]:
    def at(field: str) -> Place:
        return Place(section, block.key, field)

    if block.kind not in BlockKind.values:
        yield _unstorable(at("kind"), "请选择内容块的类型。")
    if block.items_kind not in ItemsKind.values or (block.kind == BlockKind.ITEMS) != bool(block.items_kind):
        yield _unstorable(at("items_kind"), "条目块须选择条目类型，其他内容块不选。")
    if len(block.matches) > MOST_MATCHES:
        yield _unstorable(at("matches"), f"导入识别词最多{MOST_MATCHES}个，请删减。")
    if not block.label.strip():
        yield _unfinished(at("label"), "请填写内容块的名称。")
    if block.kind == BlockKind.FIXED and not block.fixed_text.strip():
        yield _unfinished(at("fixed_text"), "固定文字块还没有文字，请填写。")
    if block.kind != BlockKind.FIXED and block.fixed_text:
        yield _unfinished(at("fixed_text"), "只有固定文字块可以有固定文字，请清空或改为固定文字块。")
    if block.kind != BlockKind.PROSE and block.opening:
        yield _unfinished(at("opening"), "只有文字块可以有起始文字，请清空或改为文字块。")


def _of_figures(
    section: str,
    block: BlockContent,
    content: Content,
    codes: Collection[str],
    names: Mapping[str, str],
) -> Iterator[ContentFault]:
    place = Place(section, block.key, "figures")
    if block.kind == BlockKind.FIGURES and not block.figures:
        yield _unfinished(place, "数据块还没有指标，请添加指标。")
    if len(block.figures) > MOST_FIGURES_OF_BLOCK:
        yield _unstorable(place, f"一个内容块最多{MOST_FIGURES_OF_BLOCK}项指标，请删减。")
    for code, count in Counter(figure.code for figure in block.figures).items():
        if count > 1:
            yield _unstorable(place, f"指标{_said(code, names)}在这个内容块里出现了{count}次，请只保留一次。")
    for figure in block.figures:
        said = _said(figure.code, names)
        if figure.code not in codes:
            yield _unstorable(place, f"指标字典里没有“{figure.code}”，请从指标中选择。")
        known = set(figure.kinds) <= set(OrganisationKind.values) and set(figure.duties) <= set(Duty.values)
        if not known:
            yield _unstorable(place, f"指标{said}的填报单位或职责不认识，请重新选择。")
        elif not set(figure.kinds) <= set(content.kinds):
            yield _unfinished(place, f"指标{said}要求本模板不适用的单位填报，请改选或移除。")


def _of_numbers(content: Content, names: Mapping[str, str]) -> Iterator[ContentFault]:
    """Too many figures for one kind of unit, and one asked twice of it in different blocks."""
    for kind in content.kinds:
        asked = [
            (Place(section.key, block.key, "figures"), figure.code)
            for section in content.sections
            for block in section.blocks
            for figure in block.figures
            if not figure.kinds or kind in figure.kinds
        ]
        label = OrganisationKind(kind).label if kind in OrganisationKind.values else kind
        seen: dict[str, Place] = {}
        for place, code in asked:
            if seen.setdefault(code, place) != place:
                yield _unfinished(place, f"指标{_said(code, names)}对{label}重复询问，请只在一处保留。")
        topics = {block.key for block in content.blocks if block.pack}
        default = sum(place.block not in topics for place, _code in asked)
        if default > MOST_FIGURES and kind not in UNLIMITED_KINDS:
            sentence = f"对{label}要求填报{default}项指标，超过了建议的{MOST_FIGURES}项，请确认确实需要。"
            yield ContentFault(Weight.WARNING, Place("", "", "figures"), sentence)


def _said(code: str, names: Mapping[str, str]) -> str:
    return f"“{names[code]}”（{code}）" if code in names else f"“{code}”"


def _of_roles(content: Content) -> Iterator[ContentFault]:
    for role in content.lacking_roles:
        sentence = f"没有法定部分“{SectionRole(role.value).label}”，请确认确实不需要。"
        yield ContentFault(Weight.WARNING, Place("", "", "sections"), sentence)


def _unstorable(place: Place, sentence: str) -> ContentFault:
    return ContentFault(Weight.UNSTORABLE, place, sentence)


def _unfinished(place: Place, sentence: str) -> ContentFault:
    return ContentFault(Weight.UNFINISHED, place, sentence)
