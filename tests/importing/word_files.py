"""Word files as other people make them, built for the tests that read them."""

import subprocess
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from openpyxl import Workbook

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = (
    f'xmlns:w="{W_NAMESPACE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PICTURE = (
    f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent cx="99999" cy="99999"/>'
    f'<wp:docPr id="1" name="x"/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData '
    f'uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
    '<pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/>'
    f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_OFFICE}" r:link="rOut"/><a:stretch><a:fillRect/>'
    '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="99999" cy="99999"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
)


def word_file(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    comments: str = "",
    more: dict[str, str] | None = None,
    prolog: str = "",
    namespace: str = W_NAMESPACE,
) -> bytes:
    """A Word file from the inside of its body and of its other parts."""
    roots = _ROOTS.replace(W_NAMESPACE, namespace)
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "comments": comments} | (
        more or {}
    )
    present = {name: inside for name, inside in parts.items() if inside}
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in present
    )
    members = {
        "[Content_Types].xml": _content_types(present),
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{prolog}<w:document {roots}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        **{f"word/{name}.xml": f"<w:{name} {roots}>{inside}</w:{name}>" for name, inside in present.items()},
    }
    return zipped(members)


def _content_types(parts: Iterable[str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{name}+xml"/>' for name in parts
    )
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>{overrides}</Types>'
    )


def members_of(data: bytes) -> dict[str, str | bytes]:
    """The members of a zip file, to build another from."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def linked_picture(text: str, address: str) -> bytes:
    """A Word file, complete enough for LibreOffice, whose picture stands at an address outside."""
    word = docx.Document()
    word.add_paragraph(text)
    members = members_of(saved(word))
    relations = str(members["word/_rels/document.xml.rels"], "utf-8")
    outside = f'<Relationship Id="rOut" Type="{_OFFICE}/image" Target="{address}" TargetMode="External"/>'
    body = str(members["word/document.xml"], "utf-8")
    return zipped(
        members
        | {
            "word/_rels/document.xml.rels": relations.replace("</Rel", f"{outside}</Rel", 1),
            "word/document.xml": body.replace("</w:p>", f"<w:r>{_PICTURE}</w:r></w:p>", 1),
        }
    )


def old_word_file(data: bytes, kind: str) -> bytes:
    """A Word file as LibreOffice writes it in an old format: doc or rtf."""
    written = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}[kind]
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "old.docx").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", written, "--outdir", folder, str(place / "old.docx")]
        subprocess.run(command, check=True, capture_output=True)
        return (place / f"old.{kind}").read_bytes()


def spreadsheet() -> bytes:
    """An Excel file."""
    target = BytesIO()
    Workbook().save(target)
    return target.getvalue()


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip file of some members."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def p(text: str, *, properties: str = "") -> str:
    """One paragraph."""
    inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inside}{r(text)}</w:p>"


def r(text: str) -> str:
    """One run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def saved(word: Document) -> bytes:
    """The bytes of a file made with python-docx, as Word's default template gives it."""
    target = BytesIO()
    word.save(target)
    return target.getvalue()
