"""What a file would do, told before anything is done: every fault with its cell."""

import pytest

from reports.common.errors import UnreadableFile
from reports.organisations.bulk.exporting import empty_workbook, export_county
from reports.organisations.bulk.plan import Change, Fate, PersonLine, UnitLine, UnitValues
from reports.organisations.bulk.reading import read_plan
from reports.organisations.enums import Duty, OrganisationKind, Role
from reports.organisations.models import Organisation, User
from tests.organisations.bulk.files import county_file, department, drafter

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world):
    admin = world.user("administrator")
    return lambda **rows: read_plan(county_file(**rows), actor=admin)


def faults(plan):
    return [(fault.at, fault.sentence) for fault in plan.faults]


def test_a_new_unit_is_planned_with_all_that_it_would_be(plan):
    found = plan(
        units=[
            department(
                "云岭县水利局", 简称="县水利局", 联合署名的党委="中共云岭县水利局党组",
                归口数据="水利局、河长办", 职责="矛盾纠纷调处、行政许可", 排序=30, 在用="否",
            )
        ]
    )  # fmt: skip
    values = UnitValues(
        name="云岭县水利局",
        short_name="县水利局",
        kind=OrganisationKind.DEPARTMENT,
        parent="云岭县人民政府",
        place="",
        party_name="中共云岭县水利局党组",
        data_offices=("水利局", "河长办"),
        duties=(Duty.LICENSING, Duty.DISPUTES),
        position=30,
        is_active=False,
    )
    assert found.units == (UnitLine("单位!A2", Fate.NEW, values),)
    assert (found.faults, found.notes, found.count(Fate.NEW)) == ((), (), (1, 0))


def test_an_empty_cell_touches_nothing_and_a_word_empties(plan):
    found = plan(
        units=[
            {"名称": "云岭县公安局", "排序": 7},
            {"名称": "青石镇人民政府", "联合署名的党委": "无", "在用": "否"},
            {"名称": "云岭县市场监督管理局"},
        ]
    )
    assert [(line.values.name, line.fate, line.changes) for line in found.units] == [
        ("云岭县公安局", Fate.CHANGED, (Change("排序", "0", "7"),)),
        (
            "青石镇人民政府",
            Fate.CHANGED,
            (Change("联合署名的党委", "中共云岭县青石镇委员会", ""), Change("在用", "是", "否")),
        ),
        ("云岭县市场监督管理局", Fate.SAME, ()),
    ]


def test_a_parent_may_be_defined_in_the_same_file_below_its_child(plan):
    found = plan(
        units=[
            department("云岭县水政监察大队", 上级="县水利局"),
            department("云岭县水利局", 上级="云岭县人民政府"),
            department("县水利局", 上级="云岭县水利局"),
        ]
    )
    assert faults(found) == []
    assert [line.values.parent for line in found.units] == ["县水利局", "云岭县人民政府", "云岭县水利局"]


@pytest.mark.parametrize(
    ("row", "at", "sentence"),
    [
        ({"名称": None, "类别": "部门"}, "A2", "请填写单位的名称。"),
        ({"名称": "望江县水利局"}, "A2", "“望江县水利局”已经由别处的单位使用，请核对名称。"),
        ({"名称": "长" * 101, "简称": "长"}, "A2", "名称最多100个字，请缩短。"),
        ({"名称": "水\n利局"}, "A2", "名称不能分行，请写成一行。"),
        (
            {"类别": "局"},
            "C2",
            "没有“局”这个类别，请填写县级政府、司法局、部门、乡镇、街道办事处、管委会之一。",
        ),
        (
            {"类别": None},
            "C2",
            "这是新单位，请填写县级政府、司法局、部门、乡镇、街道办事处、管委会之一。",
        ),
        ({"上级": None}, "D2", "这是新单位，请填写上级。"),
        (
            {"上级": "望江县人民政府"},
            "D2",
            "本表和您管理的单位里都没有“望江县人民政府”，请核对上级的名称。",
        ),
        ({"类别": "县级政府", "上级": "无"}, "D2", "这是新单位，请填写上级。"),
        ({"上级": "云岭县水利局"}, "D2", "上级绕成了一圈（云岭县水利局—云岭县水利局），请核对上级。"),
        ({"类别": "司法局"}, "C2", "云岭县人民政府已有在用的司法局“云岭县司法局”，请先停用原来的。"),
        ({"简称": "短" * 41}, "B2", "简称最多40个字，请缩短。"),
        ({"归口数据": "办" * 41}, "G2", "归口数据每项最多40个字，各项用顿号隔开。"),
        (
            {"职责": "行政执法、巡逻"},
            "H2",
            "没有“巡逻”这项职责，请填写行政执法、行政许可、制发行政规范性文件、政务服务窗口、矛盾纠纷调处、安全生产和应急之中的，用顿号隔开。",
        ),
        ({"排序": "第一"}, "I2", "排序应是0到100000之间的整数，请核对。"),
        ({"排序": 1.5}, "I2", "排序应是0到100000之间的整数，请核对。"),
        ({"在用": "对"}, "J2", "请填写“是”或者“否”。"),
        (
            {"名称": "云岭县公安局", "类别": "乡镇"},
            "C2",
            "“云岭县公安局”是部门，已有单位的类别不能改，请核对。",
        ),
        (
            {"名称": "云岭县公安局", "上级": "云岭县司法局"},
            "D2",
            "“云岭县公安局”上级是“云岭县人民政府”，已有单位的上级不能改，请核对。",
        ),
    ],
)
def test_a_fault_of_a_unit_has_its_cell(plan, row, at, sentence):
    found = plan(units=[department("云岭县水利局") | row])
    assert (faults(found), found.units) in (
        ([(f"单位!{at}", sentence)], ()),
        ([(f"单位!{at}", sentence)], found.units if "司法局”，请先" in sentence else ()),
    )


def test_a_long_name_needs_a_short_one(plan):
    found = plan(units=[department("长" * 41)])
    assert faults(found) == [("单位!B2", "名称超过40个字，请另填一个简称。")]


def test_a_name_twice_points_to_the_first(plan):
    found = plan(units=[department("云岭县水利局"), department("云岭县水利局")])
    assert faults(found) == [("单位!A3", "“云岭县水利局”与单位!A2重复，请只留一行。")]


def test_a_circle_is_named_for_each_of_its_units(plan):
    found = plan(units=[department("甲局", 上级="乙局"), department("乙局", 上级="甲局")])
    assert faults(found) == [
        ("单位!D2", "上级绕成了一圈（甲局—乙局—甲局），请核对上级。"),
        ("单位!D3", "上级绕成了一圈（乙局—甲局—乙局），请核对上级。"),
    ]


def test_a_chain_that_is_too_long_is_refused(plan):
    chain = [department("局0"), *(department(f"局{n}", 上级=f"局{n - 1}") for n in range(1, 12))]
    found = plan(units=chain)
    assert faults(found) == [(f"单位!D{row}", "上级超过10层，请核对上级。") for row in (11, 12, 13)]


def test_one_bureau_may_take_the_place_of_another(plan):
    units = [department("云岭县法治局", 类别="司法局"), {"名称": "云岭县司法局", "在用": "否"}]
    assert faults(plan(units=units)) == []


def test_the_installation_may_found_a_county(world):
    root = User.objects.create_superuser("root", "qingshan-lvshui-7", name="安装员")
    row = {"名称": "青山县人民政府", "类别": "县级政府", "地名": "青山县"}
    found = read_plan(county_file(units=[row]), actor=root)
    assert (found.faults, [line.values.parent for line in found.units]) == ((), [""])


def test_people_are_planned_with_the_posts_that_they_lack(world, plan):
    found = plan(
        units=[department("云岭县水利局", 简称="水利局")],
        people=[
            drafter("李水", "lishui", "水利局", 角色="经办人，单位负责人", 电话=13800000000),
            drafter("李水", "lishui", "云岭县公安局"),
            drafter("公安局经办", "police_drafter", "云岭县公安局"),
            drafter("公安局首长", "police_head", "云岭县公安局", 电话="0991"),
        ],
    )
    assert found.faults == ()
    lishui = (
        ("云岭县水利局", Role.DRAFTER),
        ("云岭县水利局", Role.HEAD),
        ("云岭县公安局", Role.DRAFTER),
    )
    assert found.people == (
        PersonLine("人员!B2", Fate.NEW, "lishui", "李水", "13800000000", lishui),
        PersonLine("人员!B4", Fate.SAME, "police_drafter", "公安局经办", "", ()),
        PersonLine(
            "人员!B5",
            Fate.CHANGED,
            "police_head",
            "公安局首长",
            "0991",
            (("云岭县公安局", Role.DRAFTER),),
            (Change("电话", "", "0991"),),
        ),
    )


@pytest.mark.parametrize(
    ("row", "at", "sentence"),
    [
        ({"姓名": None}, "A2", "请填写姓名。"),
        ({"姓名": "长" * 41}, "A2", "姓名最多40个字，请缩短。"),
        ({"用户名": None}, "B2", "请填写用户名，登录时使用，如姓名的拼音。"),
        ({"用户名": "li shui"}, "B2", "用户名只能用文字、数字和 @ . + - _，不能有空格。"),
        ({"用户名": "l" * 61}, "B2", "用户名最多60个字，请缩短。"),
        (
            {"用户名": "stranger_water_drafter"},
            "B2",
            "用户名“stranger_water_drafter”已经由别处的人员使用，请换一个。",
        ),
        (
            {"用户名": "market_head"},
            "B2",
            "用户名“market_head”已经由云岭县市场监督管理局的管理局首长使用，请换一个；"
            "确是同一个人的，姓名请写得与原来一样。",
        ),
        ({"单位": None}, "C2", "请填写单位。"),
        (
            {"单位": "望江县水利局"},
            "C2",
            "本表和您管理的单位里都没有“望江县水利局”，请核对单位的名称。",
        ),
        ({"角色": None}, "D2", "这是新人员，请填写角色，如“经办人”。"),
        (
            {"角色": "局长"},
            "D2",
            "没有“局长”这个角色，请填写经办人、单位负责人、审查员、局领导、管理员、日志查看员之中的，用顿号隔开。",
        ),
        ({"角色": "审查员"}, "D2", "审查员只能设在司法局，“云岭县公安局”是部门，请核对。"),
        ({"电话": "1" * 41}, "E2", "电话最多40个字，请缩短。"),
    ],
)
def test_a_fault_of_a_person_has_its_cell(plan, row, at, sentence):
    found = plan(people=[drafter("李水", "lishui", "云岭县公安局") | row])
    assert (faults(found), found.people) == ([(f"人员!{at}", sentence)], ())


def test_two_rows_of_a_person_agree(plan):
    found = plan(
        people=[
            drafter("李水", "lishui", "云岭县公安局"),
            drafter("李山", "lishui", "云岭县公安局"),
        ]
    )
    assert faults(found) == [
        ("人员!A3", "同一个用户名“lishui”的姓名前后不同，请核对。"),
        ("人员!D3", "lishui的云岭县公安局经办人写了两次，请只留一行。"),
    ]


def test_closed_units_and_closed_accounts_take_no_post(world, plan):
    Organisation.objects.filter(name="云岭县公安局").update(is_active=False)
    User.objects.filter(username="market_head").update(is_active=False)
    found = plan(
        people=[
            drafter("李水", "lishui", "云岭县公安局"),
            drafter("管理局首长", "market_head", "云岭县市场监督管理局"),
        ]
    )
    assert faults(found) == [
        ("人员!C2", "“云岭县公安局”已经停用，请核对单位。"),
        ("人员!B3", "管理局首长（market_head）的账号已经停用，请先在单位页面启用。"),
    ]


def test_a_file_opens_only_so_many_accounts(plan, monkeypatch):
    monkeypatch.setattr("reports.organisations.bulk.people.MOST_NEW_PEOPLE", 2)
    people = [drafter(f"人{n}", f"person{n}", "云岭县公安局") for n in range(3)]
    assert faults(plan(people=people)) == [
        ("人员!B4", "一次最多为2人建立账号，这里有3人，请分成几个文件导入。")
    ]


def test_what_nobody_reads_is_named(world):
    data = county_file(units=[department("云岭县水利局", 备注="新")], titles=("名称", "类别", "上级", "备注"))
    found = read_plan(data, actor=world.user("administrator"))
    assert found.notes == ("工作表“单位”的“备注”不在模板里，没有读取。",)


def test_a_fault_of_a_cell_comes_through(plan):
    found = plan(units=[department("云岭县水利局", 排序="=1+1")])
    assert [fault.at for fault in found.faults] == ["单位!I2"]


def test_the_template_is_empty_until_somebody_fills_it(world):
    with pytest.raises(UnreadableFile, match="表里还没有填写内容"):
        read_plan(empty_workbook(), actor=world.user("administrator"))


def test_what_was_exported_changes_nothing(world):
    found = read_plan(export_county(world.user("administrator")), actor=world.user("administrator"))
    assert (found.faults, found.is_idle) == ((), True)
    assert found.count(Fate.SAME) == (5, 13)


def test_people_of_a_closed_unit_stay_as_they_are(world):
    Organisation.objects.filter(name="云岭县公安局").update(is_active=False)
    found = read_plan(export_county(world.user("administrator")), actor=world.user("administrator"))
    assert (found.faults, found.is_idle) == ((), True)


def test_the_installation_exports_and_reads_all(world):
    root = User.objects.create_superuser("root", "qingshan-lvshui-7", name="安装员")
    found = read_plan(export_county(root), actor=root)
    assert (found.faults, found.is_idle) == ((), True)


def test_an_export_names_nobody_elsewhere_and_no_password(world):
    data = export_county(world.user("administrator"))
    root = User.objects.create_superuser("root", "qingshan-lvshui-7", name="安装员")
    found = read_plan(data, actor=root)
    assert {line.username for line in found.people if line.username.startswith("stranger")} == set()
    assert "望江" not in repr(found)


def test_reading_asks_the_same_number_of_questions(world, django_assert_num_queries):
    admin = world.user("administrator")
    for count in (1, 30):
        units = [department(f"云岭县{n}局") for n in range(count)]
        people = [drafter(f"人{n}", f"person{n}", f"云岭县{n}局") for n in range(count)]
        people += [drafter("公安局首长", "police_head", "云岭县公安局")]
        admin.forget_standing()
        with django_assert_num_queries(5):
            assert read_plan(county_file(units=units, people=people), actor=admin).faults == ()


def test_faults_stand_in_the_order_of_the_file(plan):
    units = [
        department(f"云岭县{n}局", 排序="一" if n in (1, 9) else 1, 在用="对" if n == 9 else "")
        for n in range(10)
    ]
    people = [drafter("甲", "a b", "云岭县公安局"), drafter("乙", "yi", "无此")]
    found = plan(units=units, people=people)
    assert [fault.at for fault in found.faults] == ["单位!I3", "单位!I11", "单位!J11", "人员!B2", "人员!C3"]
