"""What templates and websites leave behind."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("办理案件（请填写数量）件。", [("template_hint", "（请填写数量）")]),
        ("培训（此处填写人数）人。", [("template_hint", "（此处填写人数）")]),
        ("完成任务（待补充）。", [("template_hint", "（待补充）")]),
        ("下一步工作（略）。", [("template_hint", "（略）")]),
        ("{{单位名称}}坚持依法行政。", [("template_hint", "{{单位名称}}")]),
        ("${单位}坚持依法行政。", [("template_hint", "${单位}")]),
        ("欢迎关注微信公众号获取资料。", [("advertising", "欢迎关注微信公众号")]),
        ("本文来源于云岭文秘网。", [("advertising", "本文来源于云岭文秘网")]),
        ("更多范文尽在百度文库。", [("advertising", "更多范文"), ("advertising", "百度文库")]),
        ("推进依法行政。责任编辑李四。", [("advertising", "责任编辑")]),
        ("推进<br/>依法行政。", [("advertising", "<br/>")]),
        ("推进&ldquo;一网通办&rdquo;改革。", [("advertising", "&ldquo;"), ("advertising", "&rdquo;")]),
        ("推进\u200b依法行政。", [("advertising", "\u200b")]),
        ("推进��依法行政。", [("advertising", "��")]),
        ("履行第一www.fanwen.com责任人职责。", [("web_address", "www.fanwen.com")]),
        ("请联系fazhi@example.com索取。", [("web_address", "fazhi@example.com")]),
        ("加微信fazhi2025领取。", [("advertising", "加微信fazhi2025")]),
        ("推进依法行政。点击上方蓝字关注我们", [("advertising", "点击上方蓝字关注我们")]),
        ("推进依法行政。扫二维码领取资料。", [("advertising", "扫二维码领取")]),
        ("稿件来源：云岭普法公众号", [("advertising", "稿件来源：云岭普法公众号")]),
        ("Evaluation Only.", [("advertising", "Evaluation Only.")]),
        ("推进依法行政，QQ群：1234567。", [("advertising", "QQ群：1234567")]),
        ("履行www．fanwen．com职责。", [("web_address", "www．fanwen．com")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "通过微信公众号、抖音等新媒体发布普法短视频120条，浏览量达30万次。",
        "群众扫描二维码即可查询办理进度。",
        "在县政府网站（https://www.yunling.gov.cn）公开执法信息。",
        "严格落实请示报告制度，补充完善应急预案。",
        "请有关单位填写调查问卷。",
        "线索待核实3件，机制有待完善。",
        "办理案件{{RV02}}件，群众满意率{{RV03}}%。",
        "推行“掌上办”“指尖办”，新增微信小程序办理渠道。",
        "资金来源：财政拨款，扫码咨询人数300人，建立QQ群12个，通过蓝字公告送达。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
