"""Files that want to hang, fill or burn the server: each is read or refused within what the product promises.

Every file is read in a process of its own whose memory and CPU the system itself limits.
"""

import json
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from reports.importing import archives
from reports.importing.docx_reader import NO_TEXT
from reports.rendering.docx.report import write_docx
from tests.importing.word_files import linked_picture, members_of, p, r, word_file, zipped
from tests.rendering.papers import EVERYTHING

SECONDS = 5
MEGABYTES = 300
READER = """
import json, os, resource, sys, time
from pathlib import Path
from reports.document.markup import print_document
from reports.importing.docx_reader import read_docx
from reports.common.errors import UnreadableFile

def read(file):
    data = Path(file).read_bytes()
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = mapped + {megabytes} * 1024**2
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (int(started) + {seconds} + 1,) * 2)
    try:
        said = print_document(read_docx(data))[:40]
    except UnreadableFile as error:
        said = "！" + str(error)
    used = time.process_time() - started, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return [said, *used]

for line in sys.stdin:
    child = os.fork()
    if not child:
        print(json.dumps(read(line.strip())), flush=True)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        print(json.dumps("died: {{}}".format(status)), flush=True)
"""
DOCX = word_file(p("正文。"))


@dataclass(frozen=True)
class Reader:
    """Reads each file in a process of its own, forked from one that has everything imported."""

    process: subprocess.Popen[str]
    file: Path

    def outcome(self, data: bytes) -> str:
        """What reading says (a refusal opens with ！), once its cost has been found within the limits."""
        self.file.write_bytes(data)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(self.file, file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        assert isinstance(answer, list), answer
        said, seconds, megabytes = answer
        assert seconds < SECONDS
        assert megabytes < MEGABYTES
        return said


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The process is started once for this file."""
    script = READER.format(seconds=SECONDS, megabytes=MEGABYTES)
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Reader(process, tmp_path_factory.mktemp("hostile") / "file.docx")
        process.terminate()


def with_member(name: str, content: bytes | str) -> bytes:
    """A sound file with one member changed or added."""
    return zipped(members_of(DOCX) | {name: content})


def filled(opening: bytes, unit: bytes, ending: bytes, *, megabytes: int = 40) -> bytes:
    """A file whose main part is one thing many times over."""
    body = str(members_of(word_file("@"))["word/document.xml"], "utf-8").encode()
    inside = opening + unit * (megabytes * 1024**2 // len(unit)) + ending
    return with_member("word/document.xml", body.replace(b"@", inside))


def stored(method: int) -> bytes:
    """A sound file whose members are compressed in a way that Word does not use."""
    target = BytesIO()
    with ZipFile(target, "w", method) as archive:
        for name, content in members_of(DOCX).items():
            archive.writestr(name, content)
    return target.getvalue()


def overlapping(count: int) -> bytes:
    """A file whose directory lists one large member many times, at the same bytes."""
    data = bytearray(with_member("word/document.xml", b"<a>" + bytes([48]) * 40 * 1024**2))
    end = data.rfind(b"PK\x05\x06")
    size, offset = struct.unpack("<LL", data[end + 12 : end + 20])
    directory = bytes(data[offset : offset + size]) * count
    entries = struct.unpack("<H", data[end + 10 : end + 12])[0] * count
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), offset, 0)
    return bytes(data[:offset]) + directory + tail


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip, which nobody opens."""
    data = bytes(1024**2)
    for _ in range(depth):
        data = zipped({"word/embeddings/inner.zip": data})
    return with_member("word/embeddings/inner.zip", data)


def laughs() -> bytes:
    """A billion laughs, in a part beside the main one."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE s [<!ENTITY l0 "哈">{entities}]><s>&l9;</s>'
    data = members_of(word_file(p("正文。"), styles="<w:x/>"))
    return zipped(data | {"word/styles.xml": doctype})


def numbered(text: str, level: str) -> bytes:
    """A file with one list that was made to cost."""
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{level}"><w:start w:val="999999999"/>'
        f'<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return word_file(p("甲", properties=listed) * 2000, numbering=numbering)


def commented(count: int) -> bytes:
    """A file in which every comment stands on the whole of one long paragraph."""
    notes = "".join(f'<w:comment w:id="{n}" w:author="甲">{p("好")}</w:comment>' for n in range(count))
    starts = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(count))
    return word_file(f"<w:p>{starts}{r('字' * 500_000)}</w:p>{p('完。')}", comments=notes)


ROW, WIDE = "<w:tbl><w:tr>{}</w:tr></w:tbl>", '<w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr></w:tc>'
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
DEEP = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
DAMAGED, COMPLEX, LARGE = (
    f"！{text}" for text in (archives.DAMAGED, archives.TOO_COMPLEX, archives.TOO_LARGE)
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(lambda: b"PK\x03\x04" + bytes(200 * 1024**2), LARGE, id="200 MB"),
        pytest.param(lambda: bytes(200 * 1024**2), f"！{archives.NOT_WORD}", id="200 MB of nothing"),
        pytest.param(lambda: word_file(p("一段文字。") * 100_000), COMPLEX, id="100,000 paragraphs"),
        pytest.param(lambda: word_file(p("") * 400_000), COMPLEX, id="400,000 empty paragraphs"),
        pytest.param(lambda: filled(b"<w:p><w:r><w:t>", b"0", b"</w:t></w:r></w:p>"), DAMAGED, id="one run"),
        pytest.param(lambda: filled(b"<w:p>", b"<w:r><w:t>0</w:t></w:r>", b"</w:p>"), COMPLEX, id="runs"),
        pytest.param(lambda: filled(b"<w:p>", b"<w:r>", b"</w:p>"), DAMAGED, id="runs inside runs"),
        pytest.param(lambda: filled(b'<w:p w:x="', b"x", b'"/>'), DAMAGED, id="attribute"),
        pytest.param(lambda: filled(b"<w:p><!--", b"x", b"--></w:p>"), DAMAGED, id="comment of XML"),
        pytest.param(lambda: filled(b"", b"<?x ?>", b""), COMPLEX, id="instructions"),
        pytest.param(lambda: filled(b"<w:p>", b'<w:r xmlns:a="b"/>', b"</w:p>"), COMPLEX, id="namespaces"),
        pytest.param(lambda: filled(b"", b"<w:p/>", b"", megabytes=60), LARGE, id="60 MB of a part"),
        pytest.param(lambda: overlapping(900), LARGE, id="overlapping members"),
        pytest.param(lambda: nested(20), "正文。", id="zips inside zips"),
        pytest.param(lambda: zipped({f"{n}": b"" for n in range(60_000)}), LARGE, id="60,000 members"),
        pytest.param(lambda: stored(ZIP_STORED), "正文。", id="stored"),
        pytest.param(lambda: stored(ZIP_BZIP2), "正文。", id="bzip2"),
        pytest.param(lambda: stored(ZIP_LZMA), "正文。", id="lzma"),
        pytest.param(laughs, DAMAGED, id="billion laughs"),
        pytest.param(
            lambda: word_file(
                p("正文。"), prolog='<!DOCTYPE d SYSTEM "http://192.0.2.1/outside.dtd">'
            ),
            DAMAGED,
            id="DTD outside",
        ),
        pytest.param(lambda: linked_picture("正文。", "http://192.0.2.1/x.png"), "正文。", id="links"),
        pytest.param(lambda: with_member("word/vbaProject.bin", bytes(2000)), "正文。", id="macros"),
        pytest.param(lambda: word_file(DEEP.format(DEEP.format(p("底"))) * 3000), "底\n" * 20, id="frames"),
        pytest.param(lambda: word_file(ROW.format(WIDE * 200_000)), COMPLEX, id="spans"),
        pytest.param(lambda: commented(4000), "字" * 40, id="comments"),
        pytest.param(lambda: commented(6000), COMPLEX, id="more comments"),
        pytest.param(lambda: word_file(f"<w:p>{FIELD * 200_000}</w:p>{p('完。')}"), "完。", id="fields"),
        pytest.param(lambda: word_file("<w:sectPr/>"), f"！{NO_TEXT}", id="no text"),
    ],
)  # fmt: skip
def test_it_is_read_or_refused_within_the_promise(data, said, reader):
    assert reader.outcome(data()) == said


@pytest.mark.parametrize("level", ["0", "8", "9", "-1", "99999999999999999999", "²"])
def test_an_absurd_level_of_a_list_costs_nothing(level, reader):
    assert reader.outcome(numbered("%1" * 100_000, level))[-1] != "。"


def test_a_file_cut_off_at_any_place_is_refused(reader):
    data = write_docx(EVERYTHING)
    with ZipFile(BytesIO(data)) as archive:
        ends = [info.header_offset for info in archive.infolist()]
    directory = data.rfind(b"PK\x05\x06")
    cuts = sorted(
        {*ends, *(end + 30 for end in ends), directory, directory + 4, directory + 21, len(data) - 1}
    )
    refusals = {reader.outcome(data[:cut]) for cut in cuts[1:]}
    assert refusals == {DAMAGED}
