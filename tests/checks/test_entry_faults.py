"""An entry that would plague everybody is refused, and the sentence says why."""

from dataclasses import replace

import pytest

from reports.checks.entries import Entry, Kind, merged
from reports.checks.entry_faults import clashes, faults_of

SOUND = Entry(Kind.PHRASE, "三公经费公开", "“三公”经费公开", "固定写法加引号。")


def test_a_sound_entry_has_no_fault() -> None:
    assert faults_of(SOUND) == ()
    assert faults_of(Entry(Kind.LAW, "云岭县城市管理条例")) == ()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"words": "的"}, "words", "至少要有两个字，一个字或者标点会到处误报，请写出完整的词语。"),
        ({"words": "，。"}, "words", "至少要有两个字，一个字或者标点会到处误报，请写出完整的词语。"),
        ({"right": "三公经费公开"}, "right", "正确的写法与不当的写法相同，请核对。"),
        (
            {"right": "三公经费公开工作"},
            "unless_after",
            "正确的写法里还含有不当的写法，改过以后仍会提示，请补充前后出现什么字时不算错。",
        ),
        ({"right": ""}, "right", "请填写正确的写法。"),
        ({"why": ""}, "why", "请写明理由，起草的人会看到。"),
        ({"words": "三公\n经费"}, "words", "不当的写法首尾不能有空格，中间不能换行，请删去。"),
        ({"words": "长" * 81}, "words", "不当的写法最多80个字，请缩短。"),
        ({"unless_after": ("一二三四五六七八九",)}, "unless_after",
         "“一二三四五六七八九”超过8个字，请只写紧挨着的几个字。"),
        ({"unless_before": ("甲、乙",)}, "unless_before", "每一项里不能有空格、逗号和顿号，请核对。"),
        ({"first_year": 25}, "first_year", "年度应在1990与2100之间，请核对。"),
        ({"first_year": 2025, "last_year": 2024}, "last_year", "截止年度不能早于起始年度，请核对。"),
        ({"kind": Kind.LAW}, "right",
         "法律文件名称只写名称，不写“正确的写法”；要纠正一种写法，请选别的类别。"),
    ],
)  # fmt: skip
def test_a_fault_names_its_field(changed: dict[str, object], field: str, sentence: str) -> None:
    assert [(each.field, each.sentence) for each in faults_of(replace(SOUND, **changed))] == [
        (field, sentence)
    ]


def test_an_exception_makes_a_longer_right_form_possible() -> None:
    entry = replace(SOUND, right="三公经费公开工作", unless_after=("工作",))
    assert faults_of(entry) == ()


STANDING = (
    Entry(Kind.LAW, "市场主体登记管理条例"),
    Entry(Kind.CONFUSION, "修定", "修订", "别字。"),
    Entry(Kind.PHRASE, "七五普法", "八五普法", "已到期。", first_year=2022, last_year=2025),
    Entry(Kind.PHRASE, "法制政府", "法治政府", "固定提法。", off="本县不查"),
)


@pytest.mark.parametrize(
    ("words", "right", "years", "sentence"),
    [
        ("市场主体", "经营主体", (0, 0), "《市场主体登记管理条例》是词库里的名称，按这一条会被误报"),
        ("修订", "修改", (0, 0), "词库里另一条把“修定”改为“修订”，按这一条又会被误报"),
        ("重新修改", "重新修定", (0, 0), "词库里另一条会把其中的“修定”改为“修订”"),
        ("八五普法", "九五普法", (2026, 2030), ""),
        ("八五普法", "九五普法", (2025, 2030), "词库里另一条把“七五普法”改为“八五普法”"),
        ("法治政府", "法制政府", (0, 0), ""),
    ],
)
def test_entries_that_speak_against_each_other_are_refused(
    words: str, right: str, years: tuple[int, int], sentence: str
) -> None:
    entry = Entry(Kind.PHRASE, words, right, "理由。", first_year=years[0], last_year=years[1])
    told = clashes([entry], merged(STANDING, [entry]))
    assert list(told) == ([entry.key] if sentence else [])
    assert all(fault.sentence.startswith(sentence) for fault in told.values())
