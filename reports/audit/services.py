"""Writing the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from reports.audit.models import Entry


class Actor(Protocol):
    """Whoever acts: a user, seen from below the package that defines users."""

    pk: Any
    name: Any


@dataclass(frozen=True, slots=True)
class Act:
    """One of many acts that are written down together."""

    action: str
    subject: Any
    scope_path: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


def record_act(
    action: str,
    subject: Any,
    *,
    actor: Actor | None,
    now: datetime,
    scope_path: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Write down one act of `actor` (None: the system itself) on `subject`, any model instance."""
    entry = _entry(Act(action, subject, scope_path, detail or {}), actor=actor, now=now)
    entry.save(force_insert=True)
    return entry


def record_acts(acts: Iterable[Act], *, actor: Actor | None, now: datetime) -> None:
    """Write down many acts of one person in one go, in their order."""
    Entry.objects.bulk_create([_entry(act, actor=actor, now=now) for act in acts], batch_size=1000)


def _entry(act: Act, *, actor: Actor | None, now: datetime) -> Entry:
    return Entry(
        at=now,
        actor_id="" if actor is None else str(actor.pk),
        actor_name="系统" if actor is None else str(actor.name),
        action=act.action,
        subject_type=type(act.subject).__name__,
        subject_id=str(act.subject.pk),
        subject_label=str(act.subject)[:300],
        scope_path=act.scope_path,
        detail=dict(act.detail),
    )
