"""Two sides that changed one template give one, and nothing of ours is lost on the way."""

from dataclasses import replace

from hypothesis import given

from reports.blueprints.comparing import BLOCK_FIELDS
from reports.blueprints.content import BlockContent, Content, FigureAsk, Place, SectionContent
from reports.blueprints.merging import LISTS, Choice, Clash, Merged, merge
from reports.document.roles import Role
from tests.blueprints.contents import contents


@given(contents(), contents())
def test_a_side_that_changed_nothing_takes_all_from_the_other(base: Content, other: Content) -> None:
    assert merge(base, ours=other, theirs=base) == Merged(other, ())
    assert merge(base, ours=base, theirs=other) == Merged(other, ())


@given(contents(), contents())
def test_sides_that_changed_alike_agree(base: Content, other: Content) -> None:
    assert merge(base, ours=other, theirs=other) == Merged(other, ())


@given(contents(), contents(), contents())
def test_nothing_that_ours_added_is_lost(base: Content, ours: Content, theirs: Content) -> None:
    merged = merge(base, ours=ours, theirs=theirs).content
    assert keys(ours) - keys(base) <= keys(merged)
    for block in ours.blocks:
        if block not in base.blocks:
            assert block.key in {kept.key for kept in merged.blocks}


@given(contents(), contents(), contents())
def test_every_text_that_ours_changed_still_stands(base: Content, ours: Content, theirs: Content) -> None:
    merged = {block.key: block for block in merge(base, ours=ours, theirs=theirs).content.blocks}
    was = {block.key: block for block in base.blocks}
    for block in ours.blocks:
        for name in BLOCK_FIELDS:
            if (
                name not in LISTS
                and block.key in was
                and getattr(was[block.key], name) != getattr(block, name)
            ):
                assert getattr(merged[block.key], name) == getattr(block, name)


@given(contents(), contents(), contents())
def test_what_ours_lacks_of_theirs_is_in_a_conflict(base: Content, ours: Content, theirs: Content) -> None:
    """A block that they changed or added and that did not come over is told, alone or with its part."""
    found = merge(base, ours=ours, theirs=theirs)
    told = {(c.place.section, c.place.block) for c in found.conflicts}
    homes = {block.key: section.key for section in theirs.sections for block in section.blocks}
    missing = {b.key for b in theirs.blocks if b not in base.blocks} - keys(found.content)
    assert {key for key in missing if (homes[key], key) not in told and (homes[key], "") not in told} == set()


@given(contents(), contents(), contents())
def test_a_key_stands_once_whatever_is_chosen(base: Content, ours: Content, theirs: Content) -> None:
    found = merge(base, ours=ours, theirs=theirs)
    assert len({c.key for c in found.conflicts}) == len(found.conflicts)
    for choice in Choice:
        content = merge(
            base, ours=ours, theirs=theirs, choices={c.key: choice for c in found.conflicts}
        ).content
        assert len({block.key for block in content.blocks}) == len(content.blocks)


def keys(content: Content) -> set[str]:
    return {block.key for block in content.blocks} | {section.key for section in content.sections}


ENFORCEMENT = BlockContent(
    "enforcement", "prose", "行政执法", guidance="写检查。", figures=(FigureAsk("LE01"), FigureAsk("LE20"))
)
DECISIONS = BlockContent("decisions", "prose", "依法决策", guidance="写决策。")
BASE = Content(
    "部门报告",
    ("department",),
    "报告",
    "年报",
    ("县委",),
    (
        SectionContent("achievements", Role.ACHIEVEMENTS, "成效", blocks=(ENFORCEMENT, DECISIONS)),
        SectionContent("others", Role.OTHER_MATTERS, "其他", blocks=(BlockContent("more", "prose", "其他"),)),
    ),
)


def with_blocks(*blocks: BlockContent) -> Content:
    first, second = BASE.sections
    return replace(BASE, sections=(replace(first, blocks=blocks), second))


def test_changes_of_both_sides_meet_in_one_block() -> None:
    ours = with_blocks(
        replace(ENFORCEMENT, guidance="写检查次数。"), DECISIONS, BlockContent("own", "prose", "县里")
    )
    theirs = with_blocks(
        replace(ENFORCEMENT, evaluation="看数字。", figures=(FigureAsk("LE01"), FigureAsk("LE21"))), DECISIONS
    )
    expected = with_blocks(
        replace(
            ENFORCEMENT,
            guidance="写检查次数。",
            evaluation="看数字。",
            figures=(FigureAsk("LE01"), FigureAsk("LE21")),
        ),
        DECISIONS,
        BlockContent("own", "prose", "县里"),
    )
    assert merge(BASE, ours=ours, theirs=theirs) == Merged(expected, ())


class TestConflict:
    def test_a_text_that_both_changed_may_be_ours_theirs_or_both(self) -> None:
        ours = with_blocks(replace(ENFORCEMENT, guidance="写县里的检查。"), DECISIONS)
        theirs = with_blocks(replace(ENFORCEMENT, guidance="写检查和处罚。"), DECISIONS)
        (conflict,) = merge(BASE, ours=ours, theirs=theirs).conflicts
        assert (conflict.place, conflict.clash) == (
            Place("achievements", "enforcement", "guidance"),
            Clash.BOTH_CHANGED,
        )
        assert (conflict.base, conflict.ours, conflict.theirs) == (
            "写检查。",
            "写县里的检查。",
            "写检查和处罚。",
        )
        readings = {
            choice: merge(BASE, ours=ours, theirs=theirs, choices={conflict.key: choice})
            .content.blocks[0]
            .guidance
            for choice in conflict.choices
        }
        assert readings == {
            Choice.OURS: "写县里的检查。",
            Choice.THEIRS: "写检查和处罚。",
            Choice.BOTH: "写县里的检查。\n写检查和处罚。",
        }

    def test_a_block_they_removed_and_we_changed_stays_until_chosen(self) -> None:
        changed = replace(DECISIONS, guidance="写县里的决策。")
        ours, theirs = with_blocks(ENFORCEMENT, changed), with_blocks(ENFORCEMENT)
        found = merge(BASE, ours=ours, theirs=theirs)
        (conflict,) = found.conflicts
        assert (conflict.clash, conflict.ours, conflict.theirs) == (Clash.THEY_REMOVED, changed, None)
        assert found.content == ours
        assert merge(BASE, ours=ours, theirs=theirs, choices={conflict.key: Choice.THEIRS}).content == theirs

    def test_a_block_we_removed_and_they_changed_is_offered(self) -> None:
        changed = replace(DECISIONS, guidance="写决策五步。")
        ours, theirs = with_blocks(ENFORCEMENT), with_blocks(ENFORCEMENT, changed)
        found = merge(BASE, ours=ours, theirs=theirs)
        (conflict,) = found.conflicts
        assert (conflict.clash, conflict.ours, conflict.theirs) == (Clash.WE_REMOVED, None, changed)
        assert found.content == ours
        assert merge(BASE, ours=ours, theirs=theirs, choices={conflict.key: Choice.THEIRS}).content == theirs

    def test_a_part_they_removed_stays_with_what_we_added_to_it(self) -> None:
        first, second = BASE.sections
        own = BlockContent("own", "prose", "县里")
        ours = replace(BASE, sections=(first, replace(second, blocks=(*second.blocks, own))))
        theirs = replace(BASE, sections=(first,))
        found = merge(BASE, ours=ours, theirs=theirs)
        assert [(c.place, c.clash) for c in found.conflicts] == [
            (Place("others", "", ""), Clash.THEY_REMOVED)
        ]
        assert found.content == ours

    def test_orders_that_both_changed_are_a_conflict_and_ours_stands(self) -> None:
        three = with_blocks(ENFORCEMENT, DECISIONS, BlockContent("third", "prose", "三"))
        a, b, c = three.sections[0].blocks
        ours, theirs = with_blocks(b, a, c), with_blocks(c, a, b)
        found = merge(three, ours=ours, theirs=theirs)
        (conflict,) = found.conflicts
        assert (conflict.place, conflict.clash) == (Place("achievements", "", "order"), Clash.BOTH_MOVED)
        assert found.content == ours
        assert merge(three, ours=ours, theirs=theirs, choices={conflict.key: Choice.THEIRS}).content == theirs

    def test_a_block_that_both_moved_to_different_parts(self) -> None:
        first, second = BASE.sections
        base = replace(BASE, sections=(*BASE.sections, SectionContent("third", Role.CLOSING, "", blocks=())))
        third = base.sections[2]
        without = replace(first, blocks=(ENFORCEMENT,))
        ours = replace(base, sections=(without, replace(second, blocks=(*second.blocks, DECISIONS)), third))
        theirs = replace(base, sections=(without, second, replace(third, blocks=(DECISIONS,))))
        found = merge(base, ours=ours, theirs=theirs)
        (conflict,) = found.conflicts
        assert (conflict.place, conflict.ours, conflict.theirs) == (
            Place("others", "decisions", "home"),
            "others",
            "third",
        )
        assert found.content == ours
        assert merge(base, ours=ours, theirs=theirs, choices={conflict.key: Choice.THEIRS}).content == theirs

    def test_two_new_blocks_of_one_key_may_both_stay(self) -> None:
        mine, other = BlockContent("training", "prose", "培训"), BlockContent("training", "prose", "训练")
        ours, theirs = (
            with_blocks(*BASE.sections[0].blocks, mine),
            with_blocks(*BASE.sections[0].blocks, other),
        )
        (conflict,) = merge(BASE, ours=ours, theirs=theirs).conflicts
        both = merge(BASE, ours=ours, theirs=theirs, choices={conflict.key: Choice.BOTH}).content
        assert both.sections[0].blocks[2:] == (mine, replace(other, key="training_2"))

    def test_an_indicator_asked_of_others_on_both_sides(self) -> None:
        mine, other = FigureAsk("LE20", ("town",)), FigureAsk("LE20", ("department",))
        ours = with_blocks(replace(ENFORCEMENT, figures=(FigureAsk("LE01"), mine)), DECISIONS)
        theirs = with_blocks(replace(ENFORCEMENT, figures=(FigureAsk("LE01"), other)), DECISIONS)
        found = merge(BASE, ours=ours, theirs=theirs)
        assert [(c.key, c.ours, c.theirs) for c in found.conflicts] == [
            ("achievements.enforcement.figures.LE20", mine, other)
        ]
        assert found.content == ours
