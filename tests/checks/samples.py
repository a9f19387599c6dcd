"""The two labelled reports and what a checker says of them, counted as `domain/text-checks.md` asks."""

import json
from dataclasses import dataclass
from typing import Any

from reports.checks.catalogue import CHECKS
from reports.checks.checking import run_checks
from reports.checks.findings import Finding
from reports.checks.paper import read_paper
from tests.shared import SHARED, sample_text

YEARS = {"002": 2022, "004": 2021}


@dataclass(frozen=True, slots=True)
class Measures:
    """How many labels of each kind there are and were found, what no label covers, and false alarms."""

    hard: tuple[int, int]
    medium: tuple[int, int]
    placeholders: tuple[int, int]
    uncovered: int
    characters: int
    alarms: tuple[str, ...]

    @property
    def uncovered_in_a_thousand(self) -> float:
        """Findings in a thousand characters that no label covers."""
        return self.uncovered * 1000 / self.characters


def measure_samples() -> Measures:
    """Check both samples and count, any overlap of spans; a finding on two labels counts for both."""
    counts: dict[str, list[bool]] = {"hard": [], "medium": [], "soft": [], "placeholder": []}
    uncovered, characters, alarms = 0, 0, []
    for name, year in YEARS.items():
        paper = read_paper(sample_text(name), year=year)
        findings = run_checks(paper, CHECKS)
        labels = [label for label in _listed("defects.json", name) if label["scope"] == "text"]
        for label in labels:
            kind = "placeholder" if label["kind"] == "placeholder" else label["certainty"]
            counts[kind].append(any(_meet(finding, label) for finding in findings))
        free = [each for each in findings if not any(_meet(each, label) for label in labels)]
        controls = _listed("negative_controls.json", name)
        alarms += [each.code for each in free for control in controls if _meet(each, control)]
        uncovered += len(free)
        characters += len(paper.text)
    found = {kind: (sum(hits), len(hits)) for kind, hits in counts.items()}
    return Measures(
        found["hard"], found["medium"], found["placeholder"], uncovered, characters, tuple(alarms)
    )


def _listed(file: str, name: str) -> list[dict[str, Any]]:
    listed = json.loads((SHARED / "samples" / file).read_text("utf-8"))
    return [each for each in listed if each["file"].startswith(f"{name}_")]


def _meet(finding: Finding, place: dict[str, Any]) -> bool:
    if finding.start is None or finding.end is None:
        return False
    return finding.start < place["end"] and place["start"] < finding.end
