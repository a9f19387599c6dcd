"""Reading the bytes of a text file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.common.errors import UnreadableFile
from reports.importing.plain import BINARY, EMPTY, UNKNOWN_CODING, decode

TEXT = "一、主要成效\r\n（一）加强领导。\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"],
)
def test_reads_what_offices_save(data):
    assert decode(data) == TEXT


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", EMPTY),
        (b" \r\n\t", EMPTY),
        (b"\xef\xbb\xbf\r\n", EMPTY),
        ("\u3000\n".encode(), EMPTY),
        (b"\0" * 4096, EMPTY),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), BINARY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + b"x", BINARY),
        ("正文".encode() * 9000 + b"\0\1\2", BINARY),
        ("甲乙".encode("gb18030") + b"\xff\xff\xff", UNKNOWN_CODING),
        (b"\xff\xfea", UNKNOWN_CODING),
        (b"\xaa\xa1\xaa\xa2\xaf\xa1" * 20, UNKNOWN_CODING),
    ],
)
def test_says_what_is_wrong_and_what_to_do(data, sentence):
    with pytest.raises(UnreadableFile) as caught:
        decode(data)
    assert str(caught.value) == sentence


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_a_chinese_sentence(data):
    assert read_or_refuse(data).strip()


def read_or_refuse(data):
    try:
        return decode(data)
    except UnreadableFile as error:
        return str(error) if str(error) in {EMPTY, BINARY, UNKNOWN_CODING} else ""
