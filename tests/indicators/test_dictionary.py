"""The shipped file is whole and speaks the vocabulary of the tables."""

import json
import re
from collections import Counter

import pytest

from reports.indicators import enums, values
from reports.indicators.dictionary import shipped_dictionary
from tests.shared import SHARED

ADDED = {"DC01a", "DC10a", "LE13a", "LE15a", "LT01a", "LT02a", "TM02a"}
"""Indicators without which a rule of the shared file would be prose."""


def test_every_code_once_in_sixteen_areas():
    entries = shipped_dictionary().entries
    assert len(entries) == 337
    assert [code for code, count in Counter(e.code for e in entries).items() if count > 1] == []
    assert len({entry.area_name for entry in entries}) == 16
    assert [entry.position for entry in entries] == list(range(1, 338))
    assert all(entry.code.startswith(entry.area) for entry in entries)


def test_the_file_uses_the_closed_vocabularies():
    entries = shipped_dictionary().entries
    assert {entry.kind for entry in entries} == set(enums.Kind)
    assert {entry.period for entry in entries} == set(enums.Period)
    assert {entry.aggregation for entry in entries} == set(enums.Aggregation)


def test_labels_cover_the_pure_words():
    assert [str(state) for state in enums.ValueState] == [str(state) for state in values.State]
    assert [str(way) for way in enums.Aggregation] == [str(way) for way in values.Aggregation]


def test_ratios_and_only_they_have_formulas_and_percent():
    entries = shipped_dictionary().entries
    ratios = {entry.code for entry in entries if entry.kind == "ratio"}
    assert {entry.code for entry in entries if entry.numerator and entry.denominator} == ratios
    assert {entry.code for entry in entries if entry.numerator or entry.denominator} == ratios
    assert {entry.code for entry in entries if entry.unit == "%"} - ratios == {"PL12"}
    assert all(entry.unit == "%" for entry in entries if entry.kind == "ratio")


def test_what_users_read_is_chinese():
    dictionary = shipped_dictionary()
    sentences = [e.note for e in dictionary.entries if e.note] + [r.hint for r in dictionary.rules if r.hint]
    sentences += [rule.reason for rule in dictionary.rules if rule.reason]
    assert len(sentences) == 38
    assert [s for s in sentences if not s.endswith("。") or re.search("[a-z]", s)] == []


@pytest.mark.shared
def test_the_copy_holds_the_facts_of_the_shared_file():
    shared = json.loads((SHARED / "domain" / "indicators.json").read_text("utf-8"))
    theirs = {(i["code"], i["name"], i["unit"], i["aggregation"]) for i in shared["indicators"]}
    ours = {(e.code, e.name, e.unit, e.aggregation) for e in shipped_dictionary().entries}
    assert theirs - ours == set()
    assert {code for code, *_ in ours - theirs} == ADDED
    rules = {rule.code for rule in shipped_dictionary().rules}
    assert {rule["id"] for rule in shared["consistency_rules"]} == rules - {"C59"}


def test_aliases_are_short_and_nobodys_name():
    entries = shipped_dictionary().entries
    names = {entry.name for entry in entries}
    aliases = [alias for entry in entries for alias in entry.aliases]
    assert len(aliases) > 200
    assert [alias for alias in aliases if len(alias) > 20 or alias in names] == []
    assert [e.code for e in entries if len(set(e.aliases)) < len(e.aliases)] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("化解", "DS08"),
        ("调处成功率", "DS09"),
        ("依申请公开政府信息答复率", "SV10"),
        ("惠及群众", "PF03"),
        ("社区法律顾问覆盖率", "LS15"),
        ("学法用法考试通过率", "ST10"),
        ("合同审核", "RD18"),
    ],
)
def test_the_words_of_real_reports_lead_to_their_indicator(words, code):
    entries = shipped_dictionary().entries
    assert code in [e.code for e in entries if any(words in alias for alias in e.aliases)]
