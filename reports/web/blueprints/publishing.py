"""Publishing a draft: what changed against the version before, what is still wrong, then one button."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.blueprints.models import BlueprintVersion
from reports.blueprints.services import publish_draft
from reports.blueprints.storing import content_of
from reports.common.errors import Incomplete, Invalid, Refused
from reports.web.access import person
from reports.web.blueprints.changes import changes_between
from reports.web.blueprints.drafts import Draft, editable_version, read_draft
from reports.web.blueprints.editor import NOT_A_DRAFT
from reports.web.blueprints.forms import PublishForm


@require_http_methods(["GET", "POST"])
def publish_version(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what publishing would put in force, and do it."""
    version = editable_version(request, pk)
    if not version.is_draft:
        messages.warning(request, NOT_A_DRAFT)
        return redirect("blueprint", pk)
    draft = read_draft(version)
    if request.method == "GET":
        return _page(request, draft, PublishForm(initial={"edit": version.edit, "note": version.note}))
    form = PublishForm(request.POST)
    if form.is_valid() and _publish(request, version, form):
        messages.success(request, f"“{version}”已发布，从现在起新开的年度使用这一版。")
        return redirect("blueprint", pk)
    return _page(request, draft, form)


def _publish(request: HttpRequest, version: BlueprintVersion, form: PublishForm) -> bool:
    cleaned = form.cleaned_data
    try:
        publish_draft(
            version,
            note=cleaned["note"],
            edit=cleaned["edit"],
            accepts_warnings=cleaned["accepts_warnings"],
            actor=person(request),
            now=timezone.now(),
        )
    except Incomplete as error:
        is_warned = "勾选" in str(error)
        form.add_error("accepts_warnings" if is_warned else None, str(error))
    except Invalid as fault:
        form.add_error(fault.field or None, str(fault))
    except Refused as error:
        form.add_error(None, str(error))
    return not form.errors


def _page(request: HttpRequest, draft: Draft, form: PublishForm) -> HttpResponse:
    before = _before(draft.version)
    context = {
        "draft": draft,
        "form": form,
        "faults": [lack for lack in draft.lacks if not lack.is_warning],
        "warnings": [lack for lack in draft.lacks if lack.is_warning],
        "before": before,
        "changes": changes_between(content_of(before), draft.content) if before else (),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "reports/blueprints/publish.html", context, status=status)


def _before(version: BlueprintVersion) -> BlueprintVersion | None:
    """What the draft goes on from: the family's version before, else the original it was made out of."""
    versions = version.blueprint.versions.select_related("blueprint").filter(number__lt=version.number)
    return versions.order_by("-number").first() or version.origin_version
