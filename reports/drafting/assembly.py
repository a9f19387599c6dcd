"""From snapshot to paper: which text an edition has, numbered, with its figures printed.

Not for: fonts and margins (rendering), or where the snapshot came from (snapshot).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reports.blueprints.enums import ItemForm
from reports.document.markup import parse, read_attachments
from reports.document.nodes import (
    Attachment,
    Block,
    Document,
    Heading,
    Lead,
    Origin,
    Paragraph,
    Run,
    RunKind,
    Table,
)
from reports.document.renumber import renumber
from reports.document.roles import Role
from reports.drafting.annexes import ATTACHMENTS_KEY, annex_attachment
from reports.drafting.dispatch import Letter
from reports.drafting.editions import FILING, Edition
from reports.drafting.snapshot import Snapshot, SnapshotBlock, SnapshotItem, SnapshotSection
from reports.drafting.withholding import cut_item, publish
from reports.indicators.values import BLANK_MARK, Figure, display
from reports.text.numerals import from_chinese, to_chinese
from reports.text.publication import without_marks, without_private
from reports.text.tokens import replace_tokens, split_tokens


def assemble(snapshot: Snapshot, edition: Edition = FILING, *, letter: Letter | None = None) -> Document:
    """Make the document of one edition; `letter` stands round the text of the formal one alone.

    A proof shows of it the 附件 that will go along: the head signs them too.

    The level-1 numbers come from the order of the parts that print; in the public edition the
    numbers of the lower levels close up over what was left out.
    """
    document = _assemble(snapshot, edition)
    if letter and edition.carries_annex:
        document = replace(document, attachments=document.attachments + _annex(letter, snapshot))
    return _sent(document, letter) if letter and edition.is_formal else document


def _assemble(snapshot: Snapshot, edition: Edition) -> Document:
    values = _values(snapshot)
    cut = cut_for(snapshot, edition)
    blocks: list[Block] = []
    enclosed: tuple[Attachment, ...] = ()
    number = 0
    for section in cut.sections:
        if section.key == ATTACHMENTS_KEY and (read := _enclosed(section)):
            enclosed = read
            continue
        body = tuple(_body(section))
        if not body:
            continue  # a heading without text is no report; what is missing is listed before 提交预审
        number += bool(section.heading)
        blocks += _headed(section, number, body)

    def finished(nodes: Iterable[Block]) -> tuple[Block, ...]:
        printed = tuple(_with_figures(node, values) for node in nodes)
        return renumber(printed) if edition.is_public else printed

    return Document(
        title=cut.public_title if edition.is_public else cut.title,
        addressees=() if edition.is_public else cut.addressees[edition.addressee :][:1],
        blocks=finished(blocks),
        signatories=cut.signatories,
        date=cut.dated_on,
        attachments=tuple(replace(one, blocks=finished(one.blocks)) for one in enclosed),
    )


def _enclosed(section: SnapshotSection) -> tuple[Attachment, ...]:
    """What an imported paper had enclosed, unless somebody has written something else in its place."""
    text = "\n".join(block.text for block in section.blocks)
    origin = Origin(section.key, section.blocks[0].key if section.blocks else "")
    return tuple(
        replace(one, blocks=tuple(replace(node, origin=origin) for node in one.blocks))
        for one in read_attachments(text)
    )


def _sent(document: Document, letter: Letter) -> Document:
    """Put 版头, 附注 and 版记 round the text."""
    return replace(document, head=letter.head, remark=letter.remark, imprint=letter.imprint)


def _annex(letter: Letter, snapshot: Snapshot) -> tuple[Attachment, ...]:
    return (annex_attachment(snapshot),) if letter.has_annex and snapshot.figures else ()


def cut_for(snapshot: Snapshot, edition: Edition) -> Snapshot:
    """Leave in every word of a snapshot only what the edition prints.

    A full edition loses the marks of 不公开, the public one the marked words and what goes with them too.
    """
    words = without_private if edition.is_public else without_marks
    return replace(
        snapshot,
        title=words(snapshot.title),
        public_title=words(snapshot.public_title),
        addressees=tuple(map(words, snapshot.addressees)),
        signatories=tuple(filter(None, map(words, snapshot.signatories))),
        sections=_cut_sections(snapshot, edition),
    )


def _cut_sections(snapshot: Snapshot, edition: Edition) -> tuple[SnapshotSection, ...]:
    if edition.is_public:
        return publish(snapshot.sections).sections
    return tuple(_unmarked(section) for section in snapshot.sections)


def _unmarked(section: SnapshotSection) -> SnapshotSection:
    blocks = (
        replace(
            block,
            text=without_marks(block.text),
            items=tuple(cut_item(item, without_marks) for item in block.items),
        )
        for block in section.blocks
    )
    return replace(section, heading=without_marks(section.heading).strip(), blocks=tuple(blocks))


def item_nodes(item: SnapshotItem, number: int, *, form: str, origin: Origin) -> tuple[Block, ...]:
    """Print one row in the form of its part: （一） run-in or on a line of its own, 一是, or a label."""
    row = item_paragraph(item, number, origin=origin)
    heading, numeral = _heading_of(item), to_chinese(number)
    match form:
        case ItemForm.OWN_LINE:
            title = Heading(2, f"（{numeral}）", heading, origin=origin)
            return (title, replace(row, lead=None)) if row.runs else (title,)
        case ItemForm.ENUMERATION:
            return (replace(row, lead=Lead(f"{numeral}是", f"{heading}。")),)
        case ItemForm.LABEL:
            return (replace(row, lead=Lead("", f"{heading}{'：' if row.runs else '。'}")),)
    return (row,)


def item_paragraph(item: SnapshotItem, number: int, *, origin: Origin = Origin()) -> Paragraph:  # noqa: B008
    """Print one row as offices do: （一）heading。text, then what of the optional parts is filled."""
    lead = Lead(f"（{to_chinese(number)}）", f"{_heading_of(item)}。", 2)
    rest = _sentence(item.text) + _sentence(item.cause, "主要原因：") + _sentence(item.remedy, "改进措施：")
    rest += _sentence(item.measure) + _sentence(_who_and_when(item))
    return Paragraph((Run(rest),) if rest else (), lead, origin)


def _heading_of(item: SnapshotItem) -> str:
    return item.heading.strip().rstrip("。")


def _who_and_when(item: SnapshotItem) -> str:
    parts = [f"责任单位：{item.responsible_unit}"] if item.responsible_unit else []
    if item.due_on:
        parts.append(f"完成时限：{item.due_on.year}年{item.due_on.month}月")
    return "；".join(parts)


def _sentence(text: str, opening: str = "") -> str:
    text = "".join(text.split("\n")).strip()
    if not text:
        return ""
    return opening + text + ("" if text.endswith(("。", "！", "？", "；")) else "。")


def _headed(section: SnapshotSection, number: int, body: tuple[Block, ...]) -> Iterator[Block]:
    """Put the heading above a part; one that ends in 。 runs on into the first paragraph."""
    if not section.heading:
        yield from body
        return
    typed, opening = f"{to_chinese(number)}、", body[0]
    if section.heading.endswith("。") and isinstance(opening, Paragraph):
        lead = opening.lead
        runs = (Run(lead.number + lead.text), *opening.runs) if lead else opening.runs
        yield replace(opening, lead=Lead(typed, section.heading, 1), runs=runs)
        yield from body[1:]
        return
    role = Role(section.role) if section.role else None
    yield Heading(1, typed, section.heading, role, Origin(section.key))
    yield from body


def _body(section: SnapshotSection) -> Iterator[Block]:
    last = 0
    for block in section.blocks:
        for node in _nodes(block, section, after=last):
            last = _item_number(node, section.item_form) or last
            yield node


def _nodes(block: SnapshotBlock, section: SnapshotSection, *, after: int) -> Iterator[Block]:
    origin = Origin(section.key, block.key)
    for node in parse(block.text):
        yield replace(node, origin=replace(origin, line=node.origin.line))
    items = ((row, item) for row, item in enumerate(block.items) if item.heading.strip("。 "))
    for number, (row, item) in enumerate(items, start=after + 1):
        yield from item_nodes(item, number, form=section.item_form, origin=replace(origin, row=row))


def _item_number(node: Block, form: str) -> int:
    """The number of an item in the part's form, so that rows go on counting after the prose before them."""
    number, level = "", 0
    if isinstance(node, Heading):
        number, level = node.number, node.level
    elif isinstance(node, Paragraph) and node.lead:
        number, level = node.lead.number, node.lead.level
    is_item = number.endswith("是") if form == ItemForm.ENUMERATION else level == 2
    return (from_chinese(number.strip("（）()是 \u3000")) or 0) if is_item else 0


def print_figures(text: str, snapshot: Snapshot) -> str:
    """Put the snapshot's numbers in the place of the tokens of one stored text."""
    return _printed(text, _values(snapshot))


Values = dict[str, tuple[Figure, str]]


def _values(snapshot: Snapshot) -> Values:
    return {figure.code: (figure.this_year, figure.unit) for figure in snapshot.figures}


def _printed(text: str, values: Values) -> str:
    return replace_tokens(text, lambda code: display(*values[code]) if code in values else None)


def _with_figures(block: Block, values: Values) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=_printed(block.text, values))
    if isinstance(block, Table):
        rows = tuple(tuple(_printed(cell, values) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    if isinstance(block, Paragraph):
        runs = tuple(piece for run in block.runs for piece in _pieces(run, values))
        lead = block.lead and replace(block.lead, text=_printed(block.lead.text, values))
        return replace(block, runs=runs, lead=lead)
    return block


def _pieces(run: Run, values: Values) -> Iterator[Run]:
    for piece in split_tokens(run.text):
        if isinstance(piece, str):
            yield replace(run, text=piece)
        elif piece.code not in values:
            yield replace(run, text=run.text[piece.start : piece.end])
        else:
            figure, unit = values[piece.code]
            is_blank = figure.is_blank
            yield Run(
                BLANK_MARK if is_blank else display(figure, unit),
                RunKind.BLANK if is_blank else RunKind.FIGURE,
            )
