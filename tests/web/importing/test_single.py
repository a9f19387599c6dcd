"""One file or pasted text into one report: nothing before the second step, every refusal a sentence."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reports.drafting.models import Report
from reports.web.importing.parcels import clear_old_parcels
from tests.importing.word_files import p, r, word_file
from tests.world import write

pytestmark = pytest.mark.django_db

TEXT = """云岭县公安局2025年法治政府建设工作报告
一、主要举措和成效
（一）行政执法
全年检查12次。
（二）队伍建设
建成教育基地。
二、存在的不足和原因
培训覆盖不全。
三、特色亮点
群众满意。"""
GIVEN_BACK = "</textarea>"


@pytest.fixture
def drafter(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(world.user("police_drafter"))
    return client


def first_page(world):
    return reverse("report_import", args=[world.report().pk])


def pasted(client, world, text=TEXT):
    """The second page after pasting."""
    answer = client.post(first_page(world), {"text": text})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url)


def confirmed(client, page, step="store", **sent):
    return client.post(page.request["PATH_INFO"], {"step": step, **sent})


def texts_of(report):
    blocks = report.blocks.exclude(text="").order_by("section__position", "position")
    return dict(blocks.values_list("key", "text"))


def parcels():
    return list(Path(settings.MEDIA_ROOT).glob("import-*"))


def test_pasted_text_is_written_at_the_second_step_only(world, drafter):
    page = pasted(drafter, world)
    assert world.report().started_at is None
    answer = confirmed(drafter, page, places="6=nowhere;5=body:achievements:overview")
    report = world.report()
    assert answer.url == reverse("report", args=[report.pk])
    assert texts_of(report) == {
        "overview": "（二）队伍建设",
        "enforcement": "（一）行政执法\n全年检查12次。",
        "shortcomings": "培训覆盖不全。",
        "imported-1": "群众满意。",
    }
    assert report.revisions.get().made_by == world.user("police_drafter")
    assert parcels() == []
    told = drafter.get(answer.url, follow=True).content.decode()
    assert "已导入9段，1段没有导入。" in told


def test_a_word_file_is_taken_like_text(world, drafter):
    upload = SimpleUploadedFile("报告.docx", word_file("".join(p(line) for line in TEXT.split("\n"))))
    answer = drafter.post(first_page(world), {"file": upload, "text": ""})
    page = drafter.get(answer.url)
    assert [view.row.text for view in page.context["sheet"].rows] == TEXT.split("\n")
    confirmed(drafter, page)
    assert world.report().title == TEXT.split("\n")[0]


def test_comments_of_the_file_are_announced_and_kept_as_opinions(world, drafter):
    comment = '<w:comment w:id="1" w:author="王五"><w:p><w:r><w:t>次数请核对</w:t></w:r></w:p></w:comment>'
    beside = f'<w:p>{r("全年检查12次。")}<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    body = "".join(beside if "检查" in line else p(line) for line in TEXT.split("\n"))
    upload = SimpleUploadedFile("报告.docx", word_file(body, comments=comment))
    page = drafter.get(drafter.post(first_page(world), {"file": upload}).url)
    assert "有1条批注，将作为意见保存" in page.content.decode()
    assert world.report().opinions.count() == 0
    answer = confirmed(drafter, page)
    (opinion,) = world.report().opinions.all()
    assert (opinion.signed_by, opinion.text, opinion.block_key) == ("王五", "次数请核对", "enforcement")
    assert "1条批注保存为意见" in drafter.get(answer.url, follow=True).content.decode()


def test_an_old_file_is_converted_once(world, drafter):
    lines = "".join("".join(f"\\u{ord(sign)}?" for sign in line) + "\\par " for line in TEXT.split("\n"))
    upload = SimpleUploadedFile("报告.doc", f"{{\\rtf1\\ansi {lines}}}".encode())
    answer = drafter.post(first_page(world), {"file": upload})
    assert next(parcels()[0].glob("*.bin")).read_bytes()[:2] == b"PK"
    sheet = drafter.get(answer.url).context["sheet"]
    assert [view.row.text for view in sheet.rows] == TEXT.split("\n")


def test_the_page_shows_places_what_is_open_and_what_is_lacking(world, drafter):
    sheet = pasted(drafter, world).context["sheet"]
    assert (sheet.unsure, sheet.left_out, sheet.notes, sheet.faults) == (2, 0, 0, ())
    assert [(view.row.place.code, view.state) for view in sheet.rows][3:6] == [
        ("body:achievements:enforcement", "确定"),
        ("body:achievements:enforcement", "请核对"),
        ("body:achievements:enforcement", "较有把握"),
    ]
    assert [(part.label, part.is_there) for part in sheet.statutory] == [
        ("主要举措和成效", True),
        ("不足和原因", True),
        ("第一责任人职责", False),
        ("下一年度安排", False),
    ]
    counts = {group.name: group.count for group in sheet.groups if group.count}
    assert counts == {"标题和主送": 1, "主要举措和成效": 5, "不足和原因": 2, "另立的部分": 2}


def test_without_javascript_each_select_sends_its_own_and_headings_take_along(world, drafter):
    page = pasted(drafter, world)
    sent = {f"p{view.row.number}": view.row.place.code for view in page.context["sheet"].rows}
    sent |= {"p5": "body:achievements:overview", "p8": "body:shortcomings:shortcomings"}
    again = confirmed(drafter, page, step="look", along=["3", "5"], **sent)
    moved = [view.row.place.code for view in again.context["sheet"].rows]
    assert moved[4:6] == ["body:achievements:overview"] * 2
    assert moved[2:4] == ["body:achievements:enforcement"] * 2
    assert world.report().started_at is None
    reopened = drafter.get(page.request["PATH_INFO"]).context["sheet"]
    assert [view.row.place.code for view in reopened.rows] == moved


def test_every_option_is_selected_once(world, drafter):
    for view in pasted(drafter, world).context["sheet"].rows:
        assert view.options.count(" selected") == 1
        assert f'value="{view.row.place.code}" selected' in view.options


def test_too_many_parts_of_ones_own_are_refused(world, drafter):
    page = pasted(drafter, world, "一、主要举措和成效\n" + "做了工作。\n" * 101)
    places = ";".join(f"{number}=heading:+{number}" for number in range(2, 103))
    answer = confirmed(drafter, page, step="look", places=places)
    assert answer.status_code == 422
    assert "模板里没有的部分不能超过100个，请放进别的部分。" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "请选择一个文件，或者粘贴报告全文。"),
        ({"text": " \n　"}, "请选择一个文件，或者粘贴报告全文。"),
        ({"text": "只有标题的2025年工作报告"}, "文件里没有正文，请核对后再导入。"),
        ({"text": "甲。\n" * 1501}, "全文有1501段，超过1500段，请只留报告正文再导入。"),
        (
            {"text": "一、特色工作\n" * 102},
            "全文有101个模板里没有的部分，超过100个，请只留报告正文再导入。",
        ),
        ({"text": "法" * 3_000_000}, "粘贴的文字有3,000,000字，超过50万字，请只留报告正文。"),
        ({"text": TEXT, "file": "报告.txt"}, "文件和粘贴的文字只能选一样：请清空文字，或者不选文件。"),
        ({"file": "图片.png"}, "“图片.png”："),
    ],
)
def test_what_cannot_be_read_is_said_and_the_text_given_back(world, drafter, sent, sentence):
    if "file" in sent:
        sent = sent | {"file": SimpleUploadedFile(sent["file"], "甲。".encode())}
    answer = drafter.post(first_page(world), sent)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    assert sent.get("text", "") + GIVEN_BACK in page
    assert parcels() == []


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ("3=body:none:none", "第3段选的位置不在模板里，请重新选择。"),
        ("99=title", "页面与文件对不上，请重新打开这一页后再选。"),
        ("x=title", "页面与文件对不上，请重新打开这一页后再选。"),
        ("1=title;" * 100_000, "页面与文件对不上，请重新打开这一页后再选。"),
        ("3", "第3段选的位置不在模板里，请重新选择。"),
        ("3=date", "第3段不是“2026年1月15日”这样的日期，不能作成文日期，请改放别处。"),
        (
            ";".join(f"{number}=nowhere" for number in range(1, 11)),
            "没有一段放进正文，请至少把一段放进报告的某一部分。",
        ),
    ],
)
def test_places_that_cannot_stand_write_nothing(world, drafter, places, sentence):
    answer = confirmed(drafter, pasted(drafter, world), places=places)
    assert (answer.status_code, answer.context["sheet"].faults) == (422, (sentence,))
    assert world.report().started_at is None


def test_a_select_typed_by_hand_is_refused(world, drafter):
    answer = confirmed(drafter, pasted(drafter, world), p99="title")
    assert answer.context["sheet"].faults == ("页面与文件对不上，请重新打开这一页后再选。",)


def test_a_report_begun_meanwhile_is_not_touched_and_the_text_is_given_back(world, drafter):
    page = pasted(drafter, world)
    user = world.user("police_drafter")
    write(world.report(), "overview", "别人写的一段。", actor=user, now=world.now)
    answer = confirmed(drafter, page)
    sentence = "云岭县公安局关于2025年度法治政府建设情况的报告已经有内容，不能再导入。请在原报告上修改。"
    assert (answer.status_code, answer.context["sheet"].faults) == (409, (sentence,))
    assert world.report().blocks.get(key="overview").text == "别人写的一段。"
    back = drafter.get(f"{first_page(world)}?from={page.context['parcel'].token}").content.decode()
    assert sentence in back
    assert TEXT + GIVEN_BACK in back
    late = drafter.post(first_page(world), {"text": TEXT})
    assert (late.status_code, TEXT + GIVEN_BACK in late.content.decode()) == (409, True)


def test_going_back_brings_the_pasted_text(world, drafter):
    token = pasted(drafter, world).context["parcel"].token
    assert TEXT + GIVEN_BACK in drafter.get(f"{first_page(world)}?from={token}").content.decode()


def test_what_is_gone_is_said(world, drafter):
    page = pasted(drafter, world)
    shutil.rmtree(parcels()[0])
    for answer in (drafter.get(page.request["PATH_INFO"]), confirmed(drafter, page)):
        assert (answer.status_code, "这份文件已经不在了" in answer.content.decode()) == (410, True)
    clear_old_parcels(now=timezone.now() + timedelta(days=2))


def test_a_second_click_finds_the_file_gone(world, drafter, monkeypatch):
    """The other request stores the report between the reading of this one and its writing."""
    page = pasted(drafter, world)
    folder = parcels()[0]
    write_bytes = Path.write_bytes

    def write_late(path, content):
        shutil.rmtree(folder)
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", write_late)
    answer = confirmed(drafter, page, places="6=nowhere")
    assert (answer.status_code, "这份文件已经不在了" in answer.content.decode()) == (410, True)
    assert first_page(world) in answer.content.decode()


def test_a_parcel_whose_file_went_first_is_gone_too(world, drafter):
    page = pasted(drafter, world)
    next(parcels()[0].glob("*.bin")).unlink()
    for answer in (drafter.get(page.request["PATH_INFO"]), confirmed(drafter, page)):
        assert (answer.status_code, "这份文件已经不在了" in answer.content.decode()) == (410, True)


def test_a_parcel_belongs_to_one_person_and_one_report(world, drafter, client):
    page = pasted(drafter, world)
    token = page.context["parcel"].token
    client.force_login(world.user("reviewer"))
    market = reverse("report_import_check", args=[world.report("market").pk, token])
    assert client.get(page.request["PATH_INFO"]).status_code == 410
    assert client.get(market).status_code == 410
    assert client.get(reverse("batch_import_check", args=[token])).status_code == 410


@pytest.mark.parametrize(
    ("actor", "status"),
    [("market_drafter", 404), ("police_head", 403), ("leader", 403), ("auditor", 403), ("reviewer", 200)],
)
def test_who_may_import_here(world, client, actor, status):
    client.force_login(world.user(actor))
    assert client.get(first_page(world)).status_code == status
    assert client.post(first_page(world), {"text": TEXT}).status_code == (302 if status == 200 else status)
    check = reverse("report_import_check", args=[world.report().pk, "a" * 32])
    assert client.get(check).status_code == (410 if status == 200 else status)


def test_untouched_reports_offer_the_way_in(world, drafter):
    address = first_page(world)
    report = world.report()
    part = reverse("report_section", args=[report.pk, "achievements"])
    assert address in drafter.get(reverse("tasks")).content.decode()
    assert address in drafter.get(part).content.decode()
    write(report, "overview", "一段。", actor=world.user("police_drafter"), now=world.now)
    assert address not in drafter.get(reverse("tasks")).content.decode()
    assert address not in drafter.get(part).content.decode()


def test_the_page_asks_the_database_the_same_whatever_the_length(world, drafter, django_assert_num_queries):
    long = TEXT + "\n群众满意。" * 600
    for text in (TEXT, long):
        page = pasted(drafter, world, text).request["PATH_INFO"]
        with django_assert_num_queries(QUERIES):
            drafter.get(page)


QUERIES = 15
"""Session, person, posts, report, template and its two lists, the county and its units, unread messages, the
running year.
"""


STRANGERS = TEXT.replace("云岭县公安局2025年", "云岭县市场监督管理局关于2023年度")
DOUBT = "文件写的是云岭县市场监督管理局2023年度，现在导入云岭县公安局的2025年度报告，请核对。"


def test_another_units_paper_of_another_year_is_taken_only_with_a_tick(world, drafter):
    page = pasted(drafter, world, STRANGERS)
    sheet = page.context["sheet"]
    lacking = "没有认出署名、成文日期，请核对有没有应当选作署名、成文日期的段落。"
    assert sheet.notices == (DOUBT, lacking)
    assert (sheet.rows[0].state, sheet.rows[0].row.reason) == ("请核对", "与要导入的报告不一致")
    assert "已经核对，确实是云岭县公安局的2025年度报告" in page.content.decode()
    refused = confirmed(drafter, page, places="1=title;5=body:achievements:overview")
    assert (refused.status_code, refused.context["sheet"].faults) == (
        422,
        ("文件的单位或者年度与这份报告不一致。确实要导入的，请先在“已经核对”前打勾。",),
    )
    assert refused.context["sheet"].rows[4].row.place.code == "body:achievements:overview"
    assert world.report().started_at is None
    confirmed(drafter, page, confirmed="1")
    assert world.report().title == STRANGERS.split("\n")[0]


@pytest.mark.parametrize(
    ("text", "notices"),
    [
        (f"{TEXT}\n云岭县公安局\n2026年1月5日", ()),
        (
            "一、主要举措和成效\n完成。\n二、2026年工作打算\n继续。",
            ("没有认出标题、署名、成文日期，请核对有没有应当选作标题、署名、成文日期的段落。",),
        ),
    ],
)
def test_what_a_paper_says_and_what_it_lacks(world, drafter, text, notices):
    """The year of a plan is not the year of the report."""
    page = pasted(drafter, world, text)
    assert page.context["sheet"].notices == notices
    assert 'name="confirmed"' not in page.content.decode()


SIGNED = "\n云岭县公安局\n2026年1月5日"


@pytest.mark.parametrize(
    ("lines", "hints"),
    [
        ("（一）甲\n1.乙\n2.丙\n（二）丁\n1.戊\n（1）己\n（2）庚", ()),
        (
            "（一）甲\n(二)乙\n2、丙\n（2）丁",
            (
                "编号的写法与公文格式（“（二）”“2.”“（2）”）不同：“(二)”“2、”。导入时照原样保留，请导入后修改。",
                "编号的次序不连贯：“2、”“（2）”。导入时照原样保留，请导入后修改。",
            ),
        ),
    ],
)
def test_odd_numbers_are_told_and_kept(world, drafter, lines, hints):
    text = f"云岭县公安局2025年工作报告\n一、存在的不足\n{lines}{SIGNED}"
    page = pasted(drafter, world, text)
    assert page.context["sheet"].notices == hints
    confirmed(drafter, page)
    assert texts_of(world.report()) == {"shortcomings": lines}


def test_markup_in_the_paper_stays_text(world, drafter):
    page = pasted(
        drafter, world, "一、主要成效<script>\n“甲”&乙<b>\n二、<i>另一件事</i>\n丙"
    ).content.decode()
    assert "<script>\n" not in page
    page = re.sub(r"</?mark[^>]*>", "", page)
    assert "“甲”&amp;乙&lt;b&gt;" in page
    assert "二、&lt;i&gt;另一件事&lt;/i&gt;" in page


def test_no_other_report_is_written(world, drafter):
    confirmed(drafter, pasted(drafter, world))
    assert Report.objects.filter(started_at__isnull=False).count() == 1
