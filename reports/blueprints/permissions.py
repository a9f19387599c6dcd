"""Who may make and change a county's own templates; who may read which is `visible_to` on the models."""

from reports.blueprints.models import Blueprint
from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import Organisation, User


def can_make_blueprints(user: User, government: Organisation) -> Verdict:
    """The administrator of the county makes its own templates."""
    if user.is_superuser or user.standing().oversees(government.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有管理员可以制定本县的模板。")


def can_edit_blueprint(user: User, blueprint: Blueprint) -> Verdict:
    """The administrator of the county that owns it; what came with the product nobody edits."""
    if blueprint.owner is None:
        return Denied("随产品提供的模板不能修改，请先改为本县模板。")
    return can_make_blueprints(user, blueprint.owner)
