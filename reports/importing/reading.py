"""From a file's bytes to a document, whatever kind of file it is."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath

from reports.common import office
from reports.common.errors import UnreadableFile
from reports.common.kinds import Kind, kind_of
from reports.document.markup import read_document
from reports.document.nodes import Document
from reports.importing.docx_reader import read_docx
from reports.importing.errors import Unconvertible
from reports.importing.plain import decode

TEXT_ENDINGS = frozenset({"", ".txt", ".text", ".md"})
OLD_ENDINGS = {".doc": "doc", ".dot": "doc", ".wps": "wps", ".wpt": "wps"}
LASTING = (office.FAILED, office.TOO_SLOW)
"""What LibreOffice would say at another try, too."""
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

    Errors: UnreadableFile with a sentence that names the file and says what to do; Unconvertible where
            another try would say the same.
    """
    try:
        return _modern(data, PurePath(name).suffix.lower())
    except UnreadableFile as error:
        raise type(error)(f"“{name}”：{error}") from error


def needs_converting(name: str, data: bytes) -> bool:
    """Whether a file is one that LibreOffice must turn into .docx first."""
    return bool(_old_kind(data, PurePath(name).suffix.lower()))


def modernise_all(files: Sequence[tuple[str, bytes]]) -> list[bytes]:
    """Turn the old ones of some files into .docx, all of a kind in one run.

    Shape:  in the order of `files`; what cannot be turned stays as it is, to be refused when it is read.
    """
    modern = [data for _, data in files]
    sources = [_old_kind(data, PurePath(name).suffix.lower()) for name, data in files]
    for source in {source for source in sources if source}:
        places = [place for place, found in enumerate(sources) if found == source]
        with suppress(office.OfficeFailed):
            converted = office.convert_many([modern[place] for place in places], source=source, target="docx")
            for place, data in zip(places, converted, strict=True):
                modern[place] = data or modern[place]
    return modern


def _modern(data: bytes, ending: str) -> bytes:
    source = _old_kind(data, ending)
    return _converted(data, source) if source else data


def _old_kind(data: bytes, ending: str) -> str:
    """The kind of an old file as LibreOffice calls it; empty for a file that needs no turning."""
    match kind_of(data):
        case Kind.OLD_WORD:
            return OLD_ENDINGS.get(ending, "doc")
        case Kind.RICH_TEXT:
            return "rtf"
    return ""


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
        kind = Unconvertible if str(error).startswith(LASTING) else UnreadableFile
        raise kind(str(error)) from error
