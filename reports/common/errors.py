"""What a service raises instead of returning quietly, and a reader of files; every message is a sentence
for the user.
"""

from collections.abc import Sequence


class Refused(Exception):
    """The act was not done; `str(error)` says why and what to do next."""


class Invalid(Refused):
    """What was entered cannot be kept as it is; `field` names where."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Incomplete(Refused):
    """The act needs more than is there; `missing` says what, each item a sentence."""

    def __init__(self, message: str, missing: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.missing = tuple(missing)


class UnreadableFile(ValueError):
    """A file that cannot be read; the message is a Chinese sentence that says what to do."""
