"""The main story: a report from its first word to the published page, and the files that everybody gets."""

import re
from collections.abc import Mapping

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from reports.demo.loader import report_year
from reports.importing.docx_reader import docx_text
from tests.browser.county import (
    County,
    append,
    block,
    figure,
    open_part,
    open_report,
    prose,
    save,
)

pytestmark = pytest.mark.browser

UNIT = "云岭县卫生健康局"
TODAY = timezone.localdate()
YEAR = report_year(TODAY)
ADDRESS = "https://www.yunling.example/weijian/2025.html"
SCAN: FilePayload = {"name": "盖章件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
NUMBER = f"云卫发〔{YEAR + 1}〕5号"
OPINION = "请补上法制审核件数。"
ANSWERED = "重大执法决定法制审核十五件。"
ENFORCEMENT = "行政执法"
AUDITED = "重大执法决定法制审核件数"

ACHIEVEMENTS = "主要举措和成效"
TEXTS: Mapping[str, Mapping[str, str]] = {
    ACHIEVEMENTS: {
        "总体推进情况": "局党组研究法治建设四次，年度任务十六项全部办结。",
        "依法履职与营商环境": "\n1.诊所由许可改为备案。办理时间缩短到当日。",
        "制度建设与规范性文件": "\n本年度未制发规范性文件。",
        "依法决策": "\n一是次中心选址经过专家论证。\n二是大额合同先审查后上会。",
        "应急处置与矛盾纠纷化解": "\n组织跨部门演练两次。〖不公开〗个案甲零三一另行专报。〖/〗调解成功二十九件。",  # noqa: E501
        "权力监督与政务公开": "\n办理建议提案十六件，全部按期答复。",
        "法治宣传与能力建设": "\n开展宣传活动五十二场次。",
    },
    "不足和原因": {"不足和原因": "\n（一）村级监管不够经常。主要原因是村点分散。"},
    "第一责任人": {"主要负责人履职情况": "主要负责人主持研究法治工作三次，出庭应诉一次。"},
    "主要安排": {"下一年度安排": "\n（一）推进非现场监管。八月底前完成。"},
}
FIGURES = {
    "单位党组（党委）会议研究法治建设次数": "4",
    "制定部门规范性文件件数": "0",
    "规范性文件合法性审核件数": "0",
    "法律顾问（公职律师）提出法律意见件次": "21",
    "公职律师人数": "1",
    "行政处罚案件数": "72",
    "行政检查次数": "1,180",
    "行政执法人员数": "40",
    "持执法证人员数": "38",
    "被申请行政复议件数（本单位为被申请人）": "2",
    "开庭审理（应出庭）件数": "2",
    "行政机关负责人出庭件数": "1",
    "理论学习中心组（党组）法治专题学习次数": "4",
    "法治宣传活动场次": "52",
}
FILED = f"""\
{UNIT}关于{YEAR}年度法治政府建设情况的报告
中共云岭县委、云岭县人民政府：
{YEAR}年，县卫生健康局坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，\
以守护群众生命健康为根本，推进卫生健康领域严格监管和依法服务。现将{YEAR}年度法治政府建设情况报告如下：
一、{YEAR}年度推进法治政府建设的主要举措和成效
局党组研究法治建设四次，年度任务十六项全部办结。
（一）依法全面履行政府职能，持续优化法治化营商环境
1.诊所由许可改为备案。办理时间缩短到当日。
（二）完善依法行政制度体系，规范文件制定和管理
本年度未制发规范性文件。
（三）健全行政决策机制，提高依法决策水平
一是次中心选址经过专家论证。
二是大额合同先审查后上会。
（四）严格规范公正文明执法，提升行政执法质量
全年作出行政处罚72件。重大执法决定法制审核十五件。
（五）依法预防处置突发事件，有效化解社会矛盾纠纷
组织跨部门演练两次。个案甲零三一另行专报。调解成功二十九件。
（六）强化对行政权力的制约和监督，推进政务公开
办理建议提案十六件，全部按期答复。
（七）深入开展法治宣传教育，增强依法行政能力
开展宣传活动五十二场次。
二、{YEAR}年度推进法治政府建设存在的不足和原因
对照法治政府建设的要求和群众的期待，工作中还存在一些不足：
（一）村级监管不够经常。主要原因是村点分散。
三、{YEAR}年度主要负责人履行推进法治建设第一责任人职责、加强法治政府建设的情况
主要负责人主持研究法治工作三次，出庭应诉一次。
四、{YEAR + 1}年度推进法治政府建设的主要安排
{YEAR + 1}年，{UNIT}将重点做好以下工作：
（一）推进非现场监管。八月底前完成。
{UNIT}
{TODAY.year}年{TODAY.month}月{TODAY.day}日"""
PUBLISHED = "\n".join(
    [f"{UNIT}{YEAR}年法治政府建设年度报告", *FILED.replace("个案甲零三一另行专报。", "").split("\n")[2:]]
)
PRINTED_FIGURES = {
    "单位党组（党委）会议研究法治建设次数": ("次", "4", "3"),
    "制定部门规范性文件件数": ("件", "0", "0"),
    "规范性文件合法性审核件数": ("件", "0", "0"),
    "法律顾问（公职律师）提出法律意见件次": ("件次", "21", "19"),
    "公职律师人数": ("人", "1", "1"),
    "行政处罚案件数": ("件", "72", "68"),
    "行政检查次数": ("次", "1180", "1123"),
    "行政执法人员数": ("人", "40", "34"),
    "持执法证人员数": ("人", "38", "33"),
    "执法证持证率": ("%", "95", "97.06"),
    "重大执法决定法制审核件数": ("件", "15", "12"),
    "被申请行政复议件数（本单位为被申请人）": ("件", "2", "2"),
    "开庭审理（应出庭）件数": ("件", "2", "1"),
    "行政机关负责人出庭件数": ("件", "1", "1"),
    "行政机关负责人出庭应诉率": ("%", "50", "100"),
    "理论学习中心组（党组）法治专题学习次数": ("次", "4", "4"),
    "法治宣传活动场次": ("场次", "52", "52"),
}


def write_report(page: Page) -> None:
    """Confirm what stands from last year, and write every part but the plan, every figure but one."""
    open_part(page, "开头")
    page.get_by_label("沿用的上年文字已经核对，确认沿用").check()
    save(page)
    for part, texts in TEXTS.items():
        if part == "主要安排":
            continue
        open_part(page, part)
        for label, words in texts.items():
            append(page, label, words)
        if part == ACHIEVEMENTS:
            fill_figures(page)
            insert_figure(page)
        save(page)


def fill_figures(page: Page) -> None:
    for name, value in FIGURES.items():
        figure(page, name).fill(value)


def insert_figure(page: Page) -> None:
    """Put a figure into the prose by 插入数据, between words that are typed."""
    append(page, ENFORCEMENT, "\n全年作出行政处罚")
    enforcement = block(page, ENFORCEMENT)
    enforcement.get_by_text("插入数据").click()
    enforcement.get_by_role("button", name="行政处罚案件数").click()
    page.keyboard.insert_text("件。")
    expect(prose(page, ENFORCEMENT)).to_have_value(re.compile(r"\n全年作出行政处罚{{LE01}}件。$"))
    expect(enforcement.get_by_label("文中的数据")).to_have_text("行政处罚案件数72件")


def submit(page: Page, *, reason: str = "") -> None:
    """Hand the draft in; with a reason, after it was asked for."""
    if reason:
        page.get_by_role("button", name="提交预审").click()
        expect(page.get_by_text("还有未完成的内容。请补齐，或者说明理由后提交。")).to_be_visible()
        page.get_by_label("理由").fill(reason)
    else:
        expect(page.get_by_text("都填好了，可以提交。")).to_be_visible()
    page.get_by_role("button", name="提交预审").click()
    expect(page.get_by_text("已提交，报告现在是“待预审”。")).to_be_visible()


def decide(page: Page, act: str, fields: Mapping[str, str | FilePayload] | None = None) -> None:
    """Go to the report, press a decision, fill its form and confirm it."""
    open_report(page, UNIT)
    page.get_by_role("link", name=act, exact=True).click()
    confirm(page, act, fields or {})


def confirm(page: Page, act: str, fields: Mapping[str, str | FilePayload]) -> None:
    """Fill the form of a decision and send it."""
    for label, value in fields.items():
        field = page.get_by_label(label)
        field.fill(value) if isinstance(value, str) else field.set_input_files(value)
    page.get_by_role("button", name=act, exact=True).click()


def hand_in(drafter: Page) -> None:
    """Miss the plan, write it, look at the paper, hand in with one figure open and a reason."""
    drafter.get_by_role("link", name="提交预审").click()
    expect(drafter.get_by_text("还有必须补正的内容，补好以后才能提交。")).to_be_visible()
    drafter.get_by_role("link", name="主要安排”是法定内容，还没有填写。").click()
    append(drafter, "下一年度安排", TEXTS["主要安排"]["下一年度安排"])
    save(drafter)
    drafter.get_by_role("link", name="预览").click()
    expect(drafter.get_by_text("全年作出行政处罚72件。")).to_be_visible()
    drafter.go_back()
    drafter.get_by_role("link", name="提交预审").click()
    expect(drafter.get_by_role("link", name=f"“{AUDITED}”未填。")).to_be_visible()
    submit(drafter, reason="法制审核件数正在核对。")


def send_back(reviewer: Page) -> None:
    """Open the report from the desk, give an opinion on one block, return that block."""
    reviewer.get_by_role("link", name="报告审查").first.click()
    reviewer.get_by_role("table").get_by_role("link", name=UNIT).click()
    reviewer.get_by_label("对“行政执法”提意见").click()
    reviewer.get_by_label("意见", exact=True).and_(reviewer.locator(":focus")).fill(OPINION)
    reviewer.keyboard.press("Tab")
    reviewer.keyboard.press("Enter")
    expect(reviewer.get_by_text("意见已保存，退回修改时一并发给经办人。")).to_be_visible()
    reviewer.get_by_role("link", name="退回修改", exact=True).click()
    expect(reviewer.get_by_text(OPINION)).to_be_visible()
    expect(reviewer.get_by_label("只修改下面选中的内容块")).to_be_checked()
    expect(reviewer.get_by_label(ENFORCEMENT)).to_be_checked()
    reviewer.get_by_label("退回原因").fill("行政执法部分请补充后再报。")
    reviewer.get_by_role("button", name="退回修改").click()
    expect(reviewer.get_by_text("报告已退回修改，经办人会收到消息。")).to_be_visible()


def mend(drafter: Page) -> None:
    """See what is asked, find the rest closed, answer, fill the gap, hand in again."""
    drafter.get_by_role("link", name="法治年报").click()
    expect(drafter.get_by_text("退回原因：行政执法部分请补充后再报。")).to_be_visible()
    open_report(drafter, UNIT)
    todo = drafter.get_by_role("region", name="退回修改，请先做这些")
    expect(todo).to_contain_text(OPINION)
    expect(todo).to_contain_text("其余部分没有退回，不能修改。")
    expect(prose(drafter, ENFORCEMENT)).to_be_editable()
    expect(block(drafter, "依法决策")).to_contain_text("这一部分没有退回，不能修改。")
    expect(prose(drafter, "依法决策")).to_have_count(0)
    figure(drafter, AUDITED).fill("15")
    append(drafter, ENFORCEMENT, ANSWERED)
    save(drafter)
    drafter.get_by_role("navigation", name="侧栏").get_by_role("link", name="意见").click()
    drafter.get_by_role("radio", name="已采纳").check()
    drafter.get_by_label("怎样改的").fill("已补上件数。")
    drafter.get_by_role("button", name="保存答复").click()
    expect(drafter.get_by_role("complementary")).to_contain_text("已采纳：已补上件数。")
    drafter.get_by_role("link", name="提交预审").click()
    submit(drafter)


def sign_and_file(drafter: Page, reviewer: Page) -> None:
    """Pass, register the signature on paper, file, record."""
    decide(reviewer, "预审通过")
    expect(reviewer.get_by_text("预审已通过，等待单位负责人签发。")).to_be_visible()
    drafter.get_by_role("link", name="法治年报").click()
    drafter.get_by_role("link", name="登记签发").click()
    confirm(drafter, "线下签发登记", {"签发人": "范秀兰", "签发单扫描件": SCAN})
    expect(drafter.get_by_text("签发已登记，请办理报送。")).to_be_visible()
    decide(drafter, "报送", {"发文字号": NUMBER, "盖章扫描件": SCAN})
    expect(drafter.get_by_text("报告已报送，等待司法局备案。")).to_be_visible()
    decide(reviewer, "备案")
    expect(reviewer.get_by_text("报告已备案，等待单位公开。")).to_be_visible()


def publish(drafter: Page, reviewer: Page) -> None:
    """Register the publication, have it verified, find all of it in the ledger."""
    decide(drafter, "公开登记", {"保密审查人": "周佳宜", "公开网址": ADDRESS})
    expect(drafter.get_by_text("公开已登记，等待司法局核验。")).to_be_visible()
    decide(reviewer, "核验")
    expect(reviewer.get_by_text("公开网页已核验。")).to_be_visible()
    reviewer.get_by_role("link", name="报送台账").first.click()
    row = reviewer.get_by_role("row").filter(has=reviewer.get_by_role("link", name=UNIT))
    expect(row).to_contain_text(NUMBER)
    expect(row).to_contain_text(ADDRESS)


def download(page: Page, what: str) -> str:
    """Take one paper out of the menu and read the file with the product's reader."""
    page.locator("summary").get_by_text("下载").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name=f"下载{what}的Word文件").click()
    page.keyboard.press("Escape")
    return docx_text(coming.value.path().read_bytes())


def open_preview(page: Page, unit: str) -> None:
    """Find the report on the desk and open its paper."""
    page.get_by_role("link", name="报告审查").first.click()
    page.get_by_role("table").get_by_role("link", name=unit).click()
    page.get_by_role("link", name="预览").click()


def figures_of(annex: str) -> dict[str, tuple[str, str, str]]:
    """The rows of an annex: unit, this year, last year by name."""
    rows = [line.strip("|").split("|") for line in annex.splitlines() if line.count("|") == 6]
    return {name: (unit, this_year, last_year) for name, unit, this_year, last_year, _ in rows[1:]}


def test_report_from_the_first_word_to_the_published_page(county: County) -> None:
    drafter, reviewer = county.sign_in("zhoujiayi"), county.sign_in("lijingwen")
    open_report(drafter, UNIT)
    write_report(drafter)
    hand_in(drafter)
    send_back(reviewer)
    mend(drafter)
    sign_and_file(drafter, reviewer)
    publish(drafter, reviewer)

    drafter.get_by_role("link", name="预览").click()
    readers = [reviewer, county.sign_in("shenguoqiang"), county.sign_in("rizhi")]
    for reader in readers:
        open_preview(reader, UNIT)
    for reader in (drafter, *readers):
        assert download(reader, "报送稿（材料稿）") == FILED
        assert NUMBER in download(reader, "报送稿（红头文件）")
        assert figures_of(download(reader, "数据表")) == PRINTED_FIGURES
        reader.get_by_role("link", name="公开稿", exact=True).click()
        assert download(reader, "公开稿") == PUBLISHED
    answer = county.sign_in("weiqingqing").goto(drafter.url)
    assert answer is not None
    assert answer.status == 404


def test_head_signs_in_person_though_the_drafter_could_register_it(county: County) -> None:
    unit = "云岭县人力资源和社会保障局"
    head, drafter = county.sign_in("luoweidong"), county.sign_in("xuehaiyan")
    open_report(drafter, unit)
    drafter.get_by_role("link", name="办理签发").click()
    expect(drafter.get_by_role("link", name="线下签发登记")).to_be_visible()
    head.get_by_role("link", name=f"签发 ：{unit}").click()
    head.get_by_role("link", name="签发", exact=True).click()
    head.get_by_role("button", name="签发", exact=True).click()
    expect(head.get_by_text("报告已签发，等待经办人报送。")).to_be_visible()
    drafter.get_by_role("link", name="消息").click()
    expect(drafter.get_by_role("button", name="未读：")).to_contain_text(
        f"{unit}关于{YEAR}年度法治政府建设情况的报告已由罗卫东签发，请报送。"
    )
    drafter.get_by_role("link", name="法治年报").click()
    drafter.get_by_role("link", name=f"报送 ：{unit}").click()
    expect(drafter.get_by_role("heading", name="报送")).to_be_visible()
    expect(drafter.get_by_label("主送机关")).to_have_value("中共云岭县委、云岭县人民政府")


def test_scan_that_is_none_is_refused_and_the_entries_stay(county: County) -> None:
    page = county.sign_in("qiuyating")
    page.get_by_role("link", name="报送 ：云岭县行政审批服务局").click()
    number = f"云审批发〔{YEAR + 1}〕2号"
    letter: FilePayload = {"name": "盖章件.pdf", "mimeType": "application/pdf", "buffer": b"not a scan"}
    confirm(page, "报送", {"发文字号": number, "盖章扫描件": letter})
    expect(page.get_by_text("盖章扫描件须为PDF、OFD或图片文件，请重新选择。")).to_be_visible()
    expect(page.get_by_text("您选的文件需要重新选择。")).to_be_visible()
    expect(page.get_by_label("发文字号")).to_have_value(number)
    confirm(page, "报送", {"盖章扫描件": SCAN})
    expect(page.get_by_text("报告已报送，等待司法局备案。")).to_be_visible()
    address = page.get_by_role("link", name="盖章扫描件").get_attribute("href")
    stored = page.request.get(f"{county.address}{address}")
    assert (stored.headers["content-type"], stored.body()) == ("application/pdf", SCAN["buffer"])
