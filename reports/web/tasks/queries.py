"""What a person must do next, waits for, and has finished, over all reports within reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from reports.drafting.enums import ReportStatus as S
from reports.drafting.models import Report
from reports.drafting.permissions import is_drafter, is_head
from reports.drafting.queries import Due, Progress, ShownState, next_due, progress_of_many, shown_state
from reports.importing.permissions import can_import
from reports.organisations.enums import COUNTY_WIDE_ROLES, Role
from reports.organisations.models import Membership, User
from reports.review.enums import Move
from reports.review.permissions import is_reviewer
from reports.web.years import running_rounds

MOST_ROWS = 60
WRITTEN = frozenset({S.DRAFTING, S.RETURNED})
FINISHED = frozenset({S.PUBLISHED, S.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Act:
    """The next thing to do with a report, and the page on which it is done."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Task:
    """One row of 我的任务; `act` is None while others act, and `waiting_for` says who.

    `import_url` leads to the import of a finished paper while nothing is written yet.
    """

    pk: int
    unit: str
    title: str
    url: str
    state: ShownState
    reason: str
    progress: Progress | None
    due: Due | None
    act: Act | None
    waiting_for: str
    import_url: str = ""

    @property
    def urgency(self) -> tuple[int, int, str]:
        """Returned ones first, then late ones, then by date."""
        days = self.due.days_left if self.due else 9999
        rank = 0 if self.reason else 1 if days < 0 else 2
        return rank, days, self.unit


@dataclass(frozen=True, slots=True)
class TaskPage:
    """The three lists of the page; `hidden` counts what did not fit into the first."""

    mine: tuple[Task, ...]
    others: tuple[Task, ...]
    finished: tuple[Task, ...]
    hidden: int
    sees_desk: bool
    next_year: int | None

    @property
    def is_empty(self) -> bool:
        """Whether there is no report at all."""
        return not (self.mine or self.others or self.finished)


def read_tasks(user: User, *, today: date) -> TaskPage:
    """Sort the reports within reach by what this person has to do with them; a fixed number of queries."""
    reports = [report for report in _candidates(user) if _concerns(user, report)]
    progress = progress_of_many([report for report in reports if report.status in WRITTEN])
    tasks = [_task(user, report, progress.get(report.pk), today=today) for report in reports]
    mine = sorted((task for task in tasks if task.act), key=lambda task: task.urgency)
    rest = [task for task in tasks if not task.act]
    is_over = {report.pk for report in reports if report.status in FINISHED}
    latest = running_rounds(user).values_list("year", flat=True).first()
    return TaskPage(
        mine=tuple(mine[:MOST_ROWS]),
        others=tuple(task for task in rest if task.pk not in is_over),
        finished=tuple(task for task in rest if task.pk in is_over),
        hidden=max(0, len(mine) - MOST_ROWS),
        sees_desk=user.standing().has_any(COUNTY_WIDE_ROLES - {Role.ADMINISTRATOR}),
        next_year=latest + 1 if latest else None,
    )


def _candidates(user: User) -> Iterable[Report]:
    """The own units' reports of running years, and those within reach on which the bureau decides."""
    units = {post.organisation_id for post in user.standing().posts}
    own = Q(assignment__organisation__in=units) | Q(assignment__drafted_by__in=units)
    undecided = Q(status__in=[S.AWAITING_REVIEW, S.FILED])
    unverified = Q(status=S.PUBLISHED, publication__verified_at=None)
    heads = Membership.objects.filter(
        role=Role.HEAD, organisation=OuterRef("assignment__organisation"), user__is_active=True
    )
    return (
        Report.objects.visible_to(user)
        .in_force()
        .filter(own | undecided | unverified, assignment__round__is_archive=False)
        .exclude(status=S.ARCHIVED)
        .with_assignment()
        .select_related("publication")
        .annotate(has_head=Exists(heads))
        .order_by("-assignment__round__year", "assignment__organisation__position", "pk")
    )


def _concerns(user: User, report: Report) -> bool:
    """Whether the report is this person's own work, or waits for this person's decision now."""
    return is_drafter(user, report) or is_head(user, report) or _decides(user, report) is not None


def _task(user: User, report: Report, progress: Progress | None, *, today: date) -> Task:
    act = _act(user, report)
    is_returned = report.status == S.RETURNED or report.awaits_supplement
    return Task(
        pk=report.pk,
        unit=report.assignment.organisation.name,
        title=report.title,
        url=reverse("report", args=[report.pk]),
        state=shown_state(report),
        reason=report.return_reason if is_returned else "",
        progress=progress,
        due=next_due(report, today),
        act=act,
        waiting_for="" if act else _waiting_for(report),
        import_url=_import_url(user, report),
    )


def _act(user: User, report: Report) -> Act | None:
    if is_drafter(user, report) and (act := _drafts(report)):
        return act
    if is_head(user, report) and report.status == S.AWAITING_SIGNATURE:
        return Act("签发", reverse("review_report", args=[report.pk]))
    return _decides(user, report)


def _drafts(report: Report) -> Act | None:
    writing = reverse("report", args=[report.pk])
    if report.status == S.DRAFTING:
        label = "开始起草" if report.is_not_begun else "补正" if report.awaits_supplement else "继续起草"
        return Act(label, writing)
    if report.status == S.RETURNED:
        return Act("去修改", writing)
    if report.status == S.AWAITING_SIGNATURE and not getattr(report, "has_head", True):
        return _move(report, Move.REGISTER_SIGNATURE, "登记签发")
    if report.status == S.SIGNED:
        return _move(report, Move.FILE, "报送")
    if report.status == S.RECORDED:
        return _move(report, Move.PUBLISH, "登记公开")
    return None


def _import_url(user: User, report: Report) -> str:
    """Where a paper that is finished elsewhere comes in, for whoever drafts an untouched report."""
    may_import = report.is_not_begun and is_drafter(user, report)
    if not may_import or not can_import(user, report.assignment.organisation):
        return ""
    return reverse("report_import", args=[report.pk])


def _decides(user: User, report: Report) -> Act | None:
    """What the bureau decides: 预审, 备案, 核验."""
    labels = {S.AWAITING_REVIEW: "预审", S.FILED: "备案", S.PUBLISHED: "核验"}
    label = labels.get(S(report.status))
    if label is None or not is_reviewer(user, report):
        return None
    publication = getattr(report, "publication", None)
    if report.status == S.PUBLISHED and (publication is None or publication.verified_at is not None):
        return None
    return Act(label, reverse("review_report", args=[report.pk]))


def _move(report: Report, move: Move, label: str) -> Act:
    return Act(label, reverse("report_move", args=[report.pk, move.value]))


_WAITING: Sequence[tuple[frozenset[S], str]] = (
    (frozenset({S.DRAFTING, S.RETURNED}), "等经办人起草"),
    (frozenset({S.AWAITING_REVIEW}), "等司法局预审"),
    (frozenset({S.AWAITING_SIGNATURE}), "等单位负责人签发"),
    (frozenset({S.SIGNED}), "等经办人报送"),
    (frozenset({S.FILED}), "等司法局备案"),
    (frozenset({S.RECORDED}), "等经办人登记公开"),
)


def _waiting_for(report: Report) -> str:
    return next((words for statuses, words in _WAITING if report.status in statuses), "")
