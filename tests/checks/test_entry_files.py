"""The lexicon as YAML: what goes out comes in again, and a fault names its line."""

import pytest

from reports.blueprints.marked_yaml import BrokenFileError
from reports.checks.entries import Entry, Kind
from reports.checks.entry_files import read_entries, write_entries
from reports.checks.findings import Severity
from reports.checks.lexicon import shipped_entries

OWN = (
    Entry(
        Kind.PHRASE,
        "“一枢纽”: 云岭 #1",
        "“一枢纽、两中心”",
        "县委文件的写法。",
        Severity.ERROR,
        ("建设", "yes"),
        ("- ",),
        2021,
        2025,
        "县委“十四五”规划建议: 第3条",
        True,
        "已到期",
    ),
    Entry(Kind.LAW, "云岭县城市管理条例", off="未公布"),
)


@pytest.mark.parametrize("entries", [OWN, shipped_entries()], ids=["own", "shipped"])
def test_what_goes_out_comes_in_again(entries: tuple[Entry, ...]) -> None:
    read = [placed.entry for placed in read_entries("词库.yaml", write_entries(entries), is_foreign=True)]
    assert sorted(read, key=lambda each: each.key) == sorted(entries, key=lambda each: each.key)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: 1", ["第1行：这里应当是列表。"]),
        ("- {kind: poem, entries: []}", ["第1行：不认识的“poem”，可用：phrase、confusion、law。"]),
        ("- kind: phrase\n  entries:\n  - 修定", ["第3行：这里应当是“键: 值”的形式。"]),
        (
            "- kind: phrase\n  entries:\n  - {wrong: 修定, why: 别字, right: '', severity: fatal}\n"
            "  - {wrong: 甲乙, right: 甲, why: 丙, from: 去年, colour: 红}",
            [
                "第3行：不认识的“fatal”，可用：error、warning、hint。",
                "第3行：这里不能为空。",
                "第4行：“去年”不是整数。",
                "第4行：不认识的键“colour”。",
            ],
        ),
        ("- kind: law\n  entries: [*all]", ["第2行：词库文件里不能使用引用（&和*），请改为直接写出内容。"]),
        ("[" * 30 + "]" * 30, ["第1行：层次超过20层，不是词库文件，不能读取。"]),
        ("- kind: law\n entries", ["第2行：YAML语法有误，请检查缩进、冒号和引号。"]),
        ("\ufeff", ["第1行：文件是空的。"]),
    ],
)
def test_faults_are_told_with_their_lines(text: str, faults: list[str]) -> None:
    with pytest.raises(BrokenFileError) as caught:
        read_entries("词库.yaml", text.encode(), is_foreign=True)
    assert sorted(f"第{each.line}行：{each.message}" for each in caught.value.faults) == sorted(faults)
