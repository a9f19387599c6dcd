"""Signing in and out, being locked out, changing one's password, an expired session."""

from http import HTTPStatus

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from tests.world import PASSWORD, World

LOGIN = "/login/"
ADMINISTRATOR = {"username": "administrator", "password": PASSWORD}


def sign_in(client: Client, password: str = PASSWORD, **fields: str):
    """Press 登录."""
    return client.post(LOGIN, {"username": "police_drafter", "password": password, **fields})


def test_everything_asks_to_sign_in_first_and_comes_back(client, world: World):
    response = client.get("/inbox/?page=2")
    assert (response.status_code, response["Location"]) == (302, "/login/?next=/inbox/%3Fpage%3D2")
    assert sign_in(client, next="/inbox/")["Location"] == "/inbox/"
    assert get_user(client) == world.user("police_drafter")


def test_every_filter_of_the_address_comes_back(client, world: World):
    address = "/audit/?action=%E4%BF%9D%E5%AD%98%E6%8A%A5%E5%91%8A&since=2026-01-15"
    form = client.get(client.get(address)["Location"])
    assert client.post(LOGIN, {**ADMINISTRATOR, "next": form.context["next"]})["Location"] == address


def test_a_wrong_password_is_told_plainly_and_the_name_kept(client, world: World):
    response = sign_in(client, "falsch")
    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "用户名或密码不正确。" in page
    assert 'value="police_drafter"' in page
    assert not get_user(client).is_authenticated


def test_a_name_that_does_not_exist_is_told_the_same(client, world: World):
    unknown = client.post(LOGIN, {"username": "nobody", "password": PASSWORD})
    assert "用户名或密码不正确。" in unknown.content.decode()


def test_a_stopped_account_cannot_sign_in(client, world: World):
    user = world.user("police_drafter")
    user.is_active = False
    user.save()
    assert "用户名或密码不正确。" in sign_in(client).content.decode()


def test_too_many_wrong_passwords_lock_for_minutes_that_are_told(client, world: World):
    for _ in range(4):
        assert sign_in(client, "falsch").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    locked = sign_in(client, "falsch")
    assert locked.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "请15分钟后再试" in locked.content.decode()
    assert sign_in(client).status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert not get_user(client).is_authenticated


def test_an_address_elsewhere_is_never_followed(client, world: World):
    assert sign_in(client, next="https://example.org/")["Location"] == "/"


def test_signing_out_goes_by_post_alone(client, world: World):
    client.force_login(world.user("police_drafter"))
    assert client.get("/logout/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client.post("/logout/")["Location"] == LOGIN
    assert not get_user(client).is_authenticated


def test_after_a_sign_in_in_a_second_window_one_is_sent_back(client, world: World):
    assert client.get("/login/done/")["Location"] == LOGIN
    client.force_login(world.user("police_drafter"))
    assert "请关闭这个窗口" in client.get("/login/done/").content.decode()


def change(client: Client, **fields: str):
    """Send the form of a new password."""
    new = "xiushui-2031-gu"
    values = {"old_password": PASSWORD, "new_password1": new, "new_password2": new, **fields}
    return client.post("/password/", values)


def test_a_first_password_must_be_changed_and_the_session_stays(client, world: World):
    user = world.user("police_drafter")
    user.must_change_password = True
    user.save()
    client.force_login(user)
    assert client.get("/")["Location"] == "/password/"
    assert change(client)["Location"] == "/"
    assert client.get("/").status_code == HTTPStatus.OK
    assert world.user("police_drafter").check_password("xiushui-2031-gu")
    assert world.user("police_drafter").must_change_password is False


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old_password": "falsch"}, "原密码不正确，请重新输入。"),
        ({"new_password2": "etwas-anderes-1"}, "两次输入的新密码不一样，请重新输入。"),
        ({"new_password1": PASSWORD, "new_password2": PASSWORD}, "新密码不能和原密码相同，请换一个。"),
        ({"new_password1": "kurz1", "new_password2": "kurz1"}, "密码太短，至少要有10个字符，请换一个。"),
        (
            {"new_password1": "police_drafter", "new_password2": "police_drafter"},
            "密码与用户名或姓名太相近，请换一个。",
        ),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(client, world: World, fields, sentence):
    client.force_login(world.user("police_drafter"))
    response = change(client, **fields)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in response.content.decode()
    assert world.user("police_drafter").check_password(PASSWORD)


def test_an_expired_session_gives_a_plain_form_its_texts_back(client, world: World):
    report = world.report()
    url = reverse("report_section", args=[report.pk, "achievements"])
    typed = {
        "overview-text": "刚写好的一大段<b>文字</b>。\n第二段。",
        "figure-LE01-value": "1234",
        "overview-digest": "0123456789abcdef",
        "csrfmiddlewaretoken": "geheim" * 8,
    }
    response = client.post(url, typed)
    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNAUTHORIZED
    assert "刚写好的一大段&lt;b&gt;文字&lt;/b&gt;。\n第二段。</textarea>" in page
    assert "1234" in page
    assert "0123456789abcdef" not in page
    assert "geheim" not in page
    assert 'href="/login/?next=/login/done/"' in page


def test_an_expired_session_answers_htmx_with_401(client, world: World):
    url = reverse("report_section", args=[world.report().pk, "achievements"])
    response = client.post(url, {"overview-text": "x"}, headers={"HX-Request": "true"})
    assert response.status_code == HTTPStatus.UNAUTHORIZED
    assert response.content.decode() == "登录已过期，请重新登录。"


def test_an_expired_sign_in_form_never_shows_a_password(client, world: World):
    response = client.post("/inbox/read/", {"new_password1": "ganz-geheimes-wort"})
    assert "ganz-geheimes-wort" not in response.content.decode()


def old_page(world: World, **headers: str):
    """Send a form that was opened before the last sign-in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.user("police_drafter"))
    url = reverse("report_section", args=[world.report().pk, "achievements"])
    return client.post(url, {"overview-text": "刚写好的一大段文字。"}, headers=headers)


def test_a_page_older_than_the_last_sign_in_gives_the_texts_back(world: World):
    response = old_page(world)
    page = response.content.decode()
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "页面已过期，这次没有保存" in page
    assert "刚写好的一大段文字。</textarea>" in page


def test_an_old_page_answers_htmx_with_a_sentence(world: World):
    response = old_page(world, **{"HX-Request": "true"})
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert response.content.decode() == "页面已过期，这次没有保存。请先复制写好的文字，再刷新页面。"
