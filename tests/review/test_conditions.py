"""The conditions for lists agree with the law for one report, in every state and on every side of a date."""

from datetime import timedelta

import pytest

from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.drafting.queries import shown_state
from reports.review.conditions import SHOWN_STATES, due_from_unit, in_shown_state, is_late
from reports.rounds.models import Round
from tests.world import DUE_DRAFT, DUE_FILING, DUE_PUBLICATION

pytestmark = pytest.mark.django_db


@pytest.fixture
def variants(world):
    """Each stored state, not begun and begun, with and without a reason of return."""

    def all_of(report):
        for status in ReportStatus:
            for started_at in (None, world.now):
                for reason in ("", "请补正。"):
                    Report.objects.filter(pk=report.pk).update(
                        status=status, started_at=started_at, return_reason=reason
                    )
                    yield Report.objects.with_assignment().get(pk=report.pk)

    return all_of(world.report())


def test_every_report_shows_exactly_one_state(variants):
    for report in variants:
        shown = shown_state(report)
        found = [code for code in SHOWN_STATES if Report.objects.filter(in_shown_state(code), pk=report.pk)]
        assert found == [shown.code]
        assert SHOWN_STATES[shown.code] == shown.label


def test_lateness_is_one_law(variants):
    days = [due + timedelta(days=off) for due in (DUE_DRAFT, DUE_FILING, DUE_PUBLICATION) for off in (0, 1)]
    for report in variants:
        for day in days:
            due = due_from_unit(report, day)
            late = Report.objects.filter(is_late(day), pk=report.pk).exists()
            assert late == bool(due and due.days_late), (report.status, report.return_reason, day)


def test_an_archive_is_late_on_no_day(world, variants):
    Round.objects.filter(pk=world.county.round.pk).update(is_archive=True)
    for report in variants:
        day = DUE_PUBLICATION + timedelta(days=1)
        assert due_from_unit(report, day) is None
        assert not Report.objects.filter(is_late(day), pk=report.pk).exists()
