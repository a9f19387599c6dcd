"""A small county for tests, made by the product's own services.

云岭县 has a government, its judicial bureau, two departments and a town; next door lies 望江县 with a
bureau and one department, so that every test about reach has a stranger to keep out.
"""

from dataclasses import dataclass
from datetime import date, datetime

from reports.blueprints.queries import version_for
from reports.blueprints.services import load_shipped_packs
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report, ReportBlock, ReportSection
from reports.drafting.services import BlockChange, SectionChange, save_section, stored_items, text_digest
from reports.indicators.loading import load_dictionary
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User
from reports.organisations.services import appoint, create_organisation, create_person
from reports.rounds.models import Round

YEAR = 2025
DUE_DRAFT = date(2026, 1, 20)
DUE_FILING = date(2026, 2, 20)
DUE_PUBLICATION = date(2026, 3, 31)
PASSWORD = "yunling-2026"


@dataclass
class County:
    """One county's units, people by role, round and reports by unit."""

    government: Organisation
    bureau: Organisation
    units: dict[str, Organisation]
    people: dict[str, User]
    round: Round | None = None

    def report(self, unit: str) -> Report:
        """The report of `government`, `bureau` or a unit by its key."""
        organisation = {"government": self.government, "bureau": self.bureau, **self.units}[unit]
        return Report.objects.with_assignment().get(assignment__organisation=organisation)


@dataclass
class World:
    """The two counties; `county` is where the stories happen, `stranger` the one next door."""

    county: County
    stranger: County
    now: datetime

    def report(self, unit: str = "police") -> Report:
        """A report of the county."""
        return self.county.report(unit)

    def user(self, name: str) -> User:
        """A fresh instance of a person: police_drafter, police_head, reviewer, leader, …"""
        return User.objects.get(pk=self.county.people[name].pk)


def build_world(*, now: datetime) -> World:
    """Make both counties and open their rounds."""
    load_dictionary()
    load_shipped_packs(actor=None, now=now)
    county = _county(
        "云岭县",
        {
            "police": ("云岭县公安局", "department"),
            "market": ("云岭县市场监督管理局", "department"),
            "town": ("青石镇人民政府", "town"),
        },
        now=now,
    )
    stranger = _county("望江县", {"water": ("望江县水利局", "department")}, now=now)
    return World(county, stranger, now)


def _county(place: str, units: dict[str, tuple[str, str]], *, now: datetime) -> County:
    government = create_organisation(
        name=f"{place}人民政府",
        short_name="县政府",
        kind=OrganisationKind.COUNTY_GOVERNMENT,
        parent=None,
        place=place,
        actor=None,
        now=now,
    )
    bureau = create_organisation(
        name=f"{place}司法局",
        short_name="县司法局",
        kind=OrganisationKind.JUDICIAL_BUREAU,
        parent=government,
        data_offices=["司法局"],
        actor=None,
        now=now,
    )
    members = {
        key: create_organisation(
            name=name,
            kind=OrganisationKind(kind),
            parent=government,
            party_name=f"中共{place}青石镇委员会" if kind == "town" else "",
            position=position,
            actor=None,
            now=now,
        )
        for position, (key, (name, kind)) in enumerate(units.items())
    }
    county = County(government, bureau, members, _people(place, government, bureau, members, now=now))
    version = {kind: version_for(kind) for kind in OrganisationKind.values}
    terms = {
        OrganisationKind(kind): TermInput(version[kind], DUE_DRAFT, DUE_FILING, DUE_PUBLICATION)
        for kind in ("county_government", "judicial_bureau", "department", "town")
    }
    county.round = open_round(
        government=government, year=YEAR, terms=terms, actor=county.people["administrator"], now=now
    )
    return county


def _people(
    place: str,
    government: Organisation,
    bureau: Organisation,
    units: dict[str, Organisation],
    *,
    now: datetime,
) -> dict[str, User]:
    posts = [
        ("reviewer", "周审", Role.REVIEWER, bureau),
        ("leader", "钱局", Role.LEADER, bureau),
        ("administrator", "管理", Role.ADMINISTRATOR, bureau),
        ("auditor", "日志", Role.AUDITOR, bureau),
        ("bureau_drafter", "司起", Role.DRAFTER, bureau),
        ("bureau_head", "司首", Role.HEAD, bureau),
        ("government_head", "县首", Role.HEAD, government),
    ]
    for key, unit in units.items():
        posts += [
            (f"{key}_drafter", f"{unit.name[-3:]}经办", Role.DRAFTER, unit),
            (f"{key}_head", f"{unit.name[-3:]}首长", Role.HEAD, unit),
        ]
    prefix = "" if place == "云岭县" else "stranger_"
    people = {}
    for name, label, role, organisation in posts:
        user = create_person(
            username=f"{prefix}{name}",
            name=label,
            password=PASSWORD,
            must_change_password=False,
            actor=None,
            now=now,
        )
        appoint(user, role, organisation=organisation, actor=None, now=now)
        people[name] = user
    return people


def write(report: Report, key: str, text: str, *, actor: User, now: datetime) -> None:
    """Save one block's text as a drafter would."""
    block = ReportBlock.objects.select_related("section").get(report=report, key=key)
    save_section(
        ReportSection.objects.select_related(
            "report__assignment__round", "report__assignment__organisation"
        ).get(pk=block.section_id),
        SectionChange(
            heading=block.section.heading,
            blocks=(
                BlockChange(
                    key=key,
                    text=text,
                    base_version=block.version,
                    base_digest=text_digest(block.text, stored_items(block)),
                    is_private=block.is_private,
                    items=stored_items(block),
                ),
            ),
        ),
        actor=actor,
        now=now,
    )


def fill_prose(report: Report, *, actor: User, now: datetime) -> None:
    """Write one honest sentence into every prose block."""
    for block in report.blocks.filter(kind="prose").order_by("position"):
        write(report, block.key, f"围绕{block.label}，全年完成年初确定的各项任务。", actor=actor, now=now)


def put_status(report: Report, status: ReportStatus, *, is_open: bool = False) -> Report:
    """Place a report in a state by hand, for tests about what a state allows; never for stories."""
    Report.objects.filter(pk=report.pk).update(status=status)
    report.blocks.update(is_open=is_open)
    return Report.objects.with_assignment().get(pk=report.pk)
