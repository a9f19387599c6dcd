"""Opening a year: the round, its terms, every unit's assignment and report."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import BlueprintVersion
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.drafting.carrying import carry_texts_over
from reports.drafting.models import Report
from reports.drafting.starting import start_reports
from reports.notifications.services import office_name, send_message
from reports.opening.permissions import can_open_round
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User
from reports.organisations.queries import bureau_over
from reports.rounds.models import EARLIEST_YEAR, LATEST_YEAR, Assignment, Round, Term, UnitTerm


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
) -> Round:
    """Open a year: every unit under the government gets its assignment and its empty report.

    `units` names those that are asked otherwise than their kind, by key.

    Opening a year again gives a report to the units that have none yet and changes nothing else: a
    kind of unit that has its terms keeps them. A year that so far held imported old reports only
    becomes a running one.
    """
    demand(can_open_round(actor, government))
    _check_year(year)
    _check_terms(terms)
    Organisation.objects.select_for_update().get(pk=government.pk)  # two people may press at once
    round_, is_new = Round.objects.get_or_create(
        government=government,
        year=year,
        defaults={"is_archive": is_archive, "opened_at": now, "opened_by": actor},
    )
    if round_.is_archive and not is_archive:
        _take_out_of_archive(round_, actor=actor, now=now)
    _store_terms(round_, terms)
    _store_unit_terms(round_, units)
    stored = _stored_terms(round_)
    if not stored:
        raise Invalid("请至少为一类单位选择模板和期限。")
    reports = assign_units(round_, stored, now=now)
    if reports and not is_archive:
        _tell_drafters(round_, reports, now=now)
    if is_new or reports:
        record_act(
            "开启年度任务",
            round_,
            actor=actor,
            now=now,
            scope_path=government.path,
            detail={"reports": len(reports)},
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
            )
            for pk, unit in units.items()
        ],
        ignore_conflicts=True,
    )


def _stored_terms(round_: Round) -> dict[OrganisationKind, TermInput]:
    """What the round asks, the terms of an earlier opening included."""
    terms = round_.terms.select_related("blueprint_version__blueprint")
    return {
        OrganisationKind(term.kind): TermInput(
            blueprint_version=term.blueprint_version,
            due_draft_on=term.due_draft_on,
            due_filing_on=term.due_filing_on,
            due_publication_on=term.due_publication_on,
            skips_pre_review=term.skips_pre_review,
            packs=tuple(term.packs),
        )
        for term in terms
    }


def assign_units(
    round_: Round, terms: Mapping[OrganisationKind, TermInput], *, now: datetime
) -> list[Report]:
    """Assign every unit of a kind that has terms and no assignment yet."""
    taken = set(round_.assignments.values_list("organisation_id", flat=True))
    units = Organisation.objects.under(round_.government.path).filter(is_active=True, kind__in=list(terms))
    fresh = [unit for unit in units.order_by("position", "pk") if unit.pk not in taken]
    bureau = bureau_over(round_.government)
    if bureau is None and any(unit.kind == OrganisationKind.COUNTY_GOVERNMENT for unit in fresh):
        raise Refused("本级还没有司法局，县政府的报告无人起草。请先建立司法局，再开启年度任务。")
    own = {term.organisation_id: term for term in round_.unit_terms.select_related("blueprint_version")}
    assignments = Assignment.objects.bulk_create(
        _assignment(round_, unit, terms[OrganisationKind(unit.kind)], bureau=bureau, own=own.get(unit.pk))
        for unit in fresh
    )
    by_version: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        by_version[assignment.blueprint_version_id].append(assignment)
    reports = [report for group in by_version.values() for report in start_reports(group, now=now)]
    if not round_.is_archive:
        carry_texts_over(report.pk for report in reports)
    return reports


def _assignment(
    round_: Round,
    unit: Organisation,
    term: TermInput,
    *,
    bureau: Organisation | None,
    own: UnitTerm | None,
) -> Assignment:
    is_county = unit.kind == OrganisationKind.COUNTY_GOVERNMENT
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
    )


def _tell_drafters(round_: Round, reports: Sequence[Report], *, now: datetime) -> None:
    bureau = bureau_over(round_.government)
    drafters = User.objects.filter(
        is_active=True,
        memberships__role=Role.DRAFTER,
        memberships__organisation__in=[r.assignment.organisation_id for r in reports],
    ).distinct()
    send_message(
        drafters,
        f"{round_.year}年度法治政府建设年度报告已经开始填报，请按期提交预审稿。",
        url="/",
        sender=office_name(bureau) if bureau else round_.government.name,
        now=now,
    )
