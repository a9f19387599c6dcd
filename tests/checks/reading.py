"""What all checks together say of a text: the pairs of tests are held against every check at once."""

from reports.checks.catalogue import CHECKS
from reports.checks.checking import Context, run_checks
from reports.checks.paper import read_paper

Said = list[tuple[str, str]]


def found(text: str, *, year: int | None = None, context: Context | None = None) -> Said:
    """Every finding that has a place, as its code and the characters that it points at."""
    findings = run_checks(read_paper(text, year=year), CHECKS, context=context)
    return [(finding.code, finding.quote) for finding in findings if finding.start is not None]


def found_of_the_whole(text: str, *, year: int | None = None, context: Context | None = None) -> list[str]:
    """The codes of the findings about the whole paper."""
    findings = run_checks(read_paper(text, year=year), CHECKS, context=context)
    return [finding.code for finding in findings if finding.start is None]
