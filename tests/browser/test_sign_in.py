"""Signing in, as a person does it."""

import pytest
from playwright.sync_api import expect

from tests.browser.county import County

pytestmark = pytest.mark.browser


def test_wrong_password_is_told_plainly_and_the_name_stays(county: County) -> None:
    page = county.window()
    page.goto(f"{county.address}/login/")
    page.get_by_label("用户名").fill("zhaominghui")
    page.get_by_label("密码").fill("不是这个")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("用户名或密码不正确")).to_be_visible()
    expect(page.get_by_label("用户名")).to_have_value("zhaominghui")


def test_drafter_comes_to_the_own_tasks_and_leaves(county: County) -> None:
    page = county.sign_in("zhaominghui")
    expect(page.get_by_role("heading", name="我的任务")).to_be_visible()
    expect(page.get_by_text("云岭县公安局").first).to_be_visible()
    page.get_by_role("button", name="退出").click()
    expect(page).to_have_url(f"{county.address}/login/")
    page.goto(f"{county.address}/")
    expect(page.get_by_label("用户名")).to_be_visible()
