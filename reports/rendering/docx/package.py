"""The zip around a document: built once for each profile, the same bytes for the same document.

Not for: what the document says (report, figures).
"""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.ns import qn
from docx.package import Package
from docx.section import _Footer
from lxml import etree

from reports.document.nodes import Note
from reports.rendering.docx import styles
from reports.rendering.docx.comments import anchor_notes, build_comment_styles
from reports.rendering.docx.marks import restart_numbers
from reports.rendering.docx.parts import compatibility, font_table, serialise, set_digits, tidy
from reports.rendering.docx.profile import PageNumbering, Profile
from reports.rendering.docx.wordml import (
    Element,
    element,
    field,
    grid,
    paragraph,
    printable,
    run,
    run_properties,
)

_BODY_PART = "word/document.xml"
_COMMENTS_PART = "word/comments.xml"
_CORE_PART = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can say
_LEVEL = 1  # of compression: a third of the time of the usual 6, for files a sixth larger
_KEPT_RELATIONS = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FOOTER,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
}


@dataclass(frozen=True, slots=True)
class Outfit:
    """What a kind of file needs beyond a plain report.

    `restyle` gives the file's styles from the report's; `restarts` when its last section counts its pages
    from 1, the section before it having none; `is_numbered` when its pages bear numbers.
    """

    restyle: Callable[[list[Element], Profile], list[Element]] | None = None
    restarts: bool = False
    is_numbered: bool = True


REPORT = Outfit()


def pack(
    body: Iterable[Element | Note],
    *,
    profile: Profile,
    title: str,
    at: datetime | None,
    outfit: Outfit = REPORT,
) -> bytes:
    """Put a body into the package of its profile; the notes in it become comments.

    `title` becomes the file's title property, `at` its times of creation and change; without `at` the
    file states no time.
    """
    elements, comments = anchor_notes(body, profile)
    base = _base(profile, outfit, bool(comments))
    target = BytesIO()
    target.write(base.archive)
    with ZipFile(target, "a") as archive:
        _add(archive, _CORE_PART, _core_properties(title, at))
        if comments:
            _add(archive, _COMMENTS_PART, _fill_comments(base.comments, comments))
        _add(archive, _BODY_PART, _fill_body(base.body, elements, digits=profile.digits))
    return target.getvalue()


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, content, compresslevel=_LEVEL)


def end_front(last: Element, profile: Profile) -> None:
    """Let the pages before the last section end with a paragraph; they are of its size and bear no number."""
    size = element("pgSz", {"w": profile.page_width.twips, "h": profile.page_height.twips})
    margins: dict[str, str | int] = {
        "top": profile.margin_top.twips,
        "right": profile.margin_right.twips,
        "bottom": profile.margin_bottom.twips,
        "left": profile.margin_left.twips,
        "header": profile.footer_distance.twips,
        "footer": profile.footer_distance.twips,
        "gutter": 0,
    }
    section = element("sectPr", None, size, element("pgMar", margins), grid(profile.pitch))
    last.find(qn("w:pPr")).append(section)


def _fill_body(empty: bytes, body: list[Element], *, digits: str) -> bytes:
    root = etree.fromstring(empty)
    place = root.find(qn("w:body"))
    assert place is not None
    place[0:0] = body  # before the section's own properties, which stand last
    if digits:
        set_digits(root, digits)
    return serialise(root)


def _fill_comments(empty: bytes, comments: list[Element]) -> bytes:
    root = etree.fromstring(empty)
    root.extend(comments)
    return serialise(root)


def _core_properties(title: str, at: datetime | None) -> bytes:
    """The file's title, and nothing that says who or where."""
    root = copy(_empty_core())
    core = CoreProperties(root)
    core.title = printable(title)[:255]  # the longest that the format allows
    core.author = ""
    if at:
        core.created = core.modified = at.astimezone(UTC).replace(tzinfo=None)
    return serialise(root)


@lru_cache(maxsize=1)
def _empty_core() -> Element:
    root = CorePropertiesPart.default(Package()).element
    for child in list(root):
        root.remove(child)
    return root


@dataclass(frozen=True, slots=True)
class _Base:
    """What never changes: the archive without the parts that each file has of its own, and those, empty."""

    archive: bytes
    body: bytes
    comments: bytes


@lru_cache(maxsize=32)
def _base(profile: Profile, outfit: Outfit, has_comments: bool) -> _Base:
    """The empty file of a profile, its unchanging members compressed already."""
    members = dict(_base_members(profile, outfit, has_comments))
    own = {name: members.pop(name, b"") for name in (_BODY_PART, _COMMENTS_PART, _CORE_PART)}
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            _add(archive, name, content)
    return _Base(target.getvalue(), own[_BODY_PART], own[_COMMENTS_PART])


def _base_members(profile: Profile, outfit: Outfit, has_comments: bool) -> Iterator[tuple[str, bytes]]:
    """The members of an empty file: Word's own default template, emptied of all that is not ours."""
    word = docx.Document()
    _drop_relations(word)
    _write_styles(word, profile, outfit)
    _write_settings(word)
    _write_section(word, profile)
    if outfit.is_numbered:
        _write_footers(word, profile)
    if outfit.restarts:
        restart_numbers(word.sections[0]._sectPr)
    if has_comments:
        _add_comments(word, profile)
    _write_font_table(word, profile)
    saved = BytesIO()
    word.save(saved)
    with ZipFile(saved) as archive:
        yield from ((name, tidy(archive.read(name))) for name in archive.namelist())


def _drop_relations(word: WordDocument) -> None:
    """Let go of theme, thumbnail, custom XML and the template's statistics."""
    package = word.part.package
    assert package is not None
    for relations in (package.rels, word.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype not in _KEPT_RELATIONS:
                del relations[key]


def _write_styles(word: WordDocument, profile: Profile, outfit: Outfit) -> None:
    root = word.styles.element
    for child in list(root):
        root.remove(child)
    made = styles.build_styles(profile)
    root.extend(outfit.restyle(made, profile) if outfit.restyle else made)
    if profile.digits:
        set_digits(root, profile.digits)


def _add_comments(word: WordDocument, profile: Profile) -> None:
    """Give the file an empty part of comments, with what relates it, and the styles of comments."""
    assert not list(word.comments)  # asking for them makes the part
    word.styles.element.extend(build_comment_styles(profile))


def _write_settings(word: WordDocument) -> None:
    root = word.settings.element
    for child in list(root):
        root.remove(child)
    root.extend([element("zoom", {"percent": 100})])
    word.settings.odd_and_even_pages_header_footer = True
    root.extend(compatibility())


def _write_section(word: WordDocument, profile: Profile) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = profile.page_width, profile.page_height
    section.top_margin, section.bottom_margin = profile.margin_top, profile.margin_bottom
    section.left_margin, section.right_margin = profile.margin_left, profile.margin_right
    section.footer_distance = profile.footer_distance
    section.header_distance = profile.footer_distance
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(grid(profile.pitch))


def _write_footers(word: WordDocument, profile: Profile) -> None:
    section = word.sections[0]
    _write_footer(section.footer, styles.FOOTER_ODD, profile)
    _write_footer(section.even_page_footer, styles.FOOTER_EVEN, profile)


def _write_footer(footer: _Footer, style: str, profile: Profile) -> None:
    """Print “— 1 —”, or the number alone."""
    footer.is_linked_to_previous = False
    root = footer._element
    for child in list(root):
        root.remove(child)
    look = run_properties(face=profile.page_number.name, size=profile.page_number.size)
    number = field("PAGE", look)
    is_plain = profile.page_numbering is PageNumbering.CENTRED_PLAIN
    runs = [number] if is_plain else [run("— ", look), number, run(" —", look)]
    root.append(paragraph(style, runs))


def _write_font_table(word: WordDocument, profile: Profile) -> None:
    names = dict.fromkeys(face.name for face in profile.faces)
    part = Part(
        PackURI("/word/fontTable.xml"),
        CONTENT_TYPE.WML_FONT_TABLE,
        serialise(font_table(names)),
        word.part.package,
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
