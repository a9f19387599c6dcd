"""Who may say how a county prints, and who may look it up."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User


def can_set_print_style(user: User, government: Organisation) -> Verdict:
    """The administrator of the judicial bureau, for its own government."""
    if government.kind != OrganisationKind.COUNTY_GOVERNMENT:
        return Denied("版式按政府设置，各单位随本级政府。")
    if user.is_superuser or user.standing().oversees(government.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有司法局的管理员可以修改版式。")
