"""Opening a year for the units of a province: time, growth and queries, on a PostgreSQL of its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.test.runner import DiscoverRunner

from reports.blueprints.queries import version_for
from reports.blueprints.services import load_shipped_packs
from reports.indicators.loading import load_dictionary
from reports.opening.filling import MOST_IN_STEP, fill_round
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Membership, Organisation, User
from reports.organisations.services import appoint, create_organisation, create_person
from reports.rounds.models import Round
from tests.bench.rows import Goal, Row, Scale

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
DUE = (date(2027, 1, 20), date(2027, 2, 20), date(2027, 3, 31))
KINDS = (OrganisationKind.DEPARTMENT, OrganisationKind.TOWN, OrganisationKind.STREET)
LINEAR = Goal(1.2)
WITHIN_A_MINUTE = Goal(60.0)
WITHIN_A_SECOND = Goal(1.0)
TURNS = 3
AT_ONCE = 10**9
"""More units than any year has: the request serves them all."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What one opening took."""

    units: int
    seconds: float
    queries: int


def measure_opening(scale: Scale) -> Iterator[Row]:
    """Open a year for ever more units, each in a county of its own, in turn; medians count."""
    turns = [[_measured(units) for units in scale.opened] for _ in range(min(TURNS, scale.rounds))]
    openings = [
        sorted(same, key=lambda opening: opening.seconds)[len(same) // 2] for same in zip(*turns, strict=True)
    ]
    for opening in openings:
        yield Row(f"为{opening.units}个单位开启年度", "ms/单位", opening.seconds / opening.units * 1000)
    first, last = openings[0], openings[-1]
    yield Row(f"为{last.units}个单位开启年度，共", "s", last.seconds, goal=WITHIN_A_MINUTE)
    factor = last.units / first.units
    growth = last.seconds / first.seconds / factor
    name = f"{first.units}→{last.units}个单位：时间之比除以{factor:g}"
    yield Row(name, "倍", growth, goal=LINEAR)
    yield Row(f"每千个单位的查询（一步{MOST_IN_STEP}个）", "次", last.queries / last.units * 1000)


def _typical(same: Sequence[Opening]) -> Opening:
    return sorted(same, key=lambda opening: opening.seconds)[len(same) // 2]


def measure_at_once(scale: Scale) -> Iterator[Row]:
    """Open a year of a small county within the request."""
    taken = []
    for _ in range(min(TURNS, scale.rounds)):
        with undone():
            government, administrator = county(scale.opened_at_once)
            began = perf_counter()
            open_year(government, administrator, most_at_once=AT_ONCE)
            taken.append(perf_counter() - began)
    yield Row(f"当场为{scale.opened_at_once}个单位开启年度", "s", median(taken), goal=WITHIN_A_SECOND)


@contextmanager
def database() -> Iterator[None]:
    """Make an empty database and take it away again, unless pytest has made one."""
    if str(connection.settings_dict["NAME"]).startswith("test_"):
        yield
        return
    runner = DiscoverRunner(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(made)


def _measured(units: int) -> Opening:
    """Open a year in the steps of a worker."""
    count = _Count()
    with undone():
        government, administrator = county(units)
        with connection.execute_wrapper(count):
            began = perf_counter()
            round_ = open_year(government, administrator, most_at_once=0)
            while not fill_round(round_, now=NOW).is_last:
                pass
            seconds = perf_counter() - began
    return Opening(units, seconds, count.queries)


class _Count:
    """Counts queries without keeping them, which would cost more than they do."""

    queries = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.queries += 1
        return execute(*arguments)


@contextmanager
def undone() -> Iterator[None]:
    """Leave the database as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def county(units: int) -> tuple[Organisation, User]:
    """Make a government with its bureau, so many units of three kinds and a drafter for each."""
    load_dictionary()
    load_shipped_packs(actor=None, now=NOW)
    government = create_organisation(
        name="丘山省人民政府",
        kind=OrganisationKind.COUNTY_GOVERNMENT,
        parent=None,
        place="丘山省",
        actor=None,
        now=NOW,
    )
    bureau = create_organisation(
        name="丘山省司法厅", kind=OrganisationKind.JUDICIAL_BUREAU, parent=government, actor=None, now=NOW
    )
    administrator = create_person(
        username="bench", name="管理", password="bench-2026-pass", actor=None, now=NOW
    )
    appoint(administrator, Role.ADMINISTRATOR, organisation=bureau, actor=None, now=NOW)
    _units(government, units)
    return government, User.objects.get(pk=administrator.pk)


def _units(government: Organisation, count: int) -> None:
    organisations = Organisation.objects.bulk_create(
        Organisation(
            parent=government,
            kind=KINDS[number % len(KINDS)],
            name=f"丘山省第{number}号单位",
            short_name=f"第{number}号",
            path=f"{government.path}{10**9 + number}/",
            position=number,
        )
        for number in range(count)
    )
    people = User.objects.bulk_create(User(username=f"d{n}", name=f"经办{n}") for n in range(count))
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=Role.DRAFTER)
        for user, organisation in zip(people, organisations, strict=True)
    )


def open_year(government: Organisation, administrator: User, *, most_at_once: int) -> Round:
    terms = {kind: TermInput(version_for(kind), *DUE) for kind in KINDS}
    return open_round(
        government=government,
        year=2026,
        terms=terms,
        actor=administrator,
        now=NOW,
        most_at_once=most_at_once,
    )


BENCHES = (measure_opening, measure_at_once)
