"""The shared samples, which stay outside the project: tests that read them carry the marker `shared`."""

import json
import os
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("SHARED") or Path(__file__).resolve().parents[2] / "shared")


def sample_path(name: str) -> Path:
    """The file of one sample report by the beginning of its name, such as 002."""
    return next((SHARED / "samples").glob(f"{name}_*.txt"))


def sample_text(name: str) -> str:
    """The text of one sample report by the beginning of its name, such as 002."""
    return sample_path(name).read_text("utf-8")


def sample_structure(name: str) -> dict[str, Any]:
    """What people found the structure of that sample to be."""
    found = json.loads((SHARED / "samples" / "structure.json").read_text("utf-8"))
    return next(report for report in found if report["file"].startswith(f"{name}_"))
