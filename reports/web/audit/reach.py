"""Who reads the log, and which part of it."""

from django.db.models import QuerySet

from reports.audit.models import Entry
from reports.audit.queries import all_entries, entries_within
from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import User

READERS = (Role.AUDITOR, Role.ADMINISTRATOR, Role.LEADER)


def can_read_log(user: User) -> Verdict:
    """日志查看员, 管理员 and 局领导 of a bureau, for their county; whoever installs the product, for all."""
    if user.is_superuser or _paths(user):
        return Allowed()
    return Denied("操作日志只对日志查看员、管理员和局领导开放。")


def readable_entries(user: User) -> QuerySet[Entry]:
    """The entries of the user's county; those that belong to no unit for administrators alone."""
    if user.is_superuser:
        return all_entries()
    is_administrator = any(
        post.role == Role.ADMINISTRATOR and post.reach_path for post in user.standing().posts
    )
    return entries_within(_paths(user), with_unscoped=is_administrator)


def _paths(user: User) -> list[str]:
    return [post.reach_path for post in user.standing().posts if post.role in READERS and post.reach_path]
