"""What stands open in an old paper, and what only looks like it."""

import pytest

from reports.text.blanks import find_blanks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("作出行政处罚xx件", [("xx", "number", "件")]),
        ("开展培训X次、**场", [("X", "number", "次"), ("**", "number", "场")]),
        ("罚没××.××万元", [("××.××", "number", "万元")]),
        ("参加___人次", [("___", "number", "人次")]),
        ("合格率xx％", [("xx", "number", "%")]),
        ("约xx余件", [("xx", "number", "件")]),
        ("办理1xx件", [("1xx", "number", "件")]),
        ("20XX年以来", [("20XX", "year", "")]),
        ("202X年度", [("202X", "year", "")]),
        ("于X月X日召开", [("X", "day", ""), ("X", "day", "")]),
        ("**区司法局和某某镇", [("**", "place", ""), ("某某", "place", "")]),
        ("由XX负责", [("XX", "other", "")]),
        ("办理{{LE01}}件，共12件，其中3项", []),
        ("使用MaxX系统和4x4车辆", []),
        ("2×3米的展板", []),
    ],
)
def test_blanks_of_a_sentence(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text[b.start : b.end], b.kind.value, b.unit) for b in find_blanks(text)] == expected
