"""逐段核对: one paper with its proposed places, and what somebody chose instead.

Not for: storing (storing), or the upload (views, single).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.blueprints.models import BlueprintVersion
from reports.common.errors import Invalid, UnreadableFile
from reports.common.permissions import demand
from reports.document.nodes import Document
from reports.importing.arrangement import correct, find_faults, gather, read_choices
from reports.importing.permissions import can_import_many
from reports.importing.placement import propose
from reports.importing.places import OWN_PART, PlacementSection, Row
from reports.importing.services import describe
from reports.organisations.models import Organisation
from reports.web.access import person
from reports.web.importing.choices import keep_places, kept_choices, posted_places
from reports.web.importing.doubts import (
    contradiction,
    names_of,
    neighbours_of,
    numbering_hints,
    read_claim,
    what_is_lacking,
    with_doubt,
)
from reports.web.importing.leaving import may_be_gone, show_gone
from reports.web.importing.parcels import Gone, Parcel, ParcelFile, open_parcel
from reports.web.importing.proofs import Mark, Proof, Readers, proofread
from reports.web.importing.queries import is_old_year, read_kept, target_of
from reports.web.importing.sheets import Sheet, lay_out

MOST_ROWS = 1500
"""More are no report, and a page of them would be too slow to work on."""
MOST_OWN_PARTS = 100
"""Parts outside the template: every row's list of places names them all."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a parcel before a template: its rows as proposed.

    `doubt` says what the paper contradicts of the unit and the year that it is to be the report of.
    """

    rows: tuple[Row, ...]
    sections: list[PlacementSection]
    doubt: str = ""

    def arranged(self, codes: Mapping[int, str]) -> tuple[Row, ...]:
        """The rows with what somebody chose.

        Errors: Invalid for a place that does not exist, and for too many parts outside the template.
        """
        rows = correct(self.rows, read_choices(codes, rows=self.rows, sections=self.sections))
        if count_own_parts(rows) > MOST_OWN_PARTS:
            raise Invalid(f"模板里没有的部分不能超过{MOST_OWN_PARTS}个，请放进别的部分。")
        return rows

    def sheet(
        self,
        codes: Mapping[int, str],
        *,
        faults: tuple[str, ...] = (),
        marks: Mapping[int, Sequence[Mark]] | None = None,
    ) -> Sheet:
        """The page of the paper with what somebody chose, and what was found marked in it."""
        rows = self.arranged(codes)
        placement = gather(rows, self.sections)
        found = (self.doubt, what_is_lacking(placement), *numbering_hints(placement))
        notices = tuple(filter(None, found))
        return lay_out(rows, self.rows, self.sections, faults=faults, notices=notices, marks=marks)


def read_paper(parcel: Parcel, file: ParcelFile, version: BlueprintVersion, *, unit: Organisation) -> Paper:
    """Read one file and propose its places.

    Errors: UnreadableFile for a file without text, or with more paragraphs than a report has.
    """
    document = read_kept(parcel, file)
    if not document.blocks:
        raise UnreadableFile("文件里没有正文，请核对后再导入。")
    sections = describe(version)
    rows = propose(document, sections)
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(f"全文有{len(rows)}段，超过{MOST_ROWS}段，请只留报告正文再导入。")
    if (count := count_own_parts(rows)) > MOST_OWN_PARTS:
        raise UnreadableFile(
            f"全文有{count}个模板里没有的部分，超过{MOST_OWN_PARTS}个，请只留报告正文再导入。"
        )
    doubt = _doubt(document, unit=unit, year=parcel.year, filename="" if parcel.is_pasted else file.name)
    return Paper(with_doubt(rows, doubt), sections, doubt)


def _doubt(document: Document, *, unit: Organisation, year: int, filename: str) -> str:
    units = neighbours_of(unit)
    claim = read_claim(document, names=[names_of(unit) for unit in units], filename=filename)
    return contradiction(claim, units, unit, year=year)


def count_own_parts(rows: Sequence[Row]) -> int:
    """How many parts stand outside the template."""
    return len({row.place.section for row in rows if row.place.section.startswith(OWN_PART)})


def proof_of(paper: Paper, codes: Mapping[int, str], *, unit: Organisation, year: int) -> Proof:
    """What the proof-reader says of a paper, at the rows that it becomes."""
    return proofread(paper.arranged(codes), year=year, reader=Readers().for_unit(unit))


def still_valid(paper: Paper, codes: Mapping[int, str]) -> dict[int, str]:
    """What was chosen, without places that the template does not have (any more)."""
    valid = {}
    for number, code in codes.items():
        try:
            read_choices({number: code}, rows=paper.rows, sections=paper.sections)
        except Invalid:
            continue
        valid[number] = code
    return valid


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page sent: the places chosen, and why they cannot stand; none is a fault."""

    codes: dict[int, str]
    faults: tuple[str, ...] = ()


def read_answer(request: HttpRequest, paper: Paper, kept: Mapping[int, str]) -> Answer:
    """Read the places that the page sent; what it sent wrongly leaves those that were kept."""
    before = paper.arranged(still_valid(paper, kept))
    try:
        codes = posted_places(request.POST, rows=paper.rows, before=before, sections=paper.sections)
        rows = paper.arranged(codes)
    except Invalid as error:
        return Answer(still_valid(paper, kept), (str(error),))
    return Answer(codes, find_faults(rows))


@require_http_methods(["GET", "POST"])
@may_be_gone
def batch_import_file(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Show one file of a batch paragraph by paragraph, and keep what was chosen with the parcel."""
    user = person(request)
    demand(can_import_many(user))
    parcel = open_parcel(token, user=user)
    if parcel is None or parcel.report is not None:
        return show_gone(request)
    file = next((file for file in parcel.files if file.number == number), None)
    if file is None:
        raise Http404
    try:
        unit, version = target_of(parcel, file, user=user)
        paper = read_paper(parcel, file, version, unit=unit)
    except Gone:
        raise
    except (UnreadableFile, Invalid) as error:
        messages.error(request, str(error))
        return redirect("batch_import_check", token)
    kept = kept_choices(parcel).places.get(number, {})
    answer = Answer(still_valid(paper, kept))
    if request.method == "POST":
        answer = read_answer(request, paper, kept)
        if not answer.faults:
            keep_places(parcel, number, answer.codes)
            if request.POST.get("step") == "keep":
                return redirect("batch_import_check", token)
    proof = proof_of(paper, answer.codes, unit=unit, year=parcel.year)
    context = {
        "sheet": paper.sheet(answer.codes, faults=answer.faults, marks=proof.marks),
        "proof": proof,
        "is_archive": is_old_year(user, parcel.year),
        "parcel": parcel,
        "file": file,
        "unit": unit,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if answer.faults else HTTPStatus.OK
    return render(request, "reports/importing/file.html", context, status=status)
