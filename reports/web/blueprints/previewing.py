"""The preview of a template: its form and its empty paper, for a kind of unit and a year."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from reports.blueprints.content import Content, SectionContent
from reports.blueprints.models import BlueprintVersion
from reports.blueprints.storing import content_of
from reports.drafting.assembly import assemble
from reports.drafting.editions import FILING
from reports.organisations.enums import OrganisationKind
from reports.organisations.queries import county_name
from reports.rendering.docx.profile import PUBLIC, Profile
from reports.rendering.docx.report import write_docx
from reports.rendering.pages import paper
from reports.rendering.pagination import paginate
from reports.rendering.queries import profile_for
from reports.web.blueprints.drafts import readable_version
from reports.web.blueprints.part_forms import section_name
from reports.web.blueprints.samples import Sample, indicators_of, sample_form, sample_snapshot
from reports.web.drafting.downloads import file_response

LOOKS = (("form", "填报表单"), ("paper", "空白Word"))
ANY_COUNTY = "某县"


@dataclass(frozen=True, slots=True)
class PreviewChoices:
    """What may be chosen, and what is."""

    looks: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    sections: tuple[tuple[str, str], ...]
    look: str
    kind: str
    year: int
    section: str


def preview_choices(
    content: Content, *, look: str = "", kind: str = "", year: str = "", section: str = ""
) -> PreviewChoices:
    """Offer the kinds of unit of a template and three years; what is asked for beyond them is not taken."""
    today = timezone.localdate()
    years = (today.year - 1, today.year, today.year + 1)
    kinds = tuple((each, str(OrganisationKind(each).label)) for each in content.kinds)
    sections = tuple((each.key, section_name(each)) for each in content.sections)
    return PreviewChoices(
        looks=LOOKS,
        kinds=kinds,
        years=years,
        sections=sections,
        look=_among(look, LOOKS),
        kind=_among(kind, kinds) or OrganisationKind.DEPARTMENT.value,
        year=next((each for each in years if str(each) == year), today.year),
        section=_among(section, sections),
    )


def _among(wanted: str, choices: tuple[tuple[str, str], ...]) -> str:
    values = [value for value, _label in choices]
    return wanted if wanted in values else next(iter(values), "")


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form or the paper, as a page or as the fragment beside the editor."""
    version = readable_version(request, pk)
    content = content_of(version)
    fields = {name: request.GET.get(name, "") for name in ("look", "kind", "year", "section")}
    choices = preview_choices(content, **fields)
    context = {"version": version, "choices": choices, **_shown(version, content, choices)}
    is_part = request.headers.get("HX-Request")
    template = "reports/blueprints/_preview.html" if is_part else "reports/blueprints/preview.html"
    return render(request, template, context)


def _shown(version: BlueprintVersion, content: Content, choices: PreviewChoices) -> dict[str, object]:
    indicators, sample = indicators_of(content), _sample(version, choices)
    if choices.look == "paper":
        profile = _profile(version)
        document = assemble(sample_snapshot(content, sample, indicators), FILING)
        return {"sheets": paginate(paper(document, profile), profile), "profile": profile}
    section = _section(content, choices.section)
    return {"section": section and sample_form(section, sample, indicators), "unit": sample.organisation}


def _section(content: Content, key: str) -> SectionContent | None:
    return next((section for section in content.sections if section.key == key), None)


def _sample(version: BlueprintVersion, choices: PreviewChoices) -> Sample:
    owner = version.blueprint.owner
    return Sample(OrganisationKind(choices.kind), choices.year, county_name(owner) if owner else ANY_COUNTY)


def _profile(version: BlueprintVersion) -> Profile:
    owner = version.blueprint.owner
    return profile_for(owner, is_formal=False) if owner else PUBLIC


@require_GET
def empty_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the empty report of a sample unit as a Word file."""
    version = readable_version(request, pk)
    content = content_of(version)
    choices = preview_choices(content, kind=request.GET.get("kind", ""), year=request.GET.get("year", ""))
    sample = _sample(version, choices)
    document = assemble(sample_snapshot(content, sample, indicators_of(content)), FILING)
    name = f"{version.blueprint.name}（{choices.year}年度空白稿）"
    return file_response(write_docx(document, _profile(version)), name)
