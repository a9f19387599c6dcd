"""The answer to “may this person do that?”, with the reason a grey button shows."""

from dataclasses import dataclass
from typing import Literal

from reports.common.errors import Refused


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """No, and the sentence that says why."""

    reason: str

    def __bool__(self) -> Literal[False]:
        return False


Verdict = Allowed | Denied


class NotPermitted(Refused):
    """The person may not do this; the web answers 403 with the reason."""


def demand(verdict: Verdict) -> None:
    """Raise the reason of a denial."""
    if isinstance(verdict, Denied):
        raise NotPermitted(verdict.reason)
