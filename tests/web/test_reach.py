"""Who may open what: every kind of person at every page, the own unit's, another unit's, another county's.

The report is the police bureau's. A page of a report that one may not see is a 404, like one that
does not exist; a page that one may see but not use says 403 with the reason.
"""

import pytest
from django.test import Client
from django.urls import reverse

from reports.drafting.models import Report
from reports.organisations.models import User
from reports.review.services import submit_report
from tests.world import World, fill_prose

PEOPLE = (
    "police_drafter",
    "police_head",
    "market_drafter",
    "bureau_drafter",
    "reviewer",
    "leader",
    "administrator",
    "auditor",
    "government_head",
    "stranger water_drafter",
    "stranger reviewer",
)
ANSWERS = {200: "y", 302: "→", 403: "no", 404: "-", 410: "gone"}

BEFORE_SUBMISSION = {
    ("report",): "→ → - - → → → → - - -",
    ("report_section", "achievements"): "y → - - → → → → - - -",
    ("report_front",): "y → - - → → → → - - -",
    ("report_panel", "overview"): "y y - - y y y y - - -",
    ("report_submit",): "y no - - no no no no - - -",
    ("report_preview",): "y y - - y y y y - - -",
    ("report_docx", "filing"): "y y - - y y y y - - -",
    ("report_docx", "formal"): "y y - - y y y y - - -",
    ("report_docx", "public"): "y y - - y y y y - - -",
    ("report_docx", "figures"): "y y - - y y y y - - -",
    ("report_docx", "noted"): "y y - - y y y y - - -",
    ("report_dispatch",): "y → - - → → → → - - -",
    ("report_history",): "y y - - y y y y - - -",
    ("report_last_year",): "y y - - y y y y - - -",
    ("review_report",): "y y - - y y y y - - -",
    ("report_import",): "y no - - y no y no - - -",
    ("report_import_check", "a" * 32): "gone no - - gone no gone no - - -",
    ("report_move", "submit"): "→ → - - → → → → - - -",
    ("report_move", "withdraw"): "→ no - - no no no no - - -",
}
AFTER_SUBMISSION = {
    ("report",): "→ → - - → → → → - - -",
    ("report_section", "achievements"): "→ → - - → → → → - - -",
    ("report_front",): "→ → - - → → → → - - -",
    ("report_submit",): "no no - - no no no no - - -",
    ("report_preview",): "y y - - y y y y - - -",
    ("report_history",): "y y - - y y y y - - -",
    ("report_revision", 1): "y y - - y y y y - - -",
    ("report_dispatch",): "y → - - → → → → - - -",
    ("review_report",): "y y - - y y y y - - -",
    ("report_move", "withdraw"): "y no - - no no no no - - -",
    ("report_move", "return"): "no no - - y no no no - - -",
    ("report_move", "pass"): "no no - - y no no no - - -",
    ("report_move", "sign"): "no → - - no no no no - - -",
}
COUNTY_REPORT = {
    ("report",): "- - - - → → → → → - -",
    ("report_section", "achievements"): "- - - - y → → → → - -",
    ("report_preview",): "- - - - y y y y y - -",
    ("review_report",): "- - - - y y y y y - -",
    ("rollup_section", "achievements"): "- - - - y y no y no - -",
    ("rollup_figures",): "- - - - y y no y no - -",
    ("rollup_figure", "LE01"): "- - - - y y no y no - -",
    ("rollup_write",): "- - - - y no no no no - -",
}
YEAR_PAGES = {
    ("review_county",): "no no no no y y y y no no -",
    ("review_county_check", "blank"): "no no no no y y y y no no -",
    ("review_county_xlsx",): "no no no no y y y y no no -",
}
WITHOUT_REPORT = {
    ("tasks",): "y y y y y y y y y y y",
    ("inbox",): "y y y y y y y y y y y",
    ("desk",): "no no no no y y y y no no y",
    ("review_sameness",): "no no no no y y y y no no y",
    ("review_findings",): "no no no no → → → → no no →",
    ("ledger",): "no no no no y y y y no no y",
    ("ledger_xlsx",): "no no no no y y y y no no y",
    ("ledger_volume", "public"): "no no no no → → → → no no →",
    ("rollup",): "no no no no y y no y no no y",
    ("rounds",): "no no no no y y y y no no y",
    ("round_open",): "no no no no no no y no no no no",
    ("batch_import",): "no no no no y no y no no no y",
    ("batch_import_file", "a" * 32, 1): "no no no no gone no gone no no no gone",
    ("organisations",): "no no no no y y y y no no y",
    ("printing",): "no no no no → → → → no no →",
    ("indicators",): "y y y y y y y y y y y",
    ("indicator", "LE01"): "y y y y y y y y y y y",
    ("indicator_rules",): "→ → → → → → → → → → →",
    ("lexicon",): "→ → → → → → → → → → →",
    ("indicator_new",): "no no no no no no no no no no no",
    ("indicator_change", "LE01"): "no no no no no no no no no no no",
    ("blueprints",): "y y y y y y y y y y y",
    ("check_catalogue",): "y y y y y y y y y y y",
    ("check_settings",): "→ → → → → → → → → → →",
    ("audit_log",): "no no no no no y y y no no no",
}

pytestmark = pytest.mark.django_db


def user(world: World, name: str) -> User:
    county = world.stranger if name.startswith("stranger ") else world.county
    return county.people[name.removeprefix("stranger ")]


def answers(world: World, pages: dict[tuple, str], *leading: int) -> dict[tuple, str]:
    """What everybody gets at each page, as one line a page."""
    clients = []
    for name in PEOPLE:
        client = Client()
        client.force_login(user(world, name), backend="django.contrib.auth.backends.ModelBackend")
        clients.append(client)
    return {
        page: " ".join(
            ANSWERS[client.get(reverse(page[0], args=[*leading, *page[1:]])).status_code]
            for client in clients
        )
        for page in pages
    }


def test_pages_of_a_report_being_drafted(world: World) -> None:
    assert answers(world, BEFORE_SUBMISSION, world.report().pk) == BEFORE_SUBMISSION


def test_pages_of_a_report_lying_with_the_bureau(world: World) -> None:
    report, drafter = world.report(), world.user("police_drafter")
    fill_prose(report, actor=drafter, now=world.now)
    submit_report(report, actor=drafter, now=world.now, reason="数据月底汇总。")
    assert answers(world, AFTER_SUBMISSION, report.pk) == AFTER_SUBMISSION


def test_pages_of_the_county_report(world: World) -> None:
    assert answers(world, COUNTY_REPORT, world.report("government").pk) == COUNTY_REPORT


def test_findings_of_a_year(world: World) -> None:
    assert world.county.round
    assert answers(world, YEAR_PAGES, world.county.round.pk) == YEAR_PAGES


def test_pages_without_a_report(world: World) -> None:
    assert answers(world, WITHOUT_REPORT) == WITHOUT_REPORT


def test_nobody_signed_in_is_led_to_the_sign_in_page(world: World) -> None:
    pages = [*WITHOUT_REPORT, *((name, world.report().pk, *rest) for name, *rest in BEFORE_SUBMISSION)]
    addresses = [reverse(page[0], args=page[1:]) for page in pages]
    led = {address: Client().get(address).headers.get("Location", "") for address in addresses}
    assert led == {address: f"{reverse('login')}?next={address}" for address in addresses}


@pytest.mark.parametrize("name", PEOPLE)
def test_lists_agree_with_the_pages(world: World, name: str) -> None:
    """`visible_to` and the page of each report say the same."""
    person = user(world, name)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    listed = set(Report.objects.visible_to(person).values_list("pk", flat=True))
    opened = {
        pk
        for pk in Report.objects.values_list("pk", flat=True)
        if client.get(reverse("review_report", args=[pk])).status_code == 200
    }
    assert opened == listed
