"""版头 for a paper that has none, out of what the paper itself says; nothing is invented."""

import re
from dataclasses import replace

from reports.document.nodes import Document, Head
from reports.document.organs import is_organ
from reports.document.role_words import report_year

ORGAN_IN_TITLE = re.compile(r"(.+?)(?=关于|\d{4}年)")


def with_head(document: Document, *, year: int | None = None) -> Document:
    """Give a paper 版头: the organs that sign it or that its title names, and a number left open.

    `year` is the report's; without it the title or the headings tell. The number's year is that of the date,
    else the one after the report's. 版头 that is there stays.
    """
    if document.head:
        return document
    organs = document.signatories or _organ_in_title(document.title)
    return replace(document, head=Head(organs, number=_open_number(document, year)))


def _organ_in_title(title: str) -> tuple[str, ...]:
    found = ORGAN_IN_TITLE.match(title.replace("\n", ""))
    return (found[1],) if found and is_organ(found[1]) else ()


def _open_number(document: Document, year: int | None) -> str:
    headings = [heading.text for heading in document.headings()]
    told = year or report_year(document.title, headings)
    issued = document.date.year if document.date else told and told + 1
    return f"〔{issued}〕　号" if issued else ""
