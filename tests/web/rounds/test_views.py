"""The yearly task: the picture, the table, and opening a year in two steps."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.drafting.starting import start_reports
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation
from reports.rounds.models import Assignment, Round
from reports.web.rounds.queries import assignment_page, picture_of
from tests.worker import queued
from tests.world import put_status

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 12)


@pytest.fixture
def admin(world, client):
    client.force_login(world.user("administrator"))
    return client


def round_url(world):
    return reverse("round", args=[world.county.round.pk])


def fields(year=2026, **changed):
    found = {"year": year, "step": "check"}
    versions = {kind: _version(kind) for kind in OrganisationKind.values}
    for kind in ("county_government", "judicial_bureau", "department", "town"):
        found |= {
            f"{kind}-template": versions[kind],
            f"{kind}-draft": f"{year + 1}-01-20",
            f"{kind}-filing": f"{year + 1}-02-20",
            f"{kind}-publication": f"{year + 1}-03-31",
        }
    return found | changed


def _version(kind):
    stored = Assignment.objects.filter(organisation__kind=kind).first()
    return stored.blueprint_version_id if stored else ""


def test_the_picture_counts_states_by_kind_of_unit(world):
    put_status(world.report("police"), ReportStatus.FILED)
    picture = picture_of(world.county.round, today=TODAY)
    assert [(bar.label, bar.units, bar.words) for bar in picture.bars] == [
        ("县级政府", 1, "未开始1"),
        ("司法局", 1, "未开始1"),
        ("部门", 2, "未开始1，已报送1"),
        ("乡镇", 1, "未开始1"),
    ]
    assert [(s.code, s.start, s.width) for s in picture.bars[2].shares] == [
        ("not_begun", 0.0, 50.0),
        ("filed", 50.0, 50.0),
    ]
    assert [(d.what, d.days_left) for d in picture.deadlines] == [
        ("预审稿", 8),
        ("正式报送", 39),
        ("公开", 78),
    ]
    assert picture.late == ()


def test_late_units_are_named_the_latest_first(world):
    Assignment.objects.filter(organisation__name="青石镇人民政府").update(due_draft_on=date(2026, 1, 2))
    Assignment.objects.filter(organisation__name="云岭县公安局").update(due_draft_on=date(2026, 1, 10))
    picture = picture_of(world.county.round, today=TODAY)
    assert [(unit.name, unit.days_late) for unit in picture.late] == [
        ("青石镇人民政府", 10),
        ("云岭县公安局", 2),
    ]


def test_an_archive_is_never_late(world):
    Round.objects.filter(pk=world.county.round.pk).update(is_archive=True)
    found = Round.objects.get(pk=world.county.round.pk)
    late = picture_of(found, today=date(2027, 1, 1))
    assert (late.late, late.deadlines) == ((), ())
    table = assignment_page(found, {}, number=None, today=date(2027, 1, 1))
    assert {row.days_late for row in table.rows} == {0}
    assert assignment_page(found, {"late": True}, number=None, today=date(2027, 1, 1)).rows == ()


@pytest.mark.parametrize(
    ("wanted", "units"),
    [
        ({"kind": "town"}, ["青石镇人民政府"]),
        ({"text": "公安"}, ["云岭县公安局"]),
        ({"state": "filed"}, ["云岭县公安局"]),
        ({"state": "not_begun", "kind": "department"}, ["云岭县市场监督管理局"]),
        ({"late": True}, []),
        ({"state": "archived"}, []),
    ],
)
def test_filters_narrow_the_table(world, wanted, units):
    put_status(world.report("police"), ReportStatus.FILED)
    table = assignment_page(world.county.round, wanted, number=None, today=TODAY)
    assert [row.unit for row in table.rows] == units


def test_the_page_shows_bars_terms_and_links(world, admin):
    page = admin.get(round_url(world)).content.decode()
    assert 'aria-label="部门：未开始2"' in page
    assert f"{reverse('ledger')}?year=2025" in page
    assert f"{reverse('desk')}?year=2025" in page
    assert "望江县" not in page
    assert 'style="' not in page


def test_nonsense_in_the_address_filters_nothing(world, admin):
    response = admin.get(round_url(world), {"state": "x", "kind": "y", "page": "z"})
    assert len(response.context["table"].rows) == 5


def test_the_queries_of_a_year_do_not_grow_with_its_units(world, admin, django_assert_num_queries):
    url = round_url(world)
    many = Assignment.objects.filter(round=world.county.round).exclude(organisation__kind="department")
    Report.objects.filter(assignment__in=many).delete()
    Report.objects.filter(assignment__organisation__name="云岭县市场监督管理局").delete()
    admin.get(url)
    for _ in range(2):
        with django_assert_num_queries(17):
            response = admin.get(url)
        count = len(response.context["table"].rows)
        _put_back(world)
    assert count == 3


def _put_back(world):
    without = Assignment.objects.filter(round=world.county.round, report=None)
    for kind in ("department", "town"):
        found = without.filter(organisation__kind=kind).select_related(
            "round__government", "organisation", "blueprint_version"
        )
        start_reports(list(found), now=world.now)


def test_the_queries_of_the_list_do_not_grow_with_the_years(world, admin, django_assert_num_queries):
    for years in ([], [2020, 2021]):
        for year in years:
            Round.objects.create(government=world.county.government, year=year, opened_at=world.now)
        with django_assert_num_queries(10):
            response = admin.get(reverse("rounds"))
        assert [row.round.year for row in response.context["rows"]] == [2025, *reversed(years)]


@pytest.mark.parametrize("actor", ["reviewer", "leader", "auditor"])
def test_others_of_the_bureau_read_and_open_nothing(world, client, actor):
    client.force_login(world.user(actor))
    assert client.get(reverse("rounds")).status_code == 200
    page = client.get(round_url(world))
    assert (page.status_code, reverse("round_open") in page.content.decode()) == (200, False)
    assert client.get(reverse("round_open")).status_code == 403
    assert client.post(reverse("round_open"), fields(step="open")).status_code == 403
    assert not Round.objects.filter(year=2026).exists()


@pytest.mark.parametrize("actor", ["police_drafter", "police_head", "bureau_drafter", "government_head"])
def test_units_do_not_see_the_year_as_a_whole(world, client, actor):
    client.force_login(world.user(actor))
    for url in (reverse("rounds"), round_url(world), reverse("round_open")):
        assert client.get(url).status_code == 403


def test_the_year_of_the_county_next_door_is_not_there(world, admin):
    assert admin.get(reverse("round", args=[world.stranger.round.pk])).status_code == 404
    there = {"government": world.stranger.government.pk}
    assert admin.get(reverse("round_open"), there).status_code == 404
    assert admin.post(reverse("round_open"), fields(step="open") | there).status_code == 404


def test_the_next_year_is_prefilled(world, admin):
    form = admin.get(reverse("round_open")).context["form"]
    assert [form["year"].value(), form["town-draft"].value(), form["town-publication"].value()] == [
        2026,
        date(2027, 1, 20),
        date(2027, 3, 31),
    ]
    assert form["department-template"].value() == str(_version("department"))


def test_a_year_is_looked_at_before_it_is_opened(world, admin):
    page = admin.post(reverse("round_open"), fields())
    assert [(c.kind, c.get_report, c.have_report) for c, _ in page.context["planned"]] == [
        ("county_government", 1, 0),
        ("judicial_bureau", 1, 0),
        ("department", 2, 0),
        ("town", 1, 0),
    ]
    assert "将为5个单位建立2026年度报告" in page.content.decode()
    assert not Round.objects.filter(year=2026).exists()

    again = admin.post(reverse("round_open"), fields(step="change"))
    assert (again.status_code, again.context["form"]["year"].value()) == (200, "2026")


def test_opening_and_opening_again_say_what_happened(world, admin):
    opened = admin.post(reverse("round_open"), fields(step="open"), follow=True)
    assert "2026年度任务已开启，5个单位的报告已经建立，经办人会收到通知。" in opened.content.decode()
    assert opened.redirect_chain[0][0] == reverse("round", args=[Round.objects.get(year=2026).pk])
    again = admin.post(reverse("round_open"), fields(step="open"), follow=True)
    assert "2026年度任务早已开启，5个单位都已有报告，没有改动。" in again.content.decode()
    assert Report.objects.filter(assignment__round__year=2026).count() == 5


def test_a_large_year_is_opened_in_the_background(world, admin):
    government = world.county.government
    Organisation.objects.bulk_create(
        Organisation(
            parent=government,
            kind=OrganisationKind.DEPARTMENT,
            name=f"第{number}局",
            short_name=f"第{number}局",
            path=f"{government.path}{10**9 + number}/",
        )
        for number in range(296)
    )
    for _ in range(2):
        page = admin.post(reverse("round_open"), fields(step="open"), follow=True).content.decode()
        assert "2026年度任务正在开启，将为301个单位建立报告，经办人会收到通知。" in page
        assert "等待开始，共301份报告" in page
        assert "报告建立之后刷新页面，这里会列出各单位。" in page
    assert queued() == [("opening.fill_round", "todo")]


def test_a_kind_may_be_left_out_and_may_skip_the_pre_review(world, admin):
    sent = fields(step="open") | {"town-template": "", "department-skips": "1"}
    admin.post(reverse("round_open"), sent)
    terms = Round.objects.get(year=2026).terms.order_by("kind")
    assert list(terms.values_list("kind", "skips_pre_review")) == [
        ("county_government", False),
        ("department", True),
        ("judicial_bureau", False),
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"year": ""}, "请填写年度。"),
        ({"year": "去年"}, "年度应是四位数字，如2025。"),
        ({"year": "3025"}, "年度应在1990与2100之间，请核对。"),
        ({"department-draft": ""}, "请填写预审稿期限。"),
        ({"department-draft": "明天"}, "请按2026-02-20的格式填写日期。"),
        ({"department-filing": "2027-01-02"}, "正式报送期限不能早于预审稿期限，请核对。"),
        ({"town-publication": "2027-01-02"}, "公开期限不能早于正式报送期限，请核对。"),
        ({"town-template": "999999"}, "这个模板已经停用，请另选。"),
    ],
)
def test_faults_stand_beside_the_fields_and_nothing_is_lost(world, admin, changed, sentence):
    sent = fields(step="open") | {"judicial_bureau-filing": "2027-02-11"} | changed
    page = admin.post(reverse("round_open"), sent)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert page.context["form"]["judicial_bureau-filing"].value() == "2027-02-11"
    assert 'value="2027-02-11"' in page.content.decode()
    assert not Round.objects.filter(year=2026).exists()


def test_a_year_without_any_template_is_refused(world, admin):
    sent = fields(step="open") | {f"{kind}-template": "" for kind in OrganisationKind.values}
    page = admin.post(reverse("round_open"), sent)
    assert (page.status_code, page.context["form"].non_field_errors()) == (
        422,
        ["请至少为一类单位选择模板和期限。"],
    )


def test_a_strange_date_is_pointed_out_before_opening(world, admin):
    day = timezone.localdate() - timedelta(days=400)
    page = admin.post(reverse("round_open"), fields(**{"town-draft": day.isoformat()}))
    assert "乡镇的预审稿期限不在2026年的下一年，请核对后再开启。" in page.content.decode()
