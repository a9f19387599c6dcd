"""Writing against odds: two people, an expired session, wrong entries, a crash."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.county import (
    County,
    append,
    block,
    figure,
    figure_row,
    fill_sign_in,
    open_part,
    open_report,
    prose,
    save,
    save_state,
)

pytestmark = pytest.mark.browser

UNIT = "云岭县教育局"
SHORTCOMINGS = "不足和原因"
ENFORCEMENT = "行政执法"


def at_shortcomings(county: County) -> Page:
    page = county.sign_in("weiqingqing")
    open_report(page, UNIT)
    open_part(page, SHORTCOMINGS)
    return page


def at_enforcement(county: County) -> Page:
    page = county.sign_in("weiqingqing")
    open_report(page, UNIT)
    open_part(page, "主要举措和成效")
    return page


def test_second_of_two_savers_sees_both_texts_and_loses_nothing(county: County) -> None:
    first, second = at_shortcomings(county), at_shortcomings(county)
    append(first, SHORTCOMINGS, "\n（三）先保存的一条。")
    save(first)
    append(second, SHORTCOMINGS, "\n（三）后保存的一条。")
    second.keyboard.press("Control+s")
    conflict = second.get_by_role("alert").filter(has_text="两份文字都在，请选定后再保存。")
    expect(conflict).to_contain_text("先保存的一条")
    expect(conflict).to_contain_text("后保存的一条")
    expect(save_state(second)).to_have_text("没有保存，请先选定一份")
    conflict.get_by_role("button", name="两份都留下，我来改").click()
    expect(prose(second, SHORTCOMINGS)).to_have_value(re.compile("后保存的一条。(.|\n)*先保存的一条。"))
    kept = prose(second, SHORTCOMINGS).input_value()
    save(second)
    first.reload()
    expect(prose(first, SHORTCOMINGS)).to_have_value(kept)


def test_text_outlives_an_expired_session(county: County) -> None:
    page = at_shortcomings(county)
    append(page, SHORTCOMINGS, "\n（三）登录过期时写的一条。")
    typed = prose(page, SHORTCOMINGS).input_value()
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_contain_text("登录已过期。文字仍在本页，请在新窗口登录后再点保存。")
    expect(save_state(page)).to_have_text("没有保存，文字仍在本页")
    expect(prose(page, SHORTCOMINGS)).to_have_value(typed)
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="去登录").click()
    fill_sign_in(opening.value, "weiqingqing")
    expect(opening.value.get_by_role("heading", name="已经登录")).to_be_visible()
    opening.value.close()
    prose(page, SHORTCOMINGS).click()
    save(page)
    page.reload()
    expect(prose(page, SHORTCOMINGS)).to_have_value(typed)


def test_unsaved_text_is_offered_back_after_a_crash(county: County) -> None:
    page = at_shortcomings(county)
    stored = prose(page, SHORTCOMINGS).input_value()
    append(page, SHORTCOMINGS, "\n（三）还没有保存的一条。")
    typed = prose(page, SHORTCOMINGS).input_value()
    page.on("dialog", Dialog.accept)
    page.reload()
    offer = page.get_by_role("status").filter(has_text="有未保存的文字")
    expect(offer).to_be_visible()
    expect(prose(page, SHORTCOMINGS)).to_have_value(stored)
    offer.get_by_role("button", name="恢复").click()
    expect(prose(page, SHORTCOMINGS)).to_have_value(typed)
    save(page)
    page.reload()
    expect(offer).to_have_count(0)
    expect(prose(page, SHORTCOMINGS)).to_have_value(typed)


def test_wrong_figures_are_told_at_their_rows_and_everything_typed_stays(county: County) -> None:
    page = at_enforcement(county)
    append(page, ENFORCEMENT, "\n全年没有发生执法过错。")
    typed = prose(page, ENFORCEMENT).input_value()
    figure(page, "行政处罚案件数").fill("十几件")
    figure(page, "行政检查次数").fill("-3")
    page.keyboard.press("Control+s")
    expect(save_state(page)).to_have_text("没有保存，请改正标红处")
    expect(figure_row(page, "行政处罚案件数")).to_contain_text("“十几件”不是数字，请只填阿拉伯数字")
    expect(figure_row(page, "行政检查次数")).to_contain_text("数字不能为负数，请核对。")
    expect(figure(page, "行政处罚案件数")).to_have_value("十几件")
    expect(figure(page, "行政检查次数")).to_have_value("-3")
    expect(prose(page, ENFORCEMENT)).to_have_value(typed)
    figure(page, "行政处罚案件数").fill("12")
    figure(page, "行政检查次数").fill("81")
    save(page)
    expect(page.get_by_text("数字不能为负数")).to_have_count(0)


def test_part_above_its_whole_is_told(county: County) -> None:
    page = at_enforcement(county)
    figure(page, "行政执法人员数").fill("9")
    figure(page, "持执法证人员数").fill("12")
    save(page)
    expect(block(page, ENFORCEMENT).get_by_role("status")).to_have_text(
        "“持执法证人员数”为12，大于“行政执法人员数”的9，请核对。"
    )


def test_the_next_item_opens_with_its_number_in_the_form_of_the_part(county: County) -> None:
    page = at_shortcomings(county)
    field, button = (
        prose(page, SHORTCOMINGS),
        block(page, SHORTCOMINGS).get_by_role("button", name="插入条目"),
    )
    field.fill("一年来还有不足：\n（一）审核力量偏弱。只有一人。")
    button.click()
    page.keyboard.insert_text("送达不够及时。有三件超期。")
    expect(field).to_have_value(re.compile("只有一人。\n（二）送达不够及时。有三件超期。$"))
    save(page)
    page.locator("#editor").evaluate("form => { form.dataset.itemForm = 'enumeration'; }")
    field.fill("从三方面改进：一是增人。")
    button.click()
    expect(field).to_have_value("从三方面改进：一是增人。\n二是")


def test_unknown_token_is_told_at_its_block(county: County) -> None:
    page = at_enforcement(county)
    append(page, ENFORCEMENT, "\n全年办结{{ZZ99}}件。")
    typed = prose(page, ENFORCEMENT).input_value()
    expect(block(page, ENFORCEMENT)).to_contain_text("没有这个指标，请核对")
    page.keyboard.press("Control+s")
    expect(block(page, ENFORCEMENT)).to_contain_text(
        "文中的{{ZZ99}}不在本报告的数据之列，请用“插入数据”选择，或者改成文字。"
    )
    expect(prose(page, ENFORCEMENT)).to_have_value(typed)


def test_text_that_is_too_long_is_told_and_stays(county: County) -> None:
    page = at_shortcomings(county)
    long = "依法行政。" * 60_000
    prose(page, SHORTCOMINGS).fill(long)
    page.keyboard.press("Control+s")
    expect(block(page, SHORTCOMINGS)).to_contain_text("不能超过20万字，请删减后再保存。")
    expect(prose(page, SHORTCOMINGS)).to_have_value(long)
