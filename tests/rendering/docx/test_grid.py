"""22 lines of 28 characters on the page, as LibreOffice prints it with the typefaces of this machine.

A line's cell is one pitch high and has the line in its middle; 22 cells are the 版心.
"""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Twips

from reports.document.nodes import Attachment, Document
from reports.rendering.docx.profile import FORMAL, PRESETS, PUBLIC, STANDARD, Preset, localised
from reports.rendering.docx.report import write_docx
from tests.rendering.docx.office import to_pdf
from tests.rendering.docx.paper_grid import PrintedLine, measured_pages
from tests.rendering.docx.parts import part
from tests.rendering.papers import UPWARD, plain

LONG = tuple(plain("持续推进各项工作落到实处" * 14 + "取得实效。") for _ in range(24))
NARROW = Preset(margin_left=Mm(31), margin_right=Mm(31), margin_bottom=Mm(50))
PAGES = {**PRESETS, "窄版": NARROW}


SIGNED = Document(
    "",
    blocks=LONG[:22],
    signatories=("云岭县公安局",),
    date=date(2026, 1, 20),
    attachments=(Attachment("任务清单", LONG[:12]),),
)
PAPERS = {
    "public": (Document("", blocks=LONG), PUBLIC, range(1, 8)),
    "formal": (replace(UPWARD, blocks=LONG), FORMAL, range(2, 8)),
    "signed": (SIGNED, PUBLIC, [*range(1, 7), 10, 11, 12]),
}


@pytest.fixture(scope="module", params=PAPERS)
def full_pages(request, tmp_path_factory, office_profile):
    """The numbers and lines of the pages that text fills.

    Not full by their text, and left out: a first page with 版头; the page before a held signature, whose last
    paragraph goes to the next page with it (`signed`, page 7, whose text would end on the page's last line)
    and the page of the signature (8); the page where 附件 begins, with its title and blank lines (9).
    """
    document, profile, full = PAPERS[request.param]
    folder = tmp_path_factory.mktemp("grid")
    pages = measured_pages(to_pdf(write_docx(document, profile), folder, office_profile))
    return {number: pages[number - 1] for number in full}


def test_every_full_page_has_22_lines(full_pages):
    assert {number: len(lines) - 1 for number, lines in full_pages.items()} == dict.fromkeys(full_pages, 22)


def test_a_full_line_has_28_characters(full_pages):
    full = {len(line.text) for lines in full_pages.values() for line in lines[:-1] if line.left < 29}
    assert max(full) == 28
    assert sorted(full) == [7, 28]  # 7: what is left of a paragraph for its last line


def test_the_text_stands_within_a_millimetre_of_its_margins(full_pages):
    for lines in full_pages.values():
        text = lines[:-1]
        cell = PUBLIC.pitch.mm
        edges = {
            "left": min(line.left for line in text),
            "right": max(line.right for line in text),
            "top": middle(text[0]) - cell / 2,
            "bottom": middle(text[-1]) + cell / 2,
        }
        assert edges == pytest.approx({"left": 28, "right": 184, "top": 37, "bottom": 262}, abs=1)


def middle(line: PrintedLine) -> float:
    return (line.top + line.bottom) / 2


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(full_pages):
    inset = PUBLIC.page_number.size.mm
    for number, lines in full_pages.items():
        printed = lines[-1]
        assert printed.text == f"—{number}—"
        assert middle(printed) == pytest.approx(262 + PUBLIC.page_number_drop.mm, abs=1)
        if number % 2:
            assert printed.right == pytest.approx(184 - inset, abs=1)
        else:
            assert printed.left == pytest.approx(28 + inset, abs=1)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("base", [PUBLIC, FORMAL], ids=["public", "formal"])
def test_grid_pitch_and_spacing_of_a_file_agree(base, name):
    profile = localised(base, PAGES[name])
    data = write_docx(UPWARD, profile)
    normal = part(data, "word/styles.xml").find(f".//{qn('w:style')}[@{qn('w:styleId')}='Normal']")
    section = docx.Document(BytesIO(data)).sections[0]
    stated = {
        "grid": section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")),
        "pitch": normal.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:line")),
        "tracking": normal.find(f"{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val")),
    }
    pitch, width, height = profile.pitch, profile.text_width, profile.text_height
    assert stated == {
        "grid": str(pitch.twips),
        "pitch": str(pitch.twips),
        "tracking": str(profile.tracking.twips),
    }
    assert profile.lines * pitch <= height < (profile.lines + 1) * pitch
    assert 0 <= width - profile.columns * profile.character < Twips(profile.columns)


def test_the_standard_is_a_preset_like_any_other():
    assert localised(PUBLIC, STANDARD) == PUBLIC
    assert localised(FORMAL, STANDARD) == FORMAL


def test_a_narrow_page_has_as_many_lines_and_characters_as_it_holds(tmp_path, office_profile):
    profile = localised(PUBLIC, NARROW)
    assert (profile.lines, profile.columns) == (20, 26)
    pages = measured_pages(to_pdf(write_docx(Document("", blocks=LONG), profile), tmp_path, office_profile))
    assert {len(lines) - 1 for lines in pages[:-1]} == {20}
    assert max(len(line.text) for lines in pages for line in lines) == 26


def test_a_file_that_is_not_printed_is_an_error(tmp_path, office_profile):
    with pytest.raises(FileNotFoundError):
        to_pdf(b"PK\x03\x04 no document", tmp_path, office_profile)
