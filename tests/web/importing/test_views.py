"""批量导入: nothing before the second step, a sentence for each file, never a stop for the others."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reports.drafting.models import Report
from reports.importing.reading import MOST_BYTES
from reports.rounds.models import Round
from reports.web.importing import queries
from reports.web.importing.choices import keep_units
from reports.web.importing.parcels import Gone, clear_old_parcels, drop_files, open_parcel
from reports.web.importing.queries import preview
from tests.importing.word_files import p, word_file, zipped
from tests.shared import sample_path
from tests.world import write

pytestmark = pytest.mark.django_db

BODY = """{title}
一、主要举措和成效
（一）行政执法
全年检查12次。
二、存在的不足和原因
培训覆盖不全。
三、特色亮点
建成教育基地。
四、主要负责人履行第一责任人职责情况
主持召开会议3次。
五、2026年度主要安排
继续推进。
"""


def text(title="云岭县公安局2025年法治政府建设工作报告"):
    return BODY.format(title=title).encode()


def upload(name="公安局.txt", data=None):
    return SimpleUploadedFile(name, text() if data is None else data)


@pytest.fixture
def reviewer(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(world.user("reviewer"))
    return client


def uploaded(client, *files, year=2025):
    """The first step: the page that shows what was understood."""
    answer = client.post(reverse("batch_import"), {"year": year, "files": list(files)})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url)


def stored(client, page, **choices):
    """The second step, with the ticks and units that the page proposes unless told otherwise."""
    files = page.context["preview"].files
    sent = {"step": "store", "take": [file.number for file in files if file.is_chosen]}
    sent |= {f"unit-{file.number}": file.unit or "" for file in files}
    sent |= {name.replace("_", "-"): value for name, value in choices.items()}
    return client.post(reverse("batch_import_confirm", args=[page.context["parcel"].token]), sent)


def test_nothing_is_written_before_the_second_step(world, reviewer):
    page = uploaded(reviewer, upload())
    assert page.status_code == 200
    assert world.report().started_at is None
    assert not world.report().blocks.filter(text__contains="全年检查12次").exists()

    done = stored(reviewer, page)
    report = world.report()
    assert [(o.name, o.unit, o.report, o.reason) for o in done.context["outcomes"]] == [
        ("公安局.txt", "云岭县公安局", report, "")
    ]
    assert report.title == "云岭县公安局2025年法治政府建设工作报告"
    assert report.revisions.get().made_by == world.user("reviewer")
    assert list(Path(settings.MEDIA_ROOT).glob("import-*")) == []


def test_the_page_says_what_was_understood(world, reviewer):
    (file,) = uploaded(reviewer, upload()).context["preview"].files
    assert (file.unit, file.title, file.refusal, file.is_chosen, file.paragraphs) == (
        world.county.units["police"].pk,
        "云岭县公安局2025年法治政府建设工作报告",
        "",
        True,
        6,
    )
    assert [(part.heading, part.role, part.paragraphs, part.is_extra) for part in file.parts] == [
        ("主要举措和成效", "主要举措和成效", 2, False),
        ("存在的不足和原因", "不足和原因", 1, False),
        ("特色亮点", "主要举措和成效", 1, True),
        ("主要负责人履行第一责任人职责情况", "第一责任人职责", 1, False),
        ("2026年度主要安排", "下一年度安排", 1, False),
    ]
    assert file.warnings == (
        "没有认出署名、成文日期，请核对有没有应当选作署名、成文日期的段落。",
        "模板里没有的部分，原样保留：特色亮点。",
    )


def test_what_is_odd_is_said_and_hinders_nothing(world, reviewer):
    data = "云岭县公安局2024年工作报告\n一、主要成效\n完成。".encode()
    (file,) = uploaded(reviewer, upload(data=data)).context["preview"].files
    assert file.is_chosen
    assert file.warnings == (
        "文件写的是2024年度，现在导入云岭县公安局的2025年度报告，请核对。",
        "没有认出署名、成文日期，请核对有没有应当选作署名、成文日期的段落。",
        "没有找到这些部分：不足和原因、第一责任人职责、下一年度安排。",
    )


BAD = [
    ("空.txt", b"", "文件是空的，请选择有内容的文本文件（.txt）后再导入。"),
    (
        "图片.txt",
        bytes(range(256)) * 9,
        "这不是文本文件，请在Word或WPS中打开原文，另存为.docx或.txt后再导入。",
    ),
    (
        "压缩包.docx",
        zipped({"a": "x"}),
        "这不是Word文件（.docx），请在Word或WPS中打开原文，另存为.docx后再上传。",
    ),
    (
        "坏.docx",
        b"PK\x03\x04broken",
        "文件不完整或已损坏，请在Word或WPS中重新打开，另存为.docx后再上传。",
    ),
    (
        "旧.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "这是无法识别或已损坏的旧格式文件，不能作为报告读取，请找到报告的Word原文，另存为.docx后再上传。",
    ),
    ("标题.txt", "云岭县公安局2025年工作报告".encode(), "文件里没有正文，请核对后再导入。"),
    (
        "炸弹.docx",
        word_file(p(" " * 60_000_000)),
        "文件过大，无法读取，请删去图片和附件、只保留报告正文，另存为.docx后再上传。",
    ),
]


def test_bad_files_get_a_sentence_each_and_the_good_one_goes_on(world, reviewer):
    page = uploaded(reviewer, *(upload(name, data) for name, data, _ in BAD), upload())
    found = page.context["preview"].files
    assert [(file.name, file.refusal) for file in found[:-1]] == [(name, words) for name, _, words in BAD]
    done = stored(reviewer, page)
    assert [outcome.report for outcome in done.context["outcomes"]] == [world.report()]


def test_a_file_that_is_too_large_is_not_even_kept(world, reviewer):
    page = uploaded(reviewer, upload("大.txt", bytes(MOST_BYTES + 1)), upload())
    assert [file.refusal for file in page.context["preview"].files] == [
        "“大.txt”超过30MB，请删去图片后再导入。",
        "",
    ]
    assert [path.name for path in Path(settings.MEDIA_ROOT).glob("import-*/*.bin")] == ["2.bin"]


def test_a_report_that_has_text_is_refused_before_and_after_the_look(world, reviewer):
    page = uploaded(reviewer, upload())
    key = world.report().blocks.filter(kind="prose").first().key
    write(world.report(), key, "经办人写的一段。", actor=world.user("police_drafter"), now=world.now)
    (outcome,) = stored(reviewer, page).context["outcomes"]
    assert (outcome.report, outcome.reason) == (
        None,
        "云岭县公安局关于2025年度法治政府建设情况的报告已经有内容，不能再导入。请在原报告上修改。",
    )
    (file,) = uploaded(reviewer, upload()).context["preview"].files
    assert (file.refusal, file.is_chosen) == (
        "云岭县公安局2025年度的报告已经有内容，不能再导入。",
        False,
    )
    assert world.report().blocks.get(key=key).text == "经办人写的一段。"


def test_an_unknown_unit_is_chosen_by_hand(world, reviewer):
    page = uploaded(reviewer, upload("报告.txt", text("2025年度法治政府建设工作报告")))
    (file,) = page.context["preview"].files
    assert (file.unit, file.is_chosen, file.refusal) == (None, False, "")
    (outcome,) = stored(reviewer, page, take=["1"]).context["outcomes"]
    assert (outcome.report, outcome.reason) == (None, "还没有选定单位，请选定后再导入。")

    market = world.county.units["market"].pk
    again = stored(reviewer, page, step="check", unit_1=market)
    (seen,) = again.context["preview"].files
    assert (seen.unit, seen.is_chosen) == (market, True)
    assert stored(reviewer, again).context["done"][0].unit == "云岭县市场监督管理局"


def test_of_two_files_of_one_unit_one_is_chosen(world, reviewer):
    page = uploaded(reviewer, upload("一.txt"), upload("二.txt"))
    files = page.context["preview"].files
    assert [file.is_chosen for file in files] == [True, False]
    assert files[0].warnings[-1] == "还有别的文件也认作这个单位，只能导入其中一份，请选择。"
    outcomes = stored(reviewer, page, take=["1", "2"]).context["outcomes"]
    assert [(bool(o.report), o.reason[-20:]) for o in outcomes] == [
        (True, ""),
        (False, "经有内容，不能再导入。请在原报告上修改。"),
    ]


def test_units_of_the_county_next_door_are_neither_offered_nor_taken(world, reviewer):
    page = uploaded(reviewer, upload("报告.txt", text("望江县水利局2025年法治政府建设工作报告")))
    assert page.context["preview"].files[0].unit is None
    assert "望江县水利局</option>" not in page.content.decode()
    water = world.stranger.units["water"].pk
    (outcome,) = stored(reviewer, page, take=["1"], unit_1=water).context["outcomes"]
    assert outcome.reason == "还没有选定单位，请选定后再导入。"
    assert world.stranger.report("water").started_at is None


def test_nothing_chosen_shows_the_page_again(world, reviewer):
    page = stored(reviewer, uploaded(reviewer, upload()), take=[])
    assert page.status_code == 422
    assert "还没有选中要导入的文件" in page.content.decode()
    assert page.context["preview"].files[0].unit == world.county.units["police"].pk


def test_an_earlier_year_becomes_an_archive(world, reviewer):
    page = uploaded(reviewer, upload(), year=2019)
    stored(reviewer, page)
    assert Round.objects.get(year=2019).is_archive
    assert Report.objects.get(assignment__round__year=2019).title.startswith("云岭县公安局")


def test_what_was_not_stored_can_be_taken_up_again(world, reviewer):
    page = uploaded(reviewer, upload(), upload("市场.txt", text("市场监督管理局2025年工作报告")))
    done = stored(reviewer, page, take=["1"])
    assert [file.name for file in done.context["left"].files] == ["市场.txt"]
    rest = reviewer.get(reverse("batch_import_check", args=[done.context["left"].token]))
    stored(reviewer, rest)
    assert world.report("market").started_at


def test_sixty_files_are_read_with_the_same_queries_as_one(world, reviewer, django_assert_num_queries):
    one = open_parcel(uploaded(reviewer, upload()).context["parcel"].token, user=world.user("reviewer"))
    many = uploaded(reviewer, *(upload(f"公安局{number}.txt") for number in range(60)))
    for parcel, files in ((one, 1), (many.context["parcel"], 60)):
        user = world.user("reviewer")
        user.standing()
        with django_assert_num_queries(10):
            found = preview(parcel, user=user)
        assert len(found.files) == files


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"year": "2025"}, "请选择要导入的文件。"),
        ({"year": "", "files": [1]}, "年度应是1990与2100之间的四位数字。"),
        ({"year": "99999", "files": [1]}, "年度应是1990与2100之间的四位数字。"),
    ],
)
def test_a_faulty_upload_is_answered_on_the_page(world, reviewer, sent, sentence):
    if "files" in sent:
        sent = sent | {"files": [upload()]}
    page = reviewer.post(reverse("batch_import"), sent)
    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert list(Path(settings.MEDIA_ROOT).glob("import-*")) == []


@pytest.mark.parametrize("actor", ["leader", "auditor", "police_drafter", "police_head", "bureau_drafter"])
def test_only_reviewers_and_administrators_import_many(world, client, actor):
    client.force_login(world.user(actor))
    token = "a" * 32
    for url in (
        reverse("batch_import"),
        reverse("batch_import_check", args=[token]),
    ):
        assert client.get(url).status_code == 403
    assert client.post(reverse("batch_import_confirm", args=[token]), {}).status_code == 403
    assert client.post(reverse("batch_import"), {"year": 2025, "files": [upload()]}).status_code == 403


def test_a_parcel_belongs_to_one_person(world, reviewer, client):
    url = reverse("batch_import_check", args=[uploaded(reviewer, upload()).context["parcel"].token])
    client.force_login(world.user("administrator"))
    page = client.get(url)
    assert (page.status_code, "这批文件已经不在了" in page.content.decode()) == (410, True)
    assert "公安局" not in re.sub(r"<header.*?</header>", "", page.content.decode(), flags=re.DOTALL)


@pytest.mark.parametrize("token", ["x", "a" * 32, "..", "a" * 400])
def test_an_unknown_token_is_an_empty_page(world, reviewer, token):
    answer = reviewer.get(f"/import/{token}/")
    assert answer.status_code in (404, 410)


def test_parcels_go_after_a_day(world, reviewer):
    token = uploaded(reviewer, upload()).context["parcel"].token
    (folder,) = Path(settings.MEDIA_ROOT).glob("import-*")
    clear_old_parcels(now=timezone.now())
    assert folder.exists()
    long_ago = (timezone.now() - timedelta(hours=25)).timestamp()
    os.utime(folder, (long_ago, long_ago))
    reviewer.get(reverse("batch_import"))
    assert not folder.exists()
    assert open_parcel(token, user=world.user("reviewer")) is None


def test_a_folder_that_goes_while_others_are_cleared_is_no_fault(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "import-1-gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "import-2-old").mkdir()
    clear_old_parcels(now=timezone.now() + timedelta(days=2))
    assert not (tmp_path / "import-2-old").exists()


@pytest.mark.parametrize("take", ["9" * 5000, "²", "-1", ""])
def test_a_number_typed_by_hand_chooses_nothing(world, reviewer, take):
    page = uploaded(reviewer, upload())
    address = reverse("batch_import_confirm", args=[page.context["parcel"].token])
    answer = reviewer.post(address, {"step": "store", "take": [take], "unit-1": take})
    assert (answer.status_code, answer.context["is_nothing_chosen"]) == (422, True)


def looked_through(client, page, number=1, **sent):
    """逐段核对 of one file: opened from the list, sent back."""
    opened = stored(client, page, step=f"file-{number}")
    sheet = client.get(opened.url)
    return sheet, client.post(opened.url, {"step": "keep", **sent})


def test_what_was_chosen_row_by_row_is_kept_until_the_batch_is_stored(world, reviewer):
    page = uploaded(reviewer, upload())
    assert page.context["preview"].files[0].unsure == 1
    sheet, kept = looked_through(reviewer, page, places="8=nowhere;7=body:achievements:overview")
    assert sheet.context["unit"] == world.county.units["police"]
    assert world.report().started_at is None
    back = reviewer.get(kept.url)
    (file,) = back.context["preview"].files
    assert (file.is_looked_through, file.unsure, file.is_chosen) == (True, 0, True)
    stored(reviewer, back)
    texts = world.report().blocks.filter(section__key="achievements").exclude(text="")
    assert dict(texts.values_list("key", "text")) == {
        "enforcement": "（一）行政执法\n全年检查12次。",
        "overview": "三、特色亮点",
    }
    assert not world.report().sections.filter(heading="特色亮点").exists()


def test_a_unit_picked_by_hand_and_the_ticks_are_kept_while_a_file_is_looked_through(world, reviewer):
    page = uploaded(reviewer, upload(), upload("报告.txt", text("2025年度法治政府建设工作报告")))
    market = world.county.units["market"].pk
    opened = stored(reviewer, page, step="file-2", take=["2"], unit_2=market)
    sheet = reviewer.get(opened.url)
    assert sheet.context["unit"] == world.county.units["market"]
    back = reviewer.get(reverse("batch_import_check", args=[page.context["parcel"].token]))
    assert [(file.unit, file.is_chosen) for file in back.context["preview"].files] == [
        (world.county.units["police"].pk, False),
        (market, True),
    ]


def test_without_a_unit_there_is_nothing_to_look_through(world, reviewer):
    page = uploaded(reviewer, upload("报告.txt", text("2025年度法治政府建设工作报告")))
    opened = stored(reviewer, page, step="file-1")
    led = reviewer.get(opened.url, follow=True)
    assert "请先选定单位，再逐段核对。" in led.content.decode()


def test_choices_for_another_template_are_not_used_in_silence(world, reviewer):
    page = uploaded(reviewer, upload())
    looked_through(reviewer, page, places="7=body:achievements:institutions")
    check = reverse("batch_import_check", args=[page.context["parcel"].token])
    town = world.county.units["town"].pk
    again = stored(reviewer, reviewer.get(check), step="check", unit_1=town)
    (file,) = again.context["preview"].files
    assert (file.is_looked_through, file.warnings[0]) == (
        False,
        "逐段核对的结果与所选单位的模板对不上，请重新逐段核对。",
    )


def test_a_file_that_is_not_in_the_parcel_is_not_found(world, reviewer):
    token = uploaded(reviewer, upload()).context["parcel"].token
    assert reviewer.get(reverse("batch_import_file", args=[token, 9])).status_code == 404


def test_faults_of_a_file_are_told_on_its_page_and_not_kept(world, reviewer):
    page = uploaded(reviewer, upload())
    _, answer = looked_through(reviewer, page, places="3=body:x:y")
    assert answer.status_code == 422
    assert answer.context["sheet"].faults == ("第3段选的位置不在模板里，请重新选择。",)


@pytest.mark.parametrize("files", [1, 3])
def test_a_file_is_looked_through_with_the_same_queries_whatever_lies_beside_it(
    world, reviewer, files, django_assert_num_queries
):
    page = uploaded(reviewer, *(upload(f"公安局{number}.txt") for number in range(files)))
    address = reverse("batch_import_file", args=[page.context["parcel"].token, 1])
    with django_assert_num_queries(20):
        reviewer.get(address)


@pytest.mark.shared
def test_both_samples_are_recognised_and_placed(world, reviewer):
    files = [upload(f"{name}.txt", sample_path(sample).read_bytes()) for sample, name in SAMPLES]
    found = uploaded(reviewer, *files, year=2021).context["preview"].files
    assert [(file.unit, [part.is_extra for part in file.parts]) for file in found] == [
        (world.county.bureau.pk, [False] * 4),
        (world.county.units["town"].pk, [False] * 5),
    ]


SAMPLES = [("002", "司法局"), ("004", "青石镇人民政府")]


def test_files_that_two_requests_store_go_together(world, reviewer):
    token = (
        uploaded(reviewer, *(upload(f"公安局{number}.txt") for number in range(3))).context["parcel"].token
    )
    one, other = (open_parcel(token, user=world.user("reviewer")) for _ in range(2))
    assert [file.number for file in drop_files(one, [1]).files] == [2, 3]
    assert [file.number for file in drop_files(other, [2]).files] == [3]
    assert open_parcel(token, user=world.user("reviewer")).files == one.files[2:]
    assert drop_files(one, [3]) is None
    assert drop_files(other, [1]) is None
    with pytest.raises(Gone):
        keep_units(one, {1: None}, taken=[])


BROKEN = "文件无法转换，可能已损坏或设有密码，请在Word或WPS中另存为.docx后再上传。"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(4096)
"""What looks like an old Word file to us, for a program that stands for LibreOffice."""


def stand_in(settings, folder, script):
    """Start a shell script in the place of LibreOffice; it notes each run in a file."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\necho run >> {folder}/runs\n{script}\n")
    program.chmod(0o755)
    settings.OFFICE_COMMAND, settings.OFFICE_FOLDER = str(program), folder / "places"
    return lambda: len((folder / "runs").read_text().splitlines())


def test_what_cannot_be_converted_is_tried_once_more_alone_and_then_never(
    world, reviewer, settings, tmp_path
):
    runs = stand_in(settings, tmp_path, "exit 1")
    page = uploaded(reviewer, upload("甲.doc", OLD), upload("乙.doc", OLD), upload())
    assert runs() == 3
    again = reviewer.get(page.request["PATH_INFO"])
    for seen in (page, again):
        assert [file.refusal for file in seen.context["preview"].files] == [
            BROKEN,
            BROKEN,
            "",
        ]
    assert runs() == 3


def test_a_page_stops_converting_after_a_while_and_goes_on_at_the_next(
    world, reviewer, settings, tmp_path, monkeypatch
):
    runs = stand_in(settings, tmp_path, "exit 1")
    monkeypatch.setattr(queries, "CONVERTING_SECONDS", -1)
    page = uploaded(reviewer, upload("甲.doc", OLD))
    (file,) = page.context["preview"].files
    assert (file.refusal, runs()) == ("文件还没有转换完，请过一会儿重新打开这一页。", 1)
    monkeypatch.setattr(queries, "CONVERTING_SECONDS", 10)
    (file,) = reviewer.get(page.request["PATH_INFO"]).context["preview"].files
    assert (file.refusal[:6], runs()) == ("文件无法转换", 2)


def test_a_file_that_is_refused_for_want_of_a_turn_is_tried_again(world, reviewer, settings, tmp_path):
    settings.OFFICE_COMMAND = "/nowhere/soffice"
    page = uploaded(reviewer, upload("甲.doc", OLD))
    assert "服务器没有安装LibreOffice" in page.context["preview"].files[0].refusal
    runs = stand_in(settings, tmp_path, "exit 1")
    reviewer.get(page.request["PATH_INFO"])
    assert runs() == 1
