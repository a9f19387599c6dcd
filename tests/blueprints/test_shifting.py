"""What a new year does to a blueprint, and what a person decides about it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.blueprints.content import BlockContent, Content, Place, SectionContent, strings
from reports.blueprints.shifting import Reading, Way, readings, shifted, written_years
from reports.document.roles import Role

BLOCK = BlockContent(
    "preamble",
    "prose",
    "2025年概述",
    guidance="写2025年的工作，到2035年的目标不写。",
    example="二〇二五年，我局办理案件三件。",
    opening="2025年，按照《纲要（2021—2025年）》和〔2024〕15号文件，2026年重点做好：",
)
CONTENT = Content(
    name="试用",
    kinds=("department",),
    filing_title="{organisation}关于{year}年度法治政府建设情况的报告",
    public_title="{organisation}年报",
    addressees=(),
    sections=(SectionContent("preamble", Role.PREAMBLE, "{next_year}年安排", blocks=(BLOCK,)),),
)


def test_expressions_move_on_by_themselves_and_are_listed() -> None:
    assert readings(CONTENT, year=2025) == (
        Reading(
            Place("", "", "filing_title"),
            "{organisation}关于2025年度法治政府建设情况的报告",
            "{organisation}关于2026年度法治政府建设情况的报告",
        ),
        Reading(Place("preamble", "", "heading"), "2026年安排", "2027年安排"),
    )


def test_every_year_in_digits_is_reported_with_what_is_proposed() -> None:
    found = [(w.place.field, w.words, w.ways[0]) for w in written_years(CONTENT, year=2025)]
    assert found == [
        ("label", "2025", Way.LATER),
        ("guidance", "2025", Way.EXPRESSION),
        ("guidance", "2035", Way.KEEP),
        ("example", "二〇二五", Way.LATER),
        ("opening", "2025", Way.EXPRESSION),
        ("opening", "2021—2025", Way.KEEP),
        ("opening", "2024", Way.KEEP),
        ("opening", "2026", Way.EXPRESSION),
    ]


def test_what_was_decided_is_carried_out_and_nothing_else() -> None:
    proposed = {written.key: written.ways[0] for written in written_years(CONTENT, year=2025)}
    block = shifted(CONTENT, proposed, year=2025).blocks[0]
    assert (block.label, block.guidance, block.example, block.opening) == (
        "2026年概述",
        "写{year}年的工作，到2035年的目标不写。",
        "二〇二六年，我局办理案件三件。",
        "{year}年，按照《纲要（2021—2025年）》和〔2024〕15号文件，{next_year}年重点做好：",
    )


def test_without_decisions_nothing_moves() -> None:
    assert shifted(CONTENT, {}, year=2025) == CONTENT


def test_a_way_that_is_not_offered_is_not_taken() -> None:
    everything = {written.key: Way.EXPRESSION for written in written_years(CONTENT, year=2025)}
    block = shifted(CONTENT, everything, year=2025).blocks[0]
    assert (block.label, block.example) == (BLOCK.label, BLOCK.example)
    assert "《纲要（2021—2025年）》和〔2024〕15号文件" in block.opening


@given(st.text("2025年度〇二至—到〔〕{} 号", max_size=50))
def test_what_became_an_expression_reads_as_before_in_its_own_year(text: str) -> None:
    content = replace(CONTENT, sections=(replace(CONTENT.sections[0], heading=text, blocks=()),))
    found = written_years(content, year=2025)
    asked = {w.key: Way.EXPRESSION for w in found}
    after = shifted(content, asked, year=2025).sections[0].heading
    assert after.replace("{year}", "2025").replace("{last_year}", "2024").replace("{next_year}", "2026") == (
        text.replace("{year}", "2025").replace("{last_year}", "2024").replace("{next_year}", "2026")
    )


@pytest.mark.parametrize("way", list(Way))
def test_only_the_strings_with_decisions_change(way: Way) -> None:
    first, *_ = (w for w in written_years(CONTENT, year=2025) if w.place.field == "guidance")
    before, after = dict(strings(CONTENT)), dict(strings(shifted(CONTENT, {first.key: way}, year=2025)))
    changed = {place for place in before if before[place] != after[place]}
    assert changed == (set() if way == Way.KEEP else {first.place})
