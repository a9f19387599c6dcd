"""A finding as people read it: where it stands, and its words between their neighbours.

Not for: finding the characters in a text (`reports.text.anchors`).
"""

import re
from dataclasses import dataclass

from reports.checks.enums import Field
from reports.checks.models import Finding
from reports.text.publication import MARK
from reports.text.tokens import TOKEN

LONGEST_QUOTE = 120
WHOLE = "全文"
_TORN_MARK = re.compile(r"\A[^〖〗]{0,5}〗|〖[^〖〗]{0,5}\Z")
_TORN_TOKEN = re.compile(r"\A[^{}]{0,40}\}\}|\{\{[^{}]{0,40}\Z")
_FIGURE = "〔数〕"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands before the words of a finding, these words, and what stands after them in the line."""

    before: str
    quote: str
    after: str


def words_of(finding: Finding) -> Words:
    """Set the words of a finding between their neighbours; all empty for one about the whole paper."""
    quote = finding.shown
    if len(quote) > LONGEST_QUOTE:
        quote = f"{quote[:LONGEST_QUOTE]}……"
    return Words(plain(finding.before).split("\n")[-1], quote, plain(finding.after).split("\n")[0])


def plain(stored: str) -> str:
    """Take marks and figure tokens out of a stretch of stored words that may be cut anywhere."""
    without = TOKEN.sub(_FIGURE, MARK.sub("", stored))
    return _TORN_TOKEN.sub("", _TORN_MARK.sub("", without))


def place_of(finding: Finding) -> str:
    """Name the place of a finding; its block must have been read with it."""
    if finding.block is None:
        return Field(finding.field).label if finding.field else WHOLE
    return finding.block.label if finding.row is None else f"{finding.block.label}第{finding.row + 1}条"
