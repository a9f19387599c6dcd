"""What was found and decided, how a county takes checks, which reports are alike, a county's own words."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from reports.blueprints.models import Blueprint
from reports.checks import findings
from reports.checks.entries import KIND_WORDS, Entry, Kind
from reports.checks.entry_faults import LABELS, LONGEST
from reports.checks.enums import Field, Level, Severity
from reports.checks.rules.wording import REACH
from reports.drafting.models import Report, ReportBlock, Revision
from reports.organisations.models import Organisation, User
from reports.rounds.models import Round
from reports.text.anchors import Anchor


class Reading(models.Model):
    """The last time that a report was read through; `digest` says of what: nothing is read twice."""

    report = models.OneToOneField(
        Report, verbose_name="报告", on_delete=models.CASCADE, primary_key=True, related_name="reading"
    )
    digest = models.CharField("校验值", max_length=64, blank=True)
    read_at = models.DateTimeField("审读时间", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.report}审读"


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings as lists."""

    def visible_to(self, user: User) -> Self:
        """Those in the reports that this person may see."""
        return self.filter(report__in=Report.objects.visible_to(user))

    def standing(self) -> Self:
        """Those that the text still gives rise to, dismissed ones included."""
        return self.filter(gone_at=None)

    def open(self) -> Self:
        """Those that wait for somebody to mend or to dismiss them."""
        return self.filter(gone_at=None, dismissed_at=None)

    def dismissed(self) -> Self:
        """Those that somebody keeps as they are, with a reason."""
        return self.filter(gone_at=None, dismissed_at__isnull=False)

    def in_order(self) -> Self:
        """About the whole paper first, then as they stand on it."""
        return self.order_by("position", "pk")


class Finding(models.Model):
    """One place that a check found, from the reading that first saw it until its words have changed.

    One of a block knows the version of the text it was last seen in, one of the whole paper the revision
    that was kept last. `start`, `end` are characters of the stored words (tokens and marks included), `shown`
    the same words as they print. `position` counts through the paper, whole-paper findings first. Its row is
    kept when it is gone, since how a check fares is counted from these rows.
    """

    report = models.ForeignKey(Report, verbose_name="报告", on_delete=models.CASCADE, related_name="findings")
    code = models.CharField("检查", max_length=40)
    severity = models.CharField("等级", max_length=10, choices=Severity.choices)
    message = models.CharField("提示", max_length=500)
    section_key = models.SlugField("部分", max_length=60, blank=True)
    block = models.ForeignKey(
        ReportBlock, verbose_name="内容块", null=True, on_delete=models.CASCADE, related_name="findings"
    )
    block_version = models.PositiveIntegerField("内容块版本", null=True)
    revision = models.ForeignKey(
        Revision, verbose_name="稿次", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    row = models.PositiveIntegerField("第几条", null=True)
    field = models.CharField("字段", max_length=20, choices=Field.choices, blank=True)
    position = models.PositiveIntegerField("次序")
    start = models.PositiveIntegerField("起", null=True)
    end = models.PositiveIntegerField("止", null=True)
    quote = models.TextField("原文", blank=True)
    before = models.CharField("前文", max_length=40, blank=True)
    after = models.CharField("后文", max_length=40, blank=True)
    shown = models.TextField("印出的原文", blank=True)
    suggestion = models.TextField("建议", blank=True)
    repair_start = models.PositiveIntegerField("修改起", null=True)
    repair_end = models.PositiveIntegerField("修改止", null=True)
    repair_text = models.TextField("改为", blank=True)
    found_at = models.DateTimeField("发现时间")
    gone_at = models.DateTimeField("消失时间", null=True)
    dismissed_at = models.DateTimeField("不采纳时间", null=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="不采纳人",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    dismissal_reason = models.CharField("不采纳理由", max_length=300, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(start__isnull=False, end__gte=F("start")),
                name="finding_span_whole",
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at=None, dismissed_by=None, dismissal_reason="")
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False) & ~Q(dismissal_reason=""),
                name="finding_dismissed_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["report", "position"], condition=Q(gone_at=None), name="finding_standing"),
            models.Index(fields=["code", "report"], name="finding_by_check"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.shown or self.message}"

    @property
    def anchor(self) -> Anchor | None:
        """Its words in the stored text, to be found again; none for a finding without a place."""
        return None if self.start is None else Anchor(self.quote, self.before, self.after, self.start)

    @property
    def has_repair(self) -> bool:
        """Whether one click mends it."""
        return self.repair_start is not None


class CheckSetting(models.Model):
    """How one county takes one check, in all its reports or in those of one template."""

    government = models.ForeignKey(
        Organisation, verbose_name="政府", on_delete=models.CASCADE, related_name="check_settings"
    )
    blueprint = models.ForeignKey(
        Blueprint, verbose_name="模板", null=True, on_delete=models.CASCADE, related_name="+"
    )
    code = models.CharField("检查", max_length=40)
    level = models.CharField("等级", max_length=10, choices=Level.choices)
    set_at = models.DateTimeField("设置时间")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="设置人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["government", "blueprint", "code"],
                nulls_distinct=False,
                name="check_setting_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.government}{self.code}：{self.get_level_display()}"


class Sketch(models.Model):
    """What is kept of one report's own text to find its likes; `stamp` says of which text."""

    report = models.OneToOneField(
        Report, verbose_name="报告", on_delete=models.CASCADE, related_name="sketch"
    )
    hashes = ArrayField(models.BigIntegerField(), verbose_name="片段")
    clauses = ArrayField(models.BigIntegerField(), verbose_name="分句")
    stamp = models.CharField("校验值", max_length=32)

    def __str__(self) -> str:
        return f"{self.report}的比对记录"


class Comparison(models.Model):
    """The comparing of all reports of a year: when the latest was asked for, and which was done last.

    `listed_at` says that its pairs are listed, `boilerplate` are the clauses that too many hold.
    """

    round = models.OneToOneField(
        Round, verbose_name="年度任务", on_delete=models.CASCADE, related_name="comparison"
    )
    asked_at = models.DateTimeField("发起时间")
    listed_at = models.DateTimeField("列出时间", null=True)
    done_at = models.DateTimeField("完成时间", null=True)
    boilerplate = ArrayField(models.BigIntegerField(), verbose_name="套话", default=list)

    def __str__(self) -> str:
        return f"{self.round}雷同比对"


class LikenessQuerySet(models.QuerySet["Likeness"]):
    """Pairs as lists."""

    def between_units(self) -> "LikenessQuerySet":
        """Those of two units."""
        return self.exclude(one__assignment__organisation=F("other__assignment__organisation"))

    def with_last_year(self) -> "LikenessQuerySet":
        """Those of a unit's report and its own of the year before."""
        return self.filter(one__assignment__organisation=F("other__assignment__organisation"))

    def to_count(self, comparison: Comparison) -> "LikenessQuerySet":
        """Those that the latest comparing has listed and not counted yet."""
        return self.filter(Q(counted_at=None) | Q(counted_at__lt=comparison.asked_at), comparison=comparison)


class Likeness(models.Model):
    """Two reports that may share passages: characters and, in thousandths, their share of each.

    Both are of one year, or `other` is the same unit's of the year before. Never counted: a pair just listed.
    """

    comparison = models.ForeignKey(
        Comparison, verbose_name="比对", on_delete=models.CASCADE, related_name="pairs"
    )
    one = models.ForeignKey(Report, verbose_name="报告甲", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Report, verbose_name="报告乙", on_delete=models.CASCADE, related_name="+")
    same = models.PositiveIntegerField("相同字数", default=0)
    share = models.PositiveIntegerField("占甲千分比", default=0)
    other_share = models.PositiveIntegerField("占乙千分比", default=0)
    counted_at = models.DateTimeField("计算时间", null=True)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comparison", "one", "other"], name="likeness_pair_unique"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="likeness_of_two"),
            models.CheckConstraint(
                condition=Q(share__lte=1000, other_share__lte=1000), name="likeness_shares_within_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one}与{self.other}"


ENTRY_FIELDS = (
    "kind",
    "words",
    "right",
    "why",
    "severity",
    "unless_before",
    "unless_after",
    "first_year",
    "last_year",
    "source",
    "once",
    "off",
)
"""Those that a row shares with an `Entry`."""
_WRONG = [Kind.PHRASE.value, Kind.CONFUSION.value]


class LexiconEntry(models.Model):
    """One entry of a government's own; it stands before the shipped one about the same words, and before
    those of the governments above. With a reason in `off`, nobody below is told of the words any more.
    """

    owner = models.ForeignKey(
        Organisation, verbose_name="政府", on_delete=models.CASCADE, related_name="lexicon_entries"
    )
    kind = models.CharField(
        LABELS["kind"], max_length=20, choices=[(kind.value, words) for kind, words in KIND_WORDS.items()]
    )
    words = models.CharField(LABELS["words"], max_length=LONGEST["words"])
    right = models.CharField(LABELS["right"], max_length=LONGEST["right"], blank=True)
    why = models.CharField(LABELS["why"], max_length=LONGEST["why"], blank=True)
    severity = models.CharField(
        LABELS["severity"],
        max_length=10,
        choices=Severity.choices,
        default=Severity.WARNING,
    )
    unless_before = ArrayField(
        models.CharField(max_length=REACH), verbose_name=LABELS["unless_before"], default=list, blank=True
    )
    unless_after = ArrayField(
        models.CharField(max_length=REACH), verbose_name=LABELS["unless_after"], default=list, blank=True
    )
    first_year = models.PositiveIntegerField(LABELS["first_year"], default=0)
    last_year = models.PositiveIntegerField(LABELS["last_year"], default=0)
    source = models.CharField(LABELS["source"], max_length=LONGEST["source"], blank=True)
    once = models.BooleanField(LABELS["once"], default=False)
    off = models.CharField(LABELS["off"], max_length=LONGEST["off"], blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    edited_at = models.DateTimeField("修改时间")
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
            models.UniqueConstraint(
                fields=["owner", "words"], condition=Q(kind__in=_WRONG), name="lexicon_entry_wrong_words_once"
            ),
            models.UniqueConstraint(
                fields=["owner", "words"], condition=Q(kind=Kind.LAW.value), name="lexicon_entry_law_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.LAW.value, right="") | Q(kind__in=_WRONG) & ~Q(right=""),
                name="lexicon_entry_right_words_of_wrong_ones",
            ),
            models.CheckConstraint(
                condition=Q(last_year=0) | Q(last_year__gte=F("first_year")),
                name="lexicon_entry_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def entry(self) -> Entry:
        """Give the row as the checks read it."""
        return Entry(
            kind=Kind(self.kind),
            words=self.words,
            right=self.right,
            why=self.why,
            severity=findings.Severity(self.severity),
            unless_before=tuple(self.unless_before),
            unless_after=tuple(self.unless_after),
            first_year=self.first_year,
            last_year=self.last_year,
            source=self.source,
            once=self.once,
            off=self.off,
        )
