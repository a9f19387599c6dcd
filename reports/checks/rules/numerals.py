"""Numbers as papers write them (GB/T 15835—2011)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Repair, Severity, removed, replaced
from reports.checks.paper import Paper
from reports.checks.signs import DECIMAL, HAN

_NUMBER = r"\d[\d.,]{0,12}[万亿]?"
_TWICE = re.compile(
    rf"""
    (?<![最附临])(?:近|约|大约|将近|接近)(?:达)?{_NUMBER}余?[{HAN}]{{0,3}}?(?:左右|上下|余(?=[件人次个家场项起]))
    | (?:超过|突破|多于|至少|不少于){_NUMBER}[{HAN}]{{0,2}}?(?:以上|多(?=[件人次个家场项起]))
    | (?<![最附临])(?:大约|将近|约|接近)(?:近|约|大约|超过)(?=\d)
    | (?:超过|突破|多于|至少|不少于){_NUMBER}余(?=[件人次个家场项起])
    | (?<![最附临])(?:约|近){_NUMBER}(?:多|余)(?=[件人次个家户万场项起])
    | {_NUMBER}(?:多|余)(?:场次|人次|[件人次个家户场项起])(?:左右|以上|上下)
    """,
    re.VERBOSE,
)


class Approximate(Check):
    """近……左右, 超过……以上: said twice."""

    code = "approximate_twice"
    name = "概数重复"
    sentence = "“近”“约”“超过”与“左右”“以上”“余”不重复使用。"
    severity = Severity.WARNING
    source = "GB/T 15835—2011"
    bad = (Example("检查近300家左右，超过500人以上。", ("近300家左右", "超过500人以上")),)
    good = ("检查近300家，参加的有500余人，最近3年左右，附近5家以上。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them."""
        for match in _TWICE.finditer(paper.text):
            yield Hit("表示概数的词重复了，请保留一个。", *match.span())


_EXACT = re.compile(r"(?<![\d.,])(\d{0,8}[1-9])(余)(?=[件起次宗例人名个家份场户条项处万元])")


class ExactAndMore(Check):
    """12余次: a number to the last unit, and more."""

    code = "exact_and_more"
    name = "确数后面用“余”"
    sentence = "“余”接在整十、整百的数后面，确数后面不用。"
    severity = Severity.HINT
    source = "GB/T 15835—2011"
    bad = (Example("举办讲座12余次，兑现资金2079余万元。", ("12余", "2079余")),)
    good = ("举办讲座120余次，兑现资金1.5万余元，走访300余户。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them."""
        for match in _EXACT.finditer(paper.text):
            yield replaced(*match.span(), match[1], "确数后面不用“余”，请写准确的数，或者写整数加“余”。")


_ADJACENT = re.compile(
    r"""
    (?<![一二三四五六七八九十、第\n（(])([一二三四五六七八九])、([二三四五六七八九])
    (?=[十百千万]?[个件次人天名家年](?!级|是))
    """,
    re.VERBOSE,
)
_DIGITS = "一二三四五六七八九"


class AdjacentNumerals(Check):
    """三四十个, not 三、四十个."""

    code = "adjacent_numerals"
    name = "概数中的顿号"
    sentence = "两个相邻的数字连用表示概数，中间不用顿号。"
    severity = Severity.WARNING
    source = "GB/T 15835—2011 5.2.1"
    bad = (Example("走访三、四十个村，七、八次。", ("、", "、")),)
    good = ("走访三四十个村，一、三季度，第三、四次会议，一、二审，三、四月份，一、二年级。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find neighbours parted by a mark."""
        for match in _ADJACENT.finditer(paper.text):
            is_at_start = match.start() == 0
            if not is_at_start and _DIGITS.index(match[2]) == _DIGITS.index(match[1]) + 1:
                at = match.start() + 1
                yield removed(at, at + 1, "相邻两个数字表示概数，中间不用顿号。")


_BARE_RATE = re.compile(
    r"""
    (?<![频效概几利税汇比速费赔折兑])(?<!(?<!成)功)(?:率|(?<=满意)度)(?:均|都|分别|各)?(?:为|达到|达|是|约|近|超过|超|提高到|提升至)?了?
    (\d{1,3}(?:\.\d{1,4})?)(?=[，。；、）\n]|以上|左右|$)
    | (?:同比|环比|较上年|比上年|较去年|比去年)(?:增长|上升|提高|下降|减少|降低)了?
    (\d{1,3}\.\d{1,4})(?=[，。；、）\n]|$)
    """,
    re.VERBOSE,
)


class BareRate(Check):
    """…率 with a number that has no sign."""

    code = "bare_rate"
    name = "比率缺少百分号"
    sentence = "“……率”和“同比增长”后面的数应当带百分号。"
    severity = Severity.ERROR
    source = "GB/T 15835—2011"
    bad = (
        Example("群众满意率达98.5，办结率为100。", ("98.5", "100")),
        Example("受理案件116件，同比增长5.3。", ("5.3",)),
    )
    good = ("群众满意率达98.5%，收入同比增长1.2倍，办结率提高3个百分点，效率3，知晓率达9成。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them, and changes against another year with a decimal point and no sign."""
        for match in _BARE_RATE.finditer(paper.text):
            start, end = match.span(match.lastindex or 0)
            yield Hit("比率缺少百分号。", start, end, f"{paper.text[start:end]}%", Repair(end, end, "%"))


_RATE_GROWTH = re.compile(
    rf"""
    率(?:较|比|同比)?(?:上年|去年|往年)?(?:同期)?(?:相比)?
    (?:提高|上升|下降|提升|降低|增长|增加|减少)了?({DECIMAL}[%％])
    """,
    re.VERBOSE,
)


class RateGrowth(Check):
    """A rate rises by 个百分点."""

    code = "percentage_point"
    name = "比率的升降"
    sentence = "比率的升降用“个百分点”。"
    severity = Severity.HINT
    source = "统计用语的通行写法"
    bad = (Example("调解成功率同比提高3.2%，出庭应诉率较去年同期提升15%。", ("3.2%", "15%")),)
    good = ("调解成功率同比提高3.2个百分点，案件数增长3.2%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find percents there."""
        for match in _RATE_GROWTH.finditer(paper.text):
            right = match[1][:-1] + "个百分点"
            yield replaced(*match.span(1), right, "比率的升降一般用“个百分点”，请核对。")


_LEADING_DOT = re.compile(r"(?<![\d.．A-Za-z])[.．]\d{1,4}(?=[%％万亿元倍个])")
_WIDE_DIGITS = re.compile(r"[０-９]{1,20}(?:．[０-９]{1,10})?")
_NARROWED = str.maketrans("０１２３４５６７８９．", "0123456789.")
_WIDE_COMMA = re.compile(r"(?<![\d，])\d{1,3}(?:，\d{3}){1,3}(?=[万亿]?[件元人份次张户亩])")
_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3}){1,4}(?![\d,])")
_SPLIT = re.compile(
    r"(?<![\d.,:：/-])\d{1,4}[ \u3000]\d{1,4}(?=(?:余|多)?[件起人名次宗家户万亿]|余?个(?!月))"
)
_THOUSANDS = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d)?)千(?=[余多]?[件人名次户家场份亩])")
_HALF_WRITTEN = re.compile(r"百分之(\d{1,3}(?:\.\d{1,4})?)")
_LONG = re.compile(r"(?<![\d.,〔（(])\d{5,12}(?![\d,.]|号|年)(?=[件人次个家户名份场元条起])")


class NumberForm(Check):
    """Half-width digits, no bare decimal point, grouping throughout or nowhere."""

    code = "number_form"
    name = "数字的写法"
    sentence = "数字用半角，小数点前的0不省略，千分位全文一致。"
    severity = Severity.WARNING
    source = "GB/T 15835—2011 4.1、5.1"
    bad = (
        Example("增长.5%，办理１２件。", (".5", "１２")),
        Example("发放12,000份，服务23000人。", ("12,000",)),
        Example("发放12，000份，增长百分之12.5。", ("12，000", "百分之12.5")),
        Example("应诉案件1 5起，宣传3千余人次。", ("1 5", "3千")),
    )
    good = ("增长0.5%，办理12件，发放12000份。", "发放12,000份。")

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find odd digits."""
        text = paper.text
        for match in _LEADING_DOT.finditer(text):
            start, repair = match.start(), Repair(match.start(), match.start(), "0")
            yield Hit("小数点前面的0不能省略。", start, match.end(), f"0{match[0]}", repair)
        for match in _WIDE_DIGITS.finditer(text):
            yield replaced(*match.span(), match[0].translate(_NARROWED), "数字应为半角。")
        for match in _SPLIT.finditer(text):
            right = match[0].replace(" ", "").replace("\u3000", "")
            yield replaced(*match.span(), right, "数字中间有空格，请核对。")
        for match in _THOUSANDS.finditer(text):
            right = f"{int(Decimal(match[1]) * 1000)}"
            hit = replaced(*match.span(), right, "阿拉伯数字不与“千”连用。")
            yield replace(hit, severity=Severity.HINT)
        for match in _WIDE_COMMA.finditer(text):
            yield replaced(*match.span(), match[0].replace("，", ""), "数字里夹了全角逗号。")
        for match in _HALF_WRITTEN.finditer(text):
            yield replaced(*match.span(), f"{match[1]}%", "百分数用汉字或者“%”，不混写。")
        if _LONG.search(text):
            for match in _GROUPED.finditer(text):
                right = match[0].replace(",", "")
                yield replaced(*match.span(), right, "有的数用了千分位，有的没有，请统一。")


_MONEY = r"资金|经费|金额|投入|罚款|罚没款|罚没|补贴|补偿款?|赔偿|拨付|节约|损失|标的额?|工资|货值"
_LOST_UNIT = re.compile(
    rf"""
    (?:{_MONEY})(?:共计|合计|总额|达|约|近|超过?|为|共)?
    (\d{{1,8}}(?:\.\d{{1,4}})?[余多]?[万亿][余多]?)(?=[，。；、）\n]|$)
    | (?:资金|金额|损失|罚款)(?:共计|合计|总额|达|约|为|共)(\d{{1,8}}(?:\.\d{{1,4}})?)(?=[，。；）\n]|$)
    """,
    re.VERBOSE,
)


class LostUnit(Check):
    """Money without 元."""

    code = "lost_unit"
    name = "金额缺少单位"
    sentence = "金额后面应当写“元”“万元”或“亿元”。"
    severity = Severity.WARNING
    source = "GB/T 15835—2011"
    bad = (Example("挽回经济损失320万，罚款共计15。", ("320万", "15")),)
    good = ("挽回经济损失320万元，投入资金15万余元，罚款12件、警告3件，罚款3、警告2。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find sums that stop before their unit."""
        for match in _LOST_UNIT.finditer(paper.text):
            group = match.lastindex or 1
            start, end = match.span(group)
            if group == 1:
                yield Hit("金额缺少单位。", start, end, f"{match[1]}元", Repair(end, end, "元"))
            else:
                yield Hit("金额缺少单位，请核对是“元”还是“万元”。", start, end)


_TIMES_DOWN = re.compile(
    r"(?:减少|下降|降低|缩短|压缩|缩减)了?(?:\d{1,4}(?:\.\d{1,4})?|[一二两三四五六七八九十]{1,3})倍"
)


class TimesDown(Check):
    """Nothing falls by several times."""

    code = "times_down"
    name = "减少用倍数"
    sentence = "减少、下降不能用倍数，应当用分数或百分数。"
    severity = Severity.ERROR
    source = "GB/T 15835—2011；统计用语的通行写法"
    bad = (Example("案件下降了两倍。", ("下降了两倍",)),)
    good = ("案件下降一半，收入增长两倍。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them."""
        for match in _TIMES_DOWN.finditer(paper.text):
            yield Hit("减少不能用倍数，请改用百分数。", *match.span())


_NEGATIVE = re.compile(
    r"(?P<up>增长|上升|增加|提高)(?:了|率为|率|幅度为)?[-－−—](?=\d{1,4}(?:\.\d{1,4})?(?:[%％]|个百分点|件|万))"
    r"|(?P<down>下降|减少|降低)了?[-－−—](?=\d{1,4}(?:\.\d{1,4})?(?:[%％]|个百分点|件|万))"
)


class NegativeChange(Check):
    """同比增长-5%, 下降-3%."""

    code = "negative_change"
    name = "升降用负数"
    sentence = "增长、下降后面不写负数：减少了写“下降”，数字用正数。"
    severity = Severity.ERROR
    source = "统计用语的通行写法"
    bad = (Example("案件同比增长-5%，投诉下降-3.2%。", ("增长-", "下降-")),)
    good = ("案件同比下降5%，投诉增长3%—5%，增长率为3.2%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the sign of minus behind a word of change."""
        for match in _NEGATIVE.finditer(paper.text):
            right = "下降" if match["up"] else match["down"]
            yield replaced(*match.span(), right, "升降后面不写负数，请核对是升还是降。")
