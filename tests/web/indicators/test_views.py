"""The dictionary page: everybody signed in reads it, by name, alias or code."""

import pytest
from django.test import Client

from reports.indicators.models import Indicator
from reports.web.indicators.queries import area_choices, dictionary_page
from reports.web.indicators.states import current_report_year
from tests.world import World


def page(world: World, query: str = "", *, role: str = "police_drafter"):
    """What the page shows to somebody."""
    client = Client()
    client.force_login(world.user(role))
    return client.get(f"/indicators/{query}")


def found(text: str = "", area: str = "") -> list[str]:
    """The codes on the first page."""
    return [row.code for row in dictionary_page(text=text, area=area).rows]


@pytest.mark.parametrize(
    "role", ["police_drafter", "town_head", "reviewer", "leader", "administrator", "auditor"]
)
def test_everybody_signed_in_reads_it(world: World, role: str) -> None:
    assert page(world, role=role).status_code == 200


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in() -> None:
    assert Client().get("/indicators/").headers["Location"] == "/login/?next=/indicators/"


def test_one_finds_by_code_name_and_alias(world: World) -> None:
    Indicator.objects.filter(code="LE01").update(aliases=["甲类罚没", "处罚决定"])

    assert found("le01") == ["LE01"]
    assert found("行政处罚案件数") == ["LE01"]
    assert found("甲类罚没") == ["LE01"]
    assert found("持证率 执法") == ["LE23"]
    assert found("没有这样的词") == []


def test_an_area_narrows(world: World) -> None:
    expected = list(Indicator.objects.filter(area="RV").order_by("position").values_list("code", flat=True))

    assert found(area="RV") == expected
    assert dict(area_choices())["RV"] == f"行政复议（{len(expected)}）"


def test_kind_and_state_narrow(world: World) -> None:
    Indicator.objects.filter(code="RV12").update(edited_at=world.now, valid_to=2020)
    Indicator.objects.filter(code="RV13").update(valid_to=current_report_year())
    own = Indicator.objects.create(
        code="RV90", name="自设", unit="件", area="RV", kind="count", period="flow", aggregation="sum"
    )

    def codes(**wanted: str) -> list[str]:
        return [row.code for row in dictionary_page(area="RV", **wanted).rows]

    assert codes(kind="ratio") == ["RV12", "RV13", "RV14", "RV17", "RV18", "RV20"]
    assert (codes(state="ended"), codes(state="edited"), codes(state="own")) == (
        ["RV12"],
        ["RV12"],
        [own.code],
    )
    assert "RV12" not in codes(state="current")
    assert {"RV13", "RV90"} < set(codes(state="current"))


def test_nonsense_in_the_address_filters_nothing(world: World) -> None:
    answer = page(world, "?area=nonsense&kind=nonsense&state=nonsense&page=900")

    assert answer.status_code == 200
    assert answer.context["found"].page.paginator.count == Indicator.objects.count()


def test_the_definition_is_in_plain_words(world: World) -> None:
    (row,) = dictionary_page(text="LT07").rows

    assert (row.numerator, row.denominator) == (
        "行政机关负责人出庭件数（LT06）",
        "开庭审理（应出庭）件数（LT05）",
    )
    assert (row.unit, row.period, row.aggregation) == ("%", "全年累计", "分子、分母分别相加后重算")
    assert dictionary_page(text="RV02").rows[0].holder == "全县数据在司法局，其他单位不填报。"
    assert dictionary_page(text="RV21").rows[0].holder == "各单位填报本单位的数据。"


def test_nothing_found_says_so(world: World) -> None:
    assert "没有符合条件的指标" in page(world, "?text=没有这样的词").content.decode()


@pytest.mark.parametrize("text", ["LT07", "率"])
def test_the_number_of_queries_does_not_depend_on_the_entries(
    world: World, text: str, django_assert_num_queries
) -> None:
    with django_assert_num_queries(3):
        assert dictionary_page(text=text).rows
