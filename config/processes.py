"""Find, bind and end processes that earlier runs left behind; never one that is not provably ours."""

import ctypes
import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from config.console import SetupError

GRACE_SECONDS = 2  # a process may be gone a moment before the system lets go of its ports and locks
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def working_in(folder: Path, *, is_ours: Callable[[psutil.Process], bool]) -> list[psutil.Process]:
    """Find the living processes whose working folder is `folder` and that `is_ours` recognises.

    The working folder is asked of the kernel, so a process number that has been given to a stranger
    since cannot be mistaken for ours.
    """
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if Path(process.cwd()).samefile(folder) and is_ours(process):
                found.append(process)
    return found


def end(
    find: Callable[[], list[psutil.Process]], *, signals: tuple[signal.Signals, ...], patience: float
) -> bool:
    """Send ever harder signals until `find` finds nothing, and say whether that was reached."""
    for number in signals:
        for process in find():
            with suppress(psutil.Error):
                process.send_signal(number)
        if wait_until(lambda: not find(), seconds=patience):
            return True
    return False


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Ask `condition` again and again until it holds or the time is over, and say which."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def ends_with_parent(number: signal.Signals) -> Callable[[], None]:
    """Give what a child runs before its program, so that Linux signals it when its parent dies.

    Elsewhere it does nothing: the next start finds the orphan anyway.
    """
    parent = os.getpid()

    def bind() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, int(number))
            if os.getppid() != parent:
                os.kill(os.getpid(), number)

    return bind


@contextmanager
def held(path: Path, *, taken: str, note: str = "") -> Iterator[None]:
    """Hold a lock that the system takes back even from a killed process.

    Errors: `SetupError(taken)` when another process holds it; `{note}` in `taken` is what that one wrote.
    """
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise SetupError(taken.format(note=lock.read().strip())) from None
        lock.truncate(0)
        lock.write(note)
        lock.flush()
        yield
