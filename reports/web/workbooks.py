"""Workbooks that come in and go out through pages: one upload, one way of sending, faults in bounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import File
from django.http import FileResponse, HttpRequest

from reports.common.errors import UnreadableFile
from reports.common.workbooks.columns import CONTENT_TYPE
from reports.common.workbooks.reading import MOST_BYTES, Fault
from reports.organisations.models import User
from reports.web.importing.parcels import Parcel, keep_files

MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class ShownFaults:
    """The first faults of a file, and how many there are."""

    shown: tuple[Fault, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


def show_faults(faults: Sequence[Fault]) -> ShownFaults:
    """Take the first of many faults: whoever has mended those uploads again."""
    return ShownFaults(tuple(faults[:MOST_FAULTS]), len(faults))


def send_workbook(content: bytes, name: str) -> FileResponse:
    """Answer with a workbook to be saved under this name."""
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=CONTENT_TYPE)


def keep_workbook(
    request: HttpRequest, *, user: User, purpose: str, year: int = 0, report: int | None = None
) -> Parcel:
    """Keep the one workbook that was uploaded.

    Errors: UnreadableFile where there is none, or it is too large; nothing is kept then.
    """
    upload: File | None = request.FILES.get("file")
    if upload is None:
        raise UnreadableFile("请选择要导入的表格（.xlsx）。")
    if (upload.size or 0) > MOST_BYTES:
        raise UnreadableFile(f"表格不能超过{MOST_BYTES // 1024**2}MB，请只保留要导入的工作表后再上传。")
    return keep_files([upload], year=year, user=user, report=report, purpose=purpose)
