"""What a drafter does: save a part, the front page; keep a revision.

Not for: making a new report out of its template (starting) or out of an old file (intake); figures
that come without text (figures).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from reports.audit.services import record_act
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.drafting.enums import Occasion
from reports.drafting.figures import (
    FigureChange,
    InvalidParts,
    keep_readings,
    read_changes,
    reason_faults,
)
from reports.drafting.holding import lock_report, mark_started
from reports.drafting.models import (
    FigureRequest,
    Report,
    ReportBlock,
    ReportItem,
    ReportSection,
    Revision,
)
from reports.drafting.permissions import can_edit, can_edit_block, can_edit_front
from reports.drafting.snapshot import SnapshotItem, digest_of, item_of, take_snapshot, to_json
from reports.organisations.models import User
from reports.text.normal import normal, without_controls
from reports.text.tokens import find_tokens

MOST_CHARACTERS = 200_000
"""A block holds at most this many characters; the longest reports known run to 6,000 in all."""
MOST_FAULTS = 20
"""More unknown tokens than this are one mistake, not many."""


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What came back from the form for one block.

    `base_version` and `base_digest` say which text the form showed, so that a block nobody touched
    is no conflict and a block that somebody else saved is never overwritten unseen. `is_private`
    None leaves the flag as it stands; `is_carried` says that the new text was taken over from last
    year, so that somebody has to confirm it.
    """

    key: str
    text: str
    base_version: int
    base_digest: str
    is_private: bool | None = None
    is_confirmed: bool = False
    is_carried: bool = False
    items: tuple[SnapshotItem, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What came back from the form of one part; a heading of None was not touched.

    `reason` says why figures changed; it is asked for and never demanded, since text goes along.
    """

    heading: str | None = None
    blocks: tuple[BlockChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TextConflict:
    """Two texts for one block: the one just typed and the one somebody saved meanwhile."""

    key: str
    label: str
    mine: str
    theirs: str
    theirs_version: int
    saved_by: str
    saved_at: datetime | None


class ConflictingTexts(Refused):
    """Somebody else saved first; both texts are here and nothing was written."""

    def __init__(self, conflicts: Sequence[TextConflict]) -> None:
        names = "、".join(conflict.label for conflict in conflicts)
        super().__init__(f"“{names}”刚刚由别人保存过。两份文字都在下面，请对照后再保存。")
        self.conflicts = tuple(conflicts)


def text_digest(text: str, items: Sequence[SnapshotItem] = ()) -> str:
    """A short mark of one block's content, to tell whether a form changed it."""
    content = normal(text) + "".join(str(asdict(item)) for item in items)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@transaction.atomic
def save_section(section: ReportSection, change: SectionChange, *, actor: User, now: datetime) -> list[str]:
    """Keep what the form of one part holds, all of it or nothing; returns the keys that changed.

    Errors: ConflictingTexts when somebody saved a touched block meanwhile; InvalidParts with every
    heading, text or figure that cannot be kept; NotPermitted for a closed block that was touched.
    """
    report = lock_report(section.report_id)
    demand(can_edit(actor, report))
    section = ReportSection.objects.get(pk=section.pk)
    section.report = report
    stored = _locked_blocks(section)
    touched = [c for c in change.blocks if c.key in stored and _is_touched(c, stored[c.key])]
    for block_change in touched:
        demand(can_edit_block(actor, stored[block_change.key]))
    conflicts = [_conflict(c, stored[c.key]) for c in touched if c.base_version != stored[c.key].version]
    if conflicts:
        raise ConflictingTexts(conflicts)
    readings = read_changes(FigureRequest.objects.filter(block__section=section), change.figures)
    faults = [
        *_heading_faults(section, change.heading),
        *_text_faults(report, touched, stored),
        *readings.faults,
        *reason_faults(change.reason),
    ]
    if faults:
        raise InvalidParts(faults)
    for block_change in touched:
        _save_block(stored[block_change.key], block_change, actor=actor, now=now)
    is_renamed = _save_heading(section, change.heading, actor=actor)
    codes = keep_readings(report, readings.good, actor=actor, now=now, reason=change.reason)
    keys = [c.key for c in touched]
    if keys or is_renamed or codes:
        mark_started(report, now=now)
        why = {"reason": change.reason.strip()} if codes and change.reason.strip() else {}
        record_act(
            "保存报告",
            report,
            actor=actor,
            now=now,
            scope_path=report.assignment.organisation.path,
            detail={"section": section.key, "blocks": keys, "figures": codes, **why},
        )
    return keys


def _locked_blocks(section: ReportSection) -> dict[str, ReportBlock]:
    """The blocks of the part, locked against a second writer until the transaction ends."""
    blocks = list(
        ReportBlock.objects.select_for_update(of=("self",)).filter(section=section).select_related("saved_by")
    )
    for block in blocks:
        block.report = section.report
    return {block.key: block for block in blocks}


def _is_touched(change: BlockChange, block: ReportBlock) -> bool:
    if change.is_private not in (None, block.is_private):
        return True
    if change.is_confirmed and block.needs_confirmation:
        return True
    digest = text_digest(change.text, change.items)
    return digest != change.base_digest and digest != text_digest(block.text, stored_items(block))


def stored_items(block: ReportBlock) -> tuple[SnapshotItem, ...]:
    """The rows of a block as they stand."""
    return tuple(map(item_of, block.items.order_by("position")))


def _conflict(change: BlockChange, block: ReportBlock) -> TextConflict:
    return TextConflict(
        key=block.key,
        label=block.label,
        mine=_as_text(change.text, change.items),
        theirs=_as_text(block.text, stored_items(block)),
        theirs_version=block.version,
        saved_by=block.saved_by.name if block.saved_by else "",
        saved_at=block.saved_at,
    )


def _as_text(text: str, items: Sequence[SnapshotItem]) -> str:
    """A block's text, or its rows a paragraph each, for comparing two by eye."""
    rows = ("。".join(filter(None, (item.heading.rstrip("。"), item.text))) for item in items)
    return "\n".join(filter(None, (text, *rows)))


def _heading_faults(section: ReportSection, heading: str | None) -> list[Invalid]:
    if heading is None or heading.strip() or not section.heading:
        return []
    return [Invalid("这一部分的标题不能空着。", field="heading")]


def _text_faults(
    report: Report, changes: Sequence[BlockChange], stored: Mapping[str, ReportBlock]
) -> list[Invalid]:
    """Find the texts that are too long, and the tokens that this report has no figure for."""
    whole = {change.key: "\n".join((change.text, *map(_words, change.items))) for change in changes}
    faults = [
        Invalid(f"“{stored[key].label}”的文字不能超过20万字，请删减后再保存。", field=key)
        for key, text in whole.items()
        if len(text) > MOST_CHARACTERS
    ]
    used = {(key, token.code): None for key, text in whole.items() for token in find_tokens(text)}
    known = set(report.figure_requests.values_list("indicator__code", flat=True)) if used else set()
    unknown = [(key, code) for key, code in used if code not in known]
    return faults + [
        Invalid(f"文中的{{{{{code}}}}}不在本报告的数据之列，请用“插入数据”选择，或者改成文字。", field=key)
        for key, code in unknown[:MOST_FAULTS]
    ]


def _words(item: SnapshotItem) -> str:
    return "\n".join((item.heading, item.text, item.cause, item.remedy, item.measure))


def _save_block(block: ReportBlock, change: BlockChange, *, actor: User, now: datetime) -> None:
    is_rewritten = text_digest(change.text, change.items) != text_digest(block.text, stored_items(block))
    if change.is_confirmed or is_rewritten:
        block.needs_confirmation = change.is_carried and not change.is_confirmed
    block.text = normal(change.text)
    if change.is_private is not None:
        block.is_private = change.is_private
    block.version += 1
    block.saved_at, block.saved_by = now, actor
    block.save()
    if block.items_kind:
        replace_items(block, change.items)


def replace_items(block: ReportBlock, items: Sequence[SnapshotItem]) -> None:
    """Put these rows in place of those that stand."""
    block.items.all().delete()
    ReportItem.objects.bulk_create(
        ReportItem(block=block, position=position, **asdict(item)) for position, item in enumerate(items)
    )


@transaction.atomic
def append_paragraph(block: ReportBlock, paragraph: str, *, actor: User, now: datetime) -> ReportBlock:
    """Put one more paragraph at the end of a block, whatever stands there by now."""
    report = lock_report(block.report_id)
    stored = ReportBlock.objects.select_for_update(of=("self",)).get(pk=block.pk)
    stored.report = report
    demand(can_edit_block(actor, stored))
    stored.text = normal(f"{stored.text}\n{paragraph}")
    stored.version += 1
    stored.saved_at, stored.saved_by = now, actor
    stored.save(update_fields=["text", "version", "saved_at", "saved_by"])
    mark_started(report, now=now)
    return stored


def _save_heading(section: ReportSection, heading: str | None, *, actor: User) -> bool:
    """Rename the part; whether there was anything to do."""
    if heading is None or heading.strip() == section.heading:
        return False
    demand(can_edit_front(actor, section.report))
    section.heading = heading.strip()
    section.version += 1
    section.save(update_fields=["heading", "version"])
    return True


@transaction.atomic
def save_front(
    report: Report,
    *,
    title: str,
    public_title: str,
    addressees: str,
    signatories: str,
    base_version: int,
    actor: User,
    now: datetime,
) -> None:
    """Keep title, addressees and signatories."""
    report = lock_report(report.pk)
    demand(can_edit_front(actor, report))
    if report.front_version != base_version:
        raise Refused("标题和主送机关刚刚由别人保存过，请核对下面的内容后再保存。")
    for field, value in {"title": title, "public_title": public_title, "signatories": signatories}.items():
        if not value.strip():
            raise Invalid("这一项不能空着。", field=field)
    report.title, report.public_title = (without_controls(line).strip() for line in (title, public_title))
    report.addressees, report.signatories = (
        normal(without_controls(lines)) for lines in (addressees, signatories)
    )
    report.front_version += 1
    report.save(update_fields=["title", "public_title", "addressees", "signatories", "front_version"])
    mark_started(report, now=now)
    record_act("修改标题和主送", report, actor=actor, now=now, scope_path=report.assignment.organisation.path)


@transaction.atomic
def keep_revision(report: Report, occasion: Occasion, *, actor: User | None, now: datetime) -> Revision:
    """Keep the whole report as it stands, values included."""
    content = to_json(take_snapshot(lock_report(report.pk)))
    last = report.revisions.aggregate(number=Max("number"))["number"] or 0
    return Revision.objects.create(
        report=report,
        number=last + 1,
        occasion=occasion,
        content=content,
        digest=digest_of(content),
        made_at=now,
        made_by=actor,
    )
