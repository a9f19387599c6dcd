"""From a file's bytes to a document, whatever kind of file it is."""

from pathlib import PurePath

from reports.common import office
from reports.document.markup import read_document
from reports.document.nodes import Document
from reports.importing.docx_reader import read_docx
from reports.importing.errors import UnreadableFile
from reports.importing.kinds import Kind, kind_of
from reports.importing.plain import decode

TEXT_ENDINGS = frozenset({"", ".txt", ".text", ".md"})
OLD_ENDINGS = {".doc": "doc", ".dot": "doc", ".wps": "wps", ".wpt": "wps"}
MOST_BYTES = 30 * 1024 * 1024


def read_report_file(name: str, data: bytes) -> Document:
    """Read a Word or text file; what it is, is judged by its content first.

    Errors: UnreadableFile with a sentence that names the file and says what to do.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableFile(f"“{name}”超过30MB，请删去图片后再导入。")
    try:
        return _read(data, PurePath(name).suffix.lower())
    except UnreadableFile as error:
        raise UnreadableFile(f"“{name}”：{error}") from error


def modernise(name: str, data: bytes) -> bytes:
    """Turn an old Word, WPS or RTF file into .docx, which takes seconds; any other file stays as it is.

    Errors: UnreadableFile with a sentence that names the file and says what to do.
    """
    try:
        return _modern(data, PurePath(name).suffix.lower())
    except UnreadableFile as error:
        raise UnreadableFile(f"“{name}”：{error}") from error


def _modern(data: bytes, ending: str) -> bytes:
    match kind_of(data):
        case Kind.OLD_WORD:
            return _converted(data, OLD_ENDINGS.get(ending, "doc"))
        case Kind.RICH_TEXT:
            return _converted(data, "rtf")
    return data


def _read(data: bytes, ending: str) -> Document:
    data = _modern(data, ending)
    match kind_of(data):
        case Kind.TEXT if ending in TEXT_ENDINGS or (data and ending in OLD_ENDINGS):
            return read_document(decode(data))
        case _:
            return read_docx(data)


def _converted(data: bytes, source: str) -> bytes:
    """Have LibreOffice write the file anew, so that the one reader with its limits reads it."""
    try:
        return office.convert(data, source=source, target="docx")
    except office.OfficeFailed as error:
        raise UnreadableFile(str(error)) from error
