"""The pages of the report templates: the list, one version, and a version's life. Not for: the editor."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.blueprints.content import Content
from reports.blueprints.models import Blueprint
from reports.blueprints.permissions import can_edit_blueprint
from reports.blueprints.services import (
    adapt_blueprint,
    create_blueprint,
    discard_draft,
    retire_blueprint,
    start_draft,
)
from reports.common.errors import Refused
from reports.common.permissions import NotPermitted, demand
from reports.organisations.models import Organisation, User
from reports.organisations.queries import administered_governments
from reports.web.access import person
from reports.web.blueprints.drafts import editable_version, readable_version
from reports.web.blueprints.families import family_list
from reports.web.blueprints.forms import NewBlueprintForm
from reports.web.blueprints.queries import version_page
from reports.web.blueprints.takeover import newer_notice

TITLES = (
    "{organisation}关于{year}年度法治政府建设情况的报告",
    "{organisation}{year}年法治政府建设年度报告",
)
ADDRESSEES = ("中共{county}委、{county}人民政府",)


@require_GET
def blueprints(request: HttpRequest) -> HttpResponse:
    """List the templates and their versions, to everybody signed in."""
    user = person(request)
    found = family_list(request.GET.get("page"), user=user)
    context = {"found": found, "governments": administered_governments(user)}
    return render(request, "reports/blueprints/list.html", context)


@require_GET
def blueprint(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version from end to end."""
    user = person(request)
    page = version_page(pk, user=user)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "governments": administered_governments(user),
        "newer": newer_notice(user, pk),
    }
    return render(request, "reports/blueprints/version.html", context)


@require_http_methods(["GET", "POST"])
def blueprint_new(request: HttpRequest) -> HttpResponse:
    """Make a template of the county's own from nothing, and go to its editor."""
    user = person(request)
    governments = administered_governments(user)
    if not governments:
        raise NotPermitted("只有管理员可以制定本县的模板。")
    form = NewBlueprintForm(request.POST or None, governments=governments)
    if request.method == "GET" or not form.is_valid():
        return render(request, "reports/blueprints/new.html", {"form": form})
    cleaned = form.cleaned_data
    content = Content(cleaned["name"], tuple(cleaned["kinds"]), *TITLES, ADDRESSEES)
    try:
        draft = create_blueprint(
            name=cleaned["name"],
            government=form.chosen_government(),
            content=content,
            actor=user,
            now=timezone.now(),
        )
    except Refused as error:
        form.add_error(None, str(error))
        return render(request, "reports/blueprints/new.html", {"form": form}, status=422)
    messages.success(request, f"“{draft.blueprint.name}”的草稿已建立，请添加部分和内容块。")
    return redirect("blueprint_edit", draft.pk)


@require_POST
def blueprint_adapt(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the county's own template out of this version, and go to its editor."""
    version, user = readable_version(request, pk), person(request)
    government = _government_named(user, request.POST.get("government", ""))
    try:
        draft = adapt_blueprint(version, government=government, actor=user, now=timezone.now())
    except NotPermitted:
        raise
    except Refused as error:
        messages.warning(request, str(error))
        return redirect("blueprint", pk)
    messages.success(request, f"已由“{version.blueprint.name}”建立本县模板的草稿，发布后即替代原模板。")
    return redirect("blueprint_edit", draft.pk)


def _government_named(user: User, wanted: str) -> Organisation:
    """The government named, else the only or first one that this person administers."""
    governments = administered_governments(user)
    if not governments:
        raise NotPermitted("只有管理员可以制定本县的模板。")
    found = next((each for each in governments if str(each.pk) == wanted or not wanted), None)
    if found is None:
        raise Http404
    return found


@require_POST
def blueprint_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the draft of a family's next version, or go to the one that is there."""
    family, user = _editable_family(request, pk), person(request)
    try:
        draft = start_draft(family, actor=user, now=timezone.now())
    except NotPermitted:
        raise
    except Refused as error:
        messages.warning(request, str(error))
        return redirect("blueprints")
    return redirect("blueprint_edit", draft.pk)


@require_http_methods(["GET", "POST"])
def blueprint_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what retiring means, then take the family out of force."""
    family = _editable_family(request, pk)
    if request.method == "GET":
        return render(request, "reports/blueprints/retire.html", {"family": family})
    try:
        retire_blueprint(family, actor=person(request), now=timezone.now())
    except Refused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"“{family.name}”已停用，新开的年度不再列出；正在进行的年度照旧。")
    return redirect("blueprints")


@require_http_methods(["GET", "POST"])
def blueprint_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then throw a draft away."""
    version = editable_version(request, pk)
    if request.method == "GET":
        return render(request, "reports/blueprints/discard.html", {"version": version})
    name = str(version)
    try:
        discard_draft(version, actor=person(request), now=timezone.now())
    except Refused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"草稿“{name}”已删除。")
    return redirect("blueprints")


def _editable_family(request: HttpRequest, pk: int) -> Blueprint:
    """A family that this person may change; 404 for what is another county's."""
    families = Blueprint.objects.visible_to(person(request)).select_related("owner", "origin")
    family = families.filter(pk=pk).first()
    if family is None:
        raise Http404
    demand(can_edit_blueprint(person(request), family))
    return family
