"""What `make bench` runs inside .venv: the chosen benches, their table on the terminal, var/bench.json."""

import json
import sys
from datetime import datetime
from pathlib import Path

from config.console import say
from config.var import VAR_DIR, make_var
from tests.bench.rows import Row, Scale, VoidComparison
from tests.bench.subjects import UnknownSubject, chosen, measure
from tests.bench.table import HEAD, as_json, describe_machine, facts, line, verdict

REPORT = VAR_DIR / "bench.json"


def main(names: list[str], *, scale: Scale, report: Path, now: datetime) -> int:
    """Measure, print and keep the numbers; a missed goal is told, not an error."""
    machine = describe_machine(now)
    rows: list[Row] = []
    try:
        for row in measure(chosen(names), scale):
            say(line(row) if rows else f"{HEAD}\n{line(row)}")
            rows.append(row)
    except (UnknownSubject, VoidComparison) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    report.write_text(json.dumps(as_json(rows, machine), ensure_ascii=False, indent=1) + "\n", "utf-8")
    say(f"\n{facts(machine)}\n\n{verdict(rows)}")
    return 0


if __name__ == "__main__":
    make_var()
    sys.exit(main(sys.argv[1:], scale=Scale(), report=REPORT, now=datetime.now().astimezone()))
