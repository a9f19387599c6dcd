"""Where a Chinese sentence ends.

Not for word segmentation or grammar.
"""

import re
from collections.abc import Iterator

ENDS = "。！？"
OPENERS = "“‘（《〈「『〔【("
CLOSERS = "”’）》〉」』〕】)"
SIGNS = re.compile(f"[{ENDS}{re.escape(OPENERS)}{re.escape(CLOSERS)}]")


def sentence_ends(text: str) -> Iterator[int]:
    """Find the offset after each sentence's end mark, left to right.

    An end mark inside quotation marks or brackets ends nothing, unless they are never closed: then the text
    counts as unquoted from there on.
    """
    depth, held = 0, []
    for match in SIGNS.finditer(text):
        sign = match.group()
        if sign in ENDS:
            if depth == 0:
                yield match.end()
            else:
                held.append(match.end())
        elif sign in OPENERS:
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                held = []
    yield from held


def first_sentence_end(text: str) -> int | None:
    """Find the offset after the end mark of the first sentence; None when no sentence ends."""
    return next(sentence_ends(text), None)
