"""撤并: one unit goes into another during the year, with its people, its duties and its running report."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from reports.audit.services import record_act
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.drafting.models import Report
from reports.notifications.services import send_message
from reports.opening.enums import ReportFate
from reports.opening.permissions import can_merge
from reports.opening.terms import OVER
from reports.opening.withdrawing import withdraw_assignment
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Membership, Merger, Organisation, User
from reports.organisations.queries import government_over, people_with
from reports.organisations.services import appoint, end_appointment


@dataclass(frozen=True, slots=True)
class MovingPost:
    """One appointment in the closed unit; `why_not` says why it cannot go over."""

    membership: Membership
    why_not: str


@dataclass(frozen=True, slots=True)
class MergerPlan:
    """What there is to decide about: reports not yet published, appointments, data offices and duties."""

    open_reports: tuple[Report, ...]
    signed_reports: tuple[Report, ...]
    posts: tuple[MovingPost, ...]
    data_offices: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergerChoice:
    """What the administrator decided; `posts` are the keys of the appointments that go over."""

    into: Organisation
    merged_on: date
    fate: ReportFate
    posts: Collection[int] = ()
    moves_data_offices: bool = True
    moves_duties: bool = True


def units_to_merge_into(closed: Organisation) -> list[Organisation]:
    """The units of the same county that can take this one in."""
    county = Organisation.objects.under(government_over(closed).path).filter(is_active=True)
    others = county.exclude(pk=closed.pk).exclude(kind=OrganisationKind.COUNTY_GOVERNMENT)
    return list(others.order_by("position", "path"))


def plan_merger(closed: Organisation, *, user: User) -> MergerPlan:
    """Gather what a merger has to decide about, before anything is written."""
    reports = list(
        Report.objects.in_force()
        .with_assignment()
        .filter(assignment__organisation=closed, assignment__round__is_archive=False)
        .exclude(status__in=OVER)
        .order_by("-assignment__round__year")
    )
    posts = closed.memberships.select_related("user").prefetch_related("user__memberships__organisation")
    return MergerPlan(
        open_reports=tuple(report for report in reports if not report.is_signed),
        signed_reports=tuple(report for report in reports if report.is_signed),
        posts=tuple(_post(post, user) for post in posts.order_by("role", "pk")),
        data_offices=tuple(closed.data_offices),
        duties=tuple(closed.duties),
    )


def _post(membership: Membership, user: User) -> MovingPost:
    """Ask as `can_administer_person` does, of the posts that were read along."""
    paths = [post.organisation.path for post in membership.user.memberships.all()]
    is_overseen = user.is_superuser or all(
        user.standing().oversees(path, [Role.ADMINISTRATOR]) for path in paths
    )
    name = membership.user.name
    return MovingPost(membership, "" if is_overseen else f"{name}还在别的地方任职，请联系那里的管理员。")


@transaction.atomic
def merge_unit(closed: Organisation, choice: MergerChoice, *, actor: User, now: datetime) -> Merger:
    """Close a unit and let another take over what was chosen, all of it or nothing.

    An unsigned report is withdrawn or goes on, as chosen; whoever has one to finish keeps the post
    there beside the new one. Signed reports and those of earlier years stay as they are.
    """
    # Always the lower key first, so that two mergers never wait for each other.
    held = {
        unit.pk: unit
        for unit in Organisation.objects.select_for_update(of=("self",))
        .filter(pk__in=[closed.pk, choice.into.pk])
        .order_by("pk")
    }
    closed, into = held[closed.pk], held[choice.into.pk]
    demand(can_merge(actor, closed))
    check_merger(closed, choice, now=now)
    plan = plan_merger(closed, user=actor)
    keeps_posts = bool(plan.open_reports) and choice.fate == ReportFate.FINISH
    told = [*people_with(Role.DRAFTER, organisation=closed), *people_with(Role.HEAD, organisation=closed)]
    if choice.fate == ReportFate.WITHDRAW:
        for report in plan.open_reports:
            withdraw_assignment(report, reason=f"并入{into}。", actor=actor, now=now)
    _move_posts(plan, into, choice, keeps_posts=keeps_posts, actor=actor, now=now)
    _move_duties(closed, into, choice)
    merger = Merger.objects.create(
        closed=closed, into=into, merged_on=choice.merged_on, recorded_at=now, recorded_by=actor
    )
    _record(merger, choice, actor=actor, now=now)
    _tell(merger, [*told, *people_with(Role.DRAFTER, organisation=into)], now=now)
    return merger


def check_merger(closed: Organisation, choice: MergerChoice, *, now: datetime) -> None:
    """Raise for a unit that cannot take this one in, or a day to come."""
    if choice.into not in units_to_merge_into(closed):
        raise Invalid("请选择本县在用的另一个单位。", field="into")
    if choice.merged_on > timezone.localtime(now).date():
        raise Invalid("撤并日期不能晚于今天，请在生效当天办理。", field="merged_on")


def _move_posts(
    plan: MergerPlan,
    into: Organisation,
    choice: MergerChoice,
    *,
    keeps_posts: bool,
    actor: User,
    now: datetime,
) -> None:
    movable = {post.membership.pk: post for post in plan.posts}
    for pk in choice.posts:
        post = movable.get(pk)
        if post is None:
            raise Refused("选中的人员刚刚有变动，请重新核对后再确认。")
        if post.why_not:
            raise Refused(post.why_not)
        membership = Membership.objects.select_related("user", "organisation").get(pk=pk)
        appoint(membership.user, Role(membership.role), organisation=into, actor=actor, now=now)
        if not keeps_posts:
            end_appointment(membership, actor=actor, now=now)


def _move_duties(closed: Organisation, into: Organisation, choice: MergerChoice) -> None:
    """Let data offices and duties go over; a unit without duties is asked everything and stays so."""
    if choice.moves_data_offices:
        into.data_offices = list(dict.fromkeys([*into.data_offices, *closed.data_offices]))
        closed.data_offices = []
    if choice.moves_duties and into.duties:
        into.duties = list(dict.fromkeys([*into.duties, *closed.duties]))
    closed.is_active = False
    into.save(update_fields=["data_offices", "duties"])
    closed.save(update_fields=["data_offices", "is_active"])


def _record(merger: Merger, choice: MergerChoice, *, actor: User, now: datetime) -> None:
    detail = {"from": merger.closed.name, "to": merger.into.name, "reason": choice.fate.label}
    path = merger.closed.path
    record_act("撤并单位", merger.closed, actor=actor, now=now, scope_path=path, detail=detail)


def _tell(merger: Merger, people: Collection[User], *, now: datetime) -> None:
    day = merger.merged_on
    text = f"{merger.closed}已于{day.year}年{day.month}月{day.day}日并入{merger.into}，请在“我的任务”中核对。"
    send_message(people, text, url="/", sender=government_over(merger.into).name, now=now)
