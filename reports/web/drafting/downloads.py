"""The papers of a report that somebody may take away, each as a Word file and most as PDF.

Not for: answering requests (papers), or how a paper looks (rendering).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse

from reports.document.nodes import Document
from reports.drafting.annexes import annex_document
from reports.drafting.assembly import assemble
from reports.drafting.dispatch import letter_for
from reports.drafting.editions import PUBLIC, Edition, EditionKind
from reports.drafting.models import Report
from reports.drafting.snapshot import Snapshot
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.report import write_docx
from reports.rendering.docx.slips import write_dispatch_slip, write_proof
from reports.rendering.pdf import can_write_pdf
from reports.rendering.queries import profile_for
from reports.review.notes import noted_opinions, with_notes
from reports.web.drafting.slips import dispatch_slip, opinion_slip

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
NOT_IN_NAMES = '\\/:*?"<>|\r\n\t'
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asks for: a report as it is to be printed, for the addressee with this number."""

    report: Report
    snapshot: Snapshot
    addressee: int
    at: datetime

    def edition(self, kind: EditionKind) -> Edition:
        """The edition for this addressee."""
        return Edition(kind, self.addressee)

    def profile(self, *, is_formal: bool = False) -> Profile:
        """The page on which the unit's government prints."""
        return profile_for(self.report.assignment.organisation, is_formal=is_formal)


@dataclass(frozen=True, slots=True)
class WordFile:
    """A finished file and its name without an ending."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper: `word` stands behind the title in the file's name."""

    key: str
    label: str
    word: str
    write: Callable[[Order], tuple[Document, bytes]]
    is_addressed: bool = False
    has_pdf: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the menu; without `pdf_url` the paper comes as Word only."""

    label: str
    word_url: str
    pdf_url: str


@dataclass(frozen=True, slots=True)
class Menu:
    """The papers of one report; `addressee` is named where there are several, each with its own."""

    report_id: int
    addressee: str
    offers: tuple[Offer, ...]
    can_write_pdf: bool


def formal_document(order: Order) -> Document:
    """The 报送稿 between its 版头 and its 版记."""
    edition = order.edition(EditionKind.FORMAL)
    return assemble(order.snapshot, edition, letter=letter_for(order.report, order.snapshot, edition))


def _formal(order: Order) -> tuple[Document, bytes]:
    document = formal_document(order)
    return document, write_docx(document, order.profile(is_formal=True), at=order.at)


def _filing(order: Order) -> tuple[Document, bytes]:
    return _plain(order, assemble(order.snapshot, order.edition(EditionKind.FILING)))


def _public(order: Order) -> tuple[Document, bytes]:
    return _plain(order, assemble(order.snapshot, PUBLIC))


def _proof(order: Order) -> tuple[Document, bytes]:
    edition = order.edition(EditionKind.PROOF)
    letter = letter_for(order.report, order.snapshot, edition)
    document = assemble(order.snapshot, edition, letter=letter)
    slip = opinion_slip(order.report, document)
    return document, write_proof(document, slip, order.profile(), at=order.at)


def _slip(order: Order) -> tuple[Document, bytes]:
    edition = order.edition(EditionKind.FORMAL)
    letter = letter_for(order.report, order.snapshot, edition)
    document = assemble(order.snapshot, edition, letter=letter)
    slip = dispatch_slip(order.report, document, letter)
    return document, write_dispatch_slip(slip, order.profile(), at=order.at)


def _figures(order: Order) -> tuple[Document, bytes]:
    return _plain(order, annex_document(order.snapshot))


def _noted(order: Order) -> tuple[Document, bytes]:
    document = assemble(order.snapshot, order.edition(EditionKind.FILING))
    return _plain(order, with_notes(document, noted_opinions(order.report)))


def _plain(order: Order, document: Document) -> tuple[Document, bytes]:
    return document, write_docx(document, order.profile(), at=order.at)


PAPERS = {
    kind.key: kind
    for kind in (
        PaperKind("formal", "报送稿（红头文件）", "红头文件", _formal, is_addressed=True),
        PaperKind("filing", "报送稿（材料稿）", "报送稿", _filing, is_addressed=True),
        PaperKind("public", "公开稿", "公开稿", _public),
        PaperKind("proof", "清样（附意见单）", "清样", _proof),
        PaperKind("slip", "发文稿纸", "发文稿纸", _slip, is_addressed=True),
        PaperKind("figures", "数据表", "", _figures),
        PaperKind("noted", "带意见稿", "带意见稿", _noted, has_pdf=False),
    )
}
"""A PDF has no place for comments, so the 带意见稿 comes as Word only."""


def read_menu(report: Report, snapshot: Snapshot, *, addressee: int = 0, has_opinions: bool) -> Menu:
    """List what can be taken away, in the menu's order; what would be empty is left out."""
    left_out = {"figures"} if not snapshot.figures else set()
    left_out |= {"noted"} if not has_opinions else set()
    several = len(snapshot.addressees) > 1
    offers = (
        _offer(report, kind, addressee=addressee if several and kind.is_addressed else None)
        for key, kind in PAPERS.items()
        if key not in left_out
    )
    name = snapshot.addressees[addressee] if several else ""
    return Menu(report.pk, name, tuple(offers), can_write_pdf())


def _offer(report: Report, kind: PaperKind, *, addressee: int | None) -> Offer:
    query = "" if addressee is None else f"?addressee={addressee}"
    word, pdf = (reverse(name, args=[report.pk, kind.key]) + query for name in ("report_docx", "report_pdf"))
    return Offer(kind.label, word, pdf if kind.has_pdf else "")


def write_paper(kind: PaperKind, order: Order) -> WordFile:
    """Write one paper under a name of its title, its edition and, where there are several, its addressee."""
    document, content = kind.write(order)
    words = [kind.word] if kind.word else []
    if kind.is_addressed and len(order.snapshot.addressees) > 1:
        words += document.addressees
    return WordFile(content, file_name(document, *words))


def file_name(document: Document, *words: str) -> str:
    """The title with what tells this paper from the report's others."""
    title = "".join(document.title.split("\n"))[:LONGEST_NAME] or "报告"
    return f"{title}（{'，'.join(words)[:LONGEST_NAME]}）" if words else title


def clean_name(name: str) -> str:
    """The name without the signs that a file system or a header does not take."""
    return "".join(sign for sign in name if sign not in NOT_IN_NAMES)


def file_response(content: bytes, name: str, *, ending: str = "docx") -> HttpResponse:
    """Hand a file over under its Chinese name (RFC 5987)."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = (
        f"attachment; filename=\"report.{ending}\"; filename*=UTF-8''{quote(clean_name(name))}.{ending}"
    )
    return response
