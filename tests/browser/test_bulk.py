"""A county comes in by one workbook, its people by the slips that were printed, its figures by another."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.county import County, fill_sign_in, open_report
from tests.browser.test_pages import faults, look
from tests.organisations.bulk.files import county_file, department, drafter

pytestmark = pytest.mark.browser

ADMINISTRATOR = "guanli"
UNITS = [department("云岭县水文局", 简称="县水文局"), {"名称": "云岭县公安局", "排序": 60}]
PEOPLE = [
    drafter("李水文", "lishuiwen", "县水文局"),
    drafter("江河", "jianghe", "县水文局", 角色="单位负责人"),
]


def send(page: Page, folder: Path, data: bytes) -> None:
    """Choose a workbook and have it read."""
    file = folder / "单位与人员.xlsx"
    file.write_bytes(data)
    page.get_by_label("填好的表格").set_input_files(file)
    page.get_by_role("button", name="读取表格").click()
    expect(page.get_by_role("heading", name="核对后写入")).to_be_visible()


def test_a_county_comes_in_by_a_workbook(county: County, tmp_path: Path) -> None:
    page = county.sign_in(ADMINISTRATOR)
    page.goto(f"{county.address}/organisations/")
    page.get_by_role("main").get_by_role("link", name="批量导入").click()
    assert look(page, page.url) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="下载空白模板").click()
    assert download.value.suggested_filename == "单位与人员导入模板.xlsx"

    send(page, tmp_path, county_file(units=[*UNITS, department("云岭县水文局")], people=PEOPLE))
    expect(page.get_by_role("row", name="单位!A4")).to_contain_text("与单位!A2重复，请只留一行。")
    expect(page.get_by_role("button", name="确认写入")).to_have_count(0)
    assert look(page, page.url) == []

    page.get_by_role("link", name="重新选择表格").click()
    send(page, tmp_path, county_file(units=UNITS, people=PEOPLE))
    expect(page.get_by_role("row", name="云岭县公安局")).to_contain_text("排序：")
    page.get_by_role("button", name="确认写入").click()
    expect(page.get_by_role("heading", name="初始密码条")).to_be_visible()
    assert faults(page) == []
    slips = page.get_by_role("article")
    expect(slips).to_have_count(2)
    password = slips.filter(has_text="lishuiwen").locator(".first-password").inner_text()
    page.reload()
    expect(page.get_by_text("这份表格已经不在了")).to_be_visible()

    newcomer = county.window()
    newcomer.goto(f"{county.address}/login/")
    fill_sign_in(newcomer, "lishuiwen", password)
    expect(newcomer).to_have_url(re.compile("/password/"))


def test_a_drafter_fills_the_figures_offline(county: County, tmp_path: Path) -> None:
    page = county.sign_in("weiqingqing")
    open_report(page, "云岭县教育局")
    page.goto(f"{page.url.partition('sections/')[0]}figures/")
    menu = page.get_by_text("填报表", exact=True)
    menu.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="导出（Excel）").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    book = load_workbook(file)
    book.worksheets[0]["D2"] = 123
    book.worksheets[0]["D3"] = "很多"
    book.save(file)

    page.get_by_role("link", name="导入（Excel）").click()
    assert look(page, page.url) == []
    page.get_by_label("填好的表格").set_input_files(file)
    page.get_by_role("button", name="读取表格").click()
    expect(page.get_by_role("row", name=re.compile("D3"))).to_contain_text("“很多”不是数字")
    assert look(page, page.url) == []

    book.worksheets[0]["D3"] = "不适用"
    book.save(file)
    page.get_by_role("link", name="重新选择表格").click()
    page.get_by_label("填好的表格").set_input_files(file)
    page.get_by_role("button", name="读取表格").click()
    page.get_by_role("button", name="确认写入").click()
    expect(page.get_by_text("已写入2项数据。")).to_be_visible()
    expect(page.locator("[data-figure-value]").first).to_have_value("123")
