"""The proof-reader in the editor: words marked, a repair clicked, a decision remembered and forgotten."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.county import County, block, open_part, open_report, prose, save
from tests.browser.test_pages import faults

pytestmark = pytest.mark.browser

UNIT = "云岭县教育局"
OVERVIEW = "总体推进情况"
WRITTEN = "全年召开会议XX次，认真学习习近平法制思想。\n开展检查36次,发现的问题都已整改。"


def marked(page: Page) -> Locator:
    """The words underlined in the block."""
    return block(page, OVERVIEW).locator(".marks__word")


def card(page: Page) -> Locator:
    """The card of the finding that one is at."""
    return page.get_by_role("group", name="校核意见")


def selected(page: Page) -> str:
    """The words selected in the field that has the focus."""
    return page.evaluate(
        "() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd); }"
    )


def caret_after_click_on(page: Page, words: Locator) -> int:
    """Where the caret comes to stand in the field when one clicks in front of marked words."""
    box = words.bounding_box()
    assert box
    page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    return page.evaluate("() => document.activeElement.selectionStart")


def read_again(page: Page) -> None:
    """Save and wait until the report has been read through."""
    with page.expect_response(re.compile("/findings/")):
        save(page)


def test_findings_at_their_words_repaired_dismissed_and_walked_through(county: County) -> None:
    page = county.sign_in("weiqingqing")
    open_report(page, UNIT)
    open_part(page, "主要举措和成效")
    field, words, status = prose(page, OVERVIEW), marked(page), page.locator("#findings-status")

    field.fill(WRITTEN)
    read_again(page)
    expect(words).to_have_text(["XX", "习近平法制思想", ","])
    for at, said in enumerate(["XX", "习近平法制思想", ","]):
        assert caret_after_click_on(page, words.nth(at)) == WRITTEN.index(said)
    expect(card(page)).to_contain_text("半角")

    card(page).get_by_role("button", name="改为“，”").click()
    expect(field).to_have_value(WRITTEN.replace(",", "，"))
    expect(words).to_have_text(["XX", "习近平法制思想"])
    page.keyboard.press("Control+z")
    expect(field).to_have_value(WRITTEN)
    expect(words).to_have_text(["XX", "习近平法制思想", ","])
    page.keyboard.press("Control+y")
    read_again(page)
    expect(field).to_have_value(WRITTEN.replace(",", "，"))
    expect(words).to_have_text(["XX", "习近平法制思想"])

    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    assert selected(page) == "XX"
    expect(status).to_have_text(re.compile(r"^第1处，共\d+处：错误，"))
    card(page).get_by_role("button", name="不采纳…").click()
    card(page).get_by_role("button", name="引用原文，不能改动").click()
    expect(words).to_have_text(["习近平法制思想"])
    expect(card(page)).to_have_count(0)
    page.keyboard.press("F8")
    assert selected(page) == "习近平法制思想"
    page.get_by_role("navigation", name="侧栏").get_by_role("link", name="校核").click()
    dismissed = page.locator("[data-findings-group=dismissed]")
    dismissed.locator("summary").click()
    expect(dismissed).to_contain_text("理由：引用原文，不能改动")
    expect(dismissed).to_contain_text("韦青青 今天")
    field.click(position={"x": 5, "y": 5})
    page.keyboard.press("F8")
    expect(card(page)).to_be_visible()
    assert faults(page) == []

    field.press("Control+End")
    page.keyboard.insert_text("其他各项任务按期完成。")
    read_again(page)
    expect(words).to_have_text(["习近平法制思想"])
    field.fill(field.input_value().replace("XX", "XXX"))
    expect(words).to_have_text(["习近平法制思想"])
    read_again(page)
    expect(words).to_have_text(["XXX", "习近平法制思想"])
    expect(dismissed).to_have_count(0)
