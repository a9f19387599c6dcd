"""Days, years and document numbers."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("二〇二五年3月召开会议。", [("date_form", "二〇二五年3月")]),
        ("2025年三月召开会议。", [("date_form", "2025年三月")]),
        ("3月十五日召开会议。", [("date_form", "3月十五日")]),
        ("3月15号召开会议。", [("date_form", "3月15号")]),
        ("25年3月召开会议。", [("date_form", "25年")]),
        ("2025年2月29日召开会议。", [("date_form", "2025年2月29日")]),
        ("6月31日召开会议。", [("date_form", "6月31日")]),
        ("13月5日召开会议。", [("date_form", "13月5日")]),
        ("二○二五年召开会议。", [("date_form", "二○二五年")]),
        ("印发云府办发[2025]12号文件。", [("document_number", "[2025]12号")]),
        ("印发云府办发【2025】12号文件。", [("document_number", "【2025】12号")]),
        ("印发云府办发〔2025〕第12号文件。", [("document_number", "〔2025〕第12号")]),
        ("印发云府办发〔2025〕012号文件。", [("document_number", "〔2025〕012号")]),
        ("印发云府办发2025〔12〕号文件。", [("document_number", "2025〔12〕号")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日召开会议。",
        "印发云府办发〔2025〕12号文件。",
        "（2025）云01行终3号判决已经生效。",
        "10年来持续推进，20年工龄的老调解员。",
        "2025年12月31日前完成。",
        "国务院令第800号自2025年1月20日起施行。",
        "中办发〔2024〕5号、厅字〔2019〕28号。",
        "二〇二五年十二月印发。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
