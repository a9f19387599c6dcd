"""What can be counted, and what was counted. Not for: which unit is asked what (blueprints)."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from reports.indicators.enums import (
    Aggregation,
    ChangeOccasion,
    Keeper,
    Kind,
    Period,
    Severity,
    Source,
    ValueState,
)
from reports.indicators.values import BLANK, NOT_APPLICABLE, Figure, from_plain, number, ratio_of, stated
from reports.organisations.models import Organisation

FIRST_YEAR, LAST_YEAR = 1990, 2100


def _sensible_years(name: str) -> models.CheckConstraint:
    """An open or closed span of years."""
    within = (FIRST_YEAR, LAST_YEAR)
    return models.CheckConstraint(
        condition=(Q(valid_from__isnull=True) | Q(valid_from__range=within))
        & (Q(valid_to__isnull=True) | Q(valid_to__range=within))
        & (Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to"))),
        name=name,
    )


class Indicator(models.Model):
    """One entry of the dictionary: something that is counted in the same way everywhere.

    `version` counts what people changed here; once they have, loading the shipped file leaves it alone.
    """

    code = models.CharField("代码", max_length=10)
    name = models.CharField("名称", max_length=100)
    unit = models.CharField("单位", max_length=20)
    area = models.CharField("领域代码", max_length=10)
    area_name = models.CharField("领域", max_length=40)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    period = models.CharField("时期", max_length=10, choices=Period.choices)
    aggregation = models.CharField("汇总方式", max_length=50, choices=Aggregation.choices)
    numerator = models.CharField("分子", max_length=60, blank=True, help_text="如“RV07”“LT11+LT13”。")
    denominator = models.CharField("分母", max_length=60, blank=True)
    source_unit = models.CharField(
        "归口单位", max_length=40, blank=True, help_text="掌握全县数据的单位，其他单位不填报。"
    )
    aliases = ArrayField(models.CharField(max_length=20), verbose_name="别名", default=list, blank=True)
    note = models.CharField("口径", max_length=300, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    pack = models.CharField("专题", max_length=40, blank=True)
    valid_from = models.PositiveIntegerField("启用年度", null=True, blank=True)
    valid_to = models.PositiveIntegerField(
        "最后年度", null=True, blank=True, help_text="以后的年度不再填报。"
    )
    position = models.PositiveIntegerField("排序", default=0)
    version = models.PositiveIntegerField("版本", default=0)
    edited_at = models.DateTimeField("修改时间", null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="修改人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="indicator_code_unique"),
            _sensible_years("indicator_years_sensible"),
            models.CheckConstraint(
                condition=Q(numerator="", denominator="") | ~Q(numerator="") & ~Q(denominator=""),
                name="indicator_parts_together",
            ),
            models.CheckConstraint(
                condition=~Q(aggregation=Aggregation.RECOMPUTE) | Q(kind=Kind.RATIO),
                name="indicator_only_ratios_recomputed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_coded_ratio(self) -> bool:
        """Whether its value is computed from other indicators."""
        return bool(self.numerator)

    def is_valid_in(self, year: int) -> bool:
        """Whether it is counted in that year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


class ConsistencyRule(models.Model):
    """One rule between figures, in the language of `grammar`; what figures cannot judge has no text."""

    code = models.CharField("编号", max_length=10)
    text = models.CharField("规则", max_length=400, blank=True)
    severity = models.CharField("等级", max_length=10, choices=Severity.choices)
    hint = models.CharField("提示", max_length=200, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    kept_by = models.CharField("由谁检查", max_length=10, choices=Keeper.choices, default=Keeper.FIGURES)
    reason = models.CharField("不按数据核对的原因", max_length=200, blank=True)
    is_in_force = models.BooleanField("生效", default=True)
    valid_from = models.PositiveIntegerField("启用年度", null=True, blank=True)
    valid_to = models.PositiveIntegerField("最后年度", null=True, blank=True)
    position = models.PositiveIntegerField("排序", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="rule_code_unique"),
            _sensible_years("rule_years_sensible"),
            models.CheckConstraint(
                condition=Q(kept_by=Keeper.FIGURES, reason="") & ~Q(text="")
                | ~Q(kept_by=Keeper.FIGURES) & ~Q(reason="") & Q(text=""),
                name="rule_text_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"核对规则{self.code}"


class RuleSetting(models.Model):
    """How gravely one county takes one rule; without a row the rule's own severity holds."""

    government = models.ForeignKey(
        Organisation, verbose_name="政府", on_delete=models.CASCADE, related_name="rule_settings"
    )
    rule = models.ForeignKey(
        ConsistencyRule, verbose_name="规则", on_delete=models.CASCADE, related_name="settings"
    )
    severity = models.CharField("等级", max_length=10, choices=Severity.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "rule"], name="rule_setting_unique")]

    def __str__(self) -> str:
        return f"{self.government}{self.rule}"


class Observation(models.Model):
    """The value of one indicator for one unit, one year and one source."""

    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.PROTECT, related_name="observations"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name="指标", on_delete=models.PROTECT, related_name="observations"
    )
    year = models.PositiveIntegerField("年度")
    source = models.CharField("来源", max_length=10, choices=Source.choices, default=Source.OWN)
    state = models.CharField("状态", max_length=20, choices=ValueState.choices)
    value = models.DecimalField("数值", max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField("分子", max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("分母", max_digits=20, decimal_places=4, null=True, blank=True)
    is_stated = models.BooleanField("直接填报的比率", default=False)
    note = models.CharField("说明", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="填报人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    recorded_at = models.DateTimeField("填报时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "indicator", "source"], name="observation_unique"
            ),
            models.CheckConstraint(
                condition=Q(state=ValueState.NUMBER, value__isnull=False)
                | ~Q(state=ValueState.NUMBER) & Q(value__isnull=True),
                name="observation_value_iff_number",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="observation_value_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(
                    numerator__isnull=False,
                    numerator__gte=0,
                    denominator__isnull=False,
                    denominator__gt=0,
                    value__isnull=False,
                ),
                name="observation_parts_sensible",
            ),
            models.CheckConstraint(
                condition=Q(is_stated=False) | Q(value__isnull=False, numerator__isnull=True),
                name="observation_stated_without_parts",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="observation_year_sensible"
            ),
        ]
        indexes = [models.Index(fields=["year", "indicator"], name="observation_year_indicator")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year} {self.indicator_id} {self.get_state_display()}"

    @property
    def figure(self) -> Figure:
        """The stored value in the form that calculates; a ratio is exact again, not as rounded."""
        if self.state == ValueState.NOT_APPLICABLE:
            return NOT_APPLICABLE
        if self.value is None:
            return BLANK
        if self.numerator is not None and self.denominator is not None:
            return ratio_of(self.numerator, self.denominator)
        return stated(self.value) if self.is_stated else number(self.value)


class ObservationChange(models.Model):
    """One change of a stored value: who put what in the place of what, when and why; never changed again.

    `before` and `after` hold figures as `values.to_plain` writes them; `before` None means that
    nothing had been stored.
    """

    observation = models.ForeignKey(
        Observation, verbose_name="填报值", on_delete=models.PROTECT, related_name="changes"
    )
    occasion = models.CharField("缘由", max_length=20, choices=ChangeOccasion.choices)
    reason = models.CharField("理由", max_length=300, blank=True)
    before = models.JSONField("原值", null=True, blank=True)
    before_note = models.CharField("原说明", max_length=300, blank=True)
    after = models.JSONField("新值")
    after_note = models.CharField("新说明", max_length=300, blank=True)
    changed_at = models.DateTimeField("时间")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="操作人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        triggers = [
            pgtrigger.Protect(
                name="observation_change_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.get_occasion_display()}"

    @property
    def figure_before(self) -> Figure:
        """The value that stood there; 未填 when nothing had been stored."""
        return BLANK if self.before is None else from_plain(self.before)

    @property
    def figure_after(self) -> Figure:
        """The value that took its place."""
        return from_plain(self.after)
