"""What the editor shows of one draft, and the part of it that is on the page."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from django.http import Http404, HttpRequest, QueryDict

from reports.blueprints.content import Content, FigureAsk
from reports.blueprints.editing import (
    Part,
    PartGone,
    block_of,
    frame_of,
    head_of,
    section_holding,
    section_of,
)
from reports.blueprints.enums import BlockKind, ItemForm, ItemsKind, SectionRole
from reports.blueprints.faults import ContentFault, Weight
from reports.blueprints.models import BlueprintVersion
from reports.blueprints.permissions import can_edit_blueprint
from reports.blueprints.queries import content_faults
from reports.blueprints.storing import content_of
from reports.common.permissions import demand
from reports.organisations.enums import OrganisationKind
from reports.web.access import person
from reports.web.blueprints.part_forms import BlockForm, FrameForm, PartForm, SectionForm
from reports.web.blueprints.trees import Lack, Tree, lacks_of, tree_of
from reports.web.blueprints.words import FIELD_WORDS, in_words

FORMS: dict[str, type[PartForm]] = {"frame": FrameForm, "section": SectionForm, "block": BlockForm}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which part is on the page: the whole, a section's head or a block, by its key."""

    what: str
    key: str = ""

    def of(self, content: Content) -> Part:
        """The part as a content has it. Errors: PartGone."""
        if self.what == "section":
            return head_of(section_of(content, self.key))
        return block_of(content, self.key) if self.what == "block" else frame_of(content)

    def section_in(self, content: Content) -> str:
        """The key of the section in which the part stands, '' for the whole."""
        if self.what == "block":
            return section_holding(content, self.key).key
        return self.key


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is stored, with what is wrong with it."""

    version: BlueprintVersion
    content: Content
    faults: tuple[ContentFault, ...]

    def tree(self, chosen: Chosen) -> Tree:
        """The tree at the left, with the chosen part marked."""
        section = chosen.section_in(self.content)
        return tree_of(
            self.content, self.faults, section=section, block=chosen.key if chosen.what == "block" else ""
        )

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is wrong, in words."""
        return lacks_of(self.content, self.faults)

    @property
    def fault_count(self) -> int:
        """How much keeps it from being published."""
        return sum(fault.weight > Weight.WARNING for fault in self.faults)


def readable_version(request: HttpRequest, pk: int) -> BlueprintVersion:
    """A version that this person may read, else 404."""
    versions = BlueprintVersion.objects.visible_to(person(request))
    version = versions.select_related("blueprint__owner", "edited_by").filter(pk=pk).first()
    if version is None:
        raise Http404
    return version


def editable_version(request: HttpRequest, pk: int) -> BlueprintVersion:
    """A version of a family that this person may change, be it a draft or not; 404 or 403 otherwise."""
    version = readable_version(request, pk)
    demand(can_edit_blueprint(person(request), version.blueprint))
    return version


def read_draft(version: BlueprintVersion) -> Draft:
    """Read a draft whole; the number of queries does not depend on its size."""
    content = content_of(version)
    return Draft(version, content, content_faults(content))


def chosen_part(what: str, key: str) -> Chosen:
    """The part that an address names, 404 for anything that is no part."""
    if what not in FORMS or (what == "frame") == bool(key):
        raise Http404
    return Chosen(what, key)


def part_form(content: Content, chosen: Chosen, data: QueryDict | None = None) -> PartForm:
    """Make the form of a part, 404 where there is none to show."""
    try:
        part = chosen.of(content)
    except PartGone as gone:
        raise Http404 from gone
    return FORMS[chosen.what](data, part=part, content=content)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people filled otherwise."""

    label: str
    theirs: str
    mine: str


def differences(theirs: Part, mine: Part) -> tuple[Difference, ...]:
    """List the fields in which two versions of one part differ, in the words of the page."""
    return tuple(_differing(theirs, mine))


def _differing(theirs: Part, mine: Part) -> Iterator[Difference]:
    for field in fields(theirs):
        old, new = getattr(theirs, field.name), getattr(mine, field.name)
        if old != new:
            yield Difference(
                LABELS.get(field.name, field.name), _said(field.name, old), _said(field.name, new)
            )


LABELS = FIELD_WORDS | {
    "name": "模板名称",
    "kinds": "适用单位",
    "role": "作用",
    "item_form": "条目形式",
    "kind": "类型",
    "items_kind": "条目类型",
    "matches": "导入识别词",
    "figures": "指标",
    "carries_over": "沿用上年文字",
    "pack": "专题",
}
CHOICES: dict[str, dict[str, Any]] = {
    "kinds": dict(OrganisationKind.choices),
    "role": dict(SectionRole.choices),
    "item_form": dict(ItemForm.choices),
    "kind": dict(BlockKind.choices),
    "items_kind": dict(ItemsKind.choices),
}


def _said(name: str, value: Any) -> str:
    """A value of a field in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        between = "\n" if name == "addressees" else "、"
        return between.join(_said(name, each) for each in value)
    if isinstance(value, FigureAsk):
        return value.code
    return str(CHOICES[name].get(str(value), value)) if name in CHOICES else in_words(str(value))
