"""Which form each move asks for and which service it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.drafting.models import Report
from reports.organisations.models import User
from reports.review import filing, services
from reports.review.enums import Move
from reports.web.review.forms import (
    FilingForm,
    MoveForm,
    PublicationForm,
    ReasonForm,
    RemarkForm,
    ReturnForm,
    SignatureForm,
    SigningForm,
)

Act = Callable[[Report, Any, User, datetime], object]


@dataclass(frozen=True, slots=True)
class MovePage:
    """One page: its form, what it does, and the sentence afterwards."""

    form: type[MoveForm]
    act: Act
    done: str


def _plain(service: Callable[..., object]) -> Act:
    return lambda report, form, actor, now: service(report, actor=actor, now=now)


def _filled(service: Callable[..., object]) -> Act:
    return lambda report, form, actor, now: service(report, **form.cleaned_data, actor=actor, now=now)


def _return(report: Report, form: ReturnForm, actor: User, now: datetime) -> object:
    return services.return_report(
        report, reason=form.cleaned_data["reason"], block_keys=form.chosen_keys, actor=actor, now=now
    )


PAGES: dict[Move, MovePage] = {
    Move.WITHDRAW: MovePage(MoveForm, _plain(services.withdraw_report), "报告已撤回，可以继续修改。"),
    Move.RETURN: MovePage(ReturnForm, _return, "报告已退回修改，经办人会收到消息。"),
    Move.PASS: MovePage(RemarkForm, _filled(services.pass_report), "预审已通过，等待单位负责人签发。"),
    Move.SIGN: MovePage(SigningForm, _filled(services.sign_report), "报告已签发，等待经办人报送。"),
    Move.REGISTER_SIGNATURE: MovePage(
        SignatureForm, _filled(services.register_signature), "签发已登记，请办理报送。"
    ),
    Move.REOPEN: MovePage(ReasonForm, _filled(services.reopen_report), "原签发已作废，改好后请重新签发。"),
    Move.FILE: MovePage(FilingForm, _filled(filing.file_report), "报告已报送，等待司法局备案。"),
    Move.RECORD: MovePage(RemarkForm, _filled(filing.record_report), "报告已备案，等待单位公开。"),
    Move.SEND_BACK: MovePage(
        ReasonForm, _filled(filing.send_back_report), "报告已退回补正，经办人会收到消息。"
    ),
    Move.PUBLISH: MovePage(PublicationForm, _filled(filing.publish_report), "公开已登记，等待司法局核验。"),
    Move.VERIFY: MovePage(MoveForm, _plain(filing.verify_publication), "公开网页已核验。"),
    Move.ARCHIVE: MovePage(MoveForm, _plain(filing.archive_report), "报告已归档。"),
}
"""Every move but 提交预审, which has a page of its own in drafting (report_submit)."""
