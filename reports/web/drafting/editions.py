"""What the public edition leaves out, listed for whoever must decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.drafting.snapshot import Snapshot, SnapshotBlock
from reports.text.publication import find_passages, without_marks


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One block, row or passage marked 不公开; `is_unclosed` when a mark has no partner."""

    label: str
    what: str
    text: str
    is_unclosed: bool = False


def left_out(snapshot: Snapshot) -> list[LeftOut]:
    """List everything that is printed in 报送稿 and not in 公开稿, in the order of the paper."""
    return [piece for block in snapshot.blocks() for piece in _of_block(block)]


def _of_block(block: SnapshotBlock) -> Iterator[LeftOut]:
    if block.is_private:
        rows = "".join(f"{item.heading}。" for item in block.items)
        yield LeftOut(block.label, "整块", without_marks(block.text) + rows)
        return
    yield from _passages(block.label, block.text)
    for item in block.items:
        if item.is_private:
            yield LeftOut(block.label, "整条", without_marks(item.heading))
            continue
        for text in (item.heading, item.text, item.cause, item.remedy, item.measure):
            yield from _passages(block.label, text)


def _passages(label: str, text: str) -> Iterator[LeftOut]:
    for passage in find_passages(text):
        words = without_marks(text[passage.start : passage.end])
        yield LeftOut(label, "一段文字", words, is_unclosed=not passage.is_closed)
