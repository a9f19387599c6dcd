"""Leading one report of the demonstration to the state that its file asks for, step by step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reports.demo.content import FILED_STATES, SIGNED_STATES, OpinionText, UnitReport, WantedState
from reports.drafting.dispatching import DispatchWords, save_dispatch
from reports.drafting.models import Report
from reports.organisations.models import User
from reports.review.enums import OpinionState
from reports.review.filing import (
    file_report,
    publish_report,
    record_report,
    send_back_report,
    verify_publication,
)
from reports.review.models import Opinion
from reports.review.opinions import NewOpinion, answer_opinion, give_opinion
from reports.review.readiness import find_lacks
from reports.review.services import (
    pass_report,
    register_signature,
    return_report,
    sign_report,
    submit_report,
)

REASON_FOR_LACKS = "个别数据待主管股室月底汇总，届时补报。"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts on one report; a unit whose head has no account signs on paper, `office` prints."""

    drafter: User
    reviewer: User
    head: User | None
    office: str


def tell_story(report: Report, content: UnitReport, *, cast: Cast, now: datetime) -> None:
    """Make every move up to the wanted state, the last one a day before `now`."""
    if content.state in (WantedState.NOT_BEGUN, WantedState.DRAFTING):
        return
    story = _Story(report, content, cast, now)
    story.submit()
    if content.state is WantedState.AWAITING_REVIEW:
        return
    if content.state is WantedState.RETURNED:
        story.send_for_changes()
        return
    pass_report(report, actor=cast.reviewer, now=story.days_ago(7))
    if content.state in SIGNED_STATES:
        story.fill_dispatch()
        story.sign()
    if content.state in FILED_STATES:
        story.file()
    story.finish()


@dataclass(frozen=True, slots=True)
class _Story:
    report: Report
    content: UnitReport
    cast: Cast
    now: datetime

    def days_ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def submit(self) -> None:
        reason = REASON_FOR_LACKS if find_lacks(self.report, now=self.days_ago(9)) else ""
        submit_report(self.report, actor=self.cast.drafter, now=self.days_ago(9), reason=reason)

    def send_for_changes(self) -> None:
        return_report(
            self.report,
            reason=self.content.return_reason,
            opinions=[_new(opinion) for opinion in self.content.opinions],
            block_keys=[opinion.block for opinion in self.content.opinions if opinion.block],
            actor=self.cast.reviewer,
            now=self.days_ago(3),
        )
        stored = Opinion.objects.filter(report=self.report).order_by("pk")
        for opinion, text in zip(stored, self.content.opinions, strict=True):
            if text.state != OpinionState.OPEN:
                answer_opinion(
                    opinion,
                    state=OpinionState(text.state),
                    reply=text.reply,
                    actor=self.cast.drafter,
                    now=self.days_ago(1),
                )

    def fill_dispatch(self) -> None:
        """Fill in 发文信息; a report that is not to be filed yet has no number."""
        is_filed = self.content.state in FILED_STATES
        words = DispatchWords(
            document_numbers=self.content.document_number(self._filed_on) if is_filed else "",
            signers=self.content.signer,
            copies_to="\n".join(self.content.copies_to),
            printed_by=self.cast.office,
            printed_on=self.days_ago(5).date(),
            has_annex=self.content.has_annex,
        )
        save_dispatch(self.report, words, base_version=0, actor=self.cast.drafter, now=self.days_ago(7))

    @property
    def _filed_on(self) -> date:
        return self.days_ago(4).date()

    def sign(self) -> None:
        if self.cast.head and self.cast.head.name == self.content.signer:
            sign_report(self.report, actor=self.cast.head, now=self.days_ago(6))
            return
        register_signature(
            self.report,
            signer_name=self.content.signer,
            signed_on=self.days_ago(6).date(),
            scan=None,
            actor=self.cast.drafter,
            now=self.days_ago(5),
        )

    def file(self) -> None:
        file_report(
            self.report,
            document_number=self.content.document_number(self._filed_on),
            filed_on=self._filed_on,
            addressees=Report.objects.get(pk=self.report.pk).addressees,
            scan=None,
            actor=self.cast.drafter,
            now=self.days_ago(4),
        )

    def finish(self) -> None:
        """What follows the filing: sent back, on record, published, looked at."""
        state = self.content.state
        if state is WantedState.SUPPLEMENT:
            for opinion in self.content.opinions:
                give_opinion(self._fresh(), _new(opinion), actor=self.cast.reviewer, now=self.days_ago(2))
            send_back_report(
                self.report, reason=self.content.return_reason, actor=self.cast.reviewer, now=self.days_ago(2)
            )
        if state in (WantedState.RECORDED, WantedState.PUBLISHED):
            record_report(self.report, actor=self.cast.reviewer, now=self.days_ago(3))
        if state is WantedState.PUBLISHED:
            self._publish()

    def _publish(self) -> None:
        publish_report(
            self.report,
            cleared_by_name=self.content.cleared_by,
            cleared_on=self.days_ago(2).date(),
            address=self.content.publication_address,
            published_on=self.days_ago(2).date(),
            screenshot=None,
            actor=self.cast.drafter,
            now=self.days_ago(2),
        )
        verify_publication(self.report, actor=self.cast.reviewer, now=self.days_ago(1))

    def _fresh(self) -> Report:
        return Report.objects.with_assignment().get(pk=self.report.pk)


def _new(opinion: OpinionText) -> NewOpinion:
    return NewOpinion(text=opinion.text, block_key=opinion.block, quote=opinion.quote)
