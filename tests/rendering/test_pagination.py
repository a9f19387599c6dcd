import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document.markup import read_document
from reports.document.nodes import Attachment, Document, Head, Heading, Imprint, Paragraph, Run, Table
from reports.rendering.docx.profile import FORMAL, PRESETS, PUBLIC, Face, Profile, localised
from reports.rendering.docx.report import write_docx
from reports.rendering.pages import ItemKind, PaperItem, paper
from reports.rendering.pagination import Sheet, Side, paginate
from tests.document.strategies import PAPERS
from tests.rendering.docx.office import pdf_pages, to_pdfs
from tests.rendering.papers import EVERYTHING, plain
from tests.shared import sample_text

LINE = "法" * 26  # one line, indented by two
HALF_WIDTH = "Noto Sans Mono CJK SC"  # a face on this machine whose digits are half as wide as its signs
SPELT = str.maketrans("0123456789", "〇一二三四五六七八九")


def words(item: PaperItem) -> str:
    cells = "".join(cell.text for row in (*item.header, *item.rows) for cell in row)
    return "".join(item.lines) + "".join(piece.text for piece in item.pieces) + cells + item.date


def lines(count: int) -> tuple[Paragraph, ...]:
    return tuple(plain(LINE) for _ in range(count))


def kinds(sheets: tuple[Sheet, ...]) -> list[list[str]]:
    return [[item.kind.value for item in sheet.items] for sheet in sheets]


def test_a_page_holds_22_lines() -> None:
    sheets = paginate(paper(Document("", blocks=lines(45))))
    assert [len(sheet.items) for sheet in sheets] == [22, 22, 1]


def test_nothing_takes_no_sheet() -> None:
    assert paginate(paper(Document(""))) == ()


def test_a_paragraph_is_cut_where_the_page_ends() -> None:
    text = LINE + "律" * 28 + "规"
    first, second = paginate(paper(Document("", blocks=(*lines(20), plain(text)))))
    last, rest = first.items[-1], second.items[0]
    assert (words(last), last.is_continued, last.goes_on) == (LINE + "律" * 28, False, True)
    assert (words(rest), rest.is_continued, rest.goes_on) == ("规", True, False)


def test_a_heading_takes_the_next_line_with_it() -> None:
    blocks = (*lines(20), Heading(1, "一、", "成效"), Heading(2, "（一）", "学习"), plain(LINE))
    assert kinds(paginate(paper(Document("", blocks=blocks)))) == [
        ["paragraph"] * 20,
        ["heading", "heading", "paragraph"],
    ]


def signed(*blocks: Paragraph) -> Document:
    return Document("", blocks=blocks, signatories=("云岭县公安局",), date=date(2026, 1, 20))


def test_a_signature_takes_two_lines_of_the_text_with_it() -> None:
    assert kinds(paginate(paper(signed(*lines(20))))) == [
        ["paragraph"] * 18,
        ["paragraph", "paragraph", "signature"],
    ]


@pytest.mark.parametrize(("count", "left"), [(2, 0), (3, 0), (4, 2), (6, 4)])
def test_a_paragraph_leaves_and_takes_two_lines_or_goes_as_a_whole(count: int, left: int) -> None:
    text = LINE + "律" * 28 * (count - 1)
    first, second = paginate(paper(signed(*lines(20 - count), plain(text))))
    behind = [words(item) for item in first.items[20 - count :]]
    assert behind == ([text[: 28 * left - 2]] if left else [])
    assert second.items[-1].kind is ItemKind.SIGNATURE


def test_an_imprint_is_a_little_higher_than_its_lines() -> None:
    """Its rules take room: where only its lines would fit it stands on a page of its own, as in Word."""
    imprint = Imprint(printed_by="云岭县公安局办公室", printed_on=date(2026, 1, 20))
    fits, not_so = (Document("", blocks=lines(count), imprint=imprint) for count in (20, 21))
    assert [len(paginate(paper(document))) for document in (fits, not_so)] == [1, 2]


def test_an_attachment_begins_a_page() -> None:
    attachments = (Attachment("清单", lines(1)), Attachment("台账", lines(1)))
    sheets = paginate(paper(Document("", blocks=lines(2), attachments=attachments)))
    assert kinds(sheets) == [["paragraph"] * 2, *[["attachment", "title", "paragraph"]] * 2]


def test_a_long_table_repeats_its_header() -> None:
    table = Table((("项目", "数量"), *(("处罚", str(row)) for row in range(50))))
    sheets = paginate(paper(Document("", blocks=(table,))))
    parts = [item for sheet in sheets for item in sheet.items]
    assert {part.header for part in parts} == {parts[0].header}
    assert [row[1].text for part in parts for row in part.rows] == [str(row) for row in range(50)]
    assert [part.is_continued for part in parts] == [False, True]


def test_page_numbers_stand_outside_or_in_the_middle() -> None:
    items = paper(Document("", blocks=lines(23)))
    outer, middle = PUBLIC, localised(PUBLIC, PRESETS["页码居中、只印数字"])
    assert [(s.page_number, s.side) for s in paginate(items, outer)] == [
        ("— 1 —", Side.RIGHT),
        ("— 2 —", Side.LEFT),
    ]
    assert [(s.page_number, s.side) for s in paginate(items, middle)] == [
        ("1", Side.CENTRE),
        ("2", Side.CENTRE),
    ]


@given(PAPERS)
@settings(max_examples=60)
def test_no_word_is_lost_and_none_comes_twice(text: str) -> None:
    items = paper(read_document(text))
    placed = [item for sheet in paginate(items) for item in sheet.items]
    assert "".join(words(replace(item, header=())) for item in placed) == "".join(
        words(replace(item, header=())) for item in items
    )


@given(st.lists(st.integers(1, 120), max_size=60))
def test_only_the_ends_of_sheets_cut(lengths: list[int]) -> None:
    sheets = paginate(paper(Document("", blocks=tuple(plain("法" * length) for length in lengths))))
    inner = [item for sheet in sheets for item in sheet.items[1:-1]]
    assert [item for item in inner if item.is_continued or item.goes_on] == []
    assert [item.kind for item in inner] == [ItemKind.PARAGRAPH] * len(inner)


def half_width(profile: Profile) -> Profile:
    """The profile in a face that this machine has, so that LibreOffice measures as 仿宋_GB2312 would."""

    def mono(face: Face) -> Face:
        return replace(face, name=HALF_WIDTH)

    return replace(
        profile,
        body=mono(profile.body),
        levels=tuple(map(mono, profile.levels)),
        title=mono(profile.title),
        table=mono(profile.table),
        table_head=mono(profile.table_head),
    )


def spelt(node):
    """The same report with its digits and letters as Chinese signs.

    LibreOffice 7.4 parts digits from Chinese by a quarter of a character though the file forbids it.
    """
    if isinstance(node, str):
        return re.sub("[A-Za-z+%]", "某", node.translate(SPELT))
    if isinstance(node, tuple):
        return tuple(map(spelt, node))
    if is_dataclass(node) and not isinstance(node, type):
        named = {f.name: spelt(getattr(node, f.name)) for f in fields(node) if f.name not in UNPRINTED}
        return replace(node, **named)
    return node


UNPRINTED = ("origin", "kind", "role", "level")


def long_report(count: int) -> Document:
    """A formal report with headings, tables and attachments, some `count` paragraphs long."""
    blocks: list = []
    for number in range(count):
        if number % 7 == 0:
            blocks.append(Heading(1 + number % 2, "一、", f"第{number}部分的主要举措和成效"))
        blocks.append(plain(f"第{number}段，" + "坚持依法行政，完善制度机制；" * (number % 9 + 1)))
    rows = (("项目", "单位", "说明"), *(("行政处罚", "件", "含简易程序案件") for _ in range(count // 2)))
    return Document(
        title="云岭县公安局关于2025年度法治政府建设情况的报告",
        addressees=("县委、县政府",),
        blocks=(*blocks, Table(rows)),
        signatories=("云岭县公安局",),
        date=date(2026, 1, 20),
        attachments=(
            Attachment("任务清单", tuple(plain("按时完成各项任务。" * 6) for _ in range(12)), True),
        ),
        head=Head(("云岭县公安局",), "文件", "云公法〔2026〕3号", ("何建国",)),
        imprint=Imprint(("县政协",), "云岭县公安局办公室", date(2026, 1, 20)),
    )


SAMPLES = [pytest.param(name, marks=pytest.mark.shared) for name in ("002", "004")]
PAGED = {
    "everything": (EVERYTHING, PUBLIC),
    "formal of 30": (long_report(30), FORMAL),
    "formal of 80": (long_report(80), FORMAL),
    "28 points": (long_report(150), localised(PUBLIC, PRESETS["行距28磅"])),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, office_profile: Path) -> dict[str, list[str]]:
    """The pages of each paper, its digits spelt, as LibreOffice prints it; all in one go."""
    files = {
        name: write_docx(spelt(document), half_width(profile)) for name, (document, profile) in PAGED.items()
    }
    pdfs = to_pdfs(list(files.values()), tmp_path_factory.mktemp("paged"), office_profile)
    return dict(zip(files, map(pdf_pages, pdfs), strict=True))


@pytest.fixture(scope="module")
def printed_samples(tmp_path_factory: pytest.TempPathFactory, office_profile: Path) -> dict[str, list[str]]:
    """The pages of each sample, with its digits and with them spelt; all in one go."""
    documents = {name: read_document(sample_text(name)) for name in ("002", "004")}
    files = {name: write_docx(document) for name, document in documents.items()}
    files |= {
        f"{name} spelt": write_docx(spelt(document), half_width(PUBLIC))
        for name, document in documents.items()
    }
    pdfs = to_pdfs(list(files.values()), tmp_path_factory.mktemp("samples"), office_profile)
    return dict(zip(files, map(pdf_pages, pdfs), strict=True))


def require_the_same_pages(document: Document, profile: Profile, printed: list[str]) -> None:
    """Exactly as many: digits apart, no page is taken or lost by the estimate; samples begin them alike."""
    sheets = paginate(paper(document, profile), profile)
    assert len(sheets) == len(printed)
    if not document.attachments:
        begun = ["".join("".join(map(words, sheet.items)).split())[:8] for sheet in sheets]
        assert begun == ["".join(page.split())[:8] for page in printed]


@pytest.mark.parametrize("name", PAGED)
def test_libreoffice_counts_as_many_pages(name: str, printed: dict[str, list[str]]) -> None:
    document, profile = PAGED[name]
    require_the_same_pages(spelt(document), profile, printed[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_libreoffice_counts_as_many_pages_of_a_sample(
    name: str, printed_samples: dict[str, list[str]]
) -> None:
    require_the_same_pages(spelt(read_document(sample_text(name))), PUBLIC, printed_samples[f"{name} spelt"])


@pytest.mark.parametrize("name", SAMPLES)
def test_with_its_digits_a_sample_has_as_many_pages_within_one(
    name: str, printed_samples: dict[str, list[str]]
) -> None:
    document = read_document(sample_text(name))
    assert abs(len(paginate(paper(document))) - len(printed_samples[name])) <= 1


def test_a_run_that_is_cut_keeps_its_kind() -> None:
    block = Paragraph((Run("法" * 26), Run("治" * 28)))
    first, second = paginate(paper(Document("", blocks=(*lines(21), block))))
    assert [words(sheet.items[-1]) for sheet in (first, second)] == ["法" * 26, "治" * 28]
