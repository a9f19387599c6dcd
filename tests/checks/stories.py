"""Reports that say the same, for the tests of comparing and its pages."""

from datetime import date

from reports.blueprints.queries import version_for
from reports.drafting.models import Report
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind
from tests.world import World, write

COPIED = (
    "把城北老旧小区的调解站点搬进社区，四十二名调解员轮流值守，"
    "全年当场化解邻里纠纷{count}件，比上年多{more}件，没有一件转为诉讼。"
)
"""A paragraph that one unit takes over from another; the numbers are its own."""
OWN = {
    "police": "反诈专班进厂入校讲课，劝阻转账的群众逐一回访，追回的钱款当面清点。",
    "market": "菜市场公平秤每月校准，缺斤短两的摊位挂牌整改，回头看时已全部合格。",
    "town": "河长带着村民巡河，打捞的水葫芦沤成肥料，岸边新栽的柳树成活九成。",
}


def write_alike(world: World, *units: str) -> list[Report]:
    """Let units begin their reports with a paragraph of their own and the one they share."""
    return [write_own(world, unit, COPIED.format(count=41 + at, more=7)) for at, unit in enumerate(units)]


def write_own(world: World, unit: str, more: str = "") -> Report:
    """Let a unit begin its report with a paragraph of its own, and more."""
    report = Report.objects.get(
        assignment__round=world.county.round, assignment__organisation=world.county.units[unit]
    )
    text = f"{OWN[unit]}\n{more}"
    write(report, "overview", text, actor=world.user(f"{unit}_drafter"), now=world.now)
    return report


def last_year_of(world: World, unit: str, text: str) -> Report:
    """Open the year before, and write a unit's report of it."""
    due = (date(2026, 1, 20), date(2026, 2, 20), date(2026, 3, 31))
    kinds = (OrganisationKind.DEPARTMENT, OrganisationKind.TOWN)
    opened = open_round(
        government=world.county.government,
        year=2024,
        terms={kind: TermInput(version_for(kind), *due) for kind in kinds},
        actor=world.user("administrator"),
        now=world.now,
    )
    organisation = world.county.units[unit]
    report = Report.objects.with_assignment().get(
        assignment__round=opened, assignment__organisation=organisation
    )
    write(report, "overview", text, actor=world.user(f"{unit}_drafter"), now=world.now)
    return report


def write_many(world: World, count: int) -> None:
    """Let three units share so much that there are so many pairs, 1 or 3."""
    write_alike(world, *("police", "market", "town")[: 2 if count == 1 else 3])
