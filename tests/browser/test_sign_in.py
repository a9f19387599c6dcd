"""Signing in, as a person does it."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_wrong_password_is_told_plainly_and_the_name_stays(site: Site, desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto(f"{site.address}/login/")
    page.get_by_label("用户名").fill("zhaominghui")
    page.get_by_label("密码").fill("不是这个")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("用户名或密码不正确")).to_be_visible()
    expect(page.get_by_label("用户名")).to_have_value("zhaominghui")


def test_drafter_comes_to_the_own_tasks(site: Site, desk: BrowserContext) -> None:
    page = site.sign_in(desk, "zhaominghui")
    expect(page.get_by_role("heading", name="我的任务")).to_be_visible()
    expect(page.get_by_text("云岭县公安局").first).to_be_visible()
