"""Every check of the product, in the order in which a proof-reader goes through a paper."""

from reports.checks.checking import Check
from reports.checks.rules import (
    blanks,
    copied,
    dates,
    figures,
    grammar,
    grid,
    headings,
    laws,
    marks,
    names,
    numbering,
    numerals,
    pairs,
    private,
    ranges,
    residue,
    spelling,
    stops,
    structure,
    wording,
    years,
)

BLANKS = (
    blanks.Blank(),
    blanks.Anonymous(),
    blanks.EmptyBrackets(),
    residue.TemplateHint(),
    residue.Advertising(),
    residue.Address(),
)
SECRECY = (private.SecrecyMark(),)
PRIVACY = (private.PrivateNumbers(), private.Contact(), private.Minor(), private.WithheldPassage())
STRUCTURE = (
    structure.MissingPart(),
    structure.MissingTitle(),
    structure.MissingFrame(),
    structure.MissingCauses(),
    structure.MissingTargets(),
    structure.FewFigures(),
    structure.ShortSection(),
    structure.Length(),
    structure.RequestInReport(),
)
TIME = (
    years.HeadingYear(),
    years.StaleYear(),
    years.PlanPeriod(),
    years.Anachronism(),
    years.OutdatedMeeting(),
    years.RelativeTime(),
    years.YearSign(),
)
NAMES = (
    names.IncompleteTitle(),
    names.ForeignName(),
    names.ShortBeforeFull(),
    names.DutyPhrase(),
    names.LostUnitName(),
    laws.LawName(),
    laws.RepealedLaw(),
)
WORDING = (
    wording.SetPhrase(),
    spelling.Misspelt(),
    wording.LostName(),
    wording.TruncatedPhrase(),
    wording.SetList(),
    wording.ReviewWords(),
    grammar.Collocation(),
    grammar.DanglingDemand(),
    grammar.MissingAmong(),
    grammar.Particle(),
    grammar.RepeatedWords(),
    grammar.RepeatedPassage(),
)
FIGURES = (
    figures.RateAboveHundred(),
    figures.BrokenCount(),
    figures.ShareRecomputed(),
    figures.Truncated(),
    figures.Recomputed(),
    figures.SumOfParts(),
    figures.FullRateChanges(),
    figures.GrowthRecomputed(),
    figures.TwoValues(),
    grid.AgainstGrid(),
    grid.AgainstLastYear(),
    grid.UnexplainedJump(),
    grid.Inconsistent(),
)
NUMBERING = (
    numbering.HeadingOrder(),
    numbering.HeadingLevel(),
    numbering.NumberMark(),
    numbering.ItemOrder(),
    headings.HeadingMark(),
    headings.MixedHeadings(),
    headings.ParallelHeadings(),
    headings.RepeatedHeading(),
)
PUNCTUATION = (
    marks.HalfWidth(),
    pairs.Unpaired(),
    pairs.Nested(),
    marks.Doubled(),
    pairs.ListMark(),
    pairs.MarkBetweenPairs(),
    marks.EllipsisSign(),
    marks.Dash(),
    marks.Interpunct(),
    stops.MarkAtStart(),
    stops.MissingEnd(),
    stops.MissingStopBeforeItem(),
    stops.OrderMark(),
    stops.MissingComma(),
    stops.NestedColon(),
    marks.MixedPercent(),
    marks.Space(),
    pairs.TrialOutside(),
    pairs.HonourInTitleMarks(),
)
NUMERALS = (
    ranges.YearRange(),
    ranges.MixedDash(),
    ranges.ValueRange(),
    numerals.Approximate(),
    numerals.ExactAndMore(),
    numerals.AdjacentNumerals(),
    numerals.BareRate(),
    numerals.RateGrowth(),
    dates.DateForm(),
    dates.DocumentNumber(),
    numerals.NumberForm(),
    numerals.LostUnit(),
    numerals.TimesDown(),
    numerals.NegativeChange(),
)
SAMENESS = (copied.Unchanged(), copied.MostlyUnchanged())
GROUPS: dict[str, tuple[Check, ...]] = {
    "空白和残留": BLANKS,
    "涉密和隐私": (*SECRECY, *PRIVACY),
    "结构": STRUCTURE,
    "时间": TIME,
    "名称": NAMES,
    "提法和语句": WORDING,
    "数据": FIGURES,
    "序号和标题": NUMBERING,
    "标点": PUNCTUATION,
    "数字用法": NUMERALS,
    "雷同": SAMENESS,
}
"""The checks by subject, under the words that people read."""
CHECKS: tuple[Check, ...] = tuple(check for checks in GROUPS.values() for check in checks)


def check_with(code: str) -> Check | None:
    """Find a check by its code."""
    return next((check for check in CHECKS if check.code == code), None)
