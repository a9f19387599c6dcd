"""The log page: who reads it, how far, and how one finds an act."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from reports.audit.models import Entry
from reports.organisations.models import User
from tests.rollup.filing import file_unit
from tests.world import World, write


def page(user: User, query: str = ""):
    """What the page shows to somebody."""
    client = Client()
    client.force_login(user)
    return client.get(f"/audit/{query}")


def rows(user: User, query: str = "") -> list[tuple[str, str, str]]:
    """Person, act and unit of every row."""
    found = page(user, query).context["found"].rows
    return [(row.person, row.action, row.unit) for row in found]


@pytest.fixture
def told(world: World) -> World:
    """One act of the police, one of the neighbours, one without a unit, on top of an empty day."""
    later = world.now + timedelta(days=3)
    write(
        world.report("police"), "enforcement", "全年依法办案。", actor=world.user("police_drafter"), now=later
    )
    neighbour = User.objects.get(pk=world.stranger.people["water_drafter"].pk)
    write(world.stranger.report("water"), "enforcement", "邻县的文字。", actor=neighbour, now=later)
    return world


TODAY = "?since=2026-01-15"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("auditor", 200),
        ("administrator", 200),
        ("leader", 200),
        ("reviewer", 403),
        ("bureau_drafter", 403),
        ("bureau_head", 403),
        ("government_head", 403),
        ("police_drafter", 403),
        ("police_head", 403),
    ],
)
def test_only_the_roles_of_the_rail_read_the_log(world: World, role: str, status: int) -> None:
    assert page(world.user(role)).status_code == status


def test_the_next_county_s_acts_are_never_shown(told: World) -> None:
    everything = page(told.user("auditor")).content.decode()

    assert rows(told.user("auditor"), TODAY) == [("公安局经办", "保存报告", "云岭县公安局")]
    assert "望江县" not in everything
    assert rows(User.objects.get(pk=told.stranger.people["auditor"].pk), TODAY) == [
        ("水利局经办", "保存报告", "望江县水利局")
    ]


@pytest.mark.parametrize(
    "query", ["?until=9999-12-31", "?since=0001-01-01", "?since=9999-12-31&until=0001-01-01"]
)
def test_the_ends_of_the_calendar_are_days_too(told: World, query: str) -> None:
    assert page(told.user("auditor"), query).status_code == 200


def test_the_installer_reads_everything(told: World) -> None:
    installer = User.objects.create_superuser("root", "yunling-2026-root", name="安装员")

    assert {unit for _, _, unit in rows(installer, f"{TODAY}&action=保存报告")} == {
        "云岭县公安局",
        "望江县水利局",
    }


def test_acts_without_a_unit_are_for_administrators(world: World) -> None:
    assert ("系统", "载入模板", "") in rows(world.user("administrator"), "?action=载入模板")
    assert rows(world.user("auditor"), "?person=系统&action=载入模板") == rows(
        world.user("auditor"), "?person=系统"
    )
    assert "载入模板" not in page(world.user("auditor")).content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (TODAY, 1),
        ("?since=2026-01-16", 0),
        ("?since=2026-01-15&until=2026-01-15", 1),
        ("?until=2026-01-14&action=保存报告", 0),
        ("?person=公安局&since=2026-01-15", 1),
        ("?person=审&since=2026-01-15", 0),
        ("?action=保存报告", 1),
    ],
)
def test_the_log_is_filtered_by_person_act_and_day(told: World, query: str, count: int) -> None:
    assert len(rows(told.user("auditor"), query)) == count


def test_the_log_is_filtered_by_unit(told: World) -> None:
    police, market = told.county.units["police"].pk, told.county.units["market"].pk

    assert len(rows(told.user("auditor"), f"{TODAY}&unit={police}")) == 1
    assert rows(told.user("auditor"), f"{TODAY}&unit={market}") == []


def test_nonsense_in_the_address_filters_nothing(told: World) -> None:
    foreign = told.stranger.units["water"].pk

    sensible = rows(told.user("auditor"), TODAY)
    assert rows(told.user("auditor"), f"{TODAY}&action=nonsense&unit=xyz&until=32") == sensible
    assert rows(told.user("auditor"), f"{TODAY}&unit={foreign}&page=900") == sensible


def test_details_are_told_in_words(told: World) -> None:
    file_unit(told, "market")

    found = page(told.user("auditor"), "?action=保存报告&person=公安局").context["found"].rows
    moves = page(told.user("auditor"), "?action=报送").context["found"].rows

    assert [row.detail for row in found] == ["内容块：行政执法"]
    assert [row.detail for row in moves] == ["由已签发改为已报送；说明：云公〔2026〕3号"]


def test_a_changed_indicator_is_told_with_old_and_new(world: World, now: datetime) -> None:
    Entry.objects.create(
        at=now,
        actor_name="管理",
        action="修改指标",
        subject_type="Indicator",
        subject_id="1",
        subject_label="LE01 行政处罚案件数",
        detail={"changes": [["名称", "处罚数", "行政处罚案件数"], ["最后年度", "", "2025"]]},
    )
    client = Client()
    client.force_login(world.user("administrator"))

    (row,) = client.get("/audit/?action=修改指标").context["found"].rows
    assert row.detail == "名称由“处罚数”改为“行政处罚案件数”；最后年度由“（空）”改为“2025”"


def test_nobody_writes_here(world: World) -> None:
    client = Client()
    client.force_login(world.user("administrator"))

    assert client.post("/audit/", {"action": "x"}).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_entries(
    world: World, now: datetime, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        Entry.objects.create(
            at=now,
            actor_name=f"某{number}",
            action="试验",
            subject_type="Report",
            subject_id=str(number),
            subject_label="对象",
            scope_path=world.report("police").assignment.organisation.path,
            detail={"blocks": ["enforcement"], "figures": ["LE01"], "source": world.report("police").pk},
        )
    client = Client()
    client.force_login(world.user("auditor"))

    with django_assert_num_queries(12):
        assert len(client.get("/audit/?action=试验").context["found"].rows) == count
