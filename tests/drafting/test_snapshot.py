"""The snapshot of a living report: that what stands beside a figure belongs to it."""

from reports.drafting.enums import Occasion
from reports.drafting.figures import FigureChange
from reports.drafting.services import keep_revision
from reports.drafting.snapshot import read_revision, take_snapshot
from reports.indicators.models import Observation
from reports.indicators.values import number
from tests.drafting.test_services import save
from tests.world import World


def test_the_note_beside_a_rolled_up_figure_is_the_rolled_up_ones(world: World):
    figures = (FigureChange("LE01", number(5), "本机关自办。"), FigureChange("LE20", number(7), "含抽查。"))
    save(world, "achievements", figures=figures)
    report = world.report()
    Observation.objects.create(
        organisation=report.assignment.organisation,
        indicator=report.figure_requests.get(indicator__code="LE01").indicator,
        year=2025,
        source="rolled_up",
        state="number",
        value=77,
        note="三个单位合计。",
        recorded_at=world.now,
    )
    found = {figure.code: (figure.this_year.value, figure.note) for figure in take_snapshot(report).figures}
    assert (found["LE01"], found["LE20"]) == ((77, "三个单位合计。"), (7, "含抽查。"))


def test_a_revision_keeps_the_form_of_its_items_and_one_of_before_reads_as_run_in(world: World):
    report = world.report()
    report.sections.filter(key="achievements").update(item_form="enumeration")
    revision = keep_revision(report, Occasion.SIGNED, actor=None, now=world.now)
    forms = {section.key: section.item_form for section in read_revision(revision).sections}
    assert (forms["achievements"], forms["shortcomings"]) == ("enumeration", "run_in")
    for section in revision.content["sections"]:
        del section["item_form"]
    assert {section.item_form for section in read_revision(revision).sections} == {"run_in"}
