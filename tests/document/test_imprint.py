"""版记 as lines."""

import datetime

import pytest

from reports.document.imprint import print_imprint, read_imprint
from reports.document.nodes import Imprint

DAY = datetime.date(2026, 1, 20)
OFFICE = "云岭县公安局办公室"


@pytest.mark.parametrize(
    ("lines", "imprint"),
    [
        (
            ["抄送：县委办公室，县政府办公室。", "云岭县公安局办公室　2026年1月20日印发"],
            Imprint(("县委办公室", "县政府办公室"), OFFICE, DAY),
        ),
        (["抄送：县委办公室。"], Imprint(("县委办公室",))),
        (["云岭县公安局办公室　印发"], Imprint(printed_by=OFFICE)),
        (["2026年1月20日印发"], Imprint(printed_on=DAY)),
    ],
)
def test_reads_and_prints(lines, imprint):
    assert read_imprint(["特此报告。", *lines]) == (imprint, len(lines))
    assert print_imprint(imprint) == lines


@pytest.mark.parametrize(
    ("lines", "imprint"),
    [
        (["抄送:县委办公室"], Imprint(("县委办公室",))),
        (["云岭县公安局办公室\t2026年01月20日 印发"], Imprint((), OFFICE, DAY)),
        (["云岭县公安局办公室2026年1月20日印发"], Imprint((), OFFICE, DAY)),
    ],
)
def test_keeps_what_is_typed_otherwise(lines, imprint):
    read, count = read_imprint(["特此报告。", *lines])
    assert (read, count) == (
        Imprint(imprint.copies_to, imprint.printed_by, imprint.printed_on, tuple(lines)),
        len(lines),
    )
    assert print_imprint(read) == lines


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["印发"],
        ["全年制定文件3件，由县政府办公室印发"],
        ["云岭县公安局办公室　2026年2月30日印发"],
        ["抄送："],
        ["抄送：" + "，".join(["县政协办公室"] * 60)],
    ],
)
def test_leaves_alone_what_is_no_imprint(lines):
    assert read_imprint(lines) == (None, 0)
