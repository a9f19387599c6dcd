"""What filed reports offer, and where an adopted paragraph came from."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.drafting.models import ReportBlock, ReportSection
from reports.drafting.snapshot import SnapshotItem, take_snapshot
from reports.rollup.passages import (
    Candidate,
    as_private,
    find_candidates,
    find_sources,
    lines_with_own_marks,
    passages_of_block,
)
from reports.rollup.services import adopt_passage
from reports.text.publication import without_marks, without_private
from tests.rollup.filing import file_again, file_unit, put_item, send_back
from tests.world import World


def section(world: World, key: str = "achievements") -> ReportSection:
    """One part of the county's report."""
    return ReportSection.objects.select_related("report__assignment__organisation").get(
        report=world.report("government"), key=key
    )


def offered(world: World, block: str, *, key: str = "achievements") -> list[Candidate]:
    """The candidates of one block's group."""
    groups = {group.block_key: group.candidates for group in find_candidates(section(world, key))}
    return list(groups.get(block, ()))


def texts(world: World, block: str, *, key: str = "achievements") -> list[str]:
    """The texts alone."""
    return [candidate.text for candidate in offered(world, block, key=key)]


def test_only_filed_reports_offer_paragraphs(world: World) -> None:
    file_unit(world, "police", texts={"enforcement": "全年办理行政案件30件。\n案卷评查合格。"})
    world.report("market").blocks.filter(key="enforcement").update(text="这是市场监管局没有报送的草稿。")

    assert [(c.organisation, c.text, c.is_adopted) for c in offered(world, "enforcement")] == [
        ("云岭县公安局", "全年办理行政案件30件。", False),
        ("云岭县公安局", "案卷评查合格。", False),
    ]


def test_a_neighbouring_county_s_paragraphs_are_never_offered(world: World) -> None:
    water = world.stranger.report("water")
    file_unit(world, "police", texts={"enforcement": "全年办理行政案件30件。"})
    revision = world.report("police").revisions.get(occasion="signed")
    moved = type(revision).objects.create(
        report=water,
        number=1,
        occasion="signed",
        content=revision.content,
        digest=revision.digest,
        made_at=world.now,
    )
    water.signings.create(
        revision=moved,
        signer_name="望首",
        signed_on=world.now.date(),
        is_offline=True,
        registered_by=world.user("reviewer"),
        registered_at=world.now,
    )
    type(water).objects.filter(pk=water.pk).update(status="filed")

    assert {c.organisation for group in find_candidates(section(world)) for c in group.candidates} == {
        "云岭县公安局"
    }


def test_the_county_s_own_blocks_come_first_and_units_in_their_order(world: World) -> None:
    file_unit(world, "town")
    file_unit(world, "market")
    file_unit(world, "police")

    groups = find_candidates(section(world))

    own = list(section(world).blocks.order_by("position").values_list("key", flat=True))
    keys = [group.block_key for group in groups]
    foreign = [key for key in keys if key not in own]
    assert keys == [key for key in own if key in keys] + foreign
    assert [c.organisation for c in groups[0].candidates] == [
        "云岭县公安局",
        "云岭县市场监督管理局",
        *(["青石镇人民政府"] if groups[0].block_key in _blocks_of(world, "town") else []),
    ]


def _blocks_of(world: World, unit: str) -> set[str]:
    return set(world.report(unit).blocks.values_list("key", flat=True))


def test_a_heading_is_shown_over_its_paragraphs_and_not_offered(world: World) -> None:
    file_unit(
        world,
        "police",
        texts={
            "enforcement": "总的情况较好。\n（一）严格规范执法\n全年办理案件。\n1.首违不罚。处罚减少三成。"
        },
    )

    assert [(c.heading, c.text) for c in offered(world, "enforcement")] == [
        ("", "总的情况较好。"),
        ("（一）严格规范执法", "全年办理案件。"),
        ("（一）严格规范执法", "1.首违不罚。处罚减少三成。"),
    ]


def test_figures_are_printed_in_what_is_offered(world: World) -> None:
    file_unit(
        world,
        "police",
        texts={"enforcement": "全年作出处罚{{LE01}}件，检查{{LE20}}次。"},
        figures={"LE01": 1203},
    )

    assert texts(world, "enforcement") == ["全年作出处罚1203件，检查××次。"]


def test_a_table_is_offered_in_one_piece(world: World) -> None:
    file_unit(
        world,
        "police",
        texts={"enforcement": "情况如下：\n| 项目 | 件 |\n| 处罚 | {{LE01}} |\n以上。"},
        figures={"LE01": 3},
    )

    assert texts(world, "enforcement") == ["情况如下：", "| 项目 | 件 |\n| 处罚 | 3 |", "以上。"]


def test_a_row_takes_its_own_marks_along_and_hides_nothing_after_it(world: World) -> None:
    open_ended = SnapshotItem(heading="执法不够规范", text="个别案卷不全。〖不公开〗涉及一起在侦案件")
    put_item(world, "police", "shortcomings", open_ended)
    snapshot = take_snapshot(world.report())
    (block,) = [block for block in snapshot.blocks() if block.items]

    assert [passage.text for passage in passages_of_block(snapshot, block)][1:] == [
        "（一）执法不够规范。个别案卷不全。〖不公开〗涉及一起在侦案件。〖/〗"
    ]


def test_what_is_not_for_publication_stays_marked_line_by_line(world: World) -> None:
    file_unit(
        world,
        "police",
        texts={"enforcement": "公开的话。〖不公开〗甲案\n乙案在侦{{LE01}}件\n丙案〖/〗后文公开。"},
        figures={"LE01": 2},
    )

    assert texts(world, "enforcement") == [
        "公开的话。〖不公开〗甲案〖/〗",
        "〖不公开〗乙案在侦2件〖/〗",
        "〖不公开〗丙案〖/〗后文公开。",
    ]


def test_a_private_block_is_private_from_end_to_end(world: World) -> None:
    world.report("police").blocks.filter(key="enforcement").update(is_private=True)
    file_unit(world, "police", texts={"enforcement": "整块都不公开，〖不公开〗尤其这里〖/〗，还有这里。"})

    assert texts(world, "enforcement") == ["〖不公开〗整块都不公开，尤其这里，还有这里。〖/〗"]


def test_rows_are_offered_as_they_print_and_private_ones_marked(world: World) -> None:
    put_item(world, "police", "shortcoming_items", SnapshotItem("送达不够及时", "有{{LE01}}件超期。"))
    put_item(
        world, "police", "shortcoming_items", SnapshotItem("警力不足", "涉密岗位缺员。", is_private=True)
    )
    file_unit(world, "police", figures={"LE01": 3})

    assert texts(world, "shortcoming_items", key="shortcomings") == [
        "（一）送达不够及时。有3件超期。",
        "〖不公开〗（二）警力不足。涉密岗位缺员。〖/〗",
    ]


MARKED = st.lists(st.sampled_from(["甲", "乙。", "\n", "〖不公开〗", "〖/〗"]), max_size=14).map("".join)


@given(MARKED)
def test_taking_lines_apart_publishes_nothing_more_and_loses_nothing(text: str) -> None:
    lines = lines_with_own_marks(text)

    assert "".join(map(without_private, lines)) == without_private(text).replace("\n", "")
    assert "".join(map(without_marks, lines)) == without_marks(text).replace("\n", "")
    assert [without_private(as_private(line)) for line in lines] == [""] * len(lines)


def adopt(world: World, block: str = "enforcement", index: int = 0) -> None:
    """Take one candidate over."""
    candidate = offered(world, block)[index]
    adopt_passage(
        ReportBlock.objects.select_related(
            "report__assignment__organisation", "report__assignment__round"
        ).get(report=world.report("government"), key=block),
        source_revision=world.report("police").revisions.get(pk=candidate.revision_id),
        source_block_key=candidate.block_key,
        text=candidate.text,
        actor=world.user("reviewer"),
        now=world.now + timedelta(minutes=index),
    )


def test_an_adopted_candidate_says_so(world: World) -> None:
    file_unit(world, "police", texts={"enforcement": "全年办理行政案件30件。\n案卷评查合格。"})
    adopt(world)

    assert [c.is_adopted for c in offered(world, "enforcement")] == [True, False]


def test_sources_are_listed_by_block_in_the_order_of_adoption(world: World) -> None:
    file_unit(world, "police", texts={"enforcement": "全年办理行政案件30件。\n案卷评查合格。"})
    adopt(world, index=0)
    adopt(world, index=1)

    sources = find_sources(world.report("government"))

    assert {
        key: [(s.organisation, s.passage.text, s.is_outdated) for s in found]
        for key, found in sources.items()
    } == {
        "enforcement": [
            ("云岭县公安局", "全年办理行政案件30件。", False),
            ("云岭县公安局", "案卷评查合格。", False),
        ]
    }


def test_a_source_is_outdated_once_the_unit_is_sent_back_and_signs_another_text(world: World) -> None:
    file_unit(world, "police", texts={"enforcement": "全年办理行政案件30件。"})
    adopt(world)

    send_back(world, "police", now=world.now)
    assert [s.is_outdated for s in find_sources(world.report("government"))["enforcement"]] == [True]
    assert find_candidates(section(world)) == []

    file_again(world, "police", texts={"enforcement": "全年办理行政案件31件。"})
    assert [s.is_outdated for s in find_sources(world.report("government"))["enforcement"]] == [True]
    assert [(c.text, c.is_adopted) for c in offered(world, "enforcement")] == [
        ("全年办理行政案件31件。", False)
    ]


@pytest.mark.parametrize("filed", [("police",), ("police", "market", "town")])
def test_the_number_of_queries_does_not_depend_on_the_units(
    world: World, filed: tuple[str, ...], django_assert_num_queries
) -> None:
    for unit in filed:
        file_unit(world, unit)
    adopt(world)
    part, report = section(world), world.report("government")

    with django_assert_num_queries(3):
        find_candidates(part)
    with django_assert_num_queries(2):
        find_sources(report)
