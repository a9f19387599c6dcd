"""Blueprint packs: YAML files read into frozen dataclasses, every fault with its file and line.

Not for: storing blueprints (services of this package).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from yaml import Node

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.enums import BlockKind, ItemForm, ItemsKind
from reports.blueprints.expressions import EXPRESSIONS, UnknownExpressionError, expressions
from reports.blueprints.marked_yaml import BrokenFileError, Fault, MarkedReader, line_of
from reports.document.roles import STATUTORY_ROLES, Role
from reports.organisations.enums import Duty, OrganisationKind

FORMAT = 2
"""2 parts the guidance in three and knows item forms, duties, packs and what carries over."""
MOST_FIGURES = 20
UNLIMITED_KINDS = (OrganisationKind.COUNTY_GOVERNMENT.value,)
"""Kinds whose figures are rolled up instead of asked."""

_ITEM_KINDS = tuple(kind.value for kind in ItemsKind if kind.value)
_OPTIONAL_OF_BLOCK = (
    "guidance",
    "evaluation",
    "example",
    "opening",
    "text",
    "items",
    "matches",
    "figures",
    "carries_over",
    "pack",
)
_FOLDER = Path(__file__).parent / "packs"
_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

PackFault = Fault


class BrokenPack(BrokenFileError):
    """A pack has faults and cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One blueprint as its file says it; `warnings` do not keep it from being used."""

    code: str
    content: Content
    digest: str
    warnings: tuple[PackFault, ...]


def shipped_packs() -> tuple[Path, ...]:
    """List the packs that come with the product."""
    return tuple(sorted(_FOLDER.glob("*.yaml")))


def digest(path: Path) -> str:
    """Compute the fingerprint by which a changed pack is noticed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_pack(path: Path, indicator_codes: Collection[str]) -> Pack:
    """Read one pack; `indicator_codes` are the codes that the dictionary knows.

    Errors: raises BrokenPack with every fault of the file.
    """
    reader = _PackReader(path.name, indicator_codes=frozenset(indicator_codes))
    root = reader.root(path)
    pack = reader.pack(root, digest(path)) if root is not None else None
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
    pack = reader.pack(root, hashlib.sha256(data).hexdigest()) if root is not None else None
    if reader.faults or pack is None:
        raise BrokenPack(reader.faults)
    return pack


class _PackReader(MarkedReader):
    """The schema of a pack, node by node."""

    def __init__(self, file: str, *, indicator_codes: frozenset[str] | None) -> None:
        super().__init__(file)
        self.indicator_codes = indicator_codes
        self.kinds: tuple[str, ...] = ()
        self.section_keys: set[str] = set()
        self.block_keys: set[str] = set()
        self.asked: Counter[tuple[str, str]] = Counter()

    def pack(self, root: Node, fingerprint: str) -> Pack | None:
        """Read the whole file, unless its format is newer than this program."""
        if self._is_newer(root):
            return None
        required = ("format", "code", "name", "kinds", "titles", "addressees", "sections")
        entries = self.mapping(root, required=required)
        self.kinds = self._kinds(entries.get("kinds"), tuple(OrganisationKind.values))
        titles_node = entries.get("titles")
        titles = self.mapping(titles_node, required=("filing", "public")) if titles_node else {}
        sections = tuple(self._section(node) for node in self.sequence(entries.get("sections")))
        self._check_numbers(entries.get("sections"))
        content = Content(
            name=self.filled_text(entries.get("name")),
            kinds=self.kinds,
            filing_title=self._phrase(titles.get("filing")),
            public_title=self._phrase(titles.get("public")),
            addressees=tuple(self._phrase(node) for node in self.sequence(entries.get("addressees"))),
            sections=tuple(section for section in sections if section),
        )
        code = self._name(entries.get("code"), _CODE)
        return Pack(code, content, fingerprint, self._warnings(entries.get("sections"), sections))

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
            item_form=self._one_of(entries.get("form"), ItemForm.values, "条目形式") or ItemForm.RUN_IN.value,
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
            figures=tuple(self._figure(figure) for figure in self.sequence(entries.get("figures"))),
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

    def _check_numbers(self, node: Node | None) -> None:
        counts = Counter(kind for kind, _code in self.asked)
        for kind, count in counts.items():
            if node is not None and count > MOST_FIGURES and kind not in UNLIMITED_KINDS:
                self.fault(node, f"对{kind}要了{count}个指标，最多{MOST_FIGURES}个，请删减。")

    def _kinds(self, node: Node | None, known: Collection[str]) -> tuple[str, ...]:
        members = self.sequence(node)
        if node is not None and not members:
            self.fault(node, "至少要有一类单位。")
        kinds = (self._one_of(member, known, "单位类别") for member in members)
        return tuple(kind for kind in kinds if kind)

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

    def _warnings(
        self, node: Node | None, sections: tuple[SectionContent | None, ...]
    ) -> tuple[PackFault, ...]:
        present = {section.role for section in sections if section}
        missing = [role for role in STATUTORY_ROLES if role not in present]
        if node is None or not missing:
            return ()
        message = f"没有法定部分：{'、'.join(missing)}。"
        return (PackFault(self.file, line_of(node), message),)
