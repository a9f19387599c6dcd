"""The report template as data: a family, its versions, their sections and blocks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reports.blueprints.enums import BlockKind, ItemsKind, SectionRole, VersionStatus
from reports.indicators.models import Indicator


class Blueprint(models.Model):
    """A family of templates that share keys over the years."""

    code = models.SlugField("代码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=100)

    def __str__(self) -> str:
        return self.name


class BlueprintVersion(models.Model):
    """One template as it was published; reports point here and never see it change."""

    blueprint = models.ForeignKey(
        Blueprint, verbose_name="模板", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField("版本")
    status = models.CharField("状态", max_length=20, choices=VersionStatus.choices)
    kinds = ArrayField(models.CharField(max_length=30), verbose_name="适用单位")
    filing_title = models.CharField("报送稿标题", max_length=200)
    public_title = models.CharField("公开稿标题", max_length=200)
    addressees = ArrayField(models.CharField(max_length=200), verbose_name="主送机关", default=list)
    digest = models.CharField("来源摘要", max_length=64, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blueprint", "number"], name="blueprint_version_unique"),
            models.UniqueConstraint(
                fields=["blueprint"],
                condition=Q(status=VersionStatus.PUBLISHED),
                name="blueprint_version_one_published",
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.DRAFT) | Q(published_at__isnull=False),
                name="blueprint_version_published_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blueprint}（第{self.number}版）"


class BlueprintSection(models.Model):
    """One level-1 part; without a heading it prints none (preamble, closing)."""

    version = models.ForeignKey(
        BlueprintVersion, verbose_name="版本", on_delete=models.CASCADE, related_name="sections"
    )
    key = models.SlugField("键", max_length=60)
    role = models.CharField("作用", max_length=40, choices=SectionRole.choices)
    heading = models.CharField("标题", max_length=200, blank=True)
    position = models.PositiveIntegerField("次序")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="blueprint_section_key_unique")
        ]

    def __str__(self) -> str:
        return self.heading or self.get_role_display()


class BlueprintBlock(models.Model):
    """One field of the form: what is asked and how to answer it."""

    section = models.ForeignKey(
        BlueprintSection, verbose_name="部分", on_delete=models.CASCADE, related_name="blocks"
    )
    key = models.SlugField("键", max_length=60)
    kind = models.CharField("类型", max_length=20, choices=BlockKind.choices)
    label = models.CharField("名称", max_length=100)
    guidance = models.TextField("指引", blank=True)
    opening = models.TextField("起始文字", blank=True)
    fixed_text = models.TextField("固定文字", blank=True)
    items_kind = models.CharField("条目类型", max_length=20, choices=ItemsKind.choices, blank=True)
    matches = ArrayField(models.CharField(max_length=60), verbose_name="导入识别词", default=list, blank=True)
    position = models.PositiveIntegerField("次序")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="blueprint_block_key_unique"),
            models.CheckConstraint(
                condition=~Q(kind=BlockKind.ITEMS) | ~Q(items_kind=""), name="blueprint_block_items_have_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class BlueprintFigure(models.Model):
    """One indicator that a block asks for, of these kinds of unit (none named: of all)."""

    block = models.ForeignKey(
        BlueprintBlock, verbose_name="内容块", on_delete=models.CASCADE, related_name="figures"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name="指标", on_delete=models.PROTECT, related_name="blueprint_figures"
    )
    kinds = ArrayField(models.CharField(max_length=30), verbose_name="询问对象", default=list, blank=True)
    position = models.PositiveIntegerField("次序")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "indicator"], name="blueprint_figure_unique")]

    def __str__(self) -> str:
        return f"{self.block} {self.indicator}"
