"""版头: what stands above the red line of a formal document (GB/T 9704 7.2)."""

from collections.abc import Iterator, Sequence

from docx.shared import Length, Pt

from reports.document.nodes import Head
from reports.rendering.docx import styles
from reports.rendering.docx.lines import blank_lines, line
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import (
    Align,
    Element,
    Indent,
    layout_cell,
    layout_table,
    paragraph,
    row,
    run,
    run_properties,
)
from reports.rendering.widths import ems

SIGNERS_LABEL = "签发人："
GAP = "　"


def write_head(head: Head, profile: Profile) -> Iterator[Element]:
    """Print urgency, mark, number with signers, and the red line, with the blank lines between them.

    Lines of an old paper below its mark stand as they were typed.
    """
    urgency = run_properties(face=profile.urgency.name)
    yield paragraph(styles.URGENCY, [run(head.urgency, urgency)] if head.urgency else [], mark=urgency)
    yield from _mark(head, profile)
    yield from blank_lines(profile.number_gap, profile)
    if head.as_typed:
        typed = head.as_typed[len(head.organs) + bool(head.urgency) :]
        yield from (line(styles.NUMBER, text, profile) for text in typed)
    elif head.signers:
        yield _number_and_signers(head, profile)
    elif head.number:
        yield line(styles.NUMBER, head.number, profile)
    yield line(styles.RED_LINE_DROP, "", profile)
    yield line(styles.RED_LINE, "", profile)
    yield from blank_lines(profile.red_line_gap, profile)


def _mark(head: Head, profile: Profile) -> Iterator[Element]:
    """发文机关标志: one line, or the organs below each other with 文件 beside the middle of them."""
    if len(head.organs) > 1:
        yield _joint_mark(head, profile)
    elif head.organs:
        text = head.organs[0] + head.mark
        yield paragraph(styles.MARK, [run(text, _mark_look(_fitting_size(ems(text), profile), profile))])


def _joint_mark(head: Head, profile: Profile) -> Element:
    """Organs spread to one width; a blank of one character keeps them from 文件."""
    widest = max(map(ems, head.organs))
    beside = ems(head.mark) + 1 if head.mark else 0.0
    size = _fitting_size(widest + 1 + beside, profile)
    look = _mark_look(size, profile)
    widths = [Length(round(part * size)) for part in (widest + 0.5, beside) if part]
    organs = [
        paragraph(styles.MARK_NEXT if place else styles.MARK, [run(organ, look)], align=Align.DISTRIBUTE)
        for place, organ in enumerate(head.organs)
    ]
    cells = [layout_cell(widths[0], organs, align="center")]
    if head.mark:
        word = paragraph(styles.MARK_WORD, [run(head.mark, look)], align=Align.RIGHT)
        cells.append(layout_cell(widths[1], [word], align="center"))
    return layout_table([row(cells)], widths=widths, align=Align.CENTRE)


def _fitting_size(count: float, profile: Profile) -> Length:
    """The mark's size, or the largest in half points at which so many characters fit on a line."""
    half_points = int(profile.text_width.pt * 2 / max(count, 1))
    return min(profile.mark.size, Pt(half_points / 2))


def _mark_look(size: Length, profile: Profile) -> Element:
    return run_properties(face=profile.mark.name, colour=profile.head_colour, size=size)


def _number_and_signers(head: Head, profile: Profile) -> Element:
    """The number left, on the line of the last of the signers, who stand right (7.2.5, 7.2.6)."""
    inset = profile.characters(profile.number_inset)
    lines = list(_signer_lines(head.signers, profile.signers_in_line))
    right = profile.characters(ems(SIGNERS_LABEL) + max(map(ems, lines)) + 2 * profile.number_inset)
    widths = [Length(profile.text_width - right), right]
    body = run_properties(face=profile.body.name)
    number = line(styles.NUMBER, head.number, profile, indent=Indent(left=inset), align=Align.LEFT)
    names = run_properties(face=profile.signer.name, style=styles.SIGNER)
    hanging = profile.characters(ems(SIGNERS_LABEL))
    signers = paragraph(
        styles.SIGNERS,
        [run(SIGNERS_LABEL, body), run("\n".join(lines), names)],
        indent=Indent(left=Length(hanging + inset), hanging=hanging),
    )
    cells = [layout_cell(widths[0], [number], align="bottom"), layout_cell(widths[1], [signers])]
    return layout_table([row(cells)], widths=widths)


def _signer_lines(signers: Sequence[str], count: int) -> Iterator[str]:
    """Set so many names a line; every line but the last ends in the blank that parts it from the next."""
    for start in range(0, len(signers), count):
        names = GAP.join(signers[start : start + count])
        yield names + (GAP if start + count < len(signers) else "")
