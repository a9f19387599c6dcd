"""A small report that has every element, in words of our own."""

from datetime import date

from reports.document.nodes import (
    Attachment,
    Document,
    Head,
    Heading,
    Imprint,
    Lead,
    Paragraph,
    Run,
    RunKind,
    Table,
)
from reports.document.roles import Role

TITLE = "中共云岭县青石镇委员会 云岭县青石镇人民政府关于2025年度法治政府建设情况的报告"


def plain(text: str, lead: Lead | None = None) -> Paragraph:
    """A paragraph of one plain run."""
    return Paragraph((Run(text),), lead=lead)


EVERYTHING = Document(
    title=TITLE,
    addressees=("县委、县政府", "县委依法治县办"),
    blocks=(
        Paragraph(
            (
                Run("2025年，我镇办理行政处罚案件"),
                Run("25", RunKind.FIGURE),
                Run("件、行政复议案件"),
                Run("××", RunKind.BLANK),
                Run("件。现将有关情况报告如下。"),
            )
        ),
        Heading(1, "一、", "主要举措和成效"),
        Heading(2, "（一）", "依法履行职能"),
        plain("落实“三项制度”——公开、公正……", Lead("（二）", "规范执法。", 2)),
        plain("一窗受理。", Lead("1.", "深化改革。", 3)),
        plain("一网通办。", Lead("（1）", "优化服务。", 4)),
        plain("集中学法6次。", Lead("一是", "加强学习。")),
        plain("受理32件。", Lead("", "法律援助：")),
        Heading(3, "1.", "数据"),
        Heading(4, "（1）", "明细"),
        Table((("项目", "单位", "2025年"), ("行政处罚", "件", "25"), ("合计", "见上"))),
    ),
    signatories=("中共云岭县青石镇委员会", "云岭县青石镇人民政府"),
    date=date(2026, 1, 20),
    attachments=(
        Attachment("任务清单", (plain("按时完成。"),)),
        Attachment("责任清单", (Table((("单位", "任务"), ("司法所", "普法"))),)),
    ),
)

EVERY_LINE = [
    TITLE,
    "县委、县政府：",
    "县委依法治县办：",
    "2025年，我镇办理行政处罚案件25件、行政复议案件××件。现将有关情况报告如下。",
    "一、主要举措和成效",
    "（一）依法履行职能",
    "（二）规范执法。落实“三项制度”——公开、公正……",
    "1.深化改革。一窗受理。",
    "（1）优化服务。一网通办。",
    "一是加强学习。集中学法6次。",
    "法律援助：受理32件。",
    "1.数据",
    "（1）明细",
    "|项目|单位|2025年|",
    "|行政处罚|件|25|",
    "|合计|见上|",
    "中共云岭县青石镇委员会",
    "云岭县青石镇人民政府",
    "2026年1月20日",
    "附件1",
    "任务清单",
    "按时完成。",
    "附件2",
    "责任清单",
    "|单位|任务|",
    "|司法所|普法|",
]


BODY = (
    plain("根据工作安排，现将2025年度法治政府建设情况报告如下。"),
    Heading(1, "一、", "主要举措和成效", Role.ACHIEVEMENTS),
    plain("办理行政处罚案件25件。"),
)
UPWARD = Document(
    title="云岭县公安局关于2025年度法治政府建设情况的报告",
    head=Head(("云岭县公安局",), number="云公法〔2026〕3号", signers=("王强",), urgency="特急"),
    addressees=("县委、县政府",),
    blocks=BODY,
    signatories=("云岭县公安局",),
    date=date(2026, 1, 20),
    remark="联系人：李明，电话：0000-1234567",
    attachments=(
        Attachment("2025年度法治政府建设主要指标情况表及其他需要说明的有关事项", (), is_named=True),
        Attachment("任务清单", (plain("按时完成。"),), is_named=True),
    ),
    imprint=Imprint(("县人大常委会办公室", "县政协办公室"), "云岭县公安局办公室", date(2026, 1, 21)),
)
"""上行文 of one organ, with everything that 版头 and 版记 may hold."""

UPWARD_LINES = [
    "特急",
    "云岭县公安局文件",
    "云公法〔2026〕3号　签发人：王强",
    "云岭县公安局关于2025年度法治政府建设情况的报告",
    "县委、县政府：",
    "根据工作安排，现将2025年度法治政府建设情况报告如下。",
    "一、主要举措和成效",
    "办理行政处罚案件25件。",
    "附件：1.2025年度法治政府建设主要指标情况表及其他需要说明的有关事项",
    "2.任务清单",
    "云岭县公安局",
    "2026年1月20日",
    "（联系人：李明，电话：0000-1234567）",
    "附件2",
    "任务清单",
    "按时完成。",
    "抄送：县人大常委会办公室，县政协办公室。",
    "云岭县公安局办公室　2026年1月21日印发",
]

JOINT = Document(
    title=TITLE,
    head=Head(
        ("中共云岭县青石镇委员会", "云岭县青石镇人民政府"),
        number="青委发〔2026〕2号",
        signers=("张建国", "李红", "欧阳明"),
    ),
    addressees=("县委、县政府",),
    blocks=BODY,
    signatories=("中共云岭县青石镇委员会", "云岭县青石镇人民政府"),
    date=date(2026, 1, 20),
    imprint=Imprint(printed_by="云岭县青石镇党政办公室", printed_on=date(2026, 1, 21)),
)
"""联合行文 of a town's party committee and government."""

JOINT_LINES = [
    "中共云岭县青石镇委员会",
    "云岭县青石镇人民政府文件",
    "青委发〔2026〕2号　签发人：张建国　李红　欧阳明",
    TITLE,
    "县委、县政府：",
    "根据工作安排，现将2025年度法治政府建设情况报告如下。",
    "一、主要举措和成效",
    "办理行政处罚案件25件。",
    "中共云岭县青石镇委员会",
    "云岭县青石镇人民政府",
    "2026年1月20日",
    "云岭县青石镇党政办公室　2026年1月21日印发",
]
