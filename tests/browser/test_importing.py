"""Bringing an old Word file in: by select, by drag, by keyboard, then confirmed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.county import DESKTOP, PHONE, County
from tests.browser.test_pages import faults
from tests.importing.word_files import p, word_file

pytestmark = pytest.mark.browser

DRAFTER = "zhoujiayi"
PAPER = """云岭县卫生健康局2025年法治政府建设工作报告
一、2025年主要举措和成效
全年各项任务按期完成。
（一）严格行政执法
全年检查12次，没有发生执法过错。
（二）加强队伍建设
建成教育基地一处。
二、存在的不足和原因
培训覆盖不全，少数人员只参训xx次。
三、主要负责人履行第一责任人职责情况
主持召开会议3次。
四、2026年度主要安排
继续推进法治培训。
云岭县卫生健康局
2026年1月15日"""


def row(page: Page, number: int) -> Locator:
    return page.locator(f'[data-row="{number}"]')


def place(page: Page, number: int) -> Locator:
    return page.get_by_role("combobox", name=f"第{number}段放到")


def goal(page: Page, code: str) -> Locator:
    return page.locator(f'[data-drop="{code}"]')


def open_paper(county: County, folder: Path) -> Page:
    """Go from 我的任务 to the rows of the uploaded Word file."""
    page = county.sign_in(DRAFTER)
    page.get_by_role("link", name="导入Word或粘贴全文").first.click()
    file = folder / "卫生健康局.docx"
    file.write_bytes(word_file("".join(p(line) for line in PAPER.split("\n"))))
    page.get_by_label("Word或文本文件").set_input_files(file)
    page.get_by_role("button", name="下一步：核对各段").click()
    expect(page.get_by_role("heading", name="核对后导入")).to_be_visible()
    return page


def drag(page: Page, number: int, code: str) -> None:
    """Pull a row by its grip to a place of the list, as a hand does."""
    goal(page, code).scroll_into_view_if_needed()
    grip = row(page, number).locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    grip.hover()
    page.mouse.down()
    goal(page, code).hover()
    expect(goal(page, code)).to_have_class(re.compile("is-target"))
    page.mouse.up()


def test_word_file_is_corrected_by_select_and_by_drag_and_confirmed(county: County, tmp_path: Path) -> None:
    page = open_paper(county, tmp_path)
    side = page.get_by_role("complementary", name="报告各部分")
    expect(side.locator("[data-unsure]")).to_have_text("1")
    page.keyboard.press("j")
    expect(place(page, 6)).to_be_focused()
    place(page, 6).select_option(label="法治宣传与能力建设")
    expect(place(page, 7)).to_have_value(place(page, 6).input_value())
    expect(side.locator("[data-unsure]")).to_have_text("0")
    expect(side.get_by_role("status")).to_contain_text("第6段及其后1段放到“法治宣传与能力建设”。")
    drag(page, 3, "body:achievements:functions")
    expect(place(page, 3)).to_have_value("body:achievements:functions")
    expect(goal(page, "body:achievements:functions").locator("[data-count]")).to_have_text("1")
    drag(page, 9, "nowhere")
    side.get_by_role("button", name="撤销").click()
    expect(place(page, 9)).to_have_value(re.compile("^body:shortcomings:"))
    page.locator("summary").filter(has_text="空白和残留 1处").click()
    page.get_by_role("link", name="参训xx次").click()
    expect(row(page, 9).locator("mark:target")).to_have_text("xx")
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        assert faults(page) == []
    page.set_viewport_size(DESKTOP)
    page.get_by_role("button", name="确认导入").first.click()
    expect(page.get_by_role("status").filter(has_text="已导入15段。")).to_be_visible()
    parts = page.get_by_role("navigation", name="报告各部分")
    expect(parts).to_contain_text("一、2025年主要举措和成效")
    parts.get_by_role("link", name="一、2025年主要举措和成效").click()
    prose = [area.input_value() for area in page.locator("textarea.block__text").all()]
    assert [text for text in prose if text] == [
        "全年各项任务按期完成。",
        "（一）严格行政执法\n全年检查12次，没有发生执法过错。",
        "（二）加强队伍建设\n建成教育基地一处。",
    ]


def test_new_part_is_opened_and_everything_below_goes_along(county: County, tmp_path: Path) -> None:
    page = open_paper(county, tmp_path)
    place(page, 6).select_option(label="以本段为标题，另立一部分")
    expect(place(page, 7)).to_have_value("body:+6")
    expect(goal(page, "body:+6")).to_contain_text("加强队伍建设")
    page.get_by_role("button", name="按所选重新显示").click()
    expect(place(page, 7)).to_have_value("body:+6")
    expect(row(page, 7)).to_have_attribute("data-state", "chosen")
    page.get_by_role("button", name="确认导入").first.click()
    expect(page.get_by_role("navigation", name="报告各部分")).to_contain_text("加强队伍建设")


def test_pasting_and_the_page_for_it_suit_everybody(county: County) -> None:
    page = county.sign_in(DRAFTER)
    page.get_by_role("link", name="导入Word或粘贴全文").first.click()
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        assert faults(page) == []
    page.get_by_role("button", name="下一步：核对各段").click()
    expect(page.get_by_role("alert")).to_have_text("请选择一个文件，或者粘贴报告全文。")
    page.get_by_label("或者粘贴报告全文").fill(PAPER)
    page.get_by_role("button", name="下一步：核对各段").click()
    expect(row(page, 15)).to_contain_text("2026年1月15日")
    page.get_by_role("link", name="返回上一步").click()
    expect(page.get_by_label("或者粘贴报告全文")).to_have_value(PAPER)


def test_bureau_looks_one_file_of_a_batch_through(county: County, tmp_path: Path) -> None:
    page = county.sign_in("lijingwen")
    page.goto(f"{county.address}/import/")
    file = tmp_path / "卫生健康局.txt"
    file.write_text(PAPER, "utf-8")
    page.get_by_label("年度").fill("2019")
    page.get_by_label("各单位的报告").set_input_files(file)
    page.get_by_role("button", name="读取文件").click()
    page.get_by_role("button", name="逐段核对").click()
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        assert faults(page) == []
    page.set_viewport_size(DESKTOP)
    row(page, 6).get_by_role("button", name="核对无误").click()
    page.get_by_role("button", name="保存核对结果").first.click()
    expect(page.get_by_text("已逐段核对")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="导入选中的文件").click()
    expect(page.get_by_role("status").filter(has_text="已导入1份报告。")).to_be_visible()
