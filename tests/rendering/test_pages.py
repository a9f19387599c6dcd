from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string

from reports.document.nodes import Document, Heading, Note, Run, RunKind, Table
from reports.rendering.pages import Cell, ItemKind, PaperItem, Piece, paper
from tests.rendering.papers import EVERY_LINE, EVERYTHING, plain

TEMPLATE = "reports/preview/_paper.html"


class Outline(HTMLParser):
    """Every element with a class, and the text of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.classes: list[str] = []
        self.styled: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.classes.append(f"{tag}.{found['class']}" if "class" in found else tag)
        self.styled += [tag for name in found if name == "style" or name.startswith("on")]

    def handle_data(self, data):
        self.words.append(data)


def test_a_report_becomes_items_in_the_order_of_the_paper():
    assert [item.kind.value for item in paper(EVERYTHING)] == [
        "title",
        "addressee",
        "addressee",
        "paragraph",
        "heading",
        "heading",
        *["paragraph"] * 5,
        "heading",
        "heading",
        "table",
        "signature",
        "attachment",
        "title",
        "paragraph",
        "attachment",
        "title",
        "table",
    ]


def test_remarks_are_no_part_of_the_paper():
    remarked = replace(EVERYTHING, blocks=(*EVERYTHING.blocks, Note("请核实", "审查员")))
    assert paper(remarked) == paper(EVERYTHING)


def test_a_run_in_heading_is_a_piece_of_its_paragraph():
    item = paper(Document("", blocks=EVERYTHING.blocks[4:5] + EVERYTHING.blocks[3:4]))[1]
    assert item == PaperItem(
        ItemKind.PARAGRAPH,
        pieces=(
            Piece("（二）规范执法。", is_lead=True),
            Piece("落实“三项制度”——公开、公正……"),
        ),
        level=2,
    )


def test_a_short_row_spans_the_columns_that_it_lacks():
    item = paper(Document("", blocks=(Table((("甲", "乙", "丙"), ("合计", "见上"), ())),)))[0]
    assert item == PaperItem(
        ItemKind.TABLE,
        header=((Cell("甲"), Cell("乙"), Cell("丙")),),
        rows=((Cell("合计"), Cell("见上", 2)), (Cell("", 3),)),
    )


def test_the_preview_shows_every_line_and_no_inline_style():
    page = Outline(render_to_string(TEMPLATE, {"paper": paper(EVERYTHING)}))
    shown = "".join("".join(page.words).split())
    expected = "".join("".join(EVERY_LINE).replace("|", "").split())
    assert shown == expected
    assert page.styled == []


def test_figures_and_blanks_can_be_told_apart():
    page = Outline(render_to_string(TEMPLATE, {"paper": paper(Document("", blocks=EVERYTHING.blocks[:1]))}))
    assert page.classes == [
        "article.paper-sheet paper-sheet--endless",
        "p.paper__p",
        "span.paper__figure",
        "mark.paper__blank",
    ]


@pytest.mark.parametrize(
    "document",
    [
        Document("<script>alert(1)</script>"),
        Document("", addressees=("<script>x",)),
        Document("", blocks=(Heading(1, "<script>", "<script>"), plain("<script>"))),
        Document("", blocks=(Table((("<script>",), ("<script>",))),)),
        Document("", signatories=("<script>",), date_as_typed="<script>"),
        Document("", blocks=(plain("").__class__((Run("<script>", RunKind.BLANK),)),)),
    ],
)
def test_what_people_type_stays_text(document):
    page = Outline(render_to_string(TEMPLATE, {"paper": paper(document)}))
    assert [tag for tag in page.classes if tag.startswith("script")] == []
    assert "<script>" in "".join(page.words)


def test_an_empty_report_says_what_to_do():
    page = Outline(render_to_string(TEMPLATE, {"paper": paper(Document(""))}))
    assert "".join(page.words).strip() == "报告还没有内容，请先填写正文。"
