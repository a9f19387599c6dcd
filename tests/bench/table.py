"""The outcome of a run as the table that the README shows, and as JSON for programs."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import metadata
from typing import Any

from tests.bench.rows import Goal, Measure, Row

PACKAGES = ("lxml", "python-docx", "docxtpl", "docxcompose")
VERDICTS = {True: "达到", False: "未达到", None: ""}
HEAD = "| 项目 | 本程序 | 对照 | 比值 | 目标 | 结果 |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a table was measured; nothing that names the machine. `load` is the mean of the last minute."""

    date: str
    cores: int
    load: float
    processor: str
    system: str
    python: str
    packages: dict[str, str]


def describe_machine(now: datetime) -> Machine:
    """Gather what a reader of the numbers must know."""
    return Machine(
        date=now.date().isoformat(),
        cores=os.cpu_count() or 1,
        load=round(os.getloadavg()[0], 2),
        processor=platform.machine(),
        system=platform.system(),
        python=platform.python_version(),
        packages={name: metadata.version(name) for name in PACKAGES},
    )


def line(row: Row) -> str:
    """Print one row of the Markdown table that HEAD opens."""
    peer = f"{row.peer.name} {number(row.peer.value)}" if row.peer else ""
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
    cells = (row.name, f"{number(row.value)} {row.unit}", peer, ratio, goal_text(row), VERDICTS[row.met])
    return f"| {' | '.join(cells)} |"


def facts(machine: Machine) -> str:
    """Print what stands below the table."""
    programs = {"Python": machine.python, **machine.packages}
    versions = "，".join(f"{name} {version}" for name, version in programs.items())
    return f"{machine.date}，{machine.cores}核，开始时负载{machine.load}，{versions}。"


def verdict(rows: Sequence[Row]) -> str:
    """Say which goals were missed."""
    missed = [f"{row.name}（目标{goal_text(row)}）" for row in rows if row.met is False]
    if missed:
        return f"未达到的目标：{'；'.join(missed)}。"
    return "目标全部达到。" if any(row.goal for row in rows) else "所选项目没有设定目标。"


def number(value: float) -> str:
    """Print three figures that count, or all of a large number."""
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def goal_text(row: Row) -> str:
    """Print the goal of a row: 比值≤0.33, or ≤1 s."""
    match row.goal:
        case None:
            return ""
        case Goal(at_most, Measure.RATIO):
            return f"比值≤{at_most:.2f}"
        case Goal(at_most):
            return f"≤{at_most:g} {row.unit}"


def as_json(rows: Iterable[Row], machine: Machine) -> dict[str, Any]:
    """Give the same numbers, unrounded, under the names of their fields."""
    return {"machine": asdict(machine), "rows": [_entry(row) for row in rows]}


def _entry(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "unit": row.unit,
        "value": row.value,
        "peer": asdict(row.peer) if row.peer else None,
        "ratio": row.ratio,
        "goal": goal_text(row) or None,
        "met": row.met,
    }
