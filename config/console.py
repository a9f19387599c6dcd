"""Plain lines for the administrator at the terminal: what happens, and what went wrong in one sentence."""

import sys
from contextlib import suppress


class SetupError(Exception):
    """A condition the administrator can put right; its text is one Chinese sentence."""


def say(line: str) -> None:
    """Print one line at once, so that it is seen before the slow step that follows."""
    with suppress(OSError):  # a closed terminal is no reason to leave things half stopped
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def complain(problem: SetupError) -> int:
    """Print the sentence of an error and give the exit status for it."""
    sys.stdout.flush()
    sys.stderr.write(f"{problem}\n")
    return 1
