"""The people of many tasks at once. Not for: those of one report (review.parties)."""

from collections.abc import Iterable

from django.db.models import Q

from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.rounds.models import Assignment


def drafters_of_many(assignments: Iterable[Assignment]) -> list[User]:
    """Everybody who drafts one of these reports, once, in one query."""
    own: set[int] = set()
    for_county: set[int] = set()
    for assignment in assignments:
        (for_county if assignment.is_for_county else own).add(assignment.drafted_by_id)
    drafts = Q(memberships__role=Role.DRAFTER, memberships__organisation__in=own)
    drafts |= Q(memberships__role=Role.REVIEWER, memberships__organisation__in=for_county)
    return list(User.objects.filter(drafts, is_active=True).distinct().order_by("pk"))
