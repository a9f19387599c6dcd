"""Opening an uploaded Office file without trusting it: sizes, counts and XML are bounded before they cost.

Not for: what the parts mean (importing.docx_reader, common.workbooks). Nothing is extracted to disk, no link
is followed, pictures and embedded files are never unpacked.
"""

import posixpath
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from reports.common.errors import UnreadableFile
from reports.common.kinds import Kind, kind_of, kind_of_members

MAX_MEMBERS = 5_000
MAX_UNPACKED = 1024**3  # of all members as declared: photographs may be large, and are never unpacked
MAX_PART = 48 * 1024**2  # of one XML part, as declared and as it comes out
MAX_NODES = 1_500_000  # elements and attributes that may stand in memory at once
CHUNK = 64 * 1024

_ENTRY = b"PK\x01\x02"
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of a file that is refused; `other_kind` has a gap for what it is instead."""

    empty: str
    other_kind: str
    locked: str
    wrong: str
    damaged: str
    too_large: str
    too_complex: str


class Archive:
    """The XML parts of one Office file, found by their relations.

    `main` is the part that the file is about, empty where the file names none.
    Errors: UnreadableFile, saying what the file is instead and what to do.
    """

    def __init__(self, data: bytes, *, most_bytes: int, sentences: Sentences) -> None:
        self._sentences = sentences
        self._refuse_other_kinds(data, most_bytes)
        try:
            self._archive = ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise UnreadableFile(sentences.damaged) from error
        entries = self._archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableFile(sentences.locked)
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise UnreadableFile(sentences.too_large)
        self.sizes = {entry.filename: entry.file_size for entry in entries}
        main = self._relations("").get("officeDocument", "")
        if main not in self.sizes:
            raise self.refusal()
        self.main = main
        self._related = self._relations(main)

    def _refuse_other_kinds(self, data: bytes, most_bytes: int) -> None:
        words = self._sentences
        if not data:
            raise UnreadableFile(words.empty)
        kind = kind_of(data)
        if kind is not Kind.WORD:
            refusals = {Kind.LOCKED: words.locked, Kind.TEXT: words.wrong}
            raise UnreadableFile(refusals.get(kind, words.other_kind.format(kind.value)))
        if len(data) > most_bytes or data.count(_ENTRY) > MAX_MEMBERS:  # before the directory is read
            raise UnreadableFile(words.too_large)

    def refusal(self) -> UnreadableFile:
        """Say that this is another file than was asked for, and what it is where that is known."""
        kind = kind_of_members(self.sizes)
        return UnreadableFile(
            self._sentences.other_kind.format(kind.value) if kind else self._sentences.wrong
        )

    def related(self, kind: str) -> Any | None:
        """Read a small part that belongs to the main one (styles, numbering, footnotes) as a tree."""
        name = self.related_name(kind)
        return self.tree(name) if name else None

    def related_name(self, kind: str) -> str:
        """The name of the part of this kind that belongs to the main one; empty where there is none."""
        name = self._related.get(kind, "")
        return name if name in self.sizes else ""

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
            for chunk in self.chunks(part):
                nodes += chunk.count(b"<") + chunk.count(b"=")
                if nodes > MAX_NODES:
                    raise UnreadableFile(self._sentences.too_complex)
                parser.feed(chunk)
                for _, element in parser.read_events():
                    nodes = 0 if visit(element) else nodes
            return parser.close()
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(self._sentences.damaged) from error

    def tree(self, part: str) -> Any:
        """Read a small part as a tree."""
        return self.stream(part, ("none",), lambda element: False)

    def targets(self, part: str) -> dict[str, str]:
        """The parts that a part names, by the id that it calls them; outside addresses are ignored."""
        return {relation.get("Id", ""): target for relation, target in self._named_by(part)}

    def _relations(self, part: str) -> dict[str, str]:
        """The parts that a part names, by the last word of their kind; outside addresses are ignored."""
        return {r.get("Type", "").rsplit("/", 1)[-1]: target for r, target in self._named_by(part)}

    def _named_by(self, part: str) -> list[tuple[Any, str]]:
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self.sizes:
            return []
        return [
            (
                relation,
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in self.tree(source)
            if relation.get("TargetMode") != "External"
        ]

    def chunks(self, part: str) -> Iterator[bytes]:
        """Unpack a part piece by piece, up to the limit, refusing what no Office file holds.

        Errors: UnreadableFile for a part that is damaged or too large.
        """
        words = self._sentences
        if self.sizes[part] > MAX_PART:
            raise UnreadableFile(words.too_large)
        unpacked, tail = 0, b""
        try:
            with self._archive.open(part) as member:
                while chunk := member.read(CHUNK):
                    unpacked += len(chunk)
                    if unpacked > MAX_PART:
                        raise UnreadableFile(words.too_large)
                    if b"\0" in chunk or b"<!DOCTYPE" in tail + chunk:  # UTF-16, or entities to expand
                        raise UnreadableFile(words.damaged)
                    tail = chunk[-8:]
                    yield chunk
        except UnreadableFile:
            raise
        except _BROKEN as error:
            raise UnreadableFile(words.damaged) from error
