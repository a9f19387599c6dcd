"""The same report through the libraries that people would otherwise use, each as its users write it."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docxcompose.composer import Composer
from docxtpl import DocxTemplate
from jinja2 import Environment

from reports.document.nodes import Attachment, Block, Document, Heading, Paragraph, Run, Table
from reports.rendering.docx import styles
from reports.rendering.docx.profile import PUBLIC, Face
from reports.rendering.docx.report import write_docx
from reports.text.dates import print_date
from tests.bench.papers import HEADER


class TemplateWriter:
    """docxtpl with a template that our own writer made, so that styles and properties are equal.

    A template object is made for each report, as docxtpl's author asks (python-docx-template issues 394 and
    436); its bytes and the Jinja environment are shared, escaping is off. Keeping one object, reading the
    template from disk or escaping were tried: none changes its time by more than three parts in a hundred.
    """

    def __init__(self, pattern: Document) -> None:
        self.template = write_docx(_with_loops(pattern))
        self.environment = Environment()

    def __call__(self, document: Document) -> bytes:
        template = DocxTemplate(BytesIO(self.template))
        template.render(_context(document), jinja_env=self.environment)
        return _saved(template)


def _with_loops(pattern: Document) -> Document:
    """Put Jinja's loops where sections, paragraphs and rows stand; the rest stays as it is."""
    loop = (
        _line("{%p for section in sections %}"),
        Heading(1, "", "{{ section.heading }}"),
        _line("{%p for paragraph in section.paragraphs %}"),
        _line("{{ paragraph }}"),
        _line("{%p endfor %}"),
        _line("{%p endfor %}"),
    )
    cells = tuple(f"{{{{ row[{column}] }}}}" for column in range(len(HEADER)))
    rows = Table((HEADER, ("{%tr for row in rows %}",), cells, ("{%tr endfor %}",)))
    return Document(
        title="{{ title }}",
        addressees=pattern.addressees,
        blocks=loop,
        signatories=pattern.signatories,
        date=pattern.date,
        attachments=(Attachment(pattern.attachments[0].title, (rows,)),),
    )


def _line(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _context(document: Document) -> dict[str, Any]:
    sections: list[dict[str, Any]] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            sections.append({"heading": block.number + block.text, "paragraphs": []})
        elif isinstance(block, Paragraph):
            sections[-1]["paragraphs"].append(block.text)
    [table] = document.attachments[0].blocks
    assert isinstance(table, Table)
    return {"title": document.title, "sections": sections, "rows": table.rows[1:]}


class PlainWriter:
    """python-docx alone: styles looked up once a file, cells taken once a table.

    It leaves out the rules of tables, the widths of columns and the place of the signature, which spares it
    time; typefaces stand on every run, as ours do.
    """

    def __init__(self) -> None:
        self.empty = write_docx(Document(""))

    def __call__(self, document: Document) -> bytes:
        word = docx.Document(BytesIO(self.empty))
        _PlainFile(word).write(document)
        return _saved(word)


class _PlainFile:
    """One file that python-docx writes."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.styles = {style.style_id: style for style in word.styles}

    def write(self, document: Document) -> None:
        self.add(styles.TITLE, document.title, PUBLIC.title)
        self.word.add_paragraph(style=self.styles[styles.BODY])
        for addressee in document.addressees:
            self.add(styles.FLUSH, f"{addressee}：")
        self.add_blocks(document.blocks)
        self.word.add_paragraph(style=self.styles[styles.BODY])
        for organ in document.signatories:
            self.add(styles.SIGNATURE, organ)
        if document.date:
            self.add(styles.DATE, print_date(document.date))
        for attachment in document.attachments:
            self.add(
                styles.ATTACHMENT_LABEL, "附件", PUBLIC.attachment_label
            ).paragraph_format.page_break_before = True
            self.add(styles.TITLE, attachment.title, PUBLIC.title)
            self.add_blocks(attachment.blocks)

    def add(self, style: str, text: str, face: Face = PUBLIC.body) -> WordParagraph:
        paragraph = self.word.add_paragraph(style=self.styles[style])
        _set(paragraph, text, face)
        return paragraph

    def add_blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            match block:
                case Heading(level=level, number=number, text=text):
                    self.add(styles.heading_style(level), number + text, PUBLIC.levels[level - 1])
                case Paragraph():
                    self.add(styles.BODY, block.text)
                case Table():
                    self.add_table(block)

    def add_table(self, block: Table) -> None:
        columns = len(block.rows[0])
        table = self.word.add_table(len(block.rows), columns)
        cells = table._cells  # once: each look at `table.rows[i].cells` would read the table anew
        for rank, texts in enumerate(block.rows):
            style, face = (
                (styles.TABLE_TEXT, PUBLIC.table) if rank else (styles.TABLE_HEAD, PUBLIC.table_head)
            )
            for place, text in enumerate(texts):
                paragraph = cells[rank * columns + place].paragraphs[0]
                paragraph.style = self.styles[style]
                _set(paragraph, text, face)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set(paragraph: WordParagraph, text: str, face: Face) -> None:
    run = paragraph.add_run(text)
    run.font.name = face.name
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face.name)


def compose(files: Sequence[bytes]) -> bytes:
    """Merge files into one with docxcompose, the first being the master."""
    first, *others = files
    composer = Composer(docx.Document(BytesIO(first)))
    for other in others:
        composer.append(docx.Document(BytesIO(other)))
    return _saved(composer)


def _saved(word: Any) -> bytes:
    target = BytesIO()
    word.save(target)
    return target.getvalue()
