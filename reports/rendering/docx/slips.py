"""The sheets that lie on a draft: 发文稿纸, on which it is signed, and 意见单, on which leaders write.

What is known is filled in, the rest is left to the hand. There is no 密级: this product knows no secrets.
"""

import datetime
from dataclasses import dataclass

from reports.document.nodes import Document, Note
from reports.rendering.docx import styles
from reports.rendering.docx.boxes import Box, Row, choices, write_form
from reports.rendering.docx.package import Outfit, end_front, pack
from reports.rendering.docx.profile import PUBLIC, Profile
from reports.rendering.docx.report import Printer
from reports.rendering.docx.wordml import paragraph, run_properties
from reports.text.dates import print_date

URGENCIES = ("特急", "加急")
PUBLICITIES = ("主动公开", "依申请公开", "不予公开")
_SLIP = Outfit(is_numbered=False)
_PROOF = Outfit(restarts=True)
_EMPTY_ROWS = 4  # where nobody says who will read
_MOST_LISTED = 8  # readers and given opinions that leave room for a hand


@dataclass(frozen=True, slots=True)
class DispatchSlip:
    """发文稿纸 of one paper: every box that offices have on it; an empty one is written by hand.

    `signed_by` and its like are what to print in the boxes of 签发, 会签 and 核稿, such as a registered
    signature; `urgency` is one of URGENCIES, `publicity` one of PUBLICITIES.
    """

    organ: str
    title: str
    signed_by: str = ""
    countersigned_by: str = ""
    checked_by: str = ""
    drafting_unit: str = ""
    drafted_by: str = ""
    telephone: str = ""
    addressees: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    number: str = ""
    urgency: str = ""
    publicity: str = ""
    copies: int | None = None
    proofread_by: str = ""
    dated_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is asked for an opinion: the name, and 职务 where it is known."""

    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class GivenOpinion:
    """An opinion that was given before; `is_settled` once it was answered (已处理)."""

    author: str
    text: str
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class OpinionSlip:
    """意见单 of one 清样: what is read, in which 稿次, and by whom."""

    organ: str
    title: str
    revision: str = ""
    printed_on: datetime.date | None = None
    readers: tuple[Reader, ...] = ()
    opinions: tuple[GivenOpinion, ...] = ()


def write_dispatch_slip(
    slip: DispatchSlip, profile: Profile = PUBLIC, *, at: datetime.datetime | None = None
) -> bytes:
    """Print a 发文稿纸 on one page.

    Shape:  always one page; words that a box cannot hold end in ……
    """
    heading = f"{slip.organ}发文稿纸"
    form = write_form(heading, _dispatch_rows(slip), profile)
    return pack(form, profile=profile, title=heading, at=at, outfit=_SLIP)


def write_proof(
    document: Document,
    slip: OpinionSlip,
    profile: Profile = PUBLIC,
    *,
    at: datetime.datetime | None = None,
) -> bytes:
    """Print a 清样: its 意见单 on a sheet of its own, then the report without remarks, counted from page 1.

    The back of the 意见单 is a blank page: printed on both sides, page 1 is a front (7.5). No section that
    begins on odd pages does it: PDF files leave the pages out that a program puts in between.
    """
    form = write_form(f"{slip.organ}审阅意见单", _opinion_rows(slip), profile)
    look = run_properties(face=profile.body.name)
    back = [paragraph(styles.BODY, mark=look, page_break=is_first) for is_first in (True, False)]
    end_front(back[-1], profile)  # LibreOffice drops an empty paragraph that ends a section
    report = [made for made in Printer(profile).document(document) if not isinstance(made, Note)]
    title = document.title.replace("\n", "")
    return pack([*form, *back, *report], profile=profile, title=title, at=at, outfit=_PROOF)


def _dispatch_rows(slip: DispatchSlip) -> list[Row]:
    copies = "" if slip.copies is None else f"{slip.copies}份"
    dated_on = print_date(slip.dated_on) if slip.dated_on else "　　　　年　　月　　日"
    return [
        Row(
            (Box("签发：", slip.signed_by, 6), Box("会签：", slip.countersigned_by, 6)),
            7,
            is_for_writing=True,
        ),
        Row((Box("核稿：", slip.checked_by),), 4, is_for_writing=True),
        Row((Box("拟稿单位：", slip.drafting_unit),)),
        Row((Box("拟稿人：", slip.drafted_by, 6), Box("电话：", slip.telephone, 6))),
        Row((Box("标题：", slip.title),)),
        Row((Box("主送：", "，".join(slip.addressees)),)),
        Row((Box("抄送：", "，".join(slip.copies_to)),)),
        Row((Box("附件：", _numbered(slip.attachments)),)),
        Row((Box("发文字号：", slip.number, 7), Box("印数：", copies or "　　　份", 5))),
        Row((Box("紧急程度：", choices(slip.urgency, URGENCIES)),)),
        Row((Box("公开属性：", choices(slip.publicity, PUBLICITIES)),)),
        Row((Box("校对：", slip.proofread_by, 5), Box("日期：", dated_on, 7))),
    ]


def _numbered(names: tuple[str, ...]) -> str:
    """One name as it is, several with their numbers."""
    if len(names) < 2:
        return "".join(names)
    return "　".join(f"{number}.{name}" for number, name in enumerate(names, 1))


def _opinion_rows(slip: OpinionSlip) -> list[Row]:
    printed_on = print_date(slip.printed_on) if slip.printed_on else ""
    headings = (("审阅人（职务）", 3), ("意见", 6), ("签名、日期", 3))
    readers = _listed(slip.readers)
    return [
        Row((Box("送审单位：", slip.organ),)),
        Row((Box("报告标题：", slip.title),)),
        Row((Box("稿次：", slip.revision, 6), Box("日期：", printed_on, 6))),
        *_given_rows(slip.opinions, room=_MOST_LISTED - len(readers)),
        Row(tuple(Box(label, columns=columns, is_centred=True) for label, columns in headings)),
        *(_reader_row(reader) for reader in readers),
    ]


def _listed(readers: tuple[Reader, ...]) -> tuple[Reader, ...]:
    """As many readers as a page has room for, those left over in the last row."""
    if not readers:
        return (Reader(""),) * _EMPTY_ROWS
    if len(readers) <= _MOST_LISTED:
        return readers
    others = "、".join(reader.name for reader in readers[_MOST_LISTED - 1 :])
    return (*readers[: _MOST_LISTED - 1], Reader(others))


def _reader_row(reader: Reader) -> Row:
    name = f"{reader.name}\n{reader.post}" if reader.post else reader.name
    asked = Box(text=name, columns=3, most=2, is_centred=True)
    return Row((asked, Box(columns=6, writing=True), Box(columns=3)), weight=12)


def _given_rows(opinions: tuple[GivenOpinion, ...], *, room: int) -> list[Row]:
    """How many opinions there are, and as many of them as the page has room for, the unsettled first."""
    if not opinions:
        return []
    ordered = sorted(opinions, key=lambda opinion: opinion.is_settled)[:room]
    unsettled = sum(not opinion.is_settled for opinion in opinions)
    total = f"共{len(opinions)}条，其中未处理{unsettled}条"
    listed = f"，下列{len(ordered)}条" if 0 < len(ordered) < len(opinions) else ""
    return [
        Row((Box("已提意见：", total + listed),)),
        *(_given_row(number, opinion) for number, opinion in enumerate(ordered, 1)),
    ]


def _given_row(number: int, opinion: GivenOpinion) -> Row:
    state = "已处理" if opinion.is_settled else "未处理"
    text = " ".join(opinion.text.split())
    return Row((Box(f"{number}.", f"{opinion.author}（{state}）：{text}", most=2),))
