"""The database refuses what the services should never try."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from reports.indicators.models import Indicator, Observation
from reports.indicators.values import number
from tests.indicators.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "number"}, "observation_value_iff_number"),
        ({"state": "blank", "value": 0}, "observation_value_iff_number"),
        ({"state": "not_applicable", "value": 0}, "observation_value_iff_number"),
        ({"state": "number", "value": -1}, "observation_value_not_negative"),
        (
            {"state": "number", "value": 0, "numerator": 0, "denominator": 0},
            "observation_parts_sensible",
        ),
        ({"state": "number", "value": 0, "numerator": 1}, "observation_parts_sensible"),
        ({"state": "blank", "numerator": 1, "denominator": 1}, "observation_parts_sensible"),
        (
            {"state": "number", "value": 100, "numerator": 1, "denominator": 1, "is_stated": True},
            "observation_stated_without_parts",
        ),
        ({"state": "number", "value": 1, "year": 202}, "observation_year_sensible"),
    ],
)
def test_contradictory_observations_are_refused(dictionary, bureau, fields, constraint):
    row = {"organisation": bureau, "indicator": dictionary["DS09"], "year": 2025, "recorded_at": NOW}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Observation.objects.create(**{**row, **fields})


def test_one_value_for_each_key(record, dictionary, bureau):
    record(bureau, "LE01", number(1))
    with pytest.raises(IntegrityError, match="observation_unique"), transaction.atomic():
        Observation.objects.create(
            organisation=bureau,
            indicator=dictionary["LE01"],
            year=2025,
            state="number",
            value=Decimal(2),
            recorded_at=NOW,
        )


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"code": "LE01"}, "indicator_code_unique"),
        ({"code": "X1", "numerator": "LE01"}, "indicator_parts_together"),
        (
            {"code": "X1", "aggregation": "recompute_from_numerator_and_denominator"},
            "indicator_only_ratios_recomputed",
        ),
    ],
)
def test_contradictory_indicators_are_refused(dictionary, fields, constraint):
    row = {"name": "甲", "unit": "件", "kind": "count", "period": "flow", "aggregation": "sum"}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Indicator.objects.create(**{**row, **fields})


def test_which_ratios_are_coded(dictionary):
    assert [dictionary[code].is_coded_ratio for code in ("DS09", "DS08")] == [True, False]
