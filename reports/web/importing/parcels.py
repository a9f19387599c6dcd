"""The uploaded files between the two steps of an import: kept on disk, for one person, for one day.

Not for: what stands in the files (importing.reading).
"""

import json
import re
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import File

from reports.common.errors import UnreadableFile
from reports.importing.reading import MOST_BYTES
from reports.organisations.models import User

TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
KEPT_FOR = timedelta(days=1)
LIST = "files.json"


class Gone(UnreadableFile):
    """The file was stored, by another request too, or cleared away meanwhile."""

    def __init__(self) -> None:
        super().__init__("文件已经导入或者清理，不在了。")


@dataclass(frozen=True, slots=True)
class ParcelFile:
    """One uploaded file; one that is too large was not kept."""

    number: int
    name: str
    size: int
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one person uploaded at once, for one year.

    `purpose` is the page that it was uploaded to, empty for papers; `report` is the one report that it is
    for, or None in a batch; `is_pasted` when its one file is text that was pasted into the page.
    """

    token: str
    year: int
    files: tuple[ParcelFile, ...]
    folder: Path
    report: int | None = None
    is_pasted: bool = False
    purpose: str = ""

    def read(self, file: ParcelFile) -> bytes:
        """Read a kept file.

        Errors: Gone for one that is there no more.
        """
        try:
            return (self.folder / f"{file.number}.bin").read_bytes()
        except FileNotFoundError:
            raise Gone from None

    def rewrite(self, file: ParcelFile, data: bytes) -> None:
        """Keep other bytes of the same paper."""
        self.write(f"{file.number}.bin", data)

    def refusal(self, file: ParcelFile) -> str:
        """Say why the file can never be converted; empty where nobody has found so."""
        try:
            return (self.folder / f"{file.number}.refused").read_text("utf-8")
        except FileNotFoundError:
            return ""

    def refuse(self, file: ParcelFile, sentence: str) -> None:
        """Keep why the file can never be converted, so that nobody tries again."""
        self.write(f"{file.number}.refused", sentence.encode())

    def write(self, name: str, data: bytes) -> None:
        """Write beside, then rename, so that whoever reads meanwhile gets the old bytes or the new.

        Errors: Gone where the whole parcel is there no more.
        """
        beside = self.folder / f"{name}.{secrets.token_hex(4)}"
        try:
            beside.write_bytes(data)
            beside.replace(self.folder / name)
        except FileNotFoundError:
            raise Gone from None


def keep_files(
    uploads: Iterable[File],
    *,
    year: int,
    user: User,
    report: int | None = None,
    is_pasted: bool = False,
    purpose: str = "",
) -> Parcel:
    """Put the files away under a token that only this person can use."""
    token = secrets.token_urlsafe(24)
    folder = _folder(user, token)
    folder.mkdir(parents=True, mode=0o700)
    files = tuple(_keep(upload, folder, number) for number, upload in enumerate(uploads, start=1))
    parcel = Parcel(token, year, files, folder, report, is_pasted, purpose)
    _write_list(parcel)
    return parcel


def _keep(upload: File, folder: Path, number: int) -> ParcelFile:
    size = upload.size or 0
    is_kept = size <= MOST_BYTES
    if is_kept:
        with (folder / f"{number}.bin").open("wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
    return ParcelFile(number, (upload.name or f"第{number}个文件")[:200], size, is_kept)


def open_parcel(token: str, *, user: User, purpose: str = "") -> Parcel | None:
    """Find this person's parcel for that purpose; None when there is none, or it was cleared away."""
    if not TOKEN.fullmatch(token):
        return None
    folder = _folder(user, token)
    try:
        found = json.loads((folder / LIST).read_text("utf-8"))
    except FileNotFoundError:
        return None
    files = tuple(ParcelFile(**file) for file in found["files"])
    if found.get("purpose", "") != purpose:  # a parcel of yesterday may be older than purposes
        return None
    return Parcel(token, found["year"], files, folder, found["report"], found["is_pasted"], purpose)


def drop_files(parcel: Parcel, numbers: Iterable[int]) -> Parcel | None:
    """Take files out of a parcel that are stored now; an empty parcel goes altogether.

    Another request may have taken some out meanwhile, or all.
    """
    gone = set(numbers)
    for number in gone:
        (parcel.folder / f"{number}.bin").unlink(missing_ok=True)
    left = tuple(file for file in _listed(parcel.folder) if file.number not in gone)
    if not left:
        shutil.rmtree(parcel.folder, ignore_errors=True)
        return None
    smaller = replace(parcel, files=left)
    try:
        _write_list(smaller)
    except Gone:
        return None
    return smaller


def _listed(folder: Path) -> tuple[ParcelFile, ...]:
    """The files that a parcel holds now; none where it is gone."""
    try:
        found = json.loads((folder / LIST).read_text("utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(ParcelFile(**file) for file in found["files"])


def clear_old_parcels(*, now: datetime) -> None:
    """Remove what nobody came back for within a day."""
    for folder in Path(settings.MEDIA_ROOT).glob("import-*"):
        with suppress(FileNotFoundError):  # somebody else stored or cleared it meanwhile
            if now.timestamp() - folder.stat().st_mtime > KEPT_FOR.total_seconds():
                shutil.rmtree(folder, ignore_errors=True)


def _folder(user: User, token: str) -> Path:
    return Path(settings.MEDIA_ROOT) / f"import-{user.pk}-{token}"


def _write_list(parcel: Parcel) -> None:
    found = {
        "year": parcel.year,
        "files": [asdict(file) for file in parcel.files],
        "report": parcel.report,
        "is_pasted": parcel.is_pasted,
        "purpose": parcel.purpose,
    }
    parcel.write(LIST, json.dumps(found, ensure_ascii=False).encode())
