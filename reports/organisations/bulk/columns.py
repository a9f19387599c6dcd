"""The sheets 单位 and 人员: their columns, for export, template and import alike."""

from reports.common.workbooks.columns import Column
from reports.organisations.enums import Duty, OrganisationKind, Role

UNITS = "单位"
PEOPLE = "人员"
NOTES = "填表说明"

NAME, SHORT_NAME, KIND, PARENT = "名称", "简称", "类别", "上级"
PLACE, PARTY_NAME, OFFICES = "地名", "联合署名的党委", "归口数据"
DUTIES, POSITION, IN_USE = "职责", "排序", "在用"
USERNAME, PERSON_NAME, UNIT, ROLES, PHONE = "用户名", "姓名", "单位", "角色", "电话"

YES, NO = "是", "否"
NOTHING = "无"
"""What is written to empty a cell that stands: an empty cell touches nothing."""
BETWEEN = "、"

UNIT_COLUMNS = (
    Column(NAME, 30, must_stand=True),
    Column(SHORT_NAME, 20),
    Column(KIND, 14, choices=tuple(OrganisationKind.labels)),
    Column(PARENT, 26),
    Column(PLACE, 14),
    Column(PARTY_NAME, 28),
    Column(OFFICES, 22),
    Column(DUTIES, 30),
    Column(POSITION, 8),
    Column(IN_USE, 8, choices=(YES, NO)),
)
PEOPLE_COLUMNS = (
    Column(PERSON_NAME, 14, must_stand=True),
    Column(USERNAME, 18, is_text=True, must_stand=True),
    Column(UNIT, 30, must_stand=True),
    Column(ROLES, 22),
    Column(PHONE, 18, is_text=True),
)
NOTE_COLUMNS = (Column("工作表", 10), Column("列", 18), Column("怎样填写", 96))

HOW_TO_FILL = (
    (
        UNITS,
        NAME,
        "必填。单位的全称，印在标题和落款里。按名称与已有的单位对应；改名请在单位页面办理。",
    ),
    (UNITS, SHORT_NAME, "如“县公安局”。不填与名称相同。"),
    (UNITS, KIND, f"新单位必填，{BETWEEN.join(OrganisationKind.labels)}之一。已有单位的类别不能改。"),
    (UNITS, PARENT, "新单位必填，上级单位的名称，可以是本表里的另一个新单位。已有单位的上级不能改。"),
    (UNITS, PLACE, "只有政府需要填写，如“云岭县”。"),
    (UNITS, PARTY_NAME, "乡镇报告由党委和政府联合署名时填写，如“中共青石镇委员会”。"),
    (UNITS, OFFICES, "本单位掌握全县数据的口径，如“司法局、热线办”，用顿号隔开。"),
    (UNITS, DUTIES, f"决定向单位要哪些数据，{BETWEEN.join(Duty.labels)}之中的，用顿号隔开。"),
    (UNITS, POSITION, "数字小的排在前面。"),
    (UNITS, IN_USE, f"“{YES}”或者“{NO}”。撤并的单位填“{NO}”，以后的年度不再布置任务。"),
    (PEOPLE, PERSON_NAME, "必填。"),
    (PEOPLE, USERNAME, "必填。登录时使用，只能用文字、数字和 @ . + - _，全系统不能重复。"),
    (PEOPLE, UNIT, "必填。单位的名称或者简称。一个人在几个单位任职的，每个单位写一行。"),
    (
        PEOPLE,
        ROLES,
        f"新人员必填，{BETWEEN.join(Role.labels)}之中的，用顿号隔开。只添加，不免去。",
    ),
    (PEOPLE, PHONE, "可以不填。"),
    (
        "",
        "",
        f"空着的格子不改动原来的内容；要清空，请填“{NOTHING}”。初始密码由系统生成，不在表里。",
    ),
)
