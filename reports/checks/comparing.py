"""Comparing the reports of a year with each other and with the year before, some at a time.

First the reports whose text has changed are sketched, then the likely pairs are listed, then each pair is
counted exactly. Every step is safe to repeat. Not for: how texts are compared (sameness).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from reports.checks import sameness
from reports.checks.models import Comparison, Likeness, Sketch
from reports.checks.permissions import can_compare
from reports.checks.texts import NOTHING, begun_reports, own_texts, with_stamp
from reports.common.jobs import Step, enqueue, unfinished_job
from reports.common.permissions import demand
from reports.drafting.models import Report
from reports.organisations.models import User
from reports.rounds.models import Round

COMPARE_REPORTS = "checks.compare_reports"
MOST_IN_STEP = 200
"""Reports or pairs in one step: about a second."""
MOST_AT_ONCE = 50
"""Reports that are compared within the request: well under a second."""


@transaction.atomic
def compare_reports(
    round_: Round, *, actor: User, now: datetime, most_at_once: int = MOST_AT_ONCE
) -> Comparison:
    """Compare the reports of a year anew; many are compared in the background.

    Asked again while that runs, it changes nothing.
    """
    demand(can_compare(actor, round_))
    Comparison.objects.get_or_create(round=round_, defaults={"asked_at": now})
    comparison = Comparison.objects.select_for_update().get(round=round_)
    if unfinished_job(COMPARE_REPORTS, comparison):
        return comparison
    comparison.asked_at, comparison.listed_at = now, None
    comparison.save(update_fields=["asked_at", "listed_at"])
    count = begun_reports(round_).count()
    if count > most_at_once:
        _enqueue(comparison, count, actor=actor)
    else:
        while not compare_some(comparison).is_last:
            pass
    return comparison


def _enqueue(comparison: Comparison, count: int, *, actor: User) -> None:
    enqueue(
        COMPARE_REPORTS,
        comparison,
        title=f"比对{comparison.round.year}年度的报告",
        verb="比对",
        measure="份报告",
        total=count,
        asked_by=actor.name,
        now=comparison.asked_at,
        scope_path=comparison.round.government.path,
    )


@transaction.atomic
def compare_some(comparison: Comparison, *, most: int = MOST_IN_STEP) -> Step:
    """Sketch the next reports, or count the next pairs; say how far the whole is, in reports."""
    stale = stale_reports(comparison.round)
    if comparison.listed_at is None:
        _sketch(stale[:most])
        if not stale.exists():
            _list_pairs(comparison)
    else:
        _count(list(_open_pairs(comparison)[:most]), comparison)
    return _finish_or_go_on(comparison)


def stale_reports(round_: Round) -> QuerySet[Any]:
    """The begun reports whose text is another than the sketched one, or never was sketched."""
    reports = with_stamp(begun_reports(round_))
    return reports.exclude(sketch__stamp=F("text_stamp"), sketch__isnull=False).order_by("pk")


def _open_pairs(comparison: Comparison) -> QuerySet[Likeness]:
    return Likeness.objects.to_count(comparison).order_by("one", "other")


def _sketch(stale: QuerySet[Any]) -> None:
    stamps = dict(stale.values_list("pk", "text_stamp"))
    texts = own_texts(stamps)
    Sketch.objects.bulk_create(
        (_stored(pk, stamp, texts.get(pk, NOTHING).text) for pk, stamp in stamps.items()),
        update_conflicts=True,
        unique_fields=["report"],
        update_fields=["hashes", "clauses", "stamp"],
    )


def _stored(report: int, stamp: str, text: str) -> Sketch:
    sketch = sameness.sketch_of(text)
    return Sketch(report_id=report, hashes=sorted(sketch.hashes), clauses=sorted(sketch.clauses), stamp=stamp)


def _list_pairs(comparison: Comparison) -> None:
    """Keep the pairs that are likely now, each report with its last year's among them; drop the others."""
    sketches = _sketches(comparison.round)
    wanted = {*sameness.likely_pairs(sketches), *_with_last_year(comparison.round)}
    known = {(one, other): pk for pk, one, other in comparison.pairs.values_list("pk", "one", "other")}
    gone = [pk for pair, pk in known.items() if pair not in wanted]
    Likeness.objects.filter(pk__in=gone).delete()
    Likeness.objects.bulk_create(
        Likeness(comparison=comparison, one_id=one, other_id=other)
        for one, other in sorted(wanted - known.keys())
    )
    comparison.listed_at = comparison.asked_at
    comparison.boilerplate = sorted(sameness.boilerplate_of(sketches.values()))
    comparison.save(update_fields=["listed_at", "boilerplate"])


def _sketches(round_: Round) -> dict[int, sameness.Sketch]:
    stored = Sketch.objects.filter(report__in=begun_reports(round_))
    return {
        report: sameness.Sketch(frozenset(hashes), frozenset(clauses))
        for report, hashes, clauses in stored.values_list("report", "hashes", "clauses")
    }


def _with_last_year(round_: Round) -> list[tuple[int, int]]:
    units = dict(begun_reports(round_).values_list("assignment__organisation", "pk"))
    before = last_reports(units, year=round_.year)
    return [(report, before[unit]) for unit, report in units.items() if unit in before]


def last_reports(units: Iterable[int], *, year: int) -> dict[int, int]:
    """The keys of the reports of the year before by the keys of their units; withdrawn ones are left out."""
    reports = Report.objects.in_force().filter(
        assignment__organisation__in=units, assignment__round__year=year - 1
    )
    return dict(reports.values_list("assignment__organisation", "pk"))


def _count(pairs: list[Likeness], comparison: Comparison) -> None:
    texts = own_texts({pk for pair in pairs for pk in (pair.one_id, pair.other_id)})
    boilerplate = frozenset(comparison.boilerplate)
    grounds: dict[int, sameness.Ground] = {}

    def ground(report: int) -> sameness.Ground:
        if report not in grounds:
            grounds[report] = sameness.ground_of(texts.get(report, NOTHING).text, boilerplate)
        return grounds[report]

    for pair in pairs:
        found = sameness.likeness_of(ground(pair.one_id), ground(pair.other_id))
        pair.same, pair.share, pair.other_share = found.same, found.share, found.other_share
        pair.counted_at = comparison.asked_at
    Likeness.objects.bulk_update(pairs, ["same", "share", "other_share", "counted_at"])


def _finish_or_go_on(comparison: Comparison) -> Step:
    """Count a report half when it is sketched, and whole when its pairs are counted."""
    total = begun_reports(comparison.round).count()
    if comparison.listed_at is None:
        return Step((total - stale_reports(comparison.round).count()) // 2, total)
    if left := _open_pairs(comparison).order_by().values("one").distinct().count():
        return Step(max(0, 2 * total - left) // 2, max(1, total))
    comparison.done_at = comparison.asked_at
    comparison.save(update_fields=["done_at"])
    return Step(total, total)
