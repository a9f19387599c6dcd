"""`import_report` as somebody types it: both samples without loss, and every refusal a sentence."""

from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.document.markup import print_document, read_document
from reports.document.nodes import Note
from reports.drafting.assembly import assemble
from reports.drafting.editions import PUBLIC
from reports.drafting.models import Report
from reports.drafting.snapshot import printed_snapshot
from reports.importing.docx_reader import docx_text
from reports.rendering.docx.report import write_docx
from reports.review.models import Opinion
from reports.rounds.models import Round
from reports.text.normal import normal
from tests.shared import sample_path, sample_structure, sample_text

pytestmark = pytest.mark.django_db

SAMPLES = [
    pytest.param("002", "云岭县司法局", "district-bureau", id="002"),
    pytest.param("004", "青石镇人民政府", "town", id="004"),
]


def run(file, *, organisation, year=2025, blueprint=""):
    out = StringIO()
    call_command(
        "import_report",
        str(file),
        "--organisation",
        organisation,
        "--year",
        str(year),
        "--blueprint",
        blueprint,
        stdout=out,
    )
    return out.getvalue()


def imported_sample(sample, organisation, blueprint):
    year = sample_structure(sample)["year"]
    run(sample_path(sample), organisation=organisation, year=year, blueprint=blueprint)
    return Report.objects.with_assignment().get(
        assignment__organisation__name=organisation, assignment__round__year=year
    )


def typed_lines(text):
    """The lines of a paper without blanks, indents and the page's alignment."""
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.shared
@pytest.mark.parametrize(("sample", "organisation", "blueprint"), SAMPLES)
def test_a_sample_gives_every_paragraph_back_in_order(world, sample, organisation, blueprint):
    report = imported_sample(sample, organisation, blueprint)
    document = assemble(printed_snapshot(report))
    assert typed_lines(print_document(document)) == typed_lines(normal(sample_text(sample)))


@pytest.mark.shared
@pytest.mark.parametrize(("sample", "organisation", "blueprint"), SAMPLES)
def test_the_word_file_of_a_sample_gives_the_same_paragraphs_back(world, sample, organisation, blueprint):
    report = imported_sample(sample, organisation, blueprint)
    word = write_docx(assemble(printed_snapshot(report)))
    assert typed_lines(docx_text(word)) == typed_lines(normal(sample_text(sample)))


@pytest.mark.shared
@pytest.mark.parametrize(("sample", "organisation", "blueprint"), SAMPLES)
def test_every_paragraph_of_a_sample_lands_in_the_part_with_its_role(world, sample, organisation, blueprint):
    report = imported_sample(sample, organisation, blueprint)
    stored = Counter(
        (section.role, line)
        for section in report.sections.all()
        for block in section.blocks.all()
        for line in block.text.split("\n")
        if line
    )
    assert stored == Counter(expected_places(sample))


def expected_places(sample):
    """Each line of the sample's parts with the role that people gave its level-1 part."""
    openings = {s["line"]: s for s in sample_structure(sample)["sections"] if s["level"] in (0, 1)}
    role = None
    for number, line in enumerate(sample_text(sample).split("\n"), start=1):
        if number in openings:
            role = openings[number]["role"]
            if openings[number]["level"] == 1:
                continue
        if role and line.strip():
            yield role, line.strip()


@pytest.mark.shared
@pytest.mark.parametrize(("sample", "organisation", "blueprint"), SAMPLES)
def test_a_sample_keeps_its_own_title_headings_and_order(world, sample, organisation, blueprint):
    report = imported_sample(sample, organisation, blueprint)
    found = sample_structure(sample)
    written = [s for s in report.sections.order_by("position") if any(b.text for b in s.blocks.all())]
    assert report.title == report.public_title == found["title"]
    assert [section.role for section in written] == found["order"]
    assert [section.heading for section in written if section.heading] == [
        section["heading"] for section in found["sections"] if section["level"] == 1
    ]


ENCLOSING = """云岭县公安局关于2023年度法治政府建设情况的报告
县委、县人民政府：
一、主要成效
全年办案25件。
附件：1.任务清单
2.责任清单
云岭县公安局
2024年1月20日
附件1
任务清单
按时完成。
附件2
责任清单
|单位|任务|
|派出所|普法|"""


def test_what_a_paper_enclosed_comes_back_behind_its_signature(world, tmp_path):
    file = tmp_path / "报告.docx"
    file.write_bytes(write_docx(read_document(ENCLOSING)))
    run(file, organisation="云岭县公安局", year=2023)
    report = Report.objects.with_assignment().get(assignment__round__year=2023, title__contains="公安局")
    snapshot = printed_snapshot(report)
    assert print_document(assemble(snapshot)) == ENCLOSING
    public = print_document(assemble(snapshot, PUBLIC)).split("\n")
    assert public == [line for line in ENCLOSING.split("\n") if not line.endswith("：")]


def test_comments_of_the_word_file_become_opinions(world, tmp_path):
    note = Note("请补数据。", "老周", quote="全年办案")
    paper = read_document("云岭县公安局2023年度法治政府建设情况的报告\n一、主要成效\n全年办案。")
    file = tmp_path / "报告.docx"
    file.write_bytes(write_docx(replace(paper, blocks=(*paper.blocks, note))))
    said = run(file, organisation="云岭县公安局", year=2023)
    kept = Opinion.objects.values_list("author_name", "text", "quote")
    assert list(kept) == [("老周", "请补数据。", "全年办案")]
    assert "  原文的批注已作为意见保存：1条" in said.splitlines()


@pytest.mark.shared
def test_a_year_without_a_round_becomes_an_archive_round(world):
    imported_sample("002", "云岭县司法局", "district-bureau")
    assert list(Round.objects.filter(year=2022).values_list("government__name", "is_archive")) == [
        ("云岭县人民政府", True)
    ]


@pytest.mark.shared
def test_the_command_says_what_landed_where(world):
    said = run(sample_path("002"), organisation="云岭县司法局", year=2022, blueprint="district-bureau")
    assert said.splitlines()[:3] == [
        "已导入：司法局2022年法治政府建设情况报告",
        "  2022年度推进法治政府建设的主要举措和成效："
        "依法行政与依法决策、行政执法协调监督、行政复议与行政应诉、矛盾纠纷化解、法治宣传与公共法律服务",
        "  党政主要负责人履行第一责任人职责情况：主要负责人履职情况",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "“report.txt”：文件是空的，请选择有内容的文本文件（.txt）后再导入。", id="empty"),
        pytest.param(
            bytes(range(256)) * 4,
            "“report.txt”：这不是文本文件，请在Word或WPS中打开原文，另存为.docx或.txt后再导入。",
            id="binary",
        ),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_a_sentence(world, tmp_path, content, sentence):
    file = tmp_path / "report.txt"
    file.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run(file, organisation="云岭县公安局")
    assert str(refusal.value) == sentence


def test_a_file_that_is_not_there_is_named(world, tmp_path):
    with pytest.raises(CommandError) as refusal:
        run(tmp_path / "none.txt", organisation="云岭县公安局")
    assert str(refusal.value) == f"没有这个文件：{tmp_path / 'none.txt'}"


def test_the_unit_must_exist(world, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text("云岭县水利局2025年工作报告\n正文。", "utf-8")
    with pytest.raises(CommandError) as refusal:
        run(file, organisation="云岭县水利局")
    assert str(refusal.value) == "没有名为“云岭县水利局”的单位，请先建立单位。"


def test_a_report_that_has_text_is_refused(world, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text("云岭县公安局2025年法治政府建设工作报告\n一、主要成效\n正文。", "utf-8")
    run(file, organisation="云岭县公安局")
    with pytest.raises(CommandError) as refusal:
        run(file, organisation="云岭县公安局")
    assert str(refusal.value) == (
        "云岭县公安局2025年法治政府建设工作报告已经有内容，不能再导入。请在原报告上修改。"
    )
    assert Report.objects.get(title="云岭县公安局2025年法治政府建设工作报告").revisions.count() == 1


def test_an_open_report_keeps_its_template(world, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text("云岭县公安局2025年法治政府建设工作报告\n正文。", "utf-8")
    with pytest.raises(CommandError) as refusal:
        run(file, organisation="云岭县公安局", blueprint="town")
    assert str(refusal.value) == (
        "云岭县公安局2025年度的报告用的是模板“部门法治政府建设年度报告”，不能按别的模板导入。"
    )
