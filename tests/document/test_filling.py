"""Values in the place of tokens."""

from reports.document.filling import fill, fill_text
from reports.document.markup import parse
from reports.document.nodes import Heading, Lead, Note, Paragraph, Run, RunKind, Table

VALUES = {"RV02": Run("116", RunKind.FIGURE), "RV03": Run("××", RunKind.BLANK)}


def test_each_value_is_a_run_of_its_own():
    assert fill_text("办理{{RV02}}件、{{RV03}}件、{{XX9}}件", VALUES.get) == (
        Run("办理"),
        Run("116", RunKind.FIGURE),
        Run("件、"),
        Run("××", RunKind.BLANK),
        Run("件、"),
        Run("{{XX9}}"),
        Run("件"),
    )


def test_fills_every_kind_of_block():
    note = Note("核对{{RV02}}", "王五")
    text = "（一）办理{{RV02}}件\n1.复议{{RV02}}件。其后{{RV03}}。\n|复议|{{RV02}}|"
    assert fill((*parse(text), note), VALUES.get) == (
        Heading(2, "（一）", "办理116件"),
        Paragraph(
            (Run("其后"), Run("××", RunKind.BLANK), Run("。")),
            lead=Lead("1.", "复议116件。", 3),
        ),
        Table((("复议", "116"),)),
        note,
    )
