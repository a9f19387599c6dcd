"""What can be counted, and what was counted. Not for: which unit is asked what (blueprints)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reports.indicators.enums import Aggregation, Kind, Period, Source, ValueState
from reports.indicators.values import BLANK, NOT_APPLICABLE, Figure, number, ratio_of, stated
from reports.organisations.models import Organisation


class Indicator(models.Model):
    """One entry of the dictionary: something that is counted in the same way everywhere."""

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
    note = models.CharField("口径说明", max_length=300, blank=True)
    pack = models.CharField("专题", max_length=40, blank=True)
    position = models.PositiveIntegerField("排序", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="indicator_code_unique"),
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
                condition=Q(year__gte=1990, year__lte=2100), name="observation_year_sensible"
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
