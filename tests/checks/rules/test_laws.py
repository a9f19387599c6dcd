"""Names of laws that are nearly right, repealed or never there."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("落实《行政处法法》。", [("law_name", "法")]),
        ("落实《中华人民共和国行政复仪法》。", [("law_name", "仪")]),
        ("依据《重大行政决策暂行条例》编制目录。", [("law_name", "策")]),
        ("依据《重大行政决策程序暂行条列》编制目录。", [("set_phrase", "条列》")]),
        ("贯彻《法制政府建设实施纲要（2021—2025年）》。", [("set_phrase", "《法制政府建设实施纲要")]),
        ("贯彻《政府信息公开条理》。", [("set_phrase", "条理》")]),
        ("贯彻《政府消息公开条例》。", [("law_name", "消")]),
        ("落实《保障农民工资支付条例》。", [("law_name", "工")]),
        ("学习《安全生产发》。", [("set_phrase", "安全生产发》")]),
        (
            "落实《党政主要负责人履行推进法治政府建设第一责任人职责规定》。",
            [("set_phrase", "推进法治政府建设第一责任人")],
        ),
        ("学习《合同法》《民法通则》。", [("repealed_law", "《合同法》"), ("repealed_law", "《民法通则》")]),
        ("宣传《突发事件法》《突发事件应对法》。", [("repealed_law", "《突发事件法》")]),
        ("学习《行政法》。", [("repealed_law", "《行政法》")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "学习《宪法》《民法典》《行政处罚法》《行政许可法》《行政强制法》。",
        "落实《中华人民共和国行政复议法》（2023年修订）。",
        "落实《云岭县城市绿化条例》《云南省优化营商环境条例》。",
        "落实《法治政府建设实施纲要（2021—2025年）》《法治社会建设实施纲要（2020—2025年）》。",
        "印发《云岭县行政执法监督办法》《行政规范性文件管理办法》。",
        "学习《农业技术推广法》《国防教育法》《民办教育促进法实施条例》。",
        "学习《未成年人保护法》《未成年人保护条例》。",
        "学习《教师法》《教育法》《测绘法》。",
        "学习《反有组织犯罪法》《反电信网络诈骗法》。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
