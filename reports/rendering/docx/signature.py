"""The place of organs and date below the text, with room for seals or without (GB/T 9704 7.3.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.shared import Length

from reports.rendering.docx import styles
from reports.rendering.docx.lines import blank_lines, line
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import Align, Element, Indent, layout_cell, layout_table, row
from reports.rendering.widths import ems


def write_signature(organs: tuple[str, ...], day: str, profile: Profile) -> Iterator[Element]:
    """Print who signs and when, held on one page with what stands before it."""
    if not organs and not day:
        return
    gap = profile.seal_gap if profile.is_sealed else profile.signature_gap
    yield from blank_lines(gap, profile, keep_next=True)
    if profile.is_sealed and len(organs) > 1:
        yield _seal_rows(organs, day, profile)
        yield line(styles.AFTER_TABLE, "", profile)
        return
    if profile.is_sealed:
        yield from _sealed_lines(organs, day, profile)
        return
    place = place_signature(organs, day, profile)
    for organ, inset in zip(organs, place.organs, strict=True):
        yield line(styles.SIGNATURE, organ, profile, indent=Indent(right=profile.characters(inset)))
    if day:
        yield _date_line(day, place, profile)


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where organs and date end and where the date starts, in characters from the right edge of the text.

    `date_start` is None where the date ends at `date_end`.
    """

    organs: tuple[float, ...]
    date_start: float | None
    date_end: float


def place_signature(organs: tuple[str, ...], day: str, profile: Profile) -> SignaturePlace:
    """Place the widest organ `signature_inset` in, the others centred on it, the date `date_offset` after.

    A date longer than the organs takes the inset itself and the organs move left (7.3.5.2).
    """
    inset, offset = float(profile.signature_inset), profile.date_offset
    widest, width = max((ems(organ) for organ in organs), default=0.0), ems(day)
    date_start = None if width > widest else inset + widest - offset
    if width > widest and organs:
        inset += width + offset - widest
    insets = tuple(inset + (widest - ems(organ)) / 2 for organ in organs)
    return SignaturePlace(insets, date_start, float(profile.signature_inset))


def place_sealed(organs: tuple[str, ...], day: str, profile: Profile) -> SignaturePlace:
    """Place the date `sealed_date_inset` in and the organ centred over it, inside the text (7.3.5.1).

    An organ so long that it would leave the text moves left with its date.
    """
    width = max((ems(organ) for organ in organs), default=0.0)
    date_end = max(float(profile.sealed_date_inset), (width - ems(day)) / 2)
    insets = tuple(date_end + (ems(day) - ems(organ)) / 2 for organ in organs)
    return SignaturePlace(insets, None, date_end)


def _sealed_lines(organs: tuple[str, ...], day: str, profile: Profile) -> Iterator[Element]:
    """Set organ and date in the middle of the same space: one stands over the other in any typeface."""
    centre = place_sealed(organs, day, profile).date_end + ems(day) / 2
    left = Length(profile.text_width - profile.characters(2 * centre + profile.signature_overhang))
    indent = Indent(left=left, right=profile.characters(-profile.signature_overhang))
    for organ in organs:
        yield line(styles.SIGNATURE, organ, profile, indent=indent, align=Align.CENTRE)
    if day:
        yield line(styles.DATE, day, profile, indent=indent, align=Align.CENTRE)


def _date_line(day: str, place: SignaturePlace, profile: Profile) -> Element:
    """Set the date at its end, or from its start on.

    It may run into the margin rather than break where a typeface has wide digits.
    """
    if place.date_start is None:
        return line(styles.DATE, day, profile, indent=Indent(right=profile.characters(place.date_end)))
    left = Length(profile.text_width - profile.characters(place.date_start))
    indent = Indent(left=left, right=profile.characters(-profile.signature_overhang))
    return line(styles.DATE, day, profile, indent=indent, align=Align.LEFT)


def _seal_rows(organs: Sequence[str], day: str, profile: Profile) -> Element:
    """Organs side by side, each under a seal of its own, the last over the date and right in its row."""
    count = seals_in_row(organs, profile)
    width = Length(profile.text_width // count) if count > 1 else _column(organs, day, profile)
    rows = [organs[start : start + count] for start in range(0, len(organs), count)]
    height = Length(profile.seal + profile.seal_clearance)
    written = [_seal_row(signing, count, width, profile, height=height) for signing in rows[:-1]]
    written.append(_seal_row(rows[-1], count, width, profile))
    if day:
        written.append(_seal_row([day], count, width, profile))
    return layout_table(written, widths=[width] * count, align=Align.RIGHT)


def _column(organs: Sequence[str], day: str, profile: Profile) -> Length:
    """The width of organs below each other, the last of them where a single one would stand."""
    centre = max(place_sealed((organ,), day, profile).date_end + ems(day) / 2 for organ in organs)
    return min(profile.text_width, profile.characters(2 * centre + 1))


def seals_in_row(organs: Sequence[str], profile: Profile) -> int:
    """How many organs stand side by side: as many as the standard allows and the page has room for.

    More than three are two in a row at least, long names on two lines: one below the other they fill a page.
    """
    widest = profile.characters(max(map(ems, organs)) + 1)
    room = max(widest, profile.seal + profile.seal_clearance)
    least = 2 if len(organs) > profile.seals_in_row else 1
    return max(least, min(profile.seals_in_row, len(organs), profile.text_width // room))


def _seal_row(
    texts: Sequence[str], count: int, width: Length, profile: Profile, *, height: Length | None = None
) -> Element:
    """A row of `count` cells with the texts in the last of them."""
    cells = [layout_cell(width, []) for _ in range(count - len(texts))]
    for text in texts:
        words = line(styles.SIGNATURE, text, profile, align=Align.CENTRE)
        cells.append(layout_cell(width, [words]))
    return row(cells, height=height, whole=height is not None)
