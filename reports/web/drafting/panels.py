"""The panel beside the form, for the block in focus: 指引, 上年, 校核, 意见, 历史."""

from dataclasses import dataclass

from django.urls import reverse

from reports.blueprints.expressions import UnknownExpressionError, fill
from reports.blueprints.models import BlueprintBlock
from reports.drafting.assembly import print_figures
from reports.drafting.models import Report, ReportBlock
from reports.drafting.snapshot import printed_snapshot
from reports.organisations.models import User
from reports.organisations.queries import county_name
from reports.review.enums import OpinionState
from reports.review.models import Opinion, Step
from reports.review.permissions import can_answer_opinions
from reports.text.normal import lines_of
from reports.text.publication import without_marks
from reports.text.years import shift_years

TABS = {"guide": "指引", "last": "上年", "checks": "校核", "opinions": "意见", "history": "历史"}
MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the panel."""

    key: str
    label: str
    url: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Guide:
    """What to write, what evaluators look for, and an example of it; each empty where nothing is said."""

    paragraphs: tuple[str, ...] = ()
    evaluation: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's text of the same block: as it printed, and for taking over, with its years moved on."""

    year: int
    paragraphs: tuple[str, ...]
    carried: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel's inside; only the current tab is filled.

    `units` are the tabs inside 上年 of a unit that others went into: its own last year, and theirs.
    """

    block: ReportBlock
    url: str
    tabs: tuple[Tab, ...]
    current: str
    may_answer: bool
    guide: Guide | None = None
    last_year: LastYear | None = None
    units: tuple[Tab, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    steps: tuple[Step, ...] = ()


def read_panel(report: Report, block: ReportBlock, user: User, *, tab: str = "", unit: str = "") -> Panel:
    """Read one tab for one block; `unit` chooses whose 上年, the own one unless it names a predecessor."""
    current = tab if tab in TABS else "guide"
    url = reverse("report_panel", args=[report.pk, block.key])
    units = _units(report, url, unit) if current == "last" else ()
    whose = next((int(each.key) for each in units if each.is_current), report.assignment.organisation_id)
    waiting = report.opinions.filter(block_key__in=[block.key, ""], state=OpinionState.OPEN).count()
    return Panel(
        block=block,
        url=url,
        tabs=tuple(
            Tab(key, label, f"{url}?tab={key}", key == current, waiting if key == "opinions" else 0)
            for key, label in TABS.items()
        ),
        current=current,
        may_answer=bool(can_answer_opinions(user, report)),
        guide=_guide(report, block) if current == "guide" else None,
        last_year=_last_year(report, block, whose) if current == "last" else None,
        units=units,
        opinions=_opinions(report, block) if current == "opinions" else (),
        steps=_steps(report) if current == "history" else (),
    )


def _guide(report: Report, block: ReportBlock) -> Guide:
    stored = BlueprintBlock.objects.filter(
        section__version=report.assignment.blueprint_version_id, key=block.key
    ).first()
    if stored is None:
        return Guide()
    texts = (stored.guidance, stored.evaluation, stored.example)
    return Guide(*(tuple(_filled(text, report)) for text in texts))


def _filled(guidance: str, report: Report) -> list[str]:
    assignment = report.assignment
    try:
        text = fill(
            guidance,
            year=assignment.round.year,
            organisation=assignment.organisation.name,
            county=county_name(assignment.organisation),
        )
    except UnknownExpressionError:
        text = guidance
    return [line.strip() for line in lines_of(text) if line.strip()]


def _units(report: Report, url: str, chosen: str) -> tuple[Tab, ...]:
    """The own unit and those that went into it, as tabs; none where nothing did."""
    own = report.assignment.organisation
    mergers = own.predecessors.select_related("closed").order_by("-merged_on", "pk")
    closed = [merger.closed for merger in mergers]
    keys = [str(unit.pk) for unit in closed]
    current = chosen if chosen in keys else str(own.pk)
    return tuple(
        Tab(str(unit.pk), unit.short_name, f"{url}?tab=last&unit={unit.pk}", str(unit.pk) == current)
        for unit in ((own, *closed) if closed else ())
    )


def _last_year(report: Report, block: ReportBlock, unit: int) -> LastYear | None:
    """Read the block out of what was printed last year: the signed text with the values of its signing."""
    year = report.assignment.round.year - 1
    before = (
        Report.objects.with_assignment()
        .filter(
            assignment__organisation=unit,
            assignment__round__year=year,
            blocks__key=block.key,
        )
        .first()
    )
    snapshot = printed_snapshot(before) if before else None
    found = next((b for b in snapshot.blocks() if b.key == block.key), None) if snapshot else None
    if snapshot is None or found is None:
        return None
    rows = ("。".join(filter(None, (row.heading.rstrip("。"), row.text))) for row in found.items)
    stored = "\n".join(filter(None, (found.text, *rows)))
    printed = print_figures(without_marks(stored), snapshot)
    return LastYear(year, tuple(lines_of(printed)) if stored else (), shift_years(stored, year=year))


def _opinions(report: Report, block: ReportBlock) -> tuple[Opinion, ...]:
    found = report.opinions.filter(block_key__in=[block.key, ""]).select_related("author", "replied_by")
    return tuple(sorted(found, key=lambda opinion: (opinion.state != OpinionState.OPEN, opinion.pk)))


def _steps(report: Report) -> tuple[Step, ...]:
    return tuple(report.steps.select_related("actor", "revision").order_by("-acted_at", "-pk")[:MOST_STEPS])
