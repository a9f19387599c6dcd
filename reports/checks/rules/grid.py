"""The text against the figures of the grid, this year's and last year's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from reports.checks.checking import Breach, Check, Context, Example, GridFigure
from reports.checks.findings import Hit, Severity, replaced
from reports.checks.paper import Paper
from reports.checks.signs import HAN
from reports.document.roles import Role

_CLAUSE = re.compile(
    rf"""
    (?:^|(?<=[，。；：、（]))(?:(?:20\d{{2}}年|全年|本年|全县|全市|全区|全镇|我[县市区镇局]|共计|共|累计|已|依法){{0,4}})
    ([{HAN}]{{4,24}}?)(?:共计|合计|累计|共|达到|达|为|均为|是)?
    (\d{{1,9}}(?:\.\d{{1,4}})?)([万亿]?)([%％]|[{HAN}])
    (?:，?(?:同比|较上年|比上年|较去年|比去年)(增长|上升|增加|提高|下降|减少|降低)了?(\d{{1,5}}(?:\.\d{{1,4}})?)[%％])?
    """,
    re.VERBOSE | re.MULTILINE,
)
_COUNT_WORDS = ("总数", "数量", "件数", "次数", "人数", "数")
_OTHER_TIME = re.compile(r"20\d{2}年|上年|去年|季度|半年")
_MYRIADS = {"": 1, "万": 10_000, "亿": 100_000_000}
_GRID = Context(
    figures=(
        GridFigure(("受理行政复议案件数", "行政复议收案数"), "116", "件", "100"),
        GridFigure(("人民调解成功率",), "98.8", "%"),
        GridFigure(("开展法治宣传活动次数",), "300", "场", "80"),
    )
)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A clause that names an indicator and gives a number; places are those of number and change."""

    figure: GridFigure
    value: Decimal
    span: tuple[int, int]
    grows: bool | None
    change: Decimal | None
    change_span: tuple[int, int]
    rest: str


def _number(typed: str) -> Decimal | None:
    try:
        return Decimal(typed.replace(",", "").rstrip("%％"))
    except InvalidOperation:
        return None


def _by_name(figures: tuple[GridFigure, ...]) -> dict[str, GridFigure]:
    """Every name and alias, with and without the 数 at its end."""
    found: dict[str, GridFigure] = {}
    for figure in figures:
        for name in figure.names:
            for each in (name, *(name.removesuffix(word) for word in _COUNT_WORDS)):
                if len(each) >= 4:
                    found.setdefault(each, figure)
    return found


def _statements(paper: Paper, context: Context) -> Iterator[_Statement]:
    """The clauses that say an indicator's name, and nothing else, with a number of the report's year."""
    known = _by_name(context.figures)
    if not known:
        return
    for line in paper.bodies():
        if line.role is Role.NEXT_YEAR_PLAN:
            continue
        for match in _CLAUSE.finditer(line.text):
            figure = known.get(match[1])
            opening = line.text[match.start() : match.start(1)]
            is_other = _OTHER_TIME.search(opening) and (not paper.year or f"{paper.year}年" not in opening)
            if figure is None or is_other:
                continue
            value = Decimal(match[2]) * _MYRIADS[match[3]]
            grows = match[5] in ("增长", "上升", "增加", "提高") if match[5] else None
            change = Decimal(match[6]) if match[6] else None
            rest = line.text[match.end() : match.end() + 40].split("。")[0]
            yield _Statement(
                figure,
                value,
                (line.start + match.start(2), line.start + match.end(3)),
                grows,
                change,
                (line.start + match.start(6), line.start + match.end(6) + 1),
                rest,
            )


class AgainstGrid(Check):
    """受理行政复议案件118件 in the text, 116 in the grid."""

    code = "against_grid"
    name = "文中数据与填报数据不一致"
    sentence = "文中写的数与数据表里填报的不一样。"
    severity = Severity.ERROR
    source = "数据表"
    bad = (Example("一、工作情况\n全年受理行政复议案件118件，审结110件。", ("118",), _GRID),)
    good = ("一、工作情况\n全年受理行政复议案件116件，人民调解成功率98.8%，审结行政复议案件118件。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Compare each statement with its figure; a rounded number (1.2万) may differ a little."""
        for said in _statements(paper, context):
            due = _number(said.figure.value)
            if due is None or said.value == due:
                continue
            typed = paper.text[said.span[0] : said.span[1]]
            if typed[-1] in _MYRIADS and abs(said.value - due) * 20 <= due:
                continue
            name = said.figure.names[0]
            message = (
                f"数据表里“{name}”是{said.figure.value}{said.figure.unit}，与这里的{typed}不一致，请核对。"
            )
            yield replaced(*said.span, said.figure.value, message)


class AgainstLastYear(Check):
    """同比增长10% where the grid says 16 %."""

    code = "against_last_year"
    name = "同比与上年数据不符"
    sentence = "按数据表的本年、上年两个数重算，“同比”对不上。"
    severity = Severity.WARNING
    source = "数据表；容许末位一个单位"
    bad = (
        Example("一、工作情况\n受理行政复议案件116件，同比增长10%。", ("10%",), _GRID),
        Example("一、工作情况\n受理行政复议案件116件，同比下降16%。", ("16%",), _GRID),
    )
    good = ("一、工作情况\n受理行政复议案件116件，同比增长16%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Recompute each stated change; against 0 there is none."""
        for said in _statements(paper, context):
            last = _number(said.figure.last)
            if said.change is None or not last:
                continue
            exact = (said.value - last) * HUNDRED / last
            step = Decimal(1).scaleb(int(said.change.as_tuple().exponent))
            if (exact > 0) is said.grows and abs(abs(exact) - said.change) <= step:
                continue
            due = abs(exact).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
            word = "增长" if exact > 0 else "下降"
            message = f"上年是{said.figure.last}{said.figure.unit}，应为{word}{due:f}%，请核对。"
            yield Hit(message, *said.change_span, f"{due:f}%")


_EXPLAINED = re.compile("同比|较上年|比上年|较去年|比去年|主要是|由于|因为|原因|新增|首次|增长|下降")
FEWEST, GREAT_RISE, GREAT_FALL = 10, Decimal(2), Decimal("0.5")


class UnexplainedJump(Check):
    """300 after 80 without a word."""

    code = "unexplained_jump"
    name = "数据大幅变化没有说明"
    sentence = "比上年翻倍或减半的数据，最好写明同比和原因。"
    severity = Severity.HINT
    source = "评查的通行要求"
    bad = (Example("一、工作情况\n全年开展法治宣传活动300场。", ("300",), _GRID),)
    good = ("一、工作情况\n全年开展法治宣传活动300场，同比增长275%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find figures at least doubled or halved against last year whose sentence does not speak of it."""
        for said in _statements(paper, context):
            last = _number(said.figure.last)
            if not last or min(said.value, last) < FEWEST or said.change or _EXPLAINED.search(said.rest):
                continue
            if said.value >= last * GREAT_RISE or said.value <= last * GREAT_FALL:
                message = f"上年是{said.figure.last}{said.figure.unit}，变化较大，建议说明同比和原因。"
                yield Hit(message, *said.span)


class Inconsistent(Check):
    """持证人数 above 人数."""

    code = "inconsistent"
    name = "填报数据之间对不上"
    sentence = "填报的数据应当符合本县采用的核对规则。"
    severity = Severity.ERROR
    source = "指标库的核对规则"
    bad = (
        Example(
            "一、工作情况\n行政执法人员10人，持证12人。",
            (),
            Context(breaches=(Breach("持执法证人员数（12人）不应多于行政执法人员数（10人），请核对。"),)),
        ),
    )
    good = ("一、工作情况\n行政执法人员12人，持证10人。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Tell what the rules have found; they judge the figures, wherever the text repeats them."""
        for breach in context.breaches:
            yield Hit(breach.sentence, severity=breach.severity)
