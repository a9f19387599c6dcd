"""Writing the demonstration county into the database, by the services that people use.

Every day is counted from the day of loading. Not for: what the county says (content, county/*.yaml).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from reports.blueprints.enums import BlockKind
from reports.blueprints.phrasebook import load_vocabulary
from reports.blueprints.queries import version_for
from reports.blueprints.services import load_shipped_packs
from reports.common.errors import Refused
from reports.demo.content import SIGNED_STATES, Unit, UnitReport, read_county
from reports.demo.story import Cast, tell_story
from reports.drafting.figures import FigureChange
from reports.drafting.models import Report, ReportBlock, ReportSection
from reports.drafting.services import BlockChange, SectionChange, save_section, stored_items, text_digest
from reports.drafting.snapshot import SnapshotItem
from reports.indicators.loading import load_dictionary
from reports.notifications.models import Message
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User
from reports.organisations.services import appoint, create_organisation, create_person
from reports.rollup.services import write_figures
from reports.rounds.models import Assignment, Round

PASSWORD = "yunling-demo"  # the demonstration's, printed at every start
DAYS_TO_DRAFT, DAYS_TO_FILING, DAYS_TO_PUBLICATION = 12, 45, 80
DAYS_LATE = 5
YEAR_BACK = timedelta(days=365)
UNREAD_FOR = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Account:
    """One line of what the launcher prints."""

    username: str
    name: str
    unit: str
    role: str


def report_year(today: date) -> int:
    """The last year that is over, so that no report of the demonstration is older than its year."""
    return today.year - 1


def is_loaded() -> bool:
    """Whether there is any unit, so that nothing is loaded twice or over real work."""
    return Organisation.objects.exists()


@transaction.atomic
def load_county(*, now: datetime, password: str = PASSWORD) -> Round:
    """Load dictionary, packs, units, people and two years of reports; returns the open round."""
    if is_loaded():
        raise Refused("数据库里已经有单位，没有再载入演示数据。")
    long_ago = now - 2 * YEAR_BACK
    load_dictionary()
    load_shipped_packs(actor=None, now=long_ago)
    load_vocabulary(actor=None, now=long_ago)
    units = read_county()
    organisations = _create_organisations(units, now=long_ago)
    people = _create_people(units, organisations, password=password, now=long_ago)
    year = report_year(now.date())
    _load_year(year - 1, units, organisations, people, now=now - YEAR_BACK)
    round_ = _load_year(year, units, organisations, people, now=now, is_running=True)
    Message.objects.filter(sent_at__lt=now - UNREAD_FOR).update(read_at=now - UNREAD_FOR)
    return round_


def accounts() -> list[Account]:
    """The accounts that the launcher prints: one of each role first, then the units' drafters."""
    units = read_county()
    rows = [
        Account(person.username, person.name, unit.name, Role(person.role).label)
        for unit in units
        for person in unit.people
    ]
    order = [Role.DRAFTER, Role.HEAD, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR]
    rank = {role.label: place for place, role in enumerate(order)}
    return sorted(rows, key=lambda row: rank[row.role])


def has_accounts() -> bool:
    """Whether those accounts are in the database."""
    names = {account.username for account in accounts()}
    return User.objects.filter(username__in=names).count() == len(names)


def _create_organisations(units: Iterable[Unit], *, now: datetime) -> dict[str, Organisation]:
    made: dict[str, Organisation] = {}
    for unit in units:
        made[unit.key] = create_organisation(
            name=unit.name,
            short_name=unit.short_name,
            kind=OrganisationKind(unit.kind),
            parent=made.get(unit.parent),
            place=unit.place,
            party_name=unit.party_name,
            data_offices=unit.data_offices,
            position=unit.position,
            actor=None,
            now=now,
        )
    return made


def _create_people(
    units: Iterable[Unit], organisations: Mapping[str, Organisation], *, password: str, now: datetime
) -> dict[tuple[str, Role], list[User]]:
    people: dict[tuple[str, Role], list[User]] = {}
    for unit in units:
        for person in unit.people:
            user = create_person(
                username=person.username,
                name=person.name,
                password=password,
                must_change_password=False,
                actor=None,
                now=now,
            )
            role = Role(person.role)
            appoint(user, role, organisation=organisations[unit.key], actor=None, now=now)
            people.setdefault((unit.key, role), []).append(user)
    return people


def _load_year(
    year: int,
    units: Iterable[Unit],
    organisations: Mapping[str, Organisation],
    people: Mapping[tuple[str, Role], list[User]],
    *,
    now: datetime,
    is_running: bool = False,
) -> Round:
    units = list(units)
    government = next(unit for unit in units if unit.kind == OrganisationKind.COUNTY_GOVERNMENT)
    bureau = next(unit for unit in units if unit.kind == OrganisationKind.JUDICIAL_BUREAU)
    administrator = people[bureau.key, Role.ADMINISTRATOR][0]
    round_ = open_round(
        government=organisations[government.key],
        year=year,
        terms=_terms(units, today=now.date(), is_running=is_running),
        actor=administrator,
        now=now - timedelta(days=25),
    )
    for unit in sorted(units, key=lambda unit: unit.kind == OrganisationKind.COUNTY_GOVERNMENT):
        content = (unit.this_year if is_running else unit.last_year).resolved(
            year=year, organisation=unit.name, county=government.place
        )
        report = Report.objects.with_assignment().get(
            assignment__round=round_, assignment__organisation=organisations[unit.key]
        )
        cast = _cast(unit, bureau, people)
        _write(report, content.as_submitted(), cast=cast, now=now - timedelta(days=12))
        tell_story(report, content, cast=cast, now=now)
        if content.earlier_texts:
            returned = Report.objects.with_assignment().get(pk=report.pk)
            _write(returned, replace(content, figures=()), cast=cast, now=now - timedelta(days=1))
        if is_running and content.is_late:
            _make_late(report, today=now.date())
    return round_


def _terms(units: Iterable[Unit], *, today: date, is_running: bool) -> dict[OrganisationKind, TermInput]:
    """A finished year's dates lie in its past, the running year's ahead."""
    shift = timedelta() if is_running else timedelta(days=-DAYS_TO_DRAFT)
    terms = {}
    for unit in units:
        version = version_for(unit.kind, code=unit.this_year.blueprint)
        if version is None:
            raise Refused(f"没有代码为“{unit.this_year.blueprint}”的模板，不能载入演示数据。")
        terms[OrganisationKind(unit.kind)] = TermInput(
            blueprint_version=version,
            due_draft_on=today + shift + timedelta(days=DAYS_TO_DRAFT),
            due_filing_on=today + shift + timedelta(days=DAYS_TO_FILING),
            due_publication_on=today + shift + timedelta(days=DAYS_TO_PUBLICATION),
        )
    return terms


def _cast(unit: Unit, bureau: Unit, people: Mapping[tuple[str, Role], list[User]]) -> Cast:
    is_county = unit.kind == OrganisationKind.COUNTY_GOVERNMENT
    drafter = people[bureau.key, Role.REVIEWER] if is_county else people[unit.key, Role.DRAFTER]
    reviewer = people[bureau.key, Role.LEADER if is_county else Role.REVIEWER]
    heads = people.get((unit.key, Role.HEAD), [])
    return Cast(
        drafter=drafter[0], reviewer=reviewer[0], head=heads[0] if heads else None, office=unit.office
    )


def _write(report: Report, content: UnitReport, *, cast: Cast, now: datetime) -> None:
    """Type the texts, rows and figures, part by part, as the drafter would."""
    if not content.texts and not content.figures:
        return
    figures = {figure.code: figure.figure for figure in content.figures}
    for section in report.sections.filter(blocks__is_open=True).order_by("position").distinct():
        section.report = report
        change = SectionChange(
            heading=section.heading,
            blocks=tuple(_block_change(block, content) for block in section.blocks.order_by("position")),
            figures=_figure_changes(section, figures),
        )
        save_section(section, change, actor=cast.drafter, now=now)
    if report.assignment.is_for_county:
        _gather(report, is_finished=content.state in SIGNED_STATES, cast=cast, now=now)
    carried = [text.block for text in content.texts if text.is_carried]
    if content.state in ("drafting",):
        report.blocks.filter(key__in=carried).update(needs_confirmation=True)
    if content.addressees:
        report.addressees = "\n".join(content.addressees)
        report.save(update_fields=["addressees"])


def _gather(report: Report, *, is_finished: bool, cast: Cast, now: datetime) -> None:
    """Write the units' sums down; in a finished year somebody has ruled out double counting."""
    asked = report.figure_requests.values_list("indicator__code", flat=True)
    write_figures(report, confirmed=list(asked) if is_finished else [], actor=cast.drafter, now=now)


def _block_change(block: ReportBlock, content: UnitReport) -> BlockChange:
    items = tuple(
        SnapshotItem(
            heading=row.heading,
            text=row.text,
            cause=row.cause,
            remedy=row.remedy,
            measure=row.measure,
            responsible_unit=row.responsible_unit,
            due_on=row.due_on,
        )
        for row in content.items
        if row.block == block.key
    )
    text = content.text_of(block.key)
    return BlockChange(
        key=block.key,
        text=block.text if block.kind == BlockKind.FIXED or not text else text,
        base_version=block.version,
        base_digest=text_digest(block.text, stored_items(block)),
        items=items,
    )


def _figure_changes(section: ReportSection, figures: Mapping[str, object]) -> tuple[FigureChange, ...]:
    asked = section.report.figure_requests.filter(block__section=section).order_by("position")
    codes = asked.values_list("indicator__code", flat=True)
    return tuple(FigureChange(code, figures[code]) for code in codes if code in figures)  # type: ignore[arg-type]


def _make_late(report: Report, *, today: date) -> None:
    Assignment.objects.filter(pk=report.assignment_id).update(due_draft_on=today - timedelta(days=DAYS_LATE))
