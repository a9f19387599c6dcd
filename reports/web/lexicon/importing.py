"""词库 from a file: choose it, look at what it changes, confirm."""

from http import HTTPStatus

from django.contrib import messages
from django.core.files.base import File
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reports.checks.lexicon_importing import Fate, LexiconPlan, apply_lexicon, plan_lexicon
from reports.checks.permissions import can_keep_lexicon
from reports.common.errors import Refused, UnreadableFile
from reports.common.permissions import NotPermitted, demand
from reports.common.workbooks.reading import MOST_BYTES
from reports.organisations.models import Organisation, User
from reports.web.access import person
from reports.web.importing.parcels import Gone, Parcel, clear_old_parcels, drop_files, keep_files, open_parcel
from reports.web.lexicon.views import readable_government
from reports.web.workbooks import show_faults

PAGE_LENGTH = 100


@require_http_methods(["GET", "POST"])
def lexicon_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file of entries."""
    government, user = _kept(request, pk)
    clear_old_parcels(now=timezone.now())
    if request.method == "GET":
        return _ask(request, government)
    try:
        parcel = _keep(request, government, user)
        try:
            _plan(parcel, government, user)
        except UnreadableFile:
            drop_files(parcel, [1])
            raise
    except UnreadableFile as error:
        return _ask(request, government, error=str(error))
    return redirect("lexicon_import_check", pk, parcel.token)


@never_cache
@require_http_methods(["GET", "POST"])
def lexicon_import_check(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Show what the file would change; change it when somebody confirms what was shown."""
    government, user = _kept(request, pk)
    parcel = open_parcel(token, user=user, purpose=_purpose(government))
    try:
        if parcel is None:
            raise Gone
        if request.method == "GET":
            return _preview(request, government, parcel)
        return _confirm(request, government, parcel)
    except Gone:
        context = {"government": government}
        return render(request, "reports/lexicon/import_gone.html", context, status=HTTPStatus.GONE)


def _kept(request: HttpRequest, pk: int) -> tuple[Organisation, User]:
    government, user = readable_government(request, pk), person(request)
    demand(can_keep_lexicon(user, government))
    return government, user


def _purpose(government: Organisation) -> str:
    return f"lexicon-of-{government.pk}"


def _keep(request: HttpRequest, government: Organisation, user: User) -> Parcel:
    """Keep the one file that was uploaded.

    Errors: UnreadableFile where there is none, or it is too large; nothing is kept then.
    """
    upload: File | None = request.FILES.get("file")
    if upload is None:
        raise UnreadableFile("请选择要导入的文件（.xlsx或者.yaml）。")
    if (upload.size or 0) > MOST_BYTES:
        raise UnreadableFile(f"文件不能超过{MOST_BYTES // 1024**2}MB，请只保留词库后再上传。")
    return keep_files([upload], year=0, user=user, purpose=_purpose(government))


def _plan(parcel: Parcel, government: Organisation, user: User) -> LexiconPlan:
    file = parcel.files[0]
    return plan_lexicon(file.name, parcel.read(file), government, actor=user)


def _ask(request: HttpRequest, government: Organisation, *, error: str = "") -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    context = {"government": government, "error": error}
    return render(request, "reports/lexicon/import.html", context, status=status)


def _confirm(request: HttpRequest, government: Organisation, parcel: Parcel) -> HttpResponse:
    file = parcel.files[0]
    try:
        plan = apply_lexicon(
            file.name,
            parcel.read(file),
            government,
            digest=request.POST.get("digest", ""),
            actor=person(request),
            now=timezone.now(),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        return _preview(request, government, parcel, notice=str(refusal))
    drop_files(parcel, [1])
    messages.success(request, f"已导入：新增{plan.count(Fate.NEW)}条，修改{plan.count(Fate.CHANGED)}条。")
    return redirect("lexicon_of", pk=government.pk)


def _preview(
    request: HttpRequest, government: Organisation, parcel: Parcel, *, notice: str = ""
) -> HttpResponse:
    plan = _plan(parcel, government, person(request))
    page = Paginator(plan.changing, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "government": government,
        "file": parcel.files[0],
        "plan": plan,
        "counts": [(fate.value, plan.count(fate)) for fate in Fate],
        "faults": show_faults(plan.faults),
        "lines": page.object_list,
        "page": page,
        "notice": notice,
    }
    status = HTTPStatus.CONFLICT if notice else HTTPStatus.OK
    return render(request, "reports/lexicon/import_check.html", context, status=status)
