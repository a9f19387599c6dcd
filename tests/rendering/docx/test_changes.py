from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from reports.common.errors import UnreadableFile
from reports.document.markup import read_document
from reports.document.nodes import Attachment, Document, Head, Heading, Imprint, Lead, Note, Table
from reports.importing.docx_reader import docx_text
from reports.rendering.docx.changes import write_marked_docx
from reports.rendering.docx.report import write_docx
from tests.document.strategies import PAPERS
from tests.rendering.docx.office import pdf_pages, to_pdf
from tests.rendering.docx.parts import W, assert_golden, names, normalised, part
from tests.rendering.papers import EVERYTHING, plain

AT = datetime(2026, 1, 12, 2, 32, tzinfo=UTC)
PART = "word/document.xml"


def marked(old: Document, new: Document) -> bytes:
    """The marked copy that these tests look at."""
    return write_marked_docx(old, new, author="审查员", at=AT)


def settled(data: bytes, *, accept: bool) -> bytes:
    """The file after somebody accepted, or rejected, every change in it."""
    root = part(data, PART)
    came, went = (f"{W}ins", f"{W}del") if accept else (f"{W}del", f"{W}ins")
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{went}") is not None:
            drop(row)
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{went}") is not None:
            drop(paragraph)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            drop(table)
    for mark in list(root.iter(went)):
        drop(mark)
    for mark in list(root.iter(came)):
        unwrap(mark)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    for change in list(root.iter(f"{W}pPrChange", f"{W}rPrChange")):
        settle_look(change, accept=accept)
    return with_part(data, root)


def settle_look(change: etree._Element, *, accept: bool) -> None:
    """Leave properties as they are, or as they were."""
    properties = change.getparent()
    assert properties is not None
    drop(change)
    if not accept:
        mark = properties.find(f"{W}rPr")
        properties[:] = [*change[0], *([] if mark is None else [mark])]


def drop(node: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)


def unwrap(node: etree._Element) -> None:
    """Leave what an element holds in its place."""
    for child in list(node):
        node.addprevious(child)
    drop(node)


def with_part(data: bytes, root: etree._Element) -> bytes:
    """The file with another document in it."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, etree.tostring(root) if name == PART else source.read(name))
    return target.getvalue()


def text_of(data: bytes) -> str:
    """The text of a file, nothing for one without any."""
    try:
        return docx_text(data)
    except UnreadableFile:
        return ""


def looks(data: bytes) -> list[tuple[str, str]]:
    """Every character of a file with the look of its run; paragraphs end in a sign of their properties."""
    found = []
    for paragraph in part(data, PART).iter(f"{W}p"):
        for run in paragraph.iter(f"{W}r"):
            look = run.find(f"{W}rPr")
            if look is None:  # the box of 版记, whose paragraphs have their own turn
                continue
            text = "".join(child.text or "" if child.tag == f"{W}t" else "¶" for child in run[1:])
            found += [(sign, etree.tostring(look).decode()) for sign in text]
        properties = deepcopy(paragraph.find(f"{W}pPr"))
        assert properties is not None
        for mark in properties.findall(f"{W}rPr"):
            properties.remove(mark)
        found.append(("¶", etree.tostring(properties).decode()))
    return found


def assert_law(old: Document, new: Document) -> None:
    data = marked(old, new)
    before, after = write_docx(old), write_docx(new)
    assert text_of(data) == text_of(after)
    assert text_of(settled(data, accept=True)) == text_of(after)
    assert text_of(settled(data, accept=False)) == text_of(before)
    assert looks(settled(data, accept=True)) == looks(after)
    assert looks(settled(data, accept=False)) == looks(before)


CELLS = st.text("甲乙丙12 |", max_size=4)
TABLES = st.builds(
    lambda rows, header: Table(tuple(tuple(row) for row in rows), header),
    st.lists(st.lists(CELLS, max_size=3), min_size=1, max_size=4),
    st.integers(0, 1),
)
BLOCKS = st.one_of(
    TABLES,
    st.builds(
        plain,
        st.sampled_from(["持续推进依法行政。", "持续推进依法履职。", "开展培训3次。", "", "落实落细。"]),
    ),
    st.builds(
        lambda text: plain(text, Lead("（一）", "规范执法。", 2)),
        st.sampled_from(["落实制度。", "公开公正。"]),
    ),
    st.builds(lambda level: Heading(level, "一、", "主要举措"), st.integers(1, 2)),
)
DOCUMENTS = st.builds(
    Document,
    title=st.sampled_from(["", "云岭县公安局关于2025年度法治政府建设情况的报告", "公安局报告\n（2025年）"]),
    addressees=st.sampled_from([(), ("县委、县政府",), ("县政府", "县委依法治县办")]),
    blocks=st.lists(BLOCKS, max_size=8).map(tuple),
    signatories=st.sampled_from([(), ("云岭县公安局",), ("中共青石镇委员会", "青石镇人民政府")]),
    date=st.sampled_from([None, date(2026, 1, 20), date(2026, 2, 1)]),
    attachments=st.sampled_from(
        [(), (Attachment("清单", (plain("按时完成。"),)),), (Attachment("数据表", (), is_named=True),)]
    ),
    head=st.sampled_from(
        [
            None,
            Head(("云岭县公安局",), number="云公〔2026〕3号", signers=("李明",), urgency="加急"),
            Head(("中共青石镇委员会", "青石镇人民政府"), number="青发〔2026〕1号", signers=("李明", "王五")),
        ]
    ),
    remark=st.sampled_from(["", "联系人：李明"]),
    imprint=st.sampled_from(
        [
            None,
            Imprint(("县人大常委会",), "云岭县公安局办公室", date(2026, 1, 20)),
            Imprint(("县政协",), "云岭县公安局办公室", date(2026, 1, 21)),
        ]
    ),
)


@given(DOCUMENTS, DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_accepting_gives_the_new_report_and_rejecting_the_old(old, new):
    assert_law(old, new)


@given(PAPERS, PAPERS)
@settings(max_examples=60, deadline=None)
def test_the_law_holds_for_texts(old, new):
    assume(old.strip() and new.strip())
    assert_law(read_document(old), read_document(new))


CHANGED = replace(
    EVERYTHING,
    title=EVERYTHING.title.replace("2025", "2026"),
    addressees=("县委、县政府",),
    blocks=(
        plain("2026年，我镇办理行政处罚案件31件。现将有关情况报告如下。"),
        *EVERYTHING.blocks[1:3],
        plain("落实“三项制度”——公开、公平、公正……", Lead("（二）", "严格执法。", 2)),
        plain("新增一段。"),
        *EVERYTHING.blocks[4:9],
        Table(
            (("项目", "单位", "2025年"), ("行政处罚", "件", "31"), ("行政许可", "件", "8"), ("合计", "见上"))
        ),
    ),
    date=date(2026, 1, 23),
    attachments=(EVERYTHING.attachments[0],),
)


def test_a_report_that_was_changed():
    assert_law(EVERYTHING, CHANGED)
    assert_golden(normalised(marked(EVERYTHING, CHANGED), PART), "changes/document.xml")


def test_a_report_that_was_not_changed_has_no_mark():
    assert marked(EVERYTHING, EVERYTHING) == write_docx(EVERYTHING, at=AT)


def test_a_table_that_went_stands_apart_from_the_one_that_came():
    """Word joins tables that touch, and could then neither accept nor reject one of them alone."""
    old = Document("", blocks=(Table((("项目", "数量"), ("许可", "8"))),))
    new = Document("", blocks=(Table((("单位", "任务", "时限"), ("司法所", "普法", "年底"))),))
    assert_law(old, new)
    body = part(marked(old, new), PART)[0]
    assert [node.tag.removeprefix(W) for node in body] == ["tbl", "p", "tbl", "p", "sectPr"]


@pytest.mark.parametrize(("old", "new"), [(Document(""), EVERYTHING), (EVERYTHING, Document(""))])
def test_a_report_that_came_or_went_as_a_whole(old, new):
    assert_law(old, new)


def test_both_sides_of_a_run_in_heading_keep_its_font():
    old = Document("", blocks=(plain("落实制度。", Lead("（一）", "规范执法。", 2)),))
    new = Document("", blocks=(plain("落实规定。", Lead("（一）", "严格执法。", 2)),))
    found = [
        (
            "".join(node.text or "" for node in run.iter(f"{W}t", f"{W}delText")),
            run.getparent().tag.removeprefix(W),
            run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia"),
        )
        for run in part(marked(old, new), PART).iter(f"{W}r")
    ]
    assert found == [
        ("（一）", "p", "楷体_GB2312"),
        ("规范", "del", "楷体_GB2312"),
        ("严格", "ins", "楷体_GB2312"),
        ("执法。", "p", "楷体_GB2312"),
        ("落实", "p", "仿宋_GB2312"),
        ("制度", "del", "仿宋_GB2312"),
        ("规定", "ins", "仿宋_GB2312"),
        ("。", "p", "仿宋_GB2312"),
    ]


def test_every_mark_has_a_number_of_its_own_and_says_who_and_when():
    marks = [
        node
        for node in part(marked(EVERYTHING, CHANGED), PART).iter()
        if node.tag in {W + tag for tag in ("ins", "del", "pPrChange", "rPrChange")}
    ]
    numbers = [int(str(node.get(f"{W}id"))) for node in marks]
    assert sorted(numbers) == list(range(1, len(marks) + 1))
    assert {(node.get(f"{W}author"), node.get(f"{W}date")) for node in marks} == {
        ("审查员", "2026-01-12T10:32:00")
    }


def test_the_notes_of_the_new_report_stand_beside_it():
    noted = replace(
        CHANGED, blocks=(*CHANGED.blocks[:1], Note("请核实", "李明", AT, quote="31件"), *CHANGED.blocks[1:])
    )
    old = replace(EVERYTHING, blocks=(*EVERYTHING.blocks, Note("旧意见", "李明", AT)))
    data = marked(old, noted)
    assert "word/comments.xml" in names(data)
    comments = part(data, "word/comments.xml")
    assert ["".join(comment.itertext()) for comment in comments] == ["请核实"]
    assert text_of(data) == text_of(settled(data, accept=True)) == text_of(write_docx(CHANGED))
    assert text_of(settled(data, accept=False)) == text_of(write_docx(EVERYTHING))


def test_libreoffice_opens_the_marked_copy(tmp_path, office_profile):
    pages = pdf_pages(to_pdf(marked(EVERYTHING, CHANGED), tmp_path, office_profile))
    printed = "".join("".join(pages).split())
    assert [text in printed for text in ("严格", "规范", "新增一段", "行政许可")] == [True] * 4
