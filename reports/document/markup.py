"""公文 text as its own markup: plain text to blocks and whole papers, and back without loss.

One paragraph a line; 一、 （一） 1. （1） open headings; a table is lines between bars. For every text
`print_text(parse(text)) == normal(text)`, and parsing what was printed gives equal blocks again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reports.document.attachments import labels_of, print_named
from reports.document.frame import split_frame
from reports.document.head import print_head
from reports.document.imprint import print_imprint
from reports.document.nodes import (
    Attachment,
    Block,
    Document,
    Heading,
    Lead,
    Note,
    Origin,
    Paragraph,
    Run,
    Spot,
    Table,
)
from reports.document.numbering import Number, read_number
from reports.document.role_words import roles_of
from reports.text.normal import lines_of, unindented
from reports.text.sentences import ENDS, first_sentence_end

LONGEST_HEADING = {1: 80, 2: 50, 3: 50, 4: 50}
"""A numbered line without a full stop that is longer is a paragraph with a number."""
LONGEST_LEAD = 60
"""A first sentence that is longer is no heading."""
MOST_CELLS = 63
"""Word allows a row no more; a line with more bars is text."""
ITEM = re.compile(r"[一二三四五六七八九十]{1,3}是(?=\S)")
LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}：(?=[^\s“‘《\d]\S{7})")
LONGEST_LABEL = 9
NO_LABEL = re.compile(
    r"附件|联系|电话|签发|抄送|主送|时间|地点|备注|来源|作者|日期|单位"
    r"|.*(?:强调|指出|要求|提出|认为|如下|表明|包括|例如|比如|其中|以下|方面|有|是|为|说|即|注)：$"
)


def parse(text: str) -> tuple[Block, ...]:
    """Read prose into blocks; each knows the line it stood in, blank lines counted.

    Marks (〖不公开〗) and tokens stay in the text. Roles are left open: `read_document` finds them.
    """
    numbers, lines = _typed_lines(text)
    return tuple(_blocks(numbers, lines))


def print_text(blocks: Iterable[Block]) -> str:
    """Write blocks as prose, one paragraph a line; remarks beside the text are left out."""
    return "\n".join(line for block in blocks for line in _printed(block))


def read_document(text: str) -> Document:
    """Read a whole paper: 版头, title, 主送, body, 附件说明, signatories, date, 附注, attachments, 版记.

    Each is read where it is there and clearly so. Blanks that indent or align a line are the page's, not the
    paper's, and are dropped.
    """
    numbers, lines = _typed_lines(unindented(text))
    frame = split_frame(lines)
    blocks = tuple(_blocks(numbers[frame.body], lines[frame.body]))
    return Document(
        title=frame.title,
        addressees=frame.addressees,
        blocks=tuple(_with_roles(blocks, frame.title)),
        signatories=frame.signatories,
        date=frame.date,
        attachments=tuple(
            replace(part.attachment, blocks=tuple(_blocks(numbers[part.content], lines[part.content])))
            for part in frame.enclosed
        ),
        date_as_typed=frame.date_as_typed,
        head=frame.head,
        remark=frame.remark,
        imprint=frame.imprint,
        addressed_as_typed=frame.addressed_as_typed,
        signed_as_typed=frame.signed_as_typed,
        asides=frame.asides,
    )


def read_attachments(text: str) -> tuple[Attachment, ...]:
    """Read attachments out of a text of their own, 附件说明 above them; none where it holds anything else."""
    paper = read_document(f"{_BODY}\n{text}")
    is_whole = [block.text for block in paper.blocks if isinstance(block, Paragraph)] == [_BODY]
    return paper.attachments if is_whole and len(paper.blocks) == 1 and not paper.signatories else ()


_BODY = "正文。"


def print_document(document: Document) -> str:
    """Write a whole paper as plain text, in the order of the page."""
    attachments = document.attachments
    organs, day = document.signed
    parts = [
        *document.beside(Spot.TOP),
        *(print_head(document.head) if document.head else ()),
        *document.beside(Spot.BELOW_HEAD),
        document.title,
        *document.beside(Spot.BELOW_TITLE),
        *document.addressed,
        print_text(document.blocks),
        *print_named(attachments),
        *organs,
        day,
        f"（{document.remark}）" if document.remark else "",
        *document.beside(Spot.BELOW_SIGNATURE),
    ]
    for attachment, label in zip(attachments, labels_of(attachments), strict=True):
        if attachment.blocks:
            parts += [label, attachment.title, print_text(attachment.blocks)]
    parts += print_imprint(document.imprint) if document.imprint else ()
    parts += document.beside(Spot.FOOT)
    return "\n".join(part for part in parts if part)


def _typed_lines(text: str) -> tuple[list[int], list[str]]:
    """The 1-based numbers of the lines that are not blank, and these lines."""
    lines = [line.rstrip() for line in lines_of(text)]
    return [at for at, line in enumerate(lines, start=1) if line], [line for line in lines if line]


def _blocks(numbers: Sequence[int], lines: Sequence[str]) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    first_row = 0
    for number, line in zip(numbers, lines, strict=True):
        if _is_row(line):
            first_row = first_row if rows else number
            rows.append(tuple(line[1:-1].split("|")))
            continue
        if rows:
            yield Table(tuple(rows), origin=Origin(line=first_row))
            rows = []
        yield _read_line(line, Origin(line=number))
    if rows:
        yield Table(tuple(rows), origin=Origin(line=first_row))


def _is_row(line: str) -> bool:
    return len(line) > 1 and line[0] == line[-1] == "|" and line.count("|") <= MOST_CELLS + 1


def _read_line(line: str, origin: Origin) -> Heading | Paragraph:
    words = line.lstrip()
    indent = line[: len(line) - len(words)]
    number = read_number(words)
    if number and len(words) > len(number.typed):
        return _read_numbered(number, words[len(number.typed) :], indent=indent, origin=origin)
    lead = _read_item(words)
    rest = words[len(lead.number + lead.text) :] if lead else words
    return Paragraph((Run(rest),), lead=lead, origin=origin, indent=indent)


def _read_numbered(number: Number, words: str, *, indent: str, origin: Origin) -> Heading | Paragraph:
    """Tell a heading of its own, a run-in heading and a paragraph that merely has a number."""
    if _is_heading(words, number.level):
        return Heading(number.level, number.typed, words, origin=origin, indent=indent)
    length = _lead_length(words, number.level)
    lead = Lead(number.typed, words[:length], number.level)
    return Paragraph((Run(words[length:]),), lead=lead, origin=origin, indent=indent)


def _is_heading(words: str, level: int) -> bool:
    """A short line without an end mark, or 一、 and （一） with one by mistake at the very end."""
    if len(words) > LONGEST_HEADING[level] or words[-1] in "；;，,、":
        return False
    end = first_sentence_end(words)
    return _label_length(words) == 0 if end is None else level <= 2 and end == len(words)


def _lead_length(words: str, level: int) -> int:
    """How many characters of a paragraph are its heading: the first sentence, if the paragraph goes on.

    A sentence that is followed by the next of its own kind (一是。二是。) is an item of a list.
    """
    window = words[: LONGEST_LEAD + 1]
    end = first_sentence_end(window)
    if end is None or end > LONGEST_LEAD:
        return _label_length(words)
    rest = words[end : end + LONGEST_LEAD].lstrip()
    following = read_number(rest)
    is_list = following is not None and following.level == level if level else bool(ITEM.match(rest))
    return end if rest and window[end - 1] == ENDS[0] and not is_list else 0


def _label_length(words: str) -> int:
    match = LABEL.match(words) if "：" in words[:LONGEST_LABEL] else None
    return match.end() if match and not NO_LABEL.match(match.group()) else 0


def _read_item(words: str) -> Lead | None:
    """Read what opens an unnumbered line: 一是 with its first sentence, or a label such as 公证：."""
    item = ITEM.match(words)
    if item:
        rest = words[item.end() :]
        return Lead(item.group(), rest[: _lead_length(rest, 0)])
    length = _label_length(words)
    return Lead("", words[:length]) if length else None


def _printed(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.indent + block.number + block.text
        case Paragraph():
            yield block.indent + block.text
        case Table():
            for row in block.rows:
                yield "|" + "|".join(_cell(cell) for cell in row) + "|"
        case Note():
            return


def _cell(text: str) -> str:
    return " ".join(lines_of(text)).replace("|", "｜")


def _with_roles(blocks: tuple[Block, ...], title: str) -> Iterator[Block]:
    headings = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    roles = iter(roles_of(headings, title=title))
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            yield replace(block, role=next(roles))
        else:
            yield block
