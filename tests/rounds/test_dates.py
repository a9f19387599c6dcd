"""Three dates as one value: putting one off never breaks their order."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reports.rounds.dates import Dates
from reports.rounds.enums import DueDate

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
ordered = st.lists(days, min_size=3, max_size=3).map(lambda found: Dates(*sorted(found)))


@given(ordered, st.sampled_from(list(DueDate)), st.integers(1, 400))
def test_an_extension_keeps_the_order_and_moves_nothing_earlier(dates, due, more):
    until = dates.on(due) + timedelta(days=more)
    found = dates.extended(due, until)
    assert found.are_in_order
    assert found.on(due) == until
    assert all(found.on(each) >= dates.on(each) for each in DueDate)


@given(ordered)
def test_dates_are_read_back_from_their_days(dates):
    assert Dates.of({due: dates.on(due) for due in DueDate}) == dates
