"""One row of the figures grid as form fields: number or 不适用, a note, and what the page showed."""

from collections.abc import Mapping
from typing import Any, Protocol

from django import forms
from django.forms.boundfield import BoundField

from reports.indicators.inputs import NONE_WORDS, InvalidFigure, read_figure, read_number
from reports.indicators.values import (
    NOT_APPLICABLE,
    NOT_APPLICABLE_WORD,
    PERCENT,
    Figure,
    display,
    ratio_of,
    stated,
)
from reports.web.drafting.queries import FigureCell

SLASHES = ("/", "／")
BETWEEN = "|"
NOTE_LENGTH = 300


class _Form(Protocol):
    """What the row needs of the form that holds it."""

    fields: dict[str, forms.Field]
    is_bound: bool
    is_kept: bool
    cleaned_data: dict[str, Any]
    data: Mapping[str, Any]

    def __getitem__(self, name: str) -> BoundField: ...
    def add_error(self, field: str | None, error: Any) -> None: ...


class FigureFields:
    """The fields of one figure; `typed` is None until somebody changed it.

    With `has_box` 不适用 is a box beside the number, else a word in its place.
    """

    def __init__(self, cell: FigureCell, form: Any, *, is_open: bool, has_box: bool = True) -> None:
        self.cell = cell
        self.typed: Figure | None = None
        self.note = cell.note
        self.is_open = is_open
        self.has_box = has_box
        self.is_conflicting = False
        self._form: _Form = form
        self._name = f"figure-{cell.code}"
        if is_open:
            self._add_fields()

    def _add_fields(self) -> None:
        cell, add = self.cell, self._form.fields.setdefault
        is_none = cell.this_year.is_not_applicable
        add(
            f"{self._name}-value",
            _value_field(cell, NOT_APPLICABLE_WORD if is_none and not self.has_box else ""),
        )
        if self.has_box:
            box = forms.BooleanField(label="不适用", required=False, initial=is_none)
            add(f"{self._name}-none", box)
        add(f"{self._name}-note", _note_field(cell))
        base = forms.CharField(required=False, strip=False, initial=self.shown, widget=forms.HiddenInput)
        add(f"{self._name}-base", base)

    @property
    def value(self) -> BoundField:
        """The number."""
        return self._form[f"{self._name}-value"]

    @property
    def none(self) -> BoundField:
        """不适用."""
        return self._form[f"{self._name}-none"]

    @property
    def note_field(self) -> BoundField:
        """The note."""
        return self._form[f"{self._name}-note"]

    @property
    def base(self) -> BoundField:
        """What the page showed."""
        return self._form[f"{self._name}-base"]

    @property
    def shown(self) -> str:
        """What is stored, in the form of `base`."""
        figure = self.cell.this_year
        value = NOT_APPLICABLE_WORD if figure.is_not_applicable else typed_text(figure)
        return f"{value}{BETWEEN}{self.cell.note}"

    @property
    def next_base(self) -> str:
        """On which value the page goes on: the posted one once it is kept, another's where two met."""
        if self.is_conflicting:
            return self.shown
        return self.posted(self._form.cleaned_data) if self._form.is_kept else str(self.base.value() or "")

    @property
    def errors(self) -> list[str]:
        """The sentences about this row."""
        if not (self.is_open and self._form.is_bound):
            return []
        return [*map(str, self.value.errors), *map(str, self.note_field.errors)]

    def read(self, cleaned: Mapping[str, Any]) -> None:
        """Read the row if somebody changed it; a fault is told at the number."""
        value, note = cleaned.get(f"{self._name}-value", ""), cleaned.get(f"{self._name}-note", "")
        is_none = bool(cleaned.get(f"{self._name}-none"))
        if not self.is_open or not (is_none or f"{self._name}-value" in self._form.data):
            return
        self.note = note
        base = cleaned.get(f"{self._name}-base", "")
        if self.posted(cleaned) == base:
            return
        try:
            figure = NOT_APPLICABLE if is_none else read_cell(value, self.cell)
        except InvalidFigure as error:
            self._form.add_error(f"{self._name}-value", str(error))
            return
        self._compare(figure, note, base)

    def _compare(self, figure: Figure, note: str, base: str) -> None:
        """Take the figure unless somebody else has put another one there meanwhile."""
        if (figure, note) == (self.cell.this_year, self.cell.note):
            return
        if self.shown != base and not _is_same(base, self.cell):
            self.is_conflicting = True
            now = "未填" if self.cell.this_year.is_blank else self.cell.shown
            self._form.add_error(
                f"{self._name}-value", f"“{self.cell.name}”刚刚由别人改为{now}，请核对后再保存。"
            )
            return
        self.typed = figure

    def posted(self, cleaned: Mapping[str, Any]) -> str:
        """What the row says now, in the form of `base`."""
        value = str(cleaned.get(f"{self._name}-value", "")).strip()
        if cleaned.get(f"{self._name}-none"):
            value = NOT_APPLICABLE_WORD
        return f"{value}{BETWEEN}{cleaned.get(f'{self._name}-note', '')}"


def _value_field(cell: FigureCell, word: str) -> forms.CharField:
    return forms.CharField(
        label=cell.name,
        required=False,
        max_length=60,
        initial=word or typed_text(cell.this_year),
        error_messages={"max_length": "这不像一个数字，请只填阿拉伯数字。"},
        widget=forms.TextInput(
            {
                "class": "form-control figure-grid__value",
                "data-figure-value": True,
                "inputmode": "decimal",
                "aria-labelledby": f"name-{cell.code}",
                "aria-describedby": f"error-figure-{cell.code}",
            }
        ),
    )


def _note_field(cell: FigureCell) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=NOTE_LENGTH,
        initial=cell.note,
        error_messages={"max_length": f"说明不能超过{NOTE_LENGTH}字，请精简。"},
        widget=forms.TextInput({"class": "form-control", "aria-label": f"{cell.name}的说明"}),
    )


def read_cell(text: str, cell: FigureCell) -> Figure:
    """Read one cell; a ratio is typed as 分子/分母, or as a percentage whose note says where it is from."""
    if not cell.is_ratio or "".join(text.split()) in NONE_WORDS:
        return read_figure(text, unit=cell.unit)
    for slash in SLASHES:
        top, found, bottom = text.partition(slash)
        if found:
            return ratio_of(read_number(top), read_number(bottom))
    figure = read_figure(text, unit=PERCENT)
    return figure if figure.value is None else stated(figure.value)


def typed_text(figure: Figure) -> str:
    """Write a figure as one would type it."""
    if figure.numerator is not None and figure.denominator is not None:
        return "/".join(f"{part.normalize():f}" for part in (figure.numerator, figure.denominator))
    return display(figure) if figure.is_number else ""


def is_figure_typed(cell: FigureCell, data: Mapping[str, Any]) -> bool:
    """Whether the row of a page sends back another value than the one that it had shown."""
    name = f"figure-{cell.code}"
    if f"{name}-base" not in data:
        return False
    value = NOT_APPLICABLE_WORD if data.get(f"{name}-none") else str(data.get(f"{name}-value", "")).strip()
    return f"{value}{BETWEEN}{data.get(f'{name}-note', '')}" != data[f"{name}-base"]


def _is_same(base: str, cell: FigureCell) -> bool:
    """Whether what the page showed is what is stored, however it was typed."""
    value, _, note = base.partition(BETWEEN)
    try:
        return read_cell(value, cell) == cell.this_year and note == cell.note
    except InvalidFigure:
        return False
