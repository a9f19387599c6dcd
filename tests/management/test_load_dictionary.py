"""The command that brings the dictionary up to date."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_it_says_what_it_loaded_and_the_second_time_nothing():
    said = StringIO()
    call_command("load_dictionary", stdout=said)
    call_command("load_dictionary", stdout=said)
    call_command("load_dictionary", stdout=said, verbosity=0)
    assert said.getvalue().splitlines() == [
        "指标库：新增指标337项，更新0项；新增核对规则59条，更新0条。",
        "指标库：新增指标0项，更新0项；新增核对规则0条，更新0条。",
    ]
