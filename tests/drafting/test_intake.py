"""The order of parts when a paper comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.drafting.intake import merged_order

TEMPLATE = ["preamble", "achievements", "shortcomings", "person", "plan", "closing"]
KEYS = [*TEMPLATE, "imported-1", "attachments"]


@pytest.mark.parametrize(
    ("taken", "order"),
    [
        (
            "achievements shortcomings plan",
            "preamble achievements shortcomings person plan closing",
        ),
        (
            "plan imported-1 achievements attachments",
            "preamble plan closing imported-1 achievements shortcomings person attachments",
        ),
        ("", "preamble achievements shortcomings person plan closing"),
    ],
)
def test_what_a_paper_lacks_stands_behind_its_neighbour_in_the_template(taken, order):
    assert merged_order(taken.split(), TEMPLATE) == order.split()


@given(st.lists(st.sampled_from(KEYS), unique=True))
def test_the_papers_own_order_stays_and_nothing_is_lost(taken):
    order = merged_order(taken, TEMPLATE)
    assert [key for key in order if key in taken] == taken
    assert sorted(order) == sorted({*taken, *TEMPLATE})
