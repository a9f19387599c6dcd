"""The styles of a report, so that Word's navigation and an office's own changes of style work."""

from copy import copy

from docx.shared import Length

from reports.rendering.docx.profile import Face, PageNumbering, Profile
from reports.rendering.docx.wordml import (
    LAYOUT_TABLE,
    Align,
    Element,
    Indent,
    Layout,
    Rule,
    defaults,
    layout_properties,
    run_properties,
    style,
)
from reports.rendering.widths import ems

NORMAL = "Normal"
BODY = "BodyText"
FLUSH = "Addressee"
TITLE = "Title"
SIGNATURE = "Signature"
DATE = "Date"
ATTACHMENT_LABEL = "AttachmentLabel"
FOOTER_ODD = "Footer"
FOOTER_EVEN = "FooterEven"
TABLE_TEXT = "TableText"
TABLE_HEAD = "TableHead"
TABLE_NUMBER = "TableNumber"
TABLE_CENTRED = "TableCentred"
AFTER_TABLE = "AfterTable"
URGENCY = "Urgency"
MARK = "OrganMark"
MARK_NEXT = "OrganMarkNext"
MARK_WORD = "OrganMarkWord"
NUMBER = "DispatchNumber"
SIGNERS = "Signers"
SIGNER = "Signer"
RED_LINE_DROP = "RedLineDrop"
RED_LINE = "RedLine"
ENCLOSURE = "Enclosure"
REMARK = "Remark"
COPIES = "Copies"
PRINTED = "Printed"
PRINTED_ON = "PrintedOn"
OUTER_RULE = "ImprintRule"
INNER_RULE = "ImprintInnerRule"
IMPRINT_PLACE = "ImprintPlace"

COPIES_LABEL = "抄送："


def heading_style(level: int) -> str:
    """The paragraph style of a heading on its own line."""
    return f"Heading{level}"


def lead_style(level: int) -> str:
    """The character style of a run-in heading; level 0 is an item (一是) or a label."""
    return f"Lead{level}" if level else "LeadItem"


def mark_pitch(style_id: str, size: Length, profile: Profile) -> Length:
    """How high a line of the mark is: its size, with the space to the organ above it where there is one."""
    return Length(round(size * profile.mark_pitch)) if style_id == MARK_NEXT else size


def lead_face(profile: Profile, level: int) -> Face:
    """The typeface of a heading of a level; level 0 is set like the body."""
    return profile.levels[level - 1] if level else profile.body


def build_styles(profile: Profile) -> list[Element]:
    """Everything that stands in styles.xml, defaults first."""
    body = profile.body
    return [
        defaults(run_properties(face=body.name, size=body.size)),
        *_base_styles(profile),
        *_heading_styles(profile),
        *_lead_styles(profile),
        *_table_styles(profile),
        *_footer_styles(profile),
        *_head_styles(profile),
        *_foot_styles(profile),
    ]


def _base_styles(profile: Profile) -> list[Element]:
    body, title, label = profile.body, profile.title, profile.attachment_label
    look = run_properties(face=body.name, size=body.size, tracking=profile.tracking)
    normal = [layout_properties(Layout(align=Align.BOTH, pitch=profile.pitch, plain_flow=True)), look]
    indented = Layout(first_line=profile.indent, character=profile.character)
    centred = Layout(align=Align.CENTRE, keep_next=True, off_grid=True)
    return [
        style(NORMAL, "Normal", default=True, properties=normal),
        style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True),
        style("TableNormal", "Normal Table", kind="table", default=True),
        style(LAYOUT_TABLE, "排版用表", kind="table", based_on="TableNormal"),
        style(
            TITLE,
            "Title",
            based_on=NORMAL,
            following=BODY,
            properties=[
                layout_properties(centred),
                run_properties(face=title.name, size=title.size, tracking=Length(0)),
            ],
        ),
        style(FLUSH, "主送机关", based_on=NORMAL, following=BODY),
        style(BODY, "Body Text", based_on=NORMAL, properties=[layout_properties(indented)]),
        style(
            SIGNATURE,
            "Signature",
            based_on=NORMAL,
            properties=[layout_properties(Layout(align=Align.RIGHT, keep_next=True))],
        ),
        style(
            DATE,
            "Date",
            based_on=NORMAL,
            properties=[layout_properties(Layout(align=Align.RIGHT))],
        ),
        style(
            ATTACHMENT_LABEL,
            "附件标识",
            based_on=NORMAL,
            properties=[run_properties(face=label.name, size=label.size)],
        ),
    ]


def _heading_styles(profile: Profile) -> list[Element]:
    return [
        style(
            heading_style(level),
            f"heading {level}",
            based_on=BODY,
            following=BODY,
            properties=[
                layout_properties(Layout(keep_next=True, outline=level - 1)),
                run_properties(face=face.name, size=face.size, bold=face.is_bold),
            ],
        )
        for level, face in enumerate(profile.levels, 1)
    ]


def _lead_styles(profile: Profile) -> list[Element]:
    names = {0: "列举项"} | {level: f"段首标题 {level}" for level in range(1, 5)}
    return [
        style(
            lead_style(level),
            name,
            kind="character",
            based_on="DefaultParagraphFont",
            properties=[run_properties(face=face.name, bold=face.is_bold)],
        )
        for level, name in names.items()
        for face in [lead_face(profile, level)]
    ]


def _table_styles(profile: Profile) -> list[Element]:
    text, head = profile.table, profile.table_head
    text_look = run_properties(face=text.name, size=text.size, tracking=Length(0))
    head_look = run_properties(face=head.name, size=head.size)
    left = Layout(align=Align.LEFT, pitch=profile.table_pitch, off_grid=True)
    air = Layout(pitch=profile.table_padding, off_grid=True)
    right, centre = Layout(align=Align.RIGHT), Layout(align=Align.CENTRE)
    return [
        style(AFTER_TABLE, "表后空隙", based_on=NORMAL, properties=[layout_properties(air)]),
        style(TABLE_TEXT, "表格文字", based_on=NORMAL, properties=[layout_properties(left), text_look]),
        style(TABLE_NUMBER, "表格数字", based_on=TABLE_TEXT, properties=[layout_properties(right)]),
        style(TABLE_CENTRED, "表格居中", based_on=TABLE_TEXT, properties=[layout_properties(centre)]),
        style(TABLE_HEAD, "表头", based_on=TABLE_TEXT, properties=[layout_properties(centre), head_look]),
    ]


def _footer_styles(profile: Profile) -> list[Element]:
    number = profile.page_number
    look = run_properties(face=number.name, size=number.size, tracking=Length(0))
    inset = Length(profile.page_number_inset * number.size)
    odd = Layout(align=Align.RIGHT, indent=Indent(right=inset), pitch=number.size, off_grid=True)
    even = Layout(align=Align.LEFT, indent=Indent(left=inset))
    if profile.page_numbering is not PageNumbering.OUTER_DASHES:
        odd = Layout(align=Align.CENTRE, pitch=number.size, off_grid=True)
        even = Layout()
    return [
        style(FOOTER_ODD, "footer", based_on=NORMAL, properties=[layout_properties(odd), look]),
        style(FOOTER_EVEN, "双页页脚", based_on=FOOTER_ODD, properties=[layout_properties(even)]),
    ]


def _head_styles(profile: Profile) -> list[Element]:
    """版头: what stands above the red line."""
    urgency, mark, signer = profile.urgency, profile.mark, profile.signer
    mark_look = run_properties(face=mark.name, colour=profile.head_colour, tracking=Length(0), size=mark.size)
    first = Layout(pitch=profile.pitch, after=Length(profile.mark_top - profile.pitch), off_grid=True)
    centred = Layout(align=Align.CENTRE, pitch=mark.size, off_grid=True)
    apart = Layout(pitch=mark_pitch(MARK_NEXT, mark.size, profile))
    rule = Layout(rule=Rule(profile.red_line, profile.head_colour), pitch=profile.red_line, off_grid=True)
    return [
        _style(URGENCY, "紧急程度", first, run_properties(face=urgency.name, size=urgency.size)),
        _style(MARK, "发文机关标志", centred, mark_look),
        _style(MARK_NEXT, "联合发文机关标志", apart, based_on=MARK),
        _style(MARK_WORD, "文件字样", Layout(), based_on=MARK),
        _style(NUMBER, "发文字号", Layout(align=Align.CENTRE)),
        _style(SIGNERS, "签发人", Layout(align=Align.LEFT)),
        style(
            SIGNER,
            "签发人姓名",
            kind="character",
            based_on="DefaultParagraphFont",
            properties=[run_properties(face=signer.name, size=signer.size)],
        ),
        _style(RED_LINE_DROP, "红线上方", Layout(pitch=profile.red_line_pitch, off_grid=True)),
        _style(RED_LINE, "红色分隔线", rule),
    ]


def _foot_styles(profile: Profile) -> list[Element]:
    """附件说明, 附注 and 版记."""
    imprint = profile.imprint
    inset = Length(profile.imprint_inset * imprint.size)
    look = run_properties(face=imprint.name, size=imprint.size, tracking=Length(0))
    hanging = Length(round(ems(COPIES_LABEL) * imprint.size))
    copies = Layout(indent=Indent(left=Length(inset + hanging), right=inset, hanging=hanging))
    printed = Layout(indent=Indent(left=inset), align=Align.LEFT)
    day = Layout(indent=Indent(left=inset, right=inset), align=Align.RIGHT)
    remark = Layout(first_line=profile.remark_indent, character=profile.character)
    return [
        _style(ENCLOSURE, "附件说明", Layout(align=Align.LEFT)),
        _style(REMARK, "附注", remark),
        _style(COPIES, "抄送", copies, look),
        _style(PRINTED, "印发机关", printed, look),
        _style(PRINTED_ON, "印发日期", day, look),
        _style(OUTER_RULE, "版记首末分隔线", _rule(profile.imprint_rule)),
        _style(INNER_RULE, "版记中间分隔线", _rule(profile.imprint_inner_rule)),
        _style(IMPRINT_PLACE, "版记位置", Layout(pitch=profile.pitch, off_grid=True)),
    ]


def _rule(width: Length) -> Layout:
    return Layout(rule=Rule(width), pitch=width, off_grid=True)


def _style(
    style_id: str, name: str, layout: Layout, look: Element | None = None, *, based_on: str = NORMAL
) -> Element:
    """A paragraph style whose lines and look both depart from the one below."""
    properties = [layout_properties(layout), *([] if look is None else [copy(look)])]
    return style(style_id, name, based_on=based_on, properties=properties)
