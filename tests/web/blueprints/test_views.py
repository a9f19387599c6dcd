"""The pages of the templates: read by everybody, with only one's own county's use."""

from datetime import timedelta

import pytest
from django.test import Client

from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.organisations.models import User
from reports.web.blueprints.families import family_list
from reports.web.blueprints.queries import version_page
from reports.web.blueprints.words import in_words, out_of_words
from tests.world import World


def client_of(user: User) -> Client:
    """A signed-in browser."""
    client = Client()
    client.force_login(user)
    return client


def statutory() -> BlueprintVersion:
    """The version that the county uses."""
    return BlueprintVersion.objects.get(blueprint__code="statutory")


@pytest.mark.parametrize(
    "role", ["police_drafter", "town_head", "reviewer", "leader", "administrator", "auditor"]
)
def test_everybody_signed_in_reads_both_pages(world: World, role: str) -> None:
    client = client_of(world.user(role))

    assert client.get("/blueprints/").status_code == 200
    assert client.get(f"/blueprints/{statutory().pk}/").status_code == 200
    assert client.get("/blueprints/9999999/").status_code == 404


def test_the_list_shows_every_family(world: World) -> None:
    found = family_list(None, user=world.user("police_drafter"))

    rows = {row.name: (row.shown.number, row.shown.status, row.shown.kinds) for row in found.shipped}
    assert (rows, found.own) == (
        {
            "乡镇法治政府建设年度报告": (1, "已发布", "乡镇"),
            "乡镇法治政府建设年度报告（法定五部分）": (1, "已发布", "乡镇"),
            "区县法治政府建设报告（三部分）": (1, "已发布", "县级政府"),
            "司法局法治政府建设情况报告": (1, "已发布", "司法局"),
            "司法局法治政府建设报告（职能体例）": (1, "已发布", "司法局"),
            "法治建设年度报告（党委和政府总体例）": (1, "已发布", "县级政府"),
            "法治政府建设年度报告（法定五部分）": (
                1,
                "已发布",
                "部门、司法局、县级政府、街道办事处、管委会",
            ),
            "管委会法治政府建设年度报告": (1, "已发布", "管委会"),
            "街道办事处法治政府建设年度报告": (1, "已发布", "街道办事处"),
            "部门法治政府建设年度报告": (1, "已发布", "部门"),
        },
        (),
    )


def test_a_version_is_shown_from_end_to_end(world: World) -> None:
    version = statutory()

    page = version_page(version.pk, user=world.user("police_drafter"))

    assert page is not None
    assert [section.key for section in page.sections] == list(
        version.sections.order_by("position").values_list("key", flat=True)
    )
    blocks = {block.key: block for section in page.sections for block in section.blocks}
    assert [(f.code, f.kinds) for f in blocks["overview"].figures][:2] == [
        ("PL16", "部门、司法局、街道办事处、管委会"),
        ("PL01", "县级政府"),
    ]
    assert page.filing_title == "〔单位〕关于〔本年〕年度法治政府建设情况的报告"
    answer = client_of(world.user("police_drafter")).get(f"/blueprints/{version.pk}/").content.decode()
    assert "{year}" not in answer
    assert "{organisation}" not in answer


def test_use_is_shown_within_one_s_reach_only(world: World) -> None:
    pk = BlueprintVersion.objects.get(blueprint__code="statutory-department").pk

    def uses(name: str) -> list[tuple[int, tuple[str, ...]]]:
        page = version_page(pk, user=world.user(name))
        return [(use.year, use.units) for use in page.uses] if page else []

    assert uses("police_drafter") == [(2025, ("云岭县公安局",))]
    assert uses("town_drafter") == []
    (year, units), *rest = uses("reviewer")
    assert (year, set(units), rest) == (
        2025,
        {"云岭县公安局", "云岭县市场监督管理局"},
        [],
    )


def test_expressions_read_as_words() -> None:
    assert (
        in_words("{organisation}{year}年，{{RV02}}件，{next_year}")
        == "〔单位〕〔本年〕年，{{RV02}}件，〔下年〕"
    )


def test_words_go_back_into_expressions() -> None:
    typed = "〔单位〕〔本年〕年，{{RV02}}件，国发〔2021〕1号"
    assert out_of_words(typed) == "{organisation}{year}年，{{RV02}}件，国发〔2021〕1号"
    assert in_words(out_of_words(typed)) == typed


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_families_and_versions(
    world: World, count: int, django_assert_num_queries
) -> None:
    for family in range(count):
        blueprint = Blueprint.objects.create(code=f"own{family}", name="自拟模板")
        for number in range(1, count + 1):
            BlueprintVersion.objects.create(
                blueprint=blueprint,
                number=number,
                status="retired",
                kinds=["town"],
                filing_title="报告",
                public_title="报告",
                published_at=world.now + timedelta(days=number),
            )
    reviewer = world.user("reviewer")
    reviewer.standing()

    with django_assert_num_queries(3):
        assert len(family_list(None, user=reviewer).shipped) == 10 + count
    for version in (statutory(), BlueprintVersion.objects.get(blueprint__code="town")):
        with django_assert_num_queries(5):
            version_page(version.pk, user=reviewer)
