"""接收原模板的新版本: what changed there, what a county's own takes over, and what is in conflict."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.blueprints.content import Content, FigureAsk, SectionContent
from reports.blueprints.enums import SectionRole, VersionStatus
from reports.blueprints.merging import TEXTS, Choice, Clash, Conflict, Merged, merge
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.permissions import can_edit_blueprint
from reports.blueprints.queries import newer_origin
from reports.blueprints.services import start_draft
from reports.blueprints.storing import content_of
from reports.common.errors import Refused
from reports.common.permissions import demand
from reports.organisations.models import User
from reports.text.diff import diff_paragraphs
from reports.web.access import person
from reports.web.blueprints.comparison import (
    FIELDS,
    Piece,
    ask_in_words,
    field_sides,
    indicator_names,
    show_comparison,
    text_in_words,
    value_in_words,
)
from reports.web.blueprints.words import in_words

WHY = {
    Clash.BOTH_CHANGED: "本县和原模板都改了这里，改法不同。",
    Clash.BOTH_ADDED: "本县和原模板都增加了这一项，内容不同。",
    Clash.BOTH_MOVED: "本县和原模板都调整了次序，排法不同。",
    Clash.THEY_REMOVED: "本县改过这里，原模板的新版本把它删去了。",
    Clash.WE_REMOVED: "本县删去了这里，原模板的新版本改了它。",
}
MOVED_ON = "您核对期间，本县模板或者原模板又有了新的版本，下面已是最新内容，请重新核对后再确认。"
CHOICES = {Choice.OURS: "保留本县", Choice.THEIRS: "采用原模板", Choice.BOTH: "两者都留"}


Lines = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """One conflict in words, what each side put in marked; `choices` are value, label, whether chosen."""

    key: str
    place: str
    why: str
    base: str
    ours: Lines
    theirs: Lines
    choices: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The three contents of a takeover, and the original's version that it takes over."""

    base: Content
    ours: Content
    theirs: Content
    newest: BlueprintVersion
    origin: BlueprintVersion

    @property
    def stand(self) -> str:
        """What a page was made of, so that choices are never applied to something else."""
        return f"{self.newest.pk}.{self.newest.edit}.{self.origin.pk}"


@dataclass(frozen=True, slots=True)
class NewerNotice:
    """That a county's template has an original with a newer version."""

    family: int
    name: str
    number: int
    may_take_over: bool


def newer_notice(user: User, pk: int) -> NewerNotice | None:
    """What the page of a version says where its original has moved on; nothing on a retired version."""
    versions = BlueprintVersion.objects.exclude(status=VersionStatus.RETIRED)
    version = versions.select_related("origin_version", "blueprint__owner").filter(pk=pk).first()
    newer = newer_origin(version) if version else None
    if version is None or newer is None:
        return None
    may_take_over = bool(can_edit_blueprint(user, version.blueprint))
    return NewerNotice(version.blueprint_id, newer.blueprint.name, newer.number, may_take_over)


@require_http_methods(["GET", "POST"])
def blueprint_takeover(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the original's new version brings, and make a draft as chosen."""
    user = person(request)
    families = Blueprint.objects.visible_to(user).select_related("owner", "origin")
    family = get_object_or_404(families, pk=pk)
    demand(can_edit_blueprint(user, family))
    sides = _sides(family)
    choices = _choices(request)
    merged = merge(sides.base, ours=sides.ours, theirs=sides.theirs, choices=choices)
    if request.method == "GET" or "store" not in request.POST:
        return _show(request, family, sides, merged, choices)
    if request.POST.get("stand") != sides.stand:
        return _show(request, family, sides, merged, choices, error=MOVED_ON)
    try:
        draft = start_draft(
            family, content=merged.content, origin_version=sides.origin, actor=user, now=timezone.now()
        )
    except Refused as refusal:
        return _show(request, family, sides, merged, choices, error=str(refusal))
    messages.success(request, f"已按所选合成“{family.name}”第{draft.number}版草稿，核对后即可发布。")
    return redirect("blueprint", draft.pk)


def _sides(family: Blueprint) -> Sides:
    """The newest version here, the original's that it was made from, and the original's newest.

    Errors: 404 where there is nothing newer to take over.
    """
    newest = (
        family.versions.select_related("blueprint", "origin_version__blueprint").order_by("-number").first()
    )
    origin = newer_origin(newest) if newest else None
    if newest is None or origin is None or newest.origin_version is None:
        raise Http404
    return Sides(content_of(newest.origin_version), content_of(newest), content_of(origin), newest, origin)


def _choices(request: HttpRequest) -> dict[str, Choice]:
    known = {choice.value: choice for choice in Choice}
    found = (
        (name.removeprefix("c."), value) for name, value in request.POST.items() if name.startswith("c.")
    )
    return {key: known[value] for key, value in found if isinstance(value, str) and value in known}


def _show(
    request: HttpRequest,
    family: Blueprint,
    sides: Sides,
    merged: Merged,
    choices: Mapping[str, Choice],
    *,
    error: str = "",
) -> HttpResponse:
    context = {
        "family": family,
        "sides": sides,
        "conflicts": _in_words(sides, merged, choices),
        "there": show_comparison(sides.base, sides.theirs),
        "here": show_comparison(sides.ours, merged.content),
        "has_draft": sides.newest.status == VersionStatus.DRAFT,
        "error": error,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "reports/blueprints/takeover.html", context, status=status)


def _in_words(sides: Sides, merged: Merged, choices: Mapping[str, Choice]) -> list[ShownConflict]:
    words = _Words(sides)
    return [words.conflict(conflict, choices.get(conflict.key)) for conflict in merged.conflicts]


class _Words:
    """The words for what is in conflict."""

    def __init__(self, sides: Sides) -> None:
        contents = (sides.base, sides.theirs, sides.ours)
        self.names = indicator_names(*contents)
        self.sections = {
            section.key: in_words(section.heading) or str(SectionRole(section.role.value).label)
            for content in contents
            for section in content.sections
        }
        self.blocks = {block.key: block.label for content in contents for block in content.blocks}

    def conflict(self, conflict: Conflict, chosen: Choice | None) -> ShownConflict:
        chosen = chosen if chosen in conflict.choices else conflict.choices[0]
        place = conflict.place
        base = self._value(conflict, conflict.base)
        names = (self.sections.get(place.section), self.blocks.get(place.block), self._field(conflict))
        return ShownConflict(
            key=conflict.key,
            place=" · ".join(name for name in names if name),
            why=WHY[conflict.clash],
            base=base,
            ours=field_sides("", diff_paragraphs(base, self._value(conflict, conflict.ours))).new,
            theirs=field_sides("", diff_paragraphs(base, self._value(conflict, conflict.theirs))).new,
            choices=tuple((c.value, CHOICES[c], c is chosen) for c in conflict.choices),
        )

    def _field(self, conflict: Conflict) -> str:
        field = conflict.place.field
        if field == "figures":
            return f"指标“{self.names.get(conflict.code, conflict.code)}”"
        return {"": "", "home": "所在部分", "order": "次序"}.get(field) or FIELDS.get(field, "")

    def _value(self, conflict: Conflict, value: object) -> str:
        match conflict.place.field, value:
            case _, None:
                return "（没有）"
            case "order", tuple():
                labels = self.blocks if conflict.place.section else self.sections
                return "、".join(labels.get(str(key), str(key)) for key in value)
            case "home", _:
                return self.sections.get(str(value), str(value))
            case "kind", (kind, items):
                both = (value_in_words("kind", kind, {}), value_in_words("items_kind", items, {}))
                return "，".join(word for word in both if word.strip("—"))
            case _, FigureAsk():
                return ask_in_words(value, self.names)
            case "", _:
                return self._whole(value)
        return value_in_words(conflict.place.field, value, self.names) or "（空）"

    def _whole(self, part: object) -> str:
        """A whole part by the names of its blocks, a whole block by its texts."""
        if isinstance(part, SectionContent):
            labels = "、".join(block.label for block in part.blocks)
            return "\n".join(filter(None, (in_words(part.heading), labels))) or "（空）"
        texts = (getattr(part, name, "") for name in ("label", *TEXTS))
        return "\n".join(text_in_words(text, self.names) for text in texts if text) or "（空）"
