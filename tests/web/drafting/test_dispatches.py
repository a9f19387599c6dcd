"""发文信息 on its page: kept, refused at its field, never overwritten, closed once the report is filed."""

from http import HTTPStatus

import pytest

from reports.drafting.enums import ReportStatus as S
from reports.drafting.models import Dispatch, Report
from reports.review.models import Filing
from tests.review.stories import bring
from tests.world import World, put_status

TYPED = {
    "urgency": "加急",
    "document_numbers": "云公发〔2026〕3号",
    "signers": "何建国",
    "remark": "",
    "copies_to": "县政协\r\n县人大",
    "printed_by": "云岭县公安局办公室",
    "printed_on": "2026-01-21",
    "has_annex": "on",
    "base_version": "0",
}


@pytest.fixture
def drafter(client, world: World):
    """The police's drafter, signed in."""
    client.force_login(world.user("police_drafter"))
    return client


def url(world: World) -> str:
    """The page of the police report."""
    return f"/reports/{world.report().pk}/dispatch/"


def test_what_was_typed_is_kept_and_shown_again(drafter, world: World):
    assert drafter.post(url(world), TYPED)["Location"] == url(world)
    dispatch = Dispatch.objects.get(report=world.report())
    assert (dispatch.urgency, dispatch.document_numbers, dispatch.copies_to, dispatch.has_annex) == (
        "加急",
        "云公发〔2026〕3号",
        "县政协\n县人大",
        True,
    )
    page = drafter.get(url(world)).content.decode()
    assert (
        "云公发〔2026〕3号" in page,
        'value="2026-01-21"' in page,
        'name="base_version" value="1"' in page,
    ) == (True,) * 3


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (
            "document_numbers",
            "云公发[2026]3号",
            "发文字号“云公发[2026]3号”不合格式，可以改为“云公发〔2026〕3号”。",
        ),
        ("urgency", "急", "请选择特急、加急或者不标注。"),
        ("printed_on", "昨天", "请按2026-02-20的格式填写日期。"),
        ("remark", "长" * 201, "附注不能超过200字，请精简。"),
    ],
)
def test_a_fault_is_told_at_its_field_and_the_rest_stays(drafter, world: World, field, typed, sentence):
    response = drafter.post(url(world), {**TYPED, field: typed})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.context["form"].errors == {field: [sentence]}
    assert ("云岭县公安局办公室" in response.content.decode(), Dispatch.objects.exists()) == (True, False)


def test_what_another_saved_meanwhile_is_shown_and_the_next_save_decides(drafter, world: World):
    drafter.post(url(world), {**TYPED, "printed_by": "别人写的办公室"})
    response = drafter.post(url(world), TYPED)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "别人写的办公室" in response.content.decode()
    assert drafter.post(url(world), {**TYPED, "base_version": "1"}).status_code == HTTPStatus.FOUND
    assert Dispatch.objects.get().printed_by == "云岭县公安局办公室"


def test_a_missing_version_overwrites_nothing(drafter, world: World):
    values = {name: value for name, value in TYPED.items() if name != "base_version"}
    assert drafter.post(url(world), values).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Dispatch.objects.exists()


def test_several_addressees_are_named_line_by_line_and_never_as_markup(drafter, world: World):
    Report.objects.filter(pk=world.report().pk).update(addressees="县委\n<b>县政府</b>")
    page = drafter.get(url(world)).content.decode()
    assert "第1行：县委；第2行：&lt;b&gt;县政府&lt;/b&gt;" in page
    assert "<b>县政府" not in page


def test_it_is_open_after_signing_with_the_signer_and_closed_after_filing(drafter, world: World):
    report = bring(world, S.SIGNED)
    page = drafter.get(url(world)).content.decode()
    assert (world.user("police_head").name in page, 'name="signers"' in page) == (True, True)
    put_status(report, S.FILED)
    page = drafter.get(url(world)).content.decode()
    assert ("报告已经报送，发文信息不能修改。" in page, 'name="signers"' in page) == (True, False)
    assert drafter.post(url(world), {**TYPED, "base_version": "1"}).status_code == HTTPStatus.FORBIDDEN


def test_nobody_else_writes_it(client, world: World):
    for name in ("reviewer", "police_head", "auditor"):
        client.force_login(world.user(name))
        assert client.get(url(world))["Location"] == f"/review/{world.report().pk}/"
        assert client.post(url(world), TYPED).status_code == HTTPStatus.FORBIDDEN
    assert not Dispatch.objects.exists()


def test_the_filing_page_brings_the_number_and_filing_brings_it_back(drafter, world: World):
    report = bring(world, S.SIGNED)
    drafter.post(url(world), {**TYPED, "signers": world.user("police_head").name, "base_version": "1"})
    move = f"/reports/{report.pk}/moves/file/"
    assert drafter.get(move).context["form"].initial["document_number"] == "云公发〔2026〕3号"
    today = world.now.date().isoformat()
    typed = {"document_number": "云公发〔2026〕5号", "filed_on": today, "addressees": "县政府"}
    drafter.post(move, typed)
    assert (
        "云公发〔2026〕5号" in drafter.get(f"/reports/{report.pk}/preview/?edition=formal").content.decode()
    )


def test_a_number_is_judged_on_the_filing_page_as_on_the_page_of_the_head(drafter, world: World):
    report = bring(world, S.SIGNED)
    move = f"/reports/{report.pk}/moves/file/"
    typed = {
        "document_number": "云公发[2026]4号",
        "filed_on": world.now.date().isoformat(),
        "addressees": "县",
    }
    answer = drafter.post(move, typed)
    sentence = "发文字号“云公发[2026]4号”不合格式，可以改为“云公发〔2026〕4号”。"
    assert answer.context["form"].errors == {"document_number": [sentence]}
    assert (world.report().status, Dispatch.objects.get().document_numbers) == (S.SIGNED, "")


def test_several_addressees_have_a_line_each_for_their_numbers_when_filing(drafter, world: World):
    report = bring(world, S.SIGNED)
    Report.objects.filter(pk=report.pk).update(addressees="县委\n县政府")
    numbers = "云公发〔2026〕3号\n云公发〔2026〕4号"
    Dispatch.objects.filter(report=report).update(document_numbers=numbers)
    move = f"/reports/{report.pk}/moves/file/"
    form = drafter.get(move).context["form"]
    assert (form.initial["document_number"], form.fields["document_number"].widget.attrs["rows"]) == (
        numbers,
        2,
    )
    today = world.now.date().isoformat()
    changed = numbers.replace("4号", "5号").replace("\n", "\r\n")
    drafter.post(move, {"document_number": changed, "filed_on": today, "addressees": "县委\n县政府"})
    stored = Dispatch.objects.get().document_numbers
    assert (stored, Filing.objects.get().document_number) == (
        "云公发〔2026〕3号\n云公发〔2026〕5号",
        "云公发〔2026〕3号、云公发〔2026〕5号",
    )
