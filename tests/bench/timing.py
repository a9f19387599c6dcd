"""Clocks and scales: contenders take turns, memory is watched in a process of its own."""

import gc
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter
from typing import TypeVar

Name = TypeVar("Name")
Piece = TypeVar("Piece")
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Timing:
    """What one contender took, in seconds, piece by piece."""

    seconds: tuple[float, ...]

    @property
    def typical(self) -> float:
        """The median, which a busy machine disturbs least."""
        return median(self.seconds)

    @property
    def rate(self) -> float:
        """Pieces a second over the whole batch."""
        return len(self.seconds) / sum(self.seconds)


def alternate(
    contenders: Mapping[Name, Callable[[Piece], object]], pieces: Iterable[Piece]
) -> dict[Name, Timing]:
    """Give each piece to every contender in turn; who is first changes from piece to piece."""
    order = list(contenders)
    taken: dict[Name, list[float]] = {name: [] for name in order}
    for piece in pieces:
        for name in order:
            taken[name].append(seconds_of(contenders[name], piece))
        order.append(order.pop(0))
    return {name: Timing(tuple(times)) for name, times in taken.items()}


def repeat(work: Callable[[], object], rounds: int) -> Timing:
    """Time the same call several times."""
    return alternate({"": lambda _round: work()}, range(rounds))[""]


def seconds_of(work: Callable[[Piece], object], piece: Piece) -> float:
    """Time one call; no earlier call's garbage is collected in it."""
    gc.collect()
    began = perf_counter()
    work(piece)
    return perf_counter() - began


def peak_growth(work: Callable[[Piece], object], piece: Piece) -> int:
    """Measure in bytes by how much `work` raises the peak memory of a fresh process.

    The process has imported what `work` needs before; C libraries count, which tracemalloc does not see.
    """
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(_growth, work, piece).result()


def _growth(work: Callable[[Piece], object], piece: Piece) -> int:
    before = _peak()
    work(piece)
    return _peak() - before


def _peak() -> int:
    """The peak so far: Linux's VmHWM, since its ru_maxrss also counts the process that started this one."""
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
