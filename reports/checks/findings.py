"""What a check says: a place in the text, a sentence, and perhaps a repair.

Pure. Not for: how findings are kept and dismissed (models, services).
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs; every one may be dismissed with a reason unless its check says not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The word that people see."""
        return {"error": "错误", "warning": "提醒", "hint": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Repair:
    """A replacement that mends the text: `[start, end)` becomes `text`; an empty range inserts."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a check found; without a span it is about the whole paper.

    Units: `start`, `end` are characters of the paper's text, half open. `severity` where this place weighs
    otherwise than the check does.
    """

    message: str
    start: int | None = None
    end: int | None = None
    suggestion: str = ""
    repair: Repair | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with what its check is called and how much it weighs."""

    code: str
    severity: Severity
    message: str
    start: int | None
    end: int | None
    quote: str
    suggestion: str = ""
    repair: Repair | None = None


def replaced(start: int, end: int, text: str, message: str) -> Hit:
    """Point at characters that should be others."""
    return Hit(message, start, end, text, Repair(start, end, text))


def removed(start: int, end: int, message: str) -> Hit:
    """Point at characters that should not be there."""
    return replaced(start, end, "", message)


def mended(text: str, repair: Repair) -> str:
    """Carry out one repair."""
    return text[: repair.start] + repair.text + text[repair.end :]
