"""Setting up units and people."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from reports.audit.services import record_act
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.organisations.enums import COUNTY_WIDE_ROLES, OrganisationKind, Role
from reports.organisations.models import MOST_SHORT_NAME, Membership, Organisation, User
from reports.organisations.permissions import can_administer, can_administer_person

WEAK_PASSWORDS = {
    "password_too_short": "密码太短，至少要有10个字符，请换一个。",
    "password_too_common": "这个密码太常见，容易被人猜到，请换一个。",
    "password_entirely_numeric": "密码不能全是数字，请换一个。",
    "password_too_similar": "密码与用户名或姓名太相近，请换一个。",
}
"""Django's own sentences are not all translated."""


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
    duties: Sequence[str] = (),
    position: int = 0,
) -> Organisation:
    """Put a unit into the tree; `actor` None is the installation itself."""
    if actor is not None:
        demand(can_administer(actor, parent))
    refuse_taken_name(name)
    if kind == OrganisationKind.JUDICIAL_BUREAU:
        _refuse_second_bureau(parent, field="kind")
    organisation = Organisation(
        parent=parent,
        kind=kind,
        name=name,
        short_name=short_of(name, short_name),
        place=place,
        party_name=party_name,
        data_offices=list(data_offices),
        duties=list(duties),
        position=position,
        path=f"?{name}",  # replaced below: a path is made of keys
    )
    organisation.save()
    organisation.path = f"{parent.path if parent else '/'}{organisation.pk}/"
    organisation.save(update_fields=["path"])
    record_act("建立单位", organisation, actor=actor, now=now, scope_path=organisation.path)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    name: str,
    short_name: str,
    party_name: str,
    data_offices: Sequence[str],
    duties: Sequence[str],
    position: int,
    is_active: bool,
    actor: User,
    now: datetime,
) -> Organisation:
    """Correct what a unit is called and where it stands; its kind and its place in the tree stay.

    A unit that is no longer active gets no report in the years to come.
    """
    demand(can_administer(actor, organisation))
    refuse_taken_name(name, but=organisation)
    if is_active and organisation.kind == OrganisationKind.JUDICIAL_BUREAU:
        _refuse_second_bureau(organisation.parent, but=organisation, field="is_active")
    before = organisation.name
    organisation.name, organisation.short_name = name, short_of(name, short_name)
    organisation.party_name, organisation.data_offices = party_name, list(data_offices)
    organisation.duties = list(duties)
    organisation.position, organisation.is_active = position, is_active
    organisation.save()
    record_act(
        "修改单位",
        organisation,
        actor=actor,
        now=now,
        scope_path=organisation.path,
        detail={"before": before, "is_active": is_active},
    )
    return organisation


def refuse_taken_name(name: str, *, but: Organisation | None = None) -> None:
    """Raise for a name that another unit has."""
    namesakes = Organisation.objects.filter(name=name)
    if but is not None:
        namesakes = namesakes.exclude(pk=but.pk)
    if namesakes.exists():
        raise Invalid(f"已经有名为“{name}”的单位，请核对。", field="name")


def _refuse_second_bureau(
    parent: Organisation | None, *, but: Organisation | None = None, field: str
) -> None:
    """A county has one bureau at a time; its row is held, since two people may press at once."""
    if parent is None:
        return
    Organisation.objects.select_for_update().get(pk=parent.pk)
    bureaux = parent.children.filter(kind=OrganisationKind.JUDICIAL_BUREAU, is_active=True)
    standing = bureaux.first()
    if standing is not None and standing != but:
        raise Invalid(f"{parent}已有在用的司法局“{standing}”，请先停用原来的。", field=field)


def short_of(name: str, short_name: str) -> str:
    """What a unit is called in short: the name itself unless it is too long for that.

    Errors: Invalid when a long name comes without a short one.
    """
    if not short_name and len(name) > MOST_SHORT_NAME:
        raise Invalid(f"名称超过{MOST_SHORT_NAME}个字，请另填一个简称。", field="short_name")
    return short_name or name


@transaction.atomic
def register_person(
    *,
    username: str,
    name: str,
    password: str,
    role: Role,
    organisation: Organisation,
    actor: User,
    now: datetime,
    phone: str = "",
) -> User:
    """Make an account for somebody in a unit, with a first password that must be changed.

    Errors: Invalid for a name that is taken, a weak password or a role that the unit has not.
    """
    demand(can_administer(actor, organisation))
    _demand_strong(password, User(username=username, name=name), field="password")
    user = create_person(
        username=username,
        name=name,
        password=password,
        phone=phone,
        scope_path=organisation.path,
        actor=actor,
        now=now,
    )
    appoint(user, role, organisation=organisation, actor=actor, now=now)
    return user


@transaction.atomic
def create_person(
    *,
    username: str,
    name: str,
    password: str,
    actor: User | None,
    now: datetime,
    must_change_password: bool = True,
    phone: str = "",
    scope_path: str = "",
) -> User:
    """Make an account; the first password is to be changed unless the caller says otherwise."""
    if User.objects.filter(username=username).exists():
        raise Invalid(f"用户名“{username}”已经有人使用，请换一个。", field="username")
    user = User.objects.create_user(
        username, password, name=name, phone=phone, must_change_password=must_change_password
    )
    record_act("建立账号", user, actor=actor, now=now, scope_path=scope_path)
    return user


@transaction.atomic
def appoint(
    user: User, role: Role, *, organisation: Organisation, actor: User | None, now: datetime
) -> Membership:
    """Give a person a role in a unit; doing it twice changes nothing."""
    if actor is not None:
        demand(can_administer(actor, organisation))
        if user.standing().posts:
            demand(can_administer_person(actor, user))
    if role in COUNTY_WIDE_ROLES and organisation.kind != OrganisationKind.JUDICIAL_BUREAU:
        raise Invalid(f"{Role(role).label}只能设在司法局，请改选角色或单位。", field="role")
    membership, is_new = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    user.forget_standing()
    if is_new:
        record_act("任命", membership, actor=actor, now=now, scope_path=organisation.path)
    return membership


@transaction.atomic
def end_appointment(membership: Membership, *, actor: User, now: datetime) -> None:
    """Take a role away from a person; whoever holds no other post is deactivated instead.

    Errors: Refused for the last post of a person and for the actor's own post as administrator.
    """
    demand(can_administer(actor, membership.organisation))
    person = membership.user
    if person.pk == actor.pk and membership.role == Role.ADMINISTRATOR:
        raise Refused("不能免去自己的管理员角色，请由另一位管理员办理。")
    if person.memberships.count() == 1:
        raise Refused(f"这是{person.name}唯一的角色。不再使用的，请停用账号；调动的，请先任命新的角色。")
    record_act("免去角色", membership, actor=actor, now=now, scope_path=membership.organisation.path)
    membership.delete()


@transaction.atomic
def deactivate_person(person: User, *, actor: User, now: datetime) -> User:
    """Close an account; what the person wrote and did stays under the name."""
    demand(can_administer_person(actor, person))
    if person.pk == actor.pk:
        raise Refused("不能停用自己的账号，请由另一位管理员办理。")
    return _set_active(person, False, action="停用账号", actor=actor, now=now)


@transaction.atomic
def reactivate_person(person: User, *, actor: User, now: datetime) -> User:
    """Open a closed account again, with the password and the posts that it had."""
    demand(can_administer_person(actor, person))
    return _set_active(person, True, action="启用账号", actor=actor, now=now)


def _set_active(person: User, is_active: bool, *, action: str, actor: User, now: datetime) -> User:
    if person.is_active == is_active:
        return person
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    record_act(action, person, actor=actor, now=now, scope_path=_scope_of(person))
    return person


@transaction.atomic
def reset_password(person: User, password: str, *, actor: User, now: datetime) -> User:
    """Set a new first password for somebody who has lost theirs; open sessions end.

    Errors: Invalid for a weak password; Refused for one's own, which is changed under 修改密码.
    """
    demand(can_administer_person(actor, person))
    if person.pk == actor.pk:
        raise Refused("自己的密码请在右上角“修改密码”中修改。")
    _demand_strong(password, person, field="password")
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    record_act("重置密码", person, actor=actor, now=now, scope_path=_scope_of(person))
    return person


def _scope_of(person: User) -> str:
    return next((post.path for post in person.standing().posts), "")


def _demand_strong(password: str, user: User, *, field: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        words = (WEAK_PASSWORDS.get(one.code or "", "".join(one.messages)) for one in error.error_list)
        raise Invalid("".join(words), field=field) from error


@transaction.atomic
def change_password(user: User, password: str, *, now: datetime) -> None:
    """Set the person's own new password and lift the duty to change it."""
    _demand_strong(password, user, field="new_password1")
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record_act("修改密码", user, actor=user, now=now, scope_path=_scope_of(user))
