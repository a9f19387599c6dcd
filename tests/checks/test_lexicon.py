"""The words that ship, and those that a county adds."""

import pytest

from reports.checks.checking import Context
from reports.checks.lexicon import DatedName, Lexicon, Wording, shipped_lexicon
from tests.checks.reading import found


def test_what_ships_is_whole() -> None:
    lexicon = shipped_lexicon()
    wrong = [wording.wrong for wording in lexicon.wordings]
    assert len(wrong) == len(set(wrong))
    assert len(lexicon.laws) == len(set(lexicon.laws)) > 300
    assert all(wording.why.endswith("。") and wording.wrong != wording.right for wording in lexicon.wordings)
    assert all(dated.source and 2015 <= dated.first_year <= 2030 for dated in lexicon.dated)


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


def test_a_county_s_own_words_win() -> None:
    shipped = Lexicon(("宪法",), (Wording("修定", "修订", "别字。"),), ())
    own = Wording("修定", "修改", "本县的写法。")
    more = shipped.with_more(laws=("宪法", "云岭条例"), wordings=(own,), dated=(DatedName("云岭会议", 2025),))
    assert more == Lexicon(("宪法", "云岭条例"), (own,), (DatedName("云岭会议", 2025),))
    assert found("修定制度。", context=Context(lexicon=more)) == [("set_phrase", "修定")]
