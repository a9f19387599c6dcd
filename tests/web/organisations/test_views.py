"""Units and people: who sees them, who keeps them, and that a first password is shown once."""

import re

import pytest
from django.urls import reverse

from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User
from reports.organisations.services import appoint, create_organisation, create_person

pytestmark = pytest.mark.django_db

STRONG = "qingshan-lvshui-7"


@pytest.fixture
def admin(world, client):
    client.force_login(world.user("administrator"))
    return client


def police(world):
    return world.county.units["police"]


def urls(world):
    """Every address of the group, with whether it only reads."""
    unit, person = police(world), world.county.people["police_drafter"]
    return {
        reverse("organisations"): True,
        reverse("organisation", args=[unit.pk]): True,
        reverse("organisation_new"): False,
        reverse("organisation_change", args=[unit.pk]): False,
        reverse("organisation_rename", args=[unit.pk]): False,
        reverse("organisation_merge", args=[unit.pk]): False,
        reverse("person_new", args=[unit.pk]): False,
        reverse("person_appoint", args=[unit.pk]): False,
        reverse("person_active", args=[unit.pk, person.pk]): False,
        reverse("person_password", args=[unit.pk, person.pk]): False,
        reverse("appointment_end", args=[person.memberships.get().pk]): False,
    }


def test_the_administrator_reaches_everything(world, admin):
    assert {admin.get(url).status_code for url in urls(world)} == {200}


@pytest.mark.parametrize("actor", ["reviewer", "leader", "auditor"])
def test_others_of_the_bureau_read_only(world, client, actor):
    client.force_login(world.user(actor))
    for url, reads in urls(world).items():
        assert client.get(url).status_code == (200 if reads else 403), url
        if not reads:
            assert client.post(url, {}).status_code == 403
    page = client.get(reverse("organisation", args=[police(world).pk])).content.decode()
    assert "重置密码" not in page
    assert "添加人员" not in page


@pytest.mark.parametrize("actor", ["police_drafter", "police_head", "bureau_drafter", "government_head"])
def test_units_do_not_see_each_others_people(world, client, actor):
    client.force_login(world.user(actor))
    assert {client.get(url).status_code for url in urls(world)} <= {403, 404}


def test_the_county_next_door_is_not_there(world, admin):
    water, stranger = world.stranger.units["water"], world.stranger.people["water_drafter"]
    assert "望江县" not in admin.get(reverse("organisations")).content.decode()
    for url in (
        reverse("organisation", args=[water.pk]),
        reverse("organisation_change", args=[water.pk]),
        reverse("person_new", args=[water.pk]),
        reverse("person_password", args=[water.pk, stranger.pk]),
        reverse("person_password", args=[police(world).pk, stranger.pk]),
        reverse("appointment_end", args=[stranger.memberships.get().pk]),
    ):
        assert admin.get(url).status_code == 404


def test_the_list_shows_the_tree_with_people_by_role(world, admin):
    rows = admin.get(reverse("organisations")).context["table"].rows
    assert [(row.organisation.name, row.depth) for row in rows] == [
        ("云岭县人民政府", 0),
        ("云岭县司法局", 1),
        ("云岭县公安局", 1),
        ("云岭县市场监督管理局", 1),
        ("青石镇人民政府", 1),
    ]
    assert [(group.role, group.names) for group in rows[2].people] == [
        ("经办人", ("公安局经办",)),
        ("单位负责人", ("公安局首长",)),
    ]
    assert {row.lacks_drafter for row in rows} == {False}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"kind": "town"}, ["青石镇人民政府"]),
        ({"text": "市场监督管理局"}, ["云岭县市场监督管理局"]),
        ({"text": "周审"}, ["云岭县司法局"]),
        ({"text": "望江"}, []),
        ({"kind": "committee"}, []),
    ],
)
def test_the_list_is_narrowed_by_the_address(world, admin, wanted, names):
    rows = admin.get(reverse("organisations"), wanted).context["table"].rows
    assert [row.organisation.name for row in rows] == names


def test_a_closed_unit_is_shown_on_demand(world, admin):
    Organisation.objects.filter(pk=police(world).pk).update(is_active=False)

    def names(**wanted):
        rows = admin.get(reverse("organisations"), wanted).context["table"].rows
        return [row.organisation.name for row in rows]

    assert "云岭县公安局" not in names()
    assert "云岭县公安局" in names(closed="1")


def test_a_unit_without_a_drafter_is_pointed_out(world, admin):
    world.user("police_drafter").memberships.all().delete()
    rows = admin.get(reverse("organisations")).context["table"].rows
    assert [row.organisation.name for row in rows if row.lacks_drafter] == ["云岭县公安局"]


def test_the_queries_of_the_list_do_not_grow(world, admin, django_assert_num_queries):
    unit = create_organisation(
        name="云岭县水利局",
        kind=OrganisationKind.DEPARTMENT,
        parent=world.county.government,
        actor=None,
        now=world.now,
    )
    appoint(world.user("police_head"), Role.HEAD, organisation=unit, actor=None, now=world.now)
    for kind, rows in (("town", 1), ("department", 3)):
        with django_assert_num_queries(8):
            page = admin.get(reverse("organisations"), {"kind": kind})
        assert len(page.context["table"].rows) == rows


def test_the_queries_of_a_unit_do_not_grow_with_its_people(world, admin, django_assert_num_queries):
    url = reverse("organisation", args=[police(world).pk])
    for more in range(2):
        with django_assert_num_queries(11):
            people = admin.get(url).context["people"]
        assert len(people) == 2 + 3 * more
        for number in range(3):
            if not more:
                person = create_person(
                    username=f"p{number}", name="人", password=STRONG, actor=None, now=world.now
                )
                appoint(person, Role.DRAFTER, organisation=police(world), actor=None, now=world.now)


NEW_UNIT = {
    "kind": "department",
    "name": "云岭县水利局",
    "short_name": "县水利局",
    "place": "",
    "party_name": "",
    "data_offices": "水利局、河长办，热线办",
    "duties": ["enforcement", "licensing"],
    "position": "9",
}


def test_a_unit_is_added(world, admin):
    sent = NEW_UNIT | {"parent": world.county.government.pk}
    answer = admin.post(reverse("organisation_new"), sent)
    made = Organisation.objects.get(name="云岭县水利局")
    assert answer.url == reverse("organisation", args=[made.pk])
    assert (made.parent, made.kind, made.data_offices, made.duties, made.position) == (
        world.county.government,
        "department",
        ["水利局", "河长办", "热线办"],
        ["enforcement", "licensing"],
        9,
    )


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": "云岭县公安局"}, "name", "已经有名为“云岭县公安局”的单位，请核对。"),
        ({"name": ""}, "name", "请填写名称。"),
        ({"name": "局" * 101}, "name", "名称最多100个字，请缩短。"),
        ({"kind": "x"}, "kind", "请选择类别。"),
        ({"parent": "999999"}, "parent", "请选择上级。"),
        ({"position": "-1"}, "position", "排序不能小于0。"),
        (
            {"data_offices": f"水利局、河长办，热线办、{'办' * 41}"},
            "data_offices",
            "归口数据每项最多40个字，各项用顿号隔开。",
        ),
        ({"position": "前"}, "position", "排序应是数字，如10。"),
    ],
)
def test_a_faulty_unit_keeps_what_was_typed(world, admin, changed, field, sentence):
    sent = NEW_UNIT | {"parent": world.county.government.pk} | changed
    page = admin.post(reverse("organisation_new"), sent)
    assert (page.status_code, page.context["form"].errors[field]) == (422, [sentence])
    assert "水利局、河长办，热线办" in page.content.decode()
    assert not Organisation.objects.filter(short_name="县水利局").exists()


def test_no_unit_is_put_below_a_stranger(world, admin):
    sent = NEW_UNIT | {"parent": world.stranger.government.pk}
    assert admin.post(reverse("organisation_new"), sent).context["form"].errors["parent"] == ["请选择上级。"]


def test_a_unit_is_changed(world, admin):
    sent = {**NEW_UNIT, "name": "云岭县公安分局", "is_active": "on"}
    assert admin.post(reverse("organisation_change", args=[police(world).pk]), sent).status_code == 302
    found = Organisation.objects.get(pk=police(world).pk)
    assert (found.name, found.is_active, found.kind) == ("云岭县公安分局", True, "department")


PERSON = {"name": "新人", "username": "newcomer", "role": "drafter", "phone": "", "password": ""}


def _shown(page):
    return re.search(r'<code class="first-password">(.+?)</code>', page.content.decode())[1]


def test_a_made_password_is_shown_once_and_works_until_it_is_changed(world, admin, client):
    page = admin.post(reverse("person_new", args=[police(world).pk]), PERSON)
    password, made = _shown(page), User.objects.get(username="newcomer")
    assert (page.status_code, made.check_password(password), made.must_change_password) == (200, True, True)
    assert "no-store" in page["Cache-Control"]
    again = admin.get(reverse("organisation", args=[police(world).pk])).content.decode()
    assert password not in again
    assert "待首次登录改密码" in again
    client.force_login(made)
    assert client.get("/").url == reverse("password_change")


def test_a_typed_password_is_taken(world, admin):
    page = admin.post(reverse("person_new", args=[police(world).pk]), PERSON | {"password": STRONG})
    assert _shown(page) == STRONG
    assert User.objects.get(username="newcomer").check_password(STRONG)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"username": "reviewer"}, "username", "用户名“reviewer”已经有人使用，请换一个。"),
        ({"username": "a b"}, "username", "用户名只能用文字、数字和 @ . + - _，不能有空格。"),
        ({"username": ""}, "username", "请填写用户名。"),
        ({"role": "administrator"}, "role", "请选择角色。"),
        ({"password": "short"}, "password", "密码太短，至少要有10个字符，请换一个。"),
    ],
)
def test_a_faulty_person_makes_no_account(world, admin, changed, field, sentence):
    page = admin.post(reverse("person_new", args=[police(world).pk]), PERSON | changed)
    assert (page.status_code, page.context["form"].errors[field]) == (422, [sentence])
    assert 'value="新人"' in page.content.decode()
    assert not User.objects.filter(name="新人").exists()


def test_the_bureau_has_all_roles(world, admin):
    url = reverse("person_new", args=[world.county.bureau.pk])
    assert _shown(admin.post(url, PERSON | {"role": "reviewer"}))
    assert User.objects.get(username="newcomer").memberships.get().role == Role.REVIEWER


def test_somebody_is_appointed_and_the_post_ended(world, admin):
    person = world.county.people["police_drafter"]
    sent = {"person": person.pk, "role": "head"}
    assert admin.post(reverse("person_appoint", args=[police(world).pk]), sent).status_code == 302
    second = person.memberships.get(role=Role.HEAD)
    assert admin.get(reverse("appointment_end", args=[second.pk])).status_code == 200
    assert person.memberships.count() == 2
    assert admin.post(reverse("appointment_end", args=[second.pk])).status_code == 302
    refused = admin.post(reverse("appointment_end", args=[person.memberships.get().pk]))
    assert refused.status_code == 422
    assert "这是公安局经办唯一的角色。" in refused.content.decode()
    assert person.memberships.count() == 1


def test_strangers_are_not_offered_for_appointment(world, admin):
    form = admin.get(reverse("person_appoint", args=[police(world).pk])).context["form"]
    offered = {user.username for user in form.fields["person"].queryset}
    assert offered == {user.username for user in world.county.people.values()}
    sent = {"person": world.stranger.people["water_drafter"].pk, "role": "head"}
    page = admin.post(reverse("person_appoint", args=[police(world).pk]), sent)
    assert page.context["form"].errors["person"] == ["请选择人员。"]


def test_an_account_is_closed_and_opened_after_a_page_that_asks(world, admin):
    person = world.county.people["police_drafter"]
    url = reverse("person_active", args=[police(world).pk, person.pk])
    assert "停用公安局经办（police_drafter）的账号？" in admin.get(url).content.decode()
    assert world.user("police_drafter").is_active
    admin.post(url)
    assert not world.user("police_drafter").is_active
    assert "启用公安局经办（police_drafter）的账号？" in admin.get(url).content.decode()
    admin.post(url)
    assert world.user("police_drafter").is_active


def test_ones_own_account_cannot_be_closed(world, admin):
    own = world.county.people["administrator"]
    page = admin.post(reverse("person_active", args=[world.county.bureau.pk, own.pk]))
    assert (page.status_code, "不能停用自己的账号" in page.content.decode()) == (422, True)
    assert world.user("administrator").is_active


def test_a_lost_password_is_replaced(world, admin, client):
    person = world.county.people["police_drafter"]
    page = admin.post(reverse("person_password", args=[police(world).pk, person.pk]), {"password": ""})
    found = world.user("police_drafter")
    assert (found.check_password(_shown(page)), found.must_change_password) == (True, True)


def test_whoever_installs_sets_up_the_first_county(client, db):
    client.force_login(User.objects.create_superuser("root", STRONG, name="安装员"))
    assert "还没有单位" in client.get(reverse("organisations")).content.decode()
    government = NEW_UNIT | {"kind": "county_government", "name": "白云县人民政府", "place": "白云县"}
    client.post(reverse("organisation_new"), government)
    parent = Organisation.objects.get()
    bureau = NEW_UNIT | {"kind": "judicial_bureau", "name": "白云县司法局", "parent": parent.pk}
    client.post(reverse("organisation_new"), bureau)
    made = Organisation.objects.get(name="白云县司法局")
    client.post(reverse("person_new", args=[made.pk]), PERSON | {"role": "administrator"})
    assert User.objects.get(username="newcomer").standing().oversees(parent.path, [Role.ADMINISTRATOR])
