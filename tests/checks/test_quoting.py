"""The words of a finding with what stands round them."""

from reports.checks.quoting import LONGEST, Quotation, quote_in_context


def test_a_short_line_is_quoted_whole() -> None:
    assert quote_in_context("办理案件xx件。", 4, 6) == Quotation("办理案件", "xx", "件。")


def test_a_long_line_is_cut_on_both_sides_and_long_words_in_the_middle() -> None:
    line = "甲" * 20 + "乙" * 100 + "丙" * 20
    quoted = quote_in_context(line, 20, 120)
    assert (quoted.before, quoted.after) == ("……" + "甲" * 14, "丙" * 14 + "……")
    assert quoted.words == "乙" * 23 + "……" + "乙" * 23
    assert len(quoted.words) == LONGEST
