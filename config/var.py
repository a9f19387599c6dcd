"""The folder for run-time data. Imports the standard library only, since the set-up uses it too."""

import os
from pathlib import Path

from config.console import SetupError

VAR_DIR = Path(__file__).resolve().parents[1] / "var"


def make_var() -> None:
    """Make the folder, open to the database's user, and refuse one that cannot be written."""
    probe = VAR_DIR / f"writable-{os.getpid()}"
    try:
        if not VAR_DIR.exists():
            VAR_DIR.mkdir(exist_ok=True)
            VAR_DIR.chmod(0o755)  # whatever the umask: what is private in it has a mode of its own
        probe.touch()
        probe.unlink()
    except OSError:
        raise SetupError(f"文件夹 {VAR_DIR} 不可写，请检查权限或磁盘空间。") from None
