"""由旧报告生成: an old report read, its blanks decided one by one, and then a template's first draft."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.files.base import File
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.blueprints.enums import ItemForm, SectionRole
from reports.blueprints.modelling import Model, ModelBlank, Source, guessed_year, model_of, with_figures
from reports.blueprints.packs import MOST_FIGURES
from reports.blueprints.proposing import Proposal, Proposer, Term, surroundings
from reports.blueprints.services import create_blueprint
from reports.common.errors import Refused, UnreadableFile
from reports.common.office import is_installed
from reports.document.nodes import Document
from reports.importing.reading import MOST_BYTES, modernise, read_report_file
from reports.indicators.models import Indicator
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation
from reports.organisations.queries import administered_governments, county_name
from reports.web.access import person
from reports.web.blueprints.comparison import text_in_words
from reports.web.blueprints.making import government_of
from reports.web.blueprints.words import in_words
from reports.web.importing.parcels import Parcel, clear_old_parcels, drop_files, keep_files, open_parcel

MOST_BLANKS = 300
"""Blanks of one report that are asked about; a report with more is no report."""
SURE = 0.8
"""From this score on the first proposal is ticked."""
_CODE = re.compile(r"（([A-Za-z0-9]{1,10})）\s*$")
_UNIT_IN_TITLE = re.compile(r"^(.{2,40}?)(?:关于|20[\dXx×]{2})")


class SourceForm(forms.Form):
    """What a person confirms about the old report."""

    name = forms.CharField(label="模板名称", max_length=100, error_messages={"required": "请填写模板名称。"})
    year = forms.IntegerField(
        label="报告年度",
        min_value=1990,
        max_value=2100,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "请填写旧报告总结的年度，例如2025。"
        ),
    )
    organisation = forms.CharField(label="文中的单位名称", max_length=100, required=False)
    county = forms.CharField(label="文中的县（市、区）名", max_length=40, required=False)
    kinds = forms.MultipleChoiceField(
        label="适用单位",
        choices=OrganisationKind.choices,
        error_messages={"required": "请至少选择一类适用单位。", "invalid_choice": "请重新选择适用单位。"},
    )


@dataclass(frozen=True, slots=True)
class ShownBlank:
    """One blank with what is proposed; `chosen` is a code or empty, `other` what was searched for."""

    key: str
    before: str
    words: str
    after: str
    part: str
    proposals: tuple[Proposal, ...]
    chosen: str
    other: str
    fault: str

    @property
    def is_other(self) -> bool:
        """Whether something else than what is proposed was chosen."""
        return bool(self.other)


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of the template that will be."""

    heading: str
    role: str
    form: str
    blocks: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "POST"])
def blueprint_from_report(request: HttpRequest) -> HttpResponse:
    """Take an old report in; nothing is stored yet."""
    government_of(request)
    clear_old_parcels(now=timezone.now())
    if request.method == "GET":
        return _ask(request)
    upload: File | None = request.FILES.get("file")
    if upload is None:
        return _ask(request, "请选择旧报告的文件。")
    if (upload.size or 0) > MOST_BYTES:
        return _ask(request, f"“{upload.name}”超过30MB，请删去图片后再上传。")
    name, data = upload.name or "文件", upload.read()
    try:
        modern = modernise(name, data)
        if not read_report_file(name, modern).blocks:
            return _ask(request, f"“{name}”里没有读到文字，请换一个文件。")
    except UnreadableFile as error:
        return _ask(request, str(error))
    upload.seek(0)
    parcel = keep_files([upload], year=0, user=person(request))
    parcel.rewrite(parcel.files[0], modern)
    return redirect("blueprint_from_report_check", token=parcel.token)


def _ask(request: HttpRequest, error: str = "") -> HttpResponse:
    context = {"error": error, "reads_old_word": is_installed()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "reports/blueprints/from_report.html", context, status=status)


@require_http_methods(["GET", "POST"])
def blueprint_from_report_check(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the template will be and ask about each blank; make its draft when all is decided."""
    government = government_of(request)
    parcel = open_parcel(token, user=person(request))
    document = _document(parcel) if parcel else None
    if parcel is None or document is None:
        return render(request, "reports/blueprints/import_gone.html", status=HTTPStatus.NOT_FOUND)
    form = SourceForm(request.POST if request.method == "POST" else _first_guess(document, government))
    page = _Page(document, form, request.POST)
    if request.method == "GET" or "store" not in request.POST or page.faults:
        return _show(request, government, page)
    try:
        draft = create_blueprint(
            name=page.source.name,
            government=government,
            content=with_figures(page.model, page.decisions),
            actor=person(request),
            now=timezone.now(),
        )
    except Refused as refusal:
        return _show(request, government, page, error=str(refusal))
    drop_files(parcel, [file.number for file in parcel.files])
    messages.success(request, f"已生成“{draft.blueprint.name}”的草稿，核对后即可发布。")
    return redirect("blueprint", draft.pk)


def _document(parcel: Parcel) -> Document | None:
    """Read the kept file again; None where it is gone."""
    try:
        return read_report_file(parcel.files[0].name, parcel.read(parcel.files[0]))
    except UnreadableFile:
        return None


def _first_guess(document: Document, government: Organisation) -> dict[str, object]:
    unit = _UNIT_IN_TITLE.match("".join(document.title.split()))
    return {
        "name": f"{unit[1]}年度报告模板" if unit else "由旧报告生成的模板",
        "year": guessed_year(document) or timezone.localdate().year - 1,
        "organisation": unit[1] if unit else "",
        "county": county_name(government),
        "kinds": [OrganisationKind.DEPARTMENT.value],
    }


class _Page:
    """The template that will be, with every blank and what was decided about it."""

    def __init__(self, document: Document, form: SourceForm, answers: Mapping[str, str]) -> None:
        self.form = form
        this_year = timezone.localdate().year
        in_use = Q(valid_to__isnull=True) | Q(valid_to__gte=this_year)
        self.entries = list(Indicator.objects.filter(in_use).order_by("position", "pk"))
        self.names = {entry.code: entry.name for entry in self.entries}
        self.source = self._source(form)
        self.model: Model = model_of(document, self.source)
        terms = (Term(e.code, e.name, e.unit, tuple(e.aliases)) for e in self.entries)
        proposer = Proposer(terms)
        figures = [blank for blank in self.model.blanks if blank.is_figure][:MOST_BLANKS]
        self.blanks = [self._shown(blank, proposer, answers) for blank in figures]
        self.left = [blank.shown for blank in self.model.blanks if not blank.is_figure]

    def _source(self, form: SourceForm) -> Source:
        form.is_valid()
        found = form.cleaned_data
        return Source(
            year=found.get("year") or timezone.localdate().year - 1,
            organisation=found.get("organisation", ""),
            county=found.get("county", ""),
            kinds=tuple(found.get("kinds", ())),
            name=found.get("name", ""),
            codes=frozenset(self.names),
        )

    @property
    def decisions(self) -> dict[str, str]:
        """The code for each blank that has one."""
        return {blank.key: blank.chosen for blank in self.blanks if blank.chosen}

    @property
    def faults(self) -> list[str]:
        """What must be put right before anything is stored."""
        told = [blank.fault for blank in self.blanks if blank.fault]
        return [*told, *(str(error) for errors in self.form.errors.values() for error in errors)]

    @property
    def asked(self) -> int:
        """How many different indicators the template will ask for."""
        return len(
            {ask.code for block in with_figures(self.model, self.decisions).blocks for ask in block.figures}
        )

    def _shown(self, blank: ModelBlank, proposer: Proposer, answers: Mapping[str, str]) -> ShownBlank:
        near = surroundings(blank.text, blank.blank.start, blank.blank.end, heading=blank.heading)
        proposals = proposer.proposals(near, blank.blank.unit)
        before, words, after = blank.shown
        answer = answers.get(f"b.{blank.key}")
        if answer is None:
            answer = proposals[0].code if proposals and proposals[0].score >= SURE else ""
        other = answers.get(f"o.{blank.key}", "").strip() if answer == "other" else ""
        chosen = self._code_of(other) if answer == "other" else answer
        is_known = not chosen or chosen in self.names
        fault = (
            ""
            if is_known and (answer != "other" or chosen)
            else f"没有找到指标“{other}”，请从列表中选择，或者留作××。"
        )
        return ShownBlank(
            key=blank.key,
            before=in_words(before),
            words=words,
            after=in_words(after),
            part=self._part_of(blank),
            proposals=proposals,
            chosen=chosen if is_known else "",
            other=other,
            fault=fault,
        )

    def _code_of(self, words: str) -> str:
        """The code that stands behind a name in the list of indicators, or that was typed alone."""
        found = _CODE.search(words)
        code = found[1] if found else words.upper()
        return (
            code if code in self.names else next((c for c, name in self.names.items() if name == words), "")
        )

    def _part_of(self, blank: ModelBlank) -> str:
        labels = {block.key: block.label for block in self.model.content.blocks}
        return labels.get(blank.place.block, "")

    @property
    def parts(self) -> list[ShownPart]:
        """The parts and blocks as they will be."""
        return [
            ShownPart(
                heading=in_words(section.heading),
                role=str(SectionRole(section.role.value).label),
                form=str(ItemForm(section.item_form).label),
                blocks=tuple(
                    (block.label, text_in_words(block.opening, self.names)) for block in section.blocks
                ),
            )
            for section in self.model.content.sections
        ]


def _show(request: HttpRequest, government: Organisation, page: _Page, *, error: str = "") -> HttpResponse:
    is_refused = bool(error) or (request.method == "POST" and bool(page.faults))
    context = {
        "government": government,
        "governments": administered_governments(person(request)),
        "page": page,
        "form": page.form,
        "kinds": [(value, label, value in page.source.kinds) for value, label in OrganisationKind.choices],
        "error": error,
        "is_refused": is_refused,
        "most_figures": MOST_FIGURES,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "reports/blueprints/from_report_check.html", context, status=status)
