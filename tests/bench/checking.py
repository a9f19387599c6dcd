"""Checking reports: a usual one, how the time grows, 10 MB in one paragraph, the measures on the samples."""

from collections.abc import Iterator

from reports.checks.catalogue import CHECKS
from reports.checks.checking import run_checks
from reports.checks.paper import read_paper
from reports.checks.sameness import compare
from reports.document.markup import print_document
from tests.bench.papers import prose, unit_report
from tests.bench.rows import Goal, Row, Scale
from tests.bench.timing import repeat, seconds_of
from tests.checks.samples import Measures, measure_samples
from tests.shared import SHARED

TIMES = 10
BOMBS = {
    "": "通常的文字",
    "（": "左括号",
    "“": "左引号",
    "一是": "“一是”",
    "1,": "“1,”",
    "……": "省略号",
    "e\u0301": "组合字符",
}


def check(text: str) -> int:
    """Check a text with every check and count the findings."""
    return len(run_checks(read_paper(text, year=2025), CHECKS))


def usual_text(length: int) -> str:
    """Write reports one after the other until they have so many characters."""
    reports = (print_document(unit_report(number)) for number in range(length // 5000 + 1))
    return "\n".join(reports)[:length]


def measure_one(scale: Scale) -> Iterator[Row]:
    """Check a report of usual length, all checks, after a first run."""
    text = usual_text(scale.checked)
    check(text)
    timing = repeat(lambda: check(text), scale.rounds)
    yield Row(f"校核{scale.checked}字的报告", "ms", timing.typical * 1000, goal=Goal(50))


def measure_growth(scale: Scale) -> Iterator[Row]:
    """Compare ten times the text with one; linear work gives ten."""
    for unit, name in BOMBS.items():
        short, long = (_repeated(unit, scale.checked * times) for times in (1, TIMES))
        factor = _typical(long, scale) / _typical(short, scale)
        yield Row(f"校核{TIMES}倍的文字（{name}）", "倍", factor, goal=Goal(TIMES * 1.5))


def _typical(text: str, scale: Scale) -> float:
    return repeat(lambda: check(text), scale.rounds).typical


def _repeated(unit: str, length: int) -> str:
    return (unit * length)[:length] if unit else usual_text(length)


def measure_large(scale: Scale) -> Iterator[Row]:
    """Check a paragraph of the size that a file may have."""
    text = (prose(1, 5000) * (scale.large // 5000 + 1))[: scale.large]
    megabytes = len(text.encode()) / 1024**2
    yield Row(f"校核{megabytes:.0f} MB的一个段落", "s", seconds_of(check, text))


def measure_sameness(scale: Scale) -> Iterator[Row]:
    """Compare all reports of a county with each other."""
    texts = {str(number): print_document(unit_report(number)) for number in range(scale.files)}
    yield Row(f"比对{scale.files}份报告", "s", seconds_of(compare, texts))


def measure_recall(scale: Scale) -> Iterator[Row]:
    """Count what is found and what is not on the two labelled reports, where they are at hand."""
    if SHARED.exists():
        yield from _rows(measure_samples())


def _rows(measured: Measures) -> Iterator[Row]:
    hard, medium, blanks = measured.hard, measured.medium, measured.placeholders
    both = hard[0] + medium[0], hard[1] + medium[1]
    yield Row("样本漏检：确定的错误", "%", _missed(hard), goal=Goal(5))
    yield Row("样本漏检：确定的和需判断的", "%", _missed(both), goal=Goal(20))
    yield Row("样本漏检：空白", "%", _missed(blanks), goal=Goal(2))
    yield Row("样本误报：不应提示的文字", "处", len(measured.alarms), goal=Goal(0))
    yield Row("样本每千字无标注的提示", "处", measured.uncovered_in_a_thousand, goal=Goal(3))


def _missed(found: tuple[int, int]) -> float:
    return 100 * (found[1] - found[0]) / found[1]


BENCHES = (measure_one, measure_growth, measure_large, measure_sameness, measure_recall)
