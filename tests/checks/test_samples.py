"""The floors that the checker holds on two real reports."""

import pytest

from tests.checks.samples import measure_samples


@pytest.mark.shared
def test_the_measures_on_real_reports_hold_their_floors() -> None:
    measured = measure_samples()
    hard, all_hard = measured.hard
    medium, all_medium = measured.medium
    blanks, all_blanks = measured.placeholders
    assert hard >= 0.95 * all_hard > 0
    assert hard + medium >= 0.80 * (all_hard + all_medium) > 0
    assert blanks >= 0.98 * all_blanks > 0
    assert measured.alarms == ()
    assert measured.uncovered_in_a_thousand <= 3
