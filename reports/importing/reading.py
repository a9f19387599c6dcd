"""From a file's bytes to a document, whatever kind of file it is."""

from pathlib import PurePath

from reports.document.markup import read_document
from reports.document.nodes import Document
from reports.importing.docx_reader import read_docx
from reports.importing.errors import UnreadableFile
from reports.importing.plain import decode

TEXT_ENDINGS = frozenset({".txt", ".text", ".md"})
OLD_WORD_ENDINGS = frozenset({".doc", ".wps", ".rtf", ".wpt", ".dot"})
MOST_BYTES = 30 * 1024 * 1024
_ZIP_OPENING = b"PK\x03\x04"
_OLD_WORD_OPENING = b"\xd0\xcf\x11\xe0"


def read_report_file(name: str, data: bytes) -> Document:
    """Read a Word or text file; what it is, is judged by its content first.

    Errors: UnreadableFile with a sentence that names the file and says what to do.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableFile(f"“{name}”超过30MB，请删去图片后再导入。")
    ending = PurePath(name).suffix.lower()
    try:
        if data.startswith(_ZIP_OPENING) or ending == ".docx":
            return read_docx(data)
        if data.startswith(_OLD_WORD_OPENING) or ending in OLD_WORD_ENDINGS:
            raise UnreadableFile("这是旧版Word或WPS文件，请打开后另存为.docx再导入。")
        if ending and ending not in TEXT_ENDINGS:
            raise UnreadableFile("只能导入Word文件（.docx）和文本文件（.txt），请另存后再导入。")
        return read_document(decode(data))
    except UnreadableFile as error:
        raise UnreadableFile(f"“{name}”：{error}") from error
