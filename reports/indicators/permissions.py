"""Who may read and edit the dictionary, and set a county's rules.

Who may write figures is asked where reports are written (drafting).
"""

from django.contrib.auth.models import AnonymousUser

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User


def can_read_dictionary(user: User | AnonymousUser) -> Verdict:
    """Whoever is signed in may look up what each figure means."""
    if user.is_authenticated:
        return Allowed()
    return Denied("请先登录，再查看指标。")


def can_edit_dictionary(user: User) -> Verdict:
    """The administrator over the topmost government; where several share an installation, over each.

    All units count by the same dictionary, so nobody changes it who does not answer for all.
    """
    if user.is_superuser:
        return Allowed()
    if not user.standing().has_any([Role.ADMINISTRATOR]):
        return Denied("只有管理员可以维护指标库。")
    tops = Organisation.objects.filter(
        kind=OrganisationKind.COUNTY_GOVERNMENT, parent__isnull=True, is_active=True
    ).values_list("path", flat=True)
    overseen = [user.standing().oversees(path, [Role.ADMINISTRATOR]) for path in tops]
    if overseen and all(overseen):
        return Allowed()
    return Denied("指标库由最上级政府的司法局管理员统一维护，需要增改的，请与其联系。")


def can_set_rules(user: User, government: Organisation) -> Verdict:
    """The administrator of the judicial bureau, for its own government."""
    if government.kind != OrganisationKind.COUNTY_GOVERNMENT:
        return Denied("核对规则按政府设置，各单位随本级政府。")
    if user.is_superuser or user.standing().oversees(government.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有司法局的管理员可以设置核对规则。")
