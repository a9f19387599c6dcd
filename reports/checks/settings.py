"""Setting how a county takes each check, in all its reports or in those of one template.

Not for: what holds for one report in the end (rulebook).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from reports.audit.services import record_act
from reports.blueprints.models import Blueprint
from reports.checks.catalogue import CHECKS, check_with
from reports.checks.enums import Level
from reports.checks.models import CheckSetting
from reports.checks.permissions import can_set_checks
from reports.checks.rulebook import CHANGEABLE, settings_over
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.organisations.models import Organisation, User
from reports.rounds.models import Assignment


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One check to be taken differently: `seen` is what the page showed when it was chosen."""

    code: str
    seen: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How one check is taken in one place.

    `own` is what was chosen there, empty where what is `given` from above holds.
    """

    given: str
    own: str = ""

    @property
    def level(self) -> str:
        """What holds."""
        return self.own or self.given


def levels_at(government: Organisation, blueprint: Blueprint | None = None) -> dict[str, Taken]:
    """How a county takes each check, at large or in one template, by the check's code, in one query."""
    given = {check.code: check.severity.value for check in CHECKS}
    own: dict[str, str] = {}
    place = (government.pk, blueprint.pk if blueprint else None)
    rows = settings_over(government.path, place[1])
    for *where, code, level in rows.values_list("government", "blueprint", "code", "level"):
        if code in CHANGEABLE:
            (own if tuple(where) == place else given)[code] = level
    return {code: Taken(level, own.get(code, "")) for code, level in given.items()}


def blueprints_used(government: Organisation) -> QuerySet[Blueprint]:
    """The families of templates that a county's reports were ever made from."""
    assigned = Assignment.objects.filter(round__government=government)
    return Blueprint.objects.filter(pk__in=assigned.values("blueprint_version__blueprint")).order_by("pk")


@transaction.atomic
def set_levels(
    government: Organisation,
    changes: Sequence[LevelChange],
    *,
    blueprint: Blueprint | None = None,
    actor: User,
    now: datetime,
) -> int:
    """Take some checks as chosen from the next reading on, all or none, and say how many differ.

    A choice equal to what is given from above is not kept, so that it follows that again.
    Errors: Invalid for an unknown check or level, for a check that nobody may weaken, for a template that the
    county does not use, and where somebody else has changed it meanwhile.
    """
    demand(can_set_checks(actor, government))
    if blueprint and not blueprints_used(government).filter(pk=blueprint.pk).exists():
        raise Invalid("本县的报告没有使用这个模板，请刷新页面后重新选择。")
    Organisation.objects.select_for_update(no_key=True).get(pk=government.pk)
    current = levels_at(government, blueprint)
    wanted = [change for change in changes if change.chosen != change.seen]
    for change in wanted:
        _refuse_bad(change, current)
    for change in wanted:
        _set(government, blueprint, change, current[change.code].given, actor=actor, now=now)
    if wanted:
        _log(government, blueprint, wanted, actor=actor, now=now)
    return len(wanted)


def _refuse_bad(change: LevelChange, current: dict[str, Taken]) -> None:
    check = check_with(change.code)
    if check is None or change.chosen not in Level.values:
        message = f"没有检查项“{change.code}”，或者所选的等级不对，请刷新页面后重新选择。"
        raise Invalid(message, change.code)
    if not check.may_be_dismissed:
        message = f"“{check.name}”关系到法定内容、保密或者个人隐私，不能调低，也不能停用。"
        raise Invalid(message, change.code)
    level = current[change.code].level
    if level != change.seen:
        message = f"“{check.name}”刚由别人改为“{Level(level).label}”，请核对后重新选择。"
        raise Invalid(message, change.code)


def _set(
    government: Organisation,
    blueprint: Blueprint | None,
    change: LevelChange,
    given: str,
    *,
    actor: User,
    now: datetime,
) -> None:
    settings = CheckSetting.objects.filter(government=government, blueprint=blueprint, code=change.code)
    if change.chosen == given:
        settings.delete()
        return
    CheckSetting.objects.update_or_create(
        government=government,
        blueprint=blueprint,
        code=change.code,
        defaults={"level": change.chosen, "set_at": now, "set_by": actor},
    )


def _log(
    government: Organisation,
    blueprint: Blueprint | None,
    wanted: Sequence[LevelChange],
    *,
    actor: User,
    now: datetime,
) -> None:
    changes = [[_name(each.code), Level(each.seen).label, Level(each.chosen).label] for each in wanted]
    record_act(
        "设置文字检查",
        government,
        actor=actor,
        now=now,
        scope_path=government.path,
        detail={"template": blueprint.name if blueprint else "", "changes": changes},
    )


def _name(code: str) -> str:
    check = check_with(code)
    return check.name if check else code
