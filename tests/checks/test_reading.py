"""A finding leads back to the characters that somebody typed."""

from dataclasses import replace
from datetime import date

from reports.checks.catalogue import CHECKS
from reports.checks.checking import Context
from reports.checks.enums import Field
from reports.checks.findings import mended
from reports.checks.reading import Place, Placed, read_report, read_report_paper
from reports.checks.rulebook import Rulebook
from reports.document.markup import print_document
from reports.document.roles import Role
from reports.drafting.assembly import assemble
from reports.drafting.snapshot import Snapshot, SnapshotBlock, SnapshotFigure, SnapshotItem, SnapshotSection
from reports.indicators.values import BLANK, number

RULEBOOK = Rulebook(CHECKS, {}, "")


def block(key: str, text: str = "", *items: SnapshotItem, is_private: bool = False) -> SnapshotBlock:
    """One block of prose, or of rows."""
    return SnapshotBlock(key, "prose", "", key, text, is_private=is_private, items=items)


def report(*blocks: SnapshotBlock, heading: str = "主要举措和成效", form: str = "run_in") -> Snapshot:
    """A report with one part of these blocks and one asked figure, RV02 = 116件."""
    figures = (
        SnapshotFigure("RV02", "受理行政复议案件数", "件", "复议", "work", number(116), BLANK),
        SnapshotFigure("RV03", "审结行政复议案件数", "件", "复议", "work", BLANK, BLANK),
    )
    return Snapshot(
        year=2025,
        organisation="云岭县公安局",
        title="云岭县公安局关于2025年度法治政府建设情况的报告",
        public_title="云岭县公安局2025年法治政府建设年度报告",
        addressees=("云岭县人民政府",),
        signatories=("云岭县公安局",),
        dated_on=date(2026, 1, 20),
        sections=(SnapshotSection("work", "achievements", heading, blocks, form),),
        figures=figures,
    )


def found(snapshot: Snapshot, code: str) -> list[Placed]:
    """What one check finds in a report."""
    return [one for one in read_report(snapshot, RULEBOOK, Context()) if one.finding.code == code]


def words(placed: Placed) -> str:
    """The stored words that a finding points at."""
    assert placed.span
    return placed.source[slice(*placed.span)]


def test_the_paper_is_what_the_report_prints() -> None:
    snapshot = report(block("text", "（一）学法。受理{{RV02}}件，〖不公开〗某案〖/〗。\n|甲|\n|{{RV02}}|"))
    assert read_report_paper(snapshot).paper.text == print_document(assemble(snapshot))


def test_a_finding_behind_a_figure_and_a_mark_keeps_its_stored_characters() -> None:
    snapshot = report(block("text", "全年受理{{RV02}}件，〖不公开〗涉密一件〖/〗，办理XX件。"))
    (blank,) = found(snapshot, "blank")
    assert (blank.place, words(blank)) == (Place(Field.TEXT, "work", "text"), "XX")
    assert blank.span == (29, 31)


def test_an_unfilled_figure_leads_to_its_whole_token() -> None:
    (blank,) = found(report(block("text", "全年审结{{RV03}}件，群众满意。")), "blank")
    assert (words(blank), blank.finding.quote) == ("{{RV03}}", "××")
    assert blank.repair is None


def test_second_line_and_second_block_are_told_apart() -> None:
    snapshot = report(block("one", "做了工作。\n办理XX件。"), block("two", "又办理XXX件。"))
    assert [(one.place.block, one.span) for one in found(snapshot, "blank")] == [
        ("one", (8, 10)),
        ("two", (3, 6)),
    ]


def test_rows_lead_to_their_fields_in_every_printed_form() -> None:
    rows = (
        SnapshotItem("第一项举措已经落实到位", text="办理了案件。"),
        SnapshotItem("第二项办理XX件", text="推进工作，\n又办理XXX件。", cause="人手只有XX人", measure="做"),
    )
    for form in ("run_in", "own_line", "enumeration", "label"):
        snapshot = report(block("prose", "全年情况如下。"), block("rows", "", *rows), form=form)
        places = [(one.place.row, one.place.field, words(one)) for one in found(snapshot, "blank")]
        assert places == [(1, "heading", "XX"), (1, "text", "XXX"), (1, "cause", "XX")], form


def test_front_and_headings_lead_to_their_fields() -> None:
    snapshot = replace(
        report(block("text", "做了工作。"), heading="XX年主要成效"),
        title="XX县公安局2025年法治政府建设年度报告",
    )
    places = [(one.place.field, one.place.section, one.span) for one in found(snapshot, "blank")]
    assert places == [(Field.TITLE, "", (0, 2)), (Field.SECTION_HEADING, "work", (0, 2))]


def test_a_repair_mends_the_stored_words() -> None:
    source = "贯彻{{RV02}}，学习习近平法制思想，落实〖不公开〗专项〖/〗工作。"
    (wrong,) = found(report(block("text", source)), "set_phrase")
    assert wrong.repair
    assert mended(source, wrong.repair) == source.replace("法制思想", "法治思想")


def test_what_the_product_prints_itself_has_a_place_and_no_span() -> None:
    paper = read_report_paper(report(block("rows", "", SnapshotItem("举措", text="做了。"))))
    at = paper.paper.text.index("（一）")
    template = found(report(block("text", "办理XX件。")), "blank")[0].finding
    placed = paper.place(replace(template, start=at, end=at + 3))
    assert (placed.place, placed.span) == (Place("", "work", "rows", 0), None)


def test_a_mark_of_secrecy_counts_wherever_it_stands() -> None:
    text = "做了工作。〖不公开〗\n机密★1年\n〖/〗"
    assert [words(one) for one in found(report(block("text", text)), "secrecy_mark")] == ["机密★1年"]


def test_private_numbers_count_only_where_they_would_be_published() -> None:
    text = "联系人电话13812345678。"
    assert [words(one) for one in found(report(block("text", text)), "private_number")] == ["13812345678"]
    assert found(report(block("text", f"做了工作。〖不公开〗{text}〖/〗")), "private_number") == []
    hidden = report(block("text", "做了工作。"), block("more", text, is_private=True))
    assert found(hidden, "private_number") == []


def test_a_torn_mark_is_found_though_it_does_not_print() -> None:
    (torn,) = found(report(block("text", "做了工作。〖不公开〗某案一件。")), "withheld_passage")
    assert (torn.place.block, words(torn)) == ("text", "〖不公开〗某案一件。")


def test_a_draft_without_its_date_lacks_no_signature() -> None:
    draft = replace(report(block("text", "做了工作。")), dated_on=None)
    assert found(draft, "missing_frame") == []
    assert found(replace(draft, addressees=()), "missing_frame")


def test_a_part_has_the_role_of_its_template() -> None:
    paper = read_report_paper(report(block("text", "做了工作。"), heading="一年来的情况")).paper
    assert {line.role for line in paper.lines if line.section} == {Role.ACHIEVEMENTS}
