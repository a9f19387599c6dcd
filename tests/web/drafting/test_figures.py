"""数据表: who sees it, who types in it, what comes back, and what lies behind each figure."""

from decimal import Decimal
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reports.audit.models import Entry
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.evidence import enclose_evidence, remove_evidence
from reports.drafting.figures import FigureChange, record_figures
from reports.drafting.models import FigureEvidence, FigureRequest, Report
from reports.drafting.services import keep_revision
from reports.indicators.models import Observation, ObservationChange
from reports.indicators.values import NOT_APPLICABLE, number
from tests.review.stories import PDF, bytes_of
from tests.web.drafting.conftest import Page
from tests.web.drafting.test_editing import text_of, value_of
from tests.world import World, put_status

READERS = ("police_drafter", "police_head", "reviewer", "leader", "auditor")
STRANGERS = ("market_drafter", "town_head")


@pytest.fixture
def open_sheet(world: World):
    """Open the 数据表 of the police as somebody, or its page for 代录."""

    def _open(who: str = "police_drafter", *, on_behalf: bool = False) -> Page:
        client = Client()
        client.force_login(world.user(who))
        name = "figures_on_behalf" if on_behalf else "report_figures"
        return Page(client, reverse(name, args=[world.report().pk])).load()

    return _open


def stored() -> list[tuple[str, str, Decimal | None, str]]:
    """The figures as they stand."""
    rows = Observation.objects.order_by("indicator__code")
    return list(rows.values_list("indicator__code", "state", "value", "note"))


def request_of(world: World, code: str = "LE01") -> FigureRequest:
    """What the police is asked for."""
    requests = FigureRequest.objects.select_related("block", "indicator")
    return requests.get(report=world.report(), indicator__code=code)


def enclose(world: World, name: str = "台账.pdf") -> FigureEvidence:
    """A file beside the number of penalties."""
    upload = SimpleUploadedFile(name, PDF)
    return enclose_evidence(
        request_of(world), upload=upload, actor=world.user("police_drafter"), now=world.now
    )


# ---------- Who ----------


def places(world: World, evidence: FigureEvidence) -> list[str]:
    """Every address about figures of the police report that one may look at."""
    pk = world.report().pk
    return [
        reverse("report_figures", args=[pk]),
        reverse("report_figure", args=[pk, "LE01"]),
        reverse("figures_paper", args=[pk]),
        reverse("evidence_file", args=[pk, evidence.pk]),
    ]


@pytest.mark.parametrize("who", READERS)
def test_whoever_may_see_the_report_sees_its_figures(client, world: World, who):
    client.force_login(world.user(who))
    for place in places(world, enclose(world)):
        answer = client.get(place)
        assert answer.status_code == HTTPStatus.OK
        assert not answer.streaming or bytes_of(answer).read() == PDF


def test_for_everybody_else_nothing_of_it_is_there(client, world: World):
    evidence = enclose(world)
    removal = reverse("evidence_remove", args=[world.report().pk, evidence.pk])
    on_behalf = reverse("figures_on_behalf", args=[world.report().pk])
    strangers = [world.user(who) for who in STRANGERS] + [world.stranger.people["reviewer"]]
    for user in strangers:
        client.force_login(user)
        for place in [*places(world, evidence), on_behalf]:
            assert client.get(place).status_code == HTTPStatus.NOT_FOUND
            assert client.post(place, {}).status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
        assert client.post(removal, {"reason": "删。"}).status_code == HTTPStatus.NOT_FOUND
    assert FigureEvidence.objects.get().removed_at is None


@pytest.mark.parametrize("who", READERS)
def test_only_the_drafter_types_and_only_the_reviewer_enters_for_the_unit(client, world: World, who):
    client.force_login(world.user(who))
    pk = world.report().pk
    typing = client.post(reverse("report_figures", args=[pk]), {})
    entering = client.get(reverse("figures_on_behalf", args=[pk]))
    assert (typing.status_code != HTTPStatus.FORBIDDEN) == (who == "police_drafter")
    assert (entering.status_code == HTTPStatus.OK) == (who == "reviewer")


def test_another_reports_file_is_not_found_under_this_one(client, world: World):
    evidence = enclose(world)
    client.force_login(world.user("reviewer"))
    market = world.report("market").pk
    assert client.get(reverse("evidence_file", args=[market, evidence.pk])).status_code == 404
    assert client.get(reverse("report_figure", args=[world.report().pk, "ZZ99"])).status_code == 404


# ---------- Typing ----------


def test_all_figures_of_a_report_are_typed_in_one_grid(open_sheet):
    page = open_sheet()
    answer = page.save(
        figure__LE01__value="1.2万件",
        figure__LE20__value="/",
        figure__PL16__value="0",
        figure__PL16__note="未开",
    )
    assert answer.status_code == HTTPStatus.OK
    assert stored() == [
        ("LE01", "number", Decimal(12000), ""),
        ("LE20", "not_applicable", None, ""),
        ("PL16", "number", Decimal(0), "未开"),
    ]
    assert "改动1次" in answer.content.decode()
    assert "LE23-value" not in "".join(page.values)


def test_computed_ratios_come_back_with_the_answer(open_sheet):
    answer = open_sheet().save(figure__LE21__value="8", figure__LE22__value="6")
    assert text_of(answer, "shown-LE23") == "75"


def test_the_answer_says_that_the_report_has_been_begun(open_sheet):
    answer = open_sheet().save(figure__LE21__value="8")
    assert text_of(answer, "report-state").startswith("起草中")


def test_a_word_stands_for_not_applicable(open_sheet, world: World):
    record_figures(
        world.report(),
        [FigureChange("LE01", NOT_APPLICABLE)],
        actor=world.user("police_drafter"),
        now=world.now,
    )
    page = open_sheet()
    assert page.values["figure-LE01-value"] == "不适用"
    assert page.save().status_code == HTTPStatus.OK
    assert ObservationChange.objects.count() == 1
    page.save(figure__LE01__value="3")
    assert stored() == [("LE01", "number", Decimal(3), "")]


@pytest.mark.parametrize("htmx", [True, False])
def test_every_fault_stands_at_its_cell_and_nothing_is_lost(open_sheet, htmx):
    answer = open_sheet().save(
        htmx=htmx, figure__LE01__value="3元", figure__LE20__value="-1", figure__PL16__value="4"
    )
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text_of(answer, "error-figure-LE01") == "这一项以“件”为单位，输入的单位是“元”，请核对。"
    assert text_of(answer, "error-figure-LE20") == "数字不能为负数，请核对。"
    assert stored() == []
    if not htmx:
        page = answer.content.decode()
        assert [f'value="{typed}"' in page for typed in ("3元", "-1", "4")] == [True, True, True]


def test_a_figure_that_another_changed_meanwhile_is_told(open_sheet):
    mine, other = open_sheet(), open_sheet()
    other.save(figure__LE01__value="10")
    refused = mine.save(figure__LE01__value="12")
    assert text_of(refused, "error-figure-LE01") == "“行政处罚案件数”刚刚由别人改为10，请核对后再保存。"
    mine.values["figure-LE01-base"] = value_of(refused, "id_figure-LE01-base")
    assert mine.save(figure__LE01__value="12").status_code == HTTPStatus.OK
    assert stored() == [("LE01", "number", Decimal(12), "")]


def test_what_was_closed_meanwhile_is_told_and_not_kept(open_sheet, world: World):
    page = open_sheet()
    report = put_status(world.report(), ReportStatus.RETURNED)
    report.blocks.filter(key="overview").update(is_open=True)
    answer = page.save(figure__LE01__value="12")
    assert "“行政处罚案件数”在您打开本页以后关闭了，没有保存。" in text_of(answer, "form-errors")
    assert stored() == []


def test_once_handed_in_the_grid_asks_why(open_sheet, world: World):
    assert "reason" not in open_sheet().values
    keep_revision(world.report(), Occasion.SUBMITTED, actor=None, now=world.now)
    page = open_sheet()
    refused = page.save(figure__LE01__value="12")
    assert text_of(refused, "error-reason") == "报告已经提交过，请写明修改数据的理由。"
    assert page.save(figure__LE01__value="12", reason="补报一件。").status_code == HTTPStatus.OK
    assert ObservationChange.objects.get().reason == "补报一件。"


def test_a_part_asks_why_and_keeps_its_text_without_an_answer(open_page, world: World):
    keep_revision(world.report(), Occasion.SUBMITTED, actor=None, now=world.now)
    page = open_page()
    assert page.save(overview__text="一句。", figure__LE01__value="12").status_code == HTTPStatus.OK
    page = open_page()
    page.save(figure__LE01__value="13", **{"figure-reason": "更正。"})
    assert list(ObservationChange.objects.order_by("pk").values_list("reason", flat=True)) == ["", "更正。"]
    facts = page.client.get(reverse("report_figure", args=[world.report().pk, "LE01"])).content.decode()
    assert "提交以后改动，未写明理由" in facts
    assert "理由：更正。" in facts


# ---------- 代录 ----------


def test_the_bureau_enters_from_the_paper_of_a_unit(open_sheet, world: World):
    page = open_sheet("reviewer", on_behalf=True)
    shown = page.client.get(page.url).content.decode()
    assert "代录：替云岭县公安局录入" in shown
    refused = page.save(figure__LE01__value="12")
    assert text_of(refused, "error-reason") == "请写明代录的依据，如“单位1月10日盖章的数据填报表”。"
    assert page.save(figure__LE01__value="12", reason="盖章填报表。").status_code == HTTPStatus.OK
    assert stored() == [("LE01", "number", Decimal(12), "")]
    assert Entry.objects.latest("pk").action == "代录数据"
    facts = page.client.get(reverse("report_figure", args=[world.report().pk, "LE01"])).content.decode()
    assert "代录（替云岭县公安局）" in facts
    assert "依据：盖章填报表。" in facts
    log = Client()
    log.force_login(world.user("auditor"))
    assert "代录单位：云岭县公安局" in log.get(reverse("audit_log")).content.decode()


def test_while_the_draft_lies_with_the_bureau_nobody_enters(client, world: World):
    put_status(world.report(), ReportStatus.AWAITING_REVIEW)
    client.force_login(world.user("reviewer"))
    answer = client.get(reverse("figures_on_behalf", args=[world.report().pk]))
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "报告正在预审，不能代录。请先退回修改，再代录。" in answer.content.decode()


# ---------- Evidence ----------


def test_a_file_is_laid_beside_a_figure_and_comes_back_as_it_was(client, world: World):
    client.force_login(world.user("police_drafter"))
    place = reverse("report_figure", args=[world.report().pk, "LE01"])
    upload = SimpleUploadedFile("处罚台账.pdf", PDF)
    answer = client.post(place, {"file": upload, "note": "全年台账"}, headers={"HX-Request": "true"})
    assert answer.status_code == HTTPStatus.OK
    assert "佐证1份" in answer.content.decode()
    evidence = FigureEvidence.objects.get()
    got = client.get(reverse("evidence_file", args=[world.report().pk, evidence.pk]))
    assert bytes_of(got).read() == PDF
    assert (got["Content-Type"], got["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert got["Cache-Control"] == "private, no-store"
    assert got["Content-Disposition"].startswith("attachment")
    sheet = client.get(reverse("report_figures", args=[world.report().pk])).content.decode()
    assert "佐证1份" in sheet


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "请先选择文件。"),
        (
            {"file": SimpleUploadedFile("a.pdf", b"MZ")},
            "佐证材料须为PDF、图片、Word或Excel文件，请重新选择。",
        ),
    ],
)
def test_what_is_no_proof_is_refused_at_its_field(client, world: World, files, sentence):
    client.force_login(world.user("police_drafter"))
    answer = client.post(
        reverse("report_figure", args=[world.report().pk, "LE01"]), {**files, "note": "留着"}
    )
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text_of(answer, "error-evidence-file") == sentence
    assert 'value="留着"' in answer.content.decode()
    assert not FigureEvidence.objects.exists()


def test_a_file_is_taken_away_with_a_reason(client, world: World):
    evidence = enclose(world)
    client.force_login(world.user("police_drafter"))
    place = reverse("evidence_remove", args=[world.report().pk, evidence.pk])
    refused = client.post(place, {"reason": " "})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text_of(refused, f"error-reason-{evidence.pk}") == "请写明移除的理由。"
    done = client.post(place, {"reason": "附错了。"}, follow=True).content.decode()
    assert "移除《台账.pdf》" in done
    assert "理由：附错了。" in done
    assert client.get(reverse("evidence_file", args=[world.report().pk, evidence.pk])).status_code == 404


def test_what_is_no_proof_any_more_is_not_served(client, world: World):
    evidence = enclose(world)
    with evidence.file.open("wb") as stored_file:
        stored_file.write(b"<script>alert(1)</script>")
    client.force_login(world.user("police_drafter"))
    assert client.get(reverse("evidence_file", args=[world.report().pk, evidence.pk])).status_code == 404


# ---------- Queries ----------


def ask_for(report: Report, count: int) -> None:
    """Leave the report with so many figures."""
    kept = report.figure_requests.order_by("pk").values_list("pk", flat=True)[:count]
    report.figure_requests.exclude(pk__in=list(kept)).delete()


@pytest.mark.parametrize("count", [1, 3])
def test_one_figure_and_three_take_the_same_queries(client, world: World, count, django_assert_num_queries):
    report = world.report()
    ask_for(report, count)
    codes = report.figure_requests.values_list("indicator__code", flat=True)
    changes = [FigureChange(code, number(1)) for code in codes]
    record_figures(report, changes, actor=world.user("police_drafter"), now=world.now)
    client.force_login(world.user("police_drafter"))
    with django_assert_num_queries(22):
        client.get(reverse("report_figures", args=[report.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_one_file_and_three_take_the_same_queries(client, world: World, count, django_assert_num_queries):
    for _ in range(count):
        remove_evidence(enclose(world), reason="换新的。", actor=world.user("police_drafter"), now=world.now)
        enclose(world)
    client.force_login(world.user("police_drafter"))
    place = reverse("report_figure", args=[world.report().pk, "LE01"])
    with django_assert_num_queries(9):
        client.get(place, headers={"HX-Request": "true"})
