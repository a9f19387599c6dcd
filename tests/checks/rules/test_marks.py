"""Width, doubled marks, dashes, dots and blanks."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("坚持依法行政,强化监督。", [("half_width", ",")]),
        ("主要做法有:一是加强领导。", [("half_width", ":")]),
        ("印发方案(试行)。", [("half_width", "("), ("half_width", ")")]),
        ("推行“一网通办”;优化服务。", [("half_width", ";")]),
        ("覆盖率达98%,居全省前列。", [("half_width", ",")]),
        ("推广使用App,方便群众。", [("half_width", ",")]),
        ('打造"法治云岭"品牌。', [("half_width", '"'), ("half_width", '"')]),
        ("全县共有执法人员500人.其中持证480人。", [("half_width", ".")]),
        ("坚持依法行政.强化监督。", [("half_width", ".")]),
        ("加强领导，，压实责任。", [("doubled_mark", "，，")]),
        ("加强领导。。", [("doubled_mark", "。。")]),
        ("加强领导、，压实责任。", [("doubled_mark", "、，")]),
        ("加强领导；。", [("doubled_mark", "；。")]),
        ("检查食品、药品...等领域。", [("ellipsis", "...")]),
        ("检查食品、药品……等领域。", [("ellipsis", "……等")]),
        ("检查食品、药品等……", [("ellipsis", "等……")]),
        ("活动主题是“法治同行--共建和谐”。", [("dash", "--")]),
        ("活动主题是“法治同行———共建和谐”。", [("dash", "———")]),
        ("开展“12•4”国家宪法日活动。", [("interpunct", "•")]),
        ("开展“12.4”国家宪法日活动。", [("interpunct", ".")]),
        ("开展“3.15”国际消费者权益日宣传。", [("interpunct", ".")]),
        ("开展“法治・惠民”活动。", [("interpunct", "・")]),
        ("合格率98%，满意率99%，知晓率97％。", [("mixed_percent", "％")]),
        ("一、情况\n全年 办理案件 6 件。", [("space", " "), ("space", " "), ("space", " ")]),
        ("印发《关于贯彻<条例>的意见》。", [("half_width", "<"), ("half_width", ">")]),
        ("推进‘最多跑一次’改革，夯实基础 。", [("nested", "‘"), ("space", " ")]),
        ("“12、4”国家宪法日宣传。", [("interpunct", "、")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "会议于9:30召开，比例为1:2.5，共1,200件。",
        "网址为www.yunling.gov.cn。",
        "开展“向阳而行 法治同行”主题活动。",
        "真的能办成吗？！群众打消了疑虑。",
        "开展“宪法进万家——云岭在行动”活动。",
        "同比增长3.15%、12.4%。",
        "“12·4”国家宪法日、“3·15”国际消费者权益日、“6·26”国际禁毒日。",
        "沿京—沪一线，推进“党建-法治”融合。",
        "使用执法App（V2.0）和GPS（北斗）。",
        "电话0771-1234567已经开通。",
        "建设“5G+智慧司法”平台，配备AI（人工智能）助手。",
        "完成“放管服”改革……成效明显。",
        "接入12348中国法网。",
        "实现“最多跑一次”“一次都不跑”。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
