"""Units and people: each act with its permission, its audit entry and its refusals."""

import pytest
from django.contrib.auth import authenticate

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.organisations.enums import OrganisationKind as Kind
from reports.organisations.enums import Role
from reports.organisations.models import Membership, Organisation, User
from reports.organisations.services import (
    appoint,
    change_organisation,
    change_password,
    create_organisation,
    deactivate_person,
    end_appointment,
    reactivate_person,
    register_person,
    reset_password,
)

pytestmark = pytest.mark.django_db

STRONG = "qingshan-lvshui-7"


def acts(world, name):
    return [
        (entry.actor_name, entry.subject_label, entry.scope_path)
        for entry in Entry.objects.filter(action=name, at=world.now).order_by("pk")
        if entry.actor_id
    ]


def registered(world, *, username="newcomer", role=Role.DRAFTER, unit="police", **options):
    return register_person(
        username=username,
        name="新人",
        password=options.pop("password", STRONG),
        role=role,
        organisation=world.county.units.get(unit, world.county.bureau),
        actor=world.user(options.pop("actor", "administrator")),
        now=world.now,
        **options,
    )


def membership(world, name):
    return world.user(name).memberships.select_related("organisation", "user").get()


def test_a_unit_stands_below_its_parent(world):
    made = create_organisation(
        name="云岭县水利局",
        kind=Kind.DEPARTMENT,
        parent=world.county.government,
        actor=world.user("administrator"),
        now=world.now,
    )
    government = world.county.government
    assert (made.path, made.short_name) == (f"{government.path}{made.pk}/", "云岭县水利局")
    assert acts(world, "建立单位") == [("管理", "云岭县水利局", made.path)]


def test_two_units_do_not_share_a_name(world):
    with pytest.raises(Invalid) as refusal:
        create_organisation(
            name="云岭县公安局",
            kind=Kind.DEPARTMENT,
            parent=world.county.government,
            actor=world.user("administrator"),
            now=world.now,
        )
    assert (str(refusal.value), refusal.value.field) == ("已经有名为“云岭县公安局”的单位，请核对。", "name")


def changed(world, organisation, **options):
    fields = {
        "name": organisation.name,
        "short_name": "",
        "party_name": "",
        "data_offices": ["公安局"],
        "duties": ["enforcement"],
        "position": 7,
        "is_active": True,
    } | options
    return change_organisation(organisation, **fields, actor=world.user("administrator"), now=world.now)


def test_a_unit_is_renamed_and_closed(world):
    police = world.county.units["police"]
    changed(world, police, name="云岭县公安分局", is_active=False)
    found = Organisation.objects.get(pk=police.pk)
    kept = (found.name, found.short_name, found.data_offices, found.duties, found.position, found.is_active)
    assert kept == (
        "云岭县公安分局",
        "云岭县公安分局",
        ["公安局"],
        ["enforcement"],
        7,
        False,
    )
    assert acts(world, "修改单位") == [("管理", "云岭县公安分局", police.path)]


def test_a_long_name_needs_a_short_one(world):
    name = "云岭县" + "综合" * 20 + "局"
    with pytest.raises(Invalid, match="名称超过40个字，请另填一个简称。") as refusal:
        create_organisation(
            name=name,
            kind=Kind.DEPARTMENT,
            parent=world.county.government,
            actor=world.user("administrator"),
            now=world.now,
        )
    assert refusal.value.field == "short_name"
    police = world.county.units["police"]
    with pytest.raises(Invalid, match="请另填一个简称。"):
        changed(world, police, name=name, short_name="")
    assert changed(world, police, name=name, short_name="综合局").short_name == "综合局"


def test_a_county_has_one_bureau_at_a_time(world):
    made = {
        "kind": Kind.JUDICIAL_BUREAU,
        "parent": world.county.government,
        "actor": world.user("administrator"),
        "now": world.now,
    }
    sentence = "云岭县人民政府已有在用的司法局“云岭县司法局”，请先停用原来的。"
    with pytest.raises(Invalid, match=sentence):
        create_organisation(name="云岭县新司法局", **made)
    changed(world, world.county.bureau, is_active=False)
    second = create_organisation(name="云岭县新司法局", **made)
    with pytest.raises(Invalid, match="已有在用的司法局“云岭县新司法局”") as refusal:
        changed(world, world.county.bureau, is_active=True)
    assert (refusal.value.field, changed(world, second, is_active=True).is_active) == ("is_active", True)


def test_a_changed_password_stands_in_the_log_of_the_own_unit(world):
    change_password(world.user("police_drafter"), STRONG, now=world.now)
    assert acts(world, "修改密码") == [("公安局经办", "公安局经办", world.county.units["police"].path)]


def test_a_unit_keeps_its_own_name_but_takes_no_other(world):
    police = world.county.units["police"]
    assert changed(world, police).name == "云岭县公安局"
    with pytest.raises(Invalid):
        changed(world, police, name="云岭县司法局")


def test_a_new_person_must_change_the_first_password(world):
    made = registered(world, phone="0771-1234567")
    assert (made.phone, made.must_change_password, made.check_password(STRONG)) == (
        "0771-1234567",
        True,
        True,
    )
    assert [(m.organisation.name, m.role) for m in made.memberships.all()] == [("云岭县公安局", Role.DRAFTER)]
    assert acts(world, "任命") == [("管理", "新人 云岭县公安局 经办人", world.county.units["police"].path)]


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "密码太短，至少要有10个字符，请换一个。"),
        ("1234567890", "这个密码太常见，容易被人猜到，请换一个。"),
        ("newcomer-newcomer", "密码与用户名或姓名太相近，请换一个。"),
    ],
)
def test_a_weak_first_password_makes_no_account(world, password, sentence):
    with pytest.raises(Invalid) as refusal:
        registered(world, username="newcomer-newcomer", password=password)
    assert (str(refusal.value), refusal.value.field) == (sentence, "password")
    assert not User.objects.filter(username="newcomer-newcomer").exists()


def test_a_user_name_is_taken_once(world):
    with pytest.raises(Invalid) as refusal:
        registered(world, username="reviewer")
    assert (str(refusal.value), refusal.value.field) == (
        "用户名“reviewer”已经有人使用，请换一个。",
        "username",
    )


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_county_wide_roles_stand_in_the_bureau_only(world, role):
    with pytest.raises(Invalid) as refusal:
        registered(world, role=role, unit="police")
    assert (str(refusal.value), refusal.value.field) == (
        f"{role.label}只能设在司法局，请改选角色或单位。",
        "role",
    )
    assert not User.objects.filter(username="newcomer").exists()
    assert registered(world, role=role, unit="bureau").memberships.get().role == role


def test_appointing_twice_changes_nothing(world):
    police = world.county.units["police"]
    for _ in range(2):
        appoint(
            world.user("police_drafter"),
            Role.HEAD,
            organisation=police,
            actor=world.user("administrator"),
            now=world.now,
        )
    assert sorted(world.user("police_drafter").memberships.values_list("role", flat=True)) == [
        "drafter",
        "head",
    ]
    assert len(acts(world, "任命")) == 1


def test_people_of_the_county_next_door_are_not_appointed_here(world):
    with pytest.raises(NotPermitted):
        appoint(
            world.stranger.people["water_drafter"],
            Role.DRAFTER,
            organisation=world.county.units["police"],
            actor=world.user("administrator"),
            now=world.now,
        )


def test_a_second_post_can_be_ended_and_the_last_cannot(world):
    admin = world.user("administrator")
    second = appoint(
        world.user("police_drafter"),
        Role.HEAD,
        organisation=world.county.units["police"],
        actor=admin,
        now=world.now,
    )
    end_appointment(second, actor=admin, now=world.now)
    assert acts(world, "免去角色") == [
        ("管理", "公安局经办 云岭县公安局 单位负责人", world.county.units["police"].path)
    ]
    with pytest.raises(Refused) as refusal:
        end_appointment(membership(world, "police_drafter"), actor=admin, now=world.now)
    assert str(refusal.value) == (
        "这是公安局经办唯一的角色。不再使用的，请停用账号；调动的，请先任命新的角色。"
    )


def test_administrators_do_not_unseat_themselves(world):
    admin = world.user("administrator")
    appoint(admin, Role.REVIEWER, organisation=world.county.bureau, actor=admin, now=world.now)
    own = Membership.objects.get(user=admin, role=Role.ADMINISTRATOR)
    with pytest.raises(Refused) as refusal:
        end_appointment(own, actor=admin, now=world.now)
    assert str(refusal.value) == "不能免去自己的管理员角色，请由另一位管理员办理。"
    with pytest.raises(Refused) as refusal:
        deactivate_person(admin, actor=admin, now=world.now)
    assert str(refusal.value) == "不能停用自己的账号，请由另一位管理员办理。"


def test_a_closed_account_cannot_sign_in_until_it_is_opened(world, rf):
    admin, drafter = world.user("administrator"), world.user("police_drafter")

    def signs_in():
        return authenticate(rf.post("/login/"), username="police_drafter", password="yunling-2026")

    deactivate_person(drafter, actor=admin, now=world.now)
    assert signs_in() is None
    reactivate_person(world.user("police_drafter"), actor=admin, now=world.now)
    assert signs_in() == drafter
    path = world.county.units["police"].path
    assert acts(world, "停用账号") == acts(world, "启用账号") == [("管理", "公安局经办", path)]


def test_a_reset_password_replaces_the_old_one_and_must_be_changed(world):
    drafter = world.user("police_drafter")
    reset_password(drafter, STRONG, actor=world.user("administrator"), now=world.now)
    found = world.user("police_drafter")
    assert (found.check_password(STRONG), found.must_change_password) == (True, True)
    assert "password" not in str(Entry.objects.get(action="重置密码").detail)
    change_password(found, "baiyun-heitu-42", now=world.now)
    assert world.user("police_drafter").must_change_password is False


def test_ones_own_password_is_changed_elsewhere(world):
    admin = world.user("administrator")
    with pytest.raises(Refused) as refusal:
        reset_password(admin, STRONG, actor=admin, now=world.now)
    assert str(refusal.value) == "自己的密码请在右上角“修改密码”中修改。"


def test_nobody_below_resets_the_password_of_the_installer(world):
    installer = User.objects.create_superuser("root", STRONG, name="安装员")
    appoint(installer, Role.REVIEWER, organisation=world.county.bureau, actor=None, now=world.now)
    with pytest.raises(NotPermitted):
        reset_password(installer, "another-secret-1", actor=world.user("administrator"), now=world.now)
    assert User.objects.get(pk=installer.pk).check_password(STRONG)


ACTORS = ["reviewer", "leader", "auditor", "police_drafter", "police_head", "stranger"]


@pytest.mark.parametrize("actor", ACTORS)
def test_only_the_countys_administrator_keeps_units_and_people(world, actor):
    who = world.stranger.people["administrator"] if actor == "stranger" else world.user(actor)
    police, drafter = world.county.units["police"], world.user("police_drafter")
    when = {"actor": who, "now": world.now}
    forbidden = [
        lambda: create_organisation(
            name="新局", kind=Kind.DEPARTMENT, parent=world.county.government, **when
        ),
        lambda: change_organisation(
            police,
            name="新名",
            short_name="",
            party_name="",
            data_offices=[],
            duties=[],
            position=0,
            is_active=True,
            **when,
        ),
        lambda: register_person(
            username="x", name="x", password=STRONG, role=Role.DRAFTER, organisation=police, **when
        ),
        lambda: appoint(drafter, Role.HEAD, organisation=police, **when),
        lambda: end_appointment(membership(world, "police_drafter"), **when),
        lambda: deactivate_person(drafter, **when),
        lambda: reactivate_person(drafter, **when),
        lambda: reset_password(drafter, STRONG, **when),
    ]
    for act in forbidden:
        with pytest.raises(NotPermitted) as refusal:
            act()
        assert str(refusal.value) == "只有管理员可以维护单位和人员。"
    assert world.user("police_drafter").check_password("yunling-2026")


def test_whoever_serves_elsewhere_too_is_kept_by_nobody_alone(world):
    drafter = world.user("police_drafter")
    appoint(drafter, Role.DRAFTER, organisation=world.stranger.units["water"], actor=None, now=world.now)
    with pytest.raises(NotPermitted) as refusal:
        deactivate_person(world.user("police_drafter"), actor=world.user("administrator"), now=world.now)
    assert str(refusal.value) == "公安局经办还在别的地方任职，请联系那里的管理员。"
