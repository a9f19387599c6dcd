"""Unnumbered lead sentences."""

import pytest

from reports.document.lead_sentences import lead_sentences
from reports.document.markup import parse, read_document
from reports.document.outline import outline_document
from tests.shared import sample_structure, sample_text

FIRST = "行政执法机制健全完善。现有执法人员23人，全部持证上岗。"
SECOND = "公正文明执法抓实抓细。配置记录仪24台，实现全覆盖。"


@pytest.mark.parametrize(
    "lines",
    [[FIRST + SECOND], [FIRST, SECOND]],
    ids=["several in one paragraph", "one each"],
)
def test_finds_a_series_below_a_heading(lines):
    found = lead_sentences(parse("\n".join(["（三）行政执法规范", *lines])))
    assert [s for leads in found.values() for s in leads] == [
        "行政执法机制健全完善。",
        "公正文明执法抓实抓细。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}{SECOND}",
        f"（三）行政执法规范\n{FIRST}",
        f"（三）行政执法规范\n{FIRST}\n全年办理案件23件，无一败诉。\n{SECOND}",
        "（三）行政执法规范\n成效十分明显。群众普遍满意。工作有序推进。",
        "（一）普法\n开展2次活动。效果较好，群众满意。\n发放“宪法”。效果较好，群众满意。",
    ],
    ids=["no heading", "one alone", "not all open with one", "nothing goes on", "figures and quotations"],
)
def test_leaves_plain_statements_alone(text):
    assert lead_sentences(parse(text)) == {}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_real_reports_have_those_that_people_found(name):
    people_found = [
        (s["level"], s["heading"], s["line"])
        for s in sample_structure(name)["sections"]
        if s["heading_style"] == "run-in-unnumbered"
    ]
    document = read_document(sample_text(name))
    numbered = outline_document(document)
    entries = outline_document(document, with_unnumbered=True)
    assert [(e.level, e.heading, e.line) for e in entries if e not in numbered] == people_found
    assert [e for e in entries if e.number] == numbered
