"""The numbers of GB/T 9704—2012, each written once with its clause; no other module states a size.

“Derived” marks a number that follows from others, “practice” one that offices keep without a clause.
A preset is what a locality does otherwise.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor

from docx.shared import Length, Mm, Pt, Twips


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface by the name that Word shows, and the size it is set in."""

    name: str
    size: Length
    is_bold: bool = False


class PageNumbering(StrEnum):
    """Where the page number stands and what stands beside it."""

    OUTER_DASHES = "outer_dashes"
    CENTRED_DASHES = "centred_dashes"
    CENTRED_PLAIN = "centred_plain"


@dataclass(frozen=True, slots=True)
class Profile:
    """How one kind of official document stands on the page; the values of PUBLIC explain each field."""

    page_width: Length
    page_height: Length
    margin_top: Length
    margin_left: Length
    margin_bottom: Length
    margin_right: Length
    lines: int
    columns: int
    pitch: Length
    tracking: Length
    body: Face
    indent: int
    levels: tuple[Face, ...]
    title: Face
    title_gap: int
    signature_gap: int
    signature_inset: int
    date_offset: int
    is_sealed: bool
    seal: Length
    seal_clearance: Length
    seal_gap: int
    seals_in_row: int
    sealed_date_inset: int
    signature_overhang: int
    urgency: Face
    mark: Face
    mark_top: Length
    mark_pitch: float
    mark_narrowest: float
    first_page_lines: int
    head_colour: str
    number_gap: int
    number_inset: int
    number_spare: int
    signer: Face
    signers_in_line: int
    red_line: Length
    red_line_drop: Length
    red_line_gap: int
    enclosure_gap: int
    enclosure_indent: int
    remark_indent: int
    attachment_label: Face
    imprint: Face
    imprint_inset: int
    imprint_spare: int
    imprint_date_spare: int
    imprint_rule: Length
    imprint_inner_rule: Length
    page_number: Face
    page_numbering: PageNumbering
    page_number_drop: Length
    page_number_inset: int
    table: Face
    table_head: Face
    table_pitch: Length
    table_line: Length
    table_padding: Length
    form_spare: Length
    digits: str

    @property
    def text_width(self) -> Length:
        """Width of the 版心 (derived)."""
        return Length(self.page_width - self.margin_left - self.margin_right)

    @property
    def text_height(self) -> Length:
        """Height of the 版心 (derived)."""
        return Length(self.page_height - self.margin_top - self.margin_bottom)

    @property
    def character(self) -> Length:
        """Advance of one body character on the grid (derived)."""
        return Length(self.body.size + self.tracking)

    @property
    def red_line_pitch(self) -> Length:
        """From the foot of the line with the number to the red line (derived): its own air is part of it."""
        return Length(max(Pt(1), self.red_line_drop - (self.pitch - self.body.size) // 2))

    def characters(self, count: float) -> Length:
        """The width of so many body characters."""
        return Length(round(count * self.character))

    @property
    def footer_distance(self) -> Length:
        """From the paper's bottom edge to the page number, whose dash is at half its height (derived)."""
        return Length(self.margin_bottom - self.page_number_drop - self.page_number.size // 2)

    @property
    def title_columns(self) -> float:
        """Title characters that fit on a line (derived), one kept free for digits wider than a half."""
        return self.text_width / self.title.size - 1

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face in use, for the font table."""
        head = (self.urgency, self.mark, self.signer)
        tables = (self.table, self.table_head)
        return (self.body, self.title, *self.levels, *head, self.imprint, self.page_number, *tables)


PUBLIC = Profile(
    # 5.1, 5.2.1: A4; 天头 37 mm, 订口 28 mm; the other two follow from the 版心 of 156×225 mm.
    page_width=Mm(210),
    page_height=Mm(297),
    margin_top=Mm(37),
    margin_left=Mm(28),
    margin_bottom=Mm(35),
    margin_right=Mm(26),
    # 5.2.3: 22 lines of 28 characters. Derived: 225 mm / 22 allows at most 28.99 pt, and 28 characters
    # of 16 pt are 448 pt wide where 156 mm give 442.2.
    lines=22,
    columns=28,
    pitch=Twips(579),
    tracking=Twips(-5),
    # 5.2.2, 7.3.3: 三号仿宋, first line indented by two characters.
    body=Face("仿宋_GB2312", Pt(16)),
    indent=2,
    # 7.3.3: 一、黑体; （一）楷体; 1. and （1） 仿宋; all 三号 and not bold.
    levels=(
        Face("黑体", Pt(16)),
        Face("楷体_GB2312", Pt(16)),
        Face("仿宋_GB2312", Pt(16)),
        Face("仿宋_GB2312", Pt(16)),
    ),
    # 7.3.1: 二号小标宋, centred; 7.3.2: one blank line between it and 主送机关.
    title=Face("方正小标宋简体", Pt(22)),
    title_gap=1,
    # 7.3.5.2 (no seal): one blank line, the organ two characters from the right edge, the date starting
    # two characters further right than the organ above it.
    signature_gap=1,
    signature_inset=2,
    date_offset=2,
    # 7.3.5.1 (sealed): the date four characters in, the organ centred over it; several seals, at most three
    # in a row, do not touch. Derived: the seal's top is at most one line below the text, so that two blank
    # lines put organ and date a little below its middle. Practice: a county's seals measure 42 mm.
    is_sealed=False,
    seal=Mm(42),
    seal_clearance=Mm(3),
    seal_gap=2,
    seals_in_row=3,
    sealed_date_inset=4,
    # Practice: where a substitute draws digits wider, a date runs up to so many characters into the margin
    # rather than break.
    signature_overhang=4,
    # 7.2.3: 三号黑体 in the first line, flush left.
    urgency=Face("黑体", Pt(16)),
    # 7.2.4: red 小标宋, its top 35 mm below that of the 版心. Practice: 小初, smaller where a line is full;
    # each of several organs takes 1.4 of its height, and letters are at least two thirds as wide as high.
    mark=Face("方正小标宋简体", Pt(36)),
    mark_top=Mm(35),
    mark_pitch=1.4,
    mark_narrowest=2 / 3,
    # 7.3.3: the first page shows text. Derived: a title of three lines, a blank one, 主送机关, two lines.
    first_page_lines=7,
    head_colour="FF0000",
    # 7.2.5: two blank lines below the mark; in an upward document one character from the left edge.
    number_gap=2,
    number_inset=1,
    # Practice: a character beside the number is kept for digits drawn wider.
    number_spare=1,
    # 7.2.6: 三号楷体, two names a line, one character from the right edge as the number from the left.
    signer=Face("楷体_GB2312", Pt(16)),
    signers_in_line=2,
    # 7.2.7: 4 mm below the number; 7.3.1: two blank lines to the title. Practice: two points thick.
    red_line=Pt(2),
    red_line_drop=Mm(4),
    red_line_gap=2,
    # 7.3.4: one blank line below the body, two characters in; 7.3.6: 附注 two characters in.
    enclosure_gap=1,
    enclosure_indent=2,
    remark_indent=2,
    # 7.3.7: “附件1” 三号黑体 flush left on line 1, its title centred on line 3.
    attachment_label=Face("黑体", Pt(16)),
    # 7.4.2, 7.4.3: 四号仿宋, one character in on both sides. 7.4.1: rules of 0.35 mm, between them 0.25 mm.
    imprint=Face("仿宋_GB2312", Pt(14)),
    imprint_inset=1,
    # Practice: characters kept for digits drawn wider, beside who printed it and beside when.
    imprint_spare=2,
    imprint_date_spare=3,
    imprint_rule=Mm(0.35),
    imprint_inner_rule=Mm(0.25),
    # 7.5: 四号 half-width 宋体, its dashes 7 mm below the 版心, one character from the outer edge.
    page_number=Face("宋体", Pt(14)),
    page_numbering=PageNumbering.OUTER_DASHES,
    page_number_drop=Mm(7),
    page_number_inset=1,
    # Practice: 小四 in tables, hairlines of half a point, a little air in the cells.
    table=Face("仿宋_GB2312", Pt(12)),
    table_head=Face("黑体", Pt(12)),
    table_pitch=Pt(20),
    table_line=Pt(0.5),
    table_padding=Pt(4),
    # Practice: what a form of a page's height leaves for its rules and a program's rounding.
    form_spare=Mm(4),
    # 5.2.2: digits in the typeface of the text.
    digits="",
)
"""材料稿: no red head; title, addressee, body, signature, date, page number."""

FORMAL = replace(PUBLIC, is_sealed=True)
"""上行文: room for the seal over the signature; what else it carries, its document says."""


@dataclass(frozen=True, slots=True)
class Preset:
    """What one locality does otherwise than the standard; `digits` is a typeface, empty for the body's."""

    margin_top: Length = PUBLIC.margin_top
    margin_bottom: Length = PUBLIC.margin_bottom
    margin_left: Length = PUBLIC.margin_left
    margin_right: Length = PUBLIC.margin_right
    pitch: Length = PUBLIC.pitch
    page_numbering: PageNumbering = PUBLIC.page_numbering
    digits: str = ""
    has_bold_headings: bool = False


STANDARD = Preset()
PRESETS: dict[str, Preset] = {
    "国家标准": STANDARD,
    "数字用Times New Roman": Preset(digits="Times New Roman"),
    "页码居中": Preset(page_numbering=PageNumbering.CENTRED_DASHES),
    "页码居中、只印数字": Preset(page_numbering=PageNumbering.CENTRED_PLAIN),
    "标题加粗": Preset(has_bold_headings=True),
    "行距28磅": Preset(pitch=Pt(28)),
}
"""Habits that are met with, by the name that people choose them by."""


def localised(profile: Profile, preset: Preset) -> Profile:
    """Set a profile as a locality does; lines, columns and tracking follow from page and pitch.

    The characters of a line are pressed or spread to fill it (5.2.3), as the standard's own 28 are.
    """
    page = replace(
        profile,
        margin_top=preset.margin_top,
        margin_bottom=preset.margin_bottom,
        margin_left=preset.margin_left,
        margin_right=preset.margin_right,
        pitch=preset.pitch,
        page_numbering=preset.page_numbering,
        digits=preset.digits,
        levels=tuple(replace(face, is_bold=preset.has_bold_headings) for face in profile.levels),
    )
    columns = round(page.text_width / page.body.size)
    spare = page.text_width / columns - page.body.size
    tracking = Twips(floor(spare / Twips(1)))
    return replace(page, lines=page.text_height // page.pitch, columns=columns, tracking=tracking)
