"""Who may read the dictionary; who may write figures is asked where reports are written (drafting)."""

from django.contrib.auth.models import AnonymousUser

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.models import User


def can_read_dictionary(user: User | AnonymousUser) -> Verdict:
    """Whoever is signed in may look up what each figure means."""
    if user.is_authenticated:
        return Allowed()
    return Denied("请先登录，再查看指标。")
