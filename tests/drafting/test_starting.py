"""A new report opens with the figures of its template as figures, and only with those it is asked for."""

import pytest

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.services import create_blueprint, publish_draft
from reports.document.roles import Role
from reports.drafting.assembly import print_figures
from reports.drafting.models import Report, ReportBlock
from reports.drafting.snapshot import take_snapshot
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind
from tests.world import DUE_DRAFT, DUE_FILING, DUE_PUBLICATION, World, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def block(world: World) -> ReportBlock:
    """The police's block of a template that shows three figures and asks departments for two."""
    actor = world.user("administrator")
    opening = "处罚{{LE01}}件，检查{{LE20}}次，复议{{RV03}}件。"
    asks = (FigureAsk("LE01"), FigureAsk("LE20", ("department",)), FigureAsk("RV03", ("town",)))
    only = BlockContent("enforcement", "prose", "行政执法", opening=opening, figures=asks)
    content = Content(
        "试用模板",
        ("department", "town"),
        "{year}年报告",
        "{year}年报",
        ("县委",),
        (SectionContent("achievements", Role.ACHIEVEMENTS, "成效", blocks=(only,)),),
    )
    government = world.county.government
    draft = create_blueprint(
        name="试用模板", government=government, content=content, actor=actor, now=world.now
    )
    version = publish_draft(
        draft, note="试用", edit=draft.edit, accepts_warnings=True, actor=actor, now=world.now
    )
    term = TermInput(version, DUE_DRAFT, DUE_FILING, DUE_PUBLICATION)
    open_round(
        government=government,
        year=2026,
        terms={OrganisationKind.DEPARTMENT: term},
        actor=actor,
        now=world.now,
    )
    return ReportBlock.objects.get(
        report__assignment__round__year=2026,
        report__assignment__organisation=world.county.units["police"],
    )


def test_only_what_is_asked_stands_as_a_figure(block: ReportBlock) -> None:
    assert block.text == block.opening == "处罚{{LE01}}件，检查{{LE20}}次，复议××件。"
    asked = block.report.figure_requests.order_by("position").values_list("indicator__code", flat=True)
    assert list(asked) == ["LE01", "LE20"]


def test_the_opening_prints_and_may_be_saved_as_it_is(world: World, block: ReportBlock) -> None:
    report = Report.objects.with_assignment().get(pk=block.report_id)
    assert print_figures(block.text, take_snapshot(report)) == "处罚××件，检查××次，复议××件。"
    write(report, "enforcement", f"{block.text}另有说明。", actor=world.user("police_drafter"), now=world.now)
