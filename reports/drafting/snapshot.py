"""The whole report as one value: read from the living tables or from a kept revision.

Everything that prints or compares a report takes a `Snapshot`, so that it never asks which of the
two it was. Not for: how the snapshot becomes paper (assembly).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from reports.blueprints.enums import ItemForm
from reports.drafting.enums import Occasion
from reports.drafting.models import FigureRequest, Report, ReportBlock, ReportItem, Revision
from reports.indicators.models import Indicator
from reports.indicators.queries import ROLLED_UP_FIRST, figures_of, recorded_of
from reports.indicators.values import BLANK, Figure, from_plain


@dataclass(frozen=True, slots=True)
class SnapshotItem:
    """One row of an items block."""

    heading: str
    text: str = ""
    cause: str = ""
    remedy: str = ""
    measure: str = ""
    responsible_unit: str = ""
    due_on: date | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotBlock:
    """One block with its stored text or rows."""

    key: str
    kind: str
    items_kind: str
    label: str
    text: str
    is_private: bool = False
    items: tuple[SnapshotItem, ...] = ()


@dataclass(frozen=True, slots=True)
class SnapshotSection:
    """One level-1 part; `role` is a value of `document.roles.Role` or '', `item_form` one of `ItemForm`."""

    key: str
    role: str
    heading: str
    blocks: tuple[SnapshotBlock, ...]
    item_form: str = ItemForm.RUN_IN.value


@dataclass(frozen=True, slots=True)
class SnapshotFigure:
    """One asked figure with last year's beside it."""

    code: str
    name: str
    unit: str
    area_name: str
    block_key: str
    this_year: Figure
    last_year: Figure
    note: str = ""
    is_computed: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A report at one moment."""

    year: int
    organisation: str
    title: str
    public_title: str
    addressees: tuple[str, ...]
    signatories: tuple[str, ...]
    dated_on: date | None
    sections: tuple[SnapshotSection, ...]
    figures: tuple[SnapshotFigure, ...]

    def blocks(self) -> Iterable[SnapshotBlock]:
        """All blocks in the order of the paper."""
        return (block for section in self.sections for block in section.blocks)

    def values(self) -> dict[str, Figure]:
        """This year's figures by code."""
        return {figure.code: figure.this_year for figure in self.figures}


def take_snapshot(report: Report) -> Snapshot:
    """Read the living report; the number of queries does not depend on its size."""
    assignment = report.assignment
    return Snapshot(
        year=assignment.round.year,
        organisation=assignment.organisation.name,
        title=report.title,
        public_title=report.public_title,
        addressees=report.addressee_lines,
        signatories=report.signatory_lines,
        dated_on=report.dated_on,
        sections=_sections(report),
        figures=_figures(report),
    )


def printed_snapshot(report: Report) -> Snapshot:
    """What is to be printed: the signed revision from signing on, else the living text."""
    if not report.is_signed:
        return take_snapshot(report)
    return read_revision(report.revisions.filter(occasion=Occasion.SIGNED).latest("number"))


def signed_snapshots(reports: Iterable[Report]) -> dict[int, Snapshot]:
    """What was signed of many reports, by the report's key, in one query; the unsigned are left out."""
    signed = Revision.objects.filter(report__in=reports, occasion=Occasion.SIGNED)
    latest = signed.order_by("report_id", "-number").distinct("report_id")
    return {revision.report_id: read_revision(revision) for revision in latest}


def read_revision(revision: Revision) -> Snapshot:
    """Bring a kept revision back."""
    return _from_json(revision.content)


def to_json(snapshot: Snapshot) -> dict[str, Any]:
    """Make the stored form: plain JSON types, dates and numbers as text."""
    return json.loads(json.dumps(asdict(snapshot), default=str, ensure_ascii=False))


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a stored snapshot, independent of the order of keys."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def living_digest(report: Report) -> str:
    """The mark of the report as it stands now, to tell later whether anything was changed."""
    return digest_of(to_json(take_snapshot(report)))


def _sections(report: Report) -> tuple[SnapshotSection, ...]:
    items: dict[int, list[SnapshotItem]] = defaultdict(list)
    for row in ReportItem.objects.filter(block__report=report).order_by("block_id", "position"):
        items[row.block_id].append(item_of(row))
    blocks: dict[int, list[SnapshotBlock]] = defaultdict(list)
    for block in report.blocks.order_by("position", "pk"):
        blocks[block.section_id].append(_block(block, items[block.pk]))
    return tuple(
        SnapshotSection(
            section.key, section.role, section.heading, tuple(blocks[section.pk]), section.item_form
        )
        for section in report.sections.order_by("position", "pk")
    )


def item_of(row: ReportItem) -> SnapshotItem:
    """Read one stored row."""
    return SnapshotItem(
        heading=row.heading,
        text=row.text,
        cause=row.cause,
        remedy=row.remedy,
        measure=row.measure,
        responsible_unit=row.responsible_unit,
        due_on=row.due_on,
        is_private=row.is_private,
    )


def _block(block: ReportBlock, items: Iterable[SnapshotItem]) -> SnapshotBlock:
    return SnapshotBlock(
        key=block.key,
        kind=block.kind,
        items_kind=block.items_kind,
        label=block.label,
        text=block.text,
        is_private=block.is_private,
        items=tuple(items),
    )


def _figures(report: Report) -> tuple[SnapshotFigure, ...]:
    requests = list(
        FigureRequest.objects.filter(report=report)
        .select_related("indicator", "block")
        .order_by("block__section__position", "block__position", "position")
    )
    indicators = [request.indicator for request in requests]
    organisation, year = report.assignment.organisation, report.assignment.round.year
    codes = [indicator.code for indicator in indicators]
    this_year = figures_of(organisation, year=year, codes=codes, sources=ROLLED_UP_FIRST)
    last_year = figures_of(organisation, year=year - 1, codes=codes)
    recorded = recorded_of(organisation, year=year, codes=codes, sources=ROLLED_UP_FIRST)
    notes = {code: record.note for code, record in recorded.items()}
    return tuple(
        _figure(r.indicator, r.block.key, this_year, last_year, notes.get(r.indicator.code, ""))
        for r in requests
    )


def _figure(
    indicator: Indicator,
    block_key: str,
    this_year: Mapping[str, Figure],
    last_year: Mapping[str, Figure],
    note: str,
) -> SnapshotFigure:
    return SnapshotFigure(
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        area_name=indicator.area_name,
        block_key=block_key,
        this_year=this_year.get(indicator.code, BLANK),
        last_year=last_year.get(indicator.code, BLANK),
        note=note,
        is_computed=indicator.is_coded_ratio,
    )


def _from_json(content: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        year=content["year"],
        organisation=content["organisation"],
        title=content["title"],
        public_title=content["public_title"],
        addressees=tuple(content["addressees"]),
        signatories=tuple(content["signatories"]),
        dated_on=_day(content["dated_on"]),
        sections=tuple(
            SnapshotSection(
                s["key"],
                s["role"],
                s["heading"],
                tuple(map(_block_from_json, s["blocks"])),
                s.get("item_form", ItemForm.RUN_IN.value),  # revisions of before know no other
            )
            for s in content["sections"]
        ),
        figures=tuple(map(_figure_from_json, content["figures"])),
    )


def _block_from_json(block: Mapping[str, Any]) -> SnapshotBlock:
    items = tuple(SnapshotItem(**{**item, "due_on": _day(item["due_on"])}) for item in block["items"])
    return SnapshotBlock(**{**block, "items": items})


def _figure_from_json(figure: Mapping[str, Any]) -> SnapshotFigure:
    return SnapshotFigure(
        **{
            **figure,
            "this_year": from_plain(figure["this_year"]),
            "last_year": from_plain(figure["last_year"]),
        }
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
