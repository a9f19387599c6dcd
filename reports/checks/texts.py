"""What each unit itself wrote in its report, for many reports at once, and the stamp of it.

Left out: fixed text, lines that the template put there, the marks of 不公开. The tokens of figures stay: they
are numbers. From signing on the living text is the signed one, so that no revision need be read.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import MD5, Coalesce, Concat

from reports.blueprints.enums import BlockKind
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report, ReportBlock, ReportItem, ReportQuerySet
from reports.rounds.models import Round
from reports.text.normal import lines_of
from reports.text.publication import without_marks

READ_AS = "1"
"""Part of every stamp: another way of reading or sketching makes all sketches old."""
ROW_FIELDS = ("heading", "text", "cause", "remedy", "measure")
_END = Value("\x1f")


@dataclass(frozen=True, slots=True)
class Part:
    """One level-1 part, `[start, end)` in the characters of the text."""

    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OwnText:
    """What the unit wrote, one paragraph a line, and its parts in their order."""

    text: str
    parts: tuple[Part, ...]

    def heading_at(self, place: int) -> str:
        """The heading of the part in which a character stands."""
        return next((part.heading for part in self.parts if part.start <= place < part.end), "")


NOTHING = OwnText("", ())


def begun_reports(round_: Round) -> ReportQuerySet:
    """The reports of a year that somebody has begun; those of withdrawn tasks are left out."""
    reports = Report.objects.in_force().filter(assignment__round=round_)
    return reports.exclude(started_at=None, status=ReportStatus.DRAFTING)


def with_stamp(reports: QuerySet[Report]) -> QuerySet[Any]:
    """Let the database sum up the stored text of each report as `text_stamp`."""
    blocks = ReportBlock.objects.filter(report=OuterRef("pk")).order_by().values("report")
    rows = ReportItem.objects.filter(block__report=OuterRef("pk")).order_by().values("block__report")
    texts = blocks.annotate(all=_gathered("text", "opening", "kind", order_by="pk")).values("all")
    items = rows.annotate(all=_gathered(*ROW_FIELDS, order_by=("block", "position"))).values("all")
    parts = (Coalesce(Subquery(found), Value(""), output_field=TextField()) for found in (texts, items))
    told = Concat(Value(READ_AS), *parts, output_field=TextField())
    return reports.annotate(text_stamp=MD5(told))


def _gathered(*names: str, order_by: str | tuple[str, ...]) -> StringAgg:
    """Put fields of all rows into one text; no sign that a text may hold stands between them."""
    row = Concat(*(each for name in names for each in (F(name), _END)), output_field=TextField())
    return StringAgg(row, "\x1e", order_by=order_by)


def own_texts(reports: Collection[int]) -> dict[int, OwnText]:
    """Read the own texts of reports by their keys, in two queries; a report without blocks is left out."""
    rows = _rows(reports)
    blocks = (
        ReportBlock.objects.filter(report__in=reports)
        .exclude(kind=BlockKind.FIXED)
        .order_by("report", "section__position", "section", "position", "pk")
        .only("report", "section__heading", "label", "text", "opening")
        .select_related("section")
    )
    return {
        report: OwnText(*_joined(list(mine), rows))
        for report, mine in groupby(blocks, lambda block: block.report_id)
    }


def _rows(reports: Collection[int]) -> dict[int, list[str]]:
    rows: dict[int, list[str]] = defaultdict(list)
    items = ReportItem.objects.filter(block__report__in=reports).order_by("block", "position")
    for block, *texts in items.values_list("block", *ROW_FIELDS):
        said = (without_marks(text).replace("\n", "").strip().rstrip("。") for text in texts)
        rows[block].append("".join(f"{text}。" for text in said if text))
    return rows


def _joined(blocks: list[ReportBlock], rows: Mapping[int, list[str]]) -> tuple[str, tuple[Part, ...]]:
    lines: list[str] = []
    parts: list[Part] = []
    at = 0
    for _, mine in groupby(blocks, lambda block: block.section_id):
        of_part = list(mine)
        written = [line for block in of_part for line in _own_lines(block) + rows.get(block.pk, [])]
        if written:
            end = at + len("\n".join(written))
            heading = of_part[0].section.heading or of_part[0].label
            parts.append(Part(without_marks(heading), at, end))
            lines += written
            at = end + 1
    return "\n".join(lines), tuple(parts)


def _own_lines(block: ReportBlock) -> list[str]:
    """The lines of a block that do not stand in its template."""
    given = {line.strip() for line in lines_of(block.opening)}
    lines = (line.strip() for line in lines_of(without_marks(block.text)))
    return [line for line in lines if line and line not in given]
