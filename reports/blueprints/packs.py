"""Blueprint packs: YAML files read into frozen dataclasses, every fault with its file and line.

Not for: storing blueprints (services of this package).
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from yaml import Node

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.enums import BlockKind, ItemForm, ItemsKind, SectionRole
from reports.blueprints.expressions import EXPRESSIONS, UnknownExpressionError, expressions
from reports.blueprints.marked_yaml import BrokenFileError, Fault, MarkedReader, line_of
from reports.document.roles import Role
from reports.organisations.enums import Duty, OrganisationKind

FORMAT = 2
"""2 parts the guidance in three and knows item forms, duties, packs and what carries over."""
MOST_FIGURES = 20
UNLIMITED_KINDS = (OrganisationKind.COUNTY_GOVERNMENT.value,)
"""Kinds whose figures are rolled up instead of asked."""

_ITEM_KINDS = tuple(kind.value for kind in ItemsKind if kind.value)
_TITLES = ("filing", "public")
_OF_PACK = ("format", "code", "name", "kinds", "titles", "addressees", "sections")
_OF_VARIANT = ("format", "extends", "code", "name", "kinds")
_OPTIONAL_OF_PACK = ("alternative",)
_OPTIONAL_OF_VARIANT = ("alternative", "titles", "addressees", "omit", "sections", "blocks")
_OF_ANY_BLOCK = ("guidance", "evaluation", "example", "opening", "text", "matches", "figures")
_OF_VARIED_BLOCK = ("label", *_OF_ANY_BLOCK)
_OPTIONAL_OF_BLOCK = (*_OF_ANY_BLOCK, "items", "carries_over", "pack")
_FOLDER = Path(__file__).parent / "packs"
_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

PackFault = Fault


class BrokenPack(BrokenFileError):
    """A pack has faults and cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One blueprint as its file says it; `warnings` do not keep it from being used.

    `digest` is that of the content, so that a remark in the file makes no new version. One that
    `is_alternative` is never proposed for a new year where another fits.
    """

    code: str
    content: Content
    digest: str
    warnings: tuple[PackFault, ...]
    is_alternative: bool = False


def shipped_packs() -> tuple[Path, ...]:
    """List the packs that come with the product."""
    return tuple(sorted(_FOLDER.glob("*.yaml")))


def read_pack(path: Path, indicator_codes: Collection[str]) -> Pack:
    """Read one pack; `indicator_codes` are the codes that the dictionary knows.

    A file with `extends` says only in what it differs from the pack of that code beside it.
    Errors: raises BrokenPack with every fault of the file, or of the one beside it.
    """
    reader = _PackReader(path.name, indicator_codes=frozenset(indicator_codes), folder=path.parent)
    root = reader.root(path)
    pack = reader.pack(root) if root is not None else None
    if reader.faults or pack is None:
        raise BrokenPack(reader.faults)
    return pack


def read_pack_bytes(file: str, data: bytes, indicator_codes: Collection[str] | None = None) -> Pack:
    """Read a pack that somebody sent, called `file` in its faults; without codes any code will do.

    Errors: raises BrokenPack with every fault of the file, and for one that is no template at all.
    """
    codes = None if indicator_codes is None else frozenset(indicator_codes)
    reader = _PackReader(file, indicator_codes=codes)
    root = reader.compose_foreign(data)
    pack = reader.pack(root) if root is not None else None
    if reader.faults or pack is None:
        raise BrokenPack(reader.faults)
    return pack


class _PackReader(MarkedReader):
    """The schema of a pack, node by node; `folder` is where a variant finds what it varies."""

    def __init__(
        self, file: str, *, indicator_codes: frozenset[str] | None, folder: Path | None = None
    ) -> None:
        super().__init__(file)
        self.indicator_codes = indicator_codes
        self.folder = folder
        self.kinds: tuple[str, ...] = ()
        self.section_keys: set[str] = set()
        self.block_keys: set[str] = set()
        self.asked: Counter[tuple[str, str]] = Counter()

    def pack(self, root: Node) -> Pack | None:
        """Read the whole file, unless its format is too new or what it varies is not there."""
        if self._is_newer(root):
            return None
        is_variant = "extends" in dict(MarkedReader(self.file).pairs(root))
        entries = (
            self.mapping(root, required=_OF_VARIANT, optional=_OPTIONAL_OF_VARIANT)
            if is_variant
            else self.mapping(root, required=_OF_PACK, optional=_OPTIONAL_OF_PACK)
        )
        self.kinds = self._kinds(entries.get("kinds"), tuple(OrganisationKind.values))
        code = self._name(entries.get("code"), _CODE)
        content = self._variant(entries) if is_variant else self._content(entries)
        if content is None:
            return None
        sections = entries.get("sections")
        place = root if is_variant or sections is None else sections
        self._check_numbers(place, content)
        is_alternative = self.flag(entries.get("alternative"))
        return Pack(code, content, _digest(content), self._warnings(place, content), is_alternative)

    def _content(self, entries: dict[str, Node]) -> Content:
        titles_node = entries.get("titles")
        titles = self.mapping(titles_node, required=_TITLES) if titles_node else {}
        sections = (self._section(node) for node in self.sequence(entries.get("sections")))
        return Content(
            name=self.filled_text(entries.get("name")),
            kinds=self.kinds,
            filing_title=self._phrase(titles.get("filing")),
            public_title=self._phrase(titles.get("public")),
            addressees=tuple(self._phrase(node) for node in self.sequence(entries.get("addressees"))),
            sections=tuple(section for section in sections if section),
        )

    def _variant(self, entries: dict[str, Node]) -> Content | None:
        """Take the pack beside this one and change what this one names: words and figures by key."""
        base = self._base(entries.get("extends"))
        if base is None:
            return None
        said = self._content({key: entries[key] for key in entries if key != "sections"})
        return replace(
            base,
            name=said.name,
            kinds=said.kinds,
            filing_title=said.filing_title or base.filing_title,
            public_title=said.public_title or base.public_title,
            addressees=said.addressees or base.addressees,
            sections=self._varied_sections(entries, base),
        )

    def _base(self, node: Node | None) -> Content | None:
        """Read the pack that a variant names; it must be whole in itself, so that no circle can arise."""
        code = self.text(node)
        path = self.folder / f"{code}.yaml" if self.folder and _CODE.fullmatch(code) else None
        if node is None or path is None or not path.is_file():
            if node is not None:
                self.fault(node, f"找不到所依据的模板“{code}”，它应当是同一个文件夹里的完整模板。")
            return None
        reader = _PackReader(path.name, indicator_codes=self.indicator_codes)
        root = reader.root(path)
        pack = reader.pack(root) if root is not None else None
        self.faults += reader.faults
        return pack.content if pack and not reader.faults else None

    def _varied_sections(self, entries: dict[str, Node], base: Content) -> tuple[SectionContent, ...]:
        section_keys, block_keys = {s.key for s in base.sections}, {b.key for b in base.blocks}
        omitted = {key: node for node in self.sequence(entries.get("omit")) if (key := self.text(node))}
        headings = dict(self.pairs(entries.get("sections")))
        words = dict(self.pairs(entries.get("blocks")))
        self._check_known(omitted, section_keys | block_keys, "部分或者块")
        self._check_known(headings, section_keys, "部分")
        self._check_known(words, block_keys, "块")
        sections = (
            self._varied_section(section, headings.get(section.key), omitted=omitted, words=words)
            for section in base.sections
            if section.key not in omitted
        )
        return tuple(section for section in sections if section.blocks)

    def _check_known(self, named: dict[str, Node], known: Collection[str], what: str) -> None:
        for key, node in named.items():
            if key not in known:
                self.fault(node, f"所依据的模板里没有键为“{key}”的{what}。")

    def _varied_section(
        self,
        section: SectionContent,
        node: Node | None,
        *,
        omitted: Collection[str],
        words: Mapping[str, Node],
    ) -> SectionContent:
        entries = self.mapping(node, required=(), optional=("heading", "form")) if node else {}
        blocks = (block for block in section.blocks if block.key not in omitted)
        return replace(
            section,
            heading=self._expressive(entries["heading"]) if "heading" in entries else section.heading,
            item_form=self._item_form(entries.get("form")) or section.item_form,
            blocks=tuple(self._varied_block(block, words.get(block.key)) for block in blocks),
        )

    def _varied_block(self, block: BlockContent, node: Node | None) -> BlockContent:
        entries = self.mapping(node, required=(), optional=_OF_VARIED_BLOCK) if node else {}
        for key, owner in (("text", BlockKind.FIXED), ("opening", BlockKind.PROSE)):
            if key in entries and block.kind != owner:
                self.fault(entries[key], f"“{key}”只用于{owner.value}块。")

        def said(key: str, stored: str) -> str:
            return self._expressive(entries[key]) if key in entries else stored

        return replace(
            block,
            label=said("label", block.label),
            guidance=said("guidance", block.guidance),
            evaluation=said("evaluation", block.evaluation),
            example=said("example", block.example),
            opening=said("opening", block.opening),
            fixed_text=said("text", block.fixed_text),
            matches=self.texts(entries["matches"]) if "matches" in entries else block.matches,
            figures=self._figures(entries) if "figures" in entries else self._figures_for_us(block),
        )

    def _figures_for_us(self, block: BlockContent) -> tuple[FigureAsk, ...]:
        """The figures that the base asks of a kind of unit that the variant serves too."""
        found = []
        for figure in block.figures:
            kinds = tuple(kind for kind in figure.kinds if kind in self.kinds)
            if kinds or not figure.kinds:
                found.append(replace(figure, kinds=() if set(kinds) == set(self.kinds) else kinds))
        return tuple(found)

    def _is_newer(self, root: Node) -> bool:
        version = next((value for key, value in MarkedReader(self.file).pairs(root) if key == "format"), None)
        number = self.number(version)
        if number <= FORMAT:
            return False
        assert version is not None
        self.fault(version, f"模板包的格式是{number}，本程序只能读到格式{FORMAT}，请先升级程序。")
        return True

    def _section(self, node: Node) -> SectionContent | None:
        entries = self.mapping(node, required=("key", "role", "heading", "blocks"), optional=("form",))
        role = self._role(entries.get("role"))
        section = SectionContent(
            key=self._unique(entries.get("key"), self.section_keys, "部分"),
            role=role or Role.OTHER_MATTERS,
            heading=self._expressive(entries.get("heading")),
            item_form=self._item_form(entries.get("form")) or ItemForm.RUN_IN.value,
            blocks=tuple(self._block(block) for block in self.sequence(entries.get("blocks"))),
        )
        if not section.blocks:
            self.fault(node, "这一部分没有内容块。")
        return section if role else None

    def _block(self, node: Node) -> BlockContent:
        entries = self.mapping(node, required=("key", "kind", "label"), optional=_OPTIONAL_OF_BLOCK)
        kind = self._one_of(entries.get("kind"), BlockKind.values, "块的种类")
        self._check_kind(node, kind, entries)
        return BlockContent(
            key=self._unique(entries.get("key"), self.block_keys, "块"),
            kind=kind,
            label=self.filled_text(entries.get("label")),
            guidance=self._expressive(entries.get("guidance")),
            evaluation=self._expressive(entries.get("evaluation")),
            example=self._expressive(entries.get("example")),
            opening=self._expressive(entries.get("opening")),
            fixed_text=self._expressive(entries.get("text")),
            items_kind=self._one_of(entries.get("items"), _ITEM_KINDS, "条目的种类"),
            matches=self.texts(entries.get("matches")),
            figures=self._figures(entries),
            carries_over=self.flag(entries.get("carries_over")),
            pack=self.text(entries.get("pack")),
        )

    def _check_kind(self, node: Node, kind: str, entries: dict[str, Node]) -> None:
        for word, owner in (("text", "fixed"), ("items", "items")):
            if kind == owner and word not in entries:
                self.fault(node, f"{owner}块缺少“{word}”。")
            elif kind and kind != owner and word in entries:
                self.fault(entries[word], f"“{word}”只用于{owner}块。")
        if kind in BlockKind.values and kind != "prose" and "opening" in entries:
            self.fault(entries["opening"], "“opening”只用于prose块。")
        if kind == "figures" and "figures" not in entries:
            self.fault(node, "figures块缺少“figures”。")

    def _figures(self, entries: dict[str, Node]) -> tuple[FigureAsk, ...]:
        return tuple(self._figure(figure) for figure in self.sequence(entries.get("figures")))

    def _figure(self, node: Node) -> FigureAsk:
        entries = self.mapping(node, required=("code",), optional=("kinds", "duties"))
        code = self.text(entries.get("code"))
        is_known = self.indicator_codes is None or code in self.indicator_codes
        if "code" in entries and not is_known:
            self.fault(entries["code"], f"指标字典里没有“{code}”。")
        kinds = self._kinds(entries["kinds"], self.kinds) if "kinds" in entries else self.kinds
        for kind in kinds:
            self.asked[kind, code] += 1
            if self.asked[kind, code] == 2:
                self.fault(node, f"对同一类单位（{kind}）重复要了指标“{code}”。")
        duties = (self._one_of(duty, Duty.values, "职责") for duty in self.sequence(entries.get("duties")))
        asked_of = kinds if "kinds" in entries else ()
        return FigureAsk(code=code, kinds=asked_of, duties=tuple(duty for duty in duties if duty))

    def _check_numbers(self, node: Node, content: Content) -> None:
        """Too many figures by default, and one that a variant asks for beside the same one of its base."""
        for kind in self.kinds:
            count = len(content.codes_for(kind, with_topics=False))
            if count > MOST_FIGURES and kind not in UNLIMITED_KINDS:
                self.fault(node, f"对{kind}要了{count}个指标，最多{MOST_FIGURES}个，请删减。")
            for code, times in Counter(content.codes_for(kind)).items():
                if times > 1 and self.asked[kind, code] < 2:
                    self.fault(node, f"对同一类单位（{kind}）重复要了指标“{code}”。")

    def _kinds(self, node: Node | None, known: Collection[str]) -> tuple[str, ...]:
        members = self.sequence(node)
        if node is not None and not members:
            self.fault(node, "至少要有一类单位。")
        kinds = (self._one_of(member, known, "单位类别") for member in members)
        return tuple(kind for kind in kinds if kind)

    def _item_form(self, node: Node | None) -> str:
        return self._one_of(node, ItemForm.values, "条目形式")

    def _role(self, node: Node | None) -> Role | None:
        value = self._one_of(node, tuple(Role), "部分的角色")
        return Role(value) if value else None

    def _one_of(self, node: Node | None, known: Collection[str], what: str) -> str:
        value = self.text(node)
        if node is None or value in known:
            return value
        self.fault(node, f"不认识的{what}“{value}”，可用：{'、'.join(known)}。")
        return ""

    def _name(self, node: Node | None, pattern: re.Pattern[str]) -> str:
        value = self.text(node)
        if node is not None and not pattern.fullmatch(value):
            self.fault(node, f"“{value}”应当由小写字母开头，只含小写字母、数字和连接符。")
        return value

    def _unique(self, node: Node | None, seen: set[str], what: str) -> str:
        key = self._name(node, _KEY)
        if node is not None and key in seen:
            self.fault(node, f"{what}的键“{key}”重复。")
        seen.add(key)
        return key

    def _phrase(self, node: Node | None) -> str:
        self.filled_text(node)
        return self._expressive(node)

    def _expressive(self, node: Node | None) -> str:
        value = self.text(node)
        for name in expressions(value):
            if node is not None and name not in EXPRESSIONS:
                self.fault(node, str(UnknownExpressionError(name)))
        return value

    def _warnings(self, node: Node, content: Content) -> tuple[PackFault, ...]:
        missing = [SectionRole(role.value).label for role in content.lacking_roles]
        if not missing:
            return ()
        message = f"没有法定部分：{'、'.join(str(label) for label in missing)}。"
        return (PackFault(self.file, line_of(node), message),)


def _digest(content: Content) -> str:
    """Compute the fingerprint by which a changed pack is noticed."""
    return hashlib.sha256(json.dumps(asdict(content), ensure_ascii=False).encode()).hexdigest()
