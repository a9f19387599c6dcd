"""Unnumbered lead sentences: the short first sentence that towns write where others number （1）.

Nothing but the outline reads them, and only on request: in print they are set like the body, since a
sentence in the wrong typeface is worse than a heading that was missed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from reports.document.nodes import Block, Heading, Paragraph
from reports.text.sentences import sentence_ends

SHORT = re.compile(r"[\u4e00-\u9fff]{4,16}。")
"""Without a comma, a figure or a quotation: what has one tells something already."""
FEWEST = 2


def lead_sentences(blocks: Sequence[Block]) -> dict[int, tuple[str, ...]]:
    """Find the lead sentences of each paragraph, by the place of its block.

    One alone is a plain statement (本年度未制发规范性文件。): only a series below one heading counts, where
    every paragraph opens with one.
    """
    found: dict[int, tuple[str, ...]] = {}
    for leads in _below_headings(blocks):
        if all(leads.values()) and sum(map(len, leads.values())) >= FEWEST:
            found |= leads
    return found


def _below_headings(blocks: Sequence[Block]) -> Iterator[Mapping[int, tuple[str, ...]]]:
    """The short sentences of the plain paragraphs below each heading, one mapping a heading."""
    below: dict[int, tuple[str, ...]] = {}
    is_below = False
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            yield below
            below, is_below = {}, True
        elif isinstance(block, Paragraph) and block.lead is None and is_below:
            below[at] = tuple(_leads_in(block.text))
    yield below


def _leads_in(text: str) -> Iterator[str]:
    """The short sentences that a longer one follows, if the paragraph opens with one."""
    ends = [0, *sentence_ends(text)]
    sentences = [text[start:end] for start, end in pairwise(ends)]
    shorts = [SHORT.fullmatch(sentence) is not None for sentence in sentences]
    if shorts[:1] != [True] or shorts[1:2] != [False]:
        return
    for sentence, (is_short, next_is_short) in zip(sentences, pairwise(shorts), strict=False):
        if is_short and not next_is_short:
            yield sentence
