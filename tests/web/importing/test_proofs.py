"""What the proof-reader says of an old paper: at its characters, before anything is stored, within bounds."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.checks.models import CheckSetting
from reports.document.markup import print_document, read_document
from reports.importing.placement import propose
from reports.rounds.models import Round
from reports.web.importing import counting
from reports.web.importing.marking import mark_up
from reports.web.importing.parcels import open_parcel
from reports.web.importing.proofs import MOST_CHECKED, MOST_LISTED, SHIPPED_READER, check_text, proofread
from reports.web.importing.queries import preview
from tests.importing.word_files import p, word_file
from tests.shared import sample_path

TEXT = """机密★1年
云岭县公安局2025年法治政府建设工作报告
县委：
一、2025年主要举措和成效
（一）行政执法。全年办理案件xx件,办结率98%。
|项目|数量|
|检查|xx件|
青山县公安局开展检查，联系13812345678。
二、存在的不足和原因
因为人手少，所以培训覆盖不全。
三、主要负责人履行第一责任人职责情况
主持召开会议3次。
四、2026年度主要安排
2026年6月底前培训2次。
云岭县公安局
2026年1月15日"""
NAMES = ("云岭县公安局",)
SOUND = """云岭县公安局关于2025年度法治政府建设情况的报告
县委、县政府：
一、2025年推进法治政府建设的主要举措和成效
全年办理案件120件，办结118件。"""


def rows_of(text):
    return propose(read_document(text), [])


def proof_of(text):
    return proofread(rows_of(text), year=2025, reader=replace(SHIPPED_READER, names=NAMES))


def found_in(proof):
    """Code and words of what was found, and the row where it stands."""
    listed = [old for group in proof.groups for old in group.listed if old.quotation]
    return {(old.finding.code, old.quotation.words, old.row) for old in listed}


def test_findings_lead_to_their_rows_and_the_words_are_marked_there():
    rows, proof = rows_of(TEXT), proof_of(TEXT)
    assert found_in(proof) >= {
        ("blank", "xx", 5),
        ("half_width", ",", 5),
        ("blank", "xx", 6),
        ("foreign_name", "青山县公安局", 7),
        ("private_number", "13812345678", 7),
        ("secrecy_mark", "机密★1年", 1),
    }
    for row in rows:
        for mark in proof.marks.get(row.number, ()):
            assert row.text[mark.start : mark.end] == mark.finding.quote
    listed = [old for group in proof.groups for old in group.listed]
    assert sum(group.counts.total for group in proof.groups) == proof.counts.total == len(listed)
    anchors = {old.anchor for old in listed if old.quotation}
    assert anchors == {f"at-{row}-{mark.start}" for row, marks in proof.marks.items() for mark in marks}
    assert [(urgent.sentence, [old.place for old in urgent.findings]) for urgent in proof.urgent] == [
        ("文中有密级标志，涉密内容严禁录入，请先核实。", ["第1段"]),
        ("文中有手机号码，公开前必须删去。", ["第7段"]),
    ]


def test_overlapping_marks_show_the_heaviest_and_escape_the_text():
    proof = proof_of("云岭县公安局2025年工作报告\n一、主要举措和成效\n办理<b>xx</b>件,审结。")
    html = mark_up("办理<b>xx</b>件,审结。", proof.marks[3], row=3)
    assert re.sub(r"</?mark[^>]*>", "", html) == "办理&lt;b&gt;xx&lt;/b&gt;件,审结。"
    assert '<mark class="found found--error" id="at-3-5" title="错误：这里的空白没有填写。">xx</mark>' in html
    assert 'id="at-3-12"' in html


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_the_text_of_the_list_is_that_of_the_rows(name):
    document = read_document(sample_path(name).read_text("utf-8"))
    text = print_document(document)
    rows = propose(document, [])
    assert text == "\n".join(row.text for row in rows)
    proof = proofread(rows, year=2022, reader=SHIPPED_READER)
    assert len(check_text(text, year=2022, reader=SHIPPED_READER).findings) == proof.counts.total
    assert not proof.is_cut


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("全年办理案件xx件。\n" * 9000, 59_993),
        ("一、主要成效\n" + "办理xx件，" * 2_000_000, MOST_CHECKED),
    ],
    ids=["many paragraphs", "one paragraph of 12 million characters"],
)
def test_of_a_long_paper_the_beginning_is_checked_and_nothing_said_about_the_whole(text, length):
    checked = check_text(text, year=2025, reader=SHIPPED_READER)
    assert (checked.length, checked.is_cut) == (length, True)
    assert checked.findings
    assert all(finding.end is not None and finding.end < length for finding in checked.findings)


# ---------- The pages ----------


@pytest.fixture
def drafter(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(world.user("police_drafter"))
    return client


@pytest.fixture
def reviewer(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(world.user("reviewer"))
    return client


def pasted(client, world, text):
    answer = client.post(reverse("report_import", args=[world.report().pk]), {"text": text})
    return client.get(answer.url)


def uploaded(client, *texts, year=2025):
    files = [SimpleUploadedFile(f"公安局{at}.txt", text.encode()) for at, text in enumerate(texts)]
    return client.get(client.post(reverse("batch_import"), {"year": year, "files": files}).url)


@pytest.mark.django_db
def test_the_page_shows_what_was_found_and_stores_nothing(world, drafter, settings):
    page = pasted(drafter, world, TEXT)
    html = page.content.decode()
    proof = page.context["proof"]
    assert f"发现{proof.counts.total}处" in html
    assert "现在什么都没有写入" in html
    assert html.count('class="finding"') == proof.counts.total
    for old in (old for group in proof.groups for old in group.listed if old.quotation):
        assert html.count(f'id="{old.anchor}"') == 1
        assert f'href="#{old.anchor}"' in html
    assert "<td><mark" in html
    assert "第1段（不导入）" in html
    assert world.report().started_at is None
    assert not world.report().blocks.filter(text__contains="xx").exists()
    kept = sorted(path.name for path in Path(settings.MEDIA_ROOT).glob("import-*/*"))
    assert kept == ["1.bin", "files.json"]


@pytest.mark.django_db
def test_a_word_file_is_checked_as_it_was_read(world, drafter):
    lines = "".join(p(line) for line in TEXT.split("\n") if not line.startswith("|"))
    upload = SimpleUploadedFile("报告.docx", word_file(lines))
    page = drafter.get(drafter.post(reverse("report_import", args=[world.report().pk]), {"file": upload}).url)
    assert found_in(page.context["proof"]) >= {("blank", "xx", 5), ("foreign_name", "青山县公安局", 6)}


@pytest.mark.django_db
def test_of_many_findings_the_first_are_listed_and_of_a_long_paper_the_length_is_told(world, drafter):
    page = pasted(drafter, world, TEXT + "\n办理xx件。" * 100)
    (group,) = [group for group in page.context["proof"].groups if group.name == "空白和残留"]
    assert (len(group.listed), group.unlisted) == (MOST_LISTED, group.counts.total - MOST_LISTED)
    assert f"还有{group.unlisted}处没有列出" in page.content.decode()
    long = pasted(drafter, world, f"一、主要举措和成效\n{'全年办理案件。' * 10_000}\n办理xx件。")
    assert "这里只校核了前60000字" in long.content.decode()


@pytest.mark.django_db
def test_the_queries_do_not_grow_with_the_findings(world, drafter, django_assert_num_queries):
    for text in (SOUND, TEXT, TEXT + "\n办理xx件,审结。" * 60):
        page = pasted(drafter, world, text).request["PATH_INFO"]
        with django_assert_num_queries(15):
            drafter.get(page)


@pytest.mark.django_db
def test_many_files_show_their_counts_which_are_kept(world, reviewer, monkeypatch):
    page = uploaded(reviewer, TEXT, SOUND)
    first, second = page.context["preview"].files
    proof = proof_of(TEXT)
    assert first.found.counts == proof.counts
    assert first.found.urgent == tuple(urgent.sentence for urgent in proof.urgent)
    assert f"错误 {proof.counts.errors}" in page.content.decode()
    assert second.found.urgent == ()
    opened = reviewer.get(reverse("batch_import_file", args=[page.context["parcel"].token, 1]))
    assert opened.context["proof"].counts == first.found.counts
    monkeypatch.setattr(counting, "MOST_AT_ONCE", 0)  # nothing may be read again
    again = reviewer.get(page.request["PATH_INFO"])
    assert [file.found for file in again.context["preview"].files] == [first.found, second.found]


@pytest.mark.django_db
def test_what_one_page_cannot_check_the_next_one_does(world, reviewer, monkeypatch):
    monkeypatch.setattr(counting, "MOST_AT_ONCE", len(TEXT) + 10)
    page = uploaded(reviewer, TEXT, TEXT, TEXT)
    assert [bool(file.found) for file in page.context["preview"].files] == [True, False, False]
    assert "还有2个文件没有校核，请重新打开这一页继续。" in page.content.decode()
    again = reviewer.get(page.request["PATH_INFO"])
    assert [bool(file.found) for file in again.context["preview"].files] == [True, True, False]


@pytest.mark.django_db
def test_another_unit_has_the_file_checked_with_its_own_names(world, reviewer):
    page = uploaded(reviewer, TEXT)
    parcel = open_parcel(page.context["parcel"].token, user=world.user("reviewer"))
    before = page.context["preview"].files[0].found.counts
    (other,) = preview(parcel, user=world.user("reviewer"), chosen={1: None}).files
    assert other.found.counts == replace(before, warnings=before.warnings - 1)


@pytest.mark.django_db
def test_an_archive_is_told_mildly(world, reviewer):
    page = uploaded(reviewer, TEXT, year=2019)
    assert "旧稿校核只供了解，历史资料照原样保存。" in page.content.decode()
    opened = reviewer.get(reverse("batch_import_file", args=[page.context["parcel"].token, 1]))
    html = opened.content.decode()
    assert "旧稿校核，只供了解" in html
    assert "公开前必须删去" in html
    assert not Round.objects.filter(year=2019).exists()


def test_a_check_that_the_county_has_switched_off_is_silent_here_too(world, drafter):
    page = pasted(drafter, world, TEXT).request["PATH_INFO"]
    assert "blank" in {found[0] for found in found_in(drafter.get(page).context["proof"])}
    CheckSetting.objects.create(
        government=world.county.government, code="blank", level="off", set_at=world.now
    )
    assert "blank" not in {found[0] for found in found_in(drafter.get(page).context["proof"])}
