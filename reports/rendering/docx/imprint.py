"""版记: 抄送 and who printed it, between rules on the foot of the last page (GB/T 9704 7.4).

It stands in a box on the lower edge of the 版心. Its anchor is a paragraph as high as the box: where the last
page has no room for that, anchor and box go to a page of their own, and no text is ever covered.
"""

from collections.abc import Iterator

from docx.shared import Length

from reports.document.imprint import print_imprint
from reports.document.nodes import Imprint
from reports.rendering.docx import styles
from reports.rendering.docx.foot import foot_box
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import (
    Element,
    layout_cell,
    layout_table,
    paragraph,
    row,
    run,
    run_properties,
)
from reports.rendering.widths import ems, line_starts
from reports.text.dates import print_date

BOX_NAME = "版记"


def write_imprint(imprint: Imprint, profile: Profile) -> Iterator[Element]:
    """Print 版记 at the foot of the page that the text ends on; nothing where there is nothing to print."""
    if not print_imprint(imprint):
        return
    height = imprint_height(imprint, profile)
    content = list(_ruled(_lines(imprint, profile), profile))
    box = foot_box(content, width=profile.text_width, height=height, name=BOX_NAME)
    yield paragraph(styles.IMPRINT_PLACE, [box], pitch=height)


def _lines(imprint: Imprint, profile: Profile) -> Iterator[Element]:
    """抄送, and below it organ and date on one line; lines of an old paper as they were typed."""
    look = run_properties(face=profile.imprint.name)
    *copies, printed = print_imprint(imprint)
    if imprint.as_typed or not (imprint.printed_by or imprint.printed_on):
        yield from (paragraph(styles.COPIES, [run(text, look)]) for text in (*copies, printed))
        return
    yield from (paragraph(styles.COPIES, [run(text, look)]) for text in copies)
    day = f"{print_date(imprint.printed_on)}印发" if imprint.printed_on else "印发"
    organ = paragraph(styles.PRINTED, [run(imprint.printed_by, look)] if imprint.printed_by else [])
    left = _width(imprint.printed_by, profile.imprint_spare, profile)
    right = max(_width(day, profile.imprint_date_spare, profile), Length(profile.text_width - left))
    widths = [Length(profile.text_width - right), right]
    cells = [[organ], [paragraph(styles.PRINTED_ON, [run(day, look)])]]
    parts = [layout_cell(width, cell, align="bottom") for width, cell in zip(widths, cells, strict=True)]
    yield layout_table([row(parts)], widths=widths)


def _width(text: str, spare: int, profile: Profile) -> Length:
    """The width of a cell that holds a text between its insets with some characters to spare."""
    return Length(round((ems(text) + 2 * profile.imprint_inset + spare) * profile.imprint.size))


def _ruled(lines: Iterator[Element], profile: Profile) -> Iterator[Element]:
    """Part the lines by rules, the first and the last of them thicker."""
    look = run_properties(face=profile.imprint.name)
    style = styles.OUTER_RULE
    for written in lines:
        yield paragraph(style, mark=look)
        yield written
        style = styles.INNER_RULE
    yield paragraph(styles.OUTER_RULE, mark=look)


def imprint_height(imprint: Imprint, profile: Profile) -> Length:
    """The height of the box; a rule takes its width once more, for the line that it stands on."""
    lines = print_imprint(imprint)
    text = sum(_count_lines(line, profile) for line in lines) * profile.pitch
    rules = 2 * profile.imprint_rule + (len(lines) - 1) * profile.imprint_inner_rule
    return Length(text + 2 * rules)


def _count_lines(text: str, profile: Profile) -> int:
    """How many lines a text takes between its insets, all of them as short as those below 抄送."""
    inset = 2 * profile.imprint_inset + ems(styles.COPIES_LABEL)
    columns = profile.text_width / profile.imprint.size - inset
    return len(line_starts(text.removeprefix(styles.COPIES_LABEL), columns))
