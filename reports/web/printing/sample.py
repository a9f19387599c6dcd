"""The pages that show a print style: a report of an invented county, long enough for two pages."""

from datetime import date

from reports.document.nodes import Document, Heading, Lead, Paragraph, Run, Table

_SENTENCES = (
    "坚持把法治政府建设摆在全局工作的突出位置，年初制定工作要点，年中开展督察，年末逐项对账，各项任务按期完成。",
    "全年审查行政规范性文件12件，办理行政复议案件36件，行政机关负责人出庭应诉率达到100%。",
    "落实行政执法公示、执法全过程记录、重大执法决定法制审核“三项制度”，抽查案卷120宗，发现的问题全部整改。",
    "加强行政执法人员培训，组织专题培训6期、参训人员480人次，执法人员持证上岗率保持稳定。",
)


def _paragraph(count: int, lead: Lead | None = None) -> Paragraph:
    return Paragraph((Run("".join((*_SENTENCES, *_SENTENCES)[:count])),), lead)


SAMPLE = Document(
    title="云岭县人民政府关于2025年度法治政府建设情况的报告",
    addressees=("市人民政府",),
    blocks=(
        _paragraph(2),
        Heading(1, "一、", "主要举措和成效"),
        Heading(2, "（一）", "依法全面履行政府职能"),
        _paragraph(4),
        _paragraph(3, Lead("1.", "健全制度。", 3)),
        _paragraph(3, Lead("（1）", "规范程序。", 4)),
        _paragraph(5, Lead("（二）", "严格规范公正文明执法。", 2)),
        Table(
            (
                ("项目", "单位", "2024年", "2025年"),
                ("行政处罚", "件", "1180", "1206"),
                ("行政复议", "件", "31", "36"),
            )
        ),
        Heading(1, "二、", "存在的不足和原因"),
        _paragraph(4),
        Heading(1, "三、", "下一年度主要安排"),
        _paragraph(6),
    ),
    signatories=("云岭县人民政府",),
    date=date(2026, 1, 20),
)
