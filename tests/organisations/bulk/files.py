"""Filled-in workbooks of units and people."""

from openpyxl import Workbook

from tests.common.workbooks.sheets import saved

UNIT_TITLES = ("名称", "简称", "类别", "上级", "地名", "联合署名的党委", "归口数据", "职责", "排序", "在用")
PERSON_TITLES = ("姓名", "用户名", "单位", "角色", "电话")


def county_file(*, units=(), people=(), titles=UNIT_TITLES):
    """A workbook with these rows, each a dict by title."""
    book = Workbook()
    sheet = book.active
    sheet.title = "单位"
    _fill(sheet, titles, units)
    if people:
        _fill(book.create_sheet("人员"), PERSON_TITLES, people)
    return saved(book)


def _fill(sheet, titles, rows):
    sheet.append(titles)
    for row in rows:
        sheet.append([row.get(title) for title in titles])


def department(name, **more):
    """A row of a new department of 云岭县."""
    return {"名称": name, "类别": "部门", "上级": "云岭县人民政府", **more}


def drafter(name, username, unit, **more):
    """A row of a new drafter."""
    return {"姓名": name, "用户名": username, "单位": unit, "角色": "经办人", **more}
