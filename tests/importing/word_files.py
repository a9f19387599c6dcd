"""Word files as other people make them, built for the tests that read them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = (
    f'xmlns:w="{W_NAMESPACE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def word_file(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    prolog: str = "",
    namespace: str = W_NAMESPACE,
) -> bytes:
    """A Word file from the inside of its body and of its other parts."""
    roots = _ROOTS.replace(W_NAMESPACE, namespace)
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes}
    present = {name: inside for name, inside in parts.items() if inside}
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in present
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{prolog}<w:document {roots}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        **{f"word/{name}.xml": f"<w:{name} {roots}>{inside}</w:{name}>" for name, inside in present.items()},
    }
    return zipped(members)


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
