"""The yearly task: the round, its terms for each kind of unit, one assignment a unit."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from reports.blueprints.models import BlueprintVersion
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User
from reports.rounds.dates import Dates
from reports.rounds.enums import DueDate

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100


class Round(models.Model):
    """One year of reports under one government; an archive round only holds imported old reports."""

    government = models.ForeignKey(
        Organisation, verbose_name="政府", on_delete=models.PROTECT, related_name="rounds"
    )
    year = models.PositiveIntegerField("年度")
    is_archive = models.BooleanField("历史年度", default=False)
    opened_at = models.DateTimeField("开启时间")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="开启人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "year"], name="round_year_unique"),
            models.CheckConstraint(
                condition=Q(year__gte=EARLIEST_YEAR, year__lte=LATEST_YEAR), name="round_year_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年度"


class DueDates(models.Model):
    """The three dates of a task, in their order, and whether it goes without 预审."""

    due_draft_on = models.DateField("预审稿期限")
    due_filing_on = models.DateField("正式报送期限")
    due_publication_on = models.DateField("公开期限")
    skips_pre_review = models.BooleanField("不经预审", default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(due_draft_on__lte=F("due_filing_on"))
                & Q(due_filing_on__lte=F("due_publication_on")),
                name="%(class)s_dates_in_order",
            ),
        ]

    @property
    def dates(self) -> Dates:
        """The three dates as one value."""
        return Dates(self.due_draft_on, self.due_filing_on, self.due_publication_on)

    def put_dates(self, dates: Dates) -> list[str]:
        """Take over three dates, unsaved; returns the names of their fields."""
        for field, day in dates.fields().items():
            setattr(self, field, day)
        return list(dates.fields())


class Term(DueDates):
    """What a round asks of one kind of unit: the template and the three dates."""

    round = models.ForeignKey(Round, verbose_name="年度任务", on_delete=models.CASCADE, related_name="terms")
    kind = models.CharField("单位类别", max_length=30, choices=OrganisationKind.choices)
    blueprint_version = models.ForeignKey(
        BlueprintVersion, verbose_name="模板", on_delete=models.PROTECT, related_name="+"
    )

    packs = ArrayField(models.CharField(max_length=40), verbose_name="专题", default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="term_kind_unique"),
            *DueDates.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.get_kind_display()}"


class UnitTerm(DueDates):
    """What a round asks of one very unit instead of what its kind is asked; kept until it is assigned.

    Without a template of its own the unit gets that of its kind; one that is left out gets its task
    withdrawn, so that it can be restored like any other.
    """

    round = models.ForeignKey(
        Round, verbose_name="年度任务", on_delete=models.CASCADE, related_name="unit_terms"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.CASCADE, related_name="+"
    )
    blueprint_version = models.ForeignKey(
        BlueprintVersion, verbose_name="模板", null=True, on_delete=models.PROTECT, related_name="+"
    )

    is_left_out = models.BooleanField("本年不布置", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="unit_term_unique"),
            *DueDates.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.organisation}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments as lists."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's own units, and all below a county-wide role."""
        standing = user.standing()
        return self.filter(standing.reach("organisation", "organisation__path"))

    def in_force(self) -> Self:
        """Those that the unit still has to fulfil: not withdrawn."""
        return self.filter(withdrawn_at=None)


class Assignment(DueDates):
    """One unit's task in one round.

    A withdrawn one (撤回任务) keeps its report with text and figures and takes part in nothing.
    """

    round = models.ForeignKey(
        Round, verbose_name="年度任务", on_delete=models.PROTECT, related_name="assignments"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.PROTECT, related_name="assignments"
    )
    drafted_by = models.ForeignKey(
        Organisation, verbose_name="起草单位", on_delete=models.PROTECT, related_name="drafting_assignments"
    )
    blueprint_version = models.ForeignKey(
        BlueprintVersion, verbose_name="模板", on_delete=models.PROTECT, related_name="assignments"
    )

    packs = ArrayField(models.CharField(max_length=40), verbose_name="专题", default=list, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="撤回人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    withdrawal_reason = models.CharField("撤回原因", max_length=500, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="assignment_unique"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="assignment_withdrawn_whole",
            ),
            *DueDates.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.organisation}{self.round}报告"

    @property
    def is_for_county(self) -> bool:
        """Whether another unit (the bureau) drafts this report for a government."""
        return self.organisation_id != self.drafted_by_id

    @property
    def is_withdrawn(self) -> bool:
        """Whether the unit is spared this task."""
        return self.withdrawn_at is not None

    def days_left(self, today: date, *, due: date | None = None) -> int:
        """Days from `today` to a due date, negative when it has passed."""
        return ((due or self.due_draft_on) - today).days


class DateChange(models.Model):
    """One date of one task moved once: from which day to which, by whom and why."""

    assignment = models.ForeignKey(
        Assignment, verbose_name="任务", on_delete=models.CASCADE, related_name="date_changes"
    )
    due = models.CharField("期限", max_length=20, choices=DueDate.choices)
    before = models.DateField("原期限")
    after = models.DateField("新期限")
    reason = models.CharField("原因", max_length=500)
    changed_at = models.DateTimeField("时间")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="操作人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(before=F("after")), name="date_change_moves")]

    def __str__(self) -> str:
        return f"{self.assignment} {self.get_due_display()}"
