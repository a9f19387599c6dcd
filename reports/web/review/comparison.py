"""What changed in a report since the bureau judged it, block by block, values printed."""

from dataclasses import dataclass

from reports.drafting.assembly import item_paragraph
from reports.drafting.models import Revision
from reports.drafting.snapshot import Snapshot, SnapshotBlock, SnapshotFigure, SnapshotItem
from reports.indicators.values import display
from reports.text.diff import ParagraphChange, diff_paragraphs
from reports.text.tokens import replace_tokens

PRIVATE = "〔不公开〕"


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """One block whose text is not what it was; unchanged paragraphs are only counted."""

    key: str
    label: str
    changes: tuple[ParagraphChange, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """One figure that is not what it was."""

    name: str
    unit: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences between a judged revision and the text now."""

    number: int
    blocks: tuple[BlockDifference, ...]
    figures: tuple[FigureDifference, ...]

    @property
    def count(self) -> int:
        """How many blocks and figures differ."""
        return len(self.blocks) + len(self.figures)


def compare(judged: Revision, old: Snapshot, new: Snapshot) -> Comparison:
    """Compare two snapshots of one report; `judged` is the revision that `old` was read from."""
    return Comparison(judged.number, _front(old, new) + _blocks(old, new), _figures(old, new))


def _front(old: Snapshot, new: Snapshot) -> tuple[BlockDifference, ...]:
    difference = _difference("", "标题、主送和署名", _front_text(old), _front_text(new))
    return (difference,) if difference else ()


def _front_text(snapshot: Snapshot) -> str:
    return "\n".join((snapshot.title, snapshot.public_title, *snapshot.addressees, *snapshot.signatories))


def _blocks(old: Snapshot, new: Snapshot) -> tuple[BlockDifference, ...]:
    before, after = _texts(old), _texts(new)
    labels = {block.key: block.label for block in (*old.blocks(), *new.blocks())}
    headings = _differing_headings(old, new)
    found = (_difference(k, labels[k], before.get(k, ""), after.get(k, "")) for k in labels)
    return headings + tuple(difference for difference in found if difference)


def _differing_headings(old: Snapshot, new: Snapshot) -> tuple[BlockDifference, ...]:
    before = {section.key: section.heading for section in old.sections}
    found = (
        _difference("", "部分标题", before.get(section.key, ""), section.heading) for section in new.sections
    )
    return tuple(difference for difference in found if difference)


def _difference(key: str, label: str, old: str, new: str) -> BlockDifference | None:
    if old == new:
        return None
    paragraphs = diff_paragraphs(old, new)
    changed = tuple(paragraph for paragraph in paragraphs if paragraph.is_changed)
    return BlockDifference(key, label, changed, len(paragraphs) - len(changed)) if changed else None


def _texts(snapshot: Snapshot) -> dict[str, str]:
    values = {figure.code: display(figure.this_year, figure.unit) for figure in snapshot.figures}
    return {block.key: replace_tokens(_text(block), values.get) for block in snapshot.blocks()}


def _text(block: SnapshotBlock) -> str:
    """The prose and the rows; what is 不公开 says so, since ending that is a change to be judged too."""
    rows = (_row_text(item, number) for number, item in enumerate(block.items, start=1))
    text = "\n".join(filter(None, (block.text, *rows)))
    return f"{PRIVATE}\n{text}" if block.is_private and text else text


def _row_text(item: SnapshotItem, number: int) -> str:
    return f"{PRIVATE if item.is_private else ''}{item_paragraph(item, number).text}"


def _figures(old: Snapshot, new: Snapshot) -> tuple[FigureDifference, ...]:
    before = {figure.code: figure for figure in old.figures}
    found = (_figure(before.get(figure.code), figure) for figure in new.figures)
    return tuple(difference for difference in found if difference)


def _figure(old: SnapshotFigure | None, new: SnapshotFigure) -> FigureDifference | None:
    if old is None or old.this_year == new.this_year:
        return None
    return FigureDifference(
        new.name, new.unit, display(old.this_year, new.unit), display(new.this_year, new.unit)
    )
