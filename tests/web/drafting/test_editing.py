"""The form of a part: what it shows, what saving answers, and that nothing typed is ever lost."""

import re
from datetime import timedelta
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.urls import reverse
from lxml import html

from reports.drafting.enums import ReportStatus
from reports.drafting.figures import FigureChange
from reports.drafting.models import Report, ReportBlock, ReportSection
from reports.indicators.models import Observation
from reports.indicators.values import number, stated
from reports.review.models import Opinion
from tests.drafting.test_services import save
from tests.world import World, put_status, write


def text_of(response, place: str) -> str:
    """What stands in the element with this id."""
    parser = html.HTMLParser(huge_tree=True)
    (element,) = html.fromstring(response.content.decode(), parser=parser).xpath(f"//*[@id='{place}']")
    return " ".join(element.text_content().split())


def value_of(response, place: str) -> str:
    """The value of the hidden field with this id."""
    (element,) = html.fromstring(response.content.decode()).xpath(f"//input[@id='{place}']")
    return element.get("value")


def stored(world: World, key: str) -> ReportBlock:
    """A block of the police report now."""
    return ReportBlock.objects.get(report=world.report(), key=key)


# ---------- Going there ----------


def test_the_drafter_comes_to_the_first_part_and_a_reader_to_the_page_for_reading(client, world: World):
    report = world.report()
    client.force_login(world.user("police_drafter"))
    assert client.get(f"/reports/{report.pk}/")["Location"] == f"/reports/{report.pk}/sections/achievements/"
    for who in ("police_head", "reviewer", "leader", "auditor"):
        client.force_login(world.user(who))
        assert client.get(f"/reports/{report.pk}/")["Location"] == f"/review/{report.pk}/"
        section = f"/reports/{report.pk}/sections/achievements/"
        assert client.get(section)["Location"] == f"/review/{report.pk}/"


def test_a_returned_report_opens_where_something_is_to_be_done(client, world: World):
    report = put_status(world.report(), ReportStatus.RETURNED)
    report.blocks.filter(key="plan").update(is_open=True)
    client.force_login(world.user("police_drafter"))
    assert client.get(f"/reports/{report.pk}/")["Location"].endswith("/sections/next_year_plan/")


@pytest.mark.parametrize("who", ["market_drafter", "town_head"])
@pytest.mark.parametrize("place", ["", "sections/achievements/", "front/", "panel/overview/"])
def test_another_units_report_is_not_there(client, world: World, who, place):
    client.force_login(world.user(who))
    url = f"/reports/{world.report().pk}/{place}"
    assert client.get(url).status_code == HTTPStatus.NOT_FOUND
    if "sections" in place or place == "front/":
        assert client.post(url, {}).status_code == HTTPStatus.NOT_FOUND


def test_whoever_may_see_but_not_write_is_told_so(client, world: World):
    client.force_login(world.user("reviewer"))
    url = reverse("report_section", args=[world.report().pk, "achievements"])
    response = client.post(url, {"overview-text": "不该保存"})
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "只有本报告的经办人可以修改。" in response.content.decode()


def test_a_part_that_the_report_lacks_is_not_there(client, world: World):
    client.force_login(world.user("police_drafter"))
    assert client.get(f"/reports/{world.report().pk}/sections/none/").status_code == HTTPStatus.NOT_FOUND


# ---------- Saving ----------


def test_saving_answers_with_what_changed_and_no_textarea(open_page, world: World):
    page = open_page()
    response = page.save(
        overview__text="党组研究四次。", figure__LE01__value="１，２３４", figure__LE20__none="on"
    )
    answer = response.content.decode()
    assert response.status_code == HTTPStatus.OK
    assert "<textarea" not in answer
    assert value_of(response, "id_overview-version") == "1"
    assert re.fullmatch(
        rf"{world.user('police_drafter').name} 今天 \d\d:\d\d 保存", text_of(response, "saved-overview")
    )
    assert text_of(response, "report-state").startswith("起草中")
    assert stored(world, "overview").text == "党组研究四次。"
    values = Observation.objects.values_list("indicator__code", "state", "value").order_by("indicator__code")
    assert list(values) == [("LE01", "number", Decimal(1234)), ("LE20", "not_applicable", None)]


def test_one_goes_on_from_the_answer(open_page, world: World):
    page = open_page()
    first = page.save(overview__text="一。")
    names = ("overview-version", "overview-digest")
    typed = {name: value_of(first, f"id_{name}") for name in names}
    page.values |= typed
    assert page.save(overview__text="一。二。").status_code == HTTPStatus.OK
    assert (stored(world, "overview").text, stored(world, "overview").version) == ("一。二。", 2)


def test_without_javascript_saving_leads_back_to_the_part(open_page, world: World):
    page = open_page()
    response = page.save(htmx=False, overview__text="一句。")
    assert (response.status_code, response["Location"]) == (302, page.url)
    assert "已保存。" in page.client.get(page.url).content.decode()
    assert stored(world, "overview").text == "一句。"


def test_the_heading_of_a_part_can_be_changed(open_page, world: World):
    open_page().save(heading="本局的主要做法\r\n和成效")
    heading = ReportSection.objects.get(report=world.report(), key="achievements").heading
    assert heading == "本局的主要做法和成效"


def test_a_heading_that_another_changed_meanwhile_is_not_put_back(open_page, world: World):
    page, other = open_page(), open_page()
    other.save(heading="别人改的标题")
    assert page.save(overview__text="我只改正文。").status_code == HTTPStatus.OK
    refused = page.save(heading="我改的标题")
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "刚刚由别人改成“别人改的标题”" in text_of(refused, "error-heading")
    page.values["heading-base"] = value_of(refused, "id_heading-base")
    page.values["overview-version"] = "1"
    assert page.save(heading="我改的标题").status_code == HTTPStatus.OK
    assert ReportSection.objects.get(report=world.report(), key="achievements").heading == "我改的标题"


def test_flags_are_kept(open_page, world: World):
    open_page().save(overview__private="on")
    assert stored(world, "overview").is_private is True
    open_page().save(overview__private=None)
    assert stored(world, "overview").is_private is False


def test_carried_over_text_is_confirmed_by_the_box(open_page, world: World):
    write(world.report(), "overview", "沿用的。", actor=world.user("police_drafter"), now=world.now)
    world.report().blocks.filter(key="overview").update(needs_confirmation=True)
    page = open_page()
    page.save(enforcement__text="别处改的。")
    assert stored(world, "overview").needs_confirmation is True
    open_page().save(overview__confirmed="on")
    assert stored(world, "overview").needs_confirmation is False


def test_text_taken_over_waits_to_be_confirmed_and_only_the_once(open_page, world: World):
    page = open_page()
    assert page.values["overview-carried"] == ""
    page.values |= {"overview-text": "2025年，上年的话。", "overview-carried": "True"}
    answer = page.save()
    assert stored(world, "overview").needs_confirmation is True
    assert "沿用的上年文字已经核对，确认沿用" in text_of(answer, "confirm-overview")
    page.go_on(answer)
    assert page.values["overview-carried"] == ""
    page.save(enforcement__text="别处写的。")
    assert stored(world, "overview").needs_confirmation is True
    page.save(overview__text="2025年，今年的话。")
    assert stored(world, "overview").needs_confirmation is False


def test_an_answer_leaves_the_mark_of_what_was_taken_over_meanwhile(open_page):
    assert "id_overview-carried" not in open_page().save(overview__text="一句。").content.decode()


# ---------- Bad input: a sentence at its place, everything kept ----------

BAD_FIGURES = [
    ("LE01", "很多", "“很多”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
    ("LE01", "3万余", "“3万余”里有“万”字，请以“件”为单位填写完整的阿拉伯数字。"),
    ("LE01", "3万元", "这一项以“件”为单位，输入的单位是“万元”，请核对。"),
    ("LE01", "-3", "数字不能为负数，请核对。"),
    ("LE01", "2.5", "“行政处罚案件数”以“件”为单位，必须填写整数，请核对。"),
    ("LE01", "9" * 17, "数字太大，请核对是否多输了位数。"),
    ("LE01", "1" * 61, "这不像一个数字，请只填阿拉伯数字。"),
]


@pytest.mark.parametrize(("code", "typed", "sentence"), BAD_FIGURES)
def test_a_figure_that_is_none_is_told_and_nothing_lost(open_page, world: World, code, typed, sentence):
    page = open_page()
    for htmx in (True, False):
        response = page.save(htmx=htmx, overview__text="另一处写的。", **{f"figure__{code}__value": typed})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert text_of(response, f"error-figure-{code}") == sentence
    whole = response.content.decode()
    assert f'value="{typed}"' in whole
    assert "另一处写的。</textarea>" in whole
    assert (stored(world, "overview").version, Observation.objects.count()) == (0, 0)


def test_a_numerator_above_its_denominator_is_warned_of_beside_the_grid(open_page, world: World):
    response = open_page().save(figure__LE21__value="9", figure__LE22__value="12")
    assert response.status_code == HTTPStatus.OK
    sentence = "“持执法证人员数”为12，大于“行政执法人员数”的9，请核对。"
    assert text_of(response, "warnings-enforcement") == sentence
    assert sentence in open_page().client.get(open_page().url).content.decode()


def test_computed_ratios_show_at_once_and_are_not_typed(open_page, world: World):
    page = open_page()
    assert "figure-LE23-value" not in page.values
    response = page.save(figure__LE21__value="8", figure__LE22__value="6")
    assert text_of(response, "shown-LE23") == "75"


@pytest.fixture
def open_ratio(world: World) -> Report:
    """The police is asked for a ratio whose parts it is not asked for."""
    report = world.report()
    report.figure_requests.filter(indicator__code__in=["LE21", "LE22"]).delete()
    return report


@pytest.mark.parametrize(
    ("typed", "note", "kept"),
    [
        ("6/8", "", (Decimal(75), Decimal(6), Decimal(8), False)),
        ("75.5%", "年报第3页。", (Decimal("75.5"), None, None, True)),
    ],
)
def test_a_ratio_is_typed_as_its_parts_or_stated_with_a_note(open_page, open_ratio, typed, note, kept):
    page = open_page()
    response = page.save(figure__LE23__value=typed, figure__LE23__note=note)
    assert response.status_code == HTTPStatus.OK
    row = Observation.objects.get(indicator__code="LE23")
    assert (row.value, row.numerator, row.denominator, row.is_stated) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("9/8", "“执法证持证率”的分子不能大于分母，请核对。"),
        ("80", "“执法证持证率”没有分子和分母，请在说明中写明比率的出处。"),
        ("120", "“执法证持证率”没有分子和分母，请在说明中写明比率的出处。"),
        ("6/八", "“八”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
    ],
)
def test_a_ratio_that_cannot_be_is_told(open_page, open_ratio, typed, sentence):
    response = open_page().save(figure__LE23__value=typed)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text_of(response, "error-figure-LE23") == sentence
    assert not Observation.objects.exists()


def test_a_stated_ratio_comes_back_as_it_was_typed(open_page, open_ratio, world: World):
    save(world, "achievements", figures=(FigureChange("LE23", stated(Decimal("75.5")), "年报。"),))
    assert open_page().values["figure-LE23-value"] == "75.5"


def test_an_unknown_token_is_told_at_its_block(open_page, world: World):
    for htmx in (True, False):
        response = open_page().save(htmx=htmx, overview__text="办案{{ZZ99}}件。")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        sentence = "文中的{{ZZ99}}不在本报告的数据之列，请用“插入数据”选择，或者改成文字。"
        assert text_of(response, "error-overview") == sentence
    assert "办案{{ZZ99}}件。</textarea>" in response.content.decode()


def test_ten_megabytes_in_a_block_are_refused_with_a_sentence_and_kept(open_page, world: World):
    text = "长" * 3_500_000
    response = open_page().save(htmx=False, overview__text=text, enforcement__text="短的也留着。")
    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text_of(response, "error-overview") == "“总体推进情况”的文字不能超过20万字，请删减后再保存。"
    assert f"{text}</textarea>" in page
    assert "短的也留着。</textarea>" in page
    assert stored(world, "enforcement").version == 0


def test_signs_that_no_database_holds_do_no_harm(open_page, world: World):
    response = open_page().save(
        overview__text="前\x00后<script>alert(1)</script>", figure__LE01__note="注\x00"
    )
    assert response.status_code in (HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert open_page().save(overview__text="前\x00后<script>").status_code == HTTPStatus.OK
    assert stored(world, "overview").text == "前后<script>"
    assert "前后&lt;script&gt;</textarea>" in open_page().client.get(open_page().url).content.decode()


def test_an_empty_heading_is_told_at_the_heading(open_page, world: World):
    response = open_page().save(heading=" ")
    assert text_of(response, "error-heading") == "这一部分的标题不能空着。"


@pytest.mark.parametrize("version", ["", "x", "-1", None])
def test_a_broken_version_never_overwrites(open_page, world: World, version):
    write(world.report(), "overview", "先写的。", actor=world.user("police_drafter"), now=world.now)
    response = open_page().save(overview__version=version, overview__text="后写的。")
    assert response.status_code in (HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert stored(world, "overview").text == "先写的。"


def test_what_a_form_did_not_send_is_left_as_it_stands(open_page, world: World):
    world.report().blocks.filter(key="overview").update(text="起始文字。", opening="起始文字。")
    page = open_page()
    assert page.client.post(page.url, {}).status_code == HTTPStatus.FOUND
    assert page.save(overview__text=None, enforcement__text="只写这里。").status_code == HTTPStatus.OK
    assert (
        page.client.post(page.url, {"overview-text": "不知道看过什么。"}).status_code == HTTPStatus.CONFLICT
    )
    now = stored(world, "overview")
    assert (now.text, now.version, stored(world, "enforcement").text) == ("起始文字。", 0, "只写这里。")


# ---------- Two people on one block ----------


def test_the_second_gets_both_texts_and_then_decides(open_page, world: World):
    mine, other = open_page(), open_page()
    other.save(overview__text="别人写的。")
    response = mine.save(overview__text="我写的。", enforcement__text="别处也写了。")
    assert response.status_code == HTTPStatus.CONFLICT
    shown = text_of(response, "conflict-overview")
    assert ("别人写的。" in shown, "我写的。" in shown) == (True, True)
    assert "id_overview-version" not in response.content.decode().replace(
        'data-version-field="id_overview-version"', ""
    )
    assert (stored(world, "overview").text, stored(world, "enforcement").version) == ("别人写的。", 0)
    decided = mine.save(overview__text="两个人的。", enforcement__text="别处也写了。", overview__version="1")
    assert decided.status_code == HTTPStatus.OK
    assert (stored(world, "overview").text, stored(world, "enforcement").text) == (
        "两个人的。",
        "别处也写了。",
    )


def test_without_javascript_the_next_save_is_the_decision(open_page, world: World):
    mine, other = open_page(), open_page()
    other.save(overview__text="别人写的。")
    response = mine.save(htmx=False, overview__text="我写的。", enforcement__text="别处也写了。")
    assert response.status_code == HTTPStatus.CONFLICT
    assert value_of(response, "id_overview-version") == "1"
    page = response.content.decode()
    assert "我写的。</textarea>" in page
    assert "别处也写了。</textarea>" in page
    assert "别人写的。" in text_of(response, "conflict-overview")


def test_a_figure_that_another_put_there_meanwhile_is_told(open_page, world: World):
    mine, other = open_page(), open_page()
    other.save(figure__LE01__value="10")
    refused = mine.save(figure__LE01__value="12", overview__text="也写了。")
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text_of(refused, "error-figure-LE01") == "“行政处罚案件数”刚刚由别人改为10，请核对后再保存。"
    assert stored(world, "overview").version == 0
    mine.values["figure-LE01-base"] = value_of(refused, "id_figure-LE01-base")
    assert mine.save(figure__LE01__value="12", overview__text="也写了。").status_code == HTTPStatus.OK
    assert Observation.objects.get().value == 12


def test_a_figure_that_nobody_here_touched_keeps_the_others_value(open_page, world: World):
    mine, other = open_page(), open_page()
    other.save(figure__LE01__value="10")
    assert mine.save(overview__text="只写文字。").status_code == HTTPStatus.OK
    assert Observation.objects.get().value == 10


def test_one_may_go_on_changing_a_figure_typed_in_any_width(open_page, world: World):
    page = open_page()
    answer = page.save(figure__LE01__value="１２")
    page.values["figure-LE01-base"] = value_of(answer, "id_figure-LE01-base")
    assert page.save(figure__LE01__value="１３").status_code == HTTPStatus.OK
    assert Observation.objects.get().value == 13


def test_a_flag_that_another_set_meanwhile_is_shown_and_not_taken_back(open_page, world: World):
    mine, other = open_page(), open_page()
    other.save(overview__private="on")
    for text in ("别处写的。", "别处又写。"):
        answer = mine.save(enforcement__text=text)
        assert answer.status_code == HTTPStatus.OK
        mine.go_on(answer)
    assert (mine.values["overview-private"], stored(world, "overview").is_private) == ("on", True)
    for text in ("我写的。", "我又写。"):
        mine.go_on(mine.save(overview__text=text))
    now = stored(world, "overview")
    assert (now.text, now.is_private, now.version) == ("我又写。", True, 3)
    assert mine.save(overview__text="我又写。", overview__private=None).status_code == HTTPStatus.OK
    assert stored(world, "overview").is_private is False


def test_the_box_of_a_flag_that_nobody_moved_stays_in_the_page(open_page):
    page = open_page()
    answer = page.save(overview__text="一句。", enforcement__private="on")
    assert "id_overview-private" not in answer.content.decode()
    assert "id_enforcement-private" not in answer.content.decode()


# ---------- Rows ----------


def row(number: int, **fields: str) -> dict[str, str]:
    """The fields of one row of 不足."""
    return {f"shortcoming_items-rows-{number}-{name}": value for name, value in fields.items()}


def rows_of(world: World) -> list[tuple[str, str, str]]:
    """What is stored."""
    rows = stored(world, "shortcoming_items").items.order_by("position")
    return list(rows.values_list("heading", "text", "cause"))


def test_rows_are_added_kept_and_taken_out(open_page, world: World):
    page = open_page("shortcomings")
    page.values["shortcoming_items-rows-TOTAL_FORMS"] = "2"
    page.save(**row(0, heading="力量偏弱", text="只有一人。"), **row(1, heading="送达慢", cause="没有提醒。"))
    assert rows_of(world) == [("力量偏弱", "只有一人。", ""), ("送达慢", "", "没有提醒。")]
    again = open_page("shortcomings")
    assert again.save(shortcomings__text="正文另改。").status_code == HTTPStatus.OK
    assert rows_of(world) == [("力量偏弱", "只有一人。", ""), ("送达慢", "", "没有提醒。")]
    open_page("shortcomings").save(**row(0, DELETE="on"))
    assert rows_of(world) == [("送达慢", "", "没有提醒。")]


def test_the_same_page_may_save_its_rows_twice(open_page, world: World):
    page = open_page("shortcomings")
    first = page.save(**row(0, heading="力量偏弱"))
    names = ("shortcoming_items-version", "shortcoming_items-digest")
    page.values |= {name: value_of(first, f"id_{name}") for name in names}
    page.save(**row(0, heading="力量偏弱"), shortcomings__text="又写正文。")
    assert rows_of(world) == [("力量偏弱", "", "")]


def test_a_row_without_heading_is_told_and_kept(open_page, world: World):
    response = open_page("shortcomings").save(htmx=False, **row(0, text="只写了正文。", cause="有原因。"))
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (
        text_of(response, "error-id_shortcoming_items-rows-0-heading") == "请写一句标题，点明这一条的意思。"
    )
    assert "只写了正文。</textarea>" in response.content.decode()
    assert rows_of(world) == []


@pytest.mark.parametrize(
    ("fields", "place", "sentence"),
    [
        ({"heading": "长" * 201}, "heading", "标题句不能超过200字，请精简，其余写进正文。"),
        ({"heading": "有", "due_on": "明年"}, "due_on", "日期请写成2026-06-30这样。"),
        (
            {"heading": "有", "responsible_unit": "长" * 101},
            "responsible_unit",
            "责任单位不能超过100字，请精简。",
        ),
    ],
)
def test_a_row_that_will_not_do_is_told_at_its_field(open_page, world: World, fields, place, sentence):
    typed = {f"plan_items-rows-0-{name}": value for name, value in fields.items()}
    response = open_page("next_year_plan").save(**typed)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text_of(response, f"error-id_plan_items-rows-0-{place}") == sentence


def test_rows_in_conflict_show_both_and_are_kept(open_page, world: World):
    mine, other = open_page("shortcomings"), open_page("shortcomings")
    other.save(**row(0, heading="别人的一条"))
    response = mine.save(**row(0, heading="我的一条"))
    assert response.status_code == HTTPStatus.CONFLICT
    shown = text_of(response, "conflict-shortcoming_items")
    assert ("别人的一条" in shown, "我的一条" in shown) == (True, True)
    assert rows_of(world) == [("别人的一条", "", "")]


def test_a_form_whose_bookkeeping_is_broken_is_no_fault_of_the_server(open_page, world: World):
    page = open_page("shortcomings")
    for count in (None, "x", "-5", "99999999"):
        page.values.pop("shortcoming_items-rows-TOTAL_FORMS", None)
        response = page.save(**{"shortcoming_items-rows-TOTAL_FORMS": count})
        assert response.status_code in (HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY)


# ---------- Closed parts and returned reports ----------


def returned(world: World, *keys: str) -> Report:
    """The police report, sent back with a reason and these blocks open."""
    report = put_status(world.report(), ReportStatus.RETURNED)
    Report.objects.filter(pk=report.pk).update(return_reason="不足部分没有写原因。", front_is_open=False)
    report.blocks.filter(key__in=keys).update(is_open=True)
    return world.report()


def test_a_closed_block_shows_its_text_with_figures_and_the_reason(open_page, world: World):
    save(world, "achievements", figures=(FigureChange("PL16", number(4)),))
    write(world.report(), "overview", "研究{{PL16}}次。", actor=world.user("police_drafter"), now=world.now)
    returned(world, "enforcement")
    page = open_page()
    response = page.client.get(page.url)
    assert "overview-text" not in page.values
    assert "figure-PL16-value" not in page.values
    assert "heading" not in page.values
    shown = text_of(response, "block-overview")
    assert ("研究4次。" in shown, "这一部分没有退回，不能修改。" in shown) == (True, True)


def test_a_closed_block_that_is_sent_all_the_same_is_not_written(open_page, world: World):
    returned(world, "enforcement")
    page = open_page()
    response = page.save(overview__text="硬塞的。", figure__PL16__value="9", enforcement__text="该改的。")
    assert response.status_code == HTTPStatus.OK
    assert (stored(world, "overview").version, stored(world, "enforcement").text) == (0, "该改的。")
    assert not Observation.objects.exists()


def test_a_returned_report_says_what_to_do(client, world: World):
    report = returned(world, "enforcement")
    for key, text in (("enforcement", "请写分子分母。"), ("", "全文统一提法。")):
        Opinion.objects.create(
            report=report, block_key=key, text=text, author=world.user("reviewer"), made_at=world.now
        )
    client.force_login(world.user("police_drafter"))
    response = client.get(reverse("report_section", args=[report.pk, "achievements"]))
    todo = response.context["todo"]
    place = f"/reports/{report.pk}/sections/achievements/#block-enforcement"
    assert (todo.reason, [block.url for block in todo.blocks]) == ("不足部分没有写原因。", [place])
    assert [(o.url, o.text, o.is_open) for o in todo.opinions] == [
        (place, "请写分子分母。", True),
        (f"/reports/{report.pk}/", "全文统一提法。", True),
    ]


def test_a_report_that_was_never_returned_has_nothing_to_do(client, world: World):
    client.force_login(world.user("police_drafter"))
    response = client.get(reverse("report_section", args=[world.report().pk, "achievements"]))
    assert response.context["todo"] is None


# ---------- Queries ----------

QUERIES = 27


def test_a_part_with_one_block_and_one_with_eight_take_the_same_queries(
    client, world: World, django_assert_num_queries
):
    client.force_login(world.user("police_drafter"))
    report = world.report()
    Report.objects.filter(pk=report.pk).update(started_at=world.now - timedelta(days=1))
    for key in ("first_responsible_person", "achievements"):
        with django_assert_num_queries(QUERIES):
            client.get(reverse("report_section", args=[report.pk, key]))


# ---------- Kinds of blocks ----------


def test_fixed_text_is_shown_and_never_written(open_page, world: World):
    world.report().blocks.filter(key="overview").update(
        kind="fixed", text="固定的一段。", opening="固定的一段。"
    )
    page = open_page()
    assert "固定的一段。" in text_of(page.client.get(page.url), "block-overview")
    assert "overview-text" not in page.values
    page.save(overview__text="硬塞的。", enforcement__text="别处。")
    assert (stored(world, "overview").text, stored(world, "enforcement").text) == ("固定的一段。", "别处。")


def test_a_block_of_figures_has_a_grid_and_no_prose(open_page, world: World):
    world.report().blocks.filter(key="overview").update(kind="figures", text="", opening="")
    page = open_page()
    assert ("overview-text" in page.values, "figure-PL16-value" in page.values) == (False, True)
    assert page.save(figure__PL16__value="4").status_code == HTTPStatus.OK
    assert Observation.objects.get().value == 4


def test_the_head_may_write_before_signing_and_the_drafter_sees_no_submission(open_page, world: World):
    put_status(world.report(), ReportStatus.AWAITING_SIGNATURE, is_open=True)
    page = open_page(who="police_head")
    assert "提交预审</a>" not in page.client.get(page.url).content.decode()
    assert page.save(overview__text="首长改的。").status_code == HTTPStatus.OK
    assert stored(world, "overview").saved_by == world.user("police_head")


def test_figures_rolled_up_for_the_county_are_not_typed(open_page, world: World):
    report = world.report("government")
    Observation.objects.create(
        organisation=report.assignment.organisation,
        indicator_id=report.figure_requests.get(indicator__code="LE01").indicator_id,
        year=2025,
        source="rolled_up",
        state="number",
        value=77,
        recorded_at=world.now,
    )
    page = open_page(who="reviewer", report=report)
    response = page.client.get(page.url)
    assert ("figure-LE01-value" in page.values, "figure-LE20-value" in page.values) == (False, True)
    assert (text_of(response, "shown-LE01"), "汇总得出" in response.content.decode()) == ("77", True)


@pytest.mark.parametrize(
    ("typed", "is_text"),
    [
        ({"overview__text": "退回前打开的页面里写的话。"}, True),
        ({"figure__PL16__value": "7"}, False),
        ({"figure__PL16__none": "on"}, False),
    ],
)
def test_what_is_typed_into_a_block_closed_meanwhile_is_never_called_saved(
    open_page, world: World, typed: dict[str, str], is_text: bool
):
    page = open_page()
    report = world.report()
    report.blocks.filter(key="overview").update(is_open=False)
    for htmx in (True, False):
        response = page.save(htmx=htmx, enforcement__text="这里还开着。", **typed)
        content = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "“总体推进情况”在您打开本页以后关闭了，刚才输入的内容没有保存。" in content
        assert stored(world, "enforcement").version == 0
    assert ("退回前打开的页面里写的话。</textarea>" in content) is is_text
    assert "这里还开着。</textarea>" in content


def test_an_untouched_block_closed_meanwhile_does_not_stop_the_others(open_page, world: World):
    page = open_page()
    world.report().blocks.filter(key="overview").update(is_open=False)
    assert page.save(enforcement__text="这里还开着。").status_code == HTTPStatus.OK
    assert stored(world, "enforcement").text == "这里还开着。"
