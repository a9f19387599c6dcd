"""The findings of one report as a list by part, and what marks them at their characters in the form."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from reports.checks.catalogue import check_with
from reports.checks.enums import Field, Severity
from reports.checks.models import Finding
from reports.checks.permissions import can_dismiss
from reports.checks.reading import ROW_FIELDS
from reports.common.permissions import Denied
from reports.drafting.models import Report, ReportBlock, ReportItem, ReportSection
from reports.organisations.models import User
from reports.web.drafting.heads import ReportHead

READY_REASONS = ("引用原文，不能改动", "情况属实，已经核对", "本单位规范表述", "检查有误")
_FRONT = (Field.TITLE, Field.ADDRESSEES, Field.SIGNATORIES)
_SHORT = 24
"""Longer repairs do not fit a button and are shown in full above it."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in the list; `why_kept` says why it must stay, `url` leads to its place if it has any."""

    finding: Finding
    name: str
    where: str
    url: str
    why_kept: str


@dataclass(frozen=True, slots=True)
class Tally:
    """One severity with its number."""

    severity: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The open findings of one part; of the whole paper and of the front, which have no page of a part."""

    key: str
    name: str
    url: str
    is_here: bool
    lines: tuple[FindingLine, ...]

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """How many of each severity, none left out that there is."""
        return tuple(tally for tally in tallies_of(self.lines) if tally.count)


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that the list and the marks of one page need; `here` is the part shown, if any."""

    here: str
    groups: tuple[Group, ...]
    dismissed: tuple[FindingLine, ...]
    marks: Mapping[str, Any]

    @property
    def lines(self) -> tuple[FindingLine, ...]:
        """All open findings."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """How many of each severity stand in the whole report."""
        return tallies_of(self.lines)


def tallies_of(lines: Iterable[FindingLine]) -> tuple[Tally, ...]:
    """Count findings by severity, the heaviest first."""
    counts = Counter(line.finding.severity for line in lines)
    return tuple(Tally(each.value, str(each.label), counts[each.value]) for each in Severity)


def read_listing(head: ReportHead, user: User, *, here: ReportSection | None) -> Listing:
    """Read the standing findings of a report, in three queries."""
    report = head.report
    standing = Finding.objects.filter(report=report).standing().in_order().select_related("dismissed_by")
    blocks = {block.pk: block for block in report.blocks.all()}
    lines: dict[str, list[FindingLine]] = defaultdict(list)
    dismissed = []
    for finding in standing:
        finding.report = report
        finding.block = blocks.get(finding.block_id) if finding.block_id else None
        line = _line(finding, user)
        if finding.dismissed_at:
            dismissed.append(line)
        else:
            lines[_group_of(finding)].append(line)
    groups = tuple(_groups(head, lines, here.key if here else ""))
    return Listing(
        here=here.key if here else "",
        groups=groups,
        dismissed=tuple(dismissed),
        marks=_marks(here, groups, blocks.values()),
    )


def _group_of(finding: Finding) -> str:
    if finding.section_key:
        return finding.section_key
    return "front" if finding.field in _FRONT else "whole"


def _groups(head: ReportHead, lines: Mapping[str, list[FindingLine]], here: str) -> Iterable[Group]:
    front = reverse("report_front", args=[head.report.pk])
    pages = [("whole", "全文", ""), ("front", "标题和主送机关", front)]
    pages += [(p.key, p.name, reverse("report_section", args=[head.report.pk, p.key])) for p in head.parts]
    for key, name, url in pages:
        if lines.get(key):
            yield Group(key, name, url, key == here, tuple(lines[key]))


def _line(finding: Finding, user: User) -> FindingLine:
    check = check_with(finding.code)
    verdict = can_dismiss(user, finding)
    return FindingLine(
        finding=finding,
        name=check.name if check else finding.code,
        where=_where(finding),
        url=_url(finding),
        why_kept=verdict.reason if isinstance(verdict, Denied) else "",
    )


def _where(finding: Finding) -> str:
    """Where in its part it stands, as people would say it."""
    if finding.block is None:
        return finding.get_field_display()
    if finding.row is None:
        return finding.block.label
    field = finding.get_field_display() if finding.field else ""
    return f"{finding.block.label}第{finding.row + 1}条{field}"


def _url(finding: Finding) -> str:
    group = _group_of(finding)
    if group == "whole":
        return ""
    if group == "front":
        return reverse("report_front", args=[finding.report_id])
    return f"{reverse('report_section', args=[finding.report_id, group])}#finding-{finding.pk}"


# ---------- What the page needs to mark words ----------


def _marks(
    here: ReportSection | None, groups: Iterable[Group], blocks: Iterable[ReportBlock]
) -> Mapping[str, Any]:
    """Say where the findings of the part shown stand in its stored words, and which parts have more."""
    sources = _sources(here, blocks) if here else {}
    lines = [line for group in groups if group.is_here for line in group.lines]
    return {
        "sources": {place: sources[place] for line in lines if (place := _place(line.finding)) in sources},
        "findings": [_mark(line, sources.get(_place(line.finding), "")) for line in lines],
        "parts": [
            {
                "key": group.key,
                "name": group.name,
                "url": group.url,
                "counts": [[tally.severity, tally.label, tally.count] for tally in group.tallies],
                "first": group.lines[0].finding.pk,
                "last": group.lines[-1].finding.pk,
            }
            for group in groups
        ],
    }


def _place(finding: Finding) -> str:
    """The stored words of a finding, by a name that the page and this module share."""
    row = "" if finding.row is None else finding.row
    return f"{finding.block.key if finding.block else ''}|{row}|{finding.field}"


def _sources(section: ReportSection, blocks: Iterable[ReportBlock]) -> Mapping[str, str]:
    own = {block.pk: block.key for block in blocks if block.section_id == section.pk}
    found = {f"||{Field.SECTION_HEADING}": section.heading}
    found |= {f"{block.key}||{Field.TEXT}": block.text for block in blocks if block.pk in own}
    rows: Counter[int] = Counter()
    for item in ReportItem.objects.filter(block__section=section).order_by("block_id", "position"):
        for field in ROW_FIELDS:
            found[f"{own[item.block_id]}|{rows[item.block_id]}|{field}"] = getattr(item, field)
        rows[item.block_id] += 1
    return found


def _mark(line: FindingLine, source: str) -> Mapping[str, Any]:
    finding = line.finding
    return {
        "key": finding.pk,
        "code": finding.code,
        "name": line.name,
        "severity": finding.severity,
        "label": finding.get_severity_display(),
        "message": finding.message,
        "shown": finding.shown,
        "suggestion": finding.suggestion,
        "where": line.where,
        "kept": line.why_kept,
        "place": _place(finding),
        "span": _units(source, finding.start, finding.end),
        "repair": _units(source, finding.repair_start, finding.repair_end),
        "text": finding.repair_text,
        "offer": _offer(finding),
    }


def _units(source: str, start: int | None, end: int | None) -> tuple[int, int] | None:
    """Count as a browser does, to which a character of a rare plane is two."""
    if start is None or end is None:
        return None
    before, within = source[:start], source[start:end]
    first = len(before) + sum(sign > "\uffff" for sign in before)
    return first, first + len(within) + sum(sign > "\uffff" for sign in within)


def _offer(finding: Finding) -> str:
    """What the button of a repair says."""
    if not finding.has_repair:
        return ""
    text = finding.repair_text.replace("\n", " ")
    short = f"“{text}”" if text.strip() and len(text) <= _SHORT else ""
    if not text:
        return "删去"
    if finding.repair_start == finding.repair_end:
        return f"加上{short}" if short else "按建议补上"
    return f"改为{short}" if short else "按建议修改"


def open_keys_alike(report: Report, keys: Iterable[int]) -> list[int]:
    """The open findings of the checks that these ones come from."""
    codes = Finding.objects.filter(report=report, pk__in=keys).values("code")
    return list(Finding.objects.filter(report=report, code__in=codes).open().values_list("pk", flat=True))
