"""The normal form of stored text, and the lines that it counts.

A line ends with CRLF, CR or LF and with nothing else, so that an editor's line numbers are ours.
"""

import re

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
LINE_END = re.compile(r"\r\n|\r|\n")


def lines_of(text: str) -> list[str]:
    """Split text into its lines as typed, blank ones included; an empty text has one empty line."""
    return LINE_END.split(text)


def without_controls(text: str) -> str:
    """Drop the signs that no paper and no Word file can hold; tabs and line ends stay."""
    return CONTROLS.sub("", text)


def normal(text: str) -> str:
    """Give text one kind of line end, no blank lines and no blanks at the end of a line; nothing else."""
    return "\n".join(line.rstrip() for line in lines_of(text) if line.strip())


def unindented(text: str) -> str:
    """Take away the blanks that indent, centre or right-align lines on a typed page."""
    return "\n".join(line.lstrip() for line in lines_of(text))
