"""A small report that has every element, in words of our own."""

from datetime import date

from reports.document.nodes import (
    Attachment,
    Document,
    Heading,
    Lead,
    Paragraph,
    Run,
    RunKind,
    Table,
)

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
