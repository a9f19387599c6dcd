"""Writing figures; `drafting`, `rollup`, `importing` and `demo` call this. Not for: the dictionary (loading).

Permission and log of a figure are theirs: they know the report that it belongs to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction

from reports.indicators.enums import ChangeOccasion, Kind, Source
from reports.indicators.inputs import MOST_DECIMALS, MOST_WHOLE_DIGITS, InvalidFigure
from reports.indicators.models import Indicator, Observation, ObservationChange
from reports.indicators.values import BLANK, Figure, to_plain
from reports.organisations.models import Organisation, User

STORED_STEP = Decimal(1).scaleb(-MOST_DECIMALS)
STORED_LIMIT = Decimal(1).scaleb(MOST_WHOLE_DIGITS)
NOTE_LENGTH = 300
FULL = Decimal(100)
KEY_FIELDS = ("organisation", "year", "indicator", "source")
FIGURE_FIELDS = (
    "state",
    "value",
    "numerator",
    "denominator",
    "is_stated",
    "note",
    "recorded_by",
    "recorded_at",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure to be stored, with what its writer says about it."""

    indicator: Indicator
    figure: Figure
    note: str = ""


def record_observation(
    *,
    organisation: Organisation,
    indicator: Indicator,
    year: int,
    source: Source,
    figure: Figure,
    note: str = "",
    actor: User | None,
    now: datetime,
    occasion: ChangeOccasion = ChangeOccasion.ENTERED,
    reason: str = "",
) -> bool:
    """Store one figure in the place of whatever stood there; whether that changed anything."""
    changes = record_observations(
        [Reading(indicator, figure, note)],
        organisation=organisation,
        year=year,
        source=source,
        actor=actor,
        now=now,
        occasion=occasion,
        reason=reason,
    )
    return bool(changes)


def record_observations(
    readings: Sequence[Reading],
    *,
    organisation: Organisation,
    year: int,
    source: Source,
    actor: User | None,
    now: datetime,
    occasion: ChangeOccasion,
    reason: str = "",
) -> list[ObservationChange]:
    """Store many figures of one unit and keep what they replaced, in three statements: all or none.

    What is stored already writes nothing, nor does 未填 where nothing stands; the changes come back
    in the order of `readings`.
    Errors: InvalidFigure, before anything is written.
    """
    for reading in readings:
        check_figure(reading.indicator, reading.figure, note=reading.note, source=source)
    key = {"organisation": organisation, "year": year, "source": source}
    why = {"occasion": occasion, "reason": reason.strip(), "changed_by": actor, "changed_at": now}
    return _replace(readings, key, why)


@transaction.atomic(savepoint=False)
def _replace(
    readings: Sequence[Reading], key: Mapping[str, Any], why: Mapping[str, Any]
) -> list[ObservationChange]:
    stored = _locked(readings, key)
    changed = [reading for reading in readings if _differs(reading, stored.get(reading.indicator.pk))]
    if not changed:
        return []
    written = Observation.objects.bulk_create(
        [_observation(reading, key, why) for reading in changed],
        update_conflicts=True,
        unique_fields=KEY_FIELDS,
        update_fields=FIGURE_FIELDS,
    )
    return ObservationChange.objects.bulk_create(
        ObservationChange(
            **why,
            observation=observation,
            **_before_and_after(reading, stored.get(reading.indicator.pk)),
        )
        for reading, observation in zip(changed, written, strict=True)
    )


def _locked(readings: Sequence[Reading], key: Mapping[str, Any]) -> dict[int, Observation]:
    """What stands there by indicator, held until the transaction ends."""
    indicators = [reading.indicator.pk for reading in readings]
    rows = Observation.objects.select_for_update().filter(**key, indicator__in=indicators)
    return {row.indicator_id: row for row in rows}


def _differs(reading: Reading, stored: Observation | None) -> bool:
    before = (stored.figure, stored.note) if stored else (BLANK, "")
    return (reading.figure, reading.note.strip()) != before


def _observation(reading: Reading, key: Mapping[str, Any], why: Mapping[str, Any]) -> Observation:
    return Observation(
        **key,
        indicator=reading.indicator,
        recorded_by=why["changed_by"],
        recorded_at=why["changed_at"],
        note=reading.note.strip(),
        **_stored(reading.figure),
    )


def _before_and_after(reading: Reading, stored: Observation | None) -> dict[str, Any]:
    return {
        "before": to_plain(stored.figure) if stored else None,
        "before_note": stored.note if stored else "",
        "after": to_plain(reading.figure),
        "after_note": reading.note.strip(),
    }


def check_figure(
    indicator: Indicator, figure: Figure, *, note: str = "", source: Source = Source.OWN
) -> None:
    """Refuse a figure that cannot be stored, with a sentence that names the indicator (InvalidFigure)."""
    name = f"“{indicator.name}”"
    if len(note.strip()) > NOTE_LENGTH:
        raise InvalidFigure(f"{name}的说明不能超过{NOTE_LENGTH}字，请精简。", "note")
    if figure.value is None:
        return
    for value in _given(figure):
        _check_size(name, value)
    if indicator.kind == Kind.RATIO:
        _check_ratio(name, figure, note=note, source=source)
    elif figure.has_parts or figure.is_stated:
        raise InvalidFigure(f"{name}不是比率，请直接填写数字。", "value")
    elif not _may_have_decimals(indicator) and figure.value % 1:
        raise InvalidFigure(f"{name}以“{indicator.unit}”为单位，必须填写整数，请核对。", "value")


def _given(figure: Figure) -> list[Decimal]:
    """The numbers that somebody gave: both parts of a ratio, else the value."""
    parts = (figure.numerator, figure.denominator) if figure.has_parts else (figure.value,)
    return [part for part in parts if part is not None]


def _check_size(name: str, value: Decimal) -> None:
    if value < 0:
        raise InvalidFigure(f"{name}不能为负数，请核对。", "value")
    if value >= STORED_LIMIT:
        raise InvalidFigure(f"{name}的数字太大，请核对是否多输了位数。", "value")
    if value % STORED_STEP:
        raise InvalidFigure(f"{name}的小数最多保留{MOST_DECIMALS}位，请四舍五入后再填。", "value")


def _check_ratio(name: str, figure: Figure, *, note: str, source: Source) -> None:
    if not figure.has_parts and not figure.is_stated:
        raise InvalidFigure(f"{name}是比率，请填写分子和分母；只掌握比率的，请在说明中写明出处。", "value")
    if figure.is_stated and not note.strip():
        raise InvalidFigure(f"{name}没有分子和分母，请在说明中写明比率的出处。", "note")
    if source == Source.OWN and figure.value is not None and figure.value > FULL:
        fault = "的分子不能大于分母" if figure.has_parts else "不能大于100%"
        raise InvalidFigure(f"{name}{fault}，请核对。", "value")


def _may_have_decimals(indicator: Indicator) -> bool:
    """Amounts and values have decimals, and so have counts in 万 (万人次)."""
    return indicator.kind not in (Kind.COUNT, Kind.STOCK) or indicator.unit.startswith("万")


def _stored(figure: Figure) -> dict[str, object]:
    value = None if figure.value is None else figure.value.quantize(STORED_STEP, ROUND_HALF_UP)
    return {
        "state": figure.state.value,
        "value": value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "is_stated": figure.is_stated,
    }
