"""A report as paper: the frozen nodes that every input makes and every output reads.

Not for: where text is stored (drafting), how it looks (rendering).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from reports.document.roles import Role
from reports.text.dates import print_date


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a node came from: a block of a report, a row of it (from 0), or a 1-based line of a text."""

    section: str = ""
    block: str = ""
    line: int | None = None
    row: int | None = None


class RunKind(StrEnum):
    """How one stretch of a paragraph came to stand there."""

    PLAIN = "plain"
    FIGURE = "figure"  # the printed value of a token
    BLANK = "blank"  # a figure nobody has filled in: ××


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of characters of one kind."""

    text: str
    kind: RunKind = RunKind.PLAIN


@dataclass(frozen=True, slots=True)
class Lead:
    """The heading that opens a paragraph and runs on in it.

    `number` as typed (`（一）`, `1.`, `一是`, empty for a label), with the blanks typed after it; `text`
    with the mark that ends it (`。` of a first sentence, `：` of a label), so that number + text + runs is
    the stored line. `text` is empty for an item that has a number and no heading: all of it is body.
    `level` is 1 to 4 for a numbered line and 0 for 一是 items and labels.
    """

    number: str
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own; `number` as typed (`一、`, `（一）`, `1.`, `（1）`).

    `number` has the blanks typed after it, `indent` those typed before it (no output prints these).
    """

    level: int
    number: str
    text: str
    role: Role | None = None
    origin: Origin = field(default=Origin(), compare=False)
    indent: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; `indent` is the blanks typed before it, which no output prints."""

    runs: tuple[Run, ...]
    lead: Lead | None = None
    origin: Origin = field(default=Origin(), compare=False)
    indent: str = ""

    @property
    def text(self) -> str:
        """The whole line, heading and all, without its indent."""
        lead = self.lead.number + self.lead.text if self.lead else ""
        return lead + "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first `header_rows` of them repeated on each page.

    A short row's last cell spans the rest; `numeric` names the columns (from 0) whose cells stand right.
    """

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    origin: Origin = field(default=Origin(), compare=False)
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the block before it: an opinion to print, a comment that was read.

    `quote` is the words of that block that it is about; empty for all of it.
    """

    text: str
    author: str
    at: datetime.datetime | None = None
    origin: Origin = field(default=Origin(), compare=False)
    quote: str = ""


Block = Heading | Paragraph | Table | Note


@dataclass(frozen=True, slots=True)
class Attachment:
    """An 附件 with its own title; `is_named` when the 附件说明 below the body names it.

    One without blocks is only named there: it goes as a file of its own. `named_as_typed` (in 附件说明) and
    `label_as_typed` (above the title) are the lines of an old paper that writes them otherwise.
    """

    title: str
    blocks: tuple[Block, ...]
    is_named: bool = False
    named_as_typed: str = ""
    label_as_typed: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """版头: what a formal document carries above its red line (GB/T 9704 7.2).

    `organs`: 发文机关标志 without its 文件, the leading organ first; `mark`: that 文件, or empty; `number`:
    发文字号 as printed (云公法〔2026〕3号); `signers`: 签发人 in the organs' order; `urgency`: 特急 or 加急;
    `as_typed`: the lines of an old paper that writes them otherwise than they print as text.
    """

    organs: tuple[str, ...]
    mark: str = "文件"
    number: str = ""
    signers: tuple[str, ...] = ()
    urgency: str = ""
    as_typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: what stands between the rules at the foot of the last page (GB/T 9704 7.4).

    `as_typed`: the lines of an old paper that writes them otherwise than they print as text.
    """

    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: datetime.date | None = None
    as_typed: tuple[str, ...] = ()


class Spot(StrEnum):
    """Where round the text an aside stands."""

    TOP = "top"  # above 版头 and title
    BELOW_HEAD = "below head"
    BELOW_TITLE = "below title"
    BELOW_SIGNATURE = "below signature"
    FOOT = "foot"  # below 版记


@dataclass(frozen=True, slots=True)
class Aside:
    """A line round a paper that is no part of the report: （征求意见稿）, 来源：…, 发自我的手机."""

    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Document:
    """One report, ready for any output.

    `title`: a line break in it is one that was typed; `addressees`: each printed line of 主送机关 without
    its closing colon; `signatories`: the organs that sign, in their order; `date`: 成文日期, and
    `date_as_typed` where an old paper writes it otherwise than 2025年3月1日 (without `date` where it names
    no day); `remark`: 附注 without its brackets. `head` and `imprint` belong to a formal document alone.
    `addressed_as_typed` and `signed_as_typed`, down to the date, are the lines of an old paper that writes
    主送机关 or its signature otherwise; `asides` are what it carries besides.
    """

    title: str
    addressees: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    signatories: tuple[str, ...] = ()
    date: datetime.date | None = None
    attachments: tuple[Attachment, ...] = ()
    date_as_typed: str = ""
    head: Head | None = None
    remark: str = ""
    imprint: Imprint | None = None
    addressed_as_typed: tuple[str, ...] = ()
    signed_as_typed: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def addressed(self) -> tuple[str, ...]:
        """The lines of 主送机关 as they print."""
        return self.addressed_as_typed or tuple(f"{addressee}：" for addressee in self.addressees)

    @property
    def signed(self) -> tuple[tuple[str, ...], str]:
        """The lines above the date, and the date, as they print."""
        day = self.date_as_typed or (print_date(self.date) if self.date else "")
        if not self.signed_as_typed:
            return self.signatories, day
        above = len(self.signed_as_typed) - bool(day)
        return self.signed_as_typed[:above], "".join(self.signed_as_typed[above:])

    def beside(self, spot: Spot) -> tuple[str, ...]:
        """The asides of one spot, in order."""
        return tuple(aside.text for aside in self.asides if aside.spot is spot)

    def headings(self, level: int = 1) -> Iterator[Heading]:
        """The headings of one level, in order."""
        return (b for b in self.blocks if isinstance(b, Heading) and b.level == level)
