"""Changing the dictionary: what its administrator adds, corrects, ends, restores and removes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from reports.audit.services import record_act
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.indicators.drafts import (
    DRAFT_FIELDS,
    WORD_FIELDS,
    changed_fields,
    draft_of,
    draft_of_entry,
    label_of,
    shipped_entry,
)
from reports.indicators.formulas import codes
from reports.indicators.models import ConsistencyRule, Indicator, Observation
from reports.indicators.permissions import can_edit_dictionary
from reports.indicators.rules import parse_rule
from reports.indicators.soundness import IndicatorDraft, Neighbour, refuse_unsound
from reports.organisations.models import User

FIXED_IN_USE = ("kind", "unit")


class Outdated(Refused):
    """Somebody else has changed the entry since it was read; `theirs` is what stands there now."""

    def __init__(self, theirs: Indicator) -> None:
        super().__init__("您编辑的时候，别人保存了这一项。两份都在下面，请核对后再保存。")
        self.theirs = theirs


@transaction.atomic
def create_indicator(draft: IndicatorDraft, *, actor: User, now: datetime) -> Indicator:
    """Add an entry of one's own behind those of its area.

    Errors: Invalid for a code that exists and for whatever is unsound.
    """
    demand(can_edit_dictionary(actor))
    draft, neighbours = _tidy(draft), _hold_dictionary()
    if draft.code in neighbours:
        raise Invalid(f"代码“{draft.code}”已经用于“{neighbours[draft.code].name}”，请换一个。", "code")
    area = Indicator.objects.filter(area=draft.area)
    first = area.order_by("position").first()
    if first is None:
        raise Invalid("请选择领域。", "area")
    refuse_unsound(draft, neighbours)
    last = area.aggregate(last=Max("position"))["last"]
    indicator = Indicator(area_name=first.area_name, position=last, edited_at=now, edited_by=actor, version=1)
    _put(draft, indicator)
    indicator.save()
    _log("新增指标", indicator, _differences(None, draft), actor=actor, now=now)
    return indicator


@transaction.atomic
def change_indicator(
    indicator: Indicator, draft: IndicatorDraft, *, base_version: int, actor: User, now: datetime
) -> Indicator:
    """Give an entry other words, another formula, other years; ending it is a last year.

    Errors: Outdated on an older version, with both texts left to the caller; Invalid for what is
    unsound, for another code, and for another kind or unit of what is asked or filled in already.
    """
    demand(can_edit_dictionary(actor))
    draft, neighbours = _tidy(draft), _hold_dictionary()
    held = Indicator.objects.select_related("edited_by").get(pk=indicator.pk)
    if held.version != base_version:
        raise Outdated(held)
    del neighbours[held.code]
    _refuse_other_identity(held, draft)
    refuse_unsound(draft, neighbours)
    _refuse_years_in_use(held, draft)
    return _save(held, draft, "修改指标", actor=actor, now=now)


@transaction.atomic
def restore_indicator(indicator: Indicator, *, actor: User, now: datetime) -> Indicator:
    """Bring an entry back to what the product ships, from then on following it again.

    Errors: Refused for an entry of one's own, and where the shipped unit no longer fits what is filled in.
    """
    demand(can_edit_dictionary(actor))
    neighbours = _hold_dictionary()
    held = Indicator.objects.get(pk=indicator.pk)
    entry = shipped_entry(held.code)
    if entry is None:
        raise Refused("这一项是本地增设的，没有随产品提供的内容可以恢复。")
    draft = draft_of_entry(entry)
    del neighbours[held.code]
    _refuse_other_identity(held, draft)
    refuse_unsound(draft, neighbours)
    _refuse_years_in_use(held, draft)
    restored = _save(held, draft, "恢复指标", actor=actor, now=now)
    Indicator.objects.filter(pk=restored.pk).update(edited_at=None, edited_by=None)
    return restored


@transaction.atomic
def remove_indicator(indicator: Indicator, *, actor: User, now: datetime) -> None:
    """Take away an entry of one's own that nobody has ever used.

    Errors: Refused, saying who uses it; what was used is ended by its last year instead.
    """
    demand(can_edit_dictionary(actor))
    neighbours = _hold_dictionary()
    held = Indicator.objects.get(pk=indicator.pk)
    if shipped_entry(held.code):
        raise Refused(f"“{held.name}”随产品提供，不能删除；不再填报的，请填写最后年度停用。")
    if is_in_use(held):
        raise Refused(
            f"“{held.name}”已被模板、报告或填报数据使用，不能删除；不再填报的，请填写最后年度停用。"
        )
    if users := [n.name for n in neighbours.values() if held.code in _parts(n)]:
        raise Refused(f"“{'”“'.join(users)}”由本项算出，不能删除，请先修改这些比率。")
    if rules := rules_about(held.code):
        raise Refused(f"核对规则{'、'.join(rule.code for rule in rules)}用到本项，不能删除。")
    _log("删除指标", held, _differences(held, None), actor=actor, now=now)
    held.delete()


def is_in_use(indicator: Indicator) -> bool:
    """Whether anything points at it: a template of any version, a report, a stored figure.

    Asked of the models themselves, since those who use indicators stand above this package.
    """
    relations = (relation for relation in Indicator._meta.related_objects if relation.one_to_many)
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: indicator}).exists()
        for relation in relations
    )


def rules_about(code: str) -> list[ConsistencyRule]:
    """The rules that name this indicator."""
    named = (
        ConsistencyRule.objects.exclude(text="").filter(text__contains=code[:2]).order_by("position", "pk")
    )
    return [rule for rule in named if code in _rule_codes(rule)]


def _rule_codes(rule: ConsistencyRule) -> set[str]:
    clauses = parse_rule(rule.code, rule.text, severity=rule.severity)
    return {code for clause in clauses for code in clause.codes}


def _hold_dictionary() -> dict[str, Neighbour]:
    """All entries, held until the act is done, since each is judged by the others."""
    list(Indicator.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    columns = Indicator.objects.order_by("position", "pk").values_list(
        "code", "name", "unit", "kind", "numerator", "denominator"
    )
    return {row[0]: Neighbour(*row) for row in columns}


def _parts(neighbour: Neighbour) -> tuple[str, ...]:
    if not neighbour.numerator:
        return ()
    return codes(neighbour.numerator) + codes(neighbour.denominator)


def _tidy(draft: IndicatorDraft) -> IndicatorDraft:
    """Without spaces round words, and each alias once."""
    words: dict[str, Any] = {name: " ".join(getattr(draft, name).split()) for name in WORD_FIELDS}
    aliases = tuple(dict.fromkeys(alias.strip() for alias in draft.aliases if alias.strip()))
    return replace(draft, **words, aliases=tuple(a for a in aliases if a != words["name"]))


def _refuse_other_identity(held: Indicator, draft: IndicatorDraft) -> None:
    if draft.code != held.code or draft.area != held.area:
        raise Invalid("代码和领域建立后不能再改，需要改的请另建一项。", "code")
    changed = [name for name in FIXED_IN_USE if getattr(draft, name) != getattr(held, name)]
    if changed and is_in_use(held):
        raise Invalid(
            f"“{held.name}”已被模板、报告或填报数据使用，不能改{label_of(changed[0])}；"
            "确需改变的，请填写最后年度停用本项，再另建一项。",
            changed[0],
        )


def _refuse_years_in_use(held: Indicator, draft: IndicatorDraft) -> None:
    years = list(
        Observation.objects.filter(indicator=held).order_by("year").values_list("year", flat=True).distinct()
    )
    if draft.valid_from and years and years[0] < draft.valid_from:
        raise Invalid(f"{years[0]}年度已有填报数据，启用年度不能晚于{years[0]}年。", "valid_from")
    if draft.valid_to and years and years[-1] > draft.valid_to:
        raise Invalid(f"{years[-1]}年度已有填报数据，最后年度不能早于{years[-1]}年。", "valid_to")


def _save(held: Indicator, draft: IndicatorDraft, action: str, *, actor: User, now: datetime) -> Indicator:
    differences = _differences(held, draft)
    if not differences:
        return held
    _put(draft, held)
    held.version += 1
    held.edited_at, held.edited_by = now, actor
    held.save()
    _log(action, held, differences, actor=actor, now=now)
    return held


def _put(draft: IndicatorDraft, indicator: Indicator) -> None:
    for name in DRAFT_FIELDS:
        setattr(indicator, name, getattr(draft, name))
    indicator.aliases = list(draft.aliases)


def _differences(old: Indicator | None, new: IndicatorDraft | None) -> list[tuple[str, str, str]]:
    return changed_fields(draft_of(old) if old else None, new)


def _log(
    action: str,
    indicator: Indicator,
    differences: Iterable[tuple[str, str, str]],
    *,
    actor: User,
    now: datetime,
) -> None:
    detail: Mapping[str, object] = {"changes": [list(difference) for difference in differences]}
    record_act(action, indicator, actor=actor, now=now, detail=detail)
