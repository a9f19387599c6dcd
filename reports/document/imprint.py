"""版记: the last lines of a formal document, read and written.

Works on lines that are neither blank nor indented.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from reports.document.nodes import Imprint
from reports.document.organs import is_organ
from reports.text.dates import print_date, read_date

COPIES = re.compile(r"抄送[：:]\s*(\S[^。]*)。?$")
PRINTED = re.compile(r"(?P<organ>\S.*?)??\s*(?P<day>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)?\s*印发$")
MOST_COPIES = 400
"""The organs of 抄送, in characters: a 版记 stands on one page. A longer line is text."""
GAP = "　"


def read_imprint(lines: Sequence[str]) -> tuple[Imprint | None, int]:
    """Read the 版记 that lines end with; the number of lines that it takes is 0 where there is none."""
    printed = _read_printed(lines[-1]) if lines else None
    rest = lines[-2:-1] if printed else lines[-1:]
    copies = COPIES.match(rest[0]) if rest else None
    if copies and len(copies[1]) > MOST_COPIES:
        copies = None
    count = (printed is not None) + (copies is not None)
    if not count:
        return None, 0
    imprint = replace(printed or Imprint(), copies_to=tuple(copies[1].split("，")) if copies else ())
    typed = tuple(lines[-count:])
    return (imprint if tuple(print_imprint(imprint)) == typed else replace(imprint, as_typed=typed)), count


def print_imprint(imprint: Imprint) -> list[str]:
    """Write 版记 as lines: 抄送 with the organs it names, then who printed it and when."""
    if imprint.as_typed:
        return [*imprint.as_typed]
    copies = f"抄送：{'，'.join(imprint.copies_to)}。" if imprint.copies_to else ""
    day = print_date(imprint.printed_on) if imprint.printed_on else ""
    is_printed = imprint.printed_by or day
    printed = GAP.join(filter(None, [imprint.printed_by, f"{day}印发"])) if is_printed else ""
    return [line for line in (copies, printed) if line]


def _read_printed(line: str) -> Imprint | None:
    """Read who printed and when; one of the two may be open."""
    match = PRINTED.match(line[-80:]) if line.endswith("印发") and len(line) <= 80 else None
    if match is None or not (match["organ"] or match["day"]):
        return None
    day = read_date(match["day"]) if match["day"] else None
    is_sound = (match["organ"] is None or is_organ(match["organ"])) and (day is not None or not match["day"])
    return Imprint(printed_by=match["organ"] or "", printed_on=day) if is_sound else None
