"""What the proof-reader found in one report, sorted to the parts of the paper beside which it stands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.checks.enums import Field, Severity
from reports.checks.models import Finding
from reports.checks.permissions import can_read_report
from reports.checks.queries import with_changes
from reports.drafting.models import Report
from reports.organisations.models import User
from reports.web.checking_county.places import FoundPlace, shown_place

FRONT_FIELDS = frozenset({Field.TITLE, Field.ADDRESSEES})


@dataclass(frozen=True, slots=True)
class Found:
    """All that stands in one report: read when, changed since, and what the unit keeps with its reasons."""

    findings: tuple[Finding, ...]
    read_at: datetime | None
    has_changed: bool
    may_read: bool

    @property
    def totals(self) -> tuple[tuple[Severity, int], ...]:
        """The open findings by severity, as far as there are any."""
        counts = Counter(one.severity for one in self.findings if one.dismissed_at is None)
        return tuple((severity, counts[severity]) for severity in Severity if counts[severity])

    @property
    def dismissed(self) -> tuple[FoundPlace, ...]:
        """What the unit keeps as it is."""
        return tuple(shown_place(one) for one in self.findings if one.dismissed_at)

    @property
    def whole(self) -> tuple[FoundPlace, ...]:
        """The open ones that are about no part of the paper."""
        return shown_open(self.of_fields([""]))

    @property
    def is_beside(self) -> bool:
        """Whether anything open stands beside the paper."""
        return len(self.whole) < sum(places for _, places in self.totals)

    def of(self, section: str, block: str = "") -> tuple[Finding, ...]:
        """Those of a block, or of a part's own heading."""
        return tuple(
            one
            for one in self.findings
            if one.section_key == section and (one.block.key if one.block else "") == block
        )

    def of_fields(self, fields: Iterable[str]) -> tuple[Finding, ...]:
        """Those of lines that stand outside the parts."""
        return tuple(one for one in self.findings if not one.section_key and one.field in fields)

    def place(self, key: int | None) -> FoundPlace | None:
        """One of these by its key."""
        return next((shown_place(one) for one in self.findings if one.pk == key), None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An opinion that says what the proof-reader says, for the reviewer to alter and to keep."""

    block_key: str
    quote: str
    text: str


def read_found(report: Report, user: User) -> Found:
    """Gather what stands in a report, in two queries."""
    findings = Finding.objects.filter(report=report).standing().select_related("block", "dismissed_by")
    same = Report.objects.filter(pk=report.pk).select_related("reading")
    year, path = report.assignment.round.year, report.assignment.organisation.path
    read: Any = with_changes(same, year=year, path=path).get()
    return Found(
        findings=tuple(findings.in_order()),
        read_at=read.reading.read_at if hasattr(read, "reading") else None,
        has_changed=bool(read.has_changed),
        may_read=bool(can_read_report(user, report)),
    )


def shown_open(findings: Sequence[Finding]) -> tuple[FoundPlace, ...]:
    """The open ones among these as rows."""
    return tuple(shown_place(one) for one in findings if one.dismissed_at is None)


def propose_opinion(place: FoundPlace) -> Proposal:
    """Write the opinion that follows from a finding, or from the unit's reason for keeping its words."""
    text = place.message
    if place.suggestion:
        text += f"建议：{place.suggestion}"
    if place.is_dismissed:
        text += f"\n单位不采纳的理由是“{place.dismissal_reason}”，请再核对。"
    if not place.block_key and place.words.quote:
        text = f"“{place.words.quote}”：{text}"
    return Proposal(place.block_key, place.words.quote, text)
