"""What a parcel of files was understood to be, before anything is written."""

import logging
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports.blueprints.enums import SectionRole
from reports.blueprints.models import BlueprintBlock, BlueprintVersion
from reports.blueprints.queries import published_versions, version_for
from reports.common.errors import Invalid, UnreadableFile
from reports.document.markup import print_document
from reports.document.nodes import Document
from reports.document.roles import STATUTORY_ROLES
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.importing.arrangement import (
    PlacedPart,
    Placement,
    correct,
    find_faults,
    gather,
    read_choices,
)
from reports.importing.errors import Unconvertible
from reports.importing.permissions import IMPORTING_ROLES
from reports.importing.placement import propose
from reports.importing.places import Confidence, PlacementSection
from reports.importing.reading import modernise, modernise_all, needs_converting, read_report_file
from reports.importing.recognition import UnitNames
from reports.importing.services import describe
from reports.organisations.models import Organisation, User
from reports.organisations.queries import organisations_within
from reports.rounds.models import Round
from reports.web.importing.choices import kept_choices
from reports.web.importing.counting import FileCounts, FindingCounter
from reports.web.importing.doubts import contradiction, names_of, read_claim, what_is_lacking, with_doubt
from reports.web.importing.parcels import Parcel, ParcelFile

CONVERTING_SECONDS = 10
"""How long one page may go on converting file by file; the last one begun may take longer."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PartPreview:
    """One part of a paper: where it goes, and how many paragraphs land in which block."""

    heading: str
    role: str
    paragraphs: int
    blocks: tuple[tuple[str, int], ...]
    is_extra: bool


@dataclass(frozen=True, slots=True)
class FilePreview:
    """One file as it was understood; with a `refusal` it cannot be stored.

    `unsure` counts the paragraphs that ask to be looked at, until somebody has looked them through; `found`
    what the proof-reader finds, None while it has not been asked.
    """

    number: int
    name: str
    title: str = ""
    unit: int | None = None
    candidates: tuple[int, ...] = ()
    parts: tuple[PartPreview, ...] = ()
    warnings: tuple[str, ...] = ()
    refusal: str = ""
    is_chosen: bool = False
    unsure: int = 0
    is_looked_through: bool = False
    found: FileCounts | None = None

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the paper has, headings of parts left out."""
        return sum(part.paragraphs for part in self.parts)


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole parcel, and the units a file may be given to."""

    files: tuple[FilePreview, ...]
    units: tuple[Organisation, ...]

    @property
    def recognised(self) -> int:
        """How many files found their unit and may be stored."""
        return sum(file.unit is not None and not file.refusal for file in self.files)

    @property
    def unchecked(self) -> int:
        """How many files the proof-reader has not read yet."""
        return sum(file.found is None and not file.refusal for file in self.files)

    @property
    def open_questions(self) -> int:
        """How many files wait for somebody to choose the unit."""
        return sum(file.unit is None and not file.refusal for file in self.files)


@dataclass(frozen=True, slots=True)
class County:
    """What understanding needs of the database, read at once for all files."""

    units: tuple[Organisation, ...]
    names: tuple[UnitNames, ...]
    reports: Mapping[int, Report]
    versions: list[BlueprintVersion]
    described: dict[int, tuple[list[PlacementSection], dict[str, str]]]
    year: int


def units_to_import_for(user: User) -> tuple[Organisation, ...]:
    """The units whose reports this person may bring in, with their governments."""
    units = organisations_within(user, IMPORTING_ROLES).select_related("parent")
    return tuple(units.prefetch_related("former_names").order_by("position", "pk"))


def running_year(user: User) -> int | None:
    """The latest opened year within the person's reach."""
    rounds = Round.objects.filter(user.standing().county_reach("government__path"), is_archive=False)
    return rounds.order_by("-year").values_list("year", flat=True).first()


def is_old_year(user: User, year: int) -> bool:
    """Whether papers of a year become archives: nobody within the person's reach has opened it."""
    rounds = Round.objects.filter(user.standing().county_reach("government__path"), is_archive=False)
    return not rounds.filter(year=year).exists()


def preview(parcel: Parcel, *, user: User, chosen: Mapping[int, int | None] | None = None) -> Preview:
    """Understand every file; `chosen` gives units that somebody has picked by hand."""
    county = _county(user, parcel.year)
    kept = kept_choices(parcel)
    units = {**kept.units, **(chosen or {})}
    stop = time.monotonic() + CONVERTING_SECONDS
    counter = FindingCounter(parcel)
    files = [
        _understand(
            parcel,
            file,
            county,
            units,
            kept.places.get(file.number),
            may_convert=time.monotonic() < stop,
            counter=counter,
        )
        for file in parcel.files
    ]
    if chosen is None and kept.taken is not None:
        files = [replace(f, is_chosen=f.is_chosen and f.number in kept.taken) for f in files]
    return Preview(tuple(_mark_doubles(files)), county.units)


def target_of(parcel: Parcel, file: ParcelFile, *, user: User) -> tuple[Organisation, BlueprintVersion]:
    """The unit that one file was given to, or recognised as, and its template.

    Errors: Invalid while the unit is open, or nothing may be imported for it.
    """
    county = _county(user, parcel.year)
    seen = _understand(parcel, file, county, kept_choices(parcel).units, None)
    organisation = next((unit for unit in county.units if unit.pk == seen.unit), None)
    version = _version(organisation, county)
    if organisation is None or version is None:
        raise Invalid(seen.refusal or "请先选定单位，再逐段核对。")
    if seen.refusal:
        raise Invalid(seen.refusal)
    return organisation, version


def modernise_kept(parcel: Parcel) -> None:
    """Turn the old Word files of a parcel into .docx together: each run of LibreOffice takes a second."""
    kept = [file for file in parcel.files if file.is_kept]
    papers = [(file.name, parcel.read(file)) for file in kept]
    for file, (_, data), modern in zip(kept, papers, modernise_all(papers), strict=True):
        if modern is not data:
            parcel.rewrite(file, modern)


def read_kept(parcel: Parcel, file: ParcelFile, *, may_convert: bool = True) -> Document:
    """Read one file of a parcel; an old Word file is turned into .docx once and kept so, or refused once.

    Errors: UnreadableFile with the sentence for this file, whatever was wrong with it.
    """
    if not file.is_kept:
        raise UnreadableFile(f"“{file.name}”超过30MB，请删去图片后再导入。")
    if refusal := parcel.refusal(file):
        raise UnreadableFile(refusal)
    try:
        return read_report_file(file.name, _modernised(parcel, file, may_convert=may_convert))
    except Unconvertible as error:
        parcel.refuse(file, str(error))
        raise
    except UnreadableFile:
        raise
    except Exception as error:  # one strange file must not keep the others from being read
        logger.exception("reading an uploaded report failed")
        raise UnreadableFile(f"“{file.name}”无法读取，请在Word或WPS中另存为.docx后再导入。") from error


def _modernised(parcel: Parcel, file: ParcelFile, *, may_convert: bool) -> bytes:
    kept = parcel.read(file)
    if not may_convert and needs_converting(file.name, kept):
        raise UnreadableFile(f"“{file.name}”：文件还没有转换完，请过一会儿重新打开这一页。")
    data = modernise(file.name, kept)
    if data is not kept:
        parcel.rewrite(file, data)
    return data


def _county(user: User, year: int) -> County:
    units = units_to_import_for(user)
    reports = Report.objects.filter(assignment__round__year=year, assignment__organisation__in=units)
    with_versions = reports.select_related("assignment__blueprint_version__blueprint")
    return County(
        units=units,
        names=tuple(names_of(unit) for unit in units),
        reports={report.assignment.organisation_id: report for report in with_versions},
        versions=published_versions(),
        described={},
        year=year,
    )


def _understand(
    parcel: Parcel,
    file: ParcelFile,
    county: County,
    units: Mapping[int, int | None],
    codes: Mapping[int, str] | None,
    *,
    may_convert: bool = True,
    counter: FindingCounter | None = None,
) -> FilePreview:
    try:
        document = read_kept(parcel, file, may_convert=may_convert)
    except UnreadableFile as error:
        return FilePreview(file.number, file.name, refusal=str(error).removeprefix(f"“{file.name}”："))
    claim = read_claim(document, names=county.names, filename=file.name)
    unit = units.get(file.number, claim.unit)
    organisation = next((o for o in county.units if o.pk == unit), None)
    version = _version(organisation, county)
    sections, labels = _described(version, county)
    doubt = contradiction(claim, county.units, organisation, year=county.year)
    sorted_ = _sort(document, sections, codes, doubt=doubt)
    refusal = _refusal(document, organisation, county)
    found = None
    if counter and not refusal:
        found = counter.count(file, print_document(document), unit=organisation)
    return FilePreview(
        number=file.number,
        name=file.name,
        title=document.title,
        unit=organisation.pk if organisation else None,
        candidates=claim.candidates,
        parts=tuple(_part(part, labels, is_known=version is not None) for part in sorted_.placement.parts),
        warnings=tuple(filter(None, (*sorted_.faults, doubt, *_warnings(sorted_.placement, organisation)))),
        refusal=refusal,
        is_chosen=organisation is not None and not refusal,
        unsure=sorted_.unsure if version else 0,
        is_looked_through=codes is not None and not sorted_.faults,
        found=found,
    )


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A paper in the parts of a template, and what is wrong with what somebody chose."""

    placement: Placement
    unsure: int
    faults: tuple[str, ...] = ()


def _sort(
    document: Document, sections: list[PlacementSection], codes: Mapping[int, str] | None, *, doubt: str
) -> _Sorted:
    rows = with_doubt(propose(document, sections), doubt)
    unsure = sum(row.confidence is Confidence.CHECK for row in rows)
    if not codes:
        return _Sorted(gather(rows, sections), 0 if codes is not None else unsure)
    try:
        corrected = correct(rows, read_choices(codes, rows=rows, sections=sections))
    except Invalid:
        stale = "逐段核对的结果与所选单位的模板对不上，请重新逐段核对。"
        return _Sorted(gather(rows, sections), unsure, (stale,))
    return _Sorted(gather(corrected, sections), 0, find_faults(corrected))


def _version(organisation: Organisation | None, county: County) -> BlueprintVersion | None:
    if organisation is None:
        return None
    report = county.reports.get(organisation.pk)
    if report is not None:
        return report.assignment.blueprint_version
    return version_for(organisation.kind, among=county.versions)


def _described(
    version: BlueprintVersion | None, county: County
) -> tuple[list[PlacementSection], dict[str, str]]:
    """The template as placing needs it, and its blocks' labels; read once for each template."""
    if version is None:
        return [], {}
    if version.pk not in county.described:
        blocks = BlueprintBlock.objects.filter(section__version=version)
        county.described[version.pk] = describe(version), dict(blocks.values_list("key", "label"))
    return county.described[version.pk]


def _part(part: PlacedPart, labels: Mapping[str, str], *, is_known: bool) -> PartPreview:
    counts = tuple(
        (labels.get(block.key, "正文"), len(block.text.splitlines())) for block in part.blocks if block.text
    )
    return PartPreview(
        heading=part.heading,
        role=SectionRole(part.role.value).label if part.role else "",
        paragraphs=sum(count for _, count in counts),
        blocks=counts,
        is_extra=is_known and not part.section,
    )


def _refusal(document: Document, organisation: Organisation | None, county: County) -> str:
    if not document.blocks:
        return "文件里没有正文，请核对后再导入。"
    report = county.reports.get(organisation.pk) if organisation else None
    if report and report.assignment.is_withdrawn:
        return f"{organisation}{county.year}年度的任务已撤回，不能导入。"
    if report and (report.started_at or report.status != ReportStatus.DRAFTING):
        return f"{organisation}{county.year}年度的报告已经有内容，不能再导入。"
    if organisation and report is None and version_for(organisation.kind, among=county.versions) is None:
        return f"没有适用于{organisation}的模板，请先载入模板。"
    return ""


def _warnings(placement: Placement, organisation: Organisation | None) -> list[str]:
    found = [what_is_lacking(placement)]
    roles = {part.role for part in placement.parts}
    lacking = [SectionRole(role.value).label for role in STATUTORY_ROLES if role not in roles]
    if lacking:
        found.append(f"没有找到这些部分：{'、'.join(lacking)}。")
    extra = [part.heading for part in placement.extra_sections if part.heading]
    if organisation and extra:
        found.append(f"模板里没有的部分，原样保留：{'；'.join(extra)}。")
    if placement.notes:
        found.append(f"有{len(placement.notes)}条批注，将作为意见保存。")
    return found


def _mark_doubles(files: list[FilePreview]) -> list[FilePreview]:
    """Of several files of one unit only the first is chosen beforehand."""
    counts = Counter(file.unit for file in files if file.is_chosen)
    seen: set[int | None] = set()
    marked = []
    for file in files:
        if file.is_chosen and counts[file.unit] > 1:
            warning = "还有别的文件也认作这个单位，只能导入其中一份，请选择。"
            file = replace(file, warnings=(*file.warnings, warning), is_chosen=file.unit not in seen)
            seen.add(file.unit)
        marked.append(file)
    return marked
