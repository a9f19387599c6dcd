"""Closed vocabularies of the review."""

from django.db.models import TextChoices


class Hat(TextChoices):
    """In which capacity a person acts on one report."""

    DRAFTER = "drafter", "经办人"
    SIGNER = "signer", "单位负责人"
    REVIEWER = "reviewer", "审查员"
    READER = "reader", "查看"


class Move(TextChoices):
    """The transitions of design/workflow.md."""

    SUBMIT = "submit", "提交预审"
    WITHDRAW = "withdraw", "撤回"
    RETURN = "return", "退回修改"
    PASS = "pass", "预审通过"
    SIGN = "sign", "签发"
    REGISTER_SIGNATURE = "register_signature", "线下签发登记"
    REOPEN = "reopen", "签发后修改"
    FILE = "file", "报送"
    RECORD = "record", "备案"
    SEND_BACK = "send_back", "退回补正"
    PUBLISH = "publish", "公开登记"
    VERIFY = "verify", "核验"
    ARCHIVE = "archive", "归档"


class OpinionState(TextChoices):
    """What became of an opinion."""

    OPEN = "open", "待答复"
    ADOPTED = "adopted", "已采纳"
    PARTLY_ADOPTED = "partly_adopted", "部分采纳"
    NOT_ADOPTED = "not_adopted", "未采纳"
