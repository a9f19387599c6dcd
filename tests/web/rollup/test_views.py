"""The roll-up's pages: who sees what, what 采用 and 写入 do, and how many queries they take."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from reports.drafting.enums import ReportStatus
from reports.drafting.models import ReportBlock
from reports.indicators.enums import Source
from reports.indicators.models import Observation
from reports.organisations.models import User
from reports.rollup.models import AdoptedPassage
from reports.rollup.passages import passage_digest
from reports.web.rollup.figures import Writing
from tests.rollup.filing import file_again, file_unit, put_figures, send_back
from tests.world import World, put_status

TEXT = "全年作出行政处罚{{LE01}}件。\n〖不公开〗涉密线索两件。〖/〗"
PRINTED = "全年作出行政处罚30件。"


@pytest.fixture
def filed(world: World) -> World:
    """The police has filed."""
    file_unit(world, "police", texts={"enforcement": TEXT}, figures={"LE01": 30, "LT05": 4, "LT06": 3})
    return world


def client_of(user: User) -> Client:
    """A signed-in browser."""
    client = Client()
    client.force_login(user)
    return client


def address(world: World, rest: str = "sections/achievements/") -> str:
    """A page of the county's report."""
    return f"/rollup/{world.report('government').pk}/{rest}"


def body(world: World, text: str = PRINTED, **changes: str) -> dict[str, str]:
    """What the 采用 button of one paragraph posts."""
    revision = world.report("police").revisions.filter(occasion="signed").latest("number")
    source = f"{revision.pk}-{passage_digest(text)}"
    return {"block": "enforcement", "source_block": "enforcement", "source": source, **changes}


def adopt(world: World, *, role: str = "reviewer", htmx: bool = True, **changes: str) -> Any:
    """Press the button."""
    headers = {"HX-Request": "true"} if htmx else {}
    return client_of(world.user(role)).post(
        address(world, "sections/achievements/adopt/"), body(world, **changes), headers=headers
    )


def county_text(world: World, key: str = "enforcement") -> str:
    """What stands in a block of the county's report."""
    return ReportBlock.objects.get(report=world.report("government"), key=key).text


PAGES = ("", "sections/achievements/", "figures/", "figures/LE01/")


SEEN_BY = {
    "reviewer": 200,
    "leader": 200,
    "auditor": 200,
    "administrator": 403,
    "government_head": 403,
    "bureau_drafter": 404,
    "police_drafter": 404,
    "town_head": 404,
}


def test_the_bureau_sees_the_roll_up_and_units_do_not(filed: World) -> None:
    for role, status in SEEN_BY.items():
        client = client_of(filed.user(role))
        answers = {page: client.get(address(filed, page)).status_code for page in PAGES[1:]}
        assert answers == dict.fromkeys(PAGES[1:], status), role
        assert client.get("/rollup/").status_code == (403 if status == 404 else status), role


def test_the_next_county_finds_nothing(filed: World) -> None:
    client = client_of(User.objects.get(pk=filed.stranger.people["reviewer"].pk))

    for page in PAGES[1:]:
        assert client.get(address(filed, page)).status_code == 404
    assert client.post(address(filed, "sections/achievements/adopt/"), body(filed)).status_code == 404
    assert client.post(address(filed, "write/")).status_code == 404
    assert "云岭县" not in client.get("/rollup/").content.decode()
    assert not AdoptedPassage.objects.exists()


def test_only_the_reviewer_takes_over_and_writes(filed: World) -> None:
    for role, status in {"leader": 403, "auditor": 403, "police_drafter": 404}.items():
        client = client_of(filed.user(role))
        assert adopt(filed, role=role).status_code == status, role
        assert client.post(address(filed, "write/")).status_code == status, role
        assert client.get(address(filed, "write/")).status_code == status, role
        assert not AdoptedPassage.objects.exists(), role
        assert not Observation.objects.filter(source=Source.ROLLED_UP).exists(), role


def test_a_unit_s_own_report_has_no_roll_up(filed: World) -> None:
    answer = client_of(filed.user("reviewer")).get(f"/rollup/{filed.report('police').pk}/figures/")

    assert answer.status_code == 403
    assert "只有本级政府的报告需要汇总。" in answer.content.decode()


def test_what_is_not_there_is_not_found(filed: World) -> None:
    client = client_of(filed.user("reviewer"))

    for page in ("sections/nothing/", "figures/XX99/"):
        assert client.get(address(filed, page)).status_code == 404
    assert client.get("/rollup/9999999/figures/").status_code == 404


def test_the_page_opens_where_gathering_begins(filed: World) -> None:
    page = client_of(filed.user("reviewer")).get("/rollup/").context["page"]

    assert page.draft.key == "achievements"
    assert {section.key: (section.filed, section.assigned) for section in page.sections} == {
        "preamble": (1, 3),
        "achievements": (1, 4),
        "shortcomings": (1, 4),
        "first_responsible_person": (1, 4),
        "next_year_plan": (1, 4),
        "other_matters": (1, 2),
    }
    assert [(unit.organisation, unit.state.label) for unit in page.unfiled] == [
        ("云岭县司法局", "未开始"),
        ("云岭县市场监督管理局", "未开始"),
        ("青石镇人民政府", "未开始"),
    ]


def test_an_older_round_is_chosen_by_its_year(filed: World) -> None:
    client = client_of(filed.user("reviewer"))

    assert client.get("/rollup/?year=2025").context["report"] == filed.report("government")
    assert client.get("/rollup/?year=nonsense").context["report"] == filed.report("government")


def test_candidates_show_printed_figures_and_the_private_mark(filed: World) -> None:
    page = client_of(filed.user("reviewer")).get(address(filed), {"block": "enforcement"}).context["page"]

    (group,) = page.candidates.groups
    (unit,) = group.units
    assert (group.key, group.target, unit.organisation) == ("enforcement", "enforcement", "云岭县公安局")
    assert [[(p.text, p.is_private) for p in shown.pieces] for shown in unit.candidates] == [
        [(PRINTED, False)],
        [("涉密线索两件。", True)],
    ]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"text": "行政处罚"}, 1),
        ({"text": "没有这样的话"}, 0),
        ({"block": "enforcement"}, 2),
        ({"block": "enforcement", "unit": "云岭县公安局"}, 2),
        ({"block": "nonsense", "unit": "望江县水利局", "text": "行政处罚"}, 1),
    ],
)
def test_candidates_are_filtered(filed: World, filters: dict[str, str], count: int) -> None:
    page = client_of(filed.user("reviewer")).get(address(filed), filters).context["page"]

    assert page.candidates.page.paginator.count == count


def test_a_paragraph_is_taken_over_into_the_chosen_block(filed: World) -> None:
    before = county_text(filed)

    answer = adopt(filed)

    assert answer.status_code == 200
    assert county_text(filed) == f"{before}\n{PRINTED}"
    content = answer.content.decode()
    assert content.lstrip().startswith('<div id="draft">')
    assert f'id="act-{body(filed)["source"]}" hx-swap-oob="true"' in content
    assert "已采用到“行政执法”。" in content
    assert "<html" not in content


def test_another_block_may_take_it(filed: World) -> None:
    before = county_text(filed, "disputes")

    assert adopt(filed, block="disputes").status_code == 200
    assert county_text(filed, "disputes") == f"{before}\n{PRINTED}"


def test_the_second_press_says_so_and_changes_nothing(filed: World) -> None:
    adopt(filed)
    once = county_text(filed)

    answer = adopt(filed)

    assert answer.status_code == 422
    assert "这段文字已经采用到本部分，不必再采用。" in answer.content.decode()
    assert 'hx-swap-oob="true"' not in answer.content.decode()
    assert county_text(filed) == once


def test_without_scripts_the_page_comes_back_with_the_sentence(filed: World) -> None:
    client = client_of(filed.user("reviewer"))

    answer = client.post(address(filed, "sections/achievements/adopt/"), body(filed), follow=True)

    assert answer.redirect_chain == [(address(filed), 302)]
    assert "已采用到“行政执法”。" in answer.content.decode()
    assert "采用1段" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"block": "nothing"}, 404),
        ({"block": "preamble"}, 404),
        ({"source": "nonsense"}, 404),
        ({"source": "9" * 30}, 404),
        ({"source": "999999-" + "0" * 64}, 404),
        ({"source_block": "disputes"}, 422),
        ({"source_block": "nothing"}, 422),
    ],
)
def test_a_forged_button_takes_nothing(filed: World, changes: dict[str, str], status: int) -> None:
    assert adopt(filed, **changes).status_code == status
    assert not AdoptedPassage.objects.exists()


def test_a_closed_report_shows_no_button_and_refuses(filed: World) -> None:
    put_status(filed.report("government"), ReportStatus.AWAITING_REVIEW)

    page = client_of(filed.user("reviewer")).get(address(filed))

    assert 'name="source"' not in page.content.decode()
    assert "已提交预审，不能修改。" in page.content.decode()
    assert adopt(filed).status_code == 403


def test_the_leader_reads_without_buttons(filed: World) -> None:
    content = client_of(filed.user("leader")).get(address(filed)).content.decode()

    assert PRINTED in content
    assert 'name="source"' not in content
    assert "编辑这一部分" not in content


def test_a_source_that_was_filed_anew_is_told(filed: World) -> None:
    adopt(filed)
    send_back(filed, "police", now=filed.now)
    file_again(filed, "police", texts={"enforcement": "全年作出行政处罚31件。"})

    content = client_of(filed.user("reviewer")).get(address(filed)).content.decode()

    assert "来源已更新" in content


def test_a_script_in_a_unit_s_text_stays_text(world: World) -> None:
    file_unit(world, "police", texts={"enforcement": "<script>alert(1)</script>依法办案。"})

    content = client_of(world.user("reviewer")).get(address(world)).content.decode()

    assert "<script>alert(1)</script>" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;依法办案。" in content


def figure_rows(world: World) -> dict[str, Any]:
    """The rows of the figure table by code."""
    rows = client_of(world.user("reviewer")).get(address(world, "figures/")).context["rows"]
    return {row.code: row for row in rows}


def test_the_figure_table_says_result_coverage_and_way(filed: World) -> None:
    row = figure_rows(filed)["LE01"]

    assert (row.result, row.coverage, row.is_complete, row.aggregation) == ("30", "1/3", False, "逐单位相加")
    assert (row.last_year, row.change, row.written, row.note) == ("未填", "", "未填", "")


def test_own_level_figures_lead_to_the_report(filed: World) -> None:
    row = figure_rows(filed)["PL01"]

    assert (row.is_own_level, row.coverage, row.section_key, row.block_key) == (
        True,
        "—",
        "achievements",
        "overview",
    )
    assert figure_rows(filed)["RV02"].note == "取自司法局"


def test_a_change_against_last_year_is_shown_once_every_unit_has_filed(filed: World) -> None:
    for code, value in (("LE01", 24), ("LT05", 4)):
        put_last_year(filed, code, value)

    assert (figure_rows(filed)["LE01"].change, figure_rows(filed)["LT05"].change) == ("", "")
    for unit in ("market", "town"):
        file_unit(filed, unit, figures={"LE01": 0, "LT05": 0})
    assert (figure_rows(filed)["LE01"].change, figure_rows(filed)["LT05"].change) == ("+25.00%", "持平")


def put_last_year(world: World, code: str, value: int) -> None:
    """Store the county's figure of the year before."""
    (indicator_id,) = {row.indicator_id for row in Observation.objects.filter(indicator__code=code)}
    Observation.objects.create(
        organisation=world.county.government,
        indicator_id=indicator_id,
        year=2024,
        source=Source.ROLLED_UP,
        state="number",
        value=value,
        recorded_at=world.now,
    )


def figure_of(world: World, code: str) -> Any:
    """The page of one figure."""
    return client_of(world.user("reviewer")).get(address(world, f"figures/{code}/")).context["figure"]


def test_one_figure_lists_every_unit_with_its_state(filed: World) -> None:
    page = figure_of(filed, "LE01")

    assert [(part.organisation, part.state.label, part.value) for part in page.parts] == [
        ("云岭县公安局", "已报送", "30"),
        ("云岭县市场监督管理局", "未开始", "未报"),
        ("青石镇人民政府", "未开始", "未报"),
    ]
    assert page.row.explanation == "3个单位应报，1个已报，合计30件。"


def test_a_ratio_tells_its_parts_and_that_it_is_no_mean(filed: World) -> None:
    file_unit(filed, "market", figures={"LT05": 6, "LT06": 6})

    page = figure_of(filed, "LT07")

    assert (page.numerator, page.denominator, page.row.result) == ("9", "10", "90")
    assert [part.note for part in page.parts] == ["分子3，分母4", "分子6，分母6", ""]
    assert page.row.explanation == (
        "3个单位应报，2个已报，分子合计9，分母合计10；占比按分子、分母分别相加后重算，不取平均。"
        "各单位可能重复统计同一事项，写入前请核对。"
    )


def test_writing_promises_nothing_for_a_closed_block(filed: World) -> None:
    report, client = filed.report("government"), client_of(filed.user("reviewer"))
    asking = report.figure_requests.get(indicator__code="LE01").block_id
    report.blocks.exclude(pk=asking).update(is_open=False)
    shown = client.get(address(filed, "write/")).context["writing"]
    assert "LE01" in {row.code for row in shown.changes}

    report.blocks.update(is_open=False)
    assert client.get(address(filed, "write/")).context["writing"] == Writing((), (), 0)


def test_a_figure_that_the_office_withdrew_gives_way_to_the_county_s_own(filed: World) -> None:
    client = client_of(filed.user("reviewer"))
    file_unit(filed, "bureau", figures={"RV02": 58})
    client.post(address(filed, "write/"))
    send_back(filed, "bureau", now=filed.now)
    put_figures(filed, "government", {"RV02": 60}, actor=filed.user("reviewer"))

    shown = client.get(address(filed, "write/")).context["writing"]
    assert [(row.code, row.written, row.result) for row in shown.changes] == [("RV02", "58", "60")]

    client.post(address(filed, "write/"))
    assert client.get(address(filed, "write/")).context["writing"].changes == ()


def test_writing_shows_what_will_change_and_writes_it(filed: World) -> None:
    file_unit(filed, "market", figures={"LE01": 12, "LT05": 6, "LT06": 6})
    client = client_of(filed.user("reviewer"))

    shown = client.get(address(filed, "write/")).context["writing"]
    assert [(row.code, row.written, row.result) for row in shown.changes] == [("LE01", "未填", "42")]
    assert [row.code for row in shown.doubtful] == ["LT05", "LT06", "LT07"]

    answer = client.post(address(filed, "write/"), {"confirmed": ["LT05"]}, follow=True)

    assert answer.redirect_chain == [(address(filed, "figures/"), 302)]
    assert "已写入2项数据。另有2项需核对是否重复，没有写入。" in answer.content.decode()
    written = Observation.objects.filter(source=Source.ROLLED_UP, state="number")
    assert dict(written.values_list("indicator__code", "value")) == {
        "LE01": Decimal(42),
        "LT05": Decimal(10),
    }
    after = client.get(address(filed, "write/")).context["writing"]
    assert ([row.code for row in after.doubtful], after.changes, after.unchanged) == (["LT06", "LT07"], (), 2)


def test_a_forged_confirmation_writes_nothing(filed: World) -> None:
    answer = client_of(filed.user("reviewer")).post(address(filed, "write/"), {"confirmed": ["XX99"]})

    assert answer.status_code == 422
    assert "数据刚刚有变化，请核对下面的内容后再写入。" in answer.content.decode()
    assert not Observation.objects.filter(source=Source.ROLLED_UP).exists()


def test_a_figure_the_county_typed_is_told_beside_the_sum(filed: World) -> None:
    put_figures(filed, "government", {"LE01": 99}, actor=filed.user("reviewer"))

    page = figure_of(filed, "LE01")

    assert (page.row.result, page.own) == ("30", "99")
    assert page.row.explanation == (
        "3个单位应报，1个已报，合计30件。县政府报告中自行填写的是99件，没有计入，请核对。"
    )


@pytest.mark.parametrize("units", [("police",), ("police", "market", "town")])
def test_the_number_of_queries_does_not_depend_on_the_units(
    world: World, units: tuple[str, ...], django_assert_num_queries
) -> None:
    for unit in units:
        file_unit(world, unit, texts={"enforcement": TEXT}, figures={"LE01": 1})
    adopt(world, source=body(world, PRINTED.replace("30", "1"))["source"])
    assert AdoptedPassage.objects.count() == 1
    client = client_of(world.user("reviewer"))
    counts = {"sections/achievements/": 25, "figures/": 19, "figures/LE01/": 18, "write/": 19}

    for page, count in counts.items():
        url = address(world, page)
        with django_assert_num_queries(count):
            client.get(url)


def test_many_candidates_come_in_pages_with_the_filters_kept(world: World) -> None:
    lines = "\n".join(f"第{number}件事已经办结。" for number in range(1, 46))
    file_unit(world, "police", texts={"enforcement": lines})

    first = client_of(world.user("reviewer")).get(address(world), {"block": "enforcement"})
    second = client_of(world.user("reviewer")).get(address(world), {"block": "enforcement", "page": "2"})

    assert [len(answer.context["page"].candidates.page) for answer in (first, second)] == [40, 5]
    assert "?block=enforcement&amp;page=2" in first.content.decode()
    assert "第45件事已经办结。" in second.content.decode()
