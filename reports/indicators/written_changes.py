"""The 同比 that somebody wrote into the note of a figure. Pure; not for: the report's text (checks)."""

import re
from decimal import Decimal

from reports.indicators.values import BLANK, PERCENT, PERCENTAGE_POINT, Figure, number

WRITTEN = re.compile(
    r"(?:同比|较上年|比上年|较去年|比去年)(?:同期)?(?P<way>增长|上升|增加|提高|提升|下降|减少|降低)了?"
    r"(?P<value>[0-9]{1,9}(?:\.[0-9]{1,6})?)\s*(?P<unit>[%％]|个百分点)"
)
DOWN = ("下降", "减少", "降低")


def written_change(note: str, *, unit: str) -> Figure:
    """Read the first change that a note states; 未填 where it states none that fits the figure.

    A rate (`unit` %) changes by 个百分点, everything else by percent; a change in the other measure says
    something else than the figures can be held against.
    """
    wanted = PERCENTAGE_POINT if unit == PERCENT else PERCENT
    for found in WRITTEN.finditer(note):
        if found["unit"].replace("％", PERCENT) == wanted:
            value = Decimal(found["value"])
            return number(-value if found["way"] in DOWN else value)
    return BLANK
