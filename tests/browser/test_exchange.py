"""A template leaves as a file, comes back changed, is looked at and stands beside the original."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.county import County
from tests.browser.test_pages import faults, look

pytestmark = pytest.mark.browser

ADMINISTRATOR = "guanli"


def export(page: Page, folder: Path) -> Path:
    """Read a shipped template and hand it out."""
    page.get_by_role("link", name="模板", exact=True).first.click()
    page.get_by_role("link", name="司法局", exact=False).first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="导出", exact=True).click()
    path = folder / "模板.yaml"
    download.value.save_as(path)
    return path


def changed(path: Path) -> None:
    """Write one guidance otherwise, as somebody does in an editor of texts."""
    text = path.read_text("utf-8")
    guidance = next(line for line in text.splitlines() if "写" in line)
    path.write_text(text.replace(guidance, guidance.replace("写", "写清楚", 1), 1), "utf-8")


def test_a_template_travels_as_a_file_and_is_compared(county: County, tmp_path: Path) -> None:
    page = county.sign_in(ADMINISTRATOR)
    path = export(page, tmp_path)
    changed(path)

    page.get_by_role("link", name="模板", exact=True).first.click()
    page.get_by_role("link", name="导入", exact=True).click()
    page.get_by_label("模板文件").set_input_files(path)
    page.get_by_role("button", name="读取文件").click()
    expect(page.get_by_role("heading", name="核对导入的模板")).to_be_visible()
    expect(page.locator("ins")).to_have_text(["清楚"])
    page.keyboard.press("j")
    expect(page.locator("[data-change]").first).to_be_focused()
    assert faults(page) == []

    page.get_by_role("button", name="确认，存为草稿").click()
    expect(page.get_by_text("核对后即可发布")).to_be_visible()
    page.get_by_role("link", name="比较", exact=True).click()
    expect(page.get_by_role("heading", name="比较模板")).to_be_visible()
    old = page.get_by_label("原来的版本")
    shipped = old.locator("option").filter(has_text="司法局").filter(has_not_text="草稿").first
    old.select_option(value=shipped.get_attribute("value"))
    page.get_by_role("button", name="比较").click()
    expect(page.locator("ins")).to_have_text(["清楚"])
    assert faults(page) == []


def test_the_pages_are_sound_on_a_desk_and_on_a_phone(county: County) -> None:
    page = county.sign_in(ADMINISTRATOR)
    addresses = (f"{county.address}/blueprints/{name}/" for name in ("compare", "import", "from-report"))
    assert look(page, *addresses) == []
