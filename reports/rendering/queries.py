"""Which page a unit prints on: the standard, or the habits of its government."""

from decimal import Decimal

from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation
from reports.rendering.docx.habits import preset_of_numbers
from reports.rendering.docx.profile import FORMAL, PUBLIC, Preset, Profile, localised
from reports.rendering.models import PrintStyle


def profile_for(organisation: Organisation, *, is_formal: bool) -> Profile:
    """Give the page of a unit's documents: its government's 版式设置, or the standard; one query."""
    return profile_of(style_for(organisation), is_formal=is_formal)


def profile_of(style: PrintStyle | None, *, is_formal: bool) -> Profile:
    """Give the page that a style makes, saved or not; None is the standard."""
    profile = FORMAL if is_formal else PUBLIC
    return localised(profile, preset_of(style)) if style else profile


def preset_of(style: PrintStyle) -> Preset:
    """Say the numbers of a style as the Word writer takes them."""
    return preset_of_numbers(
        margin_top=style.margin_top,
        margin_bottom=style.margin_bottom,
        margin_left=style.margin_left,
        margin_right=style.margin_right,
        pitch=style.pitch,
        page_number_form=style.page_number_form,
        digits_face=style.digits_face,
        has_bold_headings=style.has_bold_headings,
    )


def style_of(preset: Preset, government: Organisation) -> PrintStyle:
    """Make an unsaved style out of a named preset."""
    return PrintStyle(
        government=government,
        margin_top=_tenth(preset.margin_top.mm),
        margin_bottom=_tenth(preset.margin_bottom.mm),
        margin_left=_tenth(preset.margin_left.mm),
        margin_right=_tenth(preset.margin_right.mm),
        pitch=Decimal(f"{preset.pitch.pt:.2f}"),
        page_number_form=preset.page_numbering.value,
        digits_face=preset.digits,
        has_bold_headings=preset.has_bold_headings,
    )


def _tenth(millimetres: float) -> Decimal:
    return Decimal(f"{millimetres:.1f}")


def style_for(organisation: Organisation) -> PrintStyle | None:
    """Find the style of the government that a unit belongs to; None where the standard holds."""
    keys = organisation.path.strip("/").split("/")
    paths = [f"/{'/'.join(keys[:count])}/" for count in range(len(keys), 0, -1)]
    governments = Organisation.objects.filter(path__in=paths, kind=OrganisationKind.COUNTY_GOVERNMENT)
    nearest = max(governments.select_related("print_style"), key=lambda found: len(found.path), default=None)
    return getattr(nearest, "print_style", None)
