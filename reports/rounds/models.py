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

    Without a template of its own the unit gets that of its kind.
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


class Assignment(DueDates):
    """One unit's task in one round."""

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

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="assignment_unique"),
            *DueDates.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.organisation}{self.round}报告"

    @property
    def is_for_county(self) -> bool:
        """Whether another unit (the bureau) drafts this report for a government."""
        return self.organisation_id != self.drafted_by_id

    def days_left(self, today: date, *, due: date | None = None) -> int:
        """Days from `today` to a due date, negative when it has passed."""
        return ((due or self.due_draft_on) - today).days
