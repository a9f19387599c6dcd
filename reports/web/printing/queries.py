"""What follows from a print style: lines, characters, and a drawing of the page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from reports.rendering.docx.profile import PUBLIC, PageNumbering
from reports.rendering.models import PrintStyle
from reports.rendering.queries import profile_of
from reports.web.printing.forms import entered

_OUTER_INSET = 5  # mm; one character of the page number's size


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of text in the drawing; millimetres from the paper's upper left corner."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page in millimetres."""

    left: float
    top: float
    width: float
    height: float
    rules: tuple[Rule, ...]
    thickness: float
    number: str
    number_x: float
    number_y: float
    number_anchor: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a style makes of the page; `query` is the style as the end of an address."""

    lines: int
    columns: int
    width: float
    height: float
    is_standard_grid: bool
    drawing: Drawing
    query: str


def outcome_of(style: PrintStyle) -> Outcome:
    """Work out the page of a style that is possible, saved or not."""
    profile = profile_of(style, is_formal=False)
    return Outcome(
        lines=profile.lines,
        columns=profile.columns,
        width=profile.text_width.mm,
        height=profile.text_height.mm,
        is_standard_grid=(profile.lines, profile.columns) == (PUBLIC.lines, PUBLIC.columns),
        drawing=_draw(style),
        query=urlencode({name: value for name, value in entered(style).items() if value is not False}),
    )


def _draw(style: PrintStyle) -> Drawing:
    profile = profile_of(style, is_formal=False)
    left, top, width = profile.margin_left.mm, profile.margin_top.mm, profile.text_width.mm
    pitch, thickness = profile.pitch.mm, profile.body.size.mm
    indent = profile.indent * profile.character.mm
    rules = []
    for line in range(profile.lines):
        inset = indent if line % 5 == 2 else 0
        end = width * 0.6 if line % 5 == 1 else width
        rules.append(Rule(left + inset, top + line * pitch + (pitch - thickness) / 2, end - inset))
    centred = profile.page_numbering is not PageNumbering.OUTER_DASHES
    return Drawing(
        left=left,
        top=top,
        width=width,
        height=profile.text_height.mm,
        rules=tuple(rules),
        thickness=thickness,
        number="1" if profile.page_numbering is PageNumbering.CENTRED_PLAIN else "— 1 —",
        number_x=left + width / 2 if centred else left + width - _OUTER_INSET,
        number_y=top + profile.text_height.mm + profile.page_number_drop.mm + profile.page_number.size.mm,
        number_anchor="middle" if centred else "end",
    )
