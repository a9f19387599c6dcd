"""A template tried out: the form that drafters will see, and the empty Word file."""

from io import BytesIO

import pytest
from docx import Document

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.document.roles import Role
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import User
from reports.web.blueprints.samples import Sample, indicators_of, sample_form, sample_snapshot
from tests.web.blueprints.drafts import CONTENT, client_of, make_draft, wide
from tests.world import World

TOWN = Sample(OrganisationKind.TOWN, 2026, "云岭县")
DEPARTMENT = Sample(OrganisationKind.DEPARTMENT, 2026, "云岭县")


def test_the_form_asks_each_kind_for_its_figures(world: World) -> None:
    indicators = indicators_of(CONTENT)

    def asked(sample: Sample) -> list[str]:
        form = sample_form(CONTENT.sections[0], sample, indicators)
        return [row.cell.code for block in form.blocks for row in block.part.figures]

    assert (asked(DEPARTMENT), asked(TOWN)) == (["LE01", "LE11"], ["LE11"])


def test_the_form_reads_as_in_a_report_of_that_year(world: World) -> None:
    form = sample_form(CONTENT.sections[0], TOWN, {})
    assert (form.heading, form.blocks[0].guidance, form.blocks[0].part.text.value()) == (
        "2026年度成效",
        "写2026年的检查。",
        "（一）行政执法",
    )


def test_figures_of_one_office_are_not_asked_of_others(world: World) -> None:
    block = BlockContent("x", "prose", "复议", figures=(FigureAsk("RV01"),))
    content = Content(
        "甲", ("department",), "", "", (), (SectionContent("s", Role.STUDY, "", blocks=(block,)),)
    )
    snapshot = sample_snapshot(content, DEPARTMENT, indicators_of(content))
    assert snapshot.figures == ()


def test_the_paper_says_what_is_to_be_written_where(world: World) -> None:
    snapshot = sample_snapshot(CONTENT, TOWN, indicators_of(CONTENT))
    assert (snapshot.title, snapshot.signatories, [b.text for b in snapshot.sections[0].blocks]) == (
        "中共某某镇委员会 某某镇人民政府关于2026年度的报告",
        ("中共某某镇委员会", "某某镇人民政府"),
        ["（一）行政执法", "〔填写：行政复议〕"],
    )
    assert [item.heading for item in snapshot.sections[1].blocks[0].items] == [
        "〔填写：不足一〕",
        "〔填写：不足二〕",
    ]


@pytest.mark.parametrize("look", ["form", "paper"])
def test_everybody_in_the_county_may_look_and_nobody_else(world: World, look: str) -> None:
    draft = make_draft(world)
    path = f"/blueprints/{draft.pk}/preview/?look={look}&kind=town&year=1234&section=none"
    page = client_of(world.user("police_drafter")).get(path)
    assert (page.status_code, "年度成效" in page.content.decode()) == (200, True)
    stranger = client_of(User.objects.get(username="stranger_administrator"))
    assert stranger.get(path).status_code == 404
    assert stranger.get(f"/blueprints/{draft.pk}/empty.docx").status_code == 404


def test_the_empty_word_file_opens(world: World) -> None:
    draft = make_draft(world)
    answer = client_of(world.user("administrator")).get(f"/blueprints/{draft.pk}/empty.docx?kind=town")
    texts = [paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs]
    assert "〔填写：行政复议〕" in texts


@pytest.mark.parametrize("content", [Content("空", (), "", "", ())])
@pytest.mark.parametrize("look", ["form", "paper"])
def test_an_empty_template_has_a_preview_too(world: World, content: Content, look: str) -> None:
    draft = make_draft(world, content)
    client = client_of(world.user("administrator"))
    assert client.get(f"/blueprints/{draft.pk}/preview/?look={look}").status_code == 200


@pytest.mark.parametrize("sections", [1, 3])
@pytest.mark.parametrize(("look", "queries"), [("form", 8), ("paper", 9)])
def test_its_queries_are_fixed(
    world: World, sections: int, look: str, queries: int, django_assert_num_queries
) -> None:
    draft = make_draft(world, wide(sections, 5 * sections))
    client = client_of(world.user("administrator"))
    with django_assert_num_queries(queries):
        client.get(f"/blueprints/{draft.pk}/preview/?look={look}", headers={"HX-Request": "true"})
