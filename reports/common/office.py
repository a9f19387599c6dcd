"""LibreOffice as a servant: turns Word files of other kinds into .docx, and .docx into PDF.

Not for: what a file means (importing), nor how one of ours looks (rendering). Every run has a profile and a
folder of its own, made and thrown away with it, so that nothing passes from one paper to the next: a fresh
profile costs a tenth more than a warm one, and only one run at a time may use a warm one.
"""

import fcntl
import logging
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from reports.common.errors import Refused

COMMANDS = ("soffice", "libreoffice")
SOURCES = {
    "doc": "MS Word 97",
    "wps": "MS Word 97",
    "rtf": "Rich Text Format",
    "docx": "MS Word 2007 XML",
}
"""How each kind is read: left to itself, LibreOffice prints the bytes of what it does not know as text."""
TARGETS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}

NOT_INSTALLED = "服务器没有安装LibreOffice，不能转换文件，"
FAILED = "文件无法转换，可能已损坏或设有密码，"
TOO_SLOW = "文件转换用时过长，已经停止，"
BUSY = "服务器正在转换别的文件，请稍后再试，或者"
_WAYS_OUT = {
    "docx": "请在Word或WPS中另存为.docx后再上传。",
    "pdf": "请下载Word文件，在Word或WPS中另存为PDF。",
}

_LIMITS = 'ulimit -v 4000000; ulimit -t 300; ulimit -f 1048576; ulimit -c 0; exec "$@"'
"""4 GB of addresses, 300 s of CPU, 512 MB a file: set by a shell, since threads must not fork into Python."""
_PAUSE = 0.05
_PROFILE = Path(__file__).with_name("office_profile.xcu")

logger = logging.getLogger(__name__)


class OfficeFailed(Refused):
    """A file was not converted; the message says why and what to do."""


def is_installed() -> bool:
    """Whether this server can convert files at all."""
    return _command() is not None


def convert(data: bytes, *, source: str, target: str) -> bytes:
    """Convert one file.

    Shape:  `source` and `target` are endings without a dot: doc, docx, rtf, wps; docx, pdf.
    Errors: OfficeFailed where LibreOffice is missing, fails, is busy or takes too long.
    """
    converted = convert_many([data], source=source, target=target)[0]
    if converted is None:
        raise OfficeFailed(FAILED + _WAYS_OUT[target])
    return converted


def convert_many(files: Sequence[bytes], *, source: str, target: str) -> list[bytes | None]:
    """Convert several files in one run, in their order: starting costs as much as ten short papers.

    Shape:  None for a file that was not converted.
    Errors: OfficeFailed where LibreOffice is missing, is busy or takes too long.
    """
    if source not in SOURCES:
        raise ValueError(f"{source!r} is not converted")
    if not files:
        return []
    command = _command()
    if command is None:
        raise OfficeFailed(NOT_INSTALLED + _WAYS_OUT[target])
    with (
        _turn(target),
        tempfile.TemporaryDirectory(
            prefix="office-",
            ignore_cleanup_errors=True,  # a process that was killed may still be writing
        ) as folder,
    ):
        return _run(command, files, folder=Path(folder), source=source, target=target)


def _command() -> str | None:
    names = [settings.OFFICE_COMMAND] if settings.OFFICE_COMMAND else COMMANDS
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def _turn(target: str) -> Iterator[None]:
    """Wait for one of the places at LibreOffice, which all processes of this server share."""
    folder = Path(settings.OFFICE_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + settings.OFFICE_PATIENCE
    with _places(folder, settings.OFFICE_PLACES) as places:
        while not any(_takes(place) for place in places):
            if time.monotonic() > deadline:
                raise OfficeFailed(BUSY + _WAYS_OUT[target])
            time.sleep(_PAUSE)
        yield


@contextmanager
def _places(folder: Path, count: int) -> Iterator[list[int]]:
    """Open the lock files; closing one gives its place back, even when a process is killed."""
    places = [os.open(folder / f"{number}.lock", os.O_RDWR | os.O_CREAT, 0o600) for number in range(count)]
    try:
        yield places
    finally:
        for place in places:
            os.close(place)


def _takes(place: int) -> bool:
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _run(
    command: str, files: Sequence[bytes], *, folder: Path, source: str, target: str
) -> list[bytes | None]:
    names = [f"{number}.{source}" for number in range(len(files))]
    for name, data in zip(names, files, strict=True):
        (folder / name).write_bytes(data)
    profile, printed = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    shutil.copyfile(_PROFILE, profile / "user" / "registrymodifications.xcu")
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    options += [
        f"--infilter={SOURCES[source]}",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        TARGETS[target],
    ]
    said = _call([command, *options, "--outdir", str(printed), *names], folder, target, len(files))
    converted = [_read_if_there((printed / name).with_suffix(f".{target}")) for name in names]
    if None in converted:
        logger.warning("LibreOffice did not write every %s: %s", target, said)
    return converted


def _read_if_there(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _call(command: list[str], folder: Path, target: str, count: int) -> str:
    """Run LibreOffice to its end or to the limit, and leave none of its processes behind."""
    with subprocess.Popen(
        ["sh", "-c", _LIMITS, "sh", *command],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as child:
        try:
            said, _ = child.communicate(timeout=settings.OFFICE_SECONDS + count)
            return said.decode(errors="replace")
        except subprocess.TimeoutExpired as error:
            raise OfficeFailed(TOO_SLOW + _WAYS_OUT[target]) from error
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def _environment(folder: Path) -> dict[str, str]:
    """What LibreOffice learns of this server: where programs are, and a home that goes with the run."""
    place = str(folder)
    known = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    return known | {"HOME": place, "TMPDIR": place, "XDG_RUNTIME_DIR": place, "XDG_CACHE_HOME": place}
