"""An entry of the dictionary as it could be written again: what it holds, what differs, what was shipped."""

from collections.abc import Mapping
from dataclasses import fields

from reports.indicators.dictionary import Entry, shipped_dictionary
from reports.indicators.enums import Aggregation, Kind, Period
from reports.indicators.models import Indicator
from reports.indicators.soundness import IndicatorDraft

DRAFT_FIELDS = tuple(field.name for field in fields(IndicatorDraft))
WORD_FIELDS = tuple(name for name in DRAFT_FIELDS if name not in ("aliases", "valid_from", "valid_to"))
LABELS = {
    field.name: str(field.verbose_name) for field in Indicator._meta.fields if field.name in DRAFT_FIELDS
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "kind": {str(value): str(label) for value, label in Kind.choices},
    "period": {str(value): str(label) for value, label in Period.choices},
    "aggregation": {str(value): str(label) for value, label in Aggregation.choices},
}


def shipped_entry(code: str) -> Entry | None:
    """The entry that the product ships under this code."""
    return next((entry for entry in shipped_dictionary().entries if entry.code == code), None)


def differs_from_shipped(indicator: Indicator) -> bool:
    """Whether people have made of it something else than what the product ships."""
    entry = shipped_entry(indicator.code)
    return entry is not None and draft_of(indicator) != draft_of_entry(entry)


def draft_of(indicator: Indicator) -> IndicatorDraft:
    """An entry as it could be written again."""
    columns = {name: getattr(indicator, name) for name in DRAFT_FIELDS}
    return IndicatorDraft(**{**columns, "aliases": tuple(indicator.aliases)})


def draft_of_entry(entry: Entry) -> IndicatorDraft:
    """A shipped entry as it could be written."""
    return IndicatorDraft(**{name: getattr(entry, name) for name in DRAFT_FIELDS})


def in_words(name: str, value: object) -> str:
    """A value of a field as people read it."""
    if name in CHOICES:
        return CHOICES[name].get(str(value), str(value))
    if isinstance(value, tuple | list):
        return "、".join(str(each) for each in value)
    return "" if value is None else str(value)


def label_of(name: str) -> str:
    """What a field is called."""
    return LABELS[name]


def changed_fields(old: IndicatorDraft | None, new: IndicatorDraft | None) -> list[tuple[str, str, str]]:
    """Label, old and new value of every field in which two texts differ."""
    return [
        (label_of(name), before, after)
        for name in DRAFT_FIELDS
        if (before := in_words(name, getattr(old, name, "")))
        != (after := in_words(name, getattr(new, name, "")))
    ]
