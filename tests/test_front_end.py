"""What the pages may not contain: anything a Chromium 86 or an intranet without a way out cannot do."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))

NEWER_CSS = re.compile(
    r":has\(|(?<![\w-])inset\s*:|aspect-ratio|@container|@layer|color-mix\(|accent-color|:is\(\s*$"
    r"|^\s*&|text-wrap\s*:|(?<![\w-])(?:d|s|l)vh\b|subgrid",
    re.MULTILINE,
)
NEWER_JS = re.compile(
    r"\.at\(|structuredClone|\.replaceAll\(|\?\?=|\|\|=|&&=|Object\.hasOwn|\.findLast\(|\.toSorted\(|import\(|\beval\("
)
INLINE = re.compile(r"<[^>]+\s(?:style|on[a-z]+)=|<style\b|<script(?![^>]*\bsrc=)(?![^>]*application/json)")
OUTSIDE = re.compile(r"(?:src|href|url\()\s*=?\s*[\"'(]?(?:https?:)?//")
ABORTING = re.compile(r"hx-sync=[\"'][^\"']*:\s*(?:replace|abort)")  # htmx logs what is aborted as an error
SHOUTING = re.compile(r"成功[！!]")


def offences(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {match[0].strip()}"
        for path in paths
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        pytest.param(NEWER_CSS, STYLES, id="CSS newer than Chromium 86"),
        pytest.param(NEWER_JS, SCRIPTS, id="JavaScript newer than Chromium 86"),
        pytest.param(INLINE, TEMPLATES, id="inline style, handler or script against the CSP"),
        pytest.param(OUTSIDE, [*TEMPLATES, *STYLES], id="anything from outside"),
        pytest.param(ABORTING, TEMPLATES, id="requests that abort others"),
        pytest.param(SHOUTING, [*TEMPLATES, *SCRIPTS], id="成功！"),
    ],
)
def test_front_end_has_none_of_it(pattern: re.Pattern[str], paths: list[Path]) -> None:
    assert paths
    assert offences(pattern, paths) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (NEWER_CSS, ".a:has(.b) {}"),
        (NEWER_CSS, ".a { inset: 0; }"),
        (NEWER_CSS, ".a {\n  &:hover { color: red }\n}"),
        (NEWER_JS, "rows.at(-1)"),
        (INLINE, '<p style="color:red">'),
        (INLINE, '<a href="#" onclick="go()">'),
        (INLINE, "<script>go()</script>"),
        (OUTSIDE, '<link href="https://cdn.example/x.css">'),
        (ABORTING, '<form hx-sync="this:replace">'),
        (SHOUTING, "保存成功！"),
    ],
)
def test_guards_see_what_they_guard_against(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)
