"""The 数据表 of one report: all its figures in one grid, and what came back of them.

Not for: the figures of one part beside its text (section_form).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from reports.common.errors import Invalid
from reports.common.permissions import Denied, Verdict
from reports.drafting.figures import REASON, REASON_LENGTH, FigureChange, was_handed_in
from reports.drafting.models import Report, ReportBlock
from reports.drafting.permissions import can_edit, can_enter_figures_for, is_block_open
from reports.indicators.enums import ChangeOccasion
from reports.organisations.models import User
from reports.web.drafting.figure_fields import FigureFields, is_figure_typed
from reports.web.drafting.queries import FigureCell, findings_in, read_cells


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """The figures of one block, under the name of its part; `why_closed` says why they are not typed."""

    key: str
    part: str
    label: str
    cells: tuple[FigureCell, ...]
    warnings: tuple[str, ...]
    why_closed: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """All figures of one report as one person may type them on one occasion."""

    report: Report
    occasion: ChangeOccasion
    verdict: Verdict
    wants_reason: bool
    blocks: tuple[SheetBlock, ...]

    @property
    def is_on_behalf(self) -> bool:
        """Whether the bureau enters the figures for the unit."""
        return self.occasion == ChangeOccasion.ON_BEHALF

    @property
    def count(self) -> int:
        """How many figures are asked."""
        return sum(len(block.cells) for block in self.blocks)

    @property
    def blank(self) -> int:
        """How many of them nobody has filled."""
        return sum(cell.this_year.is_blank for block in self.blocks for cell in block.cells)


def read_sheet(report: Report, user: User, occasion: ChangeOccasion) -> SheetPage:
    """Read the figures of a report, in a fixed number of queries."""
    is_on_behalf = occasion == ChangeOccasion.ON_BEHALF
    verdict = can_enter_figures_for(user, report) if is_on_behalf else can_edit(user, report)
    cells = read_cells(report)
    findings = findings_in(report, [cell for group in cells.values() for cell in group])
    blocks = report.blocks.filter(key__in=cells).select_related("section")
    return SheetPage(
        report=report,
        occasion=occasion,
        verdict=verdict,
        wants_reason=is_on_behalf or was_handed_in(report),
        blocks=tuple(
            _block(block, cells[block.key], [(f.codes, f.sentence) for f in findings], verdict)
            for block in blocks.order_by("section__position", "position", "pk")
        ),
    )


def _block(
    block: ReportBlock,
    cells: Sequence[FigureCell],
    findings: Iterable[tuple[Sequence[str], str]],
    verdict: Verdict,
) -> SheetBlock:
    codes = {cell.code for cell in cells}
    now = verdict and is_block_open(block)
    return SheetBlock(
        key=block.key,
        part=block.section.heading,
        label=block.label,
        cells=tuple(cells),
        warnings=tuple(dict.fromkeys(words for found, words in findings if codes.intersection(found))),
        why_closed=now.reason if isinstance(now, Denied) else "",
    )


class SheetForm(forms.Form):
    """The grid as a form: a number, a note and what the page had shown for each figure, and one reason."""

    def __init__(self, page: SheetPage, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.page = page
        self.is_kept = False
        self.rows = {block.key: self._rows(block) for block in page.blocks}
        if page.verdict and page.wants_reason:
            self.fields[REASON] = _reason_field(page)

    def _rows(self, block: SheetBlock) -> tuple[FigureFields, ...]:
        return tuple(
            FigureFields(cell, self, is_open=not (block.why_closed or cell.why_closed), has_box=False)
            for cell in block.cells
        )

    def groups(self) -> list[tuple[SheetBlock, tuple[FigureFields, ...]]]:
        """Each block with its rows, in order."""
        return [(block, self.rows[block.key]) for block in self.page.blocks]

    def all_rows(self) -> Iterable[FigureFields]:
        """Every row, in order."""
        return (row for block in self.page.blocks for row in self.rows[block.key])

    def clean(self) -> dict[str, Any]:
        """Read the rows; what cannot be read, or was closed meanwhile, is told at its place."""
        cleaned = super().clean() or {}
        for row in self.all_rows():
            row.read(cleaned)
            if not row.is_open and is_figure_typed(row.cell, self.data):
                self.add_error(None, f"“{row.cell.name}”在您打开本页以后关闭了，没有保存。请刷新页面后再填。")
        return cleaned

    def changes(self) -> list[FigureChange]:
        """What the service is to keep."""
        return [
            FigureChange(row.cell.code, row.typed, row.note)
            for row in self.all_rows()
            if row.typed is not None
        ]

    def add_faults(self, faults: Sequence[Invalid]) -> None:
        """Put each sentence at its field."""
        for fault in faults:
            names = (fault.field, f"figure-{fault.field}-value")
            self.add_error(next((name for name in names if name in self.fields), None), str(fault))

    def rebase(self) -> None:
        """Take what others have put there as the ground of the next save, which then is a decision."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for row in self.all_rows():
            if row.is_conflicting:
                data[row.base.html_name] = row.shown
        self.data = data


def _reason_field(page: SheetPage) -> forms.CharField:
    """Why the figures change; of 代录 the paper from which they were copied."""
    label = "依据（哪一份纸质材料）" if page.is_on_behalf else "修改理由"
    return forms.CharField(
        label=label,
        required=False,
        max_length=REASON_LENGTH,
        error_messages={"max_length": f"理由不能超过{REASON_LENGTH}字，请精简。"},
        widget=forms.TextInput({"class": "form-control", "aria-describedby": "error-reason"}),
    )
