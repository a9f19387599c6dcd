"""How wide a text stands on paper, in full-width characters; for layout only, never for offsets."""

from unicodedata import combining, east_asian_width


def ems(text: str) -> float:
    """Measure a line in full-width characters, a half-width one being a half.

    Ambiguous signs (— … “ ”) count as full-width, as Chinese typefaces draw them.
    """
    return sum(_advance(character) for character in text)


def _advance(character: str) -> float:
    if combining(character):
        return 0.0
    return 1.0 if east_asian_width(character) in "WFA" else 0.5
