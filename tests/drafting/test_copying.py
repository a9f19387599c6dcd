"""What a new report holds: every text as the template's expressions say, whatever the number of units."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from reports.blueprints.expressions import fill
from reports.common.errors import Refused
from reports.drafting.copying import Alike, Texts, Variant
from reports.drafting.models import FigureRequest, Report, ReportBlock, ReportSection
from reports.drafting.requests import is_asked
from reports.drafting.starting import start_reports
from reports.organisations.models import Organisation
from reports.rounds.models import Assignment, Round
from reports.text.normal import normal

PIECES = st.sampled_from(
    [
        "{organisation}",
        "{year}",
        "{last_year}",
        "{county}",
        "{{RV02}}",
        "{{organisation}}",
        "年",
        " ",
        "{",
        "\n",
    ]
)
PATTERNS = st.lists(PIECES, max_size=8).map("".join).filter(lambda pattern: _can_be_filled(pattern))
NAMES = st.text("局{}year 县\n", min_size=1, max_size=12)


def _can_be_filled(pattern: str) -> bool:
    try:
        fill(pattern, year=2026, organisation="", county="")
    except ValueError:
        return False
    return True


@given(PATTERNS, st.lists(NAMES, min_size=1, max_size=3), NAMES)
def test_shared_and_own_texts_are_those_of_the_expressions(pattern, names, county):
    reports = [
        Report(pk=pk, assignment=Assignment(organisation=Organisation(name=name)))
        for pk, name in enumerate(names)
    ]
    variant = Variant(1, 2026, county, (), "department", (), ())
    texts = Texts()
    texts.add(Alike(7, variant, reports), 5, pattern, to=normal)
    shared = {report.pk: text for _, _, text in texts.shared for report in reports}
    filled = shared | {report: text for report, _, text in texts.own}
    assert filled == {
        pk: normal(fill(pattern, year=2026, organisation=name, county=county))
        for pk, name in enumerate(names)
    }


def assignments_of(world, year, units):
    """New assignments of these units, each with the blueprint of its unit's kind."""
    round_ = Round.objects.create(government=world.county.government, year=year, opened_at=world.now)
    county = world.county
    organisations = {"government": county.government, "bureau": county.bureau, **county.units}
    models = [
        county.round.assignments.select_related("organisation", "drafted_by", "blueprint_version").get(
            organisation=organisations[unit]
        )
        for unit in units
    ]
    return Assignment.objects.bulk_create(
        Assignment(
            round=round_,
            organisation=model.organisation,
            drafted_by=model.drafted_by,
            blueprint_version=model.blueprint_version,
            due_draft_on=model.due_draft_on,
            due_filing_on=model.due_filing_on,
            due_publication_on=model.due_publication_on,
        )
        for model in models
    )


UNITS = ("police", "market", "town", "bureau", "government")


@pytest.mark.django_db
@pytest.mark.parametrize("unit", UNITS)
def test_a_report_holds_what_its_template_says(world, unit):
    [assignment] = assignments_of(world, 2026, [unit])
    [report] = start_reports([assignment], now=world.now)
    version, organisation = assignment.blueprint_version, assignment.organisation

    def filled(text):
        return fill(text, year=2026, organisation=organisation.name, county="云岭县")

    sections = list(version.sections.order_by("position"))
    blocks = [(s, b) for s in sections for b in s.blocks.filter(pack="").order_by("position")]
    assert list(
        ReportSection.objects.filter(report=report)
        .order_by("position")
        .values_list("key", "role", "heading", "item_form", "position", "version")
    ) == [(s.key, s.role, filled(s.heading), s.item_form, s.position, 0) for s in sections]
    texts = {b.key: normal(filled(b.fixed_text or b.opening)) for _, b in blocks}
    assert list(
        ReportBlock.objects.filter(report=report)
        .order_by("section__position", "position")
        .values_list("section__key", "key", "kind", "items_kind", "label", "text", "opening", "position")
    ) == [
        (s.key, b.key, b.kind, b.items_kind, b.label, texts[b.key], texts[b.key], b.position)
        for s, b in blocks
    ]
    assert set(
        ReportBlock.objects.filter(report=report).values_list(
            "version", "is_open", "is_private", "needs_confirmation", "saved_at", "saved_by"
        )
    ) == {(0, True, False, False, None, None)}
    asked: dict[str, tuple] = {}
    for _, block in blocks:
        for figure in block.figures.select_related("indicator").order_by("position"):
            if figure.indicator.is_valid_in(2026) and is_asked(figure, organisation):
                asked.setdefault(figure.indicator.code, (block.key, figure.position))
    stored = FigureRequest.objects.filter(report=report).values_list(
        "indicator__code", "block__key", "position"
    )
    assert {code: rest for code, *rest in stored} == {code: list(rest) for code, rest in asked.items()}
    assert asked


@pytest.mark.django_db
def test_the_queries_depend_neither_on_the_units_nor_on_their_templates(world):
    for year, units in ((2026, UNITS[:1]), (2027, UNITS[:3]), (2028, UNITS)):
        fresh = assignments_of(world, year, units)
        with CaptureQueriesContext(connection) as queries:
            assert len(start_reports(fresh, now=world.now)) == len(units)
        assert len(queries) == 8  # savepoint and release, taken, three of templates, reports, parts


@pytest.mark.django_db
def test_an_assignment_with_a_report_is_left_alone(world):
    assignment = world.report("police").assignment
    assert start_reports([assignment], now=world.now) == []


@pytest.mark.django_db
def test_names_too_long_for_a_title_are_named(world):
    Organisation.objects.filter(name="青石镇人民政府").update(party_name="中" * 100, name="镇" * 98 + "政府")
    [assignment] = assignments_of(world, 2026, ["town"])
    with pytest.raises(Refused) as refusal:
        start_reports([assignment], now=world.now)
    assert str(refusal.value) == (
        f"“{'镇' * 98}政府”的报告标题超过200字，请把单位名称或联合署名的党委名称改短后再试。"
    )
    assert not Report.objects.filter(assignment=assignment).exists()
