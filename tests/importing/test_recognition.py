"""Whose report a file is: names in full, in short, bare of their county, and the names of others."""

import pytest

from reports.importing.recognition import Recognition, UnitNames, recognise

GOVERNMENT, BUREAU, POLICE, MARKET, TOWN, STREET = range(1, 7)
PLACE = "云岭县"
UNITS = (
    UnitNames(GOVERNMENT, "云岭县人民政府", "县政府", place=PLACE),
    UnitNames(BUREAU, "云岭县司法局", "县司法局", place=PLACE),
    UnitNames(POLICE, "云岭县公安局", "县公安局", place=PLACE),
    UnitNames(MARKET, "云岭县市场监督管理局", "县市场监管局", place=PLACE),
    UnitNames(TOWN, "云岭县青石镇人民政府", "青石镇", "中共云岭县青石镇委员会", place=PLACE),
    UnitNames(STREET, "云岭县人民政府望江街道办事处", "望江街道", place=PLACE),
)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("云岭县公安局关于2025年度法治政府建设情况的报告", POLICE),
        ("云岭县公安局\n2025年法治政府建设年度报告", POLICE),
        ("县公安局2025年度法治政府建设工作总结", POLICE),
        ("公安局2025年度法治政府建设工作总结", POLICE),
        ("2025年度云岭县市场监管局法治政府建设报告", MARKET),
        ("司法局2022年法治政府建设情况报告", BUREAU),
        ("青石镇2021年度法治政府建设工作报告", TOWN),
        ("中共青石镇委员会 青石镇人民政府关于2025年度法治政府建设情况的报告", TOWN),
        ("望江街道办事处2025年度法治政府建设报告", STREET),
        ("望江街道2025年度法治政府建设报告", STREET),
        ("云岭县2025年法治政府建设年度报告", GOVERNMENT),
        ("云岭县人民政府2025年法治政府建设年度报告", GOVERNMENT),
        ("云岭县人民政府望江街道办事处2025年法治政府建设年度报告", STREET),
    ],
)
def test_a_title_names_its_unit(title, unit):
    assert recognise(UNITS, title=title) == Recognition(unit, (unit,))


@pytest.mark.parametrize(
    "title",
    [
        "望江县公安局2025年度法治政府建设报告",
        "望江县司法局关于2025年度法治政府建设情况的报告",
        "云岭县人民政府办公室2025年度法治政府建设报告",
        "公安局交警大队2025年度法治建设工作总结",
        "青石镇司法所2025年工作总结",
        "云岭县水利局2025年度法治政府建设报告",
        "云岭县白鹭镇人民政府2025年度法治政府建设报告",
        "2025年度法治政府建设工作报告",
        "",
    ],
)
def test_the_name_of_another_organ_is_no_name_of_ours(title):
    assert recognise(UNITS, title=title) == Recognition(None)


def test_two_units_in_one_title_leave_the_choice_to_a_person():
    found = recognise(UNITS, title="公安局、司法局2025年度联合执法总结")
    assert found == Recognition(None, (BUREAU, POLICE))


def test_who_signs_decides_between_two():
    found = recognise(UNITS, title="公安局、司法局2025年度联合执法总结", signatories=("云岭县公安局",))
    assert found.unit == POLICE


def test_the_title_counts_before_the_name_of_the_file():
    found = recognise(UNITS, title="云岭县公安局2025年总结", filename="司法局收.docx")
    assert found.unit == POLICE


@pytest.mark.parametrize(
    "filename", ["03 公安局.docx", "公安局2025.txt", "云岭县公安局-终稿.docx", "（县公安局）报告.docx"]
)
def test_the_name_of_the_file_is_the_last_resort(filename):
    assert recognise(UNITS, title="2025年度法治政府建设工作报告", filename=filename).unit == POLICE


def test_signatories_name_the_unit_of_a_paper_without_title():
    assert recognise(UNITS, signatories=("中共青石镇委员会", "青石镇人民政府")).unit == TOWN


def test_without_units_nothing_is_recognised():
    assert recognise((), title="云岭县公安局2025年总结") == Recognition(None)
