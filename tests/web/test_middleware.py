"""What stops a request before any view."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

FILE = "每个文件不能超过30MB，一次提交的文件合计不能超过60MB"
TEXT = "请把文字分成几段再提交"
BACK = '<a class="btn btn-primary" href="{}">重新打开原来的页面</a>'


def sent(client, *, kind, page):
    """What is told of a body that is too large by its own word."""
    answer = client.post(
        reverse("batch_import"),
        b"begun",
        content_type=kind,
        CONTENT_LENGTH="200000000",
        HTTP_REFERER=page,
    )
    assert answer.status_code == 413
    return answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "told", "untold"),
    [
        ("multipart/form-data; boundary=x", FILE, TEXT),
        ("application/x-www-form-urlencoded", TEXT, FILE),
    ],
)
def test_a_body_that_is_too_large_is_told_its_limit_and_the_way_back(client, kind, told, untold):
    page = "http://testserver/reports/22/import/"
    answer = sent(client, kind=kind, page=page)
    assert (told in answer, untold in answer, BACK.format(page) in answer) == (True, False, True)


@pytest.mark.parametrize("page", ["", "https://elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client, page):
    answer = sent(client, kind="multipart/form-data; boundary=x", page=page)
    assert "重新打开原来的页面" not in answer
    assert "elsewhere" not in answer
