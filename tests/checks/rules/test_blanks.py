"""Blanks in all the forms that templates, exports and filters leave, and what only looks like one."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全年办理行政复议案件x件，审结×件。", [("blank", "x"), ("blank", "×")]),
        ("共排查隐患XXX处，整改率**%。", [("blank", "XXX"), ("blank", "**")]),
        ("培训执法人员ＸＸ人次。", [("blank", "ＸＸ")]),
        ("XX县司法局荣获先进集体称号。", [("blank", "XX")]),
        ("在××镇××村开展普法活动。", [("blank", "××"), ("blank", "××")]),
        ("*区人民政府制定了实施方案。", [("blank", "*")]),
        ("打造“6+*”服务模式。", [("blank", "*")]),
        ("20XX年，全县开展专项检查。", [("blank", "20XX")]),
        ("202X年度任务已经完成。", [("blank", "202X")]),
        ("20**年召开会议。", [("blank", "20**")]),
        ("X月15日前完成整改。", [("blank", "X")]),
        ("印发云政发〔20XX〕X号文件。", [("blank", "20XX"), ("blank", "X")]),
        ("新时代“**经验”得到推广。", [("blank", "**")]),
        ("新时代“XX经验”得到推广。", [("blank", "XX")]),
        ("深入学习贯彻XXX新时代中国特色社会主义思想。", [("blank", "XXX")]),
        ("认真落实***总书记重要指示精神。", [("blank", "***")]),
        ("○○市出台三项办法。", [("blank", "○○")]),
        ("于○月底前完成。", [("blank", "○")]),
        ("受理申请____件。", [("blank", "____")]),
        ("开展重点_的法治教育。", [("blank", "_")]),
        ("办理案件    件，调解    件。", [("blank", "    "), ("blank", "    ")]),
        ("■■县公安局开展巡查。", [("blank", "■■")]),
        ("办理案件??件。", [("blank", "??")]),
        ("于YYYY年MM月召开。", [("blank", "YYYY"), ("blank", "MM")]),
        ("共有#名公职律师。", [("blank", "#")]),
        ("某市某区开展了试点。", [("anonymous", "某"), ("anonymous", "某")]),
        ("由某某局牵头落实。", [("anonymous", "某某")]),
        ("根据《》和“”的要求。", [("empty_brackets", "《》"), ("empty_brackets", "“”")]),
        ("印发〔〕号文件。", [("empty_brackets", "〔〕")]),
        ("开展培训N场次，召开会议N次。", [("blank", "N"), ("blank", "N")]),
        ("〇〇镇办理案件……件。", [("blank", "〇〇"), ("blank", "……")]),
        ("处罚案件◇件，检查●●家。", [("blank", "◇"), ("blank", "●●")]),
        ("在ⅩⅩ社区设立站点，召开会议？次。", [("blank", "ⅩⅩ"), ("blank", "？")]),
        ("AA镇与B公司签订协议。", [("anonymous", "AA"), ("anonymous", "B")]),
        ("责任人：张某某，责任单位：待定。", [("anonymous", "张某某"), ("template_hint", "待定")]),
        ("印发云政发〔2025〕 号文件。", [("empty_brackets", "〔2025〕 号")]),
        (
            "（填报单位）办理案件【具体数字】件，数据待补。",
            [
                ("template_hint", "（填报单位）"),
                ("template_hint", "【具体数字】"),
                ("template_hint", "数据待补"),
            ],
        ),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "推进“3+N+X”社区治理体系建设。",
        "建立“1+N”制度体系和“网格+N”机制。",
        "推行“X+网格”“互联网+监管”。",
        "实施“1331”工程和“4012”工作法。",
        "拨打“12345”“110”“12348”热线。",
        "实行7×24小时和24×7值守。",
        "建设5G基站，通过ISO9001认证，使用X光机和CT。",
        "打造“党建×法治”“普法×文旅”品牌。",
        "房屋尺寸为3×4米。",
        "二〇二五年一月印发。",
        "王某诉某局行政处罚一案被评为典型案例。",
        "某些单位、某种程度、某个环节仍有差距。",
        "邮箱系统和WiFi网络全覆盖，推广App和XML标准。",
        "开展A×B类交叉检查。",
        "编号20250103已经归档。",
        "对当事人张某某依法作出处罚。",
        "推行“N个一”机制，让群众最多跑X次，编号X001。",
        "网址为www.xx.gov.cn，出院人次数×平均天数，件数×100%。",
        "评为AAA级企业、5A级景区，储备N95口罩，K12教育培训机构规范经营。",
        "二〇〇五年以来，●强化领导，12309、12348热线畅通。",
        "IT企业、LED屏、VR普法、A类事项、C位。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
