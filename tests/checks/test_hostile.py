"""Texts made to burn the server: they are checked within a limit of CPU that a quadratic check would break.

Each group is checked in a process of its own whose CPU the system itself limits. Linear work takes a fifth of
a second for a text here; a check that is quadratic in one of them takes hours.
"""

import json
import subprocess
import sys

import pytest

CHARACTERS = 60_000
SECONDS = 60
CHILD = """
import json, resource, sys
from reports.checks.catalogue import CHECKS
from reports.checks.checking import Context, run_checks
from reports.checks.paper import read_paper

resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds} + 1))
for unit in json.loads(sys.argv[1]):
    print(repr(unit), flush=True)
    text = (unit * ({characters} // len(unit) + 1))[:{characters}]
    paper = read_paper(text, year=2025)
    context = Context(names=("云岭县公安局",), last_text=text)
    for finding in run_checks(paper, CHECKS, context=context):
        assert finding.start is None or 0 <= finding.start < finding.end <= len(paper.text)
"""
GROUPS = {
    "marks": [
        "（",
        "“",
        "”“《",
        "“（”《）",
        "(\"'",
        "：",
        "……",
        "、等",
        "……等",
        "，。",
        "<甲>",
        "'甲乙'",
        "‘甲’",
    ],
    "numbers": [
        "1,1,",
        "2021-",
        "12件，其中",
        "办结率98%，",
        "由12件增加到",
        "1",
        "率100%，",
        "3月5",
        "〔2025",
        "12件，占比5%，",
        "1 2",
    ],
    "words": [
        "加强",
        "落实制度把",
        "法治思想",
        "坚持依法行政强化监督落实责任",
        "的",
        "青山县公安局",
        "某",
        "截止",
        "极大的",
        "坚持以甲乙为指导切实",
        "在在",
        "职能科学、权责法定、",
        "贯切落实",
        "甲乙丙丁戊己，",
    ],
    "items": ["一是", "一是一是加强，", "第一、", "二是加强", "①", "第三，甲。", "（2）甲；"],
    "blanks": ["* x", "  ", "坚 ", "_", "#", "X+", "20X", "甲……件，", "甲N次，", "a.a", "〇"],
    "names": ["（以下简称“甲乙”）", "《关于某某某某的意见》", "《", "“学习“"],
    "residue": ["a@a.", "www.a", "&#<a ", "{{甲", "〖不公开〗", "〖/〗"],
    "planes": ["e\u0301", "\U00020000", "\u200b"],
    "lines": [
        "一、情况\n",
        "（一）甲\n",
        "“甲\n",
        "甲”\n",
        "|甲|乙|\n",
        "坚持依法行政，强化监督落实责任到位。",
    ],
}


@pytest.mark.parametrize("group", GROUPS)
def test_they_are_checked_within_the_promise(group: str) -> None:
    script = CHILD.format(seconds=SECONDS, characters=CHARACTERS)
    asked = [sys.executable, "-c", script, json.dumps(GROUPS[group])]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
