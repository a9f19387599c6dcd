"""Taking paragraphs over and writing figures down: what is kept, and what is refused."""

import pytest

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.enums import ReportStatus
from reports.drafting.models import ReportBlock, Revision
from reports.drafting.snapshot import take_snapshot
from reports.indicators.enums import Source
from reports.indicators.models import Observation
from reports.indicators.queries import figures_of
from reports.indicators.values import BLANK, number, ratio_of
from reports.rollup.models import AdoptedPassage
from reports.rollup.passages import passage_digest
from reports.rollup.services import adopt_passage, write_figures
from tests.rollup.filing import file_unit, put_figures, send_back
from tests.world import World, put_status

TEXT = "全年作出行政处罚{{LE01}}件。〖不公开〗其中涉外一件。〖/〗"
PRINTED = "全年作出行政处罚30件。〖不公开〗其中涉外一件。〖/〗"


def county_block(world: World, key: str = "enforcement") -> ReportBlock:
    """A block of the county's report."""
    return ReportBlock.objects.select_related(
        "report__assignment__organisation", "report__assignment__round"
    ).get(report=world.report("government"), key=key)


def signed(world: World, unit: str = "police") -> Revision:
    """The newest signed revision of a unit."""
    return world.report(unit).revisions.filter(occasion="signed").latest("number")


def adopt(
    world: World, *, actor: str = "reviewer", text: str = PRINTED, block: str = "enforcement"
) -> AdoptedPassage:
    """Take one paragraph of the police into the county's block."""
    return adopt_passage(
        county_block(world, block),
        source_revision=signed(world),
        source_block_key="enforcement",
        text=text,
        actor=world.user(actor),
        now=world.now,
    )


@pytest.fixture
def filed(world: World) -> World:
    """The police has filed."""
    file_unit(world, "police", texts={"enforcement": TEXT}, figures={"LE01": 30})
    return world


def test_an_adopted_paragraph_stands_at_the_end_with_its_source(filed: World) -> None:
    before = county_block(filed)

    passage = adopt(filed)

    after = county_block(filed)
    assert after.text == f"{before.text}\n{PRINTED}"
    assert (after.version, after.saved_by, after.saved_at) == (1, filed.user("reviewer"), filed.now)
    assert (passage.block, passage.source_revision, passage.source_block_key) == (
        after,
        signed(filed),
        "enforcement",
    )
    assert (passage.text, passage.digest) == (PRINTED, passage_digest(PRINTED))
    assert (passage.adopted_by, passage.adopted_at) == (filed.user("reviewer"), filed.now)
    entry = Entry.objects.get(action="采用文字")
    assert entry.detail == {"block": "enforcement", "source": filed.report("police").pk}
    assert entry.scope_path == filed.county.government.path


def test_the_second_time_is_refused_and_writes_nothing(filed: World) -> None:
    adopt(filed)
    once = county_block(filed).text

    with pytest.raises(Refused, match="这段文字已经采用到本部分，不必再采用。"):
        adopt(filed)
    assert county_block(filed).text == once


@pytest.mark.parametrize("text", ["", "编造的一段话。", "全年作出行政处罚30件。其中涉外一件。"])
def test_a_text_that_the_source_does_not_hold_is_refused(filed: World, text: str) -> None:
    with pytest.raises(Invalid, match="来源报告里已经没有这段文字"):
        adopt(filed, text=text)
    assert not AdoptedPassage.objects.exists()


def test_a_superseded_revision_is_refused(filed: World) -> None:
    old = signed(filed)
    send_back(filed, "police", now=filed.now)

    with pytest.raises(Refused, match="只能采用本年度已报送报告的文字。"):
        adopt(filed)
    assert old == signed(filed)


def test_the_submitted_revision_of_a_filed_report_is_refused(filed: World) -> None:
    submitted = filed.report("police").revisions.get(occasion="submitted")

    with pytest.raises(Refused, match="只能采用本年度已报送报告的文字。"):
        adopt_passage(
            county_block(filed),
            source_revision=submitted,
            source_block_key="enforcement",
            text=PRINTED,
            actor=filed.user("reviewer"),
            now=filed.now,
        )


def test_a_foreign_county_s_revision_is_refused(filed: World) -> None:
    water = filed.stranger.report("water")
    content = signed(filed).content
    foreign = Revision.objects.create(
        report=water, number=1, occasion="signed", content=content, digest="", made_at=filed.now
    )
    water.signings.create(
        revision=foreign,
        signer_name="望首",
        signed_on=filed.now.date(),
        is_offline=True,
        registered_by=filed.user("reviewer"),
        registered_at=filed.now,
    )
    put_status(water, ReportStatus.FILED)

    with pytest.raises(Refused, match="只能采用本年度已报送报告的文字。"):
        adopt_passage(
            county_block(filed),
            source_revision=foreign,
            source_block_key="enforcement",
            text=PRINTED,
            actor=filed.user("reviewer"),
            now=filed.now,
        )
    assert not AdoptedPassage.objects.exists()


@pytest.mark.parametrize("kind", ["fixed", "figures"])
def test_a_block_that_nobody_writes_in_is_refused(filed: World, kind: str) -> None:
    ReportBlock.objects.filter(pk=county_block(filed).pk).update(kind=kind)

    with pytest.raises(Refused, match="这一内容块不写文字，请另选一个内容块采用。"):
        adopt(filed)


def test_a_closed_county_report_is_refused(filed: World) -> None:
    put_status(filed.report("government"), ReportStatus.AWAITING_REVIEW)

    with pytest.raises(NotPermitted, match="已提交预审，不能修改。"):
        adopt(filed)
    with pytest.raises(NotPermitted, match="已提交预审，不能修改。"):
        write_figures(filed.report("government"), actor=filed.user("reviewer"), now=filed.now)
    assert not AdoptedPassage.objects.exists()
    assert not Observation.objects.filter(source=Source.ROLLED_UP).exists()


def test_a_closed_block_is_refused(filed: World) -> None:
    put_status(filed.report("government"), ReportStatus.RETURNED)

    with pytest.raises(NotPermitted, match="这一部分没有退回，不能修改。"):
        adopt(filed)
    assert not AdoptedPassage.objects.exists()


@pytest.mark.parametrize(
    "actor",
    [
        "leader",
        "administrator",
        "auditor",
        "bureau_drafter",
        "bureau_head",
        "government_head",
        "police_drafter",
    ],
)
def test_nobody_but_the_reviewer_gathers(filed: World, actor: str) -> None:
    with pytest.raises(NotPermitted):
        adopt(filed, actor=actor)
    with pytest.raises(NotPermitted):
        write_figures(filed.report("government"), actor=filed.user(actor), now=filed.now)


def test_a_unit_s_own_report_gathers_nothing(filed: World) -> None:
    with pytest.raises(NotPermitted, match="只有本级政府的报告需要汇总。"):
        write_figures(filed.report("bureau"), actor=filed.user("bureau_drafter"), now=filed.now)


def rolled(world: World) -> dict[str, tuple[str, str]]:
    """Value and note of what is written down, by code."""
    rows = Observation.objects.filter(source=Source.ROLLED_UP, state="number").select_related("indicator")
    return {row.indicator.code: (f"{row.value:.2f}", row.note) for row in rows}


def test_figures_are_written_with_what_stands_behind_them(filed: World) -> None:
    file_unit(filed, "market", figures={"LE01": 12, "LE22": 9, "LE21": 10})
    file_unit(filed, "bureau", figures={"RV02": 58})

    write_figures(filed.report("government"), actor=filed.user("reviewer"), now=filed.now)

    assert rolled(filed) == {
        "LE01": ("42.00", "2/3个单位已报"),
        "LE22": ("9.00", "1/3个单位已报"),
        "LE21": ("10.00", "1/3个单位已报"),
        "LE23": ("90.00", "1/3个单位已报"),
        "RV02": ("58.00", "司法局的全县数据，不逐单位相加"),
    }
    values = take_snapshot(filed.report("government")).values()
    assert (values["LE01"].value, values["LE23"]) == (42, ratio_of(9, 10))


def test_a_possible_double_count_is_written_only_when_confirmed(filed: World) -> None:
    put_figures(filed, "town", {"LT05": 4, "LT06": 2})
    file_unit(filed, "town")
    file_unit(filed, "market", figures={"LT05": 6, "LT06": 6})
    reviewer, report = filed.user("reviewer"), filed.report("government")

    write_figures(report, confirmed=["LT05"], actor=reviewer, now=filed.now)
    assert {code: row for code, row in rolled(filed).items() if code.startswith("LT")} == {
        "LT05": ("10.00", "2/3个单位已报，已核对无重复")
    }

    write_figures(report, confirmed=["LT05", "LT06", "LT07"], actor=reviewer, now=filed.now)
    assert rolled(filed)["LT07"] == ("80.00", "2/3个单位已报，已核对无重复")


def test_a_figure_that_the_county_fills_itself_is_never_covered_up(filed: World) -> None:
    government = filed.county.government
    put_figures(filed, "government", {"PL01": 4}, actor=filed.user("reviewer"))
    write_figures(filed.report("government"), actor=filed.user("reviewer"), now=filed.now)
    put_figures(filed, "government", {"PL01": 5}, actor=filed.user("reviewer"))

    assert figures_of(government, year=2025, codes=["PL01"]) == {"PL01": number(5)}
    assert "PL01" not in rolled(filed)


def test_what_the_county_typed_for_an_office_is_not_copied_and_may_be_corrected(filed: World) -> None:
    government, reviewer = filed.county.government, filed.user("reviewer")
    file_unit(filed, "bureau", figures={"RV02": 58})
    write_figures(filed.report("government"), actor=reviewer, now=filed.now)
    send_back(filed, "bureau", now=filed.now)
    put_figures(filed, "government", {"RV02": 60}, actor=reviewer)

    write_figures(filed.report("government"), actor=reviewer, now=filed.now)

    assert "RV02" not in rolled(filed)
    assert figures_of(government, year=2025, codes=["RV02"]) == {"RV02": number(60)}


def test_figures_of_a_closed_block_stay_as_they_were(filed: World) -> None:
    report, reviewer = filed.report("government"), filed.user("reviewer")
    file_unit(filed, "bureau", figures={"RV02": 58})
    put_status(report, ReportStatus.RETURNED)

    with pytest.raises(NotPermitted, match="数据所在的部分都没有退回，不能写入。"):
        write_figures(report, actor=reviewer, now=filed.now)
    assert rolled(filed) == {}

    asking = report.figure_requests.select_related("block").get(indicator__code="LE01").block
    report.blocks.filter(pk=asking.pk).update(is_open=True)
    write_figures(report, actor=reviewer, now=filed.now)

    assert rolled(filed) == {"LE01": ("30.00", "1/3个单位已报")}


def test_a_report_that_was_submitted_meanwhile_is_read_anew(filed: World) -> None:
    stale = filed.report("government")
    put_status(filed.report("government"), ReportStatus.AWAITING_REVIEW)

    with pytest.raises(NotPermitted, match="已提交预审，不能修改。"):
        write_figures(stale, actor=filed.user("reviewer"), now=filed.now)


def test_what_was_sent_back_is_taken_out_at_the_next_writing(filed: World) -> None:
    government, reviewer = filed.county.government, filed.user("reviewer")
    write_figures(filed.report("government"), actor=reviewer, now=filed.now)
    send_back(filed, "police", now=filed.now)
    write_figures(filed.report("government"), actor=reviewer, now=filed.now)

    assert figures_of(government, year=2025, codes=["LE01"]) == {"LE01": BLANK}


def test_writing_figures_is_logged_with_their_number(filed: World) -> None:
    written = write_figures(filed.report("government"), actor=filed.user("reviewer"), now=filed.now)

    entry = Entry.objects.get(action="写入汇总数据")
    assert (entry.actor_name, entry.detail) == ("周审", {"figures": len(written)})
