"""Every difference between two contents is found, and nothing else."""

from dataclasses import replace

from hypothesis import given

from reports.blueprints.comparing import BlockChange, Comparison, FieldChange, SectionChange, compare
from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.text.diff import Change, Span
from tests.blueprints.contents import contents
from tests.blueprints.test_storing import CONTENT


def applied(old: Content, comparison: Comparison) -> Content:
    """Do to the old content what the comparison says was done."""
    blocks = {block.key: block for block in old.blocks}
    sections = {section.key: section for section in old.sections}
    return replace(
        old,
        **{change.field: change.new for change in comparison.fields},
        sections=tuple(
            applied_section(sections.get(row.key), row, blocks) for row in comparison.sections if row.new
        ),
    )


def applied_section(
    old: SectionContent | None, row: SectionChange, blocks: dict[str, BlockContent]
) -> SectionContent:
    assert row.new is not None
    return replace(
        old or row.new,
        **{change.field: change.new for change in row.fields},
        blocks=tuple(applied_block(blocks.get(block.key), block) for block in row.blocks if block.new),
    )


def applied_block(old: BlockContent | None, row: BlockChange) -> BlockContent:
    assert row.new is not None
    return replace(
        old or row.new,
        **{change.field: change.new for change in row.fields},
        figures=tuple(figure.new for figure in row.figures if figure.new),
    )


@given(contents())
def test_a_content_does_not_differ_from_itself(content: Content) -> None:
    assert compare(content, content).count == 0


@given(contents(), contents())
def test_doing_every_difference_gives_the_new_content(old: Content, new: Content) -> None:
    assert applied(old, compare(old, new)) == new


@given(contents(), contents())
def test_contents_that_differ_are_told_apart(old: Content, new: Content) -> None:
    assert (compare(old, new).count == 0) == (old == new)


@given(contents(), contents())
def test_what_is_not_said_to_have_moved_kept_its_order(old: Content, new: Content) -> None:
    rows = compare(old, new).sections
    stayed = [row.key for row in rows if row.old and row.new and not row.is_moved]
    assert stayed == [section.key for section in old.sections if section.key in stayed]


@given(contents(), contents())
def test_every_block_of_either_side_stands_there_once(old: Content, new: Content) -> None:
    rows = [block.key for section in compare(old, new).sections for block in section.blocks]
    assert sorted(rows) == sorted({block.key for block in old.blocks + new.blocks})


def test_one_of_each_change() -> None:
    first, second = CONTENT.sections
    enforcement, notice = first.blocks
    asked = replace(enforcement, guidance="写检查次数。", figures=(FigureAsk("LE11"), FigureAsk("LE20")))
    added = BlockContent("training", "prose", "培训")
    new = replace(
        CONTENT,
        filing_title="{organisation}{year}年报告",
        sections=(
            replace(first, heading="{year}年成效", blocks=(asked, added)),
            replace(second, blocks=(*second.blocks, notice)),
        ),
    )
    found = compare(CONTENT, new)
    assert found.fields == (
        FieldChange("filing_title", "{organisation}关于{year}年度的报告", "{organisation}{year}年报告"),
    )
    assert [(row.key, row.fields) for row in found.sections] == [
        ("achievements", (FieldChange("heading", "{year}年度成效", "{year}年成效"),)),
        ("shortcomings", ()),
    ]
    blocks = [block for row in found.sections for block in row.blocks]
    assert [(b.key, b.is_changed, b.moved_from) for b in blocks] == [
        ("enforcement", True, ""),
        ("training", True, ""),
        ("rows", False, ""),
        ("notice", True, "achievements"),
    ]
    assert blocks[0].fields == (FieldChange("guidance", "写检查。", "写检查次数。"),)
    assert blocks[0].fields[0].paragraphs[0].spans == (
        Span(Change.EQUAL, "写检查"),
        Span(Change.INSERT, "次数"),
        Span(Change.EQUAL, "。"),
    )
    assert [(f.code, f.old is None, f.new is None, f.is_moved) for f in blocks[0].figures] == [
        ("LE01", False, True, False),
        ("LE11", False, False, False),
        ("LE20", True, False, False),
    ]
    assert found.count == 5
