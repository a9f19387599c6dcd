"""The benches work at a tiny scale; how fast they are is not tested, since a busy machine would fail it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from reports.document.nodes import Heading, Paragraph, Table
from reports.importing.docx_reader import docx_text
from reports.organisations.models import Organisation
from tests.bench.__main__ import main
from tests.bench.papers import HEADER, long_report, unit_report
from tests.bench.peers import compose
from tests.bench.rows import Goal, Measure, Peer, Row, Scale, VoidComparison
from tests.bench.subjects import read_years
from tests.bench.table import describe_machine, line, verdict
from tests.bench.timing import alternate, peak_growth
from tests.bench.volume import require_every_line
from tests.bench.word import MAKERS, OURS, sizes_of_equal_papers

TINY = Scale(
    batch=2,
    sections=2,
    annex_rows=2,
    kept=1,
    growth_from=1,
    units=2,
    files=2,
    opened=(4, 8),
    opened_at_once=3,
    compared=(2, 4),
    checked=600,
    read=(1, 2),
    large=5000,
    rounds=1,
)
KEYS = ["name", "unit", "value", "peer", "ratio", "goal", "met"]
FASTER = Row("写报告", "ms", 2.0, Peer("docxtpl", 8.0), Goal(1 / 3, Measure.RATIO))
SLOWER = Row("合订", "s", 1.25, goal=Goal(1))


def run(names: list[str], folder: Path, now: datetime) -> int:
    return main(names, scale=TINY, report=folder / "bench.json", now=now)


def test_the_compared_report_has_the_shape_of_the_issue() -> None:
    paper = long_report(7, Scale())
    paragraphs = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    [annex] = paper.attachments
    [table] = annex.blocks
    assert isinstance(table, Table)
    assert [type(block) for block in paper.blocks] == [Heading, Paragraph, Paragraph, Paragraph] * 40
    assert {len(text) for text in paragraphs} == {200}
    assert len(set(paragraphs)) == 120
    assert [len(row) for row in table.rows] == [len(HEADER)] * 61
    assert paper == long_report(7, Scale())


def test_all_writers_print_the_same_text() -> None:
    paper = long_report(1, TINY)
    ours, *others = (docx_text(make(TINY)(paper)) for make in MAKERS.values())
    assert others == [ours, ours]
    assert len(ours.split("\n")) == 17


def test_writers_of_different_text_are_not_compared() -> None:
    paper, other = long_report(1, TINY), MAKERS[OURS](TINY)(long_report(2, TINY))
    with pytest.raises(VoidComparison, match=r"^各程序写出的文字不一致，比较无效。$"):
        sizes_of_equal_papers({OURS: MAKERS[OURS](TINY), "docxtpl": lambda _paper: other}, paper)


def test_docxcompose_merges_all_files() -> None:
    files = [MAKERS[OURS](TINY)(long_report(number, TINY)) for number in (1, 2, 3)]
    assert docx_text(compose(files)) == "\n".join(docx_text(file) for file in files)


def test_a_volume_without_a_report_is_not_compared() -> None:
    papers = [unit_report(1), unit_report(2)]
    other = MAKERS[OURS](TINY)(unit_report(3))
    with pytest.raises(VoidComparison, match=r"^合订本缺少报告中的文字，比较无效。$"):
        require_every_line(papers, [other])


def test_contenders_take_turns() -> None:
    calls: list[tuple[str, int]] = []
    contenders = {name: lambda piece, name=name: calls.append((name, piece)) for name in "abc"}
    timings = alternate(contenders, [1, 2])
    assert calls == [("a", 1), ("b", 1), ("c", 1), ("b", 2), ("c", 2), ("a", 2)]
    assert {name: len(timing.seconds) for name, timing in timings.items()} == {"a": 2, "b": 2, "c": 2}


def test_memory_is_that_of_the_work_alone() -> None:
    assert 36 * 2**20 < peak_growth(bytearray, 40 * 2**20) < 60 * 2**20


def test_a_row_says_whether_its_goal_is_met() -> None:
    assert line(FASTER) == "| 写报告 | 2.00 ms | docxtpl 8.00 | 0.25 | 比值≤0.33 | 达到 |"
    assert line(SLOWER) == "| 合订 | 1.25 s |  |  | ≤1 s | 未达到 |"
    assert verdict([FASTER, SLOWER]) == "未达到的目标：合订（目标≤1 s）。"
    assert verdict([FASTER]) == "目标全部达到。"
    assert verdict([Row("读", "ms", 3.0)]) == "所选项目没有设定目标。"


@pytest.mark.django_db
def test_a_run_prints_its_table_and_keeps_the_numbers(
    tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([], tmp_path, now) == 0
    kept = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    table = [text for text in capsys.readouterr().out.splitlines() if text.startswith("|")]
    names = [text.split(" | ")[0].removeprefix("| ") for text in table[2:]]
    assert list(kept) == ["machine", "rows"]
    assert list(kept["machine"]) == list(describe_machine(now).__slots__)
    assert kept["machine"]["date"] == "2026-01-12"
    assert [list(row) for row in kept["rows"]] == [KEYS] * len(kept["rows"])
    assert [row["name"] for row in kept["rows"]] == names


def test_one_subject_runs_alone(tmp_path: Path, now: datetime) -> None:
    assert run(["reading"], tmp_path, now) == 0
    kept = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [row["name"] for row in kept["rows"]] == [
        "读一份Word报告",
        "单位报告写出再读回",
        "6000字的提纲",
        "导入2个文件（读取并归位，不入库）",
    ]


@pytest.mark.django_db
def test_opening_leaves_the_database_as_it_was(tmp_path: Path, now: datetime) -> None:
    assert run(["opening"], tmp_path, now) == 0
    kept = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [row["name"] for row in kept["rows"]] == [
        "为4个单位开启年度",
        "为8个单位开启年度",
        "为8个单位开启年度，共",
        "4→8个单位：时间之比除以2",
        "每千个单位的查询（一步200个）",
        "当场为3个单位开启年度",
    ]
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_reading_a_year_leaves_the_database_as_it_was(tmp_path: Path, now: datetime) -> None:
    assert [row.name for row in read_years(TINY)] == [
        "审读1份入库的报告，每份",
        "审读2份入库的报告，每份",
        "1→2份：时间之比除以2",
        "再审读2份没有改过的报告，每份",
        "全县检查页面的汇总（2份报告）",
    ]
    assert not Organisation.objects.exists()


def test_an_unknown_subject_is_named(
    tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["weather"], tmp_path, now) == 1
    known = "word、volume、reading、checking、opening"
    assert capsys.readouterr().err == f"没有名为 weather 的性能测试，可选：{known}。\n"
    assert list(tmp_path.iterdir()) == []
