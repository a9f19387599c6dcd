"""The stored states of a report and the occasions on which its text is kept."""

from django.db.models import TextChoices


class ReportStatus(TextChoices):
    """Where a report stands (design/workflow.md); 未开始 and 逾期 are derived, never stored."""

    DRAFTING = "drafting", "起草中"
    AWAITING_REVIEW = "awaiting_review", "待预审"
    RETURNED = "returned", "退回修改"
    AWAITING_SIGNATURE = "awaiting_signature", "待签发"
    SIGNED = "signed", "已签发"
    FILED = "filed", "已报送"
    RECORDED = "recorded", "已备案"
    PUBLISHED = "published", "已公开"
    ARCHIVED = "archived", "已归档"


SIGNED_STATUSES = frozenset(
    {
        ReportStatus.SIGNED,
        ReportStatus.FILED,
        ReportStatus.RECORDED,
        ReportStatus.PUBLISHED,
        ReportStatus.ARCHIVED,
    }
)
"""From signing on the signed revision is printed, never the living text."""

FILED_STATUSES = SIGNED_STATUSES - {ReportStatus.SIGNED}
"""What the county's report may gather."""


class Urgency(TextChoices):
    """紧急程度 of a formal document."""

    NONE = "", "不标注"
    EXTREMELY_URGENT = "特急", "特急"
    URGENT = "加急", "加急"


class Occasion(TextChoices):
    """Why a revision was kept."""

    SUBMITTED = "submitted", "提交预审"
    RETURNED = "returned", "退回"
    PASSED = "passed", "预审通过"
    SIGNED = "signed", "签发"
    CHANGED_AFTER_SIGNING = "changed_after_signing", "签发后修改"
    IMPORTED = "imported", "导入"
