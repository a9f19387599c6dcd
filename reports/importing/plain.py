"""Reading the bytes of a text file as Chinese text.

Not for Word files (docx_reader), nor for what the text means (document).
"""

import re
import unicodedata

from reports.common.errors import UnreadableFile

EMPTY = "文件是空的，请选择有内容的文本文件（.txt）后再导入。"
BINARY = "这不是文本文件，请在Word或WPS中打开原文，另存为.docx或.txt后再导入。"
UNKNOWN_CODING = "无法识别文件的文字编码，请在记事本中打开，另存为 UTF-8 编码的.txt后再导入。"

BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
SAMPLE = 20_000
MOST_STRANGE = 0.01


def decode(data: bytes) -> str:
    """Read UTF-8, GB18030 or what a byte order mark names; the mark itself is no text.

    Errors: UnreadableFile for a file that is empty, no text, or in no coding known here.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile(EMPTY)
    text = _decoded(data)
    if CONTROL.search(text):
        raise UnreadableFile(BINARY)
    if not text.strip():
        raise UnreadableFile(EMPTY)
    return text


def _decoded(data: bytes) -> str:
    for mark, coding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(coding)
            except UnicodeDecodeError as error:
                raise UnreadableFile(UNKNOWN_CODING) from error
    if CONTROL.search(data[:SAMPLE].decode("latin-1")):
        raise UnreadableFile(BINARY)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_gb18030(data)


def _decode_gb18030(data: bytes) -> str:
    """Almost any bytes are GB18030, so characters that nobody types show that it was something else."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UnreadableFile(UNKNOWN_CODING) from error
    sample = text[:SAMPLE]
    strange = sum(
        unicodedata.category(sign) in {"Co", "Cn", "Cc"} and sign not in "\t\r\n\f\v" for sign in sample
    )
    if strange > MOST_STRANGE * len(sample):
        raise UnreadableFile(UNKNOWN_CODING)
    return text
