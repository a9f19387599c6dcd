"""How a report moves: every step, opinion, signature, filing and publication."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report, Revision
from reports.review.enums import Move, OpinionState


class Step(models.Model):
    """One transition of one report, tied to the exact revision it judged."""

    report = models.ForeignKey(Report, verbose_name="报告", on_delete=models.CASCADE, related_name="steps")
    move = models.CharField("步骤", max_length=30, choices=Move.choices)
    from_status = models.CharField("原状态", max_length=30, choices=ReportStatus.choices)
    to_status = models.CharField("新状态", max_length=30, choices=ReportStatus.choices)
    revision = models.ForeignKey(
        Revision, verbose_name="稿次", null=True, on_delete=models.PROTECT, related_name="steps"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="操作人", on_delete=models.PROTECT, related_name="+"
    )
    acted_at = models.DateTimeField("时间")
    reason = models.TextField("说明", blank=True)
    open_keys = ArrayField(
        models.CharField(max_length=60),
        verbose_name="此前可改的内容块",
        null=True,
        help_text="没有值表示全部可改。",
    )

    class Meta:
        indexes = [models.Index(fields=["report", "-acted_at"], name="step_history")]
        triggers = [pgtrigger.Protect(name="step_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report} {self.get_move_display()}"


class Opinion(models.Model):
    """One remark of a reviewer on one block (or, without a block, on the whole report).

    A comment that came in with a Word file has `author_name`, the name it stood under, and no account.
    """

    report = models.ForeignKey(Report, verbose_name="报告", on_delete=models.CASCADE, related_name="opinions")
    block_key = models.SlugField("内容块", max_length=60, blank=True)
    revision = models.ForeignKey(
        Revision, verbose_name="稿次", null=True, on_delete=models.PROTECT, related_name="opinions"
    )
    quote = models.TextField("所指文字", blank=True)
    text = models.TextField("意见")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="提出人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField("批注人", max_length=80, blank=True)
    made_at = models.DateTimeField("提出时间")
    state = models.CharField("处理", max_length=20, choices=OpinionState.choices, default=OpinionState.OPEN)
    reply = models.TextField("答复", blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="答复人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=OpinionState.OPEN) | Q(replied_at__isnull=False),
                name="opinion_answered_has_time",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=False) | ~Q(author_name=""), name="opinion_has_author"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def signed_by(self) -> str:
        """Whose remark it is: a person with an account, or the name that stood in a Word file."""
        return self.author.name if self.author else self.author_name


class Signing(models.Model):
    """签发: by the head's own account, or entered from paper with both names kept."""

    report = models.ForeignKey(Report, verbose_name="报告", on_delete=models.CASCADE, related_name="signings")
    revision = models.OneToOneField(
        Revision, verbose_name="签发稿", on_delete=models.PROTECT, related_name="signing"
    )
    signer_name = models.CharField("签发人", max_length=80)
    signed_on = models.DateField("签发日期")
    is_offline = models.BooleanField("线下签发")
    scan = models.FileField("签发单扫描件", upload_to="signings/%Y/", blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登记人", on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField("登记时间")
    is_void = models.BooleanField("已作废", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(is_void=False), name="signing_one_valid_for_a_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.signer_name}签发"


class Filing(models.Model):
    """报送: the number, the day, the addressees and the sealed scan."""

    report = models.ForeignKey(Report, verbose_name="报告", on_delete=models.CASCADE, related_name="filings")
    signing = models.ForeignKey(
        Signing, verbose_name="签发", on_delete=models.PROTECT, related_name="filings"
    )
    document_number = models.CharField("发文字号", max_length=80)
    filed_on = models.DateField("报送日期")
    addressees = models.TextField("主送机关")
    scan = models.FileField("盖章扫描件", upload_to="filings/%Y/", blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="报送人", on_delete=models.PROTECT, related_name="+"
    )
    filed_at = models.DateTimeField("登记时间")
    recorded_at = models.DateTimeField("备案时间", null=True, blank=True)
    is_void = models.BooleanField("已退回", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(is_void=False), name="filing_one_valid_for_a_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.report}"


class Publication(models.Model):
    """公开登记: cleared by whom, published where and when."""

    report = models.OneToOneField(
        Report, verbose_name="报告", on_delete=models.CASCADE, related_name="publication"
    )
    cleared_by_name = models.CharField("保密审查人", max_length=80)
    cleared_on = models.DateField("保密审查日期")
    address = models.URLField("公开网址", max_length=500)
    published_on = models.DateField("公开日期")
    screenshot = models.FileField("网页截图", upload_to="publications/%Y/", blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登记人", on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField("登记时间")
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="核验人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField("核验时间", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.report} {self.address}"
