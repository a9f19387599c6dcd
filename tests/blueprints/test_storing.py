"""A content is stored and read back as it was, and what is published is held by the database."""

from dataclasses import replace

import pytest
from django.db import ProgrammingError, transaction

from reports.blueprints.content import BlockContent, Content, FigureAsk, Place, SectionContent, strings
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import Blueprint, BlueprintBlock, BlueprintFigure, BlueprintVersion
from reports.blueprints.queries import published_versions, version_for
from reports.blueprints.services import publish
from reports.blueprints.storing import content_of, store_content
from reports.document.roles import Role
from reports.indicators.loading import load_dictionary
from tests.world import World

pytestmark = pytest.mark.django_db

CONTENT = Content(
    name="试用模板",
    kinds=("department", "town"),
    filing_title="{organisation}关于{year}年度的报告",
    public_title="{organisation}{year}年年报",
    addressees=("中共{county}委", "{county}人民政府"),
    sections=(
        SectionContent(
            "achievements",
            Role.ACHIEVEMENTS,
            "{year}年度成效",
            "own_line",
            (
                BlockContent(
                    "enforcement",
                    "prose",
                    "行政执法",
                    guidance="写检查。",
                    evaluation="看数字。",
                    example="三次。",
                    opening="（一）行政执法",
                    matches=("执法",),
                    figures=(FigureAsk("LE01", ("department",), ("enforcement",)), FigureAsk("LE11")),
                    carries_over=True,
                ),
                BlockContent("notice", "fixed", "说明", fixed_text="截至年底。", pack="专项行动"),
            ),
        ),
        SectionContent(
            "shortcomings",
            Role.SHORTCOMINGS,
            "不足",
            blocks=(BlockContent("rows", "items", "逐条", items_kind="shortcoming"),),
        ),
    ),
)


@pytest.fixture
def draft() -> BlueprintVersion:
    load_dictionary()
    family = Blueprint.objects.create(code="trial", name=CONTENT.name)
    return BlueprintVersion.objects.create(blueprint=family, number=1, status=VersionStatus.DRAFT, kinds=[])


def test_a_content_comes_back_as_it_was_stored(draft: BlueprintVersion) -> None:
    store_content(draft, CONTENT)
    assert content_of(BlueprintVersion.objects.get()) == CONTENT


def test_storing_again_replaces_everything(draft: BlueprintVersion) -> None:
    store_content(draft, CONTENT)
    smaller = replace(CONTENT, kinds=("street",), sections=CONTENT.sections[1:])
    store_content(draft, smaller)
    assert content_of(BlueprintVersion.objects.get()) == smaller


@pytest.mark.parametrize("times", [1, 3])
def test_reading_and_storing_take_as_many_queries_whatever_the_size(
    draft: BlueprintVersion, times: int, django_assert_num_queries
) -> None:
    sections = tuple(
        replace(
            section,
            key=f"{section.key}{at}",
            blocks=tuple(replace(b, key=f"{b.key}{at}") for b in section.blocks),
        )
        for at in range(times)
        for section in CONTENT.sections
    )
    with django_assert_num_queries(6):
        store_content(draft, replace(CONTENT, sections=sections))
    version = BlueprintVersion.objects.select_related("blueprint").get()
    with django_assert_num_queries(3):
        assert content_of(version).sections == sections


def test_every_string_is_found_at_its_place() -> None:
    assert list(strings(CONTENT))[:6] == [
        (Place("", "", "filing_title"), "{organisation}关于{year}年度的报告"),
        (Place("", "", "public_title"), "{organisation}{year}年年报"),
        (Place("", "", "addressees", 0), "中共{county}委"),
        (Place("", "", "addressees", 1), "{county}人民政府"),
        (Place("achievements", "", "heading"), "{year}年度成效"),
        (Place("achievements", "enforcement", "label"), "行政执法"),
    ]


class TestPublished:
    @pytest.fixture
    def published(self, draft: BlueprintVersion, now) -> BlueprintVersion:
        store_content(draft, CONTENT)
        publish(draft, now=now)
        return draft

    @pytest.mark.parametrize(
        "change",
        [
            lambda version: BlueprintVersion.objects.update(filing_title="另一个标题"),
            lambda version: BlueprintVersion.objects.update(status=VersionStatus.DRAFT),
            lambda version: version.sections.update(heading="另一个标题"),
            lambda version: version.sections.create(key="more", role="closing", position=9),
            lambda version: BlueprintBlock.objects.update(guidance="另写。"),
            lambda version: BlueprintBlock.objects.filter(key="rows").delete(),
            lambda version: BlueprintFigure.objects.update(kinds=[]),
            lambda version: BlueprintFigure.objects.all().delete(),
            lambda version: version.delete(),
        ],
        ids=["title", "status", "heading", "section", "guidance", "block", "asked", "figure", "version"],
    )
    def test_the_database_refuses_every_change(self, published: BlueprintVersion, change) -> None:
        with pytest.raises(ProgrammingError), transaction.atomic():
            change(published)
        assert content_of(BlueprintVersion.objects.get()) == CONTENT

    def test_it_may_be_retired_and_never_comes_back(self, published: BlueprintVersion) -> None:
        BlueprintVersion.objects.update(status=VersionStatus.RETIRED)
        with pytest.raises(ProgrammingError), transaction.atomic():
            BlueprintVersion.objects.update(status=VersionStatus.PUBLISHED)
        assert BlueprintVersion.objects.get().status == VersionStatus.RETIRED


def test_a_county_s_own_template_stands_in_for_its_origin_there_alone(world: World) -> None:
    here, elsewhere = world.county.government, world.stranger.government
    origin = version_for("town")
    assert origin is not None
    own = Blueprint.objects.create(code="town", name="乡镇报告", owner=here, origin=origin.blueprint)
    adapted = BlueprintVersion.objects.create(
        blueprint=own, number=1, status=VersionStatus.DRAFT, kinds=["town"], origin_version=origin
    )
    publish(adapted, now=world.now)
    assert version_for("town", government=here) == adapted
    assert version_for("town", government=elsewhere) == origin == version_for("town")
    shipped = {version.pk for version in published_versions()}
    assert {version.pk for version in published_versions(government=here)} == shipped - {origin.pk} | {
        adapted.pk
    }
