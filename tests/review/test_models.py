"""What the database itself holds to."""

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from reports.drafting.enums import ReportStatus
from reports.review.models import Filing, Opinion, Signing, Step
from tests.review.stories import bring

pytestmark = pytest.mark.django_db
BY_TRIGGER = (InternalError, ProgrammingError)


def _refuses(act, *errors):
    with pytest.raises(errors), transaction.atomic():
        act()


def test_a_step_is_never_changed_or_removed(world):
    bring(world, ReportStatus.AWAITING_REVIEW)
    _refuses(lambda: Step.objects.update(reason="改一改"), *BY_TRIGGER)
    _refuses(lambda: Step.objects.all().delete(), *BY_TRIGGER)
    assert Step.objects.count() == 1


def test_a_revision_is_never_changed_or_removed(world):
    report = bring(world, ReportStatus.AWAITING_REVIEW)
    _refuses(lambda: report.revisions.update(digest="0"), *BY_TRIGGER)
    revision = report.revisions.get()
    _refuses(lambda: revision.__class__.objects.filter(pk=revision.pk)._raw_delete("default"), *BY_TRIGGER)


def test_a_report_has_one_valid_signature_and_one_valid_filing(world):
    report = bring(world, ReportStatus.FILED)
    signing, filing = Signing.objects.get(), Filing.objects.get()
    other = report.revisions.exclude(pk=signing.revision_id).first()
    signing.pk, signing.revision = None, other
    _refuses(signing.save, IntegrityError)
    filing.pk = None
    _refuses(filing.save, IntegrityError)


def test_an_answered_opinion_has_its_time(world):
    report = world.report()
    opinion = Opinion(
        report=report, text="请核对。", author=world.user("reviewer"), made_at=world.now, state="adopted"
    )
    _refuses(opinion.save, IntegrityError)
