"""The rows of an items block as a Django formset: 不足 with causes, 计划 with measures."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from reports.blueprints.enums import ItemsKind
from reports.drafting.snapshot import SnapshotItem
from reports.text.normal import normal
from reports.web.drafting.queries import BlockPage

MOST_ROWS = 60


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"class": "form-control", "rows": rows})


def _line() -> forms.TextInput:
    return forms.TextInput({"class": "form-control"})


class ItemForm(forms.Form):
    """One row; an empty one counts for nothing."""

    heading = forms.CharField(
        label="标题句",
        required=False,
        max_length=200,
        widget=_line(),
        error_messages={"max_length": "标题句不能超过200字，请精简，其余写进正文。"},
    )
    text = forms.CharField(label="正文", required=False, widget=_area(3))
    is_private = forms.BooleanField(label="这一条不公开", required=False)

    optional: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """A row that holds anything has a heading."""
        cleaned = super().clean() or {}
        is_filled = any(cleaned.get(name) for name in ("text", *self.optional))
        if is_filled and not cleaned.get("heading") and "heading" not in self.errors:
            self.add_error("heading", "请写一句标题，点明这一条的意思。")
        return cleaned

    def more(self) -> list[forms.BoundField]:
        """The fields that fold away."""
        return [self[name] for name in self.optional]

    def shown(self) -> list[forms.BoundField]:
        """All fields that a person writes in."""
        return [self["heading"], self["text"], *self.more()]

    def is_more_filled(self) -> bool:
        """Whether a folded field holds something, so that it is shown open."""
        return any(self[name].value() or self[name].errors for name in (*self.optional, "is_private"))


class ShortcomingForm(ItemForm):
    """One shortcoming."""

    cause = forms.CharField(label="主要原因", required=False, widget=_area(2))
    remedy = forms.CharField(label="改进措施", required=False, widget=_area(2))
    optional = ("cause", "remedy")


class PlanForm(ItemForm):
    """One plan."""

    measure = forms.CharField(label="具体举措", required=False, widget=_area(2))
    responsible_unit = forms.CharField(
        label="责任单位",
        required=False,
        max_length=100,
        widget=_line(),
        error_messages={"max_length": "责任单位不能超过100字，请精简。"},
    )
    due_on = forms.DateField(
        label="完成时限",
        required=False,
        widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"],
        error_messages={"invalid": "日期请写成2026-06-30这样。"},
    )
    optional = ("measure", "responsible_unit", "due_on")


class ItemFormSet(BaseFormSet):
    """All rows of one block."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the box that takes a row out."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = "删去这一条"


_FORMS: Mapping[str, type[ItemForm]] = {ItemsKind.SHORTCOMING: ShortcomingForm, ItemsKind.PLAN: PlanForm}


def item_formset(page: BlockPage, data: Mapping[str, Any] | None) -> ItemFormSet:
    """The rows of a block with an empty one at the end."""
    form = _FORMS[page.block.items_kind]
    factory = formset_factory(
        form,
        formset=ItemFormSet,
        extra=1,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 40,
        validate_max=True,
    )
    prefix = f"{page.block.key}-rows"
    if data is not None:  # without initial values, since a row equal to them would count as untouched
        return cast(ItemFormSet, factory(data, prefix=prefix))
    initial = [{name: getattr(item, name) for name in form.base_fields} for item in page.items]
    return cast(ItemFormSet, factory(initial=initial, prefix=prefix))


def items_of(rows: ItemFormSet) -> tuple[SnapshotItem, ...]:
    """The rows that hold something and are not to be taken out."""
    found = []
    for form in rows.forms:
        cleaned = getattr(form, "cleaned_data", {})
        if cleaned.get("heading") and not cleaned.get("DELETE"):
            found.append(_item(cleaned))
    return tuple(found)


def _item(cleaned: Mapping[str, Any]) -> SnapshotItem:
    return SnapshotItem(
        heading=cleaned["heading"],
        text=normal(cleaned.get("text", "")),
        cause=normal(cleaned.get("cause", "")),
        remedy=normal(cleaned.get("remedy", "")),
        measure=normal(cleaned.get("measure", "")),
        responsible_unit=cleaned.get("responsible_unit", ""),
        due_on=cleaned.get("due_on"),
        is_private=cleaned.get("is_private", False),
    )
