"""Handing out a stored scan to whoever may see its report."""

from typing import Any

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from reports.common.scans import ScanKind, kind_of_scan
from reports.drafting.models import Report
from reports.organisations.models import User
from reports.review.models import Filing, Publication, Signing

_KEPT: dict[str, tuple[type[Model], str, str]] = {
    "signing": (Signing, "scan", "签发单"),
    "filing": (Filing, "scan", "盖章件"),
    "publication": (Publication, "screenshot", "网页截图"),
}


def scan_response(user: User, kind: str, pk: int) -> FileResponse:
    """Open one scan under the type that its content has; 404 for what is not there or not to be seen."""
    found = _file(user, kind, pk)
    if found is None:
        raise Http404
    file, name = found
    try:
        stream = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    content = kind_of_scan(stream)
    if content is None:
        stream.close()
        raise Http404
    return _response(stream, content, name)


def _file(user: User, kind: str, pk: int) -> tuple[Any, str] | None:
    if kind not in _KEPT:
        return None
    model, field, word = _KEPT[kind]
    visible = Report.objects.visible_to(user)
    kept = model._default_manager.filter(pk=pk, report__in=visible).select_related("report").first()
    file: FieldFile | None = getattr(kept, field, None)
    return (file, f"{kept.report.title}（{word}）") if kept and file else None  # type: ignore[attr-defined]


def _response(stream: Any, content: ScanKind, name: str) -> FileResponse:
    response = FileResponse(
        stream,
        as_attachment=not content.opens_in_browser,
        filename=f"{name}.{content}",
        content_type=content.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
