"""The frame round every page: the rail by role, the inbox count, the name and the unit."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from reports.notifications.models import Message
from reports.organisations.enums import COUNTY_WIDE_ROLES, Role
from reports.organisations.models import Standing, User
from reports.web.years import running_rounds


@dataclass(frozen=True, slots=True)
class RailItem:
    """One entry of the left rail."""

    label: str
    url: str
    icon: str
    active: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """One entry of the rail; it is lit on every page whose URL name begins with one of `lit_by`."""

    label: str
    name: str
    icon: str
    lit_by: tuple[str, ...]
    roles: frozenset[Role] | None = None  # None: everybody


_GATHERERS = COUNTY_WIDE_ROLES - {Role.ADMINISTRATOR}
_IMPORTERS = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
_LOG_READERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.LEADER})
_PLACES = (
    _Place("我的任务", "tasks", "tasks", ("tasks", "report")),
    _Place("报告审查", "desk", "review", ("desk", "review"), _GATHERERS),
    _Place("报送台账", "ledger", "ledger", ("ledger",), COUNTY_WIDE_ROLES),
    _Place("汇总", "rollup", "rollup", ("rollup",), _GATHERERS),
    _Place("年度任务", "rounds", "round", ("round",), COUNTY_WIDE_ROLES),
    _Place("批量导入", "batch_import", "import", ("batch_import",), _IMPORTERS),
    _Place("指标", "indicators", "indicators", ("indicator",)),
    _Place("模板", "blueprints", "blueprint", ("blueprint", "phrase", "lexicon")),
    _Place("文字检查", "check_catalogue", "checks", ("check_",)),
    _Place(
        "单位与人员",
        "organisations",
        "organisations",
        ("organisation", "person", "appointment", "print"),
        COUNTY_WIDE_ROLES,
    ),
    _Place("操作日志", "audit_log", "audit", ("audit_log",), _LOG_READERS),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the templates `frame`; nobody signed in, nothing round the page."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {"frame": _Frame(request, user)}


class _Frame:
    """Read by the template piece by piece, so that a fragment asks the database nothing."""

    def __init__(self, request: HttpRequest, user: User) -> None:
        self._request = request
        self._user = user

    def rail(self) -> list[RailItem]:
        """The entries this person may open."""
        standing = self._user.standing()
        match = self._request.resolver_match
        here = match.url_name if match else ""
        return [_item(place, here or "") for place in _PLACES if _shows(place, standing, self._user)]

    def unread(self) -> int:
        """How many messages nobody has opened."""
        return Message.objects.filter(recipient=self._user).unread().count()

    def membership_label(self) -> str:
        """The unit and role, as in 云岭县公安局 经办人."""
        posts = self._user.standing().posts
        if not posts:
            return "尚未任命"
        roles = "、".join(dict.fromkeys(post.role.label for post in posts))
        return f"{posts[0].organisation_name} {roles}"

    def round_label(self) -> str:
        """The running round, as in 2025年度."""
        latest = running_rounds(self._user).first()
        return str(latest) if latest else "尚未开启年度"


def _shows(place: _Place, standing: Standing, user: User) -> bool:
    return place.roles is None or user.is_superuser or standing.has_any(place.roles)


def _item(place: _Place, here: str) -> RailItem:
    return RailItem(place.label, reverse(place.name), place.icon, here.startswith(place.lit_by))
