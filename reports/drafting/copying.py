"""Copying blueprints into many new reports: Python fills the texts, one statement writes all the parts.

Not for: the reports themselves (starting), nor which figures a unit is asked for (requests).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection

from reports.blueprints.expressions import expressions, fill
from reports.blueprints.models import BlueprintBlock, BlueprintFigure, BlueprintSection
from reports.common.errors import Refused
from reports.drafting.models import Report
from reports.drafting.requests import is_asked
from reports.indicators.values import BLANK_MARK
from reports.text.normal import normal
from reports.text.tokens import replace_tokens

LONGEST_HEADING = 200

_COPY = """
    WITH report AS (
        SELECT * FROM unnest(%(reports)s::bigint[], %(variants)s::bigint[]) AS given (id, variant)
    ),
    heading AS (
        SELECT report.id AS report, part, text FROM report JOIN unnest(
            %(heading_variants)s::bigint[], %(heading_parts)s::bigint[], %(heading_texts)s::text[]
        ) AS shared (variant, part, text) USING (variant)
        UNION ALL
        SELECT * FROM unnest(
            %(own_heading_reports)s::bigint[], %(own_heading_parts)s::bigint[], %(own_heading_texts)s::text[]
        )
    ),
    opening AS (
        SELECT report.id AS report, part, text FROM report JOIN unnest(
            %(opening_variants)s::bigint[], %(opening_parts)s::bigint[], %(opening_texts)s::text[]
        ) AS shared (variant, part, text) USING (variant)
        UNION ALL
        SELECT * FROM unnest(
            %(own_opening_reports)s::bigint[], %(own_opening_parts)s::bigint[], %(own_opening_texts)s::text[]
        )
    ),
    section AS (
        INSERT INTO reports_reportsection (report_id, key, role, heading, item_form, position, version)
        SELECT heading.report, s.key, s.role, heading.text, s.item_form, s.position, 0
        FROM heading JOIN reports_blueprintsection s ON s.id = heading.part
        RETURNING id, report_id, key
    ),
    block AS (
        INSERT INTO reports_reportblock (
            report_id, section_id, key, kind, items_kind, label, text, opening, position,
            version, is_open, is_private, needs_confirmation
        )
        SELECT opening.report, section.id, b.key, b.kind, b.items_kind, b.label,
               opening.text, opening.text, b.position, 0, TRUE, FALSE, FALSE
        FROM opening
        JOIN reports_blueprintblock b ON b.id = opening.part
        JOIN reports_blueprintsection s ON s.id = b.section_id
        JOIN section ON section.report_id = opening.report AND section.key = s.key
        RETURNING id, report_id, key
    )
    INSERT INTO reports_figurerequest (report_id, block_id, indicator_id, position)
    SELECT report.id, block.id, f.indicator_id, f.position
    FROM report
    JOIN unnest(%(asked_variants)s::bigint[], %(asked_figures)s::bigint[]) AS asked (variant, figure)
        USING (variant)
    JOIN reports_blueprintfigure f ON f.id = asked.figure
    JOIN reports_blueprintblock b ON b.id = f.block_id
    JOIN block ON block.report_id = report.id AND block.key = b.key
"""
"""Each part meets the part above it among the rows just written: no table is read that grows."""


@dataclass(frozen=True, slots=True)
class Variant:
    """All that decides what a report holds, except the name of its unit."""

    version_id: int
    year: int
    county: str
    packs: tuple[str, ...]
    kind: str
    duties: tuple[str, ...]
    data_offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """The reports of one variant, which is a number to the statement."""

    number: int
    variant: Variant
    reports: list[Report]


@dataclass(frozen=True, slots=True)
class Template:
    """The parts of one blueprint version, in their order."""

    sections: list[BlueprintSection] = field(default_factory=list)
    blocks: list[BlueprintBlock] = field(default_factory=list)
    figures: list[BlueprintFigure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Texts:
    """Filled texts of one sort of part: (variant, part, text) where reports share it, else (report, …)."""

    shared: list[tuple[int, int, str]] = field(default_factory=list)
    own: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, alike: Alike, part_id: int, pattern: str, *, to: Callable[[str], str]) -> None:
        """Fill a pattern once for all reports of a variant, or for each one where it names the unit."""
        if "organisation" in expressions(pattern):
            self.own.extend((r.pk, part_id, to(_fill(pattern, alike.variant, r))) for r in alike.reports)
        else:
            text = _fill(pattern, alike.variant, alike.reports[0])
            self.shared.append((alike.number, part_id, to(text)))

    def columns(self, name: str) -> dict[str, list[Any]]:
        """The same as parameters of the statement."""
        return _columns(self.shared, f"{name}_variants", f"{name}_parts", f"{name}_texts") | _columns(
            self.own, f"own_{name}_reports", f"own_{name}_parts", f"own_{name}_texts"
        )


def copy_blueprints(reports: Sequence[Report], *, counties: Mapping[int, str]) -> None:
    """Give new reports the sections, blocks and figure requests of their versions, in four queries.

    Shape:  `counties` has the name of the county by the key of the assignment.
    Errors: Refused for a heading that the name of the unit makes too long.
    """
    groups = list(_groups(reports, counties))
    templates = _templates({group.variant.version_id for group in groups})
    headings, openings, asked = Texts(), Texts(), list[tuple[int, int]]()
    for group in groups:
        template = templates[group.variant.version_id]
        listed = _asked(template.figures, group)
        opening = partial(_opening, codes={figure.indicator.code for figure in listed})
        for section in template.sections:
            headings.add(group, section.pk, section.heading, to=_heading)
        for block in template.blocks:
            if _is_chosen(block, group.variant):
                openings.add(group, block.pk, block.fixed_text or block.opening, to=opening)
        asked += [(group.number, figure.pk) for figure in listed]
    owners = [(report.pk, group.number) for group in groups for report in group.reports]
    with connection.cursor() as cursor:
        cursor.execute(
            _COPY,
            _columns(owners, "reports", "variants")
            | headings.columns("heading")
            | openings.columns("opening")
            | _columns(asked, "asked_variants", "asked_figures"),
        )


def _groups(reports: Iterable[Report], counties: Mapping[int, str]) -> Iterator[Alike]:
    by_variant: dict[Variant, list[Report]] = defaultdict(list)
    for report in reports:
        assignment, unit = report.assignment, report.assignment.organisation
        variant = Variant(
            version_id=assignment.blueprint_version_id,
            year=assignment.round.year,
            county=counties[assignment.pk],
            packs=tuple(assignment.packs),
            kind=unit.kind,
            duties=tuple(unit.duties),
            data_offices=tuple(unit.data_offices),
        )
        by_variant[variant].append(report)
    for number, (variant, alike) in enumerate(by_variant.items()):
        yield Alike(number, variant, alike)


def _templates(version_ids: Iterable[int]) -> Mapping[int, Template]:
    """Read the parts of the versions, in three queries."""
    found: dict[int, Template] = defaultdict(Template)
    versions = list(version_ids)
    for section in BlueprintSection.objects.filter(version__in=versions).order_by("position"):
        found[section.version_id].sections.append(section)
    blocks = BlueprintBlock.objects.filter(section__version__in=versions).select_related("section")
    for block in blocks.order_by("section__position", "position"):
        found[block.section.version_id].blocks.append(block)
    figures = BlueprintFigure.objects.filter(block__section__version__in=versions)
    for figure in figures.select_related("indicator", "block__section").order_by(
        "block__section__position", "block__position", "position"
    ):
        found[figure.block.section.version_id].figures.append(figure)
    return found


def _is_chosen(block: BlueprintBlock, variant: Variant) -> bool:
    return not block.pack or block.pack in variant.packs


def _asked(figures: Iterable[BlueprintFigure], group: Alike) -> list[BlueprintFigure]:
    """The figures these units are asked for, each indicator once; one not counted that year is left out."""
    unit = group.reports[0].assignment.organisation
    seen: dict[int, BlueprintFigure] = {}
    for figure in figures:
        is_counted = figure.indicator.is_valid_in(group.variant.year)
        if is_counted and _is_chosen(figure.block, group.variant) and is_asked(figure, unit):
            seen.setdefault(figure.indicator_id, figure)
    return list(seen.values())


def _fill(pattern: str, variant: Variant, report: Report) -> str:
    name = report.assignment.organisation.name
    return fill(pattern, year=variant.year, organisation=name, county=variant.county)


def _heading(text: str) -> str:
    if len(text) > LONGEST_HEADING:
        raise Refused(f"标题“{text[:30]}……”超过{LONGEST_HEADING}字，请把单位名称改短后再试。")
    return text


def _opening(text: str, *, codes: Collection[str]) -> str:
    """A block's first text; a figure in it that these units are not asked for is left open."""
    return replace_tokens(normal(text), lambda code: None if code in codes else BLANK_MARK)


def _columns(rows: Sequence[tuple[Any, ...]], *names: str) -> dict[str, list[Any]]:
    """Turn rows into named columns, which the statement unnests again."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}
