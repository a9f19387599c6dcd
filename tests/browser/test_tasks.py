"""A task during the year: put off, taken back, given back, as the bureau and the unit see it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports.demo.loader import report_year
from tests.browser.county import PHONE, County
from tests.browser.test_county import go

pytestmark = pytest.mark.browser

UNIT = "云岭县教育局"
MOVED = "局机关搬迁，经研究同意延期。"
REFORM = "机构改革，职能并入县委办。"


def open_task(page: Page) -> None:
    """Go from the main menu to the task of the unit in the running year."""
    go(page, "年度任务")
    page.get_by_role("link", name=f"{report_year(timezone.localdate())}年度").click()
    page.get_by_role("link", name=f"{UNIT}的任务和期限").click()


def read_last_message(page: Page) -> None:
    """Open the newest message."""
    page.get_by_role("link", name="消息").click()
    page.get_by_role("button", name="未读：").first.click()


def test_a_task_is_put_off_withdrawn_and_restored(county: County) -> None:
    page, drafter = county.sign_in("guanli"), county.sign_in("weiqingqing", PHONE)
    rows = drafter.get_by_role("link", name=f"继续起草 ：{UNIT}")
    expect(rows).to_have_count(1)

    open_task(page)
    page.get_by_role("link", name="调整期限").click()
    until = timezone.localdate() + timedelta(days=400)
    page.get_by_label("公开期限").fill(until.isoformat())
    page.get_by_label("原因").fill(MOVED)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_text(f"改为{until.year}年{until.month}月{until.day}日。")).to_be_visible()
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_role("row", name="公开").first).to_contain_text(MOVED)

    page.get_by_role("link", name="撤回任务").click()
    page.get_by_label("撤回原因").fill(REFORM)
    page.get_by_role("button", name="撤回任务").click()
    expect(page.get_by_text(f"任务已撤回：{REFORM}")).to_be_visible()

    read_last_message(drafter)
    expect(drafter.get_by_text(f"任务已撤回：{REFORM}")).to_be_visible()
    expect(drafter.get_by_role("button", name="保存")).to_have_count(0)
    drafter.goto(county.address)
    expect(rows).to_have_count(0)

    page.get_by_role("link", name="恢复任务").click()
    page.get_by_label("恢复原因").fill("改革方案调整。")
    page.get_by_role("button", name="恢复任务").click()
    expect(page.get_by_text(f"{UNIT}的任务已恢复。")).to_be_visible()
    drafter.reload()
    expect(rows).to_have_count(1)
    rows.click()
    expect(drafter.get_by_role("button", name="保存").first).to_be_visible()
