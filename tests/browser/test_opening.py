"""A year for more units than one request serves: pressed, watched without a worker, finished by one."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from reports.demo.loader import report_year
from tests.browser.conftest import administration
from tests.browser.county import County

pytestmark = pytest.mark.browser

YEAR = report_year(timezone.localdate()) + 1
MORE = 320
MORE_UNITS = """
    INSERT INTO reports_organisation (parent_id, kind, name, short_name, place, party_name, data_offices,
                                      duties, path, position, is_active)
    SELECT g.id, 'department', '第' || n || '局', '第' || n || '局', '', '', '{}', '{}',
           g.path || (1000000 + n) || '/', 1000 + n, TRUE
    FROM reports_organisation g, generate_series(1, %s) AS n WHERE g.kind = 'county_government'
"""


def test_a_large_year_is_opened_by_a_worker(
    county: County, story_database: str, start_worker: Callable[[], None]
) -> None:
    with administration(story_database) as connection:
        connection.execute(MORE_UNITS, [MORE])
    page = county.sign_in("guanli")
    page.goto(f"{county.address}/rounds/open/?year={YEAR}")
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name=f"开启{YEAR}年度任务").click()
    units = MORE + 15
    expect(page.get_by_text(f"{YEAR}年度任务正在开启，将为{units}个单位建立报告")).to_be_visible()
    work = page.get_by_role("region", name=f"开启{YEAR}年度任务")
    expect(work.get_by_role("progressbar")).to_have_attribute("max", str(units))
    expect(work.locator(".notice")).to_have_text(
        "后台服务没有运行，请联系管理员。已经做完的部分不受影响，服务恢复后会接着做。"
    )
    start_worker()
    expect(work.locator(".job__words")).to_have_text(f"全部完成，已建立{units}份报告")
    expect(work.get_by_role("status")).to_have_text(f"全部完成，已建立{units}份报告。")
    work.get_by_role("link", name="刷新页面").click()
    expect(work).to_have_count(0)
    expect(page.get_by_text("云岭县公安局")).to_be_visible()
