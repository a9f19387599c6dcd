"""Opening an uploaded Word file without trusting it: sizes, counts and XML are bounded before they cost.

Not for: what the parts mean (docx_reader). Nothing is extracted to disk, no link is followed, pictures and
embedded files are never unpacked.
"""

import posixpath
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from reports.importing.errors import UnreadableFile
from reports.importing.kinds import Kind, kind_of, kind_of_members

MAX_FILE = 100 * 1024**2
MAX_MEMBERS = 5_000
MAX_UNPACKED = 1024**3  # of all members as declared: photographs may be large, and are never unpacked
MAX_PART = 48 * 1024**2  # of one XML part, as declared and as it comes out
MAX_NODES = 1_500_000  # elements and attributes that may stand in memory at once
CHUNK = 64 * 1024

EMPTY = "文件是空的，请选择有内容的Word文件（.docx）后再上传。"
OTHER_KIND = "这是{}，不能作为报告读取，请找到报告的Word原文，另存为.docx后再上传。"
LOCKED = "文件设有打开密码，无法读取，请取消密码、另存为.docx后再上传。"
NOT_WORD = "这不是Word文件（.docx），请在Word或WPS中打开原文，另存为.docx后再上传。"
DAMAGED = "文件不完整或已损坏，请在Word或WPS中重新打开，另存为.docx后再上传。"
TOO_LARGE = "文件过大，无法读取，请删去图片和附件、只保留报告正文，另存为.docx后再上传。"
TOO_COMPLEX = "文件内容过多或结构异常，请把报告正文复制到新文件，另存为.docx后再上传。"

_REFUSALS = {Kind.LOCKED: LOCKED, Kind.TEXT: NOT_WORD}
_ENTRY = b"PK\x01\x02"
_MAIN = "officeDocument"
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class WordArchive:
    """The XML parts of one Word file, found by their relations."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._sizes = {info.filename: info.file_size for info in archive.infolist()}
        main = self._relations("").get(_MAIN, "")
        if main not in self._sizes:
            raise self.refusal()
        self.main = main
        self._related = self._relations(main)

    def refusal(self) -> UnreadableFile:
        """Say that this is no Word file, and what it is where that is known."""
        kind = kind_of_members(self._sizes)
        return UnreadableFile(OTHER_KIND.format(kind.value) if kind else NOT_WORD)

    def related(self, kind: str) -> Any | None:
        """Read a small part that belongs to the main one (styles, numbering, footnotes) as a tree."""
        name = self._related.get(kind, "")
        return self._tree(name) if name in self._sizes else None

    def stream(self, part: str, tags: tuple[str, ...], visit: Callable[[Any], bool]) -> Any:
        """Hand over each element with one of the tags as it ends, and give back the root.

        `visit` says whether it has cleared what it was given: only so many nodes may wait at once.
        Errors: UnreadableFile for a part that is damaged, too large or more than plain XML.
        """
        parser = etree.XMLPullParser(
            events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
        )
        nodes = 0
        try:
            for chunk in self._chunks(part):
                nodes += chunk.count(b"<") + chunk.count(b"=")
                if nodes > MAX_NODES:
                    raise UnreadableFile(TOO_COMPLEX)
                parser.feed(chunk)
                for _, element in parser.read_events():
                    nodes = 0 if visit(element) else nodes
            return parser.close()
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(DAMAGED) from error

    def _tree(self, part: str) -> Any:
        return self.stream(part, ("none",), lambda element: False)

    def _relations(self, part: str) -> dict[str, str]:
        """The parts that a part names, by the last word of their kind; outside addresses are ignored."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self._sizes:
            return {}
        return {
            relation.get("Type", "").rsplit("/", 1)[-1]: posixpath.normpath(
                posixpath.join("/", folder, relation.get("Target", ""))
            ).lstrip("/")
            for relation in self._tree(source)
            if relation.get("TargetMode") != "External"
        }

    def _chunks(self, part: str) -> Iterator[bytes]:
        """Unpack a part piece by piece, up to the limit, refusing what no Word file holds."""
        if self._sizes[part] > MAX_PART:
            raise UnreadableFile(TOO_LARGE)
        unpacked, tail = 0, b""
        try:
            with self._archive.open(part) as member:
                while chunk := member.read(CHUNK):
                    unpacked += len(chunk)
                    if unpacked > MAX_PART:
                        raise UnreadableFile(TOO_LARGE)
                    if b"\0" in chunk or b"<!DOCTYPE" in tail + chunk:  # UTF-16, or entities to expand
                        raise UnreadableFile(DAMAGED)
                    tail = chunk[-8:]
                    yield chunk
        except UnreadableFile:
            raise
        except _BROKEN as error:
            raise UnreadableFile(DAMAGED) from error


def open_word_file(data: bytes) -> WordArchive:
    """Open the bytes of a .docx file.

    Errors: UnreadableFile, saying what the file is instead and what to do.
    """
    _refuse_other_kinds(data)
    try:
        archive = ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise UnreadableFile(DAMAGED) from error
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(LOCKED)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnreadableFile(TOO_LARGE)
    return WordArchive(archive)


def _refuse_other_kinds(data: bytes) -> None:
    if not data:
        raise UnreadableFile(EMPTY)
    kind = kind_of(data)
    if kind is not Kind.WORD:
        raise UnreadableFile(_REFUSALS.get(kind, OTHER_KIND.format(kind.value)))
    if len(data) > MAX_FILE or data.count(_ENTRY) > MAX_MEMBERS:  # before the directory is read
        raise UnreadableFile(TOO_LARGE)
