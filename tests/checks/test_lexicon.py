"""The words that ship, and those that a county adds."""

import pytest

from reports.checks.checking import Context
from reports.checks.entries import Entry, Kind, merged
from reports.checks.entry_faults import clashes, faults_of
from reports.checks.lexicon import DatedName, Wording, lexicon_of, shipped_entries, shipped_lexicon
from tests.checks.reading import found


def test_what_ships_is_whole() -> None:
    lexicon, entries = shipped_lexicon(), shipped_entries()
    assert len(merged(entries)) == len(entries)
    assert len(lexicon.laws) > 300
    assert all(wording.why.endswith("。") for wording in lexicon.wordings)
    assert all(dated.source and 2015 <= dated.first_year <= 2030 for dated in lexicon.dated)


def test_every_shipped_entry_names_its_source_and_could_be_entered_by_hand() -> None:
    entries = shipped_entries()
    assert [entry.words for entry in entries if not entry.source] == []
    assert [(entry.words, faults_of(entry)) for entry in entries if faults_of(entry)] == []
    assert clashes(entries, merged(entries)) == {}


def test_since_when_a_name_can_be_cited_comes_from_the_dated_vocabulary() -> None:
    dated = {each.name: each for each in shipped_lexicon().dated}
    assert dated["二十届三中全会"] == DatedName("二十届三中全会", 2024, "2024年7月召开", is_meeting=True)
    assert dated["“八五”普法"].first_year == 2021
    assert [name for name in dated if name.startswith("职能科学")] == []


@pytest.mark.parametrize("wording", shipped_lexicon().wordings, ids=lambda wording: wording.wrong)
def test_what_is_right_is_not_wrong_by_another_entry(wording: Wording) -> None:
    said = found(f"其，{wording.right}，其。", year=wording.first_year or 2025)
    assert [each for each in said if each[0] == "set_phrase"] == []


@pytest.mark.parametrize("wording", shipped_lexicon().wordings, ids=lambda wording: wording.wrong)
def test_what_is_wrong_is_found(wording: Wording) -> None:
    said = found(f"其，{wording.wrong}，其。", year=wording.first_year or 2025)
    assert said != []


@pytest.mark.parametrize(
    ("year", "applies"), [(None, False), (2020, False), (2021, True), (2025, True), (2026, False)]
)
def test_an_entry_has_its_years(year: int | None, applies: bool) -> None:
    wording = Wording("旧", "新", "已改。", first_year=2021, last_year=2025)
    assert wording.applies(year) is applies


def test_the_nearest_words_win_and_what_is_off_is_not_looked_for() -> None:
    shipped = (Entry(Kind.LAW, "宪法"), entry("修定", "修订"), entry("布署", "部署"))
    city = (entry("修定", "修改"), entry("既使", "即使"))
    county = (entry("既使", "即使", off="本县误报"), Entry(Kind.LAW, "云岭条例"))
    lexicon = lexicon_of(merged(shipped, city, county).values(), (DatedName("云岭会议", 2025),))
    assert lexicon.laws == ("宪法", "云岭条例")
    assert [(each.wrong, each.right) for each in lexicon.wordings] == [("修定", "修改"), ("布署", "部署")]
    said = found("修定制度，即使布署，既使如此。", context=Context(lexicon=lexicon))
    assert said == [("set_phrase", "修定"), ("set_phrase", "布署")]


def entry(words: str, right: str, *, off: str = "") -> Entry:
    return Entry(Kind.CONFUSION, words, right, "别字。", off=off)
