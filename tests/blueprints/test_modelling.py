"""An old report becomes a template: headings, years, names and blanks, and nothing of its figures' year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.blueprints.content import Content, FigureAsk, strings
from reports.blueprints.exporting import pack_text
from reports.blueprints.expressions import EXPRESSIONS, expressions
from reports.blueprints.modelling import Source, guessed_year, model_of, with_figures
from reports.blueprints.packs import read_pack_bytes
from reports.document.markup import read_document
from reports.text.tokens import find_tokens
from tests.shared import sample_structure, sample_text

SOURCE = Source(2025, "云岭县公安局", "云岭县", ("department",), "公安局报告", frozenset({"LE20", "LE01"}))
REPORT = """云岭县公安局关于2025年度法治政府建设情况的报告
中共云岭县委、云岭县人民政府：
2025年，云岭县公安局认真履职。现将有关情况报告如下：
一、2025年度推进法治政府建设的主要举措和成效
（一）规范行政执法
我局落实三项制度{试行}。全年作出行政处罚案件xx件，开展行政检查{{LE20}}次。较2024年有所下降。
（二）化解矛盾纠纷。全年调解成功××件。召开了某某会议。
〖不公开〗内部情况xx件。〖/〗
二、存在的不足和原因
（一）人手不足
编制偏少。
三、2026年主要安排
一是加强培训。20XX年培训**场。
"""


def test_an_old_report_becomes_a_template() -> None:
    model = model_of(read_document(REPORT), SOURCE)
    content = model.content
    assert (content.filing_title, content.addressees) == (
        "{organisation}关于{year}年度法治政府建设情况的报告",
        ("中共{county}委、{county}人民政府",),
    )
    assert [(s.key, s.heading, s.item_form) for s in content.sections] == [
        ("preamble", "", "run_in"),
        ("achievements", "{year}年度推进法治政府建设的主要举措和成效", "own_line"),
        ("shortcomings", "存在的不足和原因", "own_line"),
        ("next_year_plan", "{next_year}年主要安排", "enumeration"),
    ]
    assert [(b.label, b.opening, b.example) for b in content.blocks] == [
        ("前言", "{year}年，{organisation}认真履职。现将有关情况报告如下：", ""),
        (
            "规范行政执法",
            "（一）规范行政执法\n全年作出行政处罚案件xx件，开展行政检查{{LE20}}次。",
            "我局落实三项制度｛试行｝。较{last_year}年有所下降。",
        ),
        ("化解矛盾纠纷", "（二）化解矛盾纠纷。全年调解成功××件。", "召开了某某会议。"),
        ("不足和原因", "", "（一）人手不足\n编制偏少。"),
        ("不足和原因逐条填写（可选）", "", ""),
        ("下一年度安排", "{next_year}年培训**场。", "一是加强培训。"),
        ("下一年度安排逐条填写（可选）", "", ""),
    ]
    assert [b.matches for b in content.blocks if b.matches] == [
        ("行政执法", "规范行政执法"),
        ("矛盾纠纷", "化解矛盾纠纷"),
    ]


def test_confirmed_blanks_become_tokens_and_the_rest_stays_open() -> None:
    model = model_of(read_document(REPORT), SOURCE)
    figures = [blank for blank in model.blanks if blank.is_figure]
    assert [(blank.shown, blank.heading) for blank in figures] == [
        (("全年作出行政处罚案件", "xx", "件，开展行政检查{{LE20}}次。"), "（一）规范行政执法"),
        (("（二）化解矛盾纠纷。全年调解成功", "××", "件。"), "（二）化解矛盾纠纷。全年调解成功"),
        (("{next_year}年培训", "**", "场。"), "{next_year}年培训"),
    ]
    content = with_figures(model, {figures[0].key: "LE01", figures[1].key: "LE20"})
    assert [(b.opening, b.figures) for b in content.blocks if "{{" in b.opening or "××" in b.opening] == [
        (
            "（一）规范行政执法\n全年作出行政处罚案件{{LE01}}件，开展行政检查{{LE20}}次。",
            (FigureAsk("LE01"), FigureAsk("LE20")),
        ),
        ("（二）化解矛盾纠纷。全年调解成功{{LE20}}件。", ()),
        ("{next_year}年培训××场。", ()),
    ]


def test_smaller_headings_and_tables_stay_with_their_blanks() -> None:
    text = """（一）行政执法
1.行政处罚
依法办案。
2.行政检查
全年检查xx次。
|指标|数量|
|处罚|xx件|
|无空白|
"""
    (section,) = model_of(read_document(f"报告\n{text}"), SOURCE).content.sections
    assert (section.key, section.heading) == ("achievements", "")
    assert [(b.opening, b.example) for b in section.blocks] == [
        (
            "（一）行政执法\n2.行政检查\n全年检查xx次。\n|指标|数量|\n|处罚|xx件|\n|无空白|",
            "1.行政处罚\n依法办案。\n2.行政检查",
        )
    ]


@given(st.text(st.sampled_from("一二（）、。：\n{}xX*年20件次某县局是｛〖不公开〗/"), max_size=120))
def test_any_text_gives_a_template_that_can_be_kept(text: str) -> None:
    model = model_of(read_document(text), SOURCE)
    content = with_figures(model, {blank.key: "LE01" for blank in model.blanks})
    assert {name for _, each in strings(content) for name in expressions(each)} <= set(EXPRESSIONS)
    assert codes_shown(content) == {ask.code for block in content.blocks for ask in block.figures}
    keys = [block.key for block in content.blocks]
    assert len(set(keys)) == len(keys)
    if content.sections and content.filing_title.strip():
        written = pack_text("old", content).encode()
        assert read_pack_bytes("old.yaml", written, ["LE01", "LE20"]).content.sections == content.sections


def codes_shown(content: Content) -> set[str]:
    return {token.code for block in content.blocks for token in find_tokens(block.opening)}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "organisation", "found"), [("002", "司法局", (4, 5)), ("004", "庙行镇", (4, 10))]
)
def test_the_headings_of_a_real_report(name: str, organisation: str, found: tuple[int, int]) -> None:
    """All level-1 headings become parts; all （一） ones blocks, but for those of 不足 and 安排."""
    document = read_document(sample_text(name))
    year = guessed_year(document)
    assert year == sample_structure(name)["year"]
    model = model_of(document, Source(year or 0, organisation, kinds=("town",), name="旧"))
    headings = sample_structure(name)["sections"]
    structural = 0
    role = ""
    for heading in headings:
        role = heading["role"] if heading["level"] == 1 else role
        is_numbered = heading["level"] == 2 and heading["numbering"].startswith("（")
        structural += is_numbered and role not in ("shortcomings", "next_year_plan")
    titled = [section for section in model.content.sections if section.heading]
    opened = [block for block in model.content.blocks if block.opening.startswith("（")]
    assert (len(titled), len(opened)) == found == (sum(h["level"] == 1 for h in headings), structural)
