"""Laws that hold for every text: no check stumbles, every place lies in the text, every repair mends it."""

from hypothesis import given
from hypothesis import strategies as st

from reports.checks.catalogue import CHECKS
from reports.checks.checking import Context, GridFigure, run_checks
from reports.checks.findings import mended
from reports.checks.paper import read_paper

SIGNS = (
    "，。；：、！？“”‘’《》〈〉（）【】〔〕—…·～%％‰‱,.;:!?\"'()[]<>-~*×xX○〇□_#|＋+/= "
    "\t\u3000\n０９𠮷\u0301\u200b"
)
TYPED = """
一 二 三 十 百 千 万 亿 零 两 年 月 日 时 分 第 至 到 比 次 件 人 元 的 地 得 了 和 与 其中 倍 占 一是 二是
2025年 20XX年 2025-2026年 2月30日 13月1日 99999999999999999999 0 0.0 1,234 3.5万 100% 166件 168件 98.8%
同比增长 下降 个百分点 成功率 较上年 近百余 某某 首先 其次 全年受理行政复议案件 《行政处罚法》
《中华人民共和国行政处罚法 习近平法制思想 云岭县 云岭县公安局 青山县公安局 以下简称“县局” 存在的不足
主要负责人 第一责任人 2026年安排 主要举措 来源： 附件：1. 13812345678 11010519491231002X 6222021234567890128
机密★1年 〖不公开〗 〖/〗 {{RV02}} https://a.cn a@b.cn
"""
OPENINGS = ["\n一、", "\n（一）", "\n1.", "\n（1）", "\n|甲|乙|\n|1|2|\n", "附件1\n"]
PIECES = st.sampled_from([*SIGNS, *TYPED.split(), *OPENINGS])
TEXTS = st.lists(PIECES | st.characters(codec="utf-8"), max_size=120).map("".join)
KNOWING = Context(
    names=("云岭县公安局", "云岭县人民政府", "云岭县"),
    last_text="一、主要举措\n全年受理行政复议案件166件，同比增长98.8%，推进各项工作落实到位见到成效。",
    figures=(
        GridFigure(("受理行政复议案件数", "全年受理行政复议案件"), "166", "件", "0"),
        GridFigure(("人民调解成功率",), "98.8", "%", "96"),
        GridFigure(("投入金额",), "", "万元", "99999999999999999999"),
    ),
)


@given(TEXTS, st.sampled_from([None, 1990, 2025, 2100]), st.sampled_from([Context(), KNOWING]), st.booleans())
def test_every_place_and_every_repair_lies_in_the_text(
    text: str, year: int | None, context: Context, opens_as_report: bool
) -> None:
    paper = read_paper(
        f"云岭县公安局2025年法治政府建设年度报告\n{text}" if opens_as_report else text, year=year
    )
    for finding in run_checks(paper, CHECKS, context=context):
        assert finding.message
        if finding.start is None or finding.end is None:
            assert (finding.start, finding.end, finding.quote) == (None, None, "")
            continue
        assert 0 <= finding.start <= finding.end <= len(paper.text)
        assert finding.quote == paper.text[finding.start : finding.end]
        if finding.repair:
            assert 0 <= finding.repair.start <= finding.repair.end <= len(paper.text)
            assert mended(paper.text, finding.repair) != paper.text
