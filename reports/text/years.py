"""Last year's text on its way into this year's form: its years move on, nothing else does."""

import re

TO = "—–－~～至到-"
BEGINS = rf"(?<![\d{TO}])|(?<=截至)|(?<=截止到)"
"""What may stand before a year that ends no span."""


def shift_years(text: str, *, year: int) -> str:
    """Write each `year`年 as the year after, and the year after that one likewise.

    A year that ends or begins a span (2021—2025年, 到2025年) is a plan's name or its aim, and a number
    without 年 (〔2024〕15号) is a document's: both stay.
    """
    span = rf"(?!(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[{TO}]+\d{{4}})"
    dated = re.compile(rf"(?:{BEGINS})({year}|{year + 1})(?=年{span})")
    return dated.sub(lambda found: str(int(found[1]) + 1), text)
