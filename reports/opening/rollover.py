"""开启下一年度: what the next year takes over from the last, listed before anything is written.

Not for: making the assignments and reports of a year (services of this package).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.content import Content
from reports.blueprints.models import BlueprintVersion
from reports.blueprints.phrasebook import phrases
from reports.blueprints.queries import published_versions
from reports.blueprints.renewing import replace_version
from reports.blueprints.shifting import Reading, Way, WrittenYear, readings, shifted, written_years
from reports.blueprints.storing import content_of
from reports.blueprints.vocabulary import Outdated, Phrase, outdated
from reports.common.errors import Refused
from reports.common.permissions import demand
from reports.opening.filling import lock_rounds
from reports.opening.permissions import can_open_round
from reports.opening.services import TermInput, UnitInput, open_round
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User
from reports.rounds.models import Assignment, Round, Term

DATES = ("due_draft_on", "due_filing_on", "due_publication_on")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class MovedDate:
    """One due date, last year's and the proposal for the next."""

    before: date
    after: date

    @property
    def is_weekend(self) -> bool:
        """Whether the proposed day is no working day by the calendar alone."""
        return self.after.weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class NextTerm:
    """What a kind of unit was asked and will be asked; `version` None: its template is out of use."""

    kind: OrganisationKind
    before: Term
    version: BlueprintVersion | None
    dates: tuple[MovedDate, ...]


@dataclass(frozen=True, slots=True)
class NextBlueprint:
    """One template in use, and what the new year does to it."""

    version: BlueprintVersion
    content: Content
    readings: tuple[Reading, ...]
    written: tuple[WrittenYear, ...]
    outdated: tuple[Outdated, ...]

    @property
    def is_own(self) -> bool:
        """Whether the county may change it; a shipped one is adapted first."""
        return self.version.blueprint.owner_id is not None

    @property
    def carried(self) -> tuple[str, ...]:
        """The blocks whose text is taken over from last year."""
        return tuple(block.label for block in self.content.blocks if block.carries_over)


@dataclass(frozen=True, slots=True)
class NextUnit:
    """One unit whose task was not that of its kind: other dates or another template."""

    organisation: Organisation
    dates: tuple[MovedDate, ...]
    has_own_dates: bool
    version: BlueprintVersion | None


@dataclass(frozen=True, slots=True)
class NextYear:
    """Everything that the next year takes over, for a person to look at."""

    government: Organisation
    before: Round
    terms: tuple[NextTerm, ...]
    blueprints: tuple[NextBlueprint, ...]
    exceptions: tuple[NextUnit, ...]
    withdrawn: tuple[Organisation, ...]
    carried_units: int
    new_units: tuple[str, ...]
    gone_units: tuple[str, ...]

    @property
    def year(self) -> int:
        """The year to be opened."""
        return self.before.year + 1


@dataclass(frozen=True, slots=True)
class NextYearChoices:
    """What was decided: terms by kind, the way of each written year by template, and the exceptions.

    `with_dates` and `with_template` name the units that keep dates or a template of their own,
    `left_out` those whose task was withdrawn and is not given this year either.
    """

    terms: Mapping[OrganisationKind, TermInput]
    ways: Mapping[int, Mapping[str, Way]] = field(default_factory=dict)
    with_dates: frozenset[int] = frozenset()
    with_template: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()


def a_year_later(day: date) -> date:
    """Move a due date on by a year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def last_running_round(government: Organisation) -> Round | None:
    """The year that the next one follows."""
    return Round.objects.filter(government=government, is_archive=False).order_by("-year").first()


def plan_next_year(government: Organisation) -> NextYear:
    """List what the year after the last one takes over; the number of queries grows with the templates.

    Errors: Refused where no year was opened yet.
    """
    before = last_running_round(government)
    if before is None:
        raise Refused("还没有开启过年度任务，请先用“开启年度”布置第一个年度。")
    in_force = published_versions(government=government)
    terms = _next_terms(before, in_force)
    assignments = list(
        before.assignments.select_related("organisation", "blueprint_version").order_by(
            "organisation__position", "organisation__path"
        )
    )
    used = {term.version.pk: term.version for term in terms if term.version is not None}
    exceptions = _exceptions(assignments, terms, in_force)
    used |= {unit.version.pk: unit.version for unit in exceptions if unit.version is not None}
    known = phrases()
    assigned = {assignment.organisation_id for assignment in assignments}
    return NextYear(
        government=government,
        before=before,
        terms=terms,
        blueprints=tuple(_next_blueprint(version, before.year, known) for version in used.values()),
        exceptions=exceptions,
        withdrawn=tuple(a.organisation for a in assignments if a.withdrawn_at and a.organisation.is_active),
        carried_units=sum(a.organisation.is_active and not a.withdrawn_at for a in assignments),
        new_units=_new_units(government, {term.kind for term in terms}, assigned),
        gone_units=tuple(a.organisation.name for a in assignments if not a.organisation.is_active),
    )


def _next_terms(before: Round, in_force: Sequence[BlueprintVersion]) -> tuple[NextTerm, ...]:
    terms = before.terms.select_related("blueprint_version__blueprint")
    rank = {kind: place for place, kind in enumerate(OrganisationKind)}
    return tuple(
        NextTerm(
            kind=OrganisationKind(term.kind),
            before=term,
            version=_successor(term.blueprint_version, term.kind, in_force),
            dates=_moved_dates(term),
        )
        for term in sorted(terms, key=lambda term: rank[OrganisationKind(term.kind)])
    )


def _successor(
    version: BlueprintVersion, kind: str, in_force: Iterable[BlueprintVersion]
) -> BlueprintVersion | None:
    """The version in force of the same family, or of the county's own one made from it."""
    family = {version.blueprint_id}
    fitting = (v for v in in_force if {v.blueprint_id, v.blueprint.origin_id} & family)
    return next((v for v in fitting if kind in v.kinds), None)


def _moved_dates(dated: Term | Assignment) -> tuple[MovedDate, ...]:
    days = (getattr(dated, name) for name in DATES)
    return tuple(MovedDate(day, a_year_later(day)) for day in days)


def _exceptions(
    assignments: Iterable[Assignment], terms: Iterable[NextTerm], in_force: Sequence[BlueprintVersion]
) -> tuple[NextUnit, ...]:
    by_kind = {term.kind: term for term in terms}
    units = []
    for assignment in assignments:
        unit = assignment.organisation
        term = by_kind.get(OrganisationKind(unit.kind))
        if term is None or not unit.is_active or assignment.withdrawn_at:
            continue
        dates = _moved_dates(assignment)
        has_own_dates = dates != term.dates
        version = None
        if assignment.blueprint_version.blueprint_id != term.before.blueprint_version.blueprint_id:
            version = _successor(assignment.blueprint_version, unit.kind, in_force)
        if has_own_dates or version is not None:
            units.append(NextUnit(unit, dates, has_own_dates, version))
    return tuple(units)


def _next_blueprint(version: BlueprintVersion, year: int, known: Sequence[Phrase]) -> NextBlueprint:
    content = content_of(version)
    return NextBlueprint(
        version=version,
        content=content,
        readings=readings(content, year=year),
        written=written_years(content, year=year),
        outdated=outdated(content, known, year=year + 1),
    )


def _new_units(
    government: Organisation, kinds: Iterable[OrganisationKind], assigned: Iterable[int]
) -> tuple[str, ...]:
    units = Organisation.objects.under(government.path).filter(is_active=True, kind__in=list(kinds))
    return tuple(
        units.exclude(pk__in=list(assigned)).order_by("position", "pk").values_list("name", flat=True)
    )


@transaction.atomic
def open_next_year(
    government: Organisation, *, after: Round, choices: NextYearChoices, actor: User, now: datetime
) -> Round:
    """Open the year after `after` as it was decided: templates with their years moved on, then the round.

    Errors: Refused when that year was opened meanwhile; what `open_round` refuses.
    """
    demand(can_open_round(actor, government))
    lock_rounds(government)
    if last_running_round(government) != after:
        raise Refused(f"{after.year + 1}年度刚刚已经由别人开启，没有重复开启。请到“年度任务”查看。")
    plan = plan_next_year(government)
    renewed = _renew_blueprints(plan, choices.ways, actor=actor, now=now)
    terms = {
        kind: replace(term, blueprint_version=renewed.get(term.blueprint_version.pk, term.blueprint_version))
        for kind, term in choices.terms.items()
    }
    opened = open_round(
        government=government,
        year=plan.year,
        terms=terms,
        units=_unit_inputs(plan, choices, terms, renewed),
        actor=actor,
        now=now,
    )
    record_act(
        "开启下一年度",
        opened,
        actor=actor,
        now=now,
        scope_path=government.path,
        detail={"from": after.year, "templates": [str(version) for version in renewed.values()]},
    )
    return opened


def _renew_blueprints(
    plan: NextYear, ways: Mapping[int, Mapping[str, Way]], *, actor: User, now: datetime
) -> dict[int, BlueprintVersion]:
    """Publish a new version of each own template whose written years move on; by the old version's key."""
    renewed: dict[int, BlueprintVersion] = {}
    for blueprint in plan.blueprints:
        content = shifted(blueprint.content, ways.get(blueprint.version.pk, {}), year=plan.before.year)
        if blueprint.is_own and content != blueprint.content:
            note = f"开启{plan.year}年度时顺延文中的年份。"
            renewed[blueprint.version.pk] = replace_version(
                blueprint.version, content, note=note, actor=actor, now=now
            )
    return renewed


def _unit_inputs(
    plan: NextYear,
    choices: NextYearChoices,
    terms: Mapping[OrganisationKind, TermInput],
    renewed: Mapping[int, BlueprintVersion],
) -> dict[int, UnitInput]:
    """What single units keep of their own, by the unit's key."""
    inputs: dict[int, UnitInput] = {}
    for unit in plan.exceptions:
        pk, term = unit.organisation.pk, terms.get(OrganisationKind(unit.organisation.kind))
        keeps_dates = unit.has_own_dates and pk in choices.with_dates
        version = unit.version if pk in choices.with_template else None
        if term is None or not (keeps_dates or version):
            continue
        draft, filing, publication = (moved.after for moved in unit.dates)
        inputs[pk] = UnitInput(
            due_draft_on=draft if keeps_dates else term.due_draft_on,
            due_filing_on=filing if keeps_dates else term.due_filing_on,
            due_publication_on=publication if keeps_dates else term.due_publication_on,
            blueprint_version=version and renewed.get(version.pk, version),
        )
    for organisation in plan.withdrawn:
        term = terms.get(OrganisationKind(organisation.kind))
        if term is not None and organisation.pk in choices.left_out:
            inputs[organisation.pk] = UnitInput(*_dates_of(term), is_left_out=True)
    return inputs


def _dates_of(term: TermInput) -> tuple[date, date, date]:
    return term.due_draft_on, term.due_filing_on, term.due_publication_on
