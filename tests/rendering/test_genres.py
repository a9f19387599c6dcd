"""Every template that ships, from the round to the printed Word file and back.

A unit of its kind opens a year with it, fills every block, row and figure, and prints both editions;
what Word holds must be read back as the paper that the genre is.
"""

from datetime import date

import pytest

from reports.blueprints.models import BlueprintVersion
from reports.blueprints.packs import shipped_packs
from reports.blueprints.queries import topics_of
from reports.document.markup import print_document
from reports.document.nodes import Document, Heading, Paragraph
from reports.drafting.assembly import assemble
from reports.drafting.editions import FILING, PUBLIC
from reports.drafting.figures import FigureChange
from reports.drafting.models import Report, ReportBlock, ReportSection
from reports.drafting.services import BlockChange, SectionChange, save_section, text_digest
from reports.drafting.snapshot import SnapshotItem, take_snapshot
from reports.importing.reading import read_report_file
from reports.indicators.values import BLANK_MARK, number
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation
from reports.organisations.services import appoint, create_organisation
from reports.rendering.docx.report import write_docx
from reports.review.readiness import LackKind, find_lacks
from tests.world import World

DONE = "全年完成年初确定的任务，没有发生一起被确认违法的案件。"
LEADS_ON = ("如下：", "工作：", "不足：", "差距：")
ROWS = (
    SnapshotItem("审核力量偏弱", "三个所只有一名审核人员", cause="编制没有随任务增加"),
    SnapshotItem("送达不够及时", "有三件超过七日才送达"),
)
RUN_IN = ["（一）审核力量偏弱。", "（二）送达不够及时。"]
OWN_LINE = ["（一）审核力量偏弱", "（二）送达不够及时"]
ENUMERATION = ["一是审核力量偏弱。", "二是送达不够及时。"]
STATUTORY = [
    "一、2026年度推进法治政府建设的主要举措和成效",
    "（一）依法全面履行政府职能，持续优化法治化营商环境",
    "（二）完善依法行政制度体系，规范文件制定和管理",
    "（三）健全行政决策机制，提高依法决策水平",
    "（四）严格规范公正文明执法，提升行政执法质量",
    "（五）依法预防处置突发事件，有效化解社会矛盾纠纷",
    "（六）强化对行政权力的制约和监督，推进政务公开",
    "（七）深入开展法治宣传教育，增强依法行政能力",
    "二、2026年度推进法治政府建设存在的不足和原因",
    *RUN_IN,
    "三、2026年度主要负责人履行推进法治建设第一责任人职责、加强法治政府建设的情况",
    "四、2027年度推进法治政府建设的主要安排",
    *RUN_IN,
    "五、其他需要报告的情况",
]
JOINT = [line.replace("主要负责人", "党政主要负责人") for line in STATUTORY]
PAPERS = {
    "city-bureau": [
        "一、深入学习贯彻习近平法治思想，健全法治建设推进机制",
        "一是深化学习培训。",
        "二是完善推进机制。",
        "三是压实第一责任人职责。",
        "二、全面履行司法行政职能，服务法治政府建设",
        "一是严把规范性文件法律关。",
        "二是服务政府依法决策。",
        "三是强化监督和救济。",
        "四是推进全民普法和依法治理。",
        "五是优化公共法律服务。",
        "法律援助：",
        "公证：",
        "仲裁：",
        "律师：",
        "六是夯实基层基础。",
        "三、存在的不足和原因",
        *ENUMERATION,
        "四、2027年工作安排",
        *ENUMERATION,
    ],
    "city-rule-of-law": [
        "一、深入学习宣传贯彻习近平法治思想",
        "二、坚持和加强党对法治建设的领导",
        "一是健全统筹协调机制。",
        "二是压实第一责任人职责。",
        "三、纵深推进法治政府建设",
        "一是健全依法决策和制度建设机制。",
        "二是优化法治化营商环境。",
        "三是推进严格规范公正文明执法。",
        "四、支持公正司法，有效化解行政争议",
        "一是支持司法机关依法独立公正行使职权。",
        "二是发挥行政复议化解行政争议主渠道作用。",
        "五、加快推进法治社会建设",
        "一是推动全民守法。",
        "二是多元化解矛盾纠纷。",
        "三是完善公共法律服务。",
        "六、存在的不足和原因",
        *ENUMERATION,
    ],
    "district-bureau": [
        "一、2026年度推进法治政府建设的主要举措和成效",
        "（一）统筹推进依法行政，把好决策和文件的法律关",
        "（二）加强行政执法协调监督，促进规范公正文明执法",
        "（三）发挥行政复议主渠道作用，推动行政争议实质性化解",
        "（四）坚持和发展新时代“枫桥经验”，依法化解矛盾纠纷",
        "（五）深化法治宣传教育，完善公共法律服务",
        "二、2026年度主要负责人履行推进法治建设第一责任人职责情况",
        "三、2026年度工作中存在的不足及原因",
        *OWN_LINE,
        "四、2027年推进法治政府建设工作安排",
        *OWN_LINE,
    ],
    "district-government": [
        "一、2026年度推进法治政府建设的主要举措和成效",
        "（一）党政主要负责人履行推进法治建设第一责任人职责",
        "（二）依法全面履行政府职能",
        "（三）完善制度体系，坚持依法决策",
        "（四）严格规范公正文明执法",
        "（五）化解行政争议，自觉接受监督",
        "（六）推进全民守法和基层依法治理",
        "二、存在的问题和原因",
        *RUN_IN,
        "三、2027年度工作安排",
        *RUN_IN,
    ],
    "statutory": STATUTORY,
    "statutory-committee": STATUTORY,
    "statutory-department": STATUTORY,
    "statutory-street": JOINT,
    "statutory-town": JOINT,
    "town": [
        "一、2026年度推进法治政府建设的主要工作和成效",
        "（一）依法全面履行政府职能",
        "（二）依法科学民主决策",
        "（三）规范公正文明执法",
        "（四）强化行政权力制约和监督",
        "（五）依法有效化解矛盾纠纷，深入开展法治宣传",
        "二、2026年度法治政府建设中存在的不足和原因",
        *RUN_IN,
        "三、2026年度党政主要负责人履行推进法治建设第一责任人职责情况",
        "四、2027年度推进法治政府建设的主要安排",
        *RUN_IN,
    ],
}
"""What opens the lines of each genre's paper down to its second level, labels among them."""


def unit_of(world: World, kind: str) -> Organisation:
    """A unit of this kind in the county, made where there is none."""
    found = Organisation.objects.filter(kind=kind, path__startswith=world.county.government.path).first()
    return found or create_organisation(
        name="城关街道办事处" if kind == "street" else "云岭经济开发区管委会",
        kind=OrganisationKind(kind),
        parent=world.county.government,
        actor=None,
        now=world.now,
    )


def start(world: World, code: str) -> Report:
    """Open a year in which the units of the template's last kind use it, with all its topics."""
    version = BlueprintVersion.objects.get(blueprint__code=code)
    unit = unit_of(world, version.kinds[-1] if code != "statutory" else "county_government")
    dates = (date(2027, 1, 20), date(2027, 2, 20), date(2027, 3, 31))
    term = TermInput(version, *dates, packs=topics_of([version])[version.pk])
    open_round(
        government=world.county.government,
        year=2026,
        terms={OrganisationKind(unit.kind): term},
        actor=world.user("administrator"),
        now=world.now,
    )
    appoint(world.user("bureau_drafter"), Role.DRAFTER, organisation=unit, actor=None, now=world.now)
    return Report.objects.with_assignment().get(assignment__round__year=2026, assignment__organisation=unit)


def written(block: ReportBlock) -> str:
    """What a drafter makes of a block: each line of the opening goes on, then the figures."""
    lines: list[str] = []
    for line in block.opening.split("\n") if block.opening else [f"围绕{block.label}，"]:
        stands_alone = line.endswith(LEADS_ON) or (line.startswith("（") and not line.endswith("。"))
        lines += [line, DONE] if stands_alone else [line + DONE]
    requests = block.figure_requests.select_related("indicator")
    figures = "，".join(f"{r.indicator.name}{{{{{r.indicator.code}}}}}{r.indicator.unit}" for r in requests)
    return "\n".join([*lines, *([f"其中，{figures}。"] if figures else [])])


def fill(report: Report, section: ReportSection, *, world: World) -> None:
    """Write every block, row and figure of one part."""
    blocks = [
        BlockChange(
            key=block.key,
            text=written(block) if block.kind == "prose" else block.text,
            base_version=block.version,
            base_digest=text_digest(block.text, ()),
            items=ROWS if block.kind == "items" else (),
        )
        for block in section.blocks.order_by("position")
    ]
    figures = [
        FigureChange(request.indicator.code, number(3))
        for request in report.figure_requests.filter(block__section=section).select_related("indicator")
        if not request.indicator.is_coded_ratio
    ]
    change = SectionChange(section.heading, tuple(blocks), tuple(figures))
    who = "reviewer" if report.assignment.is_for_county else "bureau_drafter"
    save_section(section, change, actor=world.user(who), now=world.now)


def openings(paper: Document) -> list[str]:
    """What opens each line that is a heading, an item or a label."""
    found = (
        (node.number, node.text) if isinstance(node, Heading) else (node.lead.number, node.lead.text)
        for node in paper.blocks
        if isinstance(node, Heading) or (isinstance(node, Paragraph) and node.lead)
    )
    return [number + text for number, text in found]


@pytest.mark.parametrize("code", [path.stem for path in shipped_packs()])
def test_a_report_of_every_template_is_filled_and_printed(world: World, code: str) -> None:
    report = start(world, code)
    for section in report.sections.order_by("position"):
        fill(report, section, world=world)
    report = Report.objects.with_assignment().get(pk=report.pk)
    lacks = find_lacks(report, now=world.now)
    assert [lack for lack in lacks if lack.kind in (LackKind.STATUTORY, LackKind.EMPTY)] == []
    for edition in (FILING, PUBLIC):
        assembled = assemble(take_snapshot(report), edition)
        paper = read_report_file("报告.docx", write_docx(assembled))
        assert openings(paper) == PAPERS[code]
        text = print_document(paper)
        assert text == print_document(assembled)
        assert ("{" in text, BLANK_MARK in text, "2025" in text) == (False, False, False)
