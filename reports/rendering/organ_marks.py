"""Where the letters of 发文机关标志 stand in the preview, as large and as narrow as Word sets them.

In points, from the upper left corner of the mark; the preview draws it as SVG, since its page may carry no
styles of its own and a class for each size would be many.
"""

from dataclasses import dataclass

from reports.document.nodes import Head
from reports.rendering.docx.head import JOINT_AIR, MARK_GAP, mark_narrowing, mark_size
from reports.rendering.docx.profile import Profile
from reports.rendering.widths import ems

_ASCENT = 0.88  # of a letter's height stands above its baseline in Chinese typefaces


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A line of letters from `x` on, spread to `width`, on the baseline `y`."""

    text: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Lines of letters so many points high, in a picture of width and height.

    Lines are measured as if letters were as wide as high; `narrowing` is how wide they are, and they
    begin at `left`.
    """

    lines: tuple[MarkLine, ...]
    size: float
    narrowing: float
    left: float
    width: float
    height: float


def place_mark(head: Head, profile: Profile) -> Mark | None:
    """Place the organs of a paper and 文件; None where no organ is named."""
    if not head.organs:
        return None
    size, narrowing = mark_size(head, profile).pt, mark_narrowing(head, profile)
    pitch = profile.mark_pitch * size
    height = size + pitch * (len(head.organs) - 1)
    is_joint = len(head.organs) > 1
    organs = head.organs if is_joint else (head.organs[0] + head.mark,)
    spread = size * (max(map(ems, organs)) + is_joint * JOINT_AIR)
    lines = [MarkLine(text, 0, _ASCENT * size + at * pitch, spread) for at, text in enumerate(organs)]
    taken = spread
    if is_joint and head.mark:
        taken, beside = spread + size * (ems(head.mark) + MARK_GAP), size * ems(head.mark)
        lines.append(MarkLine(head.mark, taken - beside, (height - size) / 2 + _ASCENT * size, beside))
    left = (profile.text_width.pt - taken * narrowing) / 2
    return Mark(tuple(lines), size, narrowing, left, profile.text_width.pt, height)
