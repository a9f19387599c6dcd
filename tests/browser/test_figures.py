"""The 数据表 driven by the keyboard alone, like a spreadsheet."""

import pytest
from playwright.sync_api import Locator, Page, expect

from reports.indicators.inputs import InvalidFigure, read_figure
from reports.indicators.values import State, display
from tests.browser.county import County, figure, open_report, save, save_state

pytestmark = pytest.mark.browser

UNIT = "云岭县教育局"
UNITS = ("件", "万元", "元", "万人次", "人", "场（期）", "%", "亩")
TYPED = (
    *(
        "",
        " ",
        "××",
        "0",
        "007",
        "12",
        "１，２３４．５",
        "1,234,567",
        "12,34",
        "0.12345",
        "3.50000",
        "9" * 17,
    ),
    *(
        "9" * 17,
        "-3",
        "－３",
        "−3",
        "很多",
        "十二",
        "2万余",
        "1e5",
        "3²",
        "/",
        "／",
        "不适用",
        "无此项职责",
        "1/2",
    ),
    *("3.5亿", "3.5亿元", "3500万元", "12,000元", "1.5元", "1元", "0亿元", "3千", "2百件", "1.2万", "5万人"),
    *("3件", "3起", "4名", "6期", "98.8%", "2亩", "2.3万人次", "23000人次", "123456789万亿元", "12 万 元"),
)
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
COPY = """() => {
  const data = new DataTransfer();
  document.activeElement.dispatchEvent(
    new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
  return data.getData("text/plain");
}"""


def open_sheet(county: County) -> Page:
    """Go to the 数据表 of the education bureau."""
    page = county.sign_in("weiqingqing")
    open_report(page, UNIT)
    page.get_by_role("navigation", name="报告各部分").get_by_role("link", name="数据表").click()
    expect(page.get_by_role("heading", name="数据表")).to_be_visible()
    return page


def row(page: Page, code: str) -> Locator:
    """The row of one indicator."""
    return page.locator(f"tr[data-figure={code}]")


def note(page: Page, name: str) -> Locator:
    """The field of one figure's note."""
    return page.get_by_role("textbox", name=f"{name}的说明", exact=True)


def test_a_grid_is_filled_by_the_keyboard_alone(county: County) -> None:
    page = open_sheet(county)
    penalties, checks = figure(page, "行政处罚案件数"), figure(page, "行政检查次数")
    staff, licensed = figure(page, "行政执法人员数"), figure(page, "持执法证人员数")
    keys = page.keyboard

    penalties.focus()
    keys.press("Control+a")
    keys.type("1.2万")
    expect(row(page, "LE01")).to_contain_text("1.2万 = 12000件")
    keys.press("Enter")
    expect(checks).to_be_focused()
    keys.type("/")
    expect(row(page, "LE20")).to_contain_text("不适用")
    keys.press("Escape")
    expect(checks).to_have_value("81")
    keys.press("ArrowDown")
    expect(staff).to_be_focused()
    keys.type("8")
    keys.press("ArrowRight")
    expect(note(page, "行政执法人员数")).to_be_focused()
    keys.type("含辅助")
    keys.press("Home")
    keys.press("ArrowLeft")
    expect(staff).to_be_focused()
    keys.press("ArrowDown")
    keys.type("6")
    expect(row(page, "LE23")).to_contain_text("75")
    keys.press("ArrowUp")
    keys.press("Control+s")
    expect(save_state(page)).to_contain_text("已保存")

    penalties.focus()
    page.evaluate(PASTE, '10\t第一条\n20元\t"第二条\n两行"\n9\n7\n')
    expect(penalties).to_have_value("10")
    expect(checks).to_have_value("20元")
    expect(note(page, "行政检查次数")).to_have_value("第二条 两行")
    expect(licensed).to_have_value("7")
    expect(row(page, "LE20")).to_contain_text("这一项以“次”为单位，输入的单位是“元”，请核对。")
    expect(row(page, "LE23")).to_contain_text("77.78")
    keys.press("Control+z")
    expect(penalties).to_have_value("1.2万")
    expect(checks).to_have_value("81")

    page.evaluate(PASTE, "10\t第一条\n20元\t第二条\n9\n7\n")
    keys.press("Control+s")
    expect(save_state(page)).to_have_text("没有保存，请改正标红处")
    expect(checks).to_have_value("20元")
    checks.focus()
    keys.press("Control+a")
    keys.type("20")
    save(page)

    penalties.focus()
    keys.press("Shift+ArrowDown")
    keys.press("Shift+ArrowRight")
    assert page.evaluate(COPY) == "10\t第一条\n20\t第二条"
    page.reload()
    expect(penalties).to_have_value("10")
    expect(row(page, "LE23")).to_contain_text("77.78")


def read_here(typed: str, unit: str) -> list[str]:
    """What the server makes of a cell: its state and its number, or the sentence that refuses it."""
    try:
        figure = read_figure(typed, unit=unit)
    except InvalidFigure as refusal:
        return ["fault", str(refusal)]
    known = {State.BLANK: ["blank", ""], State.NOT_APPLICABLE: ["none", "不适用"]}
    return known.get(figure.state) or ["number", display(figure)]


def test_the_page_reads_a_cell_as_the_server_does(county: County) -> None:
    page = open_sheet(county)
    cells = [[typed, unit] for unit in UNITS for typed in TYPED]
    read = """cells => cells.map(([typed, unit]) => {
      const found = window.fazhi.readFigure(typed, unit);
      return [found.state, found.fault || found.text];
    })"""
    assert page.evaluate(read, cells) == [read_here(typed, unit) for typed, unit in cells]


def test_a_block_that_is_too_long_says_what_was_left_out(county: County) -> None:
    page = open_sheet(county)
    figure(page, "法治宣传活动场次").focus()
    page.evaluate(PASTE, "5\t说明\t多的\n6\n7")
    expect(page.locator("[data-grid-told]")).to_have_text(
        "粘贴了2格；多出的2行放不下，没有粘贴；右边多出的1列没有粘贴。按Ctrl+Z可以撤销。"
    )


def test_history_and_evidence_stand_beside_the_grid(county: County) -> None:
    page = open_sheet(county)
    side = page.get_by_role("complementary", name="历史和佐证")
    row(page, "LE01").get_by_role("link").press("Enter")
    expect(side.get_by_role("heading", name="行政处罚案件数")).to_be_visible()
    side.get_by_label("文件（").set_input_files(
        files=[{"name": "台账.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}]
    )
    side.get_by_role("button", name="附上佐证").press("Enter")
    expect(side.get_by_role("link", name="台账.pdf")).to_be_visible()
    expect(row(page, "LE01").get_by_role("link", name="佐证1份")).to_be_visible()
    side.get_by_text("移除", exact=True).press("Enter")
    side.get_by_label("移除的理由").fill("附错了。")
    side.get_by_role("button", name="移除这份佐证").press("Enter")
    expect(side).to_contain_text("理由：附错了。")
    expect(side.get_by_role("link", name="台账.pdf")).to_have_count(0)
