"""Who may read the dictionary."""

import pytest
from django.contrib.auth.models import AnonymousUser

from reports.common.permissions import Allowed, Denied
from reports.indicators.permissions import can_read_dictionary


@pytest.mark.django_db
def test_whoever_is_signed_in_reads_the_dictionary(clerk):
    assert can_read_dictionary(clerk) == Allowed()


def test_a_passer_by_is_asked_to_sign_in():
    assert can_read_dictionary(AnonymousUser()) == Denied("请先登录，再查看指标。")
