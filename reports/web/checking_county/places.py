"""One finding as a row of a page shows it."""

from dataclasses import dataclass
from datetime import datetime

from reports.blueprints.enums import BlockKind
from reports.checks.enums import Severity
from reports.checks.models import Finding
from reports.checks.words import Words, place_of, words_of


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """One place that a check found; `block_key` is '' for one outside the written blocks."""

    finding_id: int
    place: str
    block_key: str
    words: Words
    message: str
    suggestion: str
    severity: Severity
    dismissed_by: str
    dismissed_at: datetime | None
    dismissal_reason: str

    @property
    def is_dismissed(self) -> bool:
        """Whether the unit keeps its words."""
        return self.dismissed_at is not None


def shown_place(finding: Finding) -> FoundPlace:
    """Put one finding into words; its block and who dismissed it must have been read with it."""
    block = finding.block
    return FoundPlace(
        finding_id=finding.pk,
        place=place_of(finding),
        block_key=block.key if block and block.kind != BlockKind.FIXED else "",
        words=words_of(finding),
        message=finding.message,
        suggestion=finding.suggestion,
        severity=Severity(finding.severity),
        dismissed_by=finding.dismissed_by.name if finding.dismissed_by else "",
        dismissed_at=finding.dismissed_at,
        dismissal_reason=finding.dismissal_reason,
    )
