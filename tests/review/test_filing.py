"""What becomes of a signed report: filed, recorded or sent back, published, verified."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.common.errors import Invalid
from reports.common.permissions import NotPermitted
from reports.drafting.enums import ReportStatus
from reports.review import filing, services
from reports.review.enums import Move
from reports.review.models import Filing, Publication, Signing
from tests.review.stories import REASON, all_keys, bring, open_keys, told

pytestmark = pytest.mark.django_db
S = ReportStatus


class TestFiling:
    @pytest.mark.parametrize(
        ("fault", "field"),
        [
            ({"document_number": " 、"}, "document_number"),
            ({"document_number": "云审批发[2026]4号"}, "document_number"),
            ({"addressees": ""}, "addressees"),
            ({"days": 1}, "filed_on"),
            ({"days": -1}, "filed_on"),
            ({"scan": SimpleUploadedFile("盖章件.pdf", b"<html></html>")}, "scan"),
        ],
    )
    def test_a_faulty_filing_is_refused(self, world, act, fault, field):
        report = bring(world, S.SIGNED)
        day = world.now.date() + timedelta(days=fault.pop("days", 0))
        entered = {
            "document_number": "云公发〔2026〕3号",
            "addressees": "云岭县人民政府",
            "scan": None,
            **fault,
        }
        with pytest.raises(Invalid) as refusal:
            filing.file_report(report, filed_on=day, **entered, **act("police_drafter"))
        assert refusal.value.field == field
        assert (world.report().status, Filing.objects.count()) == (S.SIGNED, 0)

    def test_filing_and_recording_judge_the_signed_revision(self, world):
        report = bring(world, S.RECORDED)
        signed = Signing.objects.get().revision
        judged = {step.move: step.revision for step in report.steps.all()}
        assert (judged[Move.SIGN], judged[Move.FILE], judged[Move.RECORD]) == (signed, signed, signed)
        assert Filing.objects.get().recorded_at == world.now

    def test_sending_back_voids_filing_and_signature_and_begins_anew(self, world, act):
        report = bring(world, S.FILED)
        with pytest.raises(Invalid, match="请写明退回补正的原因。"):
            filing.send_back_report(report, reason=" ", **act("reviewer"))
        filing.send_back_report(report, reason="缺公章。", **act("reviewer"))
        report = world.report()
        assert (report.status, report.awaits_supplement, report.dated_on) == (S.DRAFTING, True, None)
        assert (Filing.objects.get().is_void, Signing.objects.get().is_void) == (True, True)
        assert open_keys(report) == all_keys(report)
        assert told()["police_drafter"] == (
            f"{report.title}退回补正：缺公章。",
            f"/reports/{report.pk}/",
        )
        services.submit_report(report, reason=REASON, **act("police_drafter"))
        assert not world.report().awaits_supplement

    @pytest.mark.parametrize(
        ("fault", "field"),
        [
            ({"cleared_by_name": ""}, "cleared_by_name"),
            ({"cleared": 1}, "cleared_on"),
            ({"published": 1}, "published_on"),
            ({"published": -1}, "published_on"),
            ({"screenshot": SimpleUploadedFile("网页.png", b"GIF89a")}, "screenshot"),
        ],
    )
    def test_a_faulty_publication_is_refused(self, world, act, fault, field):
        report = bring(world, S.RECORDED)
        today = world.now.date()
        entered = {
            "cleared_by_name": "何慎",
            "cleared_on": today + timedelta(days=fault.pop("cleared", 0)),
            "published_on": today + timedelta(days=fault.pop("published", 0)),
            "address": "https://www.yunling.example.cn/1.html",
            "screenshot": None,
            **fault,
        }
        with pytest.raises(Invalid) as refusal:
            filing.publish_report(report, **entered, **act("police_drafter"))
        assert refusal.value.field == field
        assert not Publication.objects.exists()

    def test_verifying_leaves_the_state_and_names_the_reviewer(self, world, act):
        report = bring(world, S.PUBLISHED)
        step = filing.verify_publication(report, **act("reviewer"))
        assert (step.from_status, step.to_status) == (S.PUBLISHED, S.PUBLISHED)
        publication = Publication.objects.get()
        assert (publication.verified_by, publication.verified_at) == (world.user("reviewer"), world.now)
        with pytest.raises(NotPermitted):
            filing.verify_publication(report, **act("reviewer"))
