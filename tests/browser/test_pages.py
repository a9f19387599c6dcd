"""Every page by its looks: nothing serious for axe, nothing wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.county import DESKTOP, PHONE, County, open_report

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
PLACES = ("front", "preview", "submit", "history", "last-year", "findings", "figures", "figures/LE01")


def faults(page: Page) -> list[str]:
    """What axe finds grave, and a page that scrolls sideways."""
    found = [
        f"{page.url} {fault['id']}: {node['target']}"
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + [f"{page.url} scrolls sideways at {page.evaluate('innerWidth')}"] * is_wide


def look(page: Page, *addresses: str) -> list[str]:
    """Open each address on a desk and on a phone."""
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        for viewport in (DESKTOP, PHONE):
            page.set_viewport_size(viewport)
            found += faults(page)
    return found


def test_drafters_pages_suit_everybody(county: County) -> None:
    assert look(county.window(), f"{county.address}/login/") == []
    returned = county.sign_in("fengxiaoyu")
    open_report(returned, "云岭县城市管理")
    assert look(returned, returned.url) == []
    page = county.sign_in("weiqingqing")
    open_report(page, "云岭县教育局")
    report = page.url.partition("sections/")[0]
    places = (page.url, *(f"{report}{place}/" for place in PLACES))
    assert look(page, f"{county.address}/", f"{county.address}/inbox/", *places) == []
    assert look(county.sign_in("lijingwen"), f"{report}figures/", f"{report}figures/on-behalf/") == []


def test_side_panel_is_a_sheet_on_a_phone(county: County) -> None:
    page = county.sign_in("weiqingqing", PHONE)
    open_report(page, "云岭县教育局")
    sheet = page.get_by_role("complementary")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="指引和意见").click()
    sheet.get_by_role("link", name="上年").click()
    expect(sheet.get_by_role("button", name="采用上年文字")).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name="指引和意见")).to_be_focused()


def test_bureaus_pages_suit_everybody(county: County) -> None:
    page = county.sign_in("lijingwen")
    home = county.address
    page.goto(f"{home}/review/?state=awaiting_review")
    page.locator("[data-row-link]").first.click()
    review = page.url
    page.get_by_role("link", name="退回修改", exact=True).click()
    give_back = page.url
    page.goto(f"{home}/rollup/")
    page.get_by_role("navigation", name="汇总内容").get_by_role("link", name="指标").click()
    figures = page.url
    page.goto(f"{home}/review/sameness/")
    page.get_by_role("button", name="开始比对").click()
    page.get_by_role("link", name="逐段对照").first.click()
    page.get_by_role("heading", name="第1处").wait_for()
    alike = page.url
    addresses = (
        f"{home}/review/",
        f"{home}/review/sameness/",
        alike,
        review,
        give_back,
        f"{home}/ledger/",
        f"{home}/rollup/",
        figures,
        f"{figures}LE01/",
        f"{figures.removesuffix('figures/')}write/",
        f"{home}/import/",
    )
    assert look(page, *addresses) == []


def test_administrators_pages_suit_everybody(county: County) -> None:
    page = county.sign_in("guanli")
    home = county.address
    found = []
    for place, row in (("rounds", "年度"), ("organisations", "云岭县教育局"), ("blueprints", "法定五部分")):
        page.goto(f"{home}/{place}/")
        page.get_by_role("rowheader").get_by_role("link", name=row).first.click()
        found += look(page, f"{home}/{place}/", page.url)
    assert found + look(page, f"{home}/rounds/open/", f"{home}/audit/") == []
    places = ("", "LE01/", "LT14/", "LE01/change/", "new/", "rules/")
    assert look(page, *(f"{home}/indicators/{place}" for place in places)) == []
    assert look(page, *(f"{home}/checks/{place}" for place in ("", "?text=破折号", "settings/"))) == []


def test_a_link_to_one_check_unfolds_its_examples(county: County) -> None:
    page = county.sign_in("weiqingqing")
    page.goto(f"{county.address}/checks/#dash")
    example = page.get_by_role("article").filter(has_text="破折号是两个“—”连用。").get_by_text("主题是法治--")
    expect(example).to_be_visible()
    page.get_by_role("navigation", name="检查的类别").get_by_role("link", name="数据").click()
    expect(page.get_by_role("heading", name="数据", exact=True)).to_be_in_viewport()


def test_pages_of_the_running_year_suit_everybody(county: County) -> None:
    page = county.sign_in("guanli")
    home = county.address
    page.goto(f"{home}/rounds/")
    page.get_by_role("rowheader").get_by_role("link", name="年度").first.click()
    round_ = page.url
    page.get_by_role("link", name="云岭县教育局的任务和期限").click()
    task = page.url
    page.goto(f"{home}/organisations/")
    page.get_by_role("link", name="云岭县教育局").click()
    unit = page.url
    addresses = (
        task,
        *(f"{task}{act}/" for act in ("dates", "withdraw")),
        *(f"{round_}{act}/" for act in ("terms/department", "newcomers")),
        *(f"{unit}{act}/" for act in ("rename", "merge")),
    )
    assert look(page, *addresses) == []
