"""Stored scans go to those who may see the report, under the type that their content has."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from reports.drafting.enums import ReportStatus as S
from reports.review.models import Filing
from tests.review.stories import PDF, bring, bytes_of

pytestmark = pytest.mark.django_db


def _ofd():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("OFD.xml", "")
    return stream.getvalue()


@pytest.fixture
def filing(world):
    bring(world, S.FILED)
    return Filing.objects.get()


def _address(filing):
    return reverse("scan", args=["filing", filing.pk])


@pytest.mark.parametrize(
    ("content", "content_type", "disposition"),
    [
        (PDF, "application/pdf", "inline"),
        (_ofd(), "application/ofd", "attachment"),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png", "inline"),
    ],
)
def test_a_scan_comes_back_as_it_was(world, client, filing, content, content_type, disposition):
    filing.scan.save("x", ContentFile(content))
    client.force_login(world.user("auditor"))
    answer = client.get(_address(filing))
    assert bytes_of(answer).read() == content
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"].startswith(disposition)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "object-src 'self'" in answer["Content-Security-Policy"]


def test_what_is_no_scan_any_more_is_not_served(world, client, filing):
    filing.scan.save("x.html", ContentFile(b"<script>alert(1)</script>"))
    client.force_login(world.user("auditor"))
    assert client.get(_address(filing)).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [("police_drafter", 200), ("police_head", 200), ("reviewer", 200), ("market_drafter", 404)],
)
def test_who_may_see_the_report_may_see_its_scan(world, client, filing, name, status):
    client.force_login(world.user(name))
    answer = client.get(_address(filing))
    assert answer.status_code == status
    answer.close()


def test_strangers_and_wrong_addresses_get_404(world, client, filing):
    client.force_login(world.stranger.people["reviewer"])
    assert client.get(_address(filing)).status_code == 404
    client.force_login(world.user("reviewer"))
    for kind, pk in (("filing", 10**9), ("signing", filing.signing_id), ("letter", filing.pk)):
        assert client.get(reverse("scan", args=[kind, pk])).status_code == 404
    filing.scan.storage.delete(filing.scan.name)
    assert client.get(_address(filing)).status_code == 404
