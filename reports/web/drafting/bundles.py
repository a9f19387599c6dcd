"""Every paper of a report in one archive, Word and PDF, for whoever prints and files it.

Not for: the 带意见稿, which is for the people who write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from reports.common.office import OfficeFailed
from reports.rendering.pdf import write_pdfs
from reports.web.drafting.downloads import PAPERS, Order, WordFile, clean_name, write_paper

NOT_BUNDLED = frozenset({"noted"})
REMARK = "说明.txt"


def write_bundle(order: Order) -> bytes:
    """Pack the papers for every addressee; all PDFs come out of one run of LibreOffice.

    Where there can be no PDF the archive has the Word files and a remark that says so.
    """
    files = list({file.name: file for file in _word_files(order)}.values())
    pdfs, remark = _print(files)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:  # both kinds are compressed already
        for file, pdf in zip(files, pdfs, strict=True):
            name = clean_name(file.name)
            archive.writestr(f"Word/{name}.docx", file.content)
            if pdf:
                archive.writestr(f"PDF/{name}.pdf", pdf)
        if remark:
            archive.writestr(REMARK, remark)
    return target.getvalue()


def _word_files(order: Order) -> Iterator[WordFile]:
    """Each paper once, or once for each addressee."""
    for key, kind in PAPERS.items():
        if key in NOT_BUNDLED or (key == "figures" and not order.snapshot.figures):
            continue
        count = len(order.snapshot.addressees) if kind.is_addressed else 1
        for addressee in range(max(1, count)):
            yield write_paper(kind, replace(order, addressee=addressee))


def _print(files: Sequence[WordFile]) -> tuple[Sequence[bytes | None], str]:
    """The PDF of each file, and a sentence where some are lacking."""
    try:
        pdfs = write_pdfs([file.content for file in files])
    except OfficeFailed as error:
        return [None] * len(files), f"这里只有Word文件。{error}"
    lacking = [file.name for file, pdf in zip(files, pdfs, strict=True) if not pdf]
    return pdfs, f"这些文件没有生成PDF，请用Word文件另存：{'；'.join(lacking)}。" if lacking else ""
