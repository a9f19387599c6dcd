"""What must not be published."""

import pytest

from reports.checks.checking import Context
from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("联系张科长13812345678。", [("private_number", "13812345678")]),
        ("当事人身份证11010519491231002X。", [("private_number", "11010519491231002X")]),
        ("账户6222021234567890128。", [("private_number", "6222021234567890128")]),
        ("联系电话：0771-1234567。", [("contact", "联系电话：0771-1234567")]),
        ("救助未成年人王某。", [("minor", "未成年人王某")]),
        ("帮教李某（15岁）。", [("minor", "李某（15岁")]),
        ("办理〖不公开〗专案三件。", [("withheld_passage", "〖不公开〗专案三件。")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345、12348、12309。",
        "编号2025010312345678。",
        "开展未成年人保护工作，学生某些权益得到维护，儿童在某小学活动。",
        "办理〖不公开〗专案〖/〗三件。",
        "开通电话咨询，接听3000余次。",
        "帮教李某（35岁）。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_public_text_has_no_withheld_passage() -> None:
    text = "办理〖不公开〗专案〖/〗三件。"
    assert found(text, context=Context(is_public=True)) == [("withheld_passage", "〖不公开〗专案〖/〗")]
