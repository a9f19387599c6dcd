"""Binding a volume: many units' reports in one Word file, against merging their finished files."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from reports.document.nodes import Document
from reports.importing.docx_reader import docx_text
from reports.rendering.docx.report import write_docx
from reports.rendering.docx.volume import write_volume
from tests.bench.papers import unit_report
from tests.bench.peers import compose
from tests.bench.rows import Goal, Row, Scale, VoidComparison
from tests.bench.timing import alternate
from tests.bench.word import OURS, against, growth

TITLE = "法治政府建设年度报告汇编"
DOCXCOMPOSE = "docxcompose"
WITHIN_A_SECOND = Goal(1.0)
TURNS = 5  # each merge takes seconds


def bind_volume(scale: Scale) -> Iterator[Row]:
    """Print a volume of units' reports; docxcompose merges their files, which are there before it starts."""
    papers = [unit_report(number) for number in range(scale.units)]
    files = [write_docx(paper) for paper in papers]
    require_every_line(papers, files)
    binders = {
        OURS: lambda _turn: write_volume(papers, title=TITLE),
        DOCXCOMPOSE: lambda _turn: compose(files),
    }
    timings = alternate(binders, range(min(TURNS, scale.rounds)))
    seconds = {name: timing.typical for name, timing in timings.items()}
    name = f"{scale.units}份单位报告合订成一册"
    yield against(DOCXCOMPOSE, seconds, name=name, unit="s", goal=WITHIN_A_SECOND)


def require_every_line(papers: Sequence[Document], files: Sequence[bytes]) -> None:
    """Refuse to compare when a line of a report is missing from either volume, or stands in another order.

    A volume may add what binds it: its own title, a table of contents.
    """
    lines = [line for file in files for line in docx_text(file).split("\n")]
    for volume in (write_volume(papers, title=TITLE), compose(files)):
        left = iter(docx_text(volume).split("\n"))
        if not all(line in left for line in lines):
            raise VoidComparison("合订本缺少报告中的文字，比较无效。")


def measure_growth(scale: Scale) -> Iterator[Row]:
    """Bind a tenth of the units' reports and all of them in turn."""
    return growth("{}份合订", max(1, scale.units // 10), _volume, scale)


def _volume(count: int) -> Callable[[], object]:
    return partial(write_volume, [unit_report(number) for number in range(count)], title=TITLE)


BENCHES = (bind_volume, measure_growth)
