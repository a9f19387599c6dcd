"""The preset of a locality out of the plain numbers that people enter."""

from decimal import Decimal

from docx.shared import Mm, Pt

from reports.rendering.docx.profile import PageNumbering, Preset


def preset_of_numbers(
    *,
    margin_top: Decimal,
    margin_bottom: Decimal,
    margin_left: Decimal,
    margin_right: Decimal,
    pitch: Decimal,
    page_number_form: str,
    digits_face: str,
    has_bold_headings: bool,
) -> Preset:
    """Make a preset.

    Units:  margins in millimetres, the pitch in points.
    Errors: ValueError for a form of page number that does not exist.
    """
    return Preset(
        margin_top=Mm(float(margin_top)),
        margin_bottom=Mm(float(margin_bottom)),
        margin_left=Mm(float(margin_left)),
        margin_right=Mm(float(margin_right)),
        pitch=Pt(float(pitch)),
        page_numbering=PageNumbering(page_number_form),
        digits=digits_face,
        has_bold_headings=has_bold_headings,
    )
