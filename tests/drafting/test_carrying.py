"""What a new report takes over from last year's: only what the template says, and never as confirmed."""

from datetime import date

import pytest

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.services import publish
from reports.blueprints.storing import store_content
from reports.document.roles import Role
from reports.drafting.carrying import carry_texts_over
from reports.drafting.models import Report
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind as Kind
from reports.organisations.services import create_organisation
from tests.world import World, write

pytestmark = pytest.mark.django_db

DUE = (date(2026, 1, 20), date(2026, 2, 20), date(2026, 3, 31))
NEXT_DUE = tuple(day.replace(year=2027) for day in DUE)


@pytest.fixture
def version(world: World) -> BlueprintVersion:
    blocks = (
        BlockContent("opening", "prose", "开头", opening="{year}年，", carries_over=True),
        BlockContent("figures", "prose", "数字", carries_over=True, figures=(FigureAsk("LE01"),)),
        BlockContent("work", "prose", "工作"),
    )
    family = Blueprint.objects.create(code="carry", name="沿用")
    stored = BlueprintVersion.objects.create(blueprint=family, number=1, status="draft", kinds=[])
    section = SectionContent("achievements", Role.ACHIEVEMENTS, "{year}年成效", blocks=blocks)
    store_content(stored, Content("沿用", ("street",), "{year}年报告", "{year}年年报", (), (section,)))
    publish(stored, now=world.now)
    return stored


def opened(world: World, version: BlueprintVersion, *, year: int) -> list[Report]:
    due = DUE if year == 2025 else NEXT_DUE
    round_ = open_round(
        government=world.county.government,
        year=year,
        terms={Kind.STREET: TermInput(version, *due)},
        actor=world.user("administrator"),
        now=world.now,
    )
    found = Report.objects.with_assignment().filter(
        assignment__round=round_, assignment__blueprint_version=version
    )
    return list(found.order_by("assignment__organisation__pk"))


def add_streets(world: World, *names: str) -> None:
    for name in names:
        street = create_organisation(
            name=name, kind=Kind.STREET, parent=world.county.government, actor=None, now=world.now
        )
        world.user("police_drafter").memberships.create(organisation=street, role="drafter")


def test_marked_blocks_are_filled_years_moved_on_and_wait_for_a_confirmation(
    world: World, version: BlueprintVersion
) -> None:
    add_streets(world, "城东街道办事处")
    (last,) = opened(world, version, year=2025)
    drafter = world.user("police_drafter")
    texts = {
        "opening": "2025年，我们按《纲要（2021—2025年）》工作。",
        "figures": "办案{{LE01}}件。",
        "work": "做了工作。",
    }
    for key, text in texts.items():
        write(last, key, text, actor=drafter, now=world.now)
    (report,) = opened(world, version, year=2026)
    blocks = report.blocks.order_by("position").values_list("key", "text", "needs_confirmation")
    assert list(blocks) == [
        ("opening", "2026年，我们按《纲要（2021—2025年）》工作。", True),
        ("figures", "办案{{LE01}}件。", True),
        ("work", "", False),
    ]
    assert report.is_not_begun


def test_a_figure_that_is_no_longer_asked_becomes_a_blank(world: World, version: BlueprintVersion) -> None:
    add_streets(world, "城东街道办事处")
    (last,) = opened(world, version, year=2025)
    write(last, "figures", "办案{{LE01}}件。", actor=world.user("police_drafter"), now=world.now)
    (report,) = opened(world, version, year=2026)
    report.figure_requests.all().delete()
    report.blocks.update(text="", needs_confirmation=False)
    assert carry_texts_over([report.pk]) == 1
    assert report.blocks.get(key="figures").text == "办案××件。"


def test_what_nobody_wrote_and_what_somebody_began_stay(world: World, version: BlueprintVersion) -> None:
    add_streets(world, "城东街道办事处", "城西街道办事处")
    _east, west = opened(world, version, year=2025)
    write(west, "opening", "2025年，西街。", actor=world.user("police_drafter"), now=world.now)
    east_now, west_now = opened(world, version, year=2026)
    assert east_now.blocks.get(key="opening").text == "2026年，"
    write(west_now, "work", "新的工作。", actor=world.user("police_drafter"), now=world.now)
    west_now.blocks.filter(key="opening").update(text="", needs_confirmation=False)
    assert carry_texts_over([east_now.pk, west_now.pk]) == 0
    assert west_now.blocks.get(key="opening").text == ""


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_units(
    world: World, version: BlueprintVersion, count: int, django_assert_num_queries
) -> None:
    add_streets(world, *(f"第{at}街道办事处" for at in range(count)))
    for last in opened(world, version, year=2025):
        write(last, "opening", "2025年，开头。", actor=world.user("police_drafter"), now=world.now)
    reports = opened(world, version, year=2026)
    for report in reports:
        report.blocks.update(text="", needs_confirmation=False)
    with django_assert_num_queries(8):
        assert carry_texts_over([report.pk for report in reports]) == count
