"""Setting how gravely a county takes each rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.indicators.enums import Keeper, Severity
from reports.indicators.models import ConsistencyRule, RuleSetting
from reports.indicators.permissions import can_set_rules
from reports.organisations.models import Organisation, User


@dataclass(frozen=True, slots=True)
class SeverityChange:
    """One rule to be taken differently: `seen` is what the page showed when it was chosen."""

    code: str
    seen: str
    chosen: str


def severities_of(government: Organisation) -> dict[str, str]:
    """How a county takes each rule that figures can judge, by the rule's code, in one query."""
    settings = RuleSetting.objects.filter(government=government).values_list("rule__code", "severity")
    rules = ConsistencyRule.objects.filter(kept_by=Keeper.FIGURES).order_by("position", "pk")
    return dict(rules.values_list("code", "severity")) | dict(settings)


@transaction.atomic
def set_severities(
    government: Organisation, changes: Sequence[SeverityChange], *, actor: User, now: datetime
) -> int:
    """Take some rules as chosen from now on, all or none, and say how many differ.

    A choice equal to the rule's own severity is not kept, so that it follows the shipped file again.
    Errors: Invalid for an unknown rule or severity, and where somebody else has changed it meanwhile.
    """
    demand(can_set_rules(actor, government))
    Organisation.objects.select_for_update(no_key=True).get(pk=government.pk)
    current = severities_of(government)
    rules = {rule.code: rule for rule in ConsistencyRule.objects.filter(kept_by=Keeper.FIGURES)}
    wanted = [change for change in changes if change.chosen != change.seen]
    for change in wanted:
        _refuse_bad(change, current)
    for change in wanted:
        _set(government, rules[change.code], change.chosen)
    if wanted:
        _log(government, wanted, actor=actor, now=now)
    return len(wanted)


def _refuse_bad(change: SeverityChange, current: dict[str, str]) -> None:
    if change.code not in current or change.chosen not in Severity.values:
        raise Invalid(f"没有规则“{change.code}”，或者所选的等级不对，请刷新页面后重新选择。", change.code)
    if current[change.code] != change.seen:
        label = Severity(current[change.code]).label
        raise Invalid(f"规则{change.code}刚由别人改为“{label}”，请核对后重新选择。", change.code)


def _set(government: Organisation, rule: ConsistencyRule, severity: str) -> None:
    if severity == rule.severity:
        RuleSetting.objects.filter(government=government, rule=rule).delete()
    else:
        RuleSetting.objects.update_or_create(
            government=government, rule=rule, defaults={"severity": severity}
        )


def _log(government: Organisation, wanted: Sequence[SeverityChange], *, actor: User, now: datetime) -> None:
    changes = [[f"规则{c.code}", Severity(c.seen).label, Severity(c.chosen).label] for c in wanted]
    record_act(
        "设置核对规则",
        government,
        actor=actor,
        now=now,
        scope_path=government.path,
        detail={"changes": changes},
    )
