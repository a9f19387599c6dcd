"""What became of an entry since the product shipped it."""

from django.db.models import Q, TextChoices
from django.utils import timezone

from reports.indicators.dictionary import shipped_dictionary


class EntryState(TextChoices):
    """What one may look for in the dictionary."""

    CURRENT = "current", "在用"
    ENDED = "ended", "已停用"
    EDITED = "edited", "修改过"
    OWN = "own", "本地增设"


def state_condition(state: str) -> Q:
    """The condition under which an entry is in this state; an unknown state filters nothing."""
    ended = Q(valid_to__lt=current_report_year())
    match state:
        case EntryState.CURRENT:
            return ~ended
        case EntryState.ENDED:
            return ended
        case EntryState.EDITED:
            return Q(edited_at__isnull=False, code__in=_shipped_codes())
        case EntryState.OWN:
            return ~Q(code__in=_shipped_codes())
        case _:
            return Q()


def current_report_year() -> int:
    """The year that is reported now: the last one that is over."""
    return timezone.localdate().year - 1


def _shipped_codes() -> list[str]:
    return [entry.code for entry in shipped_dictionary().entries]
