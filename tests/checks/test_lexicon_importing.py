"""词库 from a file: every fault at its place, nothing half done, and twice is once."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from reports.audit.models import Entry as LogEntry
from reports.checks.entries import Entry, Kind
from reports.checks.entry_files import write_entries
from reports.checks.entry_sheets import COLUMNS, write_sheet
from reports.checks.lexicon import shipped_entries
from reports.checks.lexicon_editing import keep_entry
from reports.checks.lexicon_importing import FAULTY, MOVED, Fate, apply_lexicon, plan_lexicon
from reports.checks.lexicons import standing_entries
from reports.checks.models import LexiconEntry
from reports.common.errors import Refused, UnreadableFile

pytestmark = pytest.mark.django_db

OWN = (
    Entry(Kind.PHRASE, "一村一法律顾间", "一村一法律顾问", "别字。", unless_after=("制度", "工作")),
    Entry(Kind.LAW, "云岭县城市管理条例", source="县政府网站"),
)
OFF = replace(next(entry for entry in shipped_entries() if entry.words == "市场主体"), off="误报")
TITLES = [column.title for column in COLUMNS]


def sheet(*rows, titles=TITLES):
    book = Workbook()
    book.active.title = "词库"
    book.active.append(titles)
    for row in rows:
        book.active.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def plan(world, data, name="词库.yaml"):
    return plan_lexicon(name, data, world.county.government, actor=world.user("administrator"))


def apply(world, data, digest, name="词库.yaml"):
    return apply_lexicon(
        name,
        data,
        world.county.government,
        digest=digest,
        actor=world.user("administrator"),
        now=world.now,
    )


@pytest.mark.parametrize("name", ["词库.yaml", "词库.xlsx"])
def test_a_file_comes_in_once_and_changes_nothing_the_second_time(world, name, django_assert_max_num_queries):
    everything = (*shipped_entries()[:30], OFF, *OWN)
    written = (
        write_entries(everything) if name.endswith("yaml") else write_sheet((e, "本县") for e in everything)
    )
    shown = plan(world, written, name)
    assert [(line.entry, line.fate) for line in shown.changing] == [
        (entry, Fate.CHANGED if entry is OFF else Fate.NEW)
        for entry in sorted((OFF, *OWN), key=lambda each: [line.entry for line in shown.lines].index(each))
    ]
    assert (shown.count(Fate.SAME), shown.faults) == (30, ())
    with django_assert_max_num_queries(12):
        apply(world, written, shown.digest, name)
    assert {row.entry() for row in LexiconEntry.objects.all()} == {OFF, *OWN}
    assert sorted(LogEntry.objects.filter(action__contains="词条").values_list("action", flat=True)) == [
        "停用词条",
        "增加词条",
        "增加词条",
    ]
    again = plan(world, written, name)
    assert (again.changing, again.count(Fate.SAME)) == ((), 33)


def test_what_went_out_as_yaml_or_workbook_is_the_same(world):
    standing = [each.entry for each in standing_entries(world.county.government).values()]
    for name, data in (
        ("词库.yaml", write_entries(standing)),
        ("词库.xlsx", write_sheet((entry, "随产品") for entry in standing)),
    ):
        shown = plan(world, data, name)
        assert (shown.changing, shown.faults, len(shown.lines)) == ((), (), len(standing))


def test_an_empty_cell_touches_nothing_and_the_word_for_none_empties(world):
    keep_entry(world.county.government, OWN[0], actor=world.user("administrator"), now=world.now)
    data = sheet(["固定提法", OWN[0].words, "", "县里的写法。", "", "", "无"])
    shown = plan(world, data, "词库.xlsx")
    assert shown.faults == ()
    assert shown.lines[0].entry == replace(OWN[0], why="县里的写法。", unless_after=())
    assert shown.lines[0].changes == (
        ("理由", "别字。", "县里的写法。"),
        ("后面是这些字时不算错", "制度、工作", ""),
    )


def test_faults_of_a_workbook_are_told_with_their_cells_and_nothing_is_written(world):
    data = sheet(
        ["诗句", "甲乙", "甲丙", "理由"],
        ["固定提法", "", "甲丙", "理由"],
        ["固定提法", "甲乙", "甲丙", "理由", "严重", "", "", "去年", "", "也许"],
        ["固定提法", "法治", "法制", "理由"],
        ["用字用词", "丙丁", "丙丁", "理由"],
        ["法律文件名称", "云岭县城市管理条例"],
        ["法律文件名称", "云岭县城市管理条例"],
    )
    shown = plan(world, data, "词库.xlsx")
    assert [(fault.at, fault.sentence) for fault in shown.faults] == [
        ("词库!A2", "类别应是固定提法、用字用词、法律文件名称中的一种，请改正。"),
        ("词库!B3", "这一行没有写词语，请填写或者删去这一行。"),
        ("词库!E4", "等级应是错误、提醒、提示中的一种，请改正。"),
        ("词库!H4", "年度应是四位数字，如2025；始终适用的，留空。"),
        ("词库!J4", "请填“是”或者“否”。"),
        (
            "词库!B5",
            "《法治宣传教育法》是词库里的名称，按这一条会被误报，请补充前后出现什么字时不算错。",
        ),
        ("词库!B6", "正确的写法与不当的写法相同，请核对。"),
        ("词库!B8", "“云岭县城市管理条例”与词库!B7重复，请删去一条。"),
    ]
    with pytest.raises(Refused, match=FAULTY):
        apply(world, data, shown.digest, "词库.xlsx")
    assert not LexiconEntry.objects.exists()


def test_faults_of_a_yaml_file_are_told_with_their_lines(world):
    text = (
        "- kind: confusion\n  entries:\n  - {wrong: 的, right: 地, why: 别字。}\n"
        "  - {wrong: 修订, right: 修改, why: 别字。}\n- kind: law\n  entries: [《云岭条例》]\n"
    )
    assert [(fault.at, fault.sentence[:12]) for fault in plan(world, text.encode()).faults] == [
        ("第3行", "至少要有两个字，一个字或"),
        ("第4行", "词库里另一条把“修定”改"),
        ("第6行", "名称不带书名号，请删去。"),
    ]
    assert [fault.at for fault in plan(world, b"- kind: law\n  entries: 1").faults] == ["第2行"]


def test_another_plan_is_shown_anew(world):
    data = write_entries(OWN)
    shown = plan(world, data)
    keep_entry(world.county.government, OWN[1], actor=world.user("administrator"), now=world.now)
    with pytest.raises(Refused, match=MOVED):
        apply(world, data, shown.digest)
    assert LexiconEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("词库.xlsx", b"", "文件是空的"),
        ("词库.txt", "随便写的".encode(), "这不是Excel表格"),
        ("词库.xlsx", sheet(titles=["词语"]), "表头里没有“类别”、“不当的写法或者名称”这一列"),
        ("词库.xlsx", sheet(), "表里没有词条，请填写后再上传。"),
        ("词库.yaml", b"[]", "文件里没有词条，请填写后再上传。"),
    ],
)
def test_what_is_no_lexicon_is_answered_with_a_sentence(world, name, data, message):
    with pytest.raises(UnreadableFile, match=message):
        plan(world, data, name)


def test_a_workbook_tells_whose_each_entry_is():
    book = load_workbook(BytesIO(write_sheet([(OWN[0], "本县"), (OFF, "本县修改")])))
    rows = [[cell.value for cell in row] for row in book["词库"].iter_rows(min_row=2)]
    own = ["固定提法", "一村一法律顾间", "一村一法律顾问", "别字。", "提醒", None, "制度、工作"]
    off = ["固定提法", "市场主体", OFF.right, OFF.why, "提示", "《、涉", "登记", 2023, None, "是"]
    assert rows == [[*own, None, None, None, None, None, "本县"], [*off, OFF.source, "误报", "本县修改"]]
