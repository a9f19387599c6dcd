"""Comments come back as notes behind the block they stand on; none is lost."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document.nodes import Attachment, Document, Heading, Note, Paragraph, Run, Table
from reports.importing.docx_reader import docx_text, read_docx
from reports.rendering.docx.report import write_docx
from tests.importing.word_files import p, r, word_file
from tests.rendering.papers import plain

CHINA = timezone(timedelta(hours=8))
AT = datetime(2026, 1, 12, 2, 32, tzinfo=UTC)
NOTED = Document(
    title="2025年度法治政府建设情况的报告",
    blocks=(
        plain("现将有关情况报告如下。"),
        Note("说得好。\n\n再短些。", "王五", AT, quote="有关情况"),
        Note("整段都好", "赵六", AT),
        Note("没有署名", "", None, quote="报告"),
        Heading(1, "一、", "举措"),
        Note("换个词", "王五", AT, quote="举措"),
        Table((("项目", "件数"), ("处罚", "25"))),
        Note("核实", "王五", AT, quote="25"),
        Note("整张表", "王五", AT),
    ),
    signatories=("云岭县公安局",),
    date=date(2026, 1, 20),
    attachments=(Attachment("清单", (plain("按时完成。"), Note("何时", "王五", AT, quote="按时"))),),
)


def notes(document: Document) -> list[Note]:
    return [block for block in document.blocks if isinstance(block, Note)]


def test_what_we_write_comes_back():
    read = read_docx(write_docx(NOTED))
    assert notes(read) == notes(NOTED)
    assert [type(block) for block in read.blocks] == [type(block) for block in NOTED.blocks]
    assert read.attachments == NOTED.attachments


def test_comments_are_no_text():
    assert "好" not in docx_text(write_docx(NOTED))


WORDS = st.text(alphabet="甲乙丙丁戊", min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WORDS, WORDS, st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=3)))
)
def test_every_note_comes_back_behind_its_block(paragraphs):
    blocks: list[Paragraph | Note] = [Paragraph((Run("开头一段话。"),))]
    for words, said, places in paragraphs:
        text = f"{words}完成。"
        blocks.append(Paragraph((Run(text),)))
        for start, length in places:
            quote = text[start : start + length]
            begins = text.find(quote) == start and quote != text
            blocks.append(Note(said, "王五", AT, quote=quote if begins else ""))
    assert read_docx(write_docx(Document("报告", blocks=tuple(blocks)))).blocks == tuple(blocks)


def comment(key: int, text: str, *, author: str = "王五", more: str = "", para: str = "") -> str:
    inside = p(text).replace("<w:p>", f'<w:p w:paraId="{para}">') if para else p(text)
    return f'<w:comment w:id="{key}" w:author="{author}" {more}>{inside}</w:comment>'


def start(key: int) -> str:
    return f'<w:commentRangeStart w:id="{key}"/>'


def end(key: int) -> str:
    return f'<w:commentRangeEnd w:id="{key}"/><w:r><w:commentReference w:id="{key}"/></w:r>'


def read(body: str, *comments: str, extended: str = "") -> list[tuple[str, str]]:
    """The blocks and notes of a file: the text of each block, the text and quote of each note."""
    more = {"commentsExtended": extended} if extended else None
    document = read_docx(word_file(body, comments="".join(comments), more=more))
    return [
        (block.text, block.quote) if isinstance(block, Note) else ("", block.text)
        for block in document.blocks
        if isinstance(block, Note | Paragraph)
    ]


ONE, TWO = "第一段话已经完成。", "第二段话已经完成。"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            f"<w:p>{r('第一')}{start(1)}{r('段话')}{end(1)}{r('已经完成。')}</w:p>{p(TWO)}",
            [("", ONE), ("好", "段话"), ("", TWO)],
            id="words",
        ),
        pytest.param(
            f"<w:p>{r('第一')}{start(1)}{r('段话已经完成。')}</w:p><w:p>{r(TWO)}{end(1)}</w:p>",
            [("", ONE), ("好", "段话已经完成。"), ("", TWO)],
            id="several paragraphs",
        ),
        pytest.param(
            f"<w:p>{start(1)}</w:p><w:p>{r(ONE)}</w:p><w:p>{r(TWO)}{end(1)}</w:p>",
            [("", ONE), ("好", ""), ("", TWO)],
            id="from an empty paragraph",
        ),
        pytest.param(
            f"{start(1)}{p(ONE)}<w:p>{r(TWO)}{end(1)}</w:p>",
            [("", ONE), ("好", ""), ("", TWO)],
            id="from between paragraphs",
        ),
        pytest.param(
            f'{p(ONE)}<w:p>{r(TWO)}<w:r><w:commentReference w:id="1"/></w:r></w:p>',
            [("", ONE), ("", TWO), ("好", "")],
            id="a sign alone",
        ),
        pytest.param(
            f"{p(ONE)}<w:p>{start(1)}<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>{end(1)}{r(TWO)}</w:p>",
            [("", ONE), ("", TWO), ("好", "")],
            id="on what was deleted",
        ),
        pytest.param(
            f"{p(ONE)}<w:p>{start(1)}{end(1)}</w:p>{p(TWO)}",
            [("", ONE), ("好", ""), ("", TWO)],
            id="on an empty paragraph",
        ),
        pytest.param(
            p(ONE) + p(TWO), [("", ONE), ("", TWO), ("好", "")], id="nowhere"
        ),
        pytest.param(
            f"<w:p>{r(ONE)}{end(7)}</w:p>{p(TWO)}", [("", ONE), ("", TWO), ("好", "")], id="of no comment"
        ),
    ],
)  # fmt: skip
def test_wherever_it_stands_it_has_a_block(body, expected):
    assert read(body, comment(1, "好")) == expected


def test_one_on_the_title_or_the_signature_quotes_it():
    body = (
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{start(1)}{r("2025年度工作报告")}{end(1)}</w:p>'
        f"{p(ONE)}<w:p>{start(2)}{r('云岭县公安局')}{end(2)}</w:p>{p('2026年1月20日')}"
    )
    assert read(body, comment(1, "题"), comment(2, "名")) == [
        ("", ONE),
        ("题", "2025年度工作报告"),
        ("名", "云岭县公安局"),
    ]


def test_a_paper_that_is_nothing_but_a_title_keeps_its_comment():
    body = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{start(1)}{r("2025年度工作报告")}{end(1)}</w:p>'
    assert read(body, comment(1, "题")) == [("题", "2025年度工作报告")]


def test_replies_and_settled_comments_are_notes_of_their_own():
    extended = (
        '<w:commentEx w:paraId="A1" w:done="1"/><w:commentEx w:paraId="B2" w:paraIdParent="A1" w:done="1"/>'
    )
    body = f"<w:p>{start(1)}{r('第一段')}{end(1)}{r('话已经完成。')}</w:p>{p(TWO)}"
    found = read(body, comment(1, "好", para="A1"), comment(2, "改了", para="B2"), extended=extended)
    assert found == [("", ONE), ("好", "第一段"), ("改了", ""), ("", TWO)]


def test_a_comment_without_words_is_none():
    assert read(f"<w:p>{start(1)}{r(ONE)}{end(1)}</w:p>", comment(1, " ")) == [("", ONE)]


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ('w:date="2026-01-12T10:32:00Z"', datetime(2026, 1, 12, 10, 32, tzinfo=CHINA)),
        ('w:date="2026-01-12T10:32:00"', datetime(2026, 1, 12, 10, 32, tzinfo=CHINA)),
        ('w:date="2026-01-12T02:32:00+00:00"', datetime(2026, 1, 12, 10, 32, tzinfo=CHINA)),
        ('w:date="yesterday"', None),
        ("", None),
    ],
)
def test_its_time_is_that_of_the_office_clock(typed, at):
    data = word_file(
        f"<w:p>{start(1)}{r(ONE)}{end(1)}</w:p>", comments=comment(1, "好", author="", more=typed)
    )
    assert notes(read_docx(data)) == [Note("好", "", at)]


def test_in_a_cell_it_quotes_the_cell():
    cells = f"<w:tc>{p('项目')}</w:tc><w:tc><w:p>{start(1)}{r('件|数')}{end(1)}</w:p></w:tc>"
    data = word_file(f"{p(ONE)}<w:tbl><w:tr>{cells}</w:tr></w:tbl>{p(TWO)}", comments=comment(1, "好"))
    assert read_docx(data).blocks == (
        plain(ONE),
        Table((("项目", "件｜数"),)),
        Note("好", "王五", quote="件｜数"),
        plain(TWO),
    )
