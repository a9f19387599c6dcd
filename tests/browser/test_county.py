"""The bureau's and the administrator's days: the desk, the roll-up, the import, a new year."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from reports.demo.loader import report_year
from reports.document.markup import read_document
from reports.importing.docx_reader import docx_text
from reports.rendering.docx.report import write_docx
from tests.browser.county import County, open_part, prose

pytestmark = pytest.mark.browser

YEAR = report_year(timezone.localdate())
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PASSAGE = "入库财物2400余件，全部扫码管理、到期提醒。"
PAPER = f"""\
云岭县卫生健康局关于{YEAR}年度法治政府建设情况的报告
中共云岭县委、云岭县人民政府：
现将{YEAR}年度法治政府建设情况报告如下：
一、{YEAR}年度推进法治政府建设的主要举措和成效
（一）严格规范公正文明执法
查处非法行医六起。
二、{YEAR}年度推进法治政府建设存在的不足和原因
村级监管不够经常，主要原因是村点分散。
三、{YEAR}年度主要负责人履行推进法治建设第一责任人职责、加强法治政府建设的情况
主要负责人主持研究法治工作三次。
四、{YEAR + 1}年度推进法治政府建设的主要安排
推进非现场监管，八月底前完成。
云岭县卫生健康局
{YEAR + 1}年1月15日"""


def go(page: Page, name: str) -> None:
    """Choose an entry of the main menu."""
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name=name).click()


def test_desk_is_worked_by_keyboard_and_reminds_many_at_once(county: County) -> None:
    page = county.sign_in("lijingwen")
    go(page, "报告审查")
    page.get_by_label("状态").select_option(label="起草中")
    page.get_by_role("button", name="筛选").click()
    rows = page.locator("[data-row-link]")
    expect(rows).to_have_text(["云岭县自然资源局", "云岭县人民政府", "云岭县教育局"])
    for key in ("j", "Space", "j", "j", "Space", "k"):
        page.keyboard.press(key)
    expect(rows.nth(1)).to_be_focused()
    expect(page.get_by_text("已选 2 个单位")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"云岭县人民政府 {YEAR}年度报告")
    page.go_back()
    expect(page.get_by_text("已选 2 个单位")).to_be_visible()
    page.get_by_role("button", name="催办").click()
    expect(page.get_by_label("通知文本")).to_have_value(re.compile("云岭县自然资源局、云岭县教育局"))
    page.get_by_label("催办内容").fill("请于本周内提交预审稿。")
    page.get_by_role("button", name="催办").click()
    expect(page.get_by_text("催办已办理2个单位：云岭县自然资源局、云岭县教育局。")).to_be_visible()
    drafter = county.sign_in("weiqingqing")
    drafter.get_by_role("link", name="消息").click()
    drafter.get_by_role("button", name="未读：").filter(has_text="请于本周内提交预审稿。").click()
    expect(drafter.get_by_role("heading", level=1)).to_have_text("我的任务")


def test_county_report_takes_a_paragraph_over_with_its_source(county: County) -> None:
    page = county.sign_in("lijingwen")
    go(page, "汇总")
    group = page.get_by_role("form", name="行政执法")
    passage = group.get_by_role("article").filter(has_text=PASSAGE)
    passage.get_by_role("button", name="采用").click()
    expect(page.get_by_text("已采用到“行政执法”。")).to_be_visible()
    expect(passage).to_contain_text("已采用")
    expect(passage.get_by_role("button")).to_have_count(0)
    draft = page.locator("#draft-enforcement")
    expect(draft.get_by_text(PASSAGE)).to_be_visible()
    expect(draft.get_by_label("“行政执法”的文字来源")).to_contain_text("云岭县公安局")
    page.reload()
    expect(draft.get_by_text(PASSAGE)).to_be_visible()


def test_county_figures_are_written_down_and_show_their_parts(county: County) -> None:
    page = county.sign_in("lijingwen")
    go(page, "汇总")
    page.get_by_role("navigation", name="汇总内容").get_by_role("link", name="指标").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="开庭审理（应出庭）件数"))
    expect(row).to_contain_text("未写入")
    page.get_by_role("link", name="写入县政府报告").click()
    page.get_by_role("checkbox", name="开庭审理（应出庭）件数").check()
    page.get_by_role("button", name="写入").click()
    expect(page.get_by_text("已写入1项数据。")).to_be_visible()
    expect(row).not_to_contain_text("未写入")
    page.get_by_role("link", name="行政处罚案件数").click()
    filed = page.get_by_role("table").get_by_role("row").filter(has_text=re.compile(r"\d件"))
    expect(filed).to_contain_text(["4387件", "42件", "27件", "63件"])
    expect(filed).to_have_count(4)
    expect(page.get_by_text("13个单位应报，4个已报，合计4519件。")).to_be_visible()


def test_batch_import_reads_first_and_stores_what_was_chosen(county: County) -> None:
    good = write_docx(read_document(PAPER))
    files: list[FilePayload] = [
        {"name": "卫健局.docx", "mimeType": WORD, "buffer": good},
        {"name": "坏文件.docx", "mimeType": WORD, "buffer": good[:200]},
    ]
    page = county.sign_in("lijingwen")
    go(page, "批量导入")
    page.get_by_label("各单位的报告").set_input_files(files)
    page.get_by_role("button", name="读取文件").click()
    expect(page.get_by_text("认出1个单位的报告。现在还没有写入任何报告。")).to_be_visible()
    expect(page.get_by_label("卫健局.docx的单位").locator("option:checked")).to_have_text("云岭县卫生健康局")
    expect(page.get_by_role("listitem").filter(has_text="坏文件.docx")).to_contain_text("文件不完整或已损坏")
    page.get_by_role("button", name="导入选中的文件").click()
    expect(page.get_by_text("已导入1份报告")).to_be_visible()
    page.get_by_role("link", name=f"云岭县卫生健康局关于{YEAR}年度法治政府建设情况的报告").click()
    page.locator("summary").get_by_text("下载").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载报送稿（材料稿）的Word文件").click()
    assert docx_text(coming.value.path().read_bytes()) == PAPER


def test_administrator_opens_the_next_year_from_the_last(county: County) -> None:
    """Every date and year that moves on is listed; last year's opening words wait for a confirmation."""
    page = county.sign_in("guanli")
    go(page, "年度任务")
    page.get_by_role("link", name="开启下一年度").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"开启{YEAR + 1}年度")
    expect(page.get_by_label("部门的预审稿期限")).to_have_value(re.compile(rf"^{YEAR + 2}-"))
    page.get_by_text("随年度自动变化的文字").first.click()
    expect(page.get_by_text(f"〔单位〕关于{YEAR + 1}年度法治政府建设情况的报告").first).to_be_visible()
    page.get_by_role("button", name=f"确认并开启{YEAR + 1}年度").click()
    expect(page.get_by_text(f"{YEAR + 1}年度任务已开启，模板和期限已按核对的结果顺延。")).to_be_visible()
    drafter = county.sign_in("zhoujiayi")
    drafter.get_by_role("link", name=f"开始起草 ：云岭县卫生健康局关于{YEAR + 1}年度").click()
    expect(drafter.get_by_role("heading", level=1)).to_have_text(f"云岭县卫生健康局 {YEAR + 1}年度报告")
    open_part(drafter, "开头")
    expect(prose(drafter, "开头")).to_have_value(
        re.compile(rf"^{YEAR + 1}年，县卫生健康局坚持.*现将{YEAR + 1}年度")
    )
    drafter.get_by_role("link", name="提交预审").click()
    expect(drafter.get_by_role("main")).to_contain_text("还没有确认")
