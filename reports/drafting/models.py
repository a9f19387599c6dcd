"""A report being written: its parts, blocks, items, asked figures and kept revisions."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.blueprints.enums import BlockKind, ItemForm, ItemsKind, SectionRole
from reports.drafting.enums import FILED_STATUSES, SIGNED_STATUSES, Occasion, ReportStatus, Urgency
from reports.indicators.models import Indicator
from reports.organisations.models import User
from reports.rounds.models import Assignment


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports as lists."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's own units, and all below a county-wide role."""
        standing = user.standing()
        return self.filter(standing.reach("assignment__organisation", "assignment__organisation__path"))

    def in_force(self) -> Self:
        """Those whose task has not been withdrawn."""
        return self.filter(assignment__withdrawn_at=None)

    def filed(self) -> Self:
        """Those that the unit has filed and the bureau has not sent back."""
        return self.filter(status__in=FILED_STATUSES)

    def with_assignment(self) -> Self:
        """Everything a list row needs, in the same query."""
        return self.select_related("assignment__round", "assignment__organisation", "assignment__drafted_by")


class Report(models.Model):
    """One unit's report of one year; its living text hangs below, its fate stands in `review`."""

    assignment = models.OneToOneField(
        Assignment, verbose_name="任务", on_delete=models.PROTECT, related_name="report"
    )
    title = models.CharField("报送稿标题", max_length=200)
    public_title = models.CharField("公开稿标题", max_length=200)
    addressees = models.TextField("主送机关", blank=True, help_text="一行一个，各出一份报送稿。")
    signatories = models.TextField("署名机关", help_text="一行一个，党委在前。")
    dated_on = models.DateField("成文日期", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=30, choices=ReportStatus.choices, default=ReportStatus.DRAFTING, db_index=True
    )
    status_since = models.DateTimeField("进入状态时间")
    return_reason = models.TextField("退回原因", blank=True)
    started_at = models.DateTimeField("开始填写时间", null=True, blank=True)
    front_version = models.PositiveIntegerField("版头版本", default=0)
    front_is_open = models.BooleanField("版头可改", default=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "status_since"], name="report_desk")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_signed(self) -> bool:
        """Whether the signed revision, not the living text, is what gets printed."""
        return self.status in SIGNED_STATUSES

    @property
    def is_not_begun(self) -> bool:
        """未开始: nothing saved yet."""
        return self.started_at is None and self.status == ReportStatus.DRAFTING

    @property
    def awaits_supplement(self) -> bool:
        """退回补正: filed once, sent back, being written again."""
        return self.status == ReportStatus.DRAFTING and bool(self.return_reason)

    @property
    def addressee_lines(self) -> tuple[str, ...]:
        """One 主送机关 for each edition."""
        return tuple(line.strip() for line in self.addressees.splitlines() if line.strip())

    @property
    def signatory_lines(self) -> tuple[str, ...]:
        """The organs that sign, in order."""
        return tuple(line.strip() for line in self.signatories.splitlines() if line.strip())


class Dispatch(models.Model):
    """发文信息: what a formal 报送稿 carries round its text.

    Kept apart from the text, since the number comes after signing.

    `document_numbers` and `signers` have one line for each line of 主送机关; a single line serves all.
    """

    report = models.OneToOneField(
        Report, verbose_name="报告", on_delete=models.CASCADE, related_name="dispatch"
    )
    urgency = models.CharField("紧急程度", max_length=10, choices=Urgency.choices, blank=True)
    document_numbers = models.TextField("发文字号", blank=True)
    signers = models.TextField("签发人", blank=True, help_text="联合行文的各位签发人之间用“、”分开。")
    remark = models.CharField("附注", max_length=200, blank=True)
    copies_to = models.TextField("抄送机关", blank=True)
    printed_by = models.CharField("印发机关", max_length=80, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)
    has_annex = models.BooleanField("数据表作为附件", default=False)
    version = models.PositiveIntegerField("版本", default=0)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="保存人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    def __str__(self) -> str:
        return f"{self.report}发文信息"


class ReportSection(models.Model):
    """A level-1 part; its heading belongs to the report, so an imported one keeps its own."""

    report = models.ForeignKey(Report, verbose_name="报告", on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField("键", max_length=60)
    role = models.CharField("作用", max_length=40, choices=SectionRole.choices, blank=True)
    heading = models.CharField("标题", max_length=200, blank=True)
    item_form = models.CharField("条目形式", max_length=20, choices=ItemForm.choices, default=ItemForm.RUN_IN)
    position = models.PositiveIntegerField("次序")
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_section_key_unique")]

    def __str__(self) -> str:
        return self.heading or self.get_role_display()


class ReportBlock(models.Model):
    """One stored text of the report, in 公文 markup, one paragraph a line.

    `version` counts saves: whoever saves on an older one gets both texts. `is_open` is set by
    `review` alone. `needs_confirmation` marks text carried over that nobody has confirmed.
    """

    report = models.ForeignKey(Report, verbose_name="报告", on_delete=models.CASCADE, related_name="blocks")
    section = models.ForeignKey(
        ReportSection, verbose_name="部分", on_delete=models.CASCADE, related_name="blocks"
    )
    key = models.SlugField("键", max_length=60)
    kind = models.CharField("类型", max_length=20, choices=BlockKind.choices)
    items_kind = models.CharField("条目类型", max_length=20, choices=ItemsKind.choices, blank=True)
    label = models.CharField("名称", max_length=100)
    text = models.TextField("文字", blank=True)
    opening = models.TextField("起始文字", blank=True)
    position = models.PositiveIntegerField("次序")
    version = models.PositiveIntegerField("版本", default=0)
    is_open = models.BooleanField("可改", default=True)
    is_private = models.BooleanField("不公开", default=False)
    needs_confirmation = models.BooleanField("沿用待确认", default=False)
    saved_at = models.DateTimeField("保存时间", null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="保存人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="report_block_key_unique"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_untouched(self) -> bool:
        """Nothing written beyond what the template put there."""
        return not self.text.strip() or (bool(self.opening) and self.text == self.opening)


class ReportItem(models.Model):
    """One row of an items block: a shortcoming with its cause, or a plan with its measure."""

    block = models.ForeignKey(
        ReportBlock, verbose_name="内容块", on_delete=models.CASCADE, related_name="items"
    )
    position = models.PositiveIntegerField("次序")
    heading = models.CharField("标题句", max_length=200)
    text = models.TextField("正文", blank=True)
    cause = models.TextField("原因", blank=True)
    remedy = models.TextField("改进措施", blank=True)
    measure = models.TextField("具体举措", blank=True)
    responsible_unit = models.CharField("责任单位", max_length=100, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)
    is_private = models.BooleanField("不公开", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["block", "position"], name="report_item_position_unique"),
            models.CheckConstraint(condition=~Q(heading=""), name="report_item_has_heading"),
        ]

    def __str__(self) -> str:
        return self.heading


class FigureRequest(models.Model):
    """One indicator that this very report is asked for, fixed when the report is opened."""

    report = models.ForeignKey(
        Report, verbose_name="报告", on_delete=models.CASCADE, related_name="figure_requests"
    )
    block = models.ForeignKey(
        ReportBlock, verbose_name="内容块", on_delete=models.CASCADE, related_name="figure_requests"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name="指标", on_delete=models.PROTECT, related_name="requests"
    )
    position = models.PositiveIntegerField("次序")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "indicator"], name="figure_request_unique")]

    def __str__(self) -> str:
        return str(self.indicator)


class FigureEvidence(models.Model):
    """A file that proves one figure; once taken away the file is gone, and the row says why."""

    request = models.ForeignKey(
        FigureRequest, verbose_name="填报要求", on_delete=models.PROTECT, related_name="evidence"
    )
    file = models.FileField("文件", upload_to="evidence/%Y/", blank=True)
    name = models.CharField("原文件名", max_length=120)
    note = models.CharField("说明", max_length=300, blank=True)
    added_at = models.DateTimeField("附上时间")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="附上人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="移除人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    removal_reason = models.CharField("移除理由", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removal_reason="")
                | Q(removed_at__isnull=False) & ~Q(removal_reason=""),
                name="figure_evidence_removed_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """The whole report as it stood at one moment, values included; never changed again."""

    report = models.ForeignKey(
        Report, verbose_name="报告", on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField("稿次")
    occasion = models.CharField("缘由", max_length=30, choices=Occasion.choices)
    content = models.JSONField("内容")
    digest = models.CharField("校验值", max_length=64)
    made_at = models.DateTimeField("时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="操作人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="revision_number_unique")]
        triggers = [
            pgtrigger.Protect(name="revision_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.report} 第{self.number}稿"
