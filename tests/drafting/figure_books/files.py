"""Filled-in workbooks of figures."""

from tests.common.workbooks.sheets import workbook

UNIT_TITLES = ("代码", "指标", "计量单位", "本年", "分子", "分母", "说明", "上年", "口径", "单位")


def unit_file(*rows, year=2025, titles=UNIT_TITLES):
    """One unit's sheet with these rows, each a dict by title."""
    return workbook(titles, *([row.get(title) for title in titles] for row in rows), title=f"{year}年度数据")


def figure(code, value=None, **more):
    """A row of one figure."""
    return {"代码": code, "本年": value, **more}


def county_sheet(head, *rows, year=2025, change=lambda sheet: None):
    """The county's sheet, its head and rows as they stand."""
    return workbook(head, *rows, title=f"{year}年度数据", change=change)
