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
MARK_GAP, JOINT_AIR = 1, 0.5  # characters before 文件, and by which names that are spread grow


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


def count_head_lines(head: Head, profile: Profile) -> float:
    """How high 版头 stands, from the top of the page to the blank lines above the title, in lines."""
    mark = mark_size(head, profile) * (1 + profile.mark_pitch * max(0, len(head.organs) - 1))
    rule = profile.red_line_pitch + profile.red_line
    blank = profile.number_gap + profile.red_line_gap
    return (profile.mark_top + mark + rule) / profile.pitch + blank + count_signer_lines(head, profile)


def _mark(head: Head, profile: Profile) -> Iterator[Element]:
    """发文机关标志: one line, or the organs below each other with 文件 beside the middle of them."""
    letters = _Letters(profile, mark_size(head, profile), mark_narrowing(head, profile))
    if len(head.organs) > 1:
        yield _joint_mark(head, letters)
    elif head.organs:
        yield letters.line(styles.MARK, head.organs[0] + head.mark)


class _Letters:
    """The letters of one mark: their size, and how wide each stands."""

    def __init__(self, profile: Profile, size: Length, narrowing: float) -> None:
        self.profile, self.size = profile, size
        self.width = size * narrowing
        self.look = run_properties(
            face=profile.mark.name, colour=profile.head_colour, size=size, width=narrowing
        )

    def line(self, style: str, text: str, *, align: Align | None = None) -> Element:
        """A line of the mark, as high as its size: a smaller mark leaves more room to the text (7.3.3)."""
        is_smaller = self.size < self.profile.mark.size
        pitch = styles.mark_pitch(style, self.size, self.profile) if is_smaller else None
        return paragraph(style, [run(text, self.look)], align=align, pitch=pitch)


def mark_size(head: Head, profile: Profile) -> Length:
    """The largest size in half points at which the mark fits on its line and leaves the first page some text.

    Long names are set narrower before they are set smaller; many organs are no smaller than the text.
    """
    organs = len(head.organs)
    gaps = profile.number_gap + profile.red_line_gap
    below = gaps + count_signer_lines(head, profile) + profile.first_page_lines
    room = profile.text_height - profile.mark_top - profile.red_line_pitch - below * profile.pitch
    lower = max(room / (1 + profile.mark_pitch * max(0, organs - 1)), profile.body.size)
    size = min(profile.mark.size, _full_size(head, profile) / profile.mark_narrowest, lower)
    return Pt(int(size / Pt(0.5)) / 2)


def mark_narrowing(head: Head, profile: Profile) -> float:
    """How wide the letters of the mark stand, 1 being as wide as high."""
    return min(1, _full_size(head, profile) / mark_size(head, profile))


def _full_size(head: Head, profile: Profile) -> float:
    """The size at which the longest organ and 文件 fill a line with letters as wide as high."""
    apart = 2 if len(head.organs) > 1 else 0
    return profile.text_width / max(max(map(ems, head.organs), default=0.0) + ems(head.mark) + apart, 1)


def count_signer_lines(head: Head, profile: Profile) -> int:
    """How many lines 发文字号 and 签发人 take."""
    return max(1, len(list(_signer_lines(head, profile))))


def _joint_mark(head: Head, letters: _Letters) -> Element:
    """Organs spread to one width; a blank of one character keeps them from 文件."""
    beside = ems(head.mark) + MARK_GAP if head.mark else 0.0
    parts = (max(map(ems, head.organs)) + JOINT_AIR, beside)
    widths = [Length(round(part * letters.width)) for part in parts if part]
    organs = [
        letters.line(styles.MARK_NEXT if place else styles.MARK, organ, align=Align.DISTRIBUTE)
        for place, organ in enumerate(head.organs)
    ]
    cells = [layout_cell(widths[0], organs, align="center")]
    if head.mark:
        word = letters.line(styles.MARK_WORD, head.mark, align=Align.RIGHT)
        cells.append(layout_cell(widths[1], [word], align="center"))
    return layout_table([row(cells)], widths=widths, align=Align.CENTRE)


def _number_and_signers(head: Head, profile: Profile) -> Element:
    """The number left, on the line of the last of the signers, who stand right (7.2.5, 7.2.6)."""
    inset = profile.characters(profile.number_inset)
    lines = list(_signer_lines(head, profile))
    number_width = profile.characters(ems(head.number) + profile.number_inset + profile.number_spare)
    room = max(profile.text_width - number_width, profile.text_width // 2)  # longer names take more lines
    right = Length(min(profile.characters(_signers_width(lines, profile)), room))
    beyond = profile.characters(ems(GAP)) if len(lines) > 1 else 0  # the blank that ends a line of names
    widths = [Length(profile.text_width - right), Length(right + beyond)]
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


def _signer_lines(head: Head, profile: Profile) -> Iterator[str]:
    """Set so many names a line, or one where a long number leaves no more room beside it.

    Every line but the last ends in the blank that parts it from the next.
    """
    signers, count = head.signers, profile.signers_in_line
    pairs = [GAP.join(signers[start : start + count]) + GAP for start in range(0, len(signers), count)]
    number = ems(head.number) + profile.number_inset + profile.number_spare
    if number + _signers_width(pairs, profile) > profile.columns:
        pairs = [name + GAP for name in signers]
    yield from pairs[:-1]
    yield from (names.removesuffix(GAP) for names in pairs[-1:])


def _signers_width(lines: Sequence[str], profile: Profile) -> float:
    names = max((ems(line.removesuffix(GAP)) for line in lines), default=0.0)
    return ems(SIGNERS_LABEL) + names + 2 * profile.number_inset
