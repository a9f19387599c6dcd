"""Remarks on a draft and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.drafting.models import Report, Revision
from reports.importing.services import ImportedNote
from reports.organisations.models import User
from reports.review.enums import OpinionState
from reports.review.models import Opinion
from reports.review.permissions import can_answer_opinions, can_give_opinion

UNNAMED = "未署名"
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NewOpinion:
    """What the reviewer wrote beside one block, or without a key about the whole."""

    text: str
    block_key: str = ""
    quote: str = ""


@transaction.atomic
def give_opinion(report: Report, opinion: NewOpinion, *, actor: User, now: datetime) -> Opinion:
    """Write one remark beside a block while the draft lies with the bureau."""
    demand(can_give_opinion(actor, report))
    check_block_keys(report, [opinion.block_key] if opinion.block_key else [])
    stored = store_opinions(report, [opinion], revision=latest_revision(report), actor=actor, now=now)[0]
    record_act("提出意见", stored, actor=actor, now=now, scope_path=report.assignment.organisation.path)
    return stored


@transaction.atomic
def answer_opinion(
    opinion: Opinion, *, state: OpinionState, reply: str, actor: User, now: datetime
) -> Opinion:
    """Say what became of an opinion: 采纳, or why not."""
    demand(can_answer_opinions(actor, opinion.report))
    if state == OpinionState.OPEN:
        raise Invalid("请选择采纳、部分采纳或者未采纳。", field="state")
    if state != OpinionState.ADOPTED and not reply.strip():
        raise Invalid("没有完全采纳的意见，请说明理由。", field="reply")
    opinion.state, opinion.reply = state, reply.strip()
    opinion.replied_by, opinion.replied_at = actor, now
    opinion.save(update_fields=["state", "reply", "replied_by", "replied_at"])
    record_act(
        "答复意见", opinion, actor=actor, now=now, scope_path=opinion.report.assignment.organisation.path
    )
    return opinion


def store_opinions(
    report: Report,
    opinions: Sequence[NewOpinion],
    *,
    revision: Revision | None,
    actor: User,
    now: datetime,
) -> list[Opinion]:
    """Keep remarks on the revision that was judged.

    Errors: Invalid for a remark without words.
    """
    for opinion in opinions:
        if not opinion.text.strip():
            raise Invalid("请写明意见内容。", field="text")
    return Opinion.objects.bulk_create(
        Opinion(
            report=report,
            block_key=opinion.block_key,
            revision=revision,
            quote=opinion.quote.strip(),
            text=opinion.text.strip(),
            author=actor,
            made_at=now,
        )
        for opinion in opinions
    )


def keep_imported_notes(
    report: Report, notes: Iterable[ImportedNote], *, actor: User | None, now: datetime
) -> list[Opinion]:
    """Keep the comments of an old Word file as opinions of the people whose names stand beside them.

    They belong to the revision that the import kept. A comment without words says nothing and is left out.
    """
    revision = latest_revision(report)
    kept = Opinion.objects.bulk_create(
        Opinion(
            report=report,
            block_key=imported.block_key,
            revision=revision,
            quote=imported.note.quote.strip(),
            text=imported.note.text.strip(),
            author_name=" ".join(imported.note.author.split())[:LONGEST_NAME] or UNNAMED,
            made_at=imported.note.at or now,
        )
        for imported in notes
        if imported.note.text.strip()
    )
    if kept:
        scope_path = report.assignment.organisation.path
        record_act("保存批注", report, actor=actor, now=now, scope_path=scope_path)
    return kept


def check_block_keys(report: Report, keys: Iterable[str]) -> None:
    """Raise unless every key names a block of this report."""
    wanted = set(keys)
    known = set(report.blocks.filter(key__in=wanted).values_list("key", flat=True))
    if wanted - known:
        raise Invalid("所选的内容块不在这份报告里，请刷新页面后重选。", field="block_keys")


def latest_revision(report: Report) -> Revision | None:
    """The revision that was kept last; it is the one people judge."""
    return report.revisions.order_by("-number").first()
