"""Printing Word files: the same report through three writers, growth, and a volume of many reports."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial

from reports.document.markup import print_document, read_document
from reports.document.nodes import Document
from reports.importing.docx_reader import docx_text
from reports.rendering.docx.changes import write_marked_docx
from reports.rendering.docx.report import write_docx
from tests.bench.papers import long_report, many_paragraphs, many_rows
from tests.bench.peers import PlainWriter, TemplateWriter
from tests.bench.rows import Goal, Measure, Peer, Row, Scale, VoidComparison
from tests.bench.timing import alternate, peak_growth

Writer = Callable[[Document], bytes]
OURS, DOCXTPL, PYTHON_DOCX = "本程序", "docxtpl", "python-docx"
PEERS = (DOCXTPL, PYTHON_DOCX)
SHARE_OF_DOCXTPL = Goal(1 / 3, Measure.RATIO)
LINEAR = Goal(1.2)
"""Ten times the work may take twelve times as long: what is left is the noise of a busy machine."""


MAKERS: Mapping[str, Callable[[Scale], Writer]] = {
    OURS: lambda _scale: write_docx,
    DOCXTPL: lambda scale: TemplateWriter(long_report(0, scale)),
    PYTHON_DOCX: lambda _scale: PlainWriter(),
}
"""How each writer is made, with what it keeps from report to report."""


def compare_writers(scale: Scale) -> Iterator[Row]:
    """Print one batch through each writer, report by report in turn, and compare time, rate and bytes."""
    contenders = {name: make(scale) for name, make in MAKERS.items()}
    sizes = sizes_of_equal_papers(contenders, long_report(1, scale))
    papers = (long_report(number, scale) for number in range(scale.batch))
    timings = alternate(contenders, papers)
    milliseconds = {name: timing.typical * 1000 for name, timing in timings.items()}
    name = f"写报告，{scale.batch}份的中位时间"
    yield against(DOCXTPL, milliseconds, name=name, unit="ms/份", goal=SHARE_OF_DOCXTPL)
    yield against(PYTHON_DOCX, milliseconds, name=name, unit="ms/份")
    rates = {name: timing.rate for name, timing in timings.items()}
    yield from (against(peer, rates, name="写报告，每秒份数", unit="份/s") for peer in PEERS)
    yield from (against(peer, sizes, name="写报告，文件大小", unit="字节") for peer in PEERS)


def sizes_of_equal_papers(contenders: Mapping[str, Writer], paper: Document) -> dict[str, float]:
    """Give the bytes of each contender's file.

    Errors: VoidComparison when the files do not hold the same text.
    """
    files = {name: write(paper) for name, write in contenders.items()}
    if len({docx_text(file) for file in files.values()}) != 1:
        raise VoidComparison("各程序写出的文字不一致，比较无效。")
    return {name: float(len(file)) for name, file in files.items()}


def against(peer: str, values: Mapping[str, float], *, name: str, unit: str, goal: Goal | None = None) -> Row:
    """Set our number against a peer's."""
    return Row(name, unit, values[OURS], Peer(peer, values[peer]), goal)


def compare_memory(scale: Scale) -> Iterator[Row]:
    """Let each writer print some reports in a fresh process of its own."""
    megabytes = {name: peak_growth(partial(_write_some, name), scale) / 2**20 for name in (OURS, *PEERS)}
    name = f"写{scale.kept}份的峰值内存增量（子进程 VmHWM）"
    yield from (against(peer, megabytes, name=name, unit="MB") for peer in PEERS)


def _write_some(name: str, scale: Scale) -> None:
    write = MAKERS[name](scale)
    for number in range(scale.kept):
        write(long_report(number, scale))


def measure_growth(scale: Scale) -> Iterator[Row]:
    """Print papers of one size and of ten times that size in turn, and copies that mark every paragraph."""
    small = scale.growth_from
    yield from growth("写{}段的报告", small, lambda size: partial(write_docx, many_paragraphs(size)), scale)
    yield from growth("写{}行的报告", small, lambda size: partial(write_docx, many_rows(size)), scale)
    yield from growth("{}段全部改动的标记稿", max(1, small // 5), _marked_copy, scale)


def _marked_copy(size: int) -> Callable[[], object]:
    old = many_paragraphs(size)
    new = read_document(print_document(old).replace("的", "之"))
    return partial(write_marked_docx, old, new, author="审查员", at=datetime(2026, 1, 20, tzinfo=UTC))


def growth(name: str, small: int, make: Callable[[int], Callable[[], object]], scale: Scale) -> Iterator[Row]:
    """Time the work of one size and of ten times that size in turn; linear work grows by 1."""
    large = small * 10
    works = {size: make(size) for size in (small, large)}
    turns = {size: lambda _round, work=work: work() for size, work in works.items()}
    timings = alternate(turns, range(scale.rounds))
    yield Row(name.format(large), "ms", timings[large].typical * 1000)
    ratio = timings[large].typical / timings[small].typical / 10
    yield Row(name.format(f"{small}→{large}") + "：时间之比除以10", "倍", ratio, goal=LINEAR)


BENCHES = (compare_writers, compare_memory, measure_growth)
