"""Opinions as notes: each on the words it means."""

from datetime import timedelta

import pytest

from reports.document.nodes import Document, Heading, Note, Origin, Paragraph, Run, Table
from reports.drafting.enums import ReportStatus as S
from reports.review.models import Opinion
from reports.review.notes import noted_opinions, with_notes
from reports.review.opinions import NewOpinion, answer_opinion, give_opinion
from reports.review.services import return_report
from tests.review.stories import bring
from tests.world import World

pytestmark = pytest.mark.django_db


def line(text: str, block: str) -> Paragraph:
    """One paragraph of a block."""
    return Paragraph((Run(text),), origin=Origin("achievements", block))


HEADING = Heading(1, "一、", "主要做法", origin=Origin("achievements"))
OPENING = line("开展法治督察。", "overview")
FIRST = line("办案100件。", "enforcement")
SECOND = line("检查20次，问题全部整改。", "enforcement")
TABLE = Table((("项目", "数量"), ("检查", "20")), origin=Origin("achievements", "enforcement"))
PAPER = Document("标题", blocks=(HEADING, OPENING, FIRST, SECOND, TABLE))


def noted(world: World, *opinions: NewOpinion) -> tuple:
    """The blocks of the paper after the reviewer gave these opinions."""
    report = bring(world, S.AWAITING_REVIEW)
    for opinion in opinions:
        give_opinion(report, opinion, actor=world.user("reviewer"), now=world.now)
    return with_notes(PAPER, noted_opinions(report)).blocks


def note(world: World, text: str, quote: str = "") -> Note:
    """What the reviewer's remark becomes."""
    return Note(text, "周审（云岭县司法局）", world.now, quote=quote)


def test_a_remark_stands_behind_the_line_it_quotes(world: World):
    blocks = noted(world, NewOpinion("请写明数字。", "enforcement", "问题全部整改"))
    expected = note(world, "〔待答复〕请写明数字。", "问题全部整改")
    assert blocks == (HEADING, OPENING, FIRST, SECOND, expected, TABLE)


def test_a_remark_on_a_table_stands_behind_it(world: World):
    blocks = noted(world, NewOpinion("请核对。", "enforcement", "数量"))
    assert blocks[-2:] == (TABLE, note(world, "〔待答复〕请核对。", "数量"))


def test_without_a_quote_it_stands_on_the_first_line_of_its_block(world: World):
    blocks = noted(world, NewOpinion("偏少。", "enforcement"), NewOpinion("再核。", "enforcement"))
    notes = note(world, "〔待答复〕偏少。"), note(world, "〔待答复〕再核。")
    assert blocks == (HEADING, OPENING, FIRST, *notes, SECOND, TABLE)


def test_a_remark_on_the_whole_or_on_an_empty_block_stands_before_everything(world: World):
    blocks = noted(world, NewOpinion("文字偏长。"), NewOpinion("请填写。", "publicity"))
    notes = note(world, "〔待答复〕文字偏长。"), note(world, "〔待答复〕请填写。")
    assert blocks == (*notes, *PAPER.blocks)


def test_words_that_are_gone_are_said_to_be(world: World):
    blocks = noted(world, NewOpinion("请改。", "enforcement", "从前的话"))
    lost = note(world, "〔待答复〕请改。\n（所指文字现在找不到：从前的话）")
    assert blocks == (HEADING, OPENING, FIRST, lost, SECOND, TABLE)


def test_the_answer_stands_under_the_remark(world: World):
    report = bring(world, S.AWAITING_REVIEW)
    opinion = give_opinion(report, NewOpinion("请改。"), actor=world.user("reviewer"), now=world.now)
    return_report(report, reason="见意见。", actor=world.user("reviewer"), now=world.now)
    opinion.report = world.report()
    drafter, later = world.user("police_drafter"), world.now + timedelta(hours=2)
    answer_opinion(opinion, state="not_adopted", reply="数据无误。", actor=drafter, now=later)
    (given, *_) = with_notes(PAPER, noted_opinions(report)).blocks
    assert given == note(world, f"〔未采纳〕请改。\n答复：数据无误。（{drafter.name}）")


def test_a_comment_that_came_with_a_file_keeps_its_name(world: World):
    report = world.report()
    Opinion.objects.create(report=report, text="这里不对。", author_name="老周", made_at=world.now)
    (given, *_) = with_notes(PAPER, noted_opinions(report)).blocks
    assert given == Note("〔待答复〕这里不对。", "老周", world.now)


def test_one_remark_and_three_take_the_same_queries(world: World, django_assert_num_queries):
    report = bring(world, S.AWAITING_REVIEW)
    for count in (1, 2):
        for _ in range(count):
            give_opinion(report, NewOpinion("请改。"), actor=world.user("reviewer"), now=world.now)
        with django_assert_num_queries(3):
            with_notes(PAPER, noted_opinions(report))
