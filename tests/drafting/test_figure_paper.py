"""数据填报表: what a unit gets on paper, and what stands on it once it is known."""

import re
from io import BytesIO
from urllib.parse import unquote

import docx
import pytest
from django.test import Client
from django.urls import reverse

from reports.document.nodes import Table
from reports.drafting.figure_paper import FOOT, ROOM_FOR_A_NUMBER, ROOM_FOR_WORDS, figure_paper
from reports.drafting.figures import FigureChange, record_figures
from reports.drafting.snapshot import take_snapshot
from reports.indicators.values import NOT_APPLICABLE, number
from tests.world import World

CODES = ("LE01", "LE20", "LE21", "LE22", "LE23")


@pytest.fixture
def snapshot(world: World):
    """The police, asked for five figures, with two of them given."""
    report = world.report()
    report.figure_requests.exclude(indicator__code__in=CODES).delete()
    changes = [FigureChange("LE01", number(7), "含简易"), FigureChange("LE20", NOT_APPLICABLE)]
    record_figures(report, changes, actor=world.user("police_drafter"), now=world.now)
    return take_snapshot(report)


def rows(document) -> list[tuple[str, ...]]:
    """The rows of its table."""
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return list(table.rows)


def test_the_empty_sheet_has_a_box_for_every_answer(snapshot):
    document = figure_paper(snapshot, is_filled=False)
    assert document.title == "云岭县公安局2025年度法治政府建设数据填报表"
    assert document.blocks[-1].text == FOOT
    empty = (ROOM_FOR_A_NUMBER, "□", ROOM_FOR_WORDS)
    assert rows(document) == [
        ("代码", "指标（单位）", "2024年", "2025年", "不适用", "说明"),
        ("行政执法",),
        ("LE01", "行政处罚案件数（件）", "", *empty),
        ("LE20", "行政检查次数（次）", "", *empty),
        ("LE21", "行政执法人员数（人）", "", *empty),
        ("LE22", "持执法证人员数（人）", "", *empty),
        ("LE23", "执法证持证率（%）", "", "自动计算", "□", ROOM_FOR_WORDS),
    ]


def test_the_filled_sheet_says_what_is_known(snapshot):
    assert rows(figure_paper(snapshot, is_filled=True))[2:4] == [
        ("LE01", "行政处罚案件数（件）", "", "7", "□", "含简易"),
        ("LE20", "行政检查次数（次）", "", ROOM_FOR_A_NUMBER, "☑", ROOM_FOR_WORDS),
    ]


@pytest.mark.parametrize(("query", "word"), [("", "（空表）"), ("?filled=1", "")])
def test_the_sheet_comes_as_a_word_file(world: World, query, word):
    client = Client()
    client.force_login(world.user("reviewer"))
    answer = client.get(reverse("figures_paper", args=[world.report().pk]) + query)
    paper = docx.Document(BytesIO(answer.content))
    texts = [paragraph.text for paragraph in paper.paragraphs]
    assert re.sub(r"\s", "", texts[-1]) == re.sub(r"\s", "", FOOT)
    assert len(paper.tables[0].rows) > 5
    name = f"云岭县公安局2025年度法治政府建设数据填报表{word}.docx"
    assert unquote(answer["Content-Disposition"]).endswith(name)
