"""Real files spoilt in every way that disks, mail and people know: a document or a sentence comes out.

The spoiling is drawn from fixed seeds, so that a failure can be seen again.
"""

import random
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from lxml import etree

from reports.common import office
from reports.common.errors import UnreadableFile
from reports.document.nodes import Document
from reports.importing.docx_reader import read_docx
from reports.importing.reading import read_report_file
from reports.rendering.docx.report import write_docx
from tests.importing.word_files import members_of, saved, zipped
from tests.rendering.papers import EVERYTHING

ROUNDS = 50
XML_PARTS = ("document.xml", "styles.xml", "numbering.xml", "comments.xml", ".rels", "footnotes.xml")


def typed() -> bytes:
    """A file as Word's own template makes it: styles, lists, a table, a comment."""
    word = docx.Document()
    word.add_heading("2025年度法治政府建设情况的报告", 0)
    for text, style in [("举措", "Heading 1"), ("一项", "List Number"), ("一点", "List Bullet")]:
        word.add_paragraph(text, style=style)
    word.add_comment(word.add_paragraph("正文一段。").runs, text="请核实。", author="王五")
    word.add_table(2, 3).rows[0].cells[0].text = "项目"
    return saved(word)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """A file of our own, one of python-docx, and one that LibreOffice has written."""
    own = write_docx(EVERYTHING)
    return {"own": own, "typed": typed(), "office": office.convert(typed(), source="docx", target="docx")}


def flipped(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(data) + 1), 2))
    return data[:start] + data[end:] if chance.random() < 0.5 else data[:end]


def misdirected(data: bytes, chance: random.Random) -> bytes:
    """Bytes of the zip's headers changed: sizes, offsets, names, flags, methods."""
    spoilt = bytearray(data)
    headers = [at for sign in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06") for at in _all(data, sign)]
    for _ in range(chance.randint(1, 4)):
        at = chance.choice(headers) + chance.randrange(4, 46)
        spoilt[min(at, len(spoilt) - 1)] = chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
    return bytes(spoilt)


def _all(data: bytes, sign: bytes) -> list[int]:
    return [at for at in range(len(data)) if data.startswith(sign, at)]


def respelt(data: bytes, chance: random.Random) -> bytes:
    """Signs of one XML part changed."""
    name, content = _part(data, chance)
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        spoilt[chance.randrange(len(spoilt))] = chance.choice(b'<>/"&0aw: -9')
    return zipped(members_of(data) | {name: bytes(spoilt)})


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """Elements of one XML part moved, doubled, dropped, renamed, or given another's attributes."""
    name, content = _part(data, chance)
    root = etree.fromstring(content)
    for _ in range(chance.randint(1, 10)):
        elements = list(root.iter("*"))[1:]
        if elements:
            _move(chance.choice(elements), chance.choice(elements), chance)
    return zipped(members_of(data) | {name: etree.tostring(root)})


def _move(one, other, chance: random.Random) -> None:
    match chance.randrange(5):
        case 0 if one is not other and one not in other.iterancestors():
            other.append(one)
        case 1:
            one.getparent().append(etree.fromstring(etree.tostring(one)))
        case 2:
            one.getparent().remove(one)
        case 3:
            one.tag = other.tag
        case _:
            for key in other.attrib:
                one.set(key, chance.choice(["", "-1", "0", "99999999999", "²", "x" * 300, other.get(key)]))


def _part(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    members = members_of(data)
    name = chance.choice([name for name in members if name.endswith(XML_PARTS)])
    content = members[name]
    return name, content if isinstance(content, bytes) else content.encode()


@pytest.mark.parametrize("name", ["own", "typed", "office"])
@pytest.mark.parametrize("spoil", [flipped, cut, misdirected, respelt, shuffled])
def test_a_spoilt_file_is_a_document_or_a_sentence(
    files: dict[str, bytes], name: str, spoil: Callable[[bytes, random.Random], bytes]
):
    chance = random.Random(f"2026 {name} {spoil.__name__}")
    outcomes = [read_or_refuse(spoil(files[name], chance)) for _ in range(ROUNDS)]
    assert {type(one) for one in outcomes} <= {Document, str}
    assert [one for one in outcomes if isinstance(one, str) and not one.endswith("。")] == []


def read_or_refuse(data: bytes) -> Document | str:
    """What reading comes to; anything but a refusal breaks the test."""
    try:
        return read_report_file("报告.docx", data)
    except UnreadableFile as error:
        return str(error)


def test_the_files_are_sound_before_they_are_spoilt(files):
    titles = [read_docx(data).title for data in files.values()]
    assert titles == [EVERYTHING.title, "2025年度法治政府建设情况的报告", "2025年度法治政府建设情况的报告"]
    assert all(docx.Document(BytesIO(data)).paragraphs for data in files.values())
