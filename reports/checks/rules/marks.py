"""Single marks: how wide, which sign, not twice, no blanks between (GB/T 15834—2011)."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity, removed, replaced
from reports.checks.paper import Line, Paper, Part
from reports.checks.signs import HAN
from reports.checks.spans import spans_of

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
_NARROW = re.compile(
    rf"""
    (?<=[{HAN}”》）%％\dA-Za-z])[,;:?!](?=[{HAN}“《（])
    | (?<=[{HAN}”》）])(?:[,;:?!](?=\d)|[,;:?!.](?=\s|$|[{HAN}“《（]))
    | (?<=[%％])\.(?=\s|$|[{HAN}])
    """,
    re.VERBOSE,
)
_HAN_NEAR = re.compile(f"[{HAN}“”《》]")
_STRAIGHT = re.compile(r'["＂]')
_TYPED_NUMBER = re.compile(r"[ \u3000]*(?:[一二三四五六七八九十]{1,3}|\d{1,2})[.]")


class HalfWidth(Check):
    """, ; : ? ! ( ) " beside Chinese characters."""

    code = "half_width"
    name = "半角标点"
    sentence = "汉字之间应当用全角的逗号、分号、冒号、问号、叹号、括号和弯引号。"
    severity = Severity.ERROR
    source = "GB/T 15834—2011 5.1"
    bad = (
        Example("加强领导,落实责任;强化监督.", (",", ";", ".")),
        Example("(试行)办法", ("(", ")")),
        Example('推进"一网通办"改革。', ('"', '"')),
        Example("印发《关于贯彻<条例>的意见》，推进'一网通办'。", ("<", ">", "'", "'")),
    )
    good = ("时间为10:30，网址是a.cn，共计1,200件，占3.5%，比例为1:3，使用App(v2)。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find half-width marks with Chinese on their side; the mark of a number is another check's."""
        for line in paper.lines:
            if line.part in (Part.TABLE, Part.BLANK):
                continue
            found = dict([*_narrow(line), *_brackets(line.text), *_straight_quotes(line.text)])
            found.update([*_angles(line.text), *_single_quotes(line.text)])
            for at, wide in sorted(found.items()):
                start = line.start + at
                message = f"半角的“{line.text[at]}”应为全角的“{wide}”。"
                yield replaced(start, start + 1, wide, message)


def _narrow(line: Line) -> Iterator[tuple[int, str]]:
    number = _TYPED_NUMBER.match(line.text)
    for match in _NARROW.finditer(line.text, number.end() if number else 0):
        yield match.start(), _WIDE[match[0]]


_ANGLES = re.compile(rf"<([{HAN}“”《》（）〔〕0-9、—]{{2,60}})>")
_TITLED = re.compile(r"《[^《》\n]{1,120}》")
_QUOTED = re.compile(r"“[^“”\n]{1,120}”")
_SINGLE = re.compile(rf"(?<![A-Za-z])'([{HAN}“”0-9+—]{{2,30}})'(?![A-Za-z])")


def _angles(text: str) -> Iterator[tuple[int, str]]:
    """<……> round Chinese stands for 〈〉, which belong inside 《》."""
    titles = spans_of(_TITLED, text)
    for match in _ANGLES.finditer(text):
        opener, closer = "〈〉" if titles.hold(*match.span()) else "《》"
        yield match.start(), opener
        yield match.end() - 1, closer


def _single_quotes(text: str) -> Iterator[tuple[int, str]]:
    quotations = spans_of(_QUOTED, text)
    for match in _SINGLE.finditer(text):
        opener, closer = "‘’" if quotations.hold(*match.span()) else "“”"
        yield match.start(), opener
        yield match.end() - 1, closer


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    """Pairs of half-width brackets that hold or touch Chinese, and single ones that touch it."""
    opened: list[int] = []
    for match in re.finditer(r"[()]", text):
        at = match.start()
        if match[0] == "(":
            opened.append(at)
        elif not opened:
            if _touches(text, at):
                yield at, "）"
        elif _holds(text, first := opened.pop(), at) or _touches(text, first) or _touches(text, at):
            yield first, "（"
            yield at, "）"
    yield from ((at, "（") for at in opened if _touches(text, at))


def _touches(text: str, at: int) -> bool:
    return bool(_HAN_NEAR.search(text[max(0, at - 1) : at] + text[at + 1 : at + 2]))


def _holds(text: str, first: int, last: int) -> bool:
    return bool(_HAN_NEAR.search(text, first, min(last, first + 80)))


def _straight_quotes(text: str) -> Iterator[tuple[int, str]]:
    """Straight quotation marks, by turns an opening and a closing one."""
    for order, match in enumerate(_STRAIGHT.finditer(text)):
        if _touches(text, match.start()):
            yield match.start(), "”" if order % 2 else "“"


_DOUBLED = re.compile(r"([，。；：？！、])[，。；：？！、,;:]{1,5}|[,;:][，。；：、]")
_ALLOWED_DOUBLES = {"？！", "！！", "！！！", "？？", "！？"}


class Doubled(Check):
    """，， 。。 ，。"""

    code = "doubled_mark"
    name = "重复的标点"
    sentence = "标点重复或连用。"
    severity = Severity.ERROR
    source = "GB/T 15834—2011 5.1"
    bad = (Example("加强领导，，落实责任。。", ("，，", "。。")), Example("加强领导，。", ("，。",)))
    good = ("真的吗？！",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find runs of marks; of a run the one that ends a sentence stays."""
        for match in _DOUBLED.finditer(paper.text):
            if match[0] in _ALLOWED_DOUBLES:
                continue
            kept = next((sign for sign in reversed(match[0]) if sign in "。？！"), match[1] or match[0][-1])
            yield replaced(*match.span(), kept, "标点重复或连用，请保留一个。")


_ELLIPSIS = re.compile(r"(?<!…)…(?!…)|…{3,20}|\.{3,20}|。{3,20}|[·・]{3,20}|．{3,20}")
_ELLIPSIS_ETC = re.compile(r"……等|等……|等等……")


class EllipsisSign(Check):
    """…… has six dots and does not go with 等."""

    code = "ellipsis"
    name = "省略号"
    sentence = "省略号是六个圆点，不与“等”同用。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.11、附录A.9.2"
    bad = (Example("检查食品、药品…共三次。", ("…",)), Example("食品、药品等……", ("等……",)))
    good = ("食品、药品……都在其列。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find odd ones."""
        for match in _ELLIPSIS.finditer(paper.text):
            if match[0] != "………………":
                yield replaced(*match.span(), "……", "省略号应为六个圆点。")
        for match in _ELLIPSIS_ETC.finditer(paper.text):
            yield Hit("省略号与“等”重复，请保留一个。", *match.span())


_DASH = re.compile(
    rf"(?<=[{HAN}”》）])(?:-{{2,4}}|—{{3,8}}|－{{2,4}}|─{{1,4}}|―{{1,4}}|–{{1,4}}|--—|—-)(?=[{HAN}“《])"
)


class Dash(Check):
    """—— as a dash between words."""

    code = "dash"
    name = "破折号"
    sentence = "破折号是两个“—”连用。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.10.2"
    bad = (Example("主题是法治--向阳而行。", ("--",)),)
    good = ("主题是法治——向阳而行，京—沪沿线，“党建-法治”双融合。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find other signs in its place; a lone — or - between two names joins them."""
        for match in _DASH.finditer(paper.text):
            yield replaced(*match.span(), "——", "破折号应写成“——”。")


_INTERPUNCT = re.compile(rf"(?<=[{HAN}])[•・‧∙⋅●．](?=[{HAN}])|(?<=\d)[•・‧∙⋅●](?=\d)")
_DAY = r"(?:1[0-2]|[1-9])([.．])(?:[12]\d|3[01]|[1-9])"
_DAY_DOT = re.compile(
    rf"""
    (?<=“){_DAY}(?=”)
    | (?:(?<=“)|(?<![\d.．、])){_DAY.replace("[.．]", "[.．、]")}
    (?=[”"]?(?:国家宪法日|宪法日|宪法宣传|国际消费者|消费者权益|国际禁毒|禁毒日|全民国家安全|国家安全教育
    |消防日|消防宣传|全国交通安全|知识产权日|世界))
    """,
    re.VERBOSE,
)


class Interpunct(Check):
    """· is U+00B7."""

    code = "interpunct"
    name = "间隔号"
    sentence = "间隔号是“·”，不用其他圆点；以月日命名的日子也用它。"
    severity = Severity.ERROR
    source = "GB/T 15834—2011 4.14"
    bad = (
        Example("开展“律企同行・法护营商”活动，12•4国家宪法日。", ("・", "•")),
        Example("开展“12.4”国家宪法日宣传。", (".",)),
    )
    good = ("“12·4”国家宪法日、“3·15”国际消费者权益日，同比增长3.15%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find its look-alikes."""
        found = [match.span() for match in _INTERPUNCT.finditer(paper.text)]
        found += [match.span(match.lastindex or 0) for match in _DAY_DOT.finditer(paper.text)]
        for span in sorted(found):
            yield replaced(*span, "·", "间隔号应为“·”。")


class MixedPercent(Check):
    """% or ％, one of them throughout."""

    code = "mixed_percent"
    name = "百分号混用"
    sentence = "全文的百分号应当用同一种。"
    severity = Severity.WARNING
    source = "GB/T 15835—2011"
    bad = (Example("合格率98%，满意率100％，办结率95%。", ("％",)),)
    good = ("合格率98%，满意率100%。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the rarer one; of equals the full-width one."""
        narrow, wide = paper.text.count("%"), paper.text.count("％")
        if not narrow or not wide:
            return
        rare, common = ("%", "％") if narrow < wide else ("％", "%")
        for match in re.finditer(rare, paper.text):
            message = f"全文多用“{common}”，这里用了“{rare}”，请统一。"
            yield replaced(*match.span(), common, message)


_BLANK = "[ \u00a0\u3000\u2002\u2003\t]"
_SPACE = re.compile(
    rf"""
    (?<=[{HAN}，。；：、）》”]){_BLANK}+(?=[{HAN}（《“\d])
    | (?<=[{HAN}）》”%％\d]){_BLANK}+(?=[，。；：、！？）》”])
    | (?<=\d){_BLANK}+(?=[{HAN}%％])
    """,
    re.VERBOSE,
)
_THEME = re.compile(r"“[^“”\n]{1,60}”|《[^《》\n]{1,80}》|[^\s。]{2,20} [^\s。]{2,20}(?=[专主]题)")
MOST_SPACES = 12


class Space(Check):
    """Blanks inside Chinese text."""

    code = "space"
    name = "多余的空格"
    sentence = "汉字之间、数字和量词之间不空格；引号里的主题可以空格。"
    severity = Severity.HINT
    source = "公文的通行写法"
    bad = (Example("一、工作情况\n全年 召开会议 6 次，解决问题12 个。", (" ", " ", " ", " ")),)
    good = ("一、工作情况\n开展“向阳心声 解忧护稳”活动。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find blanks outside quoted themes; a habit of the whole paper is told once, at its first place."""
        found = [span for line in paper.bodies() for span in _spaces(line)]
        if len(found) > MOST_SPACES:
            message = f"全文有{len(found)}处多余的空格，请查找替换。"
            yield removed(*found[0], message)
            return
        for span in found:
            yield removed(*span, "这里的空格多余。")


def _spaces(line: Line) -> Iterator[tuple[int, int]]:
    themes = spans_of(_THEME, line.text)
    for match in _SPACE.finditer(line.text, line.opening + len(line.numeral)):
        if not themes.hold(*match.span()):
            yield line.start + match.start(), line.start + match.end()
