"""What the public edition leaves out, listed for whoever must decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.drafting.snapshot import Snapshot, SnapshotBlock, SnapshotItem
from reports.drafting.withholding import is_emptied, publish
from reports.text.publication import find_passages, has_unbalanced_marks, without_marks, without_private


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One block, row or passage marked 不公开; `is_unclosed` when a mark has no partner.

    `reason` says why words go that nobody marked.
    """

    label: str
    what: str
    text: str
    is_unclosed: bool = False
    reason: str = ""


def left_out(snapshot: Snapshot) -> list[LeftOut]:
    """List everything that is printed in 报送稿 and not in 公开稿, in the order of the paper.

    First comes what nobody marked: somebody may not want it to go.
    """
    return [*_taken_along(snapshot), *_of_paper(snapshot)]


def _taken_along(snapshot: Snapshot) -> Iterator[LeftOut]:
    for piece in publish(snapshot.sections).withheld:
        yield LeftOut(piece.label, "随着不印", piece.text, reason=piece.reason)


def _of_paper(snapshot: Snapshot) -> Iterator[LeftOut]:
    yield from _passages("公开稿标题", snapshot.public_title)
    for section in snapshot.sections:
        yield from _passages(f"部分标题：{without_marks(section.heading)}", section.heading)
        for block in section.blocks:
            yield from _of_block(block)
    for signatory in snapshot.signatories:
        yield from _passages("署名机关", signatory)


def _of_block(block: SnapshotBlock) -> Iterator[LeftOut]:
    if block.is_private:
        rows = "".join(f"{item.heading}。" for item in block.items)
        yield LeftOut(block.label, "整块", without_marks(block.text + rows))
        return
    yield from _passages(block.label, block.text)
    for item in block.items:
        yield from _of_item(block.label, item)


def _of_item(label: str, item: SnapshotItem) -> Iterator[LeftOut]:
    """A row that loses its whole heading does not print at all."""
    if item.is_private or is_emptied(item.heading, without_private(item.heading)):
        is_unclosed = has_unbalanced_marks(item.heading)
        yield LeftOut(label, "整条", without_marks(item.heading), is_unclosed=is_unclosed)
        return
    for text in (item.heading, item.text, item.cause, item.remedy, item.measure, item.responsible_unit):
        yield from _passages(label, text)


def _passages(label: str, text: str) -> Iterator[LeftOut]:
    for passage in find_passages(text):
        words = without_marks(text[passage.start : passage.end])
        yield LeftOut(label, "一段文字", words, is_unclosed=not passage.is_closed)
