"""The checks as a county sets them, one row each, with how they fare."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, TextChoices

from reports.blueprints.models import Blueprint
from reports.checks.catalogue import GROUPS
from reports.checks.checking import Check
from reports.checks.enums import Level
from reports.checks.faring import Fare, Reason, fares_of, reasons_of
from reports.checks.models import CheckSetting
from reports.checks.settings import Taken, blueprints_used, levels_at
from reports.organisations.models import Organisation
from reports.rounds.models import Round

NEVER_FOUND = Fare(0, 0, 0, 0)


class Order(TextChoices):
    """By what the rows may be sorted."""

    SUBJECT = "", "目录"
    SHARE = "share", "不采纳率"
    FOUND = "found", "发现处数"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check; `chosen` is what holds or what was picked but not kept yet, `given` what holds by itself."""

    check: Check
    group: str
    taken: Taken
    chosen: str
    given_label: str
    fare: Fare | None
    reasons: tuple[Reason, ...]

    @property
    def options(self) -> list[tuple[str, str]]:
        """The levels to choose from: first the given one, by its name."""
        others = [(value, str(label)) for value, label in Level.choices if value != self.taken.given]
        return [(self.taken.given, self.given_label), *others]

    @property
    def level_label(self) -> str:
        """What holds, in words."""
        return str(Level(self.taken.level).label)

    @property
    def is_changed(self) -> bool:
        """Whether it is taken otherwise than by itself."""
        return self.taken.level != self.taken.given


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template that may have settings of its own, with how many it has."""

    blueprint: Blueprint
    count: int


def check_rows(
    government: Organisation,
    blueprint: Blueprint | None,
    *,
    picked: Mapping[str, str],
    year: int | None,
    order: str = Order.SUBJECT,
) -> list[CheckRow]:
    """All checks in three queries, whatever their number; without a year nothing is counted."""
    levels = levels_at(government, blueprint)
    fares = fares_of(government, year) if year else {}
    reasons = reasons_of(government, year) if year else {}
    rows = [
        CheckRow(
            check=check,
            group=group,
            taken=levels[check.code],
            chosen=_chosen(picked, check.code, levels[check.code].level),
            given_label=_given_label(levels[check.code].given, check, blueprint),
            fare=fares.get(check.code, NEVER_FOUND) if year else None,
            reasons=reasons.get(check.code, ()),
        )
        for group, checks in GROUPS.items()
        for check in checks
    ]
    return sorted(rows, key=_FIRST[order]) if year and order in _FIRST else rows


def _by_share(row: CheckRow) -> tuple[int, int]:
    fare = row.fare or NEVER_FOUND
    return -fare.share, -fare.found


def _by_found(row: CheckRow) -> tuple[int, int]:
    fare = row.fare or NEVER_FOUND
    return -fare.found, -fare.share


_FIRST = {Order.SHARE.value: _by_share, Order.FOUND.value: _by_found}


def _chosen(picked: Mapping[str, str], code: str, level: str) -> str:
    value = picked.get(f"level-{code}", level)
    return value if value in Level.values else level


def _given_label(given: str, check: Check, blueprint: Blueprint | None) -> str:
    """按出厂：提醒, or from whom it comes otherwise."""
    above = "按出厂" if given == check.severity.value else "随上级"
    return f"{'随全县' if blueprint else above}：{Level(given).label}"


def template_choices(government: Organisation) -> list[TemplateChoice]:
    """The templates of a county with the number of their settings, in two queries."""
    settings = CheckSetting.objects.filter(government=government, blueprint__isnull=False)
    counts = dict(settings.values_list("blueprint").annotate(number=Count("pk")).order_by())
    return [TemplateChoice(each, counts.get(each.pk, 0)) for each in blueprints_used(government)]


def years_of(government: Organisation) -> list[int]:
    """The years in which reports are written, the latest first."""
    rounds = Round.objects.filter(government=government, is_archive=False)
    return list(rounds.order_by("-year").values_list("year", flat=True))
