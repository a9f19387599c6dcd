"""Comparing the reports of a county with each other: time and growth, on a PostgreSQL of its own."""

from collections.abc import Iterator
from time import perf_counter

from django.db import connection

from reports.blueprints.enums import BlockKind
from reports.checks.comparing import compare_some
from reports.checks.models import Comparison
from reports.drafting.models import Report, ReportBlock
from reports.rounds.models import Round
from tests.bench.opening import AT_ONCE, LINEAR, NOW, county, open_year, undone
from tests.bench.papers import prose
from tests.bench.rows import Row, Scale

FIRST, LAST = 0x4E00, 0x9FA5
OWN, SHARED = 4800, 600
"""Characters of a report that are its own, and that it shares with the next unit's."""


def measure_comparing(scale: Scale) -> Iterator[Row]:
    """Compare a county's reports in the steps of a worker; then again after one was changed."""
    found = [_measured(units) for units in scale.compared]
    for units, (seconds, again) in zip(scale.compared, found, strict=True):
        yield Row(f"后台比对{units}个单位的报告", "s", seconds)
        yield Row(f"改动一份以后再比对{units}个单位的报告", "s", again)
    factor = scale.compared[-1] / scale.compared[0]
    growth = found[-1][0] / found[0][0] / factor
    name = f"比对{scale.compared[0]}→{scale.compared[-1]}份：时间之比除以{factor:g}"
    yield Row(name, "倍", growth, goal=LINEAR)


def _measured(units: int) -> tuple[float, float]:
    with undone():
        government, administrator = county(units)
        round_ = open_year(government, administrator, most_at_once=AT_ONCE)
        _write(round_)
        comparison = Comparison.objects.create(round=round_, asked_at=NOW)
        first = _compared(comparison)
        block = ReportBlock.objects.filter(report__assignment__round=round_).exclude(text="")
        ReportBlock.objects.filter(pk=block.latest("pk").pk).update(text=prose(9, OWN))
        comparison.listed_at = None
        return first, _compared(comparison)


def _compared(comparison: Comparison) -> float:
    began = perf_counter()
    while not compare_some(comparison).is_last:
        pass
    return perf_counter() - began


def _write(round_: Round) -> None:
    """Give every report words that no other has, and some that the next has too."""
    reports = Report.objects.filter(assignment__round=round_)
    reports.update(started_at=NOW)
    blocks = ReportBlock.objects.filter(report__in=reports, kind=BlockKind.PROSE).order_by("report", "pk")
    written = list(blocks.distinct("report"))
    for number, block in enumerate(written):
        shared = _shifted(prose(number // 2, SHARED), 29 * (number // 2) + 7)
        block.text = f"{_shifted(prose(number, OWN), 31 * number)}\n{shared}"
    ReportBlock.objects.bulk_update(written, ["text"], batch_size=200)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _shifted(text: str, by: int) -> str:
    """Write every Chinese character as another, so that the text is like an office's and nobody else's."""
    width = LAST - FIRST + 1
    return "".join(chr(FIRST + (ord(c) - FIRST + by) % width) if FIRST <= ord(c) <= LAST else c for c in text)


BENCHES = (measure_comparing,)
