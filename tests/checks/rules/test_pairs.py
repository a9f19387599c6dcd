"""Marks in pairs and what stands between them."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("落实《行政复议法，规范办案。", [("unpaired", "《")]),
        ("落实行政复议法》，规范办案。", [("unpaired", "》")]),
        ("开展“法律进乡村活动。", [("unpaired", "“")]),
        ("开展法律进乡村”活动。", [("unpaired", "”")]),
        ("完善机制（见附件，压实责任。", [("unpaired", "（")]),
        ("完善机制见附件），压实责任。", [("unpaired", "）")]),
        ("印发云政发〔2025号文件。", [("unpaired", "〔")]),
        ("开展“法律进乡村“活动。", [("unpaired", "“"), ("unpaired", "“")]),
        ("开展”法律进乡村”活动。", [("unpaired", "”"), ("unpaired", "”")]),
        ("印发《关于贯彻《行政复议法》的通知》。", [("nested", "《")]),
        ("会议要求“弘扬“枫桥经验”内涵”。", [("nested", "“")]),
        ("检查烟花爆竹、危险化学品、等行业。", [("list_mark", "、")]),
        (
            "学习《宪法》、《民法典》、《行政处罚法》。",
            [("mark_between_pairs", "、"), ("mark_between_pairs", "、")],
        ),
        ("落实“一号”、“二号”司法建议。", [("mark_between_pairs", "、")]),
        ("印发《执法监督办法》（试行）。", [("trial_outside", "》（试行）")]),
        ("荣获《全省法治政府建设示范县》称号。", [("title_marks", "《全省法治政府建设示范县》")]),
        ("公开、公平、和公正。", [("list_mark", "、")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "学习《宪法》《民法典》《行政处罚法》。",
        "落实《行政处罚法》（2021年修订）、《行政复议法》。",
        "推行“一网通办”“一网统管”。",
        "1）建章立制；2）强化培训；3）严格考核。",
        "会议指出：“要坚持依法行政。\n“要强化监督。”",
        "领导强调：“要坚持依法行政。\n要强化监督。”",
        "印发《关于贯彻〈行政复议法〉的通知》。",
        "会议要求“弘扬‘枫桥经验’内涵”。",
        "检查烟花爆竹、危险化学品等行业。",
        "评为一、二、三等奖。",
        "提供预约、等候、引导服务，落实分级、等级保护制度。",
        "第（一）项、第（二）项措施已经落实。",
        "落实《安全生产法》（2021年修正）。",
        "深化“放管服”（简政放权、放管结合、优化服务）改革。",
        "建设平安、和谐、文明社区。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
