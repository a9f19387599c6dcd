"""Opening a year: the round, its terms, every unit's assignment and report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import BlueprintVersion
from reports.common.errors import Invalid
from reports.common.jobs import enqueue, unfinished_job
from reports.common.permissions import demand
from reports.opening.filling import FILL_ROUND, fill_round, lock_rounds, require_bureau, units_without_task
from reports.opening.permissions import can_open_round
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User
from reports.rounds.models import EARLIEST_YEAR, LATEST_YEAR, Round, Term, UnitTerm

MOST_AT_ONCE = 300
"""So many units get their reports while the administrator waits: about a third of a second."""


@dataclass(frozen=True, slots=True)
class TermInput:
    """What the round asks of one kind of unit."""

    blueprint_version: BlueprintVersion
    due_draft_on: date
    due_filing_on: date
    due_publication_on: date
    skips_pre_review: bool = False
    packs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitInput:
    """What the round asks of one very unit: dates of its own, perhaps a template of its own."""

    due_draft_on: date
    due_filing_on: date
    due_publication_on: date
    blueprint_version: BlueprintVersion | None = None
    is_left_out: bool = False


@transaction.atomic
def open_round(
    *,
    government: Organisation,
    year: int,
    terms: Mapping[OrganisationKind, TermInput],
    actor: User,
    now: datetime,
    is_archive: bool = False,
    units: Mapping[int, UnitInput] = MappingProxyType({}),
    most_at_once: int = MOST_AT_ONCE,
) -> Round:
    """Open a year: every unit under the government gets its assignment and its empty report.

    `units` names those that are asked otherwise than their kind, by key.

    Opening a year again gives a report to the units that have none yet and changes nothing else: a
    kind of unit that has its terms keeps them. A year that so far held imported old reports only
    becomes a running one.

    Up to `most_at_once` units have their reports when this returns; more get them in the background, and
    the round's page shows how far that is.
    """
    demand(can_open_round(actor, government))
    _check_year(year)
    _check_terms(terms)
    lock_rounds(government)
    round_, is_new = Round.objects.get_or_create(
        government=government,
        year=year,
        defaults={"is_archive": is_archive, "opened_at": now, "opened_by": actor},
    )
    if round_.is_archive and not is_archive:
        _take_out_of_archive(round_, actor=actor, now=now)
    _store_terms(round_, terms)
    _store_unit_terms(round_, units)
    if not round_.terms.exists():
        raise Invalid("请至少为一类单位选择模板和期限。")
    require_bureau(round_)
    waiting = 0 if unfinished_job(FILL_ROUND, round_) else units_without_task(round_).count()
    if waiting > most_at_once:
        _enqueue(round_, waiting, actor=actor, now=now)
    elif waiting:
        fill_round(round_, now=now, most=most_at_once)
    if is_new or waiting:
        record_act(
            "开启年度任务",
            round_,
            actor=actor,
            now=now,
            scope_path=government.path,
            detail={"reports": waiting},
        )
    return round_


def _check_year(year: int) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Invalid(f"年度应在{EARLIEST_YEAR}与{LATEST_YEAR}之间，请核对。", field="year")


def _check_terms(terms: Mapping[OrganisationKind, TermInput]) -> None:
    for kind, term in terms.items():
        version = term.blueprint_version
        if kind not in version.kinds or version.status != VersionStatus.PUBLISHED:
            raise Invalid(f"模板“{version}”不适用于{OrganisationKind(kind).label}，请另选模板。", field=kind)
        if not term.due_draft_on <= term.due_filing_on <= term.due_publication_on:
            raise Invalid(
                f"{OrganisationKind(kind).label}的三个期限应依次为预审稿、正式报送、公开，请核对先后。",
                field=kind,
            )


def _take_out_of_archive(round_: Round, *, actor: User, now: datetime) -> None:
    round_.is_archive, round_.opened_at, round_.opened_by = False, now, actor
    round_.save(update_fields=["is_archive", "opened_at", "opened_by"])


def _store_terms(round_: Round, terms: Mapping[OrganisationKind, TermInput]) -> None:
    Term.objects.bulk_create(
        [
            Term(
                round=round_,
                kind=kind,
                blueprint_version=term.blueprint_version,
                due_draft_on=term.due_draft_on,
                due_filing_on=term.due_filing_on,
                due_publication_on=term.due_publication_on,
                skips_pre_review=term.skips_pre_review,
                packs=list(term.packs),
            )
            for kind, term in terms.items()
        ],
        ignore_conflicts=True,
    )


def _store_unit_terms(round_: Round, units: Mapping[int, UnitInput]) -> None:
    UnitTerm.objects.bulk_create(
        [
            UnitTerm(
                round=round_,
                organisation_id=pk,
                blueprint_version=unit.blueprint_version,
                due_draft_on=unit.due_draft_on,
                due_filing_on=unit.due_filing_on,
                due_publication_on=unit.due_publication_on,
                is_left_out=unit.is_left_out,
            )
            for pk, unit in units.items()
        ],
        ignore_conflicts=True,
    )


def _enqueue(round_: Round, waiting: int, *, actor: User, now: datetime) -> None:
    enqueue(
        FILL_ROUND,
        round_,
        title=f"开启{round_.year}年度任务",
        verb="建立",
        measure="份报告",
        total=waiting + round_.assignments.count(),
        asked_by=actor.name,
        now=now,
        scope_path=round_.government.path,
    )
