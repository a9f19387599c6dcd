"""What each move does beyond the change of state."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.audit.models import Entry
from reports.common.errors import Incomplete, Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.snapshot import living_digest, printed_snapshot
from reports.notifications.models import Message
from reports.review import opinions, services
from reports.review.enums import OpinionState
from reports.review.models import Opinion, Signing, Step
from reports.rounds.models import Assignment
from tests.review.stories import REASON, all_keys, bring, open_keys, pdf, told
from tests.world import fill_prose, write

pytestmark = pytest.mark.django_db
S = ReportStatus


class TestSubmitting:
    def test_a_missing_statutory_part_is_named_and_no_reason_lets_it_pass(self, world, act):
        report = world.report()
        with pytest.raises(Incomplete) as refusal:
            services.submit_report(report, reason=REASON, **act("police_drafter"))
        assert [line for line in refusal.value.missing if "法定内容" not in line] == []
        assert len(refusal.value.missing) == 4
        assert world.report().status == S.DRAFTING

    def test_a_reason_lets_blank_figures_pass(self, world, act):
        report = world.report()
        fill_prose(report, **act("police_drafter"))
        with pytest.raises(Incomplete):
            services.submit_report(report, **act("police_drafter"))
        step = services.submit_report(report, reason=REASON, **act("police_drafter"))
        assert (step.from_status, step.to_status, step.reason) == (S.DRAFTING, S.AWAITING_REVIEW, REASON)
        assert step.revision.occasion == Occasion.SUBMITTED
        assert open_keys(report) == set()
        assert not world.report().front_is_open

    def test_a_private_number_never_passes(self, world, act):
        report = world.report()
        fill_prose(report, **act("police_drafter"))
        block = report.blocks.filter(kind="prose").order_by("pk").last()
        write(report, block.key, "联系人电话13812345678。", **act("police_drafter"))
        with pytest.raises(Incomplete) as refusal:
            services.submit_report(report, reason=REASON, **act("police_drafter"))
        assert refusal.value.missing == (f"“{block.label}”里有手机号码，公开前必须删去。",)

    def test_the_reviewers_are_told_where_to_decide(self, world):
        report = bring(world, S.AWAITING_REVIEW)
        assert told() == {"reviewer": (f"{report.title}已提交预审，请审查。", f"/review/{report.pk}/")}
        assert Message.objects.get(recipient__username="reviewer").sender == "云岭县公安局"

    def test_without_pre_review_it_goes_to_the_head(self, world, act):
        Assignment.objects.update(skips_pre_review=True)
        report = bring(world, S.AWAITING_REVIEW)
        assert report.status == S.AWAITING_SIGNATURE
        assert open_keys(report) == all_keys(report)
        assert told() == {"police_head": (f"{report.title}已经拟好，请办理签发。", f"/review/{report.pk}/")}

    def test_withdrawing_a_returned_draft_leaves_it_returned_with_its_reason(self, world, act):
        report = bring(world, S.AWAITING_REVIEW)
        key = report.blocks.filter(kind="prose").order_by("pk").first().key
        services.return_report(report, reason="请补充。", block_keys=[key], **act("reviewer"))
        services.submit_report(world.report(), reason=REASON, **act("police_drafter"))
        assert open_keys(world.report()) == set()
        services.withdraw_report(world.report(), **act("police_drafter"))
        report = world.report()
        assert (report.status, report.return_reason, report.front_is_open) == (S.RETURNED, "请补充。", False)
        assert open_keys(report) == {key}

    def test_withdrawing_opens_everything_again(self, world, act):
        report = bring(world, S.AWAITING_REVIEW)
        step = services.withdraw_report(report, **act("police_drafter"))
        assert step.revision == report.revisions.get()
        assert world.report().status == S.DRAFTING
        assert open_keys(report) == all_keys(report)


class TestReturning:
    def test_the_whole_report_is_opened(self, world, act):
        report = bring(world, S.AWAITING_REVIEW)
        services.return_report(report, reason=" 请补数据。 ", **act("reviewer"))
        report = world.report()
        assert (report.status, report.return_reason) == (S.RETURNED, "请补数据。")
        assert report.front_is_open
        assert open_keys(report) == all_keys(report)
        assert told()["police_drafter"] == (
            f"{report.title}已退回修改：请补数据。",
            f"/reports/{report.pk}/",
        )
        message = Message.objects.get(recipient__username="police_drafter", url=f"/reports/{report.pk}/")
        assert message.sender == "县委依法治县办（县司法局）"

    def test_named_blocks_and_those_with_opinions_are_opened_and_nothing_else(self, world, act):
        report = bring(world, S.AWAITING_REVIEW)
        first, second, third = report.blocks.filter(kind="prose").order_by("pk")[:3]
        opinions.give_opinion(report, opinions.NewOpinion("请写实。", first.key), **act("reviewer"))
        services.return_report(
            report,
            reason="见意见。",
            opinions=[opinions.NewOpinion("请核对。", second.key, "全年完成")],
            block_keys=[third.key],
            **act("reviewer"),
        )
        assert open_keys(report) == {first.key, second.key, third.key}
        assert not world.report().front_is_open
        other = report.blocks.filter(kind="prose").order_by("pk").last()
        with pytest.raises(NotPermitted):
            write(world.report(), other.key, "改了别处。", **act("police_drafter"))

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_without_a_reason_nothing_happens(self, world, act, reason):
        report = bring(world, S.AWAITING_REVIEW)
        with pytest.raises(Invalid, match="请写明退回的原因。"):
            services.return_report(report, reason=reason, **act("reviewer"))
        assert world.report().status == S.AWAITING_REVIEW

    def test_an_unknown_block_is_refused(self, world, act):
        report = bring(world, S.AWAITING_REVIEW)
        with pytest.raises(Invalid, match="不在这份报告里"):
            services.return_report(report, reason="见意见。", block_keys=["nowhere"], **act("reviewer"))
        with pytest.raises(Invalid, match="不在这份报告里"):
            opinions.give_opinion(report, opinions.NewOpinion("请核对。", "nowhere"), **act("reviewer"))

    def test_an_opinion_is_tied_to_the_revision_it_judged_and_answered_with_a_reason(self, world, act):
        report = bring(world, S.AWAITING_REVIEW)
        opinion = opinions.give_opinion(report, opinions.NewOpinion(" 请写实。 "), **act("reviewer"))
        assert (opinion.text, opinion.revision) == ("请写实。", report.revisions.get())
        services.return_report(report, reason="见意见。", **act("reviewer"))
        opinion = Opinion.objects.select_related("report").get()
        answer = {"state": OpinionState.NOT_ADOPTED, "reply": ""}
        with pytest.raises(Invalid, match="请说明理由"):
            opinions.answer_opinion(opinion, **answer, **act("police_drafter"))
        with pytest.raises(Invalid, match="请选择"):
            opinions.answer_opinion(opinion, state=OpinionState.OPEN, reply="好", **act("police_drafter"))
        with pytest.raises(NotPermitted):
            opinions.answer_opinion(opinion, state=OpinionState.ADOPTED, reply="", **act("market_drafter"))
        opinions.answer_opinion(opinion, state=OpinionState.ADOPTED, reply="", **act("police_drafter"))
        kept = Opinion.objects.get()
        assert (kept.state, kept.replied_by, kept.replied_at) == (
            OpinionState.ADOPTED,
            world.user("police_drafter"),
            world.now,
        )

    def test_an_empty_opinion_is_refused(self, world, act):
        report = bring(world, S.AWAITING_REVIEW)
        with pytest.raises(Invalid, match="请写明意见内容。"):
            opinions.give_opinion(report, opinions.NewOpinion("  "), **act("reviewer"))


class TestSigning:
    def test_passing_opens_the_text_for_the_head_and_tells_both(self, world):
        report = bring(world, S.AWAITING_SIGNATURE)
        assert open_keys(report) == all_keys(report)
        text = (f"{report.title}预审通过，请办理签发。", f"/review/{report.pk}/")
        assert {name: told()[name] for name in ("police_drafter", "police_head")} == {
            "police_drafter": text,
            "police_head": text,
        }

    def test_the_heads_own_words_are_signed(self, world, act):
        report = bring(world, S.AWAITING_SIGNATURE)
        block = report.blocks.filter(kind="prose").order_by("pk").first()
        write(report, block.key, "首长改过的话。", **act("police_head"))
        step = services.sign_report(world.report(), **act("police_head"))
        signing = Signing.objects.get()
        assert (signing.revision, signing.signer_name, signing.is_offline) == (
            step.revision,
            world.user("police_head").name,
            False,
        )
        assert step.revision.occasion == Occasion.SIGNED
        report = world.report()
        assert report.dated_on == signing.signed_on == world.now.date()
        assert "首长改过的话。" in [b.text for b in printed_snapshot(report).blocks()]
        assert open_keys(report) == set()

    def test_words_written_after_the_page_was_opened_are_not_signed(self, world, act):
        report = bring(world, S.AWAITING_SIGNATURE)
        seen = living_digest(report)
        block = report.blocks.filter(kind="prose").order_by("pk").first()
        write(report, block.key, "后来加的话。", **act("police_drafter"))
        with pytest.raises(Refused, match="又有改动"):
            services.sign_report(world.report(), seen=seen, **act("police_head"))
        assert (world.report().status, Signing.objects.count()) == (S.AWAITING_SIGNATURE, 0)
        services.sign_report(world.report(), seen=living_digest(world.report()), **act("police_head"))
        assert world.report().status == S.SIGNED

    def test_what_could_not_be_submitted_cannot_be_signed(self, world, act):
        report = bring(world, S.AWAITING_SIGNATURE)
        block = report.blocks.filter(kind="prose").order_by("pk").first()
        write(report, block.key, "联系13912345678。", **act("police_head"))
        with pytest.raises(Incomplete, match="手机号码"):
            services.sign_report(world.report(), **act("police_head"))
        assert (world.report().status, Signing.objects.count()) == (S.AWAITING_SIGNATURE, 0)

    def test_a_signature_on_paper_keeps_both_names(self, world, act):
        report = bring(world, S.AWAITING_SIGNATURE)
        day = world.now.date() - timedelta(days=2)
        services.register_signature(
            report, signer_name=" 林正 ", signed_on=day, scan=pdf(), **act("police_drafter")
        )
        signing = Signing.objects.get()
        assert (signing.signer_name, signing.signed_on, signing.registered_by, signing.is_offline) == (
            "林正",
            day,
            world.user("police_drafter"),
            True,
        )
        assert signing.scan.name.endswith(".pdf")
        assert world.report().dated_on == day

    @pytest.mark.parametrize(
        ("fault", "field"),
        [
            ({"signer_name": " "}, "signer_name"),
            ({"days": 1}, "signed_on"),
            ({"scan": SimpleUploadedFile("签发单.pdf", b"MZ\x90\x00")}, "scan"),
        ],
    )
    def test_a_faulty_registration_is_refused(self, world, act, fault, field):
        report = bring(world, S.AWAITING_SIGNATURE)
        day = world.now.date() + timedelta(days=fault.pop("days", 0))
        entered = {"signer_name": "林正", "signed_on": day, "scan": None, **fault}
        with pytest.raises(Invalid) as refusal:
            services.register_signature(report, **entered, **act("police_drafter"))
        assert refusal.value.field == field
        assert not Signing.objects.exists()

    def test_reopening_voids_the_signature_and_signing_again_is_a_new_one(self, world, act):
        report = bring(world, S.SIGNED)
        with pytest.raises(Invalid, match="请写明修改的原因。"):
            services.reopen_report(report, reason="", **act("police_drafter"))
        services.reopen_report(report, reason="数字有误。", **act("police_drafter"))
        report = world.report()
        assert (report.status, report.dated_on) == (S.AWAITING_SIGNATURE, None)
        assert open_keys(report) == all_keys(report)
        services.sign_report(report, **act("police_head"))
        assert list(Signing.objects.order_by("pk").values_list("is_void", flat=True)) == [True, False]
        assert list(report.revisions.order_by("number").values_list("occasion", flat=True)) == [
            Occasion.SUBMITTED,
            Occasion.SIGNED,
            Occasion.SIGNED,
        ]


def test_every_step_is_logged_with_the_unit_and_starts_where_the_last_one_ended(world):
    report = bring(world, S.ARCHIVED)
    steps = list(report.steps.order_by("pk"))
    assert [step.to_status for step in steps[:-1]] == [step.from_status for step in steps[1:]]
    assert all(step.revision is not None for step in steps)
    path = report.assignment.organisation.path
    logged = Entry.objects.filter(subject_type="Report", scope_path=path).exclude(action="保存报告")
    assert list(logged.order_by("pk").values_list("action", flat=True)) == [
        step.get_move_display() for step in steps
    ]


def test_a_move_that_is_not_yours_leaves_nothing_behind(world, act):
    report = bring(world, S.AWAITING_REVIEW)
    before = Step.objects.count()
    for name in ("leader", "administrator", "auditor", "police_drafter", "market_head"):
        with pytest.raises(NotPermitted):
            services.pass_report(report, **act(name))
    assert (Step.objects.count(), world.report().status) == (before, S.AWAITING_REVIEW)
