"""Whose report it is."""

import pytest

from reports.checks.checking import Context
from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("认真履行法治建设第一责任职责。", [("duty_phrase", "法治建设第一责任职责")]),
        ("切实履行推进法治建设第一责任人责任。", [("duty_phrase", "履行推进法治建设第一责任人责任")]),
        (
            "一、情况\n落实督察规定。印发法治督察工作规定（以下简称“督察规定”）。",
            [("short_before_full", "督察规定")],
        ),
        ("公安局2025年法治政府建设年度报告\n一、情况\n文。", [("incomplete_title", "公安局")]),
        ("一、情况\n2025年我深入贯彻落实上级要求。", [("lost_unit_name", "我")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "认真履行推进法治建设第一责任人职责。",
        "主要负责人扛牢第一责任人责任。",
        "云岭县公安局2025年法治政府建设年度报告\n一、情况\n文。",
        "青石镇人民政府2025年法治政府建设年度报告\n一、情况\n文。",
        "一、情况\n我局深入贯彻上级要求，我县坚持依法行政。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []


OWN = Context(names=("云岭县公安局", "云岭县人民政府"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("青山县公安局坚持依法行政。", [("foreign_name", "青山县公安局")]),
        ("青山县人民政府印发方案。", [("foreign_name", "青山县人民政府")]),
        ("推进法治青山、法治政府、法治社会一体建设。", [("foreign_name", "法治青山")]),
        ("云岭县公安局坚持依法行政。", []),
        ("我县公安局、本县公安局、各县公安局。", []),
        ("与青山县公安局签订协议，赴青山县公安局学习。", []),
        ("南州市公安局下发通知。", []),
        ("目录已经公布，并在县人民政府网站公开。", []),
        ("在青山县人民政府网站公开。", [("foreign_name", "青山县人民政府")]),
        ("推进法治云岭、法治政府、法治社会一体建设。", []),
        ("推进法治国家、法治政府、法治社会一体建设。", []),
    ],
)
def test_names_of_other_places_are_found(text: str, said: Said) -> None:
    assert found(f"一、情况\n{text}", context=OWN) == said


def test_what_stands_before_a_level_is_not_always_a_place() -> None:
    towns = Context(names=("塔山镇人民政府", "临江区人民政府", "临江区"))
    text = "各乡镇人民政府报送总结。在区委依法治区委员会指导下，法治建设走深走实。"
    assert found(f"一、情况\n{text}", context=towns) == []
