"""What the text takes over from last year's."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity
from reports.checks.paper import Paper

SHORTEST = 20
"""A shorter sentence is said by everybody."""
MUCH = 50
"""From so many per cent on the whole paper is told."""
_SENTENCE = re.compile(r"[^。；！？\n]{1,2000}[。；！？]?")
_LAST = Context(last_text="一、工作情况\n坚持把法治政府建设摆在全局工作的重要位置，压实各方面的责任。")


def _sentences(text: str) -> Iterator[tuple[str, int, int]]:
    """The sentences that are long enough to tell, with their places."""
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        if len(words) >= SHORTEST:
            start = match.start() + match[0].index(words[0])
            yield words, start, start + len(words)


class Unchanged(Check):
    """A sentence that stood in last year's report word for word."""

    code = "unchanged"
    name = "与上年相同的句子"
    sentence = "整句与上年的报告一字不差。"
    severity = Severity.HINT
    source = "评查的通行要求"
    bad = (
        Example(
            "一、工作情况\n坚持把法治政府建设摆在全局工作的重要位置，压实各方面的责任。今年新办了三件事。",
            ("坚持把法治政府建设摆在全局工作的重要位置，压实各方面的责任。",),
            _LAST,
        ),
    )
    good = ("一、工作情况\n坚持把法治政府建设摆在全局工作的首要位置，压实各方面的责任。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find stretches of equal sentences in the paragraphs, told as one where they follow each other."""
        known = {words for words, _, _ in _sentences(context.last_text)}
        if not known:
            return
        for line in paper.bodies():
            same = [
                (line.start + start, line.start + end)
                for words, start, end in _sentences(line.text)
                if words in known
            ]
            for start, end in _joined(same):
                yield Hit("与上年的报告一字不差，请更新或确认沿用。", start, end)


def _joined(stretches: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(stretches):
        start, end = stretches[at]
        while at + 1 < len(stretches) and stretches[at + 1][0] == end:
            at += 1
            end = stretches[at][1]
        yield start, end
        at += 1


class MostlyUnchanged(Check):
    """Half of the paper stood in last year's."""

    code = "mostly_unchanged"
    name = "与上年雷同"
    sentence = "半数以上的文字与上年的报告相同。"
    severity = Severity.WARNING
    source = "评查的通行要求"
    bad = (Example("一、工作情况\n坚持把法治政府建设摆在全局工作的重要位置，压实各方面的责任。", (), _LAST),)
    good = ("一、工作情况\n坚持把法治政府建设摆在全局工作的首要位置，压实各方面的责任。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Tell the share of characters in sentences that are the same."""
        known = {words for words, _, _ in _sentences(context.last_text)}
        said = [words for line in paper.bodies() for words, _, _ in _sentences(line.text)]
        total = sum(map(len, said))
        same = sum(len(words) for words in said if words in known)
        if total and same * 100 >= total * MUCH:
            yield Hit(f"有{same * 100 // total}%的文字与上年的报告相同，请更新。")
