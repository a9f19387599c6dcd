"""The report template as data: a family, its versions, their sections and blocks.

A version is a draft first; once published it never changes again, and the database holds that too.
"""

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reports.blueprints.enums import (
    BlockKind,
    ItemForm,
    ItemsKind,
    PhraseKind,
    SectionRole,
    VersionStatus,
)
from reports.indicators.models import Indicator
from reports.organisations.models import Organisation, User, paths_over


def _only_while_draft(name: str, version: str) -> pgtrigger.Trigger:
    """Refuse any change below a version that is no draft; `version` is SQL that finds its key for {row}."""
    olds, news = version.format(row="OLD"), version.format(row="NEW")
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF EXISTS (
                SELECT 1 FROM reports_blueprintversion v
                WHERE v.status <> 'draft' AND v.id IN (({olds}), ({news}))
            ) THEN
                RAISE EXCEPTION '{name}: a published blueprint version never changes';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


class BlueprintQuerySet(models.QuerySet["Blueprint"]):
    """Families as lists."""

    def visible_to(self, user: User) -> Self:
        """What came with the product, and what the governments over or under this person's posts own."""
        return self.filter(_readable_by(user, ""))


class BlueprintVersionQuerySet(models.QuerySet["BlueprintVersion"]):
    """Versions as lists."""

    def visible_to(self, user: User) -> Self:
        """All versions of the families that this person may read, drafts among them."""
        return self.filter(_readable_by(user, "blueprint__"))


def _readable_by(user: User, lead: str) -> Q:
    if user.is_superuser:
        return Q()
    standing = user.standing()
    over = {above for post in standing.posts for above in paths_over(post.path)}
    owned = Q(**{f"{lead}owner__path__in": sorted(over)}) | standing.county_reach(f"{lead}owner__path")
    return Q(**{f"{lead}owner": None}) | owned


class Blueprint(models.Model):
    """A family of templates that share keys over the years.

    One without an owner came with the product. A county's own has its government as `owner`; made
    out of another family, it names that as `origin` and stands in its place in that county. One that
    `is_alternative` serves whoever chooses it and is never proposed where another fits.
    """

    code = models.SlugField("代码", max_length=60)
    name = models.CharField("名称", max_length=100)
    owner = models.ForeignKey(
        Organisation,
        verbose_name="所属政府",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="blueprints",
    )
    origin = models.ForeignKey(
        "self",
        verbose_name="原模板",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="adaptations",
    )
    is_alternative = models.BooleanField("只供选用", default=False)

    objects = BlueprintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(owner=None), name="blueprint_shipped_code_unique"
            ),
            models.UniqueConstraint(fields=["owner", "code"], name="blueprint_own_code_unique"),
            models.CheckConstraint(
                condition=Q(origin=None) | Q(owner__isnull=False), name="blueprint_adaptation_has_owner"
            ),
        ]

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
    origin_version = models.ForeignKey(
        "self",
        verbose_name="所依据的原模板版本",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField("版本说明", max_length=300, blank=True)
    edit = models.PositiveIntegerField("修改次数", default=0)
    edited_at = models.DateTimeField("修改时间", null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="修改人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = BlueprintVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blueprint", "number"], name="blueprint_version_unique"),
            models.UniqueConstraint(
                fields=["blueprint"],
                condition=Q(status=VersionStatus.PUBLISHED),
                name="blueprint_version_one_published",
            ),
            models.UniqueConstraint(
                fields=["blueprint"],
                condition=Q(status=VersionStatus.DRAFT),
                name="blueprint_version_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.DRAFT) | Q(published_at__isnull=False),
                name="blueprint_version_published_has_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="blueprint_version_life",
                field="status",
                transitions=[
                    (VersionStatus.DRAFT.value, VersionStatus.PUBLISHED.value),
                    (VersionStatus.PUBLISHED.value, VersionStatus.RETIRED.value),
                ],
            ),
            pgtrigger.Trigger(
                name="blueprint_version_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status <> 'draft'"),
                func="""
                    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'status' = to_jsonb(OLD) - 'status' THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION
                        'blueprint_version_immutable: a published blueprint version never changes';
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blueprint}（第{self.number}版）"

    @property
    def is_draft(self) -> bool:
        """Whether it may still change."""
        return self.status == VersionStatus.DRAFT


class BlueprintSection(models.Model):
    """One level-1 part; without a heading it prints none (preamble, closing)."""

    version = models.ForeignKey(
        BlueprintVersion, verbose_name="版本", on_delete=models.CASCADE, related_name="sections"
    )
    key = models.SlugField("键", max_length=60)
    role = models.CharField("作用", max_length=40, choices=SectionRole.choices)
    heading = models.CharField("标题", max_length=200, blank=True)
    item_form = models.CharField("条目形式", max_length=20, choices=ItemForm.choices, default=ItemForm.RUN_IN)
    position = models.PositiveIntegerField("次序")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="blueprint_section_key_unique")
        ]
        triggers = [_only_while_draft("blueprint_section_immutable", "{row}.version_id")]

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
    guidance = models.TextField("写什么", blank=True)
    evaluation = models.TextField("评查看什么", blank=True)
    example = models.TextField("示例", blank=True)
    opening = models.TextField("起始文字", blank=True)
    fixed_text = models.TextField("固定文字", blank=True)
    items_kind = models.CharField("条目类型", max_length=20, choices=ItemsKind.choices, blank=True)
    matches = ArrayField(models.CharField(max_length=60), verbose_name="导入识别词", default=list, blank=True)
    carries_over = models.BooleanField("沿用上年文字", default=False)
    pack = models.CharField("专题", max_length=40, blank=True)
    position = models.PositiveIntegerField("次序")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="blueprint_block_key_unique"),
            models.CheckConstraint(
                condition=~Q(kind=BlockKind.ITEMS) | ~Q(items_kind=""), name="blueprint_block_items_have_kind"
            ),
        ]
        triggers = [
            _only_while_draft(
                "blueprint_block_immutable",
                "SELECT s.version_id FROM reports_blueprintsection s WHERE s.id = {row}.section_id",
            )
        ]

    def __str__(self) -> str:
        return self.label


class BlueprintFigure(models.Model):
    """One indicator that a block asks for, of these kinds of unit and duties (none named: of all)."""

    block = models.ForeignKey(
        BlueprintBlock, verbose_name="内容块", on_delete=models.CASCADE, related_name="figures"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name="指标", on_delete=models.PROTECT, related_name="blueprint_figures"
    )
    kinds = ArrayField(models.CharField(max_length=30), verbose_name="询问对象", default=list, blank=True)
    duties = ArrayField(models.CharField(max_length=20), verbose_name="有关职责", default=list, blank=True)
    position = models.PositiveIntegerField("次序")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "indicator"], name="blueprint_figure_unique")]
        triggers = [
            _only_while_draft(
                "blueprint_figure_immutable",
                "SELECT s.version_id FROM reports_blueprintsection s"
                " JOIN reports_blueprintblock b ON b.section_id = s.id WHERE b.id = {row}.block_id",
            )
        ]

    def __str__(self) -> str:
        return f"{self.block} {self.indicator}"


class DatedPhrase(models.Model):
    """One phrase with the report years that cite it; `edited_at` is set where somebody changed it here."""

    text = models.CharField("文字", max_length=200)
    kind = models.CharField("类别", max_length=20, choices=PhraseKind.choices)
    first_year = models.PositiveIntegerField("起始年度")
    last_year = models.PositiveIntegerField("截止年度", null=True, blank=True)
    successor = models.CharField("接替用语", max_length=200, blank=True)
    source = models.CharField("依据", max_length=300, blank=True)
    edited_at = models.DateTimeField("修改时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text"], name="dated_phrase_text_unique"),
            models.CheckConstraint(
                condition=Q(last_year=None) | Q(last_year__gte=models.F("first_year")),
                name="dated_phrase_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text
