"""YAML as marked nodes: every surprise becomes a fault with its line, never a crash."""

from pathlib import Path

import pytest

from reports.blueprints.marked_yaml import BrokenFileError, Fault, MarkedReader


def reader_and_entries(tmp_path: Path, text: str) -> tuple[MarkedReader, dict]:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    reader = MarkedReader("file.yaml")
    root = reader.root(path)
    return reader, {} if root is None else dict(reader.pairs(root))


def test_values_are_read_as_their_kind(tmp_path: Path) -> None:
    reader, entries = reader_and_entries(
        tmp_path, "number: 12\nflag: true\nempty:\ntexts: [甲, 乙]\nblock: |\n  一行\n  又一行\n"
    )
    assert reader.number(entries["number"]) == 12
    assert reader.flag(entries["flag"]) is True
    assert reader.text(entries["empty"]) == ""
    assert reader.texts(entries["texts"]) == ("甲", "乙")
    assert reader.text(entries["block"]) == "一行\n又一行"
    assert reader.faults == []


def test_what_is_absent_has_an_empty_value(tmp_path: Path) -> None:
    reader = MarkedReader("file.yaml")
    assert (reader.text(None), reader.number(None), reader.flag(None), reader.texts(None)) == (
        "",
        0,
        False,
        (),
    )
    assert reader.faults == []


@pytest.mark.parametrize(
    ("text", "method", "message"),
    [
        ("a: [1]", "text", "这里应当是文字。"),
        ("a: ' '", "filled_text", "这里不能为空。"),
        ("a: 一", "number", "“一”不是整数。"),
        ("a: --1", "number", "“--1”不是整数。"),
        ("a: 1e3", "number", "“1e3”不是整数。"),
        ("a: maybe", "flag", "“maybe”应当是true或者false。"),
        ("a: 甲", "texts", "这里应当是列表。"),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_fault(tmp_path: Path, text: str, method: str, message: str) -> None:
    reader, entries = reader_and_entries(tmp_path, "b: 甲\n" + text)
    getattr(reader, method)(entries["a"])
    assert reader.faults == [Fault("file.yaml", 2, message)]


@pytest.mark.parametrize("text", ["- 甲\n- 乙\n", "只有文字"])
def test_a_file_that_is_no_mapping_is_a_fault(tmp_path: Path, text: str) -> None:
    reader, entries = reader_and_entries(tmp_path, text)
    assert entries == {}
    assert reader.faults == [Fault("file.yaml", 1, "这里应当是“键: 值”的形式。")]


def test_a_key_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    reader, entries = reader_and_entries(tmp_path, "a: 1\n[b]: 2\n")
    assert list(entries) == ["a"]
    assert reader.faults == [Fault("file.yaml", 2, "键应当是文字。")]


def test_two_documents_in_one_file_are_a_fault(tmp_path: Path) -> None:
    reader, _ = reader_and_entries(tmp_path, "a: 1\n---\nb: 2\n")
    assert reader.faults == [Fault("file.yaml", 2, "YAML语法有误，请检查缩进、冒号和引号。")]


def test_faults_are_told_in_the_order_of_lines() -> None:
    error = BrokenFileError(
        [Fault("b.yaml", 1, "丙。"), Fault("a.yaml", 9, "乙。"), Fault("a.yaml", 2, "甲。")]
    )
    assert str(error) == "a.yaml第2行：甲。\na.yaml第9行：乙。\nb.yaml第1行：丙。"
