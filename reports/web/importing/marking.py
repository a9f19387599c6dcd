"""The text of a row as HTML with the words that findings are about marked in it."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reports.checks.findings import Severity
from reports.web.importing.proofs import Mark

WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


def mark_up(text: str, marks: Sequence[Mark], *, row: int, offset: int = 0) -> SafeString:
    """Mark words in a stretch of a row's text; where findings overlap, the heaviest colours the words.

    Units: `offset` is where the stretch begins in the row's text. The first words of a finding carry the id
           that its link names (`proofs.anchor_of`).
    """
    own = [mark for mark in marks if mark.start < offset + len(text) and mark.end > offset]
    if not own:
        return _lines(text)
    edges = {edge - offset for mark in own for edge in (mark.start, mark.end)}
    cuts = sorted({0, len(text), *(edge for edge in edges if 0 < edge < len(text))})
    html = [
        _stretch(text[a:b], [m for m in own if m.start <= offset + a < m.end], row=row, at=offset + a)
        for a, b in pairwise(cuts)
    ]
    return mark_safe("".join(html))  # each of them escaped


def _stretch(text: str, marks: Sequence[Mark], *, row: int, at: int) -> SafeString:
    if not marks:
        return _lines(text)
    heaviest = min(marks, key=lambda mark: WEIGHT[mark.finding.severity])
    begins = any(mark.start == at for mark in marks)
    return format_html(
        '<mark class="found found--{}"{} title="{}">{}</mark>',
        heaviest.finding.severity,
        format_html(' id="at-{}-{}"', row, at) if begins else "",
        f"{heaviest.finding.severity.label}：{heaviest.finding.message}",
        _lines(text),
    )


def _lines(text: str) -> SafeString:
    return mark_safe(escape(text).replace("\n", "<br>"))  # escaped just now
