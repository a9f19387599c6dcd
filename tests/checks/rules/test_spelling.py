"""Characters that sound or look like the right one, in words that every paper uses."""

import pytest

from reports.checks.misspellings import WIDTH, misspellings
from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("学习贯切落实会议精神。", [("misspelt", "切")]),
        ("全面推行行政执法公式制度。", [("misspelt", "式")]),
        ("强化行政执法监都，聘请法律故问。", [("misspelt", "都"), ("misspelt", "故")]),
        ("优化营伤环境。", [("misspelt", "伤")]),
        ("坚持因地制宣，做到行之有校。", [("misspelt", "宣"), ("misspelt", "校")]),
        ("推进依法政行。", [("misspelt", "政行")]),
        ("办理行政政复议案件三件。", [("misspelt", "政政")]),
        ("学习习进平总书记重要讲话。", [("misspelt", "进")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "监察机关提出监察建议，开展执法监察和专项监察。",
        "形成合理布局，查出违法线索三条，研究制订方案。",
        "推行行政执法公示，学习习近平法治思想，实行行政许可清单管理。",
        "政府只能依法行使权力，引导群众使用法律武器。",
        "为成年人和未成年人分别设立窗口，理论学习中心组组织学习。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_every_form_is_as_wide_as_what_is_looked_up_and_its_repair_is_another() -> None:
    for form, each in misspellings().items():
        assert len(form) == WIDTH
        assert form[each.start : each.end] != each.right
