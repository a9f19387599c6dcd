"""The table of transitions (design/workflow.md): who moves a report from where to where."""

from dataclasses import dataclass

from reports.drafting.enums import ReportStatus as S
from reports.review.enums import Hat, Move


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: the move, the states it starts from, where it leads, who makes it.

    `label` is the button; `next_step` tells under the button what will happen then. A target of
    None leaves the state as it is.
    """

    move: Move
    sources: tuple[S, ...]
    target: S | None
    hat: Hat
    label: str
    next_step: str


TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        Move.SUBMIT,
        (S.DRAFTING, S.RETURNED),
        S.AWAITING_REVIEW,
        Hat.DRAFTER,
        "提交预审",
        "提交后由司法局预审，预审期间不能修改。",
    ),
    Transition(
        Move.WITHDRAW,
        (S.AWAITING_REVIEW,),
        S.DRAFTING,
        Hat.DRAFTER,
        "撤回",
        "撤回后可以继续修改，改好再提交。",
    ),
    Transition(
        Move.RETURN,
        (S.AWAITING_REVIEW,),
        S.RETURNED,
        Hat.REVIEWER,
        "退回修改",
        "退回后由经办人逐条答复意见，改好再提交。",
    ),
    Transition(
        Move.PASS,
        (S.AWAITING_REVIEW,),
        S.AWAITING_SIGNATURE,
        Hat.REVIEWER,
        "预审通过",
        "预审通过后由单位负责人签发。",
    ),
    Transition(
        Move.SIGN, (S.AWAITING_SIGNATURE,), S.SIGNED, Hat.SIGNER, "签发", "签发后由经办人报送，正文不再改动。"
    ),
    Transition(
        Move.REGISTER_SIGNATURE,
        (S.AWAITING_SIGNATURE,),
        S.SIGNED,
        Hat.DRAFTER,
        "线下签发登记",
        "登记后由经办人报送，正文不再改动。",
    ),
    Transition(
        Move.REOPEN,
        (S.SIGNED,),
        S.AWAITING_SIGNATURE,
        Hat.DRAFTER,
        "签发后修改",
        "原签发作废，改好后须重新签发。",
    ),
    Transition(Move.FILE, (S.SIGNED,), S.FILED, Hat.DRAFTER, "报送", "报送后由司法局备案。"),
    Transition(Move.RECORD, (S.FILED,), S.RECORDED, Hat.REVIEWER, "备案", "备案后由单位办理公开。"),
    Transition(
        Move.SEND_BACK,
        (S.FILED,),
        S.DRAFTING,
        Hat.REVIEWER,
        "退回补正",
        "退回后由经办人补正，重新预审、签发和报送。",
    ),
    Transition(Move.PUBLISH, (S.RECORDED,), S.PUBLISHED, Hat.DRAFTER, "公开登记", "登记后由司法局核验网页。"),
    Transition(Move.VERIFY, (S.PUBLISHED,), None, Hat.REVIEWER, "核验", "核验后可以归档。"),
    Transition(Move.ARCHIVE, (S.PUBLISHED,), S.ARCHIVED, Hat.REVIEWER, "归档", "归档后报告不再变动。"),
)


def transition(move: Move) -> Transition:
    """The row of one move."""
    return next(row for row in TRANSITIONS if row.move == move)
