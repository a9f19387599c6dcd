"""The reports that benches write and read: the same words in the same number give the same paper."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import reports.demo
from reports.document.nodes import Attachment, Block, Document, Heading, Paragraph, Run, Table
from reports.text.numerals import to_chinese
from tests.bench.rows import Scale

ORGAN = "云岭县青石镇人民政府"
PARTS = (
    "2025年度推进法治政府建设的主要举措和成效",
    "党政主要负责人履行推进法治建设第一责任人职责情况",
    "推进法治政府建设存在的不足和原因",
    "下一年度推进法治政府建设的主要安排",
)
"""The headings of a unit's report, as the statutory blueprint has them."""
IN_PART = 9  # paragraphs in each part of a unit's report
HEADER = ("指标名称（截至本年12月31日）", "单位", "本年", "上年", "增减")
_COUNTY = Path(reports.demo.__file__).parent / "county"
_SENTENCES = re.compile(r"[\u4e00-\u9fff，、；：“”（）0-9]{12,}。")


def long_report(number: int, scale: Scale) -> Document:
    """Make the report of the comparison: sections of paragraphs, an annex of rows."""
    blocks: list[Block] = []
    for section in range(1, scale.sections + 1):
        blocks.append(Heading(1, f"{to_chinese(section)}、", f"第{section}部分工作情况"))
        for paragraph in range(scale.paragraphs):
            seed = number + section * scale.paragraphs + paragraph
            blocks.append(Paragraph((Run(prose(seed, scale.characters)),)))
    annex = Attachment("主要数据", (Table((HEADER, *figure_rows(number, scale.annex_rows))),))
    return _report(f"第{number}号法治政府建设报告", blocks, annex)


def unit_report(number: int) -> Document:
    """Make a unit's report of usual length: four parts, 5,400 characters, no paragraph twice in a volume."""
    blocks: list[Block] = []
    for rank, heading in enumerate(PARTS, 1):
        first = (number * len(PARTS) + rank) * IN_PART
        blocks.append(Heading(1, f"{to_chinese(rank)}、", heading))
        blocks += [Paragraph((Run(prose(first + place, 150)),)) for place in range(IN_PART)]
    return _report(f"第{number}号法治政府建设报告", blocks)


def many_paragraphs(count: int) -> Document:
    """Make a report of one part with so many paragraphs."""
    return _report("段落很多的报告", [Paragraph((Run(prose(number, 100)),)) for number in range(count)])


def many_rows(count: int) -> Document:
    """Make a report of one table with so many rows."""
    return _report("表格很长的报告", [Table((HEADER, *figure_rows(0, count)))])


@cache
def _words() -> str:
    """The sentences of the demonstration county: invented words would deflate far better than an office's."""
    texts = (path.read_text("utf-8") for path in sorted(_COUNTY.glob("*.yaml")))
    return "".join(sentence for text in texts for sentence in _SENTENCES.findall(text))


def prose(seed: int, length: int) -> str:
    """Write a paragraph of exactly so many characters; its opening names the seed."""
    opening, words = f"本年第{seed}项工作中，", _words()
    start = seed * length % len(words)
    return (opening + (words + words)[start:])[: length - 1] + "。"


def figure_rows(seed: int, count: int) -> Iterator[tuple[str, ...]]:
    """Write the rows of the annex: a name, its unit, two years and the change."""
    for rank in range(1, count + 1):
        this_year, last_year = seed + rank * 7, seed + rank * 6
        yield (f"行政执法指标{rank}", "件", str(this_year), str(last_year), str(this_year - last_year))


def _report(title: str, blocks: list[Block], *attachments: Attachment) -> Document:
    return Document(
        title=title,
        addressees=("县委、县政府",),
        blocks=tuple(blocks),
        signatories=(ORGAN,),
        date=date(2026, 1, 20),
        attachments=attachments,
    )
