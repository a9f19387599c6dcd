"""What is said of a file that is no Word file or cannot be read as one; common.archives does the reading."""

from reports.common.archives import Archive, Sentences

MAX_FILE = 100 * 1024**2

EMPTY = "文件是空的，请选择有内容的Word文件（.docx）后再上传。"
OTHER_KIND = "这是{}，不能作为报告读取，请找到报告的Word原文，另存为.docx后再上传。"
LOCKED = "文件设有打开密码，无法读取，请取消密码、另存为.docx后再上传。"
NOT_WORD = "这不是Word文件（.docx），请在Word或WPS中打开原文，另存为.docx后再上传。"
DAMAGED = "文件不完整或已损坏，请在Word或WPS中重新打开，另存为.docx后再上传。"
TOO_LARGE = "文件过大，无法读取，请删去图片和附件、只保留报告正文，另存为.docx后再上传。"
TOO_COMPLEX = "文件内容过多或结构异常，请把报告正文复制到新文件，另存为.docx后再上传。"

_SENTENCES = Sentences(
    empty=EMPTY,
    other_kind=OTHER_KIND,
    locked=LOCKED,
    wrong=NOT_WORD,
    damaged=DAMAGED,
    too_large=TOO_LARGE,
    too_complex=TOO_COMPLEX,
)


def open_word_file(data: bytes) -> Archive:
    """Open the bytes of a .docx file.

    Errors: UnreadableFile, saying what the file is instead and what to do.
    """
    return Archive(data, most_bytes=MAX_FILE, sentences=_SENTENCES)
