"""The rules of one county in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.indicators.enums import Keeper, Severity
from reports.indicators.models import ConsistencyRule, Indicator
from reports.indicators.severities import severities_of
from reports.indicators.wording import rule_in_words
from reports.organisations.models import Organisation


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
