"""The numbers of GB/T 9704—2012, each written once with its clause; no other module states a size.

“Derived” marks a number that follows from others, “practice” one that offices keep without a clause.
"""

from dataclasses import dataclass

from docx.shared import Length, Mm, Pt, Twips


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface by the name that Word shows, and the size it is set in."""

    name: str
    size: Length


@dataclass(frozen=True, slots=True)
class Profile:
    """How one kind of official document stands on the page."""

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
    attachment_label: Face
    page_number: Face
    page_number_drop: Length
    page_number_inset: int
    table: Face
    table_head: Face
    table_pitch: Length
    table_line: Length
    table_padding: Length

    @property
    def text_width(self) -> Length:
        """Width of the 版心 (derived)."""
        return Length(self.page_width - self.margin_left - self.margin_right)

    @property
    def character(self) -> Length:
        """Advance of one body character on the grid (derived)."""
        return Length(self.body.size + self.tracking)

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
        return (self.body, self.title, *self.levels, self.page_number, self.table, self.table_head)


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
    # 7.3.7: “附件1” 三号黑体 flush left on line 1, its title centred on line 3.
    attachment_label=Face("黑体", Pt(16)),
    # 7.5: 四号 half-width 宋体, its dashes 7 mm below the 版心, one character from the outer edge.
    page_number=Face("宋体", Pt(14)),
    page_number_drop=Mm(7),
    page_number_inset=1,
    # Practice: 小四 in tables, hairlines of half a point, a little air in the cells.
    table=Face("仿宋_GB2312", Pt(12)),
    table_head=Face("黑体", Pt(12)),
    table_pitch=Pt(20),
    table_line=Pt(0.5),
    table_padding=Pt(4),
)
"""材料稿: no red head; title, addressee, body, signature, date, page number."""
