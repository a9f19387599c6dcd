"""What the checks may know about a report besides its text: figures, last year's paper, names, parts."""

from collections.abc import Iterable

from reports.checks.checking import Breach, Context, GridFigure
from reports.checks.findings import Severity
from reports.checks.lexicons import lexicon_for
from reports.document.markup import print_document
from reports.document.roles import STATUTORY_ROLES, Role
from reports.drafting.assembly import assemble
from reports.drafting.models import Report
from reports.drafting.snapshot import Snapshot, SnapshotFigure, printed_snapshot
from reports.indicators.models import Indicator
from reports.indicators.rulebook import judge_figures
from reports.indicators.values import Figure, display
from reports.organisations.models import Organisation, paths_over


def context_of(report: Report, snapshot: Snapshot) -> Context:
    """Gather what a report's own paper does not say; few queries, whatever its size."""
    return Context(
        lexicon=lexicon_for(report.assignment.organisation),
        names=_names(report.assignment.organisation),
        roles=_roles(snapshot),
        last_text=_last_text(report),
        figures=_figures(snapshot),
        breaches=_breaches(report.assignment.organisation, snapshot),
    )


def official_names(units: Iterable[Organisation]) -> tuple[str, ...]:
    """Everything that these units are called, each name once."""
    names = (name for unit in units for name in (unit.name, unit.short_name, unit.party_name, unit.place))
    return tuple(dict.fromkeys(filter(None, names)))


def _names(organisation: Organisation) -> tuple[str, ...]:
    """The unit's own names, then those of the governments above it."""
    return official_names(
        Organisation.objects.filter(path__in=paths_over(organisation.path)).order_by("-path")
    )


def _roles(snapshot: Snapshot) -> tuple[Role, ...]:
    """The statutory parts that a level-1 heading must show: a written block named after one is that part."""
    written = {block.key for block in snapshot.blocks() if block.text.strip() or block.items}
    return tuple(role for role in STATUTORY_ROLES if role not in written)


def _last_text(report: Report) -> str:
    """What the unit printed a year ago, empty where there is nothing."""
    assignment = report.assignment
    last = (
        Report.objects.with_assignment()
        .in_force()
        .filter(
            assignment__organisation=assignment.organisation_id,
            assignment__round__year=assignment.round.year - 1,
        )
        .first()
    )
    return print_document(assemble(printed_snapshot(last))) if last else ""


def _figures(snapshot: Snapshot) -> tuple[GridFigure, ...]:
    codes = [figure.code for figure in snapshot.figures]
    aliases = dict(Indicator.objects.filter(code__in=codes).values_list("code", "aliases")) if codes else {}
    return tuple(_grid_figure(figure, aliases.get(figure.code, [])) for figure in snapshot.figures)


def _grid_figure(figure: SnapshotFigure, aliases: list[str]) -> GridFigure:
    return GridFigure(
        names=(figure.name, *aliases),
        value=_printed(figure.this_year, figure.unit),
        unit=figure.unit,
        last=_printed(figure.last_year, figure.unit),
    )


def _printed(figure: Figure, unit: str) -> str:
    """A number as it prints; what is no number says nothing to a check."""
    return "" if figure.value is None else display(figure, unit)


def _breaches(organisation: Organisation, snapshot: Snapshot) -> tuple[Breach, ...]:
    """What the rules of the county say about the figures, each as gravely as the county takes it."""
    block_of = {figure.code: figure.block_key for figure in snapshot.figures}
    found = judge_figures(
        organisation,
        year=snapshot.year,
        figures=snapshot.values(),
        last={figure.code: figure.last_year for figure in snapshot.figures},
        notes={figure.code: figure.note for figure in snapshot.figures},
    )
    return tuple(
        Breach(
            each.sentence,
            Severity(each.severity),
            next((block_of[code] for code in each.codes if code in block_of), ""),
        )
        for each in found
    )
