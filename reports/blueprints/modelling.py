"""A template out of an old report: its parts and headings, years and names as expressions, its blanks.

Pure. What the old year said stays behind: a new report opens with the headings and with the sentences that
leave a blank. Not for: reading the file (importing), which figure a blank means (proposing).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.blueprints.content import (
    BlockContent,
    Content,
    FigureAsk,
    Place,
    SectionContent,
    rewritten,
    strings,
)
from reports.blueprints.enums import BlockKind, ItemForm, ItemsKind, SectionRole
from reports.blueprints.expressions import YEARS
from reports.blueprints.merging import free_key
from reports.blueprints.receiving import LEFT_OPEN
from reports.document.markup import parse, print_text
from reports.document.nodes import Block, Document, Heading, Paragraph
from reports.document.role_words import report_year, roles_of
from reports.document.roles import Role
from reports.text.blanks import Blank, BlankKind, find_blanks
from reports.text.publication import without_private
from reports.text.sentences import sentence_ends
from reports.text.tokens import find_tokens, token
from reports.text.years import YearForm, find_years

LONGEST_EXAMPLE = 600
LONGEST_HEADING = 200
LONGEST_LABEL = 60
MOST_OPENING = 8000
SHORTEST_CLAUSE = 4
OF_THEIR_YEAR = (Role.SHORTCOMINGS, Role.NEXT_YEAR_PLAN)
"""Parts whose headings say what was lacking or planned in one year, and so are no structure."""
_SUBJECTS = re.compile(
    "行政复议|行政应诉|应诉|规范性文件|行政执法|执法监督|三项制度|营商环境|政府职能|政务服务|放管服|行政决策"
    "|法律顾问|依法行政|制度建设|矛盾纠纷|人民调解|枫桥经验|突发事件|应急|权力制约|政务公开|普法|法治宣传"
    "|公共法律服务|法律援助|法治社会|党的领导|组织领导|法治素养|学法|数字|科技保障|法治为民|基层"
)
_CLAUSES = re.compile(r"[，、；：。“”\s]+")
_NAMES = {offset: name for name, offset in YEARS.items()}
_BRACES = str.maketrans("{}", "｛｝")


@dataclass(frozen=True, slots=True)
class Source:
    """What the person confirms about the old report before it is taken to pieces."""

    year: int
    organisation: str = ""
    county: str = ""
    kinds: tuple[str, ...] = ()
    name: str = ""
    codes: frozenset[str] = frozenset()
    """The codes of the dictionary: a token that the old text has already is kept if it is one of them."""


@dataclass(frozen=True, slots=True)
class ModelBlank:
    """One blank of a text of the template, the `number`th of it; `heading` is the line above it."""

    place: Place
    number: int
    blank: Blank
    text: str
    heading: str

    @property
    def key(self) -> str:
        """Its name in a form; it stays when the report's year or names are corrected."""
        return f"{self.place.section}.{self.place.block}.{self.place.field}.{self.number}"

    @property
    def is_figure(self) -> bool:
        """Whether a number belongs there; all others are left as they are."""
        return self.blank.kind is BlankKind.NUMBER and self.place.field == "opening"

    @property
    def shown(self) -> tuple[str, str, str]:
        """The words before, in and behind it, cut to what a person reads at a glance."""
        start, end = self.blank.start, self.blank.end
        before = self.text[:start].rpartition("\n")[2][-40:]
        return before, self.text[start:end], self.text[end:].partition("\n")[0][:24]


@dataclass(frozen=True, slots=True)
class Model:
    """A content that came out of an old report, before its blanks are decided."""

    content: Content
    blanks: tuple[ModelBlank, ...]


def guessed_year(document: Document) -> int | None:
    """Tell the year of an old report by its title or headings."""
    return report_year(document.title, [heading.text for heading in document.headings()])


def model_of(document: Document, source: Source) -> Model:
    """Take an old report to pieces.

    Shape:  what opens its text becomes a part without heading; level-1 headings become parts, level-2 ones
            blocks, except where they are of their year (不足, 安排): there they become the example.
    """
    text = without_private(print_text(document.blocks))
    parts = list(_parts(parse(_without_braces(text, source.codes))))
    roles = roles_of([heading.text for heading, _ in parts if heading], title=document.title)
    named = iter(roles)
    opening_role = Role.PREAMBLE if roles else Role.ACHIEVEMENTS  # a paper without parts is one part
    keys: set[str] = set()
    sections = []
    for heading, body in parts:
        role = (next(named) or Role.OTHER_MATTERS) if heading else opening_role
        key = role.value if role.value not in keys else free_key(role.value, keys)
        keys.add(key)
        sections.append(_section(key, heading, body, role=role))
    content = Content(
        name=source.name,
        kinds=source.kinds,
        filing_title=" ".join(document.title.split()).translate(_BRACES)[:LONGEST_HEADING]
        or "{organisation}关于{year}年度法治政府建设情况的报告",
        public_title="{organisation}{year}年法治政府建设年度报告",
        addressees=tuple(line.translate(_BRACES)[:LONGEST_HEADING] for line in document.addressees[:10])
        or ("中共{county}委、{county}人民政府",),
        sections=tuple(section for section in sections if section.blocks),
    )
    written = _with_expressions(content, source)
    return Model(written, tuple(_blanks(written)))


def with_figures(model: Model, decisions: Mapping[str, str]) -> Content:
    """Put a token into each blank for which a code was decided, and ××, where none was.

    Shape:  each code is asked once, by the first block that has it; tokens that stand there already are
            asked too, so that a report never shows a code that nobody asks.
    """
    wanted: dict[Place, list[ModelBlank]] = {}
    for blank in model.blanks:
        if blank.is_figure:
            wanted.setdefault(blank.place, []).append(blank)

    def rewrite(place: Place, text: str) -> str:
        for blank in reversed(wanted.get(place, [])):
            code = decisions.get(blank.key, "")
            text = text[: blank.blank.start] + (token(code) if code else LEFT_OPEN) + text[blank.blank.end :]
        return text

    return _asking(rewritten(model.content, rewrite))


def _asking(content: Content) -> Content:
    """Ask for each code that stands in an opening, in the block where it stands first."""
    asked: set[str] = set()

    def of(block: BlockContent) -> BlockContent:
        codes = dict.fromkeys(found.code for found in find_tokens(block.opening))
        new = [code for code in codes if code not in asked]
        asked.update(new)
        return replace(block, figures=tuple(FigureAsk(code) for code in new))

    sections = (
        replace(section, blocks=tuple(of(block) for block in section.blocks)) for section in content.sections
    )
    return replace(content, sections=tuple(sections))


def _parts(blocks: Iterable[Block]) -> Iterator[tuple[Heading | None, list[Block]]]:
    """Cut the body at its level-1 headings; what stands before the first has none."""
    heading: Heading | None = None
    body: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            if heading or body:
                yield heading, body
            heading, body = block, []
        else:
            body.append(block)
    if heading or body:
        yield heading, body


def _section(key: str, heading: Heading | None, body: Sequence[Block], *, role: Role) -> SectionContent:
    label = str(SectionRole(role.value).label)
    chunks = list(_chunks(body)) if role not in OF_THEIR_YEAR else [(None, list(body))]
    if role is Role.PREAMBLE:
        blocks = [BlockContent(f"{key}_1", BlockKind.PROSE, label, opening=print_text(body)[:MOST_OPENING])]
    else:
        blocks = [
            _block(f"{key}_{number}", opener, rest, label=label)
            for number, (opener, rest) in enumerate(chunks, start=1)
        ]
    if role in OF_THEIR_YEAR:
        kind = ItemsKind.SHORTCOMING if role is Role.SHORTCOMINGS else ItemsKind.PLAN
        rows = BlockContent(f"{key}_rows", BlockKind.ITEMS, f"{label}逐条填写（可选）", items_kind=kind.value)
        blocks.append(rows)
    words = heading.text.rstrip("。")[:LONGEST_HEADING] if heading else ""
    return SectionContent(key, role, words, _form_of(body), tuple(_with_matches(blocks)))


def _chunks(body: Sequence[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
    """Cut a part at its level-2 headings, of their own line or run in."""
    opener: Block | None = None
    rest: list[Block] = []
    has_openers = any(_opens(block) for block in body)
    for block in body:
        if _opens(block):
            if opener is not None or rest:
                yield opener, rest
            opener, rest = block, []
        else:
            rest.append(block)
    if opener is not None or rest or not has_openers:
        yield opener, rest


def _opens(block: Block) -> bool:
    if isinstance(block, Heading):
        return block.level == 2
    return (
        isinstance(block, Paragraph)
        and block.lead is not None
        and block.lead.level == 2
        and bool(block.lead.text)
    )


def _form_of(body: Sequence[Block]) -> str:
    """The form in which a part sets out its items: that of its level-2 headings, else of its items."""
    forms: Counter[ItemForm] = Counter()
    for block in body:
        match block:
            case Heading(level=2):
                forms[ItemForm.OWN_LINE] += 100
            case Paragraph(lead=lead) if lead is not None and lead.level == 2:
                forms[ItemForm.RUN_IN] += 100
            case Paragraph(lead=lead) if lead is not None and lead.number.endswith("是"):
                forms[ItemForm.ENUMERATION] += 1
            case Paragraph(lead=lead) if lead is not None and not lead.number:
                forms[ItemForm.LABEL] += 1
            case Paragraph() if len(re.findall(r"[一二三四五]是", block.text)) > 1:
                forms[ItemForm.ENUMERATION] += 1
    return (forms.most_common(1)[0][0] if forms else ItemForm.RUN_IN).value


def _block(key: str, opener: Block | None, rest: Sequence[Block], *, label: str) -> BlockContent:
    """One block: its heading and the sentences that leave a blank open it, the rest is its example."""
    heading, first = _split(opener)
    examples = [words for line in (first, *map(_line, rest)) if (words := _without_gaps(line))]
    lines = [heading + _with_gaps(first), *_open_lines(rest)]
    return BlockContent(
        key=key,
        kind=BlockKind.PROSE.value,
        label=_label(opener) or label,
        opening="\n".join(filter(None, lines))[:MOST_OPENING],
        example=_cut("\n".join(examples)),
    )


def _open_lines(body: Iterable[Block]) -> Iterator[str]:
    """The sentences that leave a blank, each below the smaller headings that it stood under."""
    above: list[Heading] = []
    for block in body:
        if gap := _with_gaps(_line(block)):
            yield from map(_line, above)
            yield gap
            above = []
        elif isinstance(block, Heading):
            above = [*(heading for heading in above if heading.level < block.level), block]


def _split(opener: Block | None) -> tuple[str, str]:
    """The heading as typed, and what runs on behind it."""
    if isinstance(opener, Heading):
        return opener.number + opener.text, ""
    if isinstance(opener, Paragraph) and opener.lead:
        heading = opener.lead.number + opener.lead.text
        return heading, opener.text[len(heading) :]
    return "", ""


def _label(opener: Block | None) -> str:
    words = opener.text if isinstance(opener, Heading) else ""
    if isinstance(opener, Paragraph) and opener.lead:
        words = opener.lead.text
    return re.sub(r"20\d{2}年度?", "", words).rstrip("。：").strip()[:LONGEST_LABEL]


def _line(block: Block) -> str:
    return print_text([block])


def _sentences(line: str) -> list[str]:
    ends = [0, *sentence_ends(line)]
    if ends[-1] < len(line):
        ends.append(len(line))
    return [line[start:end] for start, end in pairwise(ends)]


def _is_gap(sentence: str) -> bool:
    is_open = any(blank.kind in (BlankKind.NUMBER, BlankKind.YEAR) for blank in find_blanks(sentence))
    return is_open or bool(find_tokens(sentence))


def _with_gaps(line: str) -> str:
    if line.startswith("|"):  # a table stays whole
        return line if _is_gap(line) else ""
    return "".join(filter(_is_gap, _sentences(line)))


def _without_gaps(line: str) -> str:
    if line.startswith("|"):
        return "" if _is_gap(line) else line
    return "".join(sentence for sentence in _sentences(line) if not _is_gap(sentence))


def _cut(text: str) -> str:
    """Cut an example at the end of a sentence."""
    if len(text) <= LONGEST_EXAMPLE:
        return text
    ends = [end for end in sentence_ends(text) if end <= LONGEST_EXAMPLE]
    return text[: ends[-1]] if ends else text[:LONGEST_EXAMPLE]


def _with_matches(blocks: Iterable[BlockContent]) -> Iterator[BlockContent]:
    """Give each block the words by which an old paper's heading finds it, and no other block of its part."""
    listed = list(blocks)
    for block in listed:
        words = _SUBJECTS.findall(block.label)
        words += [clause for clause in _CLAUSES.split(block.label) if len(clause) >= SHORTEST_CLAUSE]
        others = [other.label for other in listed if other is not block]
        own = (
            word for word in words if 2 <= len(word) <= LONGEST_LABEL and not any(word in o for o in others)
        )
        is_named = block.opening.startswith(("（", "("))
        yield replace(block, matches=tuple(dict.fromkeys(own))[:8] if is_named else ())


def _with_expressions(content: Content, source: Source) -> Content:
    """Put expressions in the place of the names and years that will be others in another report."""
    roles = {section.key: section.role for section in content.sections}

    def of(place: Place, text: str) -> str:
        if place.field == "label":
            return text
        for name, words in (("organisation", source.organisation), ("county", source.county)):
            if len(words) > 1:
                text = text.replace(words, f"{{{name}}}")
        is_plan = roles.get(place.section) is Role.NEXT_YEAR_PLAN
        return _with_years(text, source.year, open_year="next_year" if is_plan else "year")

    return rewritten(content, of)


def _with_years(text: str, year: int, *, open_year: str) -> str:
    """Write the report's own years and those beside them as expressions; 20××年 is the part's year."""
    found = [
        (mention.start, mention.end, _NAMES[mention.year - year])
        for mention in find_years(text)
        if mention.form is YearForm.SINGLE and mention.year - year in _NAMES
    ]
    found += [(b.start, b.end, open_year) for b in find_blanks(text) if b.kind is BlankKind.YEAR]
    for start, end, name in sorted(found, reverse=True):
        text = f"{text[:start]}{{{name}}}{text[end:]}"
    return text


def _without_braces(text: str, codes: Collection[str]) -> str:
    """Keep the tokens of known codes; any other brace of the old text is a sign, and no expression."""
    pieces: list[str] = []
    at = 0
    for found in find_tokens(text):
        if found.code in codes:
            pieces += [text[at : found.start].translate(_BRACES), token(found.code)]
            at = found.end
    return "".join([*pieces, text[at:].translate(_BRACES)])


def _blanks(content: Content) -> Iterator[ModelBlank]:
    """Find what is open in the titles, headings and openings; an example stays as it is."""
    for place, text in strings(content):
        if place.field in ("filing_title", "addressees", "heading", "opening"):
            for number, blank in enumerate(find_blanks(text), start=1):
                above = text[: blank.start].partition("\n")[0]
                yield ModelBlank(place, number, blank, text, above)
