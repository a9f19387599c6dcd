"""Changing how a county prints."""

from datetime import datetime

from django.db import transaction
from django.forms.models import model_to_dict

from reports.audit.services import record_act
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.organisations.models import Organisation, User
from reports.rendering.enums import DigitsFace, PageNumberForm
from reports.rendering.models import PrintStyle
from reports.rendering.permissions import can_set_print_style

PAGE_WIDTH, PAGE_HEIGHT = 210, 297  # A4
LEAST_MARGIN, MOST_MARGIN = 10, 60
LEAST_BOTTOM = 15
LEAST_WIDTH, LEAST_HEIGHT = 130, 180  # of the 版心: on less 版头, tables and forms are torn
LEAST_PITCH, MOST_PITCH = 20, 40
_MARGINS = {
    "margin_top": "上边距",
    "margin_bottom": "下边距",
    "margin_left": "左边距",
    "margin_right": "右边距",
}


@transaction.atomic
def save_print_style(
    government: Organisation, style: PrintStyle, *, actor: User, now: datetime
) -> PrintStyle:
    """Let a county and all its units print as an unsaved style says.

    Errors: Invalid for a page on which no report can stand.
    """
    demand(can_set_print_style(actor, government))
    refuse_impossible(style)
    before = _held_style(government)
    style.pk, style.government = before.pk if before else None, government
    style._state.adding = before is None
    style.save()
    detail = {"before": _numbers(before) if before else {}, "after": _numbers(style)}
    record_act("修改版式", style, actor=actor, now=now, scope_path=government.path, detail=detail)
    return style


@transaction.atomic
def reset_print_style(government: Organisation, *, actor: User, now: datetime) -> None:
    """Let a county print as the standard says again.

    Errors: Refused where it does already.
    """
    demand(can_set_print_style(actor, government))
    before = _held_style(government)
    if before is None:
        raise Refused("现在用的就是国家标准版式，不需要恢复。")
    detail = {"before": _numbers(before)}
    record_act("恢复标准版式", before, actor=actor, now=now, scope_path=government.path, detail=detail)
    before.delete()


def _held_style(government: Organisation) -> PrintStyle | None:
    """The county's style; its government's row is held, since two people may save at once."""
    Organisation.objects.select_for_update().get(pk=government.pk)
    return PrintStyle.objects.filter(government=government).first()


def _numbers(style: PrintStyle) -> dict[str, str]:
    return {name: str(value) for name, value in model_to_dict(style, exclude=["id", "government"]).items()}


def _refuse_small(style: PrintStyle) -> None:
    width = PAGE_WIDTH - style.margin_left - style.margin_right
    if width < LEAST_WIDTH:
        raise Invalid(
            f"版心宽{width.normalize():f}毫米，不足{LEAST_WIDTH}毫米，请缩小左右边距。", field="margin_left"
        )
    height = PAGE_HEIGHT - style.margin_top - style.margin_bottom
    if height < LEAST_HEIGHT:
        raise Invalid(
            f"版心高{height.normalize():f}毫米，不足{LEAST_HEIGHT}毫米，请缩小上下边距。", field="margin_top"
        )


def refuse_impossible(style: PrintStyle) -> None:
    """Raise Invalid for a page on which no report can stand."""
    for field, name in _MARGINS.items():
        if not LEAST_MARGIN <= getattr(style, field) <= MOST_MARGIN:
            raise Invalid(f"{name}应在{LEAST_MARGIN}与{MOST_MARGIN}毫米之间，请核对。", field=field)
    if style.margin_bottom < LEAST_BOTTOM:
        raise Invalid(f"下边距不足{LEAST_BOTTOM}毫米时印不下页码，请放宽。", field="margin_bottom")
    _refuse_small(style)
    if not LEAST_PITCH <= style.pitch <= MOST_PITCH:
        raise Invalid(f"行距应在{LEAST_PITCH}与{MOST_PITCH}磅之间，请核对。", field="pitch")
    if style.page_number_form not in PageNumberForm.values:
        raise Invalid("请选择页码的形式。", field="page_number_form")
    if style.digits_face not in DigitsFace.values:
        raise Invalid("请选择数字和字母的字体。", field="digits_face")
