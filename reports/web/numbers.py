"""Reading numbers out of addresses and forms that somebody may have typed by hand."""

LONGEST = 17
"""Digits; a longer number is no key of this database."""


def read_number(text: str) -> int | None:
    """Read a number of plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
