"""The styles of a report, so that Word's navigation and an office's own changes of style work."""

from docx.shared import Length

from reports.rendering.docx.profile import Face, Profile
from reports.rendering.docx.wordml import (
    Align,
    Element,
    Indent,
    Layout,
    defaults,
    layout_properties,
    run_properties,
    style,
)

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


def heading_style(level: int) -> str:
    """The paragraph style of a heading on its own line."""
    return f"Heading{level}"


def lead_style(level: int) -> str:
    """The character style of a run-in heading; level 0 is an item (一是) or a label."""
    return f"Lead{level}" if level else "LeadItem"


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
                run_properties(face=face.name, size=face.size),
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
            properties=[run_properties(face=lead_face(profile, level).name)],
        )
        for level, name in names.items()
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
    return [
        style(FOOTER_ODD, "footer", based_on=NORMAL, properties=[layout_properties(odd), look]),
        style(FOOTER_EVEN, "双页页脚", based_on=FOOTER_ODD, properties=[layout_properties(even)]),
    ]
