"""Giving the units of an opened year their assignments and reports, some at a time.

Not for: what the year asks (services). Every call is safe to repeat: it looks for units without a task.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from reports.common.errors import Refused
from reports.common.jobs import Step
from reports.drafting.carrying import carry_texts_over
from reports.drafting.starting import start_reports
from reports.notifications.models import Message
from reports.notifications.services import office_name, send_message
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Membership, Organisation
from reports.organisations.queries import bureau_over
from reports.rounds.models import Assignment, Round, Term, UnitTerm

FILL_ROUND = "opening.fill_round"
MOST_IN_STEP = 200
"""Units in one step of the background work: about a quarter of a second."""

LEFT_OUT = "上年撤回了任务，本年也不布置。"
NO_BUREAU = "本级还没有司法局，县政府的报告无人起草。请先建立司法局，再开启年度任务。"


def lock_rounds(government: Organisation) -> None:
    """Let nobody else open or fill a year of this government until the transaction ends."""
    Organisation.objects.select_for_update(no_key=True).get(pk=government.pk)


def units_without_task(round_: Round) -> QuerySet[Organisation]:
    """The units that the round asks for a report and that have no assignment, in their order."""
    units = Organisation.objects.under(round_.government.path)
    asked = units.filter(is_active=True, kind__in=round_.terms.values("kind"))
    # NOT IN is hashed once; NOT EXISTS becomes a loop in a loop while the tables are too new for statistics
    return asked.exclude(pk__in=round_.assignments.values("organisation")).order_by("position", "pk")


def require_bureau(round_: Round) -> None:
    """Refuse a round whose government's report nobody would draft."""
    governments = units_without_task(round_).filter(kind=OrganisationKind.COUNTY_GOVERNMENT)
    if bureau_over(round_.government) is None and governments.exists():
        raise Refused(NO_BUREAU)


@transaction.atomic
def fill_round(round_: Round, *, now: datetime, most: int = MOST_IN_STEP) -> Step:
    """Give the next units their assignment and report, and tell their drafters.

    `now` is the moment of the opening, the same in all its steps: by it a drafter of two units is
    told once.
    """
    lock_rounds(round_.government)
    bureau = bureau_over(round_.government)
    units = list(units_without_task(round_)[:most])
    assignments = Assignment.objects.bulk_create(_assignments(round_, units, bureau=bureau))
    reports = start_reports(assignments, now=now)
    if not round_.is_archive:
        carry_texts_over(report.pk for report in reports)
        _tell_drafters(round_, units, bureau=bureau, now=now)
    done, left = round_.assignments.count(), units_without_task(round_).count()
    return Step(done, done + left)


def _assignments(
    round_: Round, units: Iterable[Organisation], *, bureau: Organisation | None
) -> list[Assignment]:
    terms = {term.kind: term for term in round_.terms.select_related("blueprint_version__blueprint")}
    own_terms = round_.unit_terms.filter(organisation__in=[unit.pk for unit in units])
    own = {term.organisation_id: term for term in own_terms.select_related("blueprint_version")}
    return [_assignment(round_, u, terms[u.kind], bureau=bureau, own=own.get(u.pk)) for u in units]


def _assignment(
    round_: Round, unit: Organisation, term: Term, *, bureau: Organisation | None, own: UnitTerm | None
) -> Assignment:
    is_county = unit.kind == OrganisationKind.COUNTY_GOVERNMENT
    if is_county and bureau is None:
        raise Refused(NO_BUREAU)
    dated = own or term
    return Assignment(
        round=round_,
        organisation=unit,
        drafted_by=bureau if is_county and bureau else unit,
        blueprint_version=(own and own.blueprint_version) or term.blueprint_version,
        due_draft_on=dated.due_draft_on,
        due_filing_on=dated.due_filing_on,
        due_publication_on=dated.due_publication_on,
        skips_pre_review=term.skips_pre_review,
        packs=list(term.packs),
        **(_withdrawn(round_) if own and own.is_left_out else {}),
    )


def _withdrawn(round_: Round) -> dict[str, object]:
    return {
        "withdrawn_at": round_.opened_at,
        "withdrawn_by": round_.opened_by,
        "withdrawal_reason": LEFT_OUT,
    }


def _tell_drafters(
    round_: Round, units: Iterable[Organisation], *, bureau: Organisation | None, now: datetime
) -> None:
    text = f"{round_.year}年度法治政府建设年度报告已经开始填报，请按期提交预审稿。"
    left_out = round_.unit_terms.filter(is_left_out=True).values("organisation")
    posts = Membership.objects.filter(
        role=Role.DRAFTER, organisation__in=[unit.pk for unit in units], user__is_active=True
    ).exclude(organisation__in=left_out)
    drafters = {post.user_id: post.user for post in posts.select_related("user")}
    messages = Message.objects.filter(recipient__in=drafters, sent_at=now, text=text)
    told = set(messages.values_list("recipient_id", flat=True))
    sender = office_name(bureau) if bureau else round_.government.name
    untold = [user for pk, user in drafters.items() if pk not in told]
    send_message(untold, text, url="/", sender=sender, now=now)
