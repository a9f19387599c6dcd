"""The pages for what went wrong, as somebody meets them."""

import pytest

from tests.world import World

pytestmark = pytest.mark.django_db


def test_an_address_that_only_takes_forms_says_so(client, world: World):
    client.force_login(world.user("reviewer"))
    response = client.get("/inbox/read/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "它只接收页面上按钮提交的内容。" in response.content.decode()
