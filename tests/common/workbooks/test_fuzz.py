"""Whatever happens to a workbook on its way, it is a sheet or a sentence."""

import random
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from reports.common.errors import UnreadableFile
from reports.common.workbooks.columns import Column, Table
from reports.common.workbooks.reading import Sheet, Workbook
from reports.common.workbooks.writing import write_workbook
from tests.common.workbooks.sheets import workbook

COLUMNS = (Column("名称", must_stand=True), Column("电话", is_text=True), Column("数"))
ROWS = (("县公安局", "0991", 12), ("县教育局", "", date(2026, 1, 5)), ("=1+1", "+86", 0.5))
OWN = write_workbook([Table("单位", COLUMNS, ROWS)])
OFFICE = workbook(("名称", "电话", "数"), *ROWS, change=lambda sheet: sheet.merge_cells("A2:A3"))
PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels")
DIGITS = bytes(range(48, 58))
RUNS = 150


def read(data):
    """Read a workbook, or say why not."""
    try:
        return Workbook(data).read("单位", columns=COLUMNS, most_rows=100)
    except UnreadableFile as error:
        return str(error)


def replaced(data, name, content):
    """The same package with another content of one part."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, content if entry == name else source.read(entry))
    return stream.getvalue()


def flipped(content, chance):
    """Some bytes of a part are others."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        spoilt[chance.randrange(len(spoilt))] = chance.choice(b'<>/"= azAZ09\x00\xff')
    return bytes(spoilt)


def renumbered(content, chance):
    """The digits of a part are others: styles, texts, rows and dates that do not exist."""
    return bytes(
        chance.choice(DIGITS) if byte in DIGITS and chance.random() < 0.2 else byte for byte in content
    )


def cut(content, chance):
    """A stretch of a part is missing."""
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randint(1, 60) :]


@pytest.mark.parametrize("data", [OWN, OFFICE], ids=["own", "office"])
@pytest.mark.parametrize("spoil", [flipped, renumbered, cut])
def test_a_spoilt_workbook_is_a_sheet_or_a_sentence(data, spoil):
    chance = random.Random(spoil.__name__)
    for _ in range(RUNS):
        name = chance.choice(PARTS)
        with ZipFile(BytesIO(data)) as package:
            content = package.read(name)
        found = read(replaced(data, name, spoil(content, chance)))
        assert isinstance(found, Sheet) or found.endswith("。")


@pytest.mark.parametrize("data", [OWN, OFFICE], ids=["own", "office"])
def test_the_workbooks_are_sound_before_they_are_spoilt(data):
    assert isinstance(read(data), Sheet)


def test_a_spoilt_package_is_a_sheet_or_a_sentence():
    chance = random.Random("package")
    for _ in range(RUNS):
        found = read(flipped(OWN, chance))
        assert isinstance(found, Sheet) or found.endswith("。")
