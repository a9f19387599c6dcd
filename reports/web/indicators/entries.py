"""One entry of the dictionary with all that hangs on it, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from reports.audit.models import Entry
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import BlueprintFigure
from reports.drafting.models import FigureRequest, Report
from reports.indicators.drafts import changed_fields, draft_of, draft_of_entry, shipped_entry
from reports.indicators.enums import Aggregation, Kind, Period
from reports.indicators.formulas import codes as codes_of
from reports.indicators.models import ConsistencyRule, Indicator
from reports.indicators.rulebook import rules_in_force, subject_of
from reports.indicators.rules import Subject, parse_rule
from reports.indicators.units import other_words_for
from reports.indicators.wording import rule_in_words
from reports.organisations.models import User
from reports.web.indicators.queries import formula_in_words, holder_in_words, names_in_formulas
from reports.web.indicators.states import current_report_year

MOST_UNITS = 60
MOST_CHANGES = 20


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in which the entry takes part."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Which units are asked in the latest year: how many, and the first of them by name."""

    year: int
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastChange:
    """One act on the entry, with what it changed."""

    at: datetime
    person: str
    action: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry; `differences` are those to what was shipped, `asking` is None where nobody is asked."""

    indicator: Indicator
    kind: str
    period: str
    aggregation: str
    numerator: str
    denominator: str
    holder: str
    unit_words: str
    years: str
    is_shipped: bool
    differences: tuple[tuple[str, str, str], ...]
    rules: tuple[RuleLine, ...]
    made_of_it: tuple[Indicator, ...]
    templates: tuple[str, ...]
    asking: Asking | None


def entry_page(indicator: Indicator, user: User) -> EntryPage:
    """Read one entry with its rules, the ratios made of it, the templates and units that are asked."""
    names = names_in_formulas([indicator])
    shipped = shipped_entry(indicator.code)
    return EntryPage(
        indicator=indicator,
        kind=Kind(indicator.kind).label,
        period=Period(indicator.period).label,
        aggregation=Aggregation(indicator.aggregation).label,
        numerator=formula_in_words(indicator.numerator, names),
        denominator=formula_in_words(indicator.denominator, names),
        holder=holder_in_words(indicator.source_unit),
        unit_words="、".join(other_words_for(indicator.unit)),
        years=_years(indicator),
        is_shipped=shipped is not None,
        differences=tuple(changed_fields(draft_of_entry(shipped), draft_of(indicator))) if shipped else (),
        rules=_rules(subject_of(indicator)),
        made_of_it=_made_of(indicator.code),
        templates=_templates(indicator),
        asking=_asking(indicator, user),
    )


def past_changes(indicator: Indicator) -> tuple[PastChange, ...]:
    """What was done to an entry, newest first."""
    acts = Entry.objects.filter(subject_type="Indicator", subject_id=str(indicator.pk)).order_by("-pk")
    return tuple(
        PastChange(act.at, act.actor_name, act.action, tuple(map(tuple, act.detail.get("changes", ()))))
        for act in acts[:MOST_CHANGES]
    )


def _years(indicator: Indicator) -> str:
    match indicator.valid_from, indicator.valid_to:
        case None, None:
            return "各年度"
        case begun, None:
            return f"{begun}年度起"
        case None, ended:
            return f"{ended}年度止"
        case begun, ended:
            return f"{begun}年度至{ended}年度"
    raise AssertionError


def _rules(subject: Subject) -> tuple[RuleLine, ...]:
    rules = [r for r in rules_in_force(current_report_year()).order_by("position") if _speaks(r, subject)]
    codes = {
        code for rule in rules for clause in parse_rule("", rule.text, severity="") for code in clause.codes
    }
    names = dict(Indicator.objects.filter(code__in=codes).values_list("code", "name"))
    return tuple(RuleLine(rule.code, rule_in_words(rule.text, names)) for rule in rules)


def _speaks(rule: ConsistencyRule, subject: Subject) -> bool:
    """Whether a rule names the entry, or speaks of all of its kind."""
    clauses = parse_rule(rule.code, rule.text, severity=rule.severity)
    return any(
        subject.is_one_of(clause.each) if clause.each else subject.code in clause.codes for clause in clauses
    )


def _made_of(code: str) -> tuple[Indicator, ...]:
    """The ratios that are made of this entry."""
    near = Indicator.objects.filter(Q(numerator__contains=code) | Q(denominator__contains=code))
    return tuple(
        ratio
        for ratio in near.order_by("position", "pk")
        if code in codes_of(ratio.numerator) + codes_of(ratio.denominator)
    )


def _templates(indicator: Indicator) -> tuple[str, ...]:
    """The published templates that ask for it, each with the block."""
    asked = BlueprintFigure.objects.filter(
        indicator=indicator, block__section__version__status=VersionStatus.PUBLISHED
    )
    found = asked.select_related("block__section__version__blueprint").order_by("block__section__version")
    return tuple(dict.fromkeys(f"{f.block.section.version.blueprint}：{f.block.label}" for f in found))


def _asking(indicator: Indicator, user: User) -> Asking | None:
    """The units that are asked, among those that this person may see."""
    requests = FigureRequest.objects.filter(indicator=indicator, report__in=Report.objects.visible_to(user))
    latest = requests.order_by("-report__assignment__round__year")
    year = latest.values_list("report__assignment__round__year", flat=True).first()
    if year is None:
        return None
    of_year = requests.filter(report__assignment__round__year=year)
    units = of_year.order_by(
        "report__assignment__organisation__position", "report__assignment__organisation__pk"
    ).values_list("report__assignment__organisation__name", flat=True)
    names = list(units[: MOST_UNITS + 1])
    count = of_year.count() if len(names) > MOST_UNITS else len(names)
    return Asking(year, count, tuple(names[:MOST_UNITS]))
