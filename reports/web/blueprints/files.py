"""导出 and 导入: a template as a file between installations, shown before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import quote

from django.contrib import messages
from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from reports.blueprints.content import Content
from reports.blueprints.exporting import pack_text
from reports.blueprints.faults import Weight, faults_in
from reports.blueprints.marked_yaml import MOST_BYTES
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.packs import BrokenPack, Pack, read_pack_bytes
from reports.blueprints.receiving import codes_in, without_codes
from reports.blueprints.services import create_blueprint, start_draft
from reports.blueprints.storing import content_of
from reports.common.errors import Refused
from reports.indicators.models import Indicator
from reports.organisations.models import Organisation
from reports.organisations.queries import administered_governments
from reports.web.access import person
from reports.web.blueprints.comparison import FIELDS, show_comparison
from reports.web.blueprints.making import government_of, own_families
from reports.web.blueprints.words import in_words
from reports.web.importing.parcels import Gone, Parcel, clear_old_parcels, drop_files, keep_files, open_parcel

MOST_FAULTS = 50
"""Faults of one file that are told at once."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was read; `unknown` are the codes that the dictionary here lacks."""

    pack: Pack
    unknown: tuple[str, ...]

    @property
    def content(self) -> Content:
        """What would be stored: without the unknown indicators."""
        return without_codes(self.pack.content, self.unknown)


@require_GET
def blueprint_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a version out as a file that another installation can read."""
    versions = BlueprintVersion.objects.visible_to(person(request)).select_related("blueprint")
    version = get_object_or_404(versions, pk=pk)
    text = pack_text(version.blueprint.code, content_of(version))
    name = quote(f"{version.blueprint.name}-第{version.number}版.yaml")
    disposition = f"attachment; filename*=UTF-8''{name}"
    return HttpResponse(
        text, content_type="application/yaml; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@require_http_methods(["GET", "POST"])
def blueprint_import(request: HttpRequest) -> HttpResponse:
    """Take a file in and read it; nothing is stored yet."""
    government_of(request)
    clear_old_parcels(now=timezone.now())
    if request.method == "GET":
        return render(request, "reports/blueprints/import.html")
    upload: File | None = request.FILES.get("file")
    if upload is None:
        return _asked_again(request, "请选择要导入的模板文件。")
    if (upload.size or 0) > MOST_BYTES:
        return _asked_again(
            request, f"“{upload.name}”超过{MOST_BYTES // 1024}KB，不是模板文件。请选择由“导出”得到的文件。"
        )
    try:
        told = _unstorable(read_pack_bytes(upload.name or "文件", upload.read()).content)
    except BrokenPack as broken:
        told = [str(fault) for fault in broken.faults]
    if told:
        return _asked_again(request, f"“{upload.name}”不能导入，请按下面的提示改正后重新选择。", told)
    upload.seek(0)
    parcel = keep_files([upload], year=0, user=person(request))
    return redirect("blueprint_import_check", token=parcel.token)


def _unstorable(content: Content) -> list[str]:
    """What the reader of the file takes and the table does not: too long, too many."""
    labels = {section.key: in_words(section.heading) for section in content.sections}
    blocks = {block.key: block.label for block in content.blocks}
    told = []
    for fault in faults_in(content, codes=codes_in(content)):
        if fault.weight is Weight.UNSTORABLE:
            part = blocks.get(fault.place.block) or labels.get(fault.place.section) or "模板"
            told.append(f"{part[:40]}，{FIELDS.get(fault.place.field, '整体')}：{fault.sentence}")
    return told


def _asked_again(request: HttpRequest, error: str, faults: Sequence[str] = ()) -> HttpResponse:
    context = {
        "error": error,
        "faults": faults[:MOST_FAULTS],
        "more_faults": max(0, len(faults) - MOST_FAULTS),
    }
    return render(request, "reports/blueprints/import.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_http_methods(["GET", "POST"])
def blueprint_import_check(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a file holds against what stands, and make a draft of it when somebody has looked."""
    government = government_of(request)
    parcel = open_parcel(token, user=person(request))
    received = _received(parcel) if parcel else None
    if parcel is None or received is None:
        return render(request, "reports/blueprints/import_gone.html", status=HTTPStatus.NOT_FOUND)
    families = own_families(government)
    family = _family(request, families)
    if request.method == "GET":
        return _show(request, government, received, families, family)
    try:
        draft = _store(request, government, received, family)
    except Refused as refusal:
        return _show(request, government, received, families, family, error=str(refusal))
    drop_files(parcel, [file.number for file in parcel.files])
    messages.success(request, f"已导入为“{draft.blueprint.name}”的草稿，核对后即可发布。")
    return redirect("blueprint", draft.pk)


def _received(parcel: Parcel) -> Received | None:
    """Read the kept file again; None where it is gone or is none of a template."""
    try:
        pack = read_pack_bytes(parcel.files[0].name, parcel.read(parcel.files[0]))
    except (Gone, BrokenPack):
        return None
    used = codes_in(pack.content)
    known = set(Indicator.objects.filter(code__in=used).values_list("code", flat=True))
    return Received(pack, tuple(code for code in used if code not in known))


def _family(request: HttpRequest, families: Sequence[Blueprint]) -> Blueprint | None:
    fields = request.POST if request.method == "POST" else request.GET
    wanted = fields.get("family", "")
    found = next((family for family in families if str(family.pk) == wanted), None)
    if wanted and found is None:
        raise Http404
    return found


def _store(
    request: HttpRequest, government: Organisation, received: Received, family: Blueprint | None
) -> BlueprintVersion:
    content = received.content
    actor, now = person(request), timezone.now()
    if family is None:
        return create_blueprint(
            name=content.name, government=government, content=content, actor=actor, now=now
        )
    return start_draft(family, content=replace(content, name=family.name), actor=actor, now=now)


def _show(
    request: HttpRequest,
    government: Organisation,
    received: Received,
    families: Sequence[Blueprint],
    family: Blueprint | None,
    *,
    error: str = "",
) -> HttpResponse:
    standing = _standing(request, received, family)
    context = {
        "government": government,
        "governments": administered_governments(person(request)),
        "received": received,
        "content": received.pack.content,
        "families": families,
        "family": family,
        "standing": standing,
        "shown": show_comparison(content_of(standing), received.content) if standing else None,
        "error": error,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "reports/blueprints/import_check.html", context, status=status)


def _standing(request: HttpRequest, received: Received, family: Blueprint | None) -> BlueprintVersion | None:
    """What the file is compared with: the family's newest version, else the shipped one of its code."""
    versions = BlueprintVersion.objects.visible_to(person(request)).select_related("blueprint")
    of_family = (
        versions.filter(blueprint=family)
        if family
        else versions.filter(blueprint__owner=None, blueprint__code=received.pack.code)
    )
    return of_family.order_by("-number").first()
