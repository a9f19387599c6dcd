"""Figures of the text among themselves: rates recomputed, sums of 其中, one thing with two values.

Not for: the grid (grid) and its rules (indicators.rules).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity
from reports.checks.paper import Paper
from reports.checks.signs import COUNTERS, DECIMAL, HAN, YEAR
from reports.document.roles import Role

HUNDRED = Decimal(100)
_COUNTED = re.compile(rf"(?<![\d.])({DECIMAL})\s?(万?余?多?)([{COUNTERS}])")
_CLAUSE_END = re.compile(r"[，、：（）；。]")
_RATE = re.compile(
    rf"([{HAN}]{{1,10}}率)(均|分别|各)?(?:高达|为|达到|达|是)?了?(\d{{1,3}}(?:\.\d{{1,4}})?)[%％](以上|左右)?"
)
_SENTENCE = re.compile(r"[^。；！？\n]{2,400}[。；！？]?")


@dataclass(frozen=True, slots=True)
class _Count:
    """One number with its unit and the words before it; `end` counts from the sentence's start."""

    value: Decimal
    unit: str
    words: str
    end: int


@dataclass(frozen=True, slots=True)
class _Rate:
    """A printed rate with the numbers that it may come from; `[start, end)` holds number and sign."""

    printed: str
    start: int
    end: int
    part: Decimal
    wholes: tuple[Decimal, ...]

    @property
    def step(self) -> Decimal:
        """One unit of the last printed place."""
        return Decimal(1).scaleb(int(Decimal(self.printed).as_tuple().exponent))

    def comes_out(self) -> bool:
        """Whether some whole gives the printed rate, half a unit of its last place allowed."""
        return any(
            abs(self.part * HUNDRED / whole - Decimal(self.printed)) <= self.step / 2 for whole in self.wholes
        )

    def is_near(self) -> bool:
        """Whether it is off by no more than its last place."""
        return any(
            abs(self.part * HUNDRED / whole - Decimal(self.printed)) <= self.step for whole in self.wholes
        )

    def is_cut_off(self) -> bool:
        """Whether it was truncated where it should have been rounded."""
        exact = self.part * HUNDRED / self.wholes[-1]
        return exact.quantize(self.step, ROUND_DOWN) == Decimal(self.printed)


def _counts(sentence: str) -> list[_Count]:
    found: list[_Count] = []
    last = 0
    for match in _COUNTED.finditer(sentence):
        words = _CLAUSE_END.split(sentence[last : match.start()])[-1]
        last = match.end()
        if not match[2]:  # 1.5万余件 is no exact number
            found.append(_Count(Decimal(match[1]), match[3], words, last))
    return found


def _rates(paper: Paper) -> Iterator[_Rate]:
    """The rates whose part and whole stand before them in one sentence and in one unit."""
    for sentence in _SENTENCE.finditer(paper.text):
        if "率" not in sentence[0]:
            continue
        counts = _counts(sentence[0])
        for match in _RATE.finditer(sentence[0]):
            if match[2] or match[4]:
                continue
            before = [count for count in counts if count.end <= match.start()]
            numbers = _part_and_wholes(before, match[1])
            if numbers:
                start, end = sentence.start() + match.start(3), sentence.start() + match.end(3) + 1
                yield _Rate(match[3], start, end, *numbers)


def _part_and_wholes(counts: Sequence[_Count], name: str) -> tuple[Decimal, tuple[Decimal, ...]] | None:
    """The part is named like the rate and is one of the two last counts: 调解成功166件, 成功率."""
    if len(counts) < 2 or counts[-1].unit != counts[-2].unit:
        return None
    stem = name.removesuffix("率")[-2:]
    named = [count for count in counts if stem and stem in count.words]
    part = named[0] if len(named) == 1 else None  # 非常满意802条，满意163条: parts of a part
    if part not in counts[-2:] or part is None:
        return None
    others = [count for count in counts if count is not part and count.unit == part.unit]
    wholes = tuple(count.value for count in others if count.value >= part.value and count.value > 0)
    return (part.value, wholes) if wholes and others[-1].value >= part.value else None


class RateAboveHundred(Check):
    """A share of more than everything."""

    code = "rate_above_100"
    name = "比率超过100%"
    sentence = "合格率、办结率等不会超过100%。"
    severity = Severity.ERROR
    source = "算术"
    bad = (Example("群众满意率达102%。", ("102%",)),)
    good = ("群众满意率达100%，增长率120%，完成率105%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find rates above 100 % that cannot be."""
        for match in _RATE.finditer(paper.text):
            if Decimal(match[3]) > HUNDRED and not re.search("增长|完成|增速|投资|回报|收益|利", match[1]):
                yield Hit("比率超过了100%，请核对。", match.start(3), match.end(3) + 1)


class Recomputed(Check):
    """调解成功166件，受理168件，成功率98.8%: does it come out?"""

    code = "rate_recomputed"
    name = "比率与数字不符"
    sentence = "按同一句里的分子、分母重算，比率对不上。"
    severity = Severity.WARNING
    source = "算术；末位四舍五入，容许半个单位"
    bad = (Example("受理人民调解案件168件，调解成功166件，调解成功率97.8%。", ("97.8%",)),)
    good = (
        "受理人民调解案件168件，调解成功166件，调解成功率98.8%。",
        "受理信访204件，办理建议10件，满意率100%，化解率99.5%。",
        "受理案件200件，审结190件，调解60件，调解率30%。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Recompute rates; one that no whole in the sentence gives is told."""
        for rate in _rates(paper):
            if rate.comes_out() or rate.is_cut_off():
                continue
            due = (rate.part * HUNDRED / rate.wholes[-1]).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
            message = (
                f"{rate.part:f}与{rate.wholes[-1]:f}之比是{due:f}%，与这里的{rate.printed}%不符，请核对。"
            )
            yield Hit(message, rate.start, rate.end, f"{due:f}%")


class Truncated(Check):
    """92.71 % for 140 of 151: cut off, not rounded."""

    code = "rate_truncated"
    name = "比率截断未四舍五入"
    sentence = "比率的末位应当四舍五入。"
    severity = Severity.HINT
    source = "GB/T 8170—2008"
    bad = (Example("受理案件151件，审结140件，审结率92.71%。", ("92.71%",)),)
    good = ("受理案件151件，审结140件，审结率92.72%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find rates that are right but for the rounding."""
        for rate in _rates(paper):
            if rate.is_cut_off() and not rate.comes_out():
                right = (rate.part * HUNDRED / rate.wholes[-1]).quantize(rate.step, ROUND_HALF_UP)
                yield Hit("末位没有四舍五入。", rate.start, rate.end, f"{right:f}%")


_SHARE = re.compile(
    rf"""
    占(?:比(?:为|达到|达|约)?|总数的|全部的|比重(?:为|达)|([{HAN}]{{2,12}}?)(?:的|比例为|比重为)|)
    (\d{{1,3}}(?:\.\d{{1,4}})?)[%％](?!以上|左右)
    """,
    re.VERBOSE,
)


class ShareRecomputed(Check):
    """办理50件，其中维持20件，占比45%: does it come out?"""

    code = "share_recomputed"
    name = "占比与数字不符"
    sentence = "按同一句里的数字重算，占比对不上。"
    severity = Severity.WARNING
    source = "算术；末位四舍五入，容许一个单位"
    bad = (
        Example("办理行政复议50件，其中维持20件，占比45%。", ("45%",)),
        Example("审结案件40件，适用简易程序10件，占审结案件的30%。", ("30%",)),
    )
    good = (
        "办理行政复议50件，其中维持20件，占比40%，撤销10件，占20%。",
        "受理100件，调解20件，占民事案件的25%，占全市的3%。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Recompute shares of the counts before them; a whole that is named must be named there."""
        for sentence in _SENTENCE.finditer(paper.text):
            if "占" not in sentence[0]:
                continue
            counts = _counts(sentence[0])
            for match in _SHARE.finditer(sentence[0]):
                before = [count for count in counts if count.end <= match.start()]
                rate = _share(before, match[1] or "", match[2])
                if rate and not rate.comes_out() and not rate.is_near():
                    start, end = sentence.start() + match.start(2), sentence.start() + match.end(2) + 1
                    due = (rate.part * HUNDRED / rate.wholes[0]).quantize(Decimal("0.01"), ROUND_HALF_UP)
                    message = (
                        f"{rate.part:f}占{rate.wholes[0]:f}的{due:f}%，与这里的{rate.printed}%不符，请核对。"
                    )
                    yield Hit(message, start, end, f"{due:f}%")


def _share(before: Sequence[_Count], name: str, printed: str) -> _Rate | None:
    """The last count as a share of the earlier ones in its unit; `name`: what the text calls the whole."""
    if len(before) < 2:
        return None
    part = before[-1]
    wholes = [count for count in before[:-1] if count.unit == part.unit and count.value > part.value > 0]
    if name:
        stems = {name[at : at + 2] for at in range(len(name) - 1)} - {"总数", "案件", "数量", "全部"}
        wholes = [count for count in wholes if any(stem in count.words for stem in stems)]
    return _Rate(printed, 0, 0, part.value, tuple(count.value for count in wholes)) if wholes else None


_BROKEN = re.compile(r"(?<![\d.])\d{1,6}\.\d{1,2}(?=件|人次|名(?!次)|起|场次|家|户)")
_MEAN = re.compile("均|每|折合|相当于|拥有量|比")


class BrokenCount(Check):
    """15.5件: nobody counts halves."""

    code = "broken_count"
    name = "件数、人数是小数"
    sentence = "件数、人数不会是小数，可能缺少“万”，或者数字有误。"
    severity = Severity.WARNING
    source = "算术"
    bad = (Example("办结案件15.5件，服务3.6人次。", ("15.5", "3.6")),)
    good = ("办结案件1.5万件，人均办案15.5件，平均每月3.6件，第2.0版。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find counts with a decimal point that are no mean."""
        for match in _BROKEN.finditer(paper.text):
            if not _MEAN.search(paper.text, max(0, match.start() - 24), match.start()):
                yield Hit("这里的数不会是小数，请核对。", *match.span())


_AMONG = re.compile(
    r"(\d{1,9})([件次起宗例人名个家份场户条项])[（(，,]?其中[，,：:]?([^，。；！？\n（）]{4,160})"
)
_CHANGED = re.compile("(?:增加|减少|提高|下降|上升|增|减|降)[到至]")
_RESULT = re.compile("办结|审结|结案|受理|完成|整改|调解|化解|回复|答复")


class SumOfParts(Check):
    """168件，其中甲100件、乙80件."""

    code = "sum_of_parts"
    name = "“其中”之和超过总数"
    sentence = "“其中”各项之和不应超过总数。"
    severity = Severity.WARNING
    source = "算术"
    bad = (Example("办理案件168件，其中民事100件、行政80件。", ("168件",)),)
    good = (
        "办理案件168件，其中民事100件、行政68件，同比增长3%。",
        "受理168件，其中办结160件、调解90件。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Add what stands behind 其中 in one unit, listed by 、; results, which overlap, are left alone."""
        for match in _AMONG.finditer(paper.text):
            parts = [count for count in _counts(match[3]) if count.unit == match[2]]
            if (
                len(parts) < 2
                or any(_RESULT.search(count.words) for count in parts)
                or _CHANGED.search(match[3])
            ):
                continue
            total, due = Decimal(match[1]), sum(count.value for count in parts)
            if due > total >= max(count.value for count in parts):
                message = f"其中各项之和是{due:f}{match[2]}，超过了总数{match[1]}{match[2]}，请核对。"
                yield Hit(message, match.start(1), match.end(2))


_WITH_CHANGE = re.compile(
    r"""
    率(?:均|都)?(?:为|达到|达|是|保持)?在?100[%％]，(?:同比|较上年|比上年|较去年|比去年)
    (?:下降|减少|上升|增长|提高)\d{1,4}(?:\.\d{1,4})?(?:[%％]|个百分点)
    """,
    re.VERBOSE,
)


class FullRateChanges(Check):
    """…率100%，同比下降6.4%."""

    code = "full_rate_changes"
    name = "100%的比率不会再升降"
    sentence = "比率是100%，后面的升降应当是前面那个数的。"
    severity = Severity.WARNING
    source = "算术"
    bad = (Example("受理信访204件，及时受理率100%，同比下降6.4%。", ("率100%，同比下降6.4%",)),)
    good = ("受理信访204件，同比下降6.4%，及时受理率100%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them."""
        for match in _WITH_CHANGE.finditer(paper.text):
            yield Hit("比率已是100%，后面的升降像是前面案件数的，请调整语序。", *match.span())


_GROWTH = re.compile(
    rf"""
    (?:由|从)(?:上年|去年|上年度|{YEAR}年|同期)?的?({DECIMAL})([{COUNTERS}])?
    [^。；，\n]{{0,8}}?(?:增加|增长|上升|提高|减少|下降|降低|降|升|增)(?:到|至|为)(?:今年|{YEAR}年)?的?({DECIMAL})[{COUNTERS}]
    ，?(?:同比)?(增长|上升|增加|增幅达?|下降|减少|降低|降幅达?)了?({DECIMAL})[%％]
    """,
    re.VERBOSE,
)


class GrowthRecomputed(Check):
    """由66件增加到151件，增长128%: does it come out?"""

    code = "growth_recomputed"
    name = "增长率与数字不符"
    sentence = "按同一句里前后两个数重算，升降的幅度对不上。"
    severity = Severity.WARNING
    source = "算术；末位四舍五入，容许一个单位"
    bad = (Example("案件由上年的66件增加到151件，增长120%。", ("120%",)),)
    good = ("案件由上年的66件增加到151件，增长128.8%，信访从200件下降到150件，下降25%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Recompute the change between two numbers of one sentence."""
        for match in _GROWTH.finditer(paper.text):
            before, after, printed = Decimal(match[1]), Decimal(match[3]), Decimal(match[5])
            if before <= 0:
                continue
            exact = abs(after - before) * HUNDRED / before
            step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
            if abs(exact - printed) > step:
                due = exact.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
                message = f"由{match[1]}到{match[3]}的变化是{due:f}%，与这里的{match[5]}%不符，请核对。"
                yield Hit(message, match.start(5), match.end(5) + 1, f"{due:f}%")


_CLAUSE = re.compile(r"[^，。；、：！？（）“”\n]{8,48}")
_STATED = re.compile(
    rf"""
    (?:{YEAR}年|全年|全县|全市|全区|全镇|共计|共|累计|我[县市区镇局]){{0,3}}
    ([{HAN}]{{8,24}}?)(?:共计|合计|共|累计|达|为)?(\d{{1,7}})([{COUNTERS}])
    """,
    re.VERBOSE,
)
_OTHER_TIME = re.compile(r"上年|去年|同期|季度|半年|\d月|月份|次年|下降|增长")


class TwoValues(Check):
    """The same words with another number elsewhere."""

    code = "two_values"
    name = "同一数据前后不一"
    sentence = "同样的说法在文中两处数字不同。"
    severity = Severity.WARNING
    source = "评查的通行要求"
    bad = (Example("全年受理行政复议案件总数116件。\n全年受理行政复议案件总数118件。", ("118件",)),)
    good = (
        "全年受理行政复议案件总数116件。\n全年受理行政复议案件总数116件，审结行政复议案件110件。",
        "2024年受理行政复议案件总数100件，2025年受理行政复议案件总数116件。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find exact words, eight and more, whose numbers differ; other years and months are other things."""
        seen: dict[tuple[str, str, str, int], str] = {}
        for line in paper.bodies():
            if line.role is Role.NEXT_YEAR_PLAN:
                continue
            for clause in _CLAUSE.finditer(line.text):
                match = _STATED.fullmatch(clause[0])
                if match is None or _OTHER_TIME.search(clause[0]):
                    continue
                year = clause[0][:4] if clause[0][:4].isdigit() else ""
                first = seen.setdefault((match[1], match[3], year, line.section), match[2])
                if first != match[2]:
                    start = line.start + clause.start() + match.start(2)
                    message = f"前面写的是{first}{match[3]}，这里是{match[2]}{match[3]}，请核对。"
                    yield Hit(message, start, start + len(match[2]) + 1)
