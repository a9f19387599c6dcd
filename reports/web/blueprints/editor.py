"""The editor of a draft: showing and saving one part, moving, adding and removing parts."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.blueprints.content import BlockContent, Content, SectionContent
from reports.blueprints.editing import (
    Part,
    PartChanged,
    PartGone,
    Spot,
    new_key,
    with_block_moved,
    with_block_stepped,
    with_new_block,
    with_new_section,
    with_section_moved,
    with_section_stepped,
    without_block,
    without_section,
)
from reports.blueprints.services import FaultyContent, edit_draft
from reports.common.errors import Refused
from reports.document.roles import Role
from reports.text.normal import without_controls
from reports.web.access import person
from reports.web.blueprints.drafts import (
    Chosen,
    Difference,
    Draft,
    chosen_part,
    differences,
    editable_version,
    part_form,
    read_draft,
)
from reports.web.blueprints.part_forms import BlockForm, PartForm, section_name
from reports.web.blueprints.picking import asked_figures, find_indicators
from reports.web.blueprints.previewing import preview_choices
from reports.web.blueprints.words import EXPRESSION_WORDS

NOT_A_DRAFT = "这一版已经发布，不能修改。请新建草稿后再修改。"
NEW_SECTION, NEW_BLOCK = "新的部分", "新的内容块"


@require_http_methods(["GET", "POST"])
def edit_part(request: HttpRequest, pk: int, what: str = "frame", key: str = "") -> HttpResponseBase:
    """Show one part of a draft, or save it and go on with it."""
    version, chosen = editable_version(request, pk), chosen_part(what, key)
    if not version.is_draft and request.method == "GET":
        messages.warning(request, NOT_A_DRAFT)
        return redirect("blueprint", pk)
    draft = read_draft(version)
    if not version.is_draft:
        return _gone(request, draft, NOT_A_DRAFT)
    if request.method == "POST":
        return _save_part(request, draft, chosen)
    return _editor(request, draft, chosen, part_form(draft.content, chosen))


def _save_part(request: HttpRequest, draft: Draft, chosen: Chosen) -> HttpResponse:
    version = draft.version
    try:
        chosen.of(draft.content)
    except PartGone as gone:
        return _gone(request, draft, str(gone))
    form = part_form(draft.content, chosen, request.POST)
    if not form.is_valid():
        return _editor(request, draft, chosen, form)
    try:
        edit_draft(version, form.change(), actor=person(request), now=timezone.now())
    except FaultyContent as error:
        form.add_faults(error.faults)
    except PartChanged as error:
        form.rebase(error.theirs)
        return _editor(request, draft, chosen, form, conflict=differences(error.theirs, error.mine))
    except Refused as error:
        form.add_error(None, str(error))
    else:
        return redirect(part_url(version.pk, chosen), preserve_request=False)
    return _editor(request, draft, chosen, form)


def part_url(pk: int, chosen: Chosen) -> str:
    """The address of a part of a draft."""
    if chosen.what == "frame":
        return reverse("blueprint_edit", args=[pk])
    return reverse("blueprint_part", args=[pk, chosen.what, chosen.key])


def _editor(
    request: HttpRequest,
    draft: Draft,
    chosen: Chosen,
    form: PartForm,
    *,
    conflict: tuple[Difference, ...] = (),
) -> HttpResponse:
    context: dict[str, Any] = {
        "draft": draft,
        "tree": draft.tree(chosen),
        "chosen": chosen,
        "form": form,
        "conflict": conflict,
        "words": EXPRESSION_WORDS.values(),
        "action": part_url(draft.version.pk, chosen),
        "preview": preview_choices(draft.content, section=chosen.section_in(draft.content)),
    }
    if isinstance(form, BlockForm):
        context["figures"] = asked_figures(form.figures, content=draft.content)
    return render(request, "reports/blueprints/editor.html", context, status=_status(form, conflict))


def _status(form: PartForm, conflict: tuple[Difference, ...]) -> HTTPStatus:
    if conflict:
        return HTTPStatus.CONFLICT
    is_faulty = form.is_bound and bool(form.errors)
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_faulty else HTTPStatus.OK


def _gone(request: HttpRequest, draft: Draft, sentence: str) -> HttpResponse:
    """Give back what was typed into what somebody has removed or published meanwhile."""
    typed = [value for name, value in request.POST.items() if name in GIVEN_BACK and str(value).strip()]
    context = {"draft": draft, "sentence": sentence, "typed": typed}
    return render(request, "reports/blueprints/part_gone.html", context, status=HTTPStatus.CONFLICT)


GIVEN_BACK = ("heading", "label", "guidance", "evaluation", "example", "opening", "fixed_text")


@require_GET
def pick_indicator(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """List indicators that may be added to a block."""
    draft = read_draft(editable_version(request, pk))
    text = without_controls(request.GET.get("text", ""))[:60]
    found = find_indicators(text, request.GET.get("page"), content=draft.content, block=key)
    context = {"found": found, "text": text, "draft": draft, "key": key}
    return render(request, "reports/blueprints/_found.html", context)


# ---------- Moving, adding, removing ----------


@require_POST
def move_part(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Move a section or a block: one step, or to where it was dropped."""
    version = editable_version(request, pk)
    chosen = chosen_part(request.POST.get("here", "frame"), request.POST.get("here_key", ""))
    try:
        edit_draft(version, _move(request), actor=person(request), now=timezone.now())
    except Refused as error:
        messages.warning(request, str(error))
    if not request.headers.get("HX-Request"):
        return redirect(part_url(pk, chosen))
    draft = read_draft(version)
    context = {"draft": draft, "tree": draft.tree(_still_there(draft.content, chosen)), "chosen": chosen}
    return render(request, "reports/blueprints/_tree_moved.html", context)


def _still_there(content: Content, chosen: Chosen) -> Chosen:
    try:
        chosen.of(content)
    except PartGone:
        return Chosen("frame")
    return chosen


def _move(request: HttpRequest) -> Callable[[Content], Content]:
    """`step` is what:key:up or what:key:down; a drop names `what`, `key`, `section`, `before`."""
    fields = request.POST
    what, key, way = (*fields.get("step", "").split(":"), "", "", "")[:3]
    by = {"up": -1, "down": 1}.get(way, 0)
    if what == "section" and by:
        return lambda content: with_section_stepped(content, key, by=by)
    if what == "block" and by:
        return lambda content: with_block_stepped(content, key, by=by)
    dropped, before = fields.get("key", ""), fields.get("before", "")
    if fields.get("what") == "section":
        return lambda content: with_section_moved(content, dropped, before=before)
    if fields.get("what") == "block":
        spot = Spot(fields.get("section", ""), before)
        return lambda content: with_block_moved(content, dropped, spot)
    raise Http404


@require_POST
def add_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a section with one block, or a block to a section, and go to its form."""
    version = editable_version(request, pk)
    block = BlockContent(new_key("block"), "prose", NEW_BLOCK)
    section = SectionContent(new_key("section"), Role.OTHER_MATTERS, NEW_SECTION, blocks=(block,))
    into, after = request.POST.get("section", ""), request.POST.get("after", "")

    def change(content: Content) -> Content:
        if into:
            return with_new_block(content, block, Spot(into))
        return with_new_section(content, section, after=after)

    try:
        edit_draft(version, change, actor=person(request), now=timezone.now())
    except Refused as error:
        messages.warning(request, str(error))
        return redirect("blueprint_edit", pk)
    return redirect(part_url(pk, Chosen("block", block.key) if into else Chosen("section", section.key)))


def _name_of(part: Part) -> str:
    return section_name(part) if isinstance(part, SectionContent) else getattr(part, "label", "")


@require_http_methods(["GET", "POST"])
def remove_part(request: HttpRequest, pk: int, what: str, key: str) -> HttpResponse:
    """Say what goes with a part, then take it out."""
    version, chosen = editable_version(request, pk), chosen_part(what, key)
    draft = read_draft(version)
    try:
        part = chosen.of(draft.content)
        section = chosen.section_in(draft.content)
    except PartGone as gone:
        raise Http404 from gone
    if request.method == "GET":
        blocks = [b for s in draft.content.sections if s.key == section for b in s.blocks]
        context = {
            "draft": draft,
            "chosen": chosen,
            "part": part,
            "name": _name_of(part),
            "blocks": blocks,
            "back": part_url(pk, chosen),
        }
        return render(request, "reports/blueprints/remove.html", context)
    without = without_section if what == "section" else without_block
    try:
        edit_draft(version, lambda content: without(content, key), actor=person(request), now=timezone.now())
    except Refused as error:
        messages.warning(request, str(error))
        return redirect(part_url(pk, chosen))
    messages.success(request, "已从草稿中删除，其他部分没有变化。")
    return redirect(part_url(pk, Chosen("section", section) if what == "block" else Chosen("frame")))
