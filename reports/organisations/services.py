"""Setting up units and people."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Membership, Organisation, User
from reports.organisations.permissions import can_administer


@transaction.atomic
def create_organisation(
    *,
    name: str,
    kind: OrganisationKind,
    parent: Organisation | None,
    actor: User | None,
    now: datetime,
    short_name: str = "",
    place: str = "",
    party_name: str = "",
    data_offices: Sequence[str] = (),
    position: int = 0,
) -> Organisation:
    """Put a unit into the tree; `actor` None is the installation itself."""
    if actor is not None:
        demand(can_administer(actor, parent))
    if Organisation.objects.filter(name=name).exists():
        raise Invalid(f"已经有名为“{name}”的单位，请核对。", field="name")
    organisation = Organisation(
        parent=parent,
        kind=kind,
        name=name,
        short_name=short_name or name,
        place=place,
        party_name=party_name,
        data_offices=list(data_offices),
        position=position,
        path=f"?{name}",  # replaced below: a path is made of keys
    )
    organisation.save()
    organisation.path = f"{parent.path if parent else '/'}{organisation.pk}/"
    organisation.save(update_fields=["path"])
    record_act("建立单位", organisation, actor=actor, now=now, scope_path=organisation.path)
    return organisation


@transaction.atomic
def create_person(
    *,
    username: str,
    name: str,
    password: str,
    actor: User | None,
    now: datetime,
    must_change_password: bool = True,
) -> User:
    """Make an account; the first password is to be changed unless the caller says otherwise."""
    if User.objects.filter(username=username).exists():
        raise Invalid(f"用户名“{username}”已经有人使用，请换一个。", field="username")
    user = User.objects.create_user(username, password, name=name, must_change_password=must_change_password)
    record_act("建立账号", user, actor=actor, now=now)
    return user


@transaction.atomic
def appoint(
    user: User, role: Role, *, organisation: Organisation, actor: User | None, now: datetime
) -> Membership:
    """Give a person a role in a unit; doing it twice changes nothing."""
    if actor is not None:
        demand(can_administer(actor, organisation))
    membership, is_new = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    if is_new:
        record_act("任命", membership, actor=actor, now=now, scope_path=organisation.path)
    return membership


@transaction.atomic
def change_password(user: User, password: str, *, now: datetime) -> None:
    """Set the person's own new password and lift the duty to change it."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("".join(error.messages), field="new_password1") from error
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record_act("修改密码", user, actor=user, now=now)
