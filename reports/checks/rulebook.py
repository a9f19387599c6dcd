"""By which checks a report is read, and how gravely: the county's choice, then that of its template."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length

from reports.checks.catalogue import CHECKS
from reports.checks.checking import Check
from reports.checks.enums import Level
from reports.checks.findings import Severity
from reports.checks.models import CheckSetting
from reports.organisations.models import Organisation, paths_over


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The checks in force, those taken otherwise than they come, and a stamp that changes with either."""

    checks: tuple[Check, ...]
    severities: Mapping[str, Severity]
    stamp: str


def shipped_rulebook() -> Rulebook:
    """Every check as it comes."""
    return Rulebook(CHECKS, {}, edition())


def rulebook_for(organisation: Organisation, blueprint_id: int | None) -> Rulebook:
    """What holds for the reports of one unit made from one template, in one query.

    The nearer government wins over the one above it, and within one the template over the county at large.
    """
    levels = levels_for(organisation, blueprint_id)
    stamp = sha256("".join(f"{code}{levels[code]}" for code in sorted(levels)).encode())
    return Rulebook(
        checks=tuple(check for check in CHECKS if levels.get(check.code) != Level.OFF),
        severities={code: Severity(level) for code, level in levels.items() if level != Level.OFF},
        stamp=edition() + stamp.hexdigest()[:16],
    )


def levels_for(organisation: Organisation, blueprint_id: int | None) -> dict[str, str]:
    """What somebody has chosen otherwise, by the check's code; checks that must stand stay as they are."""
    chosen = dict(settings_over(organisation.path, blueprint_id).values_list("code", "level"))
    return {code: level for code, level in chosen.items() if code in CHANGEABLE}


def settings_over(path: str, blueprint_id: int | None) -> QuerySet[CheckSetting]:
    """What was chosen for the units below a path; of one check the last, that is the nearest, holds."""
    rows = CheckSetting.objects.filter(
        Q(blueprint=None) | Q(blueprint=blueprint_id), government__path__in=paths_over(path)
    )
    return rows.order_by(Length("government__path"), F("blueprint").asc(nulls_first=True))


CHANGEABLE = frozenset(check.code for check in CHECKS if check.may_be_dismissed)
"""The checks that may be weakened."""


@cache
def edition() -> str:
    """A short mark of the rules and words that ship with this version of the product."""
    folder = Path(__file__).parent
    files = sorted([*folder.rglob("*.py"), *folder.rglob("*.yaml")])
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
