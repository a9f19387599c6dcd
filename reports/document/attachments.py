"""附件: how 附件说明 names them below the body and how each begins after the date, read and written.

Works on lines that are neither blank nor indented; the content of an attachment stays a slice of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.document.nodes import Attachment
from reports.document.numbering import read_number

FIRST_NAMED = re.compile(r"附件\s*1?\s*[：:]\s*(?:1\s*[.．、]\s*)?(?P<title>[^。；]{1,100})$")
NEXT_NAMED = re.compile(r"(?:附件\s*)?(?P<number>\d{1,2})\s*[.．、：:]\s*(?P<title>[^。；]{1,100})$")
LABEL = re.compile(r"附件\s*(?P<number>\d{1,2})?\s*[：:]?$")
MOST_TITLE_LINES = 3
LONGEST_LABEL = 10
MOST_NAMED = 99


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An attachment whose content is not read yet: `content` is its slice of the paper's lines."""

    attachment: Attachment
    content: slice


@dataclass(frozen=True, slots=True)
class Named:
    """One line of 附件说明."""

    title: str
    typed: str


def print_named(attachments: Sequence[Attachment]) -> list[str]:
    """Write 附件说明: 附件：名称 for one, 附件：1.名称 and 2.名称 for several."""
    named = [attachment for attachment in attachments if attachment.is_named]
    return [
        attachment.named_as_typed or _named_line(attachment.title, number, total=len(named))
        for number, attachment in enumerate(named, start=1)
    ]


def labels_of(attachments: Sequence[Attachment]) -> list[str]:
    """Write the label above each attachment: 附件 for the only one, else 附件1 and so on.

    Those that 附件说明 names count as it counts them; the others go on after them.
    """
    total = sum(attachment.is_named for attachment in attachments)
    named, others = iter(range(1, total + 1)), iter(range(total + 1, len(attachments) + 1))
    labels = [
        _label(next(named), total=total)
        if attachment.is_named
        else _label(next(others), total=len(attachments))
        for attachment in attachments
    ]
    typed = [attachment.label_as_typed for attachment in attachments]
    return [kept or label for kept, label in zip(typed, labels, strict=True)]


def read_named(lines: Sequence[str]) -> list[Named]:
    """Read the 附件说明 that lines end with; nothing where they end otherwise or do not count from 1."""
    found: list[tuple[int, Named]] = []
    for line in reversed(lines[-MOST_NAMED:]):
        if first := FIRST_NAMED.match(line):
            found.append((1, Named(first["title"], line)))
            numbers = [number for number, _ in reversed(found)]
            return [named for _, named in reversed(found)] if numbers == [*range(1, len(found) + 1)] else []
        following = NEXT_NAMED.match(line)
        if not following:
            return []
        found.append((int(following["number"]), Named(following["title"], line)))
    return []


def find_labels(lines: Sequence[str]) -> list[int]:
    """Find the lines that open an attachment: a label with a title and some content below it."""
    labels = [at for at, line in enumerate(lines) if is_label(line)]
    spans = pairwise([*labels, len(lines)])
    return [at for at, end in spans if end - at > 2 and read_number(lines[at + 1]) is None]


def enclose(
    lines: Sequence[str], labels: Sequence[int], *, end: int, named: Sequence[Named]
) -> tuple[Enclosed, ...]:
    """Join what 附件说明 names with what stands below the labels up to `end`, in the order of their numbers.

    A number that 附件说明 does not know, or that came before, takes the next free place.
    """
    spans: dict[int, slice] = {}
    place = 0
    for at, stop in pairwise([*labels, end]):
        number = _number_of(lines[at])
        if not place < number <= len(named):
            number = max(place, len(named) if number > len(named) else 0) + 1
        place = number
        spans[place] = slice(at, stop)
    total = max(place, len(named))
    return _forget_usual([_enclose(lines, spans.get(at), named[at - 1 : at]) for at in range(1, total + 1)])


def _enclose(lines: Sequence[str], span: slice | None, named: Sequence[Named]) -> Enclosed:
    """Read label and title of one attachment, and keep the lines that name and label it."""
    name = named[0] if named else Named("", "")
    if span is None:
        return Enclosed(Attachment(name.title, (), is_named=True, named_as_typed=name.typed), slice(0))
    titled = _count_title_lines(lines[span], name.title)
    title = "\n".join(lines[span][1 : titled + 1])
    attachment = Attachment(title, (), bool(named), name.typed, lines[span.start])
    return Enclosed(attachment, slice(span.start + titled + 1, span.stop))


def _count_title_lines(lines: Sequence[str], named: str) -> int:
    """How many lines below the label are the title: those of the name, else one; above a table none."""
    for count in range(1, min(MOST_TITLE_LINES, len(lines) - 2) + 1):
        if "".join(lines[1 : count + 1]) == named:
            return count
    return 0 if lines[1].startswith("|") else 1


def _forget_usual(enclosed: Sequence[Enclosed]) -> tuple[Enclosed, ...]:
    """Keep of the typed lines only those that would print otherwise."""
    plain = [replace(part.attachment, named_as_typed="", label_as_typed="") for part in enclosed]
    named = iter(print_named(plain))
    names = [next(named) if attachment.is_named else "" for attachment in plain]
    usual = zip(enclosed, names, labels_of(plain), strict=True)
    return tuple(_without_usual(part, name, label) for part, name, label in usual)


def _without_usual(part: Enclosed, named: str, label: str) -> Enclosed:
    typed = part.attachment
    kept = replace(
        typed,
        named_as_typed=typed.named_as_typed if typed.named_as_typed != named else "",
        label_as_typed=typed.label_as_typed if typed.label_as_typed != label else "",
    )
    return replace(part, attachment=kept)


def _named_line(title: str, number: int, *, total: int) -> str:
    name = title.replace("\n", "")
    opening = "附件：" if number == 1 else ""
    return f"{opening}{number}.{name}" if total > 1 else f"附件：{name}"


def _label(number: int, *, total: int) -> str:
    return f"附件{number}" if total > 1 else "附件"


def is_label(line: str) -> bool:
    """Whether a line is the label above an attachment and nothing else."""
    return line.startswith("附件") and len(line) <= LONGEST_LABEL and LABEL.match(line) is not None


def _number_of(label: str) -> int:
    """The number of a label; 0 for one that has none."""
    match = LABEL.match(label)
    return int(match["number"]) if match and match["number"] else 0
