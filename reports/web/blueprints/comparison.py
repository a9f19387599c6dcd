"""比较: two versions side by side, part by part, with what changed marked in the text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from reports.blueprints.comparing import (
    BlockChange,
    Comparison,
    FieldChange,
    FigureChange,
    SectionChange,
    compare,
)
from reports.blueprints.content import Content, FigureAsk
from reports.blueprints.enums import BlockKind, ItemForm, ItemsKind, SectionRole, VersionStatus
from reports.blueprints.models import BlueprintVersion
from reports.blueprints.receiving import codes_in
from reports.blueprints.storing import content_of
from reports.indicators.models import Indicator
from reports.organisations.enums import Duty, OrganisationKind
from reports.text.diff import Change, ParagraphChange, diff_paragraphs
from reports.text.tokens import replace_tokens
from reports.web.access import person
from reports.web.blueprints.words import FIELD_WORDS, in_words
from reports.web.numbers import read_number

MOST_CHOICES = 500
"""Versions that are offered: decades of them."""
FIELDS = {
    **FIELD_WORDS,
    "name": "模板名称",
    "kinds": "适用单位",
    "role": "作用",
    "item_form": "条目形式",
    "kind": "类型",
    "items_kind": "条目类型",
    "matches": "导入识别词",
    "carries_over": "沿用上年文字",
    "pack": "专题",
}
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "role": {value: str(label) for value, label in SectionRole.choices},
    "item_form": {value: str(label) for value, label in ItemForm.choices},
    "kind": {value: str(label) for value, label in BlockKind.choices},
    "items_kind": {value: str(label) for value, label in ItemsKind.choices},
}
_KINDS = {value: str(label) for value, label in OrganisationKind.choices}
_DUTIES = {value: str(label) for value, label in Duty.choices}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one side; `mark` is del or ins where the other side lacks it."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field on both sides, each a list of paragraphs of pieces."""

    label: str
    old: tuple[tuple[Piece, ...], ...]
    new: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block; `tags` say in words what became of it, empty where nothing did."""

    key: str
    label: str
    tags: tuple[str, ...]
    fields: tuple[ShownField, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the page shows it open."""
        return bool(self.tags)


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One part with its own changes and its blocks."""

    key: str
    label: str
    tags: tuple[str, ...]
    fields: tuple[ShownField, ...]
    blocks: tuple[ShownBlock, ...]

    @property
    def is_changed(self) -> bool:
        """Whether it or one of its blocks is otherwise."""
        return bool(self.tags) or any(block.is_changed for block in self.blocks)

    @property
    def unchanged(self) -> tuple[ShownBlock, ...]:
        """The blocks that are as they were."""
        return tuple(block for block in self.blocks if not block.is_changed)


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """Two contents side by side."""

    count: int
    fields: tuple[ShownField, ...]
    sections: tuple[ShownSection, ...]


@require_GET
def compare_versions(request: HttpRequest) -> HttpResponse:
    """Let a person choose two versions, and show what is otherwise in the second."""
    versions = visible_versions(request)
    new = _named(request, "new", versions)
    old = _named(request, "old", versions) or (_before(new, versions) if new else None)
    context = {
        "offered": [(version.pk, version_name(version)) for version in versions],
        "old": old,
        "new": new,
        "shown": show_comparison(content_of(old), content_of(new)) if old and new else None,
    }
    return render(request, "reports/blueprints/compare.html", context)


def visible_versions(request: HttpRequest) -> list[BlueprintVersion]:
    """The versions that this person may read, families together, the newest of each first."""
    versions = BlueprintVersion.objects.visible_to(person(request)).select_related("blueprint__owner")
    return list(versions.order_by("blueprint__name", "blueprint__pk", "-number")[:MOST_CHOICES])


def version_name(version: BlueprintVersion) -> str:
    """Name a version as people tell it apart from others."""
    owner = version.blueprint.owner
    where = f"，{owner.place or owner.name}" if owner else ""
    label = VersionStatus(version.status).label
    return f"{version.blueprint.name} 第{version.number}版（{label}{where}）"


def _named(request: HttpRequest, field: str, versions: Sequence[BlueprintVersion]) -> BlueprintVersion | None:
    wanted = request.GET.get(field, "")
    if not wanted:
        return None
    found = next((each for each in versions if each.pk == read_number(wanted)), None)
    if found is None:
        raise Http404
    return found


def _before(version: BlueprintVersion, versions: Sequence[BlueprintVersion]) -> BlueprintVersion | None:
    """What a version is first compared with: the family's one before, else the original it came from."""
    family = [v for v in versions if v.blueprint_id == version.blueprint_id and v.number < version.number]
    origin = [v for v in versions if v.pk == version.origin_version_id]
    return next(iter(family + origin), None)


def show_comparison(old: Content, new: Content) -> ShownComparison:
    """Put a comparison into the words of the page; one query, for the names of the indicators."""
    return _Words(old, new).shown(compare(old, new))


def indicator_names(*contents: Content) -> dict[str, str]:
    """The names of all indicators that some contents ask for or show, by their codes."""
    codes = {code for content in contents for code in codes_in(content)}
    return dict(Indicator.objects.filter(code__in=codes).values_list("code", "name"))


def text_in_words(text: str, names: Mapping[str, str]) -> str:
    """A template's text as people read it: names instead of expressions and codes."""
    return in_words(replace_tokens(text, lambda code: f"〔{names[code]}〕" if code in names else None))


def ask_in_words(ask: FigureAsk, names: Mapping[str, str]) -> str:
    """An indicator with those it is asked of."""
    kinds = "、".join(_KINDS.get(kind, kind) for kind in ask.kinds) or "全部适用单位"
    duties = "、".join(_DUTIES.get(duty, duty) for duty in ask.duties)
    return f"{names.get(ask.code, ask.code)}：{kinds}{f'（职责：{duties}）' if duties else ''}"


def value_in_words(field: str, value: object, names: Mapping[str, str]) -> str:
    """The value of a field as people read it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        words = [
            _KINDS.get(str(each), str(each)) if field == "kinds" else in_words(str(each)) for each in value
        ]
        return ("\n" if field == "addressees" else "、").join(words)
    if field in _CHOICES:
        return _CHOICES[field].get(str(value), str(value))
    return text_in_words(str(value or ""), names)


class _Words:
    """The words for one comparison."""

    def __init__(self, old: Content, new: Content) -> None:
        self.names = indicator_names(old, new)
        self.headings = {
            section.key: in_words(section.heading) or str(SectionRole(section.role.value).label)
            for section in (*old.sections, *new.sections)
        }

    def shown(self, comparison: Comparison) -> ShownComparison:
        return ShownComparison(
            count=comparison.count,
            fields=tuple(self._field(change) for change in comparison.fields),
            sections=tuple(self._section(section) for section in comparison.sections),
        )

    def _section(self, change: SectionChange) -> ShownSection:
        return ShownSection(
            key=change.key,
            label=self.headings[change.key],
            tags=_tags(change.old, change.new, is_moved=change.is_moved, is_otherwise=bool(change.fields)),
            fields=tuple(self._field(field) for field in change.fields),
            blocks=tuple(self._block(block) for block in change.blocks),
        )

    def _block(self, change: BlockChange) -> ShownBlock:
        figures = [figure for figure in change.figures if figure.is_changed]
        either = change.new or change.old
        assert either is not None
        fields = [self._field(field) for field in change.fields]
        if change.old is None or change.new is None:
            fields = self._whole(change)
        elif figures:
            fields.append(self._figures(figures))
        tags = _tags(
            change.old,
            change.new,
            is_moved=change.is_moved,
            is_otherwise=bool(fields),
            came_from=self.headings.get(change.moved_from, ""),
        )
        return ShownBlock(change.key, either.label, tags, tuple(fields))

    def _whole(self, change: BlockChange) -> list[ShownField]:
        """All that a block says which only one side has."""
        block = change.new or change.old
        shown = []
        for name in ("guidance", "evaluation", "example", "opening", "fixed_text"):
            text = str(getattr(block, name))
            if text:
                old, new = (text, "") if change.new is None else ("", text)
                shown.append(self._field(FieldChange(name, old, new)))
        return [*shown, *([self._figures(change.figures)] if change.figures else [])]

    def _field(self, change: FieldChange) -> ShownField:
        old = value_in_words(change.field, change.old, self.names)
        new = value_in_words(change.field, change.new, self.names)
        return field_sides(FIELDS[change.field], diff_paragraphs(old, new))

    def _figures(self, changes: Iterable[FigureChange]) -> ShownField:
        old, new = [], []
        for change in changes:
            same = change.old == change.new
            if change.old:
                words = ask_in_words(change.old, self.names)
                old.append((Piece(words, "" if same else "del"),))
            if change.new:
                moved = "（次序有变）" if change.is_moved else ""
                words = ask_in_words(change.new, self.names)
                new.append((Piece(words + moved, "" if same else "ins"),))
        return ShownField("要求填报的指标", tuple(old), tuple(new))


def field_sides(label: str, paragraphs: Iterable[ParagraphChange]) -> ShownField:
    """Part the old words from the new ones, each marked where the other side lacks them."""
    listed = list(paragraphs)
    return ShownField(
        label,
        old=tuple(filter(None, (_side(paragraph, Change.DELETE, "del") for paragraph in listed))),
        new=tuple(filter(None, (_side(paragraph, Change.INSERT, "ins") for paragraph in listed))),
    )


def _side(paragraph: ParagraphChange, own: Change, mark: str) -> tuple[Piece, ...]:
    return tuple(
        Piece(span.text, mark if span.change is own else "")
        for span in paragraph.spans
        if span.change in (Change.EQUAL, own) and span.text
    )


def _tags(
    old: object | None, new: object | None, *, is_moved: bool, is_otherwise: bool, came_from: str = ""
) -> tuple[str, ...]:
    if old is None:
        return ("新增",)
    if new is None:
        return ("删去",)
    moved = f"由“{came_from}”移来" if came_from else "次序有变"
    return (*((moved,) if is_moved else ()), *(("有改动",) if is_otherwise else ()))
