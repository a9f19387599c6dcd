"""Numbers that must not be published, and those that only look like them."""

import pytest

from reports.checks.privacy import find_private_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系13912345678。", [("手机号码", "13912345678")]),
        ("联系139 1234 5678。", [("手机号码", "139 1234 5678")]),
        ("联系139-1234-5678。", [("手机号码", "139-1234-5678")]),
        ("联系１３９１２３４５６７８。", [("手机号码", "１３９１２３４５６７８")]),
        ("身份证11010519491231002X", [("身份证号", "11010519491231002X")]),
        ("身份证110105 19491231 002X", [("身份证号", "110105 19491231 002X")]),
        (
            "身份证11010519491231002x、电话13912345678",
            [("身份证号", "11010519491231002x"), ("手机号码", "13912345678")],
        ),
    ],
)
def test_private_numbers_are_found_at_their_place(text: str, found: list[tuple[str, str]]) -> None:
    assert [(n.label, text[n.start : n.end]) for n in find_private_numbers(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345热线2827件。",
        "案号110105194912310021。",
        "累计139123456789元。",
        "座机0871-65123456。",
        "2025年12月31日印发〔2025〕138号文件。",
        "受理10086件，办结12110件。",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_private_numbers(text) == []
