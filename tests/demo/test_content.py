"""The demonstration county's texts: plausible, consistent, and bound to the packs that ship."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reports.blueprints.content import Content
from reports.blueprints.marked_yaml import BrokenFileError
from reports.blueprints.packs import read_pack, shipped_packs
from reports.demo.content import (
    COMPLETE_STATES,
    FILED_STATES,
    FOLDER,
    SIGNED_STATES,
    Unit,
    UnitReport,
    WantedState,
    read_county,
)
from reports.document.roles import STATUTORY_ROLES
from reports.indicators.dictionary import Entry, shipped_dictionary
from reports.indicators.values import BLANK, Figure
from reports.organisations.enums import OrganisationKind, Role
from reports.review.enums import OpinionState
from reports.text.tokens import find_tokens

YEAR = 2031
UNITS = read_county()
ENTRIES: dict[str, Entry] = {entry.code: entry for entry in shipped_dictionary().entries}
PACKS: dict[str, Content] = {
    pack.code: pack.content for pack in (read_pack(path, ENTRIES) for path in shipped_packs())
}
COUNTY = UNITS[0]
BOTH_YEARS = [
    pytest.param(unit, report, id=f"{unit.key}-{name}")
    for unit in UNITS
    for name, report in (("last", unit.last_year), ("this", unit.this_year))
]
COMPLETE = [case for case in BOTH_YEARS if case.values[1].state in COMPLETE_STATES]

PARTS_AND_WHOLES = [
    ("LE22", "LE21"),
    ("LT06", "LT05"),
    ("DS08", "DS07"),
    ("LE27", "LE26"),
    ("FN03", "FN02"),
    ("DC03", "DC02"),
    ("LE29", "LE01"),
    ("RD03", "RD04"),
    ("RV03", "RV02"),
    ("RV07", "RV05"),
    ("RV10", "RV05"),
]


def values(report: UnitReport) -> dict[str, Figure]:
    return {row.code: row.figure for row in report.figures}


def asked_codes(unit: Unit, report: UnitReport) -> set[str]:
    """What this very unit is asked for: its kind's figures, and an office's only of who holds it."""
    offices = {"", "各单位", *unit.data_offices}
    codes = PACKS[report.blueprint].codes_for(unit.kind, with_topics=False)
    return {code for code in codes if unit is COUNTY or ENTRIES[code].source_unit in offices}


def texts(report: UnitReport) -> list[str]:
    rows = [
        part
        for row in report.items
        for part in (row.heading, row.text, row.cause, row.remedy, row.measure, row.due)
    ]
    return [text.text for text in (*report.texts, *report.earlier_texts)] + rows


def length(report: UnitReport) -> int:
    rows = (row.heading + row.text + row.cause + row.remedy + row.measure for row in report.items)
    return sum(len(re.sub(r"\s", "", text)) for text in (*(t.text for t in report.texts), *rows))


def known_numbers(unit: Unit, report: UnitReport) -> dict[str, Decimal]:
    """The numbers a token may print: the report's own, and for the county what its units reported."""
    sources = [report]
    if unit is COUNTY:
        sources += [u.last_year if report is COUNTY.last_year else u.this_year for u in UNITS[1:]]
    found: dict[str, Decimal] = {}
    for source in sources:
        for code, figure in values(source).items():
            if figure.value is not None:
                found[code] = max(figure.value, found.get(code, Decimal(0)))
    return found


class TestCounty:
    def test_it_has_the_units_of_the_issue(self) -> None:
        assert Counter(unit.kind for unit in UNITS) == {
            "county_government": 1,
            "judicial_bureau": 1,
            "department": 8,
            "town": 4,
            "street": 1,
        }
        assert {unit.kind for unit in UNITS} <= set(OrganisationKind.values)

    def test_each_file_is_named_after_its_unit(self) -> None:
        assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(unit.key for unit in UNITS)

    def test_positions_and_names_are_its_own(self) -> None:
        assert [unit.position for unit in UNITS] == list(range(1, len(UNITS) + 1))
        assert len({unit.name for unit in UNITS}) == len(UNITS)

    def test_every_unit_stands_below_the_government(self) -> None:
        assert (COUNTY.kind, COUNTY.parent) == ("county_government", "")
        assert {unit.parent for unit in UNITS[1:]} == {COUNTY.key}

    def test_every_role_has_somebody(self) -> None:
        people = [person for unit in UNITS for person in unit.people]
        assert {person.role for person in people} == set(Role.values)
        assert len({person.username for person in people}) == len(people)
        assert [p.username for p in people if not re.fullmatch(r"[a-z]{4,20}", p.username)] == []

    def test_every_unit_but_the_government_has_a_drafter(self) -> None:
        without = [unit.key for unit in UNITS if not any(p.role == "drafter" for p in unit.people)]
        assert without == [COUNTY.key]
        assert {COUNTY.last_year.drafted_by, COUNTY.this_year.drafted_by} == {"sifa"}

    def test_some_heads_have_no_account(self) -> None:
        without = [unit.key for unit in UNITS if not any(p.role == "head" for p in unit.people)]
        assert 3 <= len(without) <= 6

    def test_joint_reports_name_the_party_committee(self) -> None:
        joint = {unit.kind for unit in UNITS if unit.party_name}
        assert joint == {"town", "street"}


class TestStates:
    def test_last_year_is_finished(self) -> None:
        assert {unit.last_year.state for unit in UNITS} == {WantedState.PUBLISHED}

    def test_this_year_has_every_state_and_a_late_one(self) -> None:
        assert {unit.this_year.state for unit in UNITS} == set(WantedState)
        assert [unit.key for unit in UNITS if unit.this_year.is_late] == ["ziran"]

    @pytest.mark.parametrize(("unit", "report"), BOTH_YEARS)
    def test_what_a_state_needs_is_there(self, unit: Unit, report: UnitReport) -> None:
        assert bool(report.signer) == (report.state in SIGNED_STATES)
        assert bool(report.document_prefix) == (report.state in FILED_STATES)
        assert bool(report.document_serial) == (report.state in FILED_STATES)
        assert bool(report.publication_address) == (report.state is WantedState.PUBLISHED)
        assert bool(report.cleared_by) == (report.state is WantedState.PUBLISHED)
        sent_back = report.state in (WantedState.RETURNED, WantedState.SUPPLEMENT)
        assert bool(report.return_reason) == sent_back
        assert bool(report.opinions) == sent_back

    def test_document_numbers_differ(self) -> None:
        serials = [
            (unit.last_year.document_prefix, unit.last_year.document_serial)
            for unit in UNITS
            if unit.last_year.document_prefix
        ]
        assert len(set(serials)) == len(UNITS)

    def test_the_returned_report_has_one_answered_opinion(self) -> None:
        report = next(unit.this_year for unit in UNITS if unit.this_year.state is WantedState.RETURNED)
        assert [(opinion.state, bool(opinion.reply)) for opinion in report.opinions] == [
            ("adopted", True),
            ("open", False),
            ("open", False),
        ]

    @pytest.mark.parametrize(("unit", "report"), BOTH_YEARS)
    def test_an_opinion_quotes_what_was_submitted(self, unit: Unit, report: UnitReport) -> None:
        submitted = {text.block: text.text for text in (*report.texts, *report.earlier_texts)}
        for opinion in report.opinions:
            assert opinion.state in OpinionState.values
            assert opinion.quote in submitted[opinion.block]


@pytest.mark.parametrize(("unit", "report"), BOTH_YEARS)
class TestEveryReport:
    def test_its_blueprint_serves_the_unit(self, unit: Unit, report: UnitReport) -> None:
        assert unit.kind in PACKS[report.blueprint].kinds

    def test_it_fills_only_blocks_of_its_blueprint(self, unit: Unit, report: UnitReport) -> None:
        kinds = {block.key: block.kind for block in PACKS[report.blueprint].blocks}
        assert {kinds.get(text.block) for text in (*report.texts, *report.earlier_texts)} <= {"prose"}
        assert {kinds.get(row.block) for row in report.items} <= {"items"}
        keys = [text.block for text in report.texts]
        assert len(keys) == len(set(keys))

    def test_it_answers_only_what_it_is_asked(self, unit: Unit, report: UnitReport) -> None:
        assert set(values(report)) - asked_codes(unit, report) == set()

    def test_no_ratio_is_stated_that_can_be_computed(self, unit: Unit, report: UnitReport) -> None:
        assert [code for code in values(report) if ENTRIES[code].numerator] == []

    def test_every_token_has_a_number(self, unit: Unit, report: UnitReport) -> None:
        numbers = known_numbers(unit, report)
        blanks = {code for code, figure in values(report).items() if figure == BLANK}
        used = {token.code for text in texts(report) for token in find_tokens(text)} - blanks
        plain = {code for code in used if not ENTRIES[code].numerator}
        assert plain - set(numbers) == set()
        for code in used - plain:
            assert numbers[ENTRIES[code].denominator] > 0
            assert ENTRIES[code].numerator in numbers

    def test_its_figures_agree_with_each_other(self, unit: Unit, report: UnitReport) -> None:
        numbers = {code: f.value for code, f in values(report).items() if f.value is not None}
        wrong = [
            (part, whole)
            for part, whole in PARTS_AND_WHOLES
            if part in numbers and whole in numbers and numbers[part] > numbers[whole]
        ]
        assert wrong == []

    def test_no_year_is_fixed_outside_the_names_of_documents(self, unit: Unit, report: UnitReport) -> None:
        loose = (re.sub("《[^》]*》", "", text) for text in texts(report))
        assert [found for text in loose for found in re.findall(r"20(?:2[4-9]|3\d)年?", text)] == []

    def test_its_expressions_can_be_filled(self, unit: Unit, report: UnitReport) -> None:
        resolved = report.resolved(year=YEAR, organisation=unit.name, county="云岭县")
        assert [text for text in texts(resolved) if re.search(r"(?<!\{)\{[^{]", text)] == []
        assert [row.due_on for row in resolved.items if row.due and row.due_on is None] == []

    def test_its_lines_are_headings_or_sentences(self, unit: Unit, report: UnitReport) -> None:
        lines = [line for text in report.texts for line in text.text.split("\n")]
        broken = [
            line
            for line in lines
            if line.removesuffix("〖/〗")[-1] not in "。：" and not re.match("（[一二三四五六七]）", line)
        ]
        assert broken == []
        assert [line for line in lines if line != line.strip()] == []


@pytest.mark.parametrize(("unit", "report"), COMPLETE)
class TestSubmittedReport:
    def test_it_answers_everything_it_is_asked(self, unit: Unit, report: UnitReport) -> None:
        asked = {code for code in asked_codes(unit, report) if not ENTRIES[code].numerator}
        given = {code for code, figure in values(report).items() if figure != BLANK}
        assert unit is COUNTY or asked == given

    def test_it_has_every_statutory_part(self, unit: Unit, report: UnitReport) -> None:
        written = {text.block for text in report.texts}
        parts = {
            section.role
            for section in PACKS[report.blueprint].sections
            if any(block.key in written for block in section.blocks)
        }
        assert set(STATUTORY_ROLES) <= parts

    def test_it_is_long_enough_to_be_believed(self, unit: Unit, report: UnitReport) -> None:
        assert 900 <= length(report) <= 2300


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
def test_what_is_not_carried_was_written_anew(unit: Unit) -> None:
    same = [
        text.block
        for text in unit.this_year.texts
        if text.text == unit.last_year.text_of(text.block) and not text.is_carried
    ]
    assert set(same) <= {"other_matters"} | ({"shortcomings", "plan"} if unit.this_year.items else set())


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
def test_flows_do_not_jump_between_the_years(unit: Unit) -> None:
    before, now = values(unit.last_year), values(unit.this_year)
    jumps = [
        code
        for code in before
        if (old := before[code].value)
        and (new := now.get(code, BLANK).value)
        and not old / 3 <= new <= old * 3
    ]
    assert jumps == []


def test_the_cases_of_the_bureau_flow_into_the_next_year() -> None:
    bureau = next(unit for unit in UNITS if unit.kind == "judicial_bureau")
    old = {code: figure.value or 0 for code, figure in values(bureau.last_year).items()}
    new = {code: figure.value for code, figure in values(bureau.this_year).items()}
    assert new["RV01"] == old["RV01"] + old["RV03"] - old["RV05"]


def test_some_passage_is_kept_from_publication() -> None:
    private = [u.key for u in UNITS if any("〖不公开〗" in t.text for t in u.this_year.texts)]
    assert private == ["gongan"]


def test_a_number_carries_the_year_of_its_filing() -> None:
    report = next(unit for unit in UNITS if unit.key == "gongan").last_year
    assert report.document_number(date(2032, 2, 9)) == "云公发〔2032〕3号"


def test_faults_name_file_and_line(tmp_path: Path) -> None:
    text = (FOLDER / "weijian.yaml").read_text(encoding="utf-8")
    broken = (
        text.replace("PL16: 3", "PL16: 三").replace("state: not_begun", "state: asleep\n  carried: [nothing]")
    ).replace("kind: department", "sort: department")
    (tmp_path / "weijian.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(BrokenFileError) as caught:
        read_county(tmp_path)
    told = [str(fault) for fault in caught.value.faults]
    states = "、".join(WantedState)
    last = broken.count("\n") - 1
    assert told == [
        "weijian.yaml第1行：缺少“kind”。",
        "weijian.yaml第4行：不认识的键“sort”。",
        "weijian.yaml第17行：“三”不是数字，也不是n/a。",
        f"weijian.yaml第{last}行：不认识的状态“asleep”，可用：{states}。",
        f"weijian.yaml第{last + 1}行：上年报告没有“nothing”，不能沿用。",
    ]
