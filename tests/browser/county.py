"""The people of the demonstration county at their screens, and a watch over every window.

Whatever happens in a story, no page may log an error, break the content policy or ask another host.
"""

import re

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
)

from reports.demo.loader import PASSWORD

DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
REFUSAL = re.compile(r"(Failed to load resource: the server responded with a s|Response S)tatus.* 4\d\d ")
PAGE_PARTS = ("stylesheet", "script", "image", "font")


class County:
    """One running product with the people in front of it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.troubles: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def window(self, viewport: ViewportSize = DESKTOP) -> Page:
        """Open a browser of its own, with nobody signed in."""
        context = self._browser.new_context(viewport=viewport, locale="zh-CN", accept_downloads=True)
        self._contexts.append(context)
        context.on("request", self._look_at_request)
        context.on("response", self._look_at_response)
        context.on("console", self._look_at_console)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        return context.new_page()

    def sign_in(self, username: str, viewport: ViewportSize = DESKTOP) -> Page:
        """Open that person's browser."""
        page = self.window(viewport)
        page.goto(f"{self.address}/login/")
        fill_sign_in(page, username)
        expect(page).to_have_url(f"{self.address}/")
        return page

    def close(self) -> None:
        """Shut every browser."""
        for context in self._contexts:
            context.close()

    def _look_at_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.troubles.append(f"another host: {request.url}")

    def _look_at_response(self, response: Response) -> None:
        is_part = response.request.resource_type in PAGE_PARTS
        if response.status >= 500 or (is_part and response.status >= 400):
            self.troubles.append(f"{response.status}: {response.url}")

    def _look_at_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not REFUSAL.match(message.text):
            self.troubles.append(f"console of {message.page and message.page.url}: {message.text}")


def fill_sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill the sign-in page of a window and send it."""
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def open_report(page: Page, unit: str) -> None:
    """Go from 我的任务 to the report of a unit."""
    page.get_by_role("link", name="法治年报").click()
    page.get_by_role("link", name=re.compile(f"^{unit}")).first.click()


def open_part(page: Page, name: str) -> None:
    """Go to one part of the report that is being written."""
    page.get_by_role("navigation", name="报告各部分").get_by_role("link", name=name).first.click()
    expect(text_areas(page).first).to_be_visible()


def text_areas(page: Page) -> Locator:
    """The fields of prose of a part."""
    return page.locator("textarea.block__text")


def block(page: Page, label: str) -> Locator:
    """One block of the part that is open."""
    return page.get_by_role("region", name=label, exact=True)


def prose(page: Page, label: str) -> Locator:
    """The text field of one block."""
    return block(page, label).locator("textarea.block__text")


def figure(page: Page, name: str) -> Locator:
    """The field of one figure's number."""
    return page.get_by_role("textbox", name=name, exact=True)


def figure_row(page: Page, name: str) -> Locator:
    """The row of one figure."""
    return page.get_by_role("row").filter(has=figure(page, name))


def append(page: Page, label: str, words: str) -> None:
    """Type words at the end of a block, as a person does."""
    prose(page, label).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def save(page: Page) -> None:
    """Press Ctrl-S and wait until the page says that it is saved."""
    page.keyboard.press("Control+s")
    expect(save_state(page)).to_have_text(re.compile(r"^已保存 \d\d:\d\d$"))


def save_state(page: Page) -> Locator:
    """The words beside the button."""
    return page.locator("[data-save-state]")
