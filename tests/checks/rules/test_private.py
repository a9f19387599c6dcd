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
        ("秘密★1年\n云岭县公安局", [("secrecy_mark", "秘密★1年")]),
        ("机密★\n", [("secrecy_mark", "机密★")]),
        ("  绝密★长期", [("secrecy_mark", "绝密★长期")]),
        ("★秘密", [("secrecy_mark", "★秘密")]),
        ("机密级\n云岭县公安局", [("secrecy_mark", "机密级")]),
        ("附件（秘密）", [("secrecy_mark", "（秘密）")]),
        ("密级：秘密", [("secrecy_mark", "密级：秘密")]),
        ("保密期限：5年", [("secrecy_mark", "保密期限：5年")]),
        ("本报告属国家秘密，由专人保管。", [("secrecy_mark", "本报告属国家秘密")]),
        ("内部资料，注意保存。", [("secrecy_mark", "内部资料，注意保存")]),
        ("内部文件，不得外传", [("secrecy_mark", "内部文件，不得外传")]),
        ("【内部资料】\n", [("secrecy_mark", "【内部资料】")]),
        ("（此件不予公开）", [("secrecy_mark", "此件不予公开")]),
        ("内部参考", [("secrecy_mark", "内部参考")]),
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
        "开展保密工作检查，学习《中华人民共和国保守国家秘密法》，管好涉密人员。",
        "做好机密文件管理，保护国家秘密、商业秘密和个人隐私。",
        "对机密级以上载体逐件登记，查处泄露秘密案件1起。",
        "依法不予公开政府信息3件，涉及商业秘密的不得公开。",
        "严禁外传执法信息，内部资料管理规范，内部监督有力。",
        "获评五星★★★★★服务窗口。",
        "（此件公开发布）",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_public_text_has_no_withheld_passage() -> None:
    text = "办理〖不公开〗专案〖/〗三件。"
    assert found(text, context=Context(is_public=True)) == [("withheld_passage", "〖不公开〗专案〖/〗")]
