"""The administrator's story: a shipped template becomes the county's, is rebuilt, published and used."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.county import PHONE, County, open_part
from tests.browser.test_pages import faults, look

pytestmark = pytest.mark.browser

SHIPPED = "法治政府建设年度报告（法定五部分）"
OWN = "云岭县部门法治政府建设报告"
YEAR = 2031


def tree(page: Page) -> Locator:
    return page.get_by_role("navigation", name="模板的部分和内容块")


def row(page: Page, name: str) -> Locator:
    """A section's or block's row of the tree."""
    return tree(page).locator(".tree__row").filter(has=page.get_by_role("link", name=name))


def open_row(page: Page, name: str) -> None:
    tree(page).get_by_role("link", name=name).click()
    expect(tree(page).locator("[aria-current]")).to_contain_text(name)


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator("[data-unsaved]")).to_be_empty()


def labels(page: Page) -> list[str]:
    return [link.strip() for link in tree(page).locator(".tree__link").all_text_contents()]


def adapt(county: County) -> Page:
    """Make the county's own draft of the statutory template."""
    page = county.sign_in("guanli")
    page.get_by_role("link", name="模板").click()
    page.get_by_role("button", name=f"改为本县模板 ：“{SHIPPED}”", exact=True).click()
    expect(page.get_by_role("heading", name=SHIPPED)).to_be_visible()
    return page


def test_a_county_rebuilds_a_shipped_template_and_a_year_uses_it(county: County) -> None:
    page = adapt(county)
    page.get_by_label("模板名称").fill(OWN)
    save(page)
    expect(
        page.get_by_text("刚刚保存").or_(page.get_by_text(re.compile("马俊 今天 .* 保存")))
    ).to_be_visible()

    # A new part, by keyboard: added last, then moved up before the one above it.
    page.get_by_role("button", name="添加部分").press("Enter")
    expect(page.get_by_label("标题")).to_have_value("新的部分")
    page.get_by_label("标题").fill("法治化营商环境专项工作")
    page.keyboard.press("Control+s")
    expect(row(page, "六、法治化营商环境专项工作")).to_be_visible()
    tree(page).get_by_role("link", name="六、法治化营商环境专项工作").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(tree(page).get_by_role("link", name="五、法治化营商环境专项工作")).to_be_focused()
    expect(tree(page).get_by_role("status")).to_have_text("“五、法治化营商环境专项工作”已移到第6位。")

    # A block, by mouse: dragged into the new part; the whole tree stands on a tall screen.
    page.set_viewport_size({"width": 1366, "height": 1400})
    row(page, "依法履职与营商环境").drag_to(row(page, "新的内容块"), target_position={"x": 60, "y": 4})
    expect(tree(page).get_by_role("status")).to_contain_text("“依法履职与营商环境”已移到")
    names = labels(page)
    assert names.index("依法履职与营商环境") == names.index("五、法治化营商环境专项工作") + 1

    # Guidance and an indicator, found by an alias; one of twenty makes room for it.
    open_row(page, "行政执法")
    page.get_by_label("写什么").fill("写")
    page.get_by_label("写什么").press("End")
    page.locator(".part__field--guidance").get_by_role("button", name="〔本年〕").click()
    expect(page.get_by_label("写什么")).to_have_value("写〔本年〕")
    page.keyboard.insert_text("年的执法检查。")
    page.get_by_role("button", name="移除行政处罚案件数").click()
    expect(page.get_by_role("button", name="移除行政处罚案件数")).to_be_hidden()
    page.get_by_role("button", name="选择指标").click()
    page.get_by_role("searchbox", name="选择指标").fill("领导干部学法次数")
    found = page.get_by_role("listitem").filter(has_text="领导班子集体学法次数")
    found.get_by_role("button", name="添加").click()
    ask = page.locator("#ask-ST03")
    ask.get_by_text("填报单位").click()
    ask.get_by_label("部门").check()
    save(page)
    expect(ask.get_by_text("填报单位：部门")).to_be_visible()
    expect(page.get_by_label("写什么")).to_have_value("写〔本年〕年的执法检查。")

    # Tried out beside the form, then as paper.
    preview = page.get_by_role("complementary", name="预览")
    expect(preview.get_by_text("领导班子集体学法次数")).to_be_visible()
    preview.get_by_text("空白Word", exact=True).click()
    expect(preview.get_by_text("五、法治化营商环境专项工作")).to_be_visible()
    with page.expect_download() as download:
        preview.get_by_role("link", name="下载空白Word").click()
    assert download.value.suggested_filename.endswith(".docx")

    # Published, with what changed on the page.
    page.get_by_role("link", name="发布…").click()
    expect(page.get_by_role("listitem").filter(has_text="新增")).to_have_count(2)
    page.get_by_label("版本说明").fill("增加营商环境部分。")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("已发布，从现在起新开的年度使用这一版。")).to_be_visible()

    # A year uses it.
    page.goto(f"{county.address}/rounds/open/")
    page.get_by_label("年度", exact=True).fill(str(YEAR))
    for choice in page.locator("select[name$=-template]").all():
        choice.select_option("")
    page.locator("[name=department-template]").select_option(label=f"{OWN}（第1版）")
    for name, day in (("draft", "20"), ("filing", "25"), ("publication", "28")):
        page.locator(f"[name=department-{name}]").fill(f"{YEAR + 1}-02-{day}")
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name=f"开启{YEAR}年度任务").click()
    expect(page.get_by_text(f"{YEAR}年度任务已开启")).to_be_visible()
    drafter = county.sign_in("weiqingqing")
    drafter.get_by_role("link", name=re.compile(f"{YEAR}年度")).first.click()
    open_part(drafter, "法治化营商环境专项工作")
    expect(drafter.get_by_role("region", name="依法履职与营商环境")).to_be_visible()


def test_two_administrators_lose_nothing(county: County) -> None:
    first = adapt(county)
    open_row(first, "行政执法")
    second = county.sign_in("guanli")
    second.goto(first.url)
    first.get_by_label("写什么").fill("先保存的指引。")
    save(first)
    second.get_by_label("写什么").fill("后保存的指引。")
    second.keyboard.press("Control+s")
    conflict = second.get_by_role("alert")
    expect(conflict).to_contain_text("先保存的指引。")
    expect(second.get_by_label("写什么")).to_have_value("后保存的指引。")
    conflict.get_by_role("button", name="保存我的内容").click()
    expect(conflict).to_be_hidden()
    first.reload()
    expect(first.get_by_label("写什么")).to_have_value("后保存的指引。")


def test_its_pages_suit_everybody(county: County) -> None:
    page = adapt(county)
    draft = page.url.partition("edit/")[0]
    parts = ("", "section/achievements/", "block/enforcement/", "block/enforcement/remove/")
    addresses = (
        f"{county.address}/blueprints/new/",
        f"{county.address}/blueprints/",
        *(f"{draft}edit/{part}" for part in parts),
        *(f"{draft}{place}" for place in ("preview/", "preview/?look=paper", "publish/", "discard/")),
    )
    found = look(page, *addresses)
    page.set_viewport_size(PHONE)
    page.goto(f"{draft}edit/block/enforcement/")
    page.get_by_role("button", name="各部分").click()
    expect(tree(page)).to_be_visible()
    assert found + faults(page) == []
