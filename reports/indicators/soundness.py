"""Whether an entry of the dictionary can be kept as it was written; every refusal names its field. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reports.common.errors import Invalid
from reports.indicators.formulas import codes
from reports.indicators.grammar import CODE, Code, Node, Number, Product, Sum, parse_sum
from reports.indicators.units import Measure, measure_of
from reports.indicators.values import PERCENT, Aggregation

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_ALIASES, MOST_ALIAS = 20, 20
LENGTHS = {
    "name": ("名称", 100),
    "unit": ("单位", 20),
    "numerator": ("分子", 60),
    "denominator": ("分母", 60),
    "source_unit": ("归口单位", 40),
    "note": ("口径", 300),
    "source": ("来源", 200),
    "pack": ("专题", 40),
}
RATIO = "ratio"
RATIO_WAYS = (Aggregation.OWN_LEVEL_ONLY, Aggregation.RECOMPUTE)


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """An entry as somebody writes it; the fields are those of the table."""

    code: str
    name: str
    unit: str
    area: str
    kind: str
    period: str
    aggregation: str
    numerator: str = ""
    denominator: str = ""
    source_unit: str = ""
    aliases: tuple[str, ...] = field(default=())
    note: str = ""
    source: str = ""
    pack: str = ""
    valid_from: int | None = None
    valid_to: int | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What must be known of another entry: how it is called, counted and made."""

    code: str
    name: str
    unit: str
    kind: str
    numerator: str = ""
    denominator: str = ""


def refuse_unsound(draft: IndicatorDraft, neighbours: Mapping[str, Neighbour]) -> None:
    """Raise Invalid for an entry that cannot stand among the others; `neighbours` are all others by code."""
    _refuse_words(draft)
    _refuse_years(draft)
    _refuse_kind(draft)
    if draft.numerator:
        _refuse_formula(draft, neighbours)
    _refuse_for_dependants(draft, neighbours)


def _refuse_words(draft: IndicatorDraft) -> None:
    if not CODE.fullmatch(draft.code):
        raise Invalid("代码应是两个大写字母、两位数字，末尾可加一个小写字母，如“LE01”“LE01a”。", "code")
    if not draft.code.startswith(draft.area):
        raise Invalid(f"代码应以所选领域的字母“{draft.area}”开头。", "code")
    for required in ("name", "unit"):
        if not getattr(draft, required).strip():
            raise Invalid(f"请填写{LENGTHS[required][0]}。", required)
    for name, (label, longest) in LENGTHS.items():
        if len(getattr(draft, name)) > longest:
            raise Invalid(f"{label}最多{longest}个字，请缩短。", name)
    if len(draft.aliases) > MOST_ALIASES or any(len(alias) > MOST_ALIAS for alias in draft.aliases):
        raise Invalid(f"别名最多{MOST_ALIASES}个，每个最多{MOST_ALIAS}个字，用顿号隔开。", "aliases")


def _refuse_years(draft: IndicatorDraft) -> None:
    for name in ("valid_from", "valid_to"):
        year = getattr(draft, name)
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise Invalid(f"年度应在{FIRST_YEAR}与{LAST_YEAR}之间，请核对。", name)
    if draft.valid_from and draft.valid_to and draft.valid_from > draft.valid_to:
        raise Invalid("最后年度不能早于启用年度，请核对。", "valid_to")


def _refuse_kind(draft: IndicatorDraft) -> None:
    if draft.kind != RATIO:
        if draft.numerator or draft.denominator:
            raise Invalid("只有比率由分子和分母算出，其他指标请把这两项留空。", "numerator")
        if draft.aggregation == Aggregation.RECOMPUTE:
            raise Invalid("只有比率由分子、分母重算，请选择别的汇总方式。", "aggregation")
        return
    if draft.unit != PERCENT:
        raise Invalid("比率的单位应为“%”。", "unit")
    if draft.aggregation not in RATIO_WAYS:
        raise Invalid("比率不能相加，请选择“分子、分母分别相加后重算”或“只计本级，不相加”。", "aggregation")
    if bool(draft.numerator) != bool(draft.denominator):
        lacking = "denominator" if draft.numerator else "numerator"
        raise Invalid("分子和分母须同时填写；不由其他指标算出的比率，两项都留空。", lacking)


def _refuse_formula(draft: IndicatorDraft, neighbours: Mapping[str, Neighbour]) -> None:
    measures = {name: _part(draft, name, neighbours) for name in ("numerator", "denominator")}
    top, bottom = measures["numerator"], measures["denominator"]
    if top.base == bottom.base and top.scale != bottom.scale:
        raise Invalid("分子和分母的单位大小不同（如万元与亿元），请乘以倍数换算后再相除。", "denominator")


def _part(draft: IndicatorDraft, name: str, neighbours: Mapping[str, Neighbour]) -> Measure:
    """What a numerator or denominator is measured in, once it is known to be sound."""
    try:
        node = parse_sum(getattr(draft, name))
        known = {**neighbours, draft.code: _as_neighbour(draft)}
        _refuse_unknown(node, known)
        _refuse_circle(draft, node, known)
        _refuse_ratios(node, known)
        return _measure(node, known)
    except Invalid as error:
        raise Invalid(str(error), name) from error


def _refuse_unknown(node: Node, known: Mapping[str, Neighbour]) -> None:
    unknown = [code for code in codes(node) if code not in known]
    if unknown:
        raise Invalid(f"指标库里没有“{'、'.join(unknown)}”，请核对代码。")
    if not codes(node):
        raise Invalid("分子、分母都应含有指标代码。")


def _refuse_circle(draft: IndicatorDraft, node: Node, known: Mapping[str, Neighbour]) -> None:
    """Follow what the entry is made of; it must not come back to itself."""
    seen = set[str]()
    ahead: list[tuple[str, tuple[str, ...]]] = [(code, (code,)) for code in codes(node)]
    while ahead:
        code, way = ahead.pop()
        if code == draft.code:
            path = "→".join((draft.code, *way))
            raise Invalid(f"“{draft.name}”的公式绕回了自己（{path}），请改用其他指标。")
        if code in seen or code not in known:
            continue
        seen.add(code)
        ahead.extend((part, (*way, part)) for part in _made_of(known[code]))


def _refuse_ratios(node: Node, known: Mapping[str, Neighbour]) -> None:
    for code in codes(node):
        if known[code].kind == RATIO:
            raise Invalid(f"分子、分母应由件数、人数等组成，不能再用比率“{known[code].name}”（{code}）。")


def _measure(node: Node, known: Mapping[str, Neighbour]) -> Measure:
    """The unit of a formula; Invalid where unlike units are added."""
    match node:
        case Code(code):
            return measure_of(known[code].unit)
        case Product(factor, of):
            inner = _measure(of, known)
            if not factor:
                raise Invalid("倍数不能为0。")
            return Measure(inner.base, inner.scale / factor)
        case Sum(plus, minus):
            return _measure_of_sum([*plus, *minus], known)
        case _:
            return Measure("", Decimal(1))


def _measure_of_sum(parts: Iterable[Node], known: Mapping[str, Neighbour]) -> Measure:
    first, *others = [(part, _measure(part, known)) for part in parts]
    for part, measure in others:
        if measure.base != first[1].base:
            raise Invalid(f"{_shown(first[0], known)}与{_shown(part, known)}的单位不同，不能相加减，请核对。")
        if measure.scale != first[1].scale:
            raise Invalid(
                f"{_shown(first[0], known)}与{_shown(part, known)}的单位大小不同，"
                "请乘以倍数换算后再相加，如“LE11+10000*XX01”。"
            )
    return first[1]


def _shown(node: Node, known: Mapping[str, Neighbour]) -> str:
    match node:
        case Code(code):
            return f"“{known[code].name}”（{known[code].unit}）"
        case Number(value):
            return f"数字{value:f}"
        case _:
            return "、".join(_shown(Code(code), known) for code in codes(node)) or "数字"


def _refuse_for_dependants(draft: IndicatorDraft, neighbours: Mapping[str, Neighbour]) -> None:
    """Raise what would become unsound in the ratios that are made of this entry."""
    for other in neighbours.values():
        if draft.code not in _made_of(other):
            continue
        if draft.kind == RATIO:
            raise Invalid(f"“{other.name}”（{other.code}）由本项算出，本项不能改为比率。", "kind")
        known = {**neighbours, draft.code: _as_neighbour(draft)}
        for text in (other.numerator, other.denominator):
            try:
                _measure(parse_sum(text), known)
            except Invalid as error:
                raise Invalid(f"“{other.name}”（{other.code}）由本项算出：{error}", "unit") from error


def _made_of(neighbour: Neighbour) -> tuple[str, ...]:
    if not neighbour.numerator:
        return ()
    return tuple(
        code for text in (neighbour.numerator, neighbour.denominator) for code in codes(parse_sum(text))
    )


def _as_neighbour(draft: IndicatorDraft) -> Neighbour:
    return Neighbour(draft.code, draft.name, draft.unit, draft.kind, draft.numerator, draft.denominator)
