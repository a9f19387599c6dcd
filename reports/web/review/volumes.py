"""汇编: the filed reports of one year as one Word file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from reports.common.errors import Refused
from reports.drafting.assembly import assemble
from reports.drafting.editions import FILING, PUBLIC, Edition
from reports.drafting.enums import FILED_STATUSES
from reports.drafting.models import Report
from reports.drafting.snapshot import signed_snapshots
from reports.organisations.models import User
from reports.rendering.docx.volume import write_volume
from reports.rendering.queries import profile_for
from reports.web.review.desk import overseen_reports
from reports.web.tables import narrow

MOST_REPORTS = 200
"""More would take longer than a page may; the filters of the ledger divide them."""


@dataclass(frozen=True, slots=True)
class VolumeKind:
    """Which edition of each report goes in, and what the volume is called after it."""

    edition: Edition
    word: str


VOLUMES = {"filing": VolumeKind(FILING, "报送稿"), "public": VolumeKind(PUBLIC, "公开稿")}


@dataclass(frozen=True, slots=True)
class Volume:
    """The finished file and its name without an ending."""

    content: bytes
    name: str


def filed_reports(user: User, wanted: dict[str, Any], *, now: datetime) -> list[Report]:
    """What the ledger lists under the same filters and has been filed, in the order of the units."""
    reports = narrow(overseen_reports(user, wanted["year"]), wanted, today=timezone.localtime(now).date())
    found = reports.filter(status__in=FILED_STATUSES).select_related("assignment__round__government")
    return list(found.order_by("assignment__organisation__position", "assignment__organisation__path", "pk"))


def write_reports(kind: VolumeKind, reports: Sequence[Report], *, now: datetime) -> Volume:
    """Bind reports into one file, each in the edition of this kind.

    Errors: Refused for none, and for more than MOST_REPORTS.
    """
    if not reports:
        raise Refused("没有符合条件的已报送报告，没有可以汇编的内容。")
    if len(reports) > MOST_REPORTS:
        raise Refused(f"符合条件的有{len(reports)}份，一次最多汇编{MOST_REPORTS}份，请先按单位类别筛选。")
    snapshots = signed_snapshots(reports)
    documents = [assemble(snapshots[report.pk], kind.edition) for report in reports if report.pk in snapshots]
    round_ = reports[0].assignment.round
    title = f"{round_.government.place}{round_.year}年度法治政府建设情况报告汇编"
    profile = profile_for(round_.government, is_formal=False)
    return Volume(write_volume(documents, title=title, profile=profile, at=now), f"{title}（{kind.word}）")
