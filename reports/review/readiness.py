"""What a draft still lacks before 提交预审, each lack with its place and whether a reason lets it pass."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from reports.checks import enums as check_enums
from reports.checks.catalogue import BLANKS, check_with
from reports.checks.models import Finding
from reports.checks.privacy import find_private_numbers
from reports.checks.rules.grid import Inconsistent
from reports.checks.rules.structure import MissingPart
from reports.checks.services import read_through
from reports.document.roles import STATUTORY_ROLES
from reports.drafting.assembly import cut_for
from reports.drafting.editions import PUBLIC
from reports.drafting.models import Report, ReportBlock
from reports.drafting.snapshot import (
    Snapshot,
    SnapshotBlock,
    SnapshotItem,
    SnapshotSection,
    take_snapshot,
)
from reports.review.enums import OpinionState
from reports.review.models import Opinion
from reports.text.tokens import find_tokens


class LackKind(StrEnum):
    """Why something is listed."""

    STATUTORY = "statutory"
    PRIVACY = "privacy"
    EMPTY = "empty"
    FIGURE = "figure"
    UNCONFIRMED = "unconfirmed"
    PLACEHOLDER = "placeholder"
    TEXT = "text"
    RULE = "rule"
    OPINION = "opinion"


UNPASSABLE = frozenset({LackKind.STATUTORY, LackKind.PRIVACY})
"""No reason lets these pass (design/workflow.md)."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing to mend, in a sentence, and where it is; `finding` is the first that says it, if any."""

    kind: LackKind
    message: str
    section_key: str
    block_key: str = ""
    finding: int | None = None

    @property
    def is_passable(self) -> bool:
        """Whether a reason lets it pass."""
        return self.kind not in UNPASSABLE


def find_lacks(report: Report, *, now: datetime) -> list[Lack]:
    """List what the living text lacks, in the order of the paper; few queries, whatever its size.

    The text is read through for it, so that what is kept of its findings is of these very words.
    """
    snapshot = take_snapshot(report)
    stored = {block.key: block for block in report.blocks.all()}
    return [
        *_statutory(snapshot, stored),
        *_privacy(cut_for(snapshot, PUBLIC)),
        *_texts(snapshot, stored),
        *_findings(report, snapshot, now=now),
        *_figures(snapshot),
        *_opinions(report, snapshot),
    ]


def _statutory(snapshot: Snapshot, stored: Mapping[str, ReportBlock]) -> Iterator[Lack]:
    """Each statutory part must be there and written; a block named after one is that part (blueprints)."""
    for role in STATUTORY_ROLES:
        places = [
            (section, block)
            for section in snapshot.sections
            for block in section.blocks
            if role in (section.role, block.key)
        ]
        if not places:
            yield Lack(
                LackKind.STATUTORY,
                f"报告没有“{_ROLE_WORDS[role]}”部分，这是法定内容，请补上。",
                snapshot.sections[0].key if snapshot.sections else "",
            )
        elif not any(_is_written(block, stored[block.key]) for _, block in places):
            section, block = places[0]
            is_whole_part = section.role == role
            name = (section.heading or _ROLE_WORDS[role]) if is_whole_part else block.label
            block_key = "" if is_whole_part else block.key
            yield Lack(LackKind.STATUTORY, f"“{name}”是法定内容，还没有填写。", section.key, block_key)


_ROLE_WORDS = dict(
    zip(
        STATUTORY_ROLES,
        ("主要举措和成效", "存在的不足和原因", "主要负责人履行第一责任人职责情况", "下一年度主要安排"),
        strict=True,
    )
)


def _is_written(block: SnapshotBlock, stored: ReportBlock) -> bool:
    """Whether the unit wrote anything; the opening that the template put there does not count."""
    return not stored.is_untouched or bool(block.items)


def _privacy(public: Snapshot) -> Iterator[Lack]:
    """Numbers that would be published, wherever they stand; what is marked 不公开 is out already."""
    first = public.sections[0].key if public.sections else ""
    front = "\n".join((public.title, public.public_title, *public.signatories))
    yield from _private_numbers("标题和落款", front, first)
    for section in public.sections:
        yield from _private_numbers(section.heading, section.heading, section.key)
        for block in section.blocks:
            words = "\n".join([block.text, *(_words_of(item) for item in block.items)])
            yield from _private_numbers(block.label, words, section.key, block.key)
    section_of = {block.key: section.key for section in public.sections for block in section.blocks}
    for figure in public.figures:
        place = section_of.get(figure.block_key, first)
        yield from _private_numbers(f"{figure.name}的说明", figure.note, place, figure.block_key)


def _private_numbers(what: str, words: str, section_key: str, block_key: str = "") -> Iterator[Lack]:
    for number in find_private_numbers(words):
        message = f"“{what}”里有{number.label}，公开前必须删去。"
        yield Lack(LackKind.PRIVACY, message, section_key, block_key)


def _texts(snapshot: Snapshot, stored: Mapping[str, ReportBlock]) -> Iterator[Lack]:
    for section in snapshot.sections:
        for block in section.blocks:
            yield from _block(section, block, stored[block.key])


def _block(section: SnapshotSection, block: SnapshotBlock, stored: ReportBlock) -> Iterator[Lack]:
    where = (section.key, block.key)
    has_rows = any(other.items for other in section.blocks)  # prose or rows, as the unit likes
    if block.kind == "prose" and section.role in STATUTORY_ROLES and stored.is_untouched and not has_rows:
        yield Lack(LackKind.EMPTY, f"“{block.label}”还没有填写。", *where)
    if stored.needs_confirmation:
        yield Lack(LackKind.UNCONFIRMED, f"“{block.label}”沿用了上年文字，请核对后确认。", *where)


def _words_of(item: SnapshotItem) -> str:
    return "\n".join([item.heading, item.text, item.cause, item.remedy, item.measure, item.responsible_unit])


def _findings(report: Report, snapshot: Snapshot, *, now: datetime) -> Iterator[Lack]:
    """The errors that nobody has dismissed, those of one kind in one block together."""
    read_through(report, now=now)
    errors = Finding.objects.filter(report=report, severity=check_enums.Severity.ERROR).open()
    told = [
        finding for finding in errors.select_related("block").in_order() if not _is_told_otherwise(finding)
    ]
    first = snapshot.sections[0].key if snapshot.sections else ""
    for _, alike in groupby(sorted(told, key=_kin), key=_kin):
        yield _lack_of(list(alike), first)


def _is_told_otherwise(finding: Finding) -> bool:
    """Parts, private numbers and figures are looked at above, where more is known about them."""
    if finding.code == MissingPart.code or find_private_numbers(finding.shown):
        return True
    tokens = find_tokens(finding.quote)
    return bool(tokens) and (tokens[0].start, tokens[0].end) == (0, len(finding.quote))


def _kin(finding: Finding) -> tuple[str, int, str, str]:
    """Words are told together; what has none is a sentence of its own."""
    sentence = "" if finding.shown else finding.message
    return (finding.section_key, finding.block_id or 0, finding.code, sentence)


def _lack_of(alike: Sequence[Finding], first: str) -> Lack:
    """One sentence for what one check found in one block; words that are alike are quoted once."""
    finding, check = alike[0], check_with(alike[0].code)
    kind = _KINDS.get(finding.code, LackKind.TEXT)
    if check and not check.may_be_dismissed:
        kind = LackKind.PRIVACY
    block_key = finding.block.key if finding.block else ""
    quotes = list(dict.fromkeys(each.shown.replace("\n", "")[:20] for each in alike if each.shown))
    lack = Lack(kind, finding.message, finding.section_key or first, block_key, finding.pk)
    if not quotes:
        return lack
    where = f"“{finding.block.label if finding.block else finding.get_field_display()}”里"
    what = "、".join(f"“{quote}”" for quote in quotes[:4]) + ("等" if len(quotes) > 4 else "")
    count = f"{len(alike)}处" if len(alike) > 1 else ""
    name = check.name if check else finding.code
    why = finding.message if len({each.message for each in alike}) == 1 else ""
    return replace(lack, message=f"{where}{what}{count}：{name}。{why}")


_KINDS = {**{check.code: LackKind.PLACEHOLDER for check in BLANKS}, Inconsistent.code: LackKind.RULE}


def _figures(snapshot: Snapshot) -> Iterator[Lack]:
    section_of = {block.key: section.key for section in snapshot.sections for block in section.blocks}
    for figure in snapshot.figures:
        if figure.this_year.is_blank and not figure.is_computed:
            yield Lack(
                LackKind.FIGURE,
                f"“{figure.name}”未填。没有发生填0，没有此项职责选“不适用”。",
                section_of.get(figure.block_key, ""),
                figure.block_key,
            )


def _opinions(report: Report, snapshot: Snapshot) -> Iterator[Lack]:
    """Opinions without an answer; the comments of a paper of an archive were settled in their year."""
    waiting = Opinion.objects.filter(report=report, state=OpinionState.OPEN).order_by("pk")
    if report.assignment.round.is_archive:
        waiting = waiting.filter(author__isnull=False)
    section_of = {block.key: section.key for section in snapshot.sections for block in section.blocks}
    for opinion in waiting:
        yield Lack(
            LackKind.OPINION,
            f"意见“{opinion.text[:40]}”还没有答复。",
            section_of.get(opinion.block_key, snapshot.sections[0].key if snapshot.sections else ""),
            opinion.block_key,
        )
