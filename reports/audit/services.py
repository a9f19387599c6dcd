"""Writing the log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from reports.audit.models import Entry


class Actor(Protocol):
    """Whoever acts: a user, seen from below the package that defines users."""

    pk: Any
    name: Any


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
    return Entry.objects.create(
        at=now,
        actor_id="" if actor is None else str(actor.pk),
        actor_name="系统" if actor is None else str(actor.name),
        action=action,
        subject_type=type(subject).__name__,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:300],
        scope_path=scope_path,
        detail=dict(detail or {}),
    )
