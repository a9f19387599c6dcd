"""Reading the log by unit paths."""

from datetime import datetime, timedelta

import pytest

from reports.audit.models import Entry
from reports.audit.queries import all_entries, entries_within

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(now: datetime) -> list[Entry]:
    """Acts in two counties and one that belongs to none, each a minute after the one before."""
    paths = ["/1/", "/1/3/", "/12/", ""]
    return [
        Entry.objects.create(
            at=now + timedelta(minutes=minute),
            actor_name="某人",
            action="保存报告",
            subject_type="Report",
            subject_id=str(minute),
            subject_label=f"对象{minute}",
            scope_path=path,
        )
        for minute, path in enumerate(paths)
    ]


def test_entries_of_one_county_come_newest_first(entries: list[Entry]) -> None:
    own, below, _, _ = entries

    assert list(entries_within(["/1/"])) == [below, own]


def test_a_path_that_begins_alike_is_another_county(entries: list[Entry]) -> None:
    assert entries[2] not in list(entries_within(["/1/"]))
    assert list(entries_within(["/12/"])) == [entries[2]]


def test_entries_without_a_path_come_only_when_asked_for(entries: list[Entry]) -> None:
    own, below, _, unscoped = entries

    assert list(entries_within(["/1/"], with_unscoped=True)) == [unscoped, below, own]
    assert list(entries_within([], with_unscoped=True)) == [unscoped]
    assert list(entries_within([])) == []


def test_the_whole_log(entries: list[Entry]) -> None:
    assert list(all_entries()) == entries[::-1]
