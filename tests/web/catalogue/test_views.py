"""文字检查: everybody reads every check with its examples and what the own county has set."""

import pytest
from django.test import Client

from reports.checks.catalogue import CHECKS, GROUPS, check_with
from reports.checks.checking import Example
from reports.checks.settings import LevelChange, set_levels
from reports.web.catalogue.entries import catalogue, find_entries
from reports.web.catalogue.examples import Piece, ShownExample, show_example
from tests.world import World


def signed_in(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.user(role))
    return client


def test_an_example_shows_what_is_found_and_what_becomes_of_it() -> None:
    shown = show_example(check_with("half_width"), Example("加强领导,落实责任;强化监督。"))
    assert shown == ShownExample(
        text=(Piece("加强领导"), Piece(",", True), Piece("落实责任"), Piece(";", True), Piece("强化监督。")),
        mended=(
            Piece("加强领导"),
            Piece("，", True),
            Piece("落实责任"),
            Piece("；", True),
            Piece("强化监督。"),
        ),
        messages=("半角的“,”应为全角的“，”。", "半角的“;”应为全角的“；”。"),
        known="",
    )


def test_every_entry_says_something_is_found_and_no_line_is_too_long_to_read() -> None:
    for group in catalogue():
        for entry in group.entries:
            assert all(example.messages for example in entry.bad), entry.check.code
            lines = [piece.words for example in entry.bad for piece in example.text if not piece.is_marked]
            assert max(len(line) for text in [*lines, *entry.good] for line in text.split("\n")) <= 60


def test_a_search_finds_names_sources_and_examples() -> None:
    def codes(text: str) -> list[str]:
        return [entry.check.code for group in find_entries(text) for entry in group.entries]

    assert codes("破折号") == ["dash"]
    assert codes("15834 间隔号") == ["interpunct"]
    assert codes("WWW.EXAMPLE") == ["web_address"]
    assert codes("没有这样的检查") == []
    assert codes(" ") == [check.code for check in CHECKS]


@pytest.mark.django_db
def test_the_page_shows_every_check_at_its_anchor(world: World, django_assert_num_queries) -> None:
    client = signed_in(world, "police_drafter")
    client.get("/checks/")
    with django_assert_num_queries(8):
        shown = client.get("/checks/").content.decode()
    assert all(f'<article class="check" id="{check.code}">' in shown for check in CHECKS)
    assert all(f"{name} <span" in shown for name in GROUPS)
    assert shown.count("必须改正</span>") == 4
    assert "没有符合条件的检查项" in client.get("/checks/", {"text": "没有这样的检查"}).content.decode()


@pytest.mark.django_db
def test_it_says_what_the_own_county_has_set(world: World, django_assert_num_queries) -> None:
    act = {"actor": world.user("administrator"), "now": world.now}
    county, blueprint = world.county.government, world.report().assignment.blueprint_version.blueprint
    set_levels(county, [LevelChange("space", "hint", "off"), LevelChange("dash", "warning", "hint")], **act)
    set_levels(county, [LevelChange("dash", "hint", "error")], blueprint=blueprint, **act)
    client = signed_in(world, "police_drafter")
    client.get("/checks/")
    with django_assert_num_queries(8):
        shown = client.get("/checks/").content.decode()
    told = ("本县改为“不检查”", "本县改为“提示”", f"模板“{blueprint.name}”改为“错误”")
    assert [shown.count(words) for words in told] == [1, 1, 1]
    stranger = Client()
    stranger.force_login(world.stranger.people["water_drafter"])
    assert "改为“不检查”" not in stranger.get("/checks/").content.decode()
    assert stranger.get("/checks/", {"government": county.pk}).status_code == 404
