"""A report file on this machine's disk as a document; not for files that somebody uploads (reading)."""

from pathlib import Path

from reports.common.errors import UnreadableFile
from reports.common.kinds import Kind, kind_of
from reports.document.markup import print_document
from reports.document.nodes import Document
from reports.importing.plain import decode
from reports.importing.reading import MOST_BYTES, read_report_file


def read_file(path: Path) -> Document:
    """Read the Word or text file at a path.

    Errors: UnreadableFile with a sentence that names the file and says what to do.
    """
    return read_report_file(path.name, _bytes_of(path))


def read_text_of(path: Path) -> str:
    """Read a file at a path as text: a text file as it is decoded, a Word file as it would be typed.

    Errors: as `read_file`.
    """
    data = _bytes_of(path)
    if kind_of(data) is not Kind.TEXT or len(data) > MOST_BYTES:
        return print_document(read_report_file(path.name, data))
    try:
        return decode(data)
    except UnreadableFile as error:
        raise UnreadableFile(f"“{path.name}”：{error}") from error


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile(f"“{path}”是文件夹，请指定其中的一个报告文件。")
        if path.exists() and not path.is_file():  # a device or a pipe may never end
            raise UnreadableFile(f"“{path}”不是普通文件，请指定一个报告文件。")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableFile(f"找不到文件“{path}”，请检查路径。") from error
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(f"无法读取文件“{path}”，请检查是否有权限打开。") from error
