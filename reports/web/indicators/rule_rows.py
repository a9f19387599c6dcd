"""The rules of one county in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from reports.indicators.enums import Keeper, Severity
from reports.indicators.models import ConsistencyRule, Indicator
from reports.indicators.severities import severities_of
from reports.indicators.wording import rule_in_words
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule; `severity` is the county's, `chosen` what was picked but not kept yet."""

    code: str
    words: str
    hint: str
    source: str
    is_judged: bool
    shipped: str
    severity: str
    chosen: str

    @property
    def is_changed(self) -> bool:
        """Whether the county takes it otherwise than the product."""
        return self.is_judged and self.severity != self.shipped

    @property
    def severity_label(self) -> str:
        """The county's severity in words."""
        return str(Severity(self.severity).label)

    @property
    def shipped_label(self) -> str:
        """The product's severity in words."""
        return str(Severity(self.shipped).label)


def rule_rows(government: Organisation, *, chosen: Mapping[str, str]) -> tuple[RuleRow, ...]:
    """All rules in their order, in four queries; `chosen` is what somebody has picked on the page."""
    names = dict(Indicator.objects.values_list("code", "name"))
    severities = severities_of(government)
    rules = ConsistencyRule.objects.filter(is_in_force=True).order_by("position", "pk")
    return tuple(_row(rule, names, severities.get(rule.code, rule.severity), chosen) for rule in rules)


def _row(
    rule: ConsistencyRule, names: Mapping[str, str], severity: str, chosen: Mapping[str, str]
) -> RuleRow:
    picked = chosen.get(f"severity-{rule.code}", severity)
    return RuleRow(
        code=rule.code,
        words=rule_in_words(rule.text, names) if rule.text else rule.reason,
        hint=rule.hint,
        source=rule.source,
        is_judged=rule.kept_by == Keeper.FIGURES,
        shipped=rule.severity,
        severity=severity,
        chosen=picked if picked in Severity.values else severity,
    )


def governments_of(user: User) -> list[Organisation]:
    """The governments whose rules a person may read: the nearest over each post, then those overseen."""
    governments = Organisation.objects.filter(kind=OrganisationKind.COUNTY_GOVERNMENT, is_active=True)
    if user.is_superuser:
        return list(governments.order_by("path"))
    posts = user.standing().posts
    above = {path for post in posts for path in _paths_above(post.path)}
    found = list(
        governments.filter(Q(path__in=above) | user.standing().county_reach("path")).order_by("path")
    )
    nearest = [each for post in posts if (each := _nearest(found, post.path))]
    overseen = [g for g in found for p in posts if p.reach_path and g.path.startswith(p.reach_path)]
    return list(dict.fromkeys([*nearest, *overseen]))


def _paths_above(path: str) -> list[str]:
    """The paths of a unit and of all that stand above it."""
    return [path[: at + 1] for at, sign in enumerate(path) if sign == "/" and at]


def _nearest(governments: Iterable[Organisation], path: str) -> Organisation | None:
    over = [government for government in governments if path.startswith(government.path)]
    return max(over, key=lambda government: len(government.path), default=None)
