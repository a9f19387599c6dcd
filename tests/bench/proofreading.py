"""Reading the stored reports of a year through, as the background work does, and counting what was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from django.db import connection

from reports.checks.county import read_some
from reports.checks.queries import count_by_check, findings_in, freshness_of
from reports.drafting.models import Report, ReportBlock
from reports.rounds.models import Round
from tests.bench.opening import AT_ONCE, LINEAR, NOW, county, open_year, undone
from tests.bench.papers import prose
from tests.bench.rows import Goal, Row, Scale

WITHIN_A_SECOND = Goal(1.0)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What reading so many reports took, reading them again unchanged, and counting; in seconds."""

    reports: int
    first: float
    again: float
    counting: float


def measure_reading(scale: Scale) -> Iterator[Row]:
    """Read years of ever more reports of usual length, in the steps of a worker."""
    readings = [_measured(reports, scale.checked) for reports in scale.read]
    for one in readings:
        yield Row(f"审读{one.reports}份入库的报告，每份", "ms", one.first / one.reports * 1000)
    first, last = readings[0], readings[-1]
    factor = last.reports / first.reports
    growth = last.first / first.first / factor
    yield Row(f"{first.reports}→{last.reports}份：时间之比除以{factor:g}", "倍", growth, goal=LINEAR)
    again = last.again / last.reports * 1000
    yield Row(f"再审读{last.reports}份没有改过的报告，每份", "ms", again)
    name = f"全县检查页面的汇总（{last.reports}份报告）"
    yield Row(name, "s", last.counting, goal=WITHIN_A_SECOND)


def _measured(reports: int, length: int) -> _Reading:
    with undone():
        government, administrator = county(reports)
        round_ = open_year(government, administrator, most_at_once=AT_ONCE)
        _write(round_, length)
        times = [_read(round_, minute) for minute in (0, 1)]
        began = perf_counter()
        freshness_of(round_), count_by_check(findings_in(round_))
        return _Reading(reports, *times, counting=perf_counter() - began)


def _read(round_: Round, minute: int) -> float:
    now = NOW.replace(minute=minute)
    began = perf_counter()
    while not read_some(round_, since=now, now=now).is_last:
        pass
    return perf_counter() - began


def _write(round_: Round, length: int) -> None:
    """Put a report of so many characters, each other words, into the prose of every unit."""
    Report.objects.filter(assignment__round=round_).update(started_at=NOW)
    blocks = ReportBlock.objects.filter(report__assignment__round=round_, kind="prose").order_by("report")
    of_report: dict[int, list[ReportBlock]] = {}
    for block in blocks:
        of_report.setdefault(block.report_id, []).append(block)
    for number, same in enumerate(of_report.values()):
        for place, block in enumerate(same):
            block.text = prose(number * 100 + place, length // len(same))
            block.saved_at = NOW
    ReportBlock.objects.bulk_update(blocks, ["text", "saved_at"], batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does between an opening and a reading


BENCHES = (measure_reading,)
