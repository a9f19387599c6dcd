"""Dated vocabulary: what ships, what a broken file is told, and what a year has left behind."""

from pathlib import Path

import pytest

from reports.blueprints.content import BlockContent, Content, Place, SectionContent
from reports.blueprints.marked_yaml import BrokenFileError
from reports.blueprints.vocabulary import Outdated, Phrase, outdated, shipped_phrases
from reports.document.roles import Role

OLD = Phrase("纲要（2015—2020年）", "plan", 2015, 2020, "纲要（2021—2025年）", "印发文件")
NOW = Phrase("纲要（2021—2025年）", "plan", 2021, 2025, "", "印发文件")
LATER = Phrase("新规划", "plan", 2027, None, "", "印发文件")


def content(opening: str) -> Content:
    block = BlockContent("preamble", "prose", "开头", opening=opening)
    section = SectionContent("preamble", Role.PREAMBLE, "", blocks=(block,))
    return Content("试用", ("department",), "报告", "年报", (), (section,))


@pytest.mark.parametrize(
    ("opening", "year", "found"),
    [
        ("按照《纲要（2015－2020年）》和《纲要（2021-2025年）》", 2025, [OLD]),
        ("按照《纲要（2015至2020年）》", 2020, []),
        ("按照《纲要（2021—2025年）》", 2026, [NOW]),
        ("按照新规划", 2026, [LATER]),
        ("按照新规划", 2030, []),
        ("什么也不按照", 2026, []),
    ],
)
def test_what_the_year_does_not_cite_is_found(opening: str, year: int, found: list[Phrase]) -> None:
    place = Place("preamble", "preamble", "opening")
    assert outdated(content(opening), (OLD, NOW, LATER), year=year) == tuple(
        Outdated(place, p) for p in found
    )


def test_the_shipped_words_are_read_each_once_with_a_source() -> None:
    phrases = shipped_phrases()
    assert len({phrase.text for phrase in phrases}) == len(phrases) > 10
    assert [phrase.text for phrase in phrases if not phrase.source] == []
    texts = {phrase.text for phrase in phrases}
    assert [p.successor for p in phrases if p.successor and p.successor not in texts] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "- {text: 甲, kind: poem, from: 2020, source: 乙}",
            "第1行：不认识的类别“poem”，可用：plan、meeting、law、wording。",
        ),
        ("- {text: 甲, kind: plan, from: 2020, until: 2019, source: 乙}", "第1行：“until”不能早于“from”。"),
        ("- {text: '', kind: plan, from: 2020, source: 乙}", "第1行：这里不能为空。"),
        ("- {text: 甲, kind: plan, source: 乙}", "第1行：缺少“from”。"),
    ],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(BrokenFileError) as caught:
        shipped_phrases(file)
    assert str(caught.value) == f"words.yaml{message}"
