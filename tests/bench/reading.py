"""Reading papers: a Word file, the outline of a text, a batch of files to import, there and back."""

from collections.abc import Iterator, Sequence

from reports.blueprints.content import SectionContent
from reports.blueprints.packs import read_pack, shipped_packs
from reports.document.markup import print_document
from reports.document.outline import outline
from reports.importing.docx_reader import read_docx
from reports.importing.placement import propose
from reports.importing.places import PlacementBlock, PlacementSection
from reports.importing.reading import read_report_file
from reports.indicators.dictionary import shipped_dictionary
from reports.rendering.docx.report import write_docx
from tests.bench.papers import long_report, unit_report
from tests.bench.rows import Row, Scale, VoidComparison
from tests.bench.timing import repeat

OUTLINED = 6000  # characters


def measure_reading(scale: Scale) -> Iterator[Row]:
    """Read the report that the writers print."""
    file = write_docx(long_report(1, scale))
    timing = repeat(lambda: read_docx(file), scale.rounds)
    yield Row("读一份Word报告", "ms", timing.typical * 1000)


def measure_roundtrip(scale: Scale) -> Iterator[Row]:
    """Print a unit's report and read it again; its text must come back."""
    paper = unit_report(1)
    if print_document(read_docx(write_docx(paper))) != print_document(paper):
        raise VoidComparison("写出再读回的文字与原文不一致，计时无效。")
    timing = repeat(lambda: read_docx(write_docx(paper)), scale.rounds)
    yield Row("单位报告写出再读回", "ms", timing.typical * 1000)


def measure_outline(scale: Scale) -> Iterator[Row]:
    """List the headings of a text of a usual length."""
    reports = (print_document(unit_report(number)) for number in (1, 2))
    text = "\n".join(reports)[:OUTLINED]
    timing = repeat(lambda: outline(text), scale.rounds)
    yield Row(f"{OUTLINED}字的提纲", "ms", timing.typical * 1000)


def measure_import(scale: Scale) -> Iterator[Row]:
    """Read a batch of units' files and place them into the statutory blueprint, without storing them."""
    files = [write_docx(unit_report(number)) for number in range(scale.files)]
    sections = statutory_sections()
    timing = repeat(lambda: import_all(files, sections), scale.rounds)
    yield Row(f"导入{scale.files}个文件（读取并归位，不入库）", "s", timing.typical)


def import_all(files: Sequence[bytes], sections: Sequence[PlacementSection]) -> int:
    """Read all files and count the paragraphs that were given a place."""
    return sum(len(propose(read_report_file("报告.docx", file), sections)) for file in files)


def statutory_sections() -> list[PlacementSection]:
    """What placing needs to know of the shipped statutory blueprint."""
    [path] = [path for path in shipped_packs() if path.stem == "statutory"]
    pack = read_pack(path, shipped_dictionary().names())
    return [_described(section) for section in pack.content.sections]


def _described(section: SectionContent) -> PlacementSection:
    blocks = tuple(PlacementBlock(b.key, b.kind, b.label, b.matches) for b in section.blocks)
    return PlacementSection(section.key, section.role, section.heading, blocks)


BENCHES = (measure_reading, measure_roundtrip, measure_outline, measure_import)
