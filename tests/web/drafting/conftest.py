"""A form of one part as a browser would send it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from reports.drafting.models import Report
from tests.world import World


@dataclass
class Page:
    """One part's form, loaded once by one person, and sent as often as they press 保存."""

    client: Client
    url: str
    values: dict[str, str] = field(default_factory=dict)

    def load(self) -> "Page":
        """Read every control of the form as it stands."""
        tree = html.fromstring(self.client.get(self.url).content.decode())
        (form,) = tree.xpath("//form[@id='editor']")
        for template in form.xpath(".//template"):
            template.getparent().remove(template)
        self.values = dict(_controls(form))
        return self

    def save(self, *, htmx: bool = True, **typed: str | None) -> HttpResponse:
        """Type and press 保存; a value of None takes a control out, as an empty box does."""
        named = {name.replace("__", "-"): value for name, value in typed.items()}
        values = {name: value for name, value in {**self.values, **named}.items() if value is not None}
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.post(self.url, values, headers=headers)

    def go_on(self, response: HttpResponse) -> None:
        """Take over what the answer puts out of band in the place of the form's controls."""
        for control in html.fromstring(response.content.decode()).xpath("//input[@name][@hx-swap-oob]"):
            self.values.pop(control.get("name"), None)
            if control.get("type") != "checkbox" or control.get("checked") is not None:
                self.values[control.get("name")] = control.get("value", "on")


def _controls(form: HtmlElement) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form: empty fields too, unticked boxes not."""
    for control in form.xpath(".//input[@name] | .//textarea[@name]"):
        name = control.get("name")
        if control.get("type") == "checkbox":
            if control.get("checked") is not None:
                yield name, "on"
        elif name != "csrfmiddlewaretoken":
            text = control.text or "" if control.tag == "textarea" else control.get("value", "")
            yield name, text.removeprefix("\n").replace("\n", "\r\n")


@pytest.fixture
def open_page(world: World) -> Callable[..., Page]:
    """Open one part of a report as somebody."""

    def _open(key: str = "achievements", who: str = "police_drafter", report: Report | None = None) -> Page:
        client = Client()
        client.force_login(world.user(who))
        found = report or world.report()
        return Page(client, reverse("report_section", args=[found.pk, key])).load()

    return _open
