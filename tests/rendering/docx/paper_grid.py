"""Measuring where words stand on the pages that LibreOffice prints."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

MM = 25.4 / 72
_DPI = 150
_DARK = 200


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page in millimetres from the paper's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def measured_pages(pdf: Path) -> list[list[PrintedLine]]:
    """The lines of each page from top to bottom, words of one height joined."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True)
    root = etree.fromstring(done.stdout, etree.HTMLParser(encoding="utf-8"))
    return [list(_lines(page)) for page in root.iter("page")]


def _lines(page: etree._Element) -> Iterator[PrintedLine]:
    rows: dict[int, list[etree._Element]] = {}
    for word in page.iter("word"):
        middle = (float(word.get("ymin", 0)) + float(word.get("ymax", 0))) / 2
        place = next((at for at in rows if abs(at - middle) < 6), round(middle))
        rows.setdefault(place, []).append(word)
    for _, words in sorted(rows.items()):
        words.sort(key=lambda word: float(word.get("xmin", 0)))
        sides = [
            [float(word.get(side, 0)) * MM for word in words] for side in ("xmin", "ymin", "xmax", "ymax")
        ]
        text = "".join(word.text or "" for word in words)
        yield PrintedLine(text, min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))


def measured_rules(pdf: Path, *, page: int) -> list[PrintedLine]:
    """The horizontal rules of a page that are wider than half of it, from top to bottom."""
    command = ["pdftoppm", "-gray", "-r", str(_DPI), "-f", str(page), "-l", str(page), str(pdf)]
    picture = subprocess.run(command, check=True, capture_output=True).stdout
    width, height, pixels = _read_picture(picture)
    found: list[PrintedLine] = []
    for row in range(height):
        dark = [at for at in range(width) if pixels[row * width + at] < _DARK]
        if len(dark) < width / 2:
            continue
        top, bottom, left, right = (at * 25.4 / _DPI for at in (row, row + 1, dark[0], dark[-1] + 1))
        if found and top - found[-1].bottom < 0.01:
            top = found.pop().top
        found.append(PrintedLine("", left, top, right, bottom))
    return found


def _read_picture(picture: bytes) -> tuple[int, int, bytes]:
    """Width, height and pixels of a grey picture (PGM)."""
    _, size, _, pixels = picture.split(b"\n", 3)
    width, height = (int(number) for number in size.split())
    return width, height, pixels
