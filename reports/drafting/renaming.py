"""A unit is called otherwise: what that changes in the reports that nobody has signed yet.

Not for: the unit's own names (organisations.renaming). A signed report keeps the name it was signed with.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.drafting.enums import SIGNED_STATUSES
from reports.drafting.models import Report, ReportBlock
from reports.organisations.models import Organisation, User
from reports.organisations.queries import government_over

MOST_TITLE = 200
FRONT_FIELDS = ("title", "public_title", "signatories", "addressees")


@dataclass(frozen=True, slots=True)
class WordChange:
    """One place of one report where the old name stands, and what will stand there."""

    report: Report
    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A block that somebody wrote and in which the old name stands; people change it themselves."""

    report: Report
    label: str


@dataclass(frozen=True, slots=True)
class RenamingPlan:
    """All that a new name changes, and where it is left to the drafters."""

    changes: tuple[WordChange, ...]
    mentions: tuple[Mention, ...]

    @property
    def digest(self) -> str:
        """A mark of the changes, to tell whether somebody confirms what the page showed."""
        shown = "\n".join(f"{c.report.pk} {c.field} {c.before} {c.after}" for c in self.changes)
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


def plan_renaming(organisation: Organisation, names: Mapping[str, str]) -> RenamingPlan:
    """List what changes when each old name gives way to its new one; a fixed number of queries.

    `names` maps old to new. The unit's own report changes its titles, its signatories and the words
    that the template put there; every report of the county changes 主送机关 where it is named.
    """
    names = {old: new for old, new in names.items() if old and old != new}
    if not names:
        return RenamingPlan((), ())
    changes: list[WordChange] = []
    mentions: list[Mention] = []
    own: list[Report] = []
    for report in _reports(organisation, names):
        is_own = report.assignment.organisation_id == organisation.pk
        changes += _front_changes(report, names, is_own=is_own)
        own += [report] if is_own else []
    for block in _blocks(own, names):
        if block.text == block.opening:
            after = _renamed(block.text, names)
            changes.append(WordChange(block.report, f"block {block.pk}", block.label, block.text, after))
        else:
            mentions.append(Mention(block.report, block.label))
    return RenamingPlan(tuple(changes), tuple(mentions))


@transaction.atomic
def rename_in_reports(
    organisation: Organisation, names: Mapping[str, str], *, actor: User, now: datetime
) -> RenamingPlan:
    """Put the new names into the reports; the caller has asked whether `actor` may.

    Errors: Invalid when a title grows beyond its field.
    """
    list(_reports(organisation, names).select_for_update(of=("self",)).values_list("pk", flat=True))
    plan = plan_renaming(organisation, names)
    _refuse_long(plan)
    fronts: dict[int, Report] = {}
    blocks: list[ReportBlock] = []
    for change in plan.changes:
        if change.field in FRONT_FIELDS:
            setattr(fronts.setdefault(change.report.pk, change.report), change.field, change.after)
        else:
            pk = int(change.field.removeprefix("block "))
            blocks.append(ReportBlock(pk=pk, text=change.after, opening=change.after))
    for report in fronts.values():
        report.front_version += 1
    Report.objects.bulk_update(fronts.values(), [*FRONT_FIELDS, "front_version"])
    ReportBlock.objects.bulk_update(blocks, ["text", "opening"])
    ReportBlock.objects.filter(pk__in=[block.pk for block in blocks]).update(version=F("version") + 1)
    for report in {change.report.pk: change.report for change in plan.changes}.values():
        path = report.assignment.organisation.path
        detail = {"reason": f"{organisation}更名"}
        record_act("单位更名，修改报告", report, actor=actor, now=now, scope_path=path, detail=detail)
    return plan


def _reports(organisation: Organisation, names: Iterable[str]) -> QuerySet[Report]:
    """The unsigned reports of running years that are the unit's own or name it among their addressees."""
    government = government_over(organisation)
    named = Q(assignment__organisation=organisation)
    for name in names:
        named |= Q(addressees__contains=name)
    return (
        Report.objects.filter(
            named,
            assignment__organisation__path__startswith=government.path,
            assignment__round__is_archive=False,
        )
        .exclude(status__in=SIGNED_STATUSES)
        .with_assignment()
        .order_by("-assignment__round__year", "assignment__organisation__position", "pk")
    )


def _front_changes(report: Report, names: Mapping[str, str], *, is_own: bool) -> Iterator[WordChange]:
    after = {"addressees": _renamed_lines(report.addressees, names)}
    if is_own:
        after |= {
            "title": _renamed(report.title, names),
            "public_title": _renamed(report.public_title, names),
            "signatories": _renamed_lines(report.signatories, names),
        }
    for field in FRONT_FIELDS:
        before = getattr(report, field)
        if field in after and after[field] != before:
            label = str(Report._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
            yield WordChange(report, field, label, before, after[field])


def _blocks(reports: Iterable[Report], names: Iterable[str]) -> Iterator[ReportBlock]:
    named = Q(pk__in=[])
    for name in names:
        named |= Q(text__contains=name)
    by_pk = {report.pk: report for report in reports}
    blocks = ReportBlock.objects.filter(named, report__in=by_pk)
    for block in blocks.order_by("report_id", "section__position", "position"):
        block.report = by_pk[block.report_id]
        yield block


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """Replace every old name at once, the longest first, so that none eats into another."""
    olds = sorted(map(re.escape, names), key=len, reverse=True)
    return re.sub("|".join(olds), lambda found: names[found[0]], text)


def _renamed_lines(lines: str, names: Mapping[str, str]) -> str:
    """Replace the lines that are an old name and nothing else: 县公安局 is no part of 县公安局交警大队."""
    return "\n".join(names.get(line.strip(), line) for line in lines.split("\n"))


def _refuse_long(plan: RenamingPlan) -> None:
    for change in plan.changes:
        if change.field in ("title", "public_title") and len(change.after) > MOST_TITLE:
            raise Invalid(f"改名后{change.label}超过{MOST_TITLE}个字，请先缩短标题。", field="name")
