"""What is known for the sheets that lie on a draft: 发文稿纸 and the 意见单 of a 清样."""

from django.utils import timezone

from reports.document.nodes import Document
from reports.drafting.dispatch import Letter
from reports.drafting.models import Report
from reports.rendering.docx.slips import DispatchSlip, GivenOpinion, OpinionSlip, Reader
from reports.review.enums import OpinionState
from reports.review.notes import noted_opinions
from reports.review.parties import drafters_of, heads_of
from reports.text.dates import print_date

BLANK_ROWS = 3
"""Leaders who read a 清样 before the head does, and have no accounts, write their names themselves."""


def dispatch_slip(report: Report, document: Document, letter: Letter) -> DispatchSlip:
    """Fill in of one addressee's 发文稿纸 what is known; the rest is written by hand."""
    drafters = drafters_of(report)
    imprint = letter.imprint
    return DispatchSlip(
        organ=_organ(report, document),
        title=document.title.replace("\n", ""),
        signed_by=_signature(report),
        drafting_unit=" ".join(report.assignment.drafted_by.signatories),
        drafted_by="、".join(drafter.name for drafter in drafters),
        telephone=next((drafter.phone for drafter in drafters if drafter.phone), ""),
        addressees=document.addressees,
        copies_to=imprint.copies_to if imprint else (),
        attachments=tuple(attachment.title for attachment in document.attachments),
        number=letter.head.number,
        urgency=letter.head.urgency,
    )


def opinion_slip(report: Report, document: Document) -> OpinionSlip:
    """Fill in the 意见单: what is read, in which 稿次, what was said of it before, and who decides."""
    heads = tuple(Reader(head.name, "单位负责人") for head in heads_of(report))
    return OpinionSlip(
        organ=_organ(report, document),
        title=document.title.replace("\n", ""),
        revision=_revision(report),
        printed_on=timezone.localdate(),
        readers=(Reader(""),) * BLANK_ROWS + heads if heads else (),
        opinions=tuple(
            GivenOpinion(opinion.signed_by, opinion.text, is_settled=opinion.state != OpinionState.OPEN)
            for opinion in noted_opinions(report)
        ),
    )


def _organ(report: Report, document: Document) -> str:
    """Whose paper it is: all organs of a joint document, the leading one first."""
    return " ".join(document.signatories) or report.assignment.organisation.name


def _revision(report: Report) -> str:
    number = report.revisions.order_by("-number").values_list("number", flat=True).first()
    return f"第{number}稿" if number else "初稿"


def _signature(report: Report) -> str:
    signing = report.signings.filter(is_void=False).first()
    return f"{signing.signer_name}\n{print_date(signing.signed_on)}" if signing else ""  # no day is torn
