"""Blanks that nobody filled in: x, *, ○, N次, 某, AA镇, 20XX, （ ）."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity, replaced
from reports.checks.paper import Paper
from reports.checks.signs import HAN
from reports.checks.spans import Spans

_COUNTED = "件次个名人份家起期元万场部条项处户"
"""The measure words before which a lone sign stands for a number."""
_MASK = re.compile(
    rf"""
    (?=[*＊xX×ｘＸⅩⅹ■□▇█○◯●◎△▲◇◆_〇\#＃?？.．…—NYMDy \u3000]) (?:
    [*＊]{{1,8}} | [xX×ｘＸ]{{1,8}} | [Ⅹⅹ]{{2,8}} | [■□▇█]{{1,8}} | [○◯●◎]{{2,8}} | [△▲◇◆]{{2,8}} | _{{1,20}}
    | (?<![一二三四五六七八九十〇零百千])〇{{2,8}}(?![一二三四五六七八九〇零])
    | [○◯●◎△▲◇◆](?=[年月日省市县区镇乡村{_COUNTED}%％])
    | [#＃]{{1,8}}(?=[市县区镇{_COUNTED}%％])
    | [?？]{{2,6}}(?=[{_COUNTED}%％])
    | (?<=[{HAN}])[?？](?=[{_COUNTED}](?:[，。；、]|次))
    | [.．]{{4,12}}(?=[年月日{_COUNTED}])
    | (?<=[{HAN}])(?:…{{1,4}}|—{{2,4}})(?=(?:家次|人次|场次|万元|[{_COUNTED}])(?:[，。；、]|$))
    | (?<=[{HAN}])(?<![第跑])N(?=(?:家次|人次|场次|万元|[{_COUNTED}])(?:[，。；、（]|[{HAN}]{{1,6}}[，。；]))
    | (?<![A-Za-z])(?:YYYY|yyyy|MM|DD)(?=[年月日])
    | (?<![A-Za-z])YY(?=[{_COUNTED}])
    | (?<=[{HAN}])[ \u3000]{{2,12}}(?=[年月日%％{_COUNTED}](?![{HAN}]{{2}}[ \u3000]))
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_MODEL = re.compile(r"[0-9A-Za-z](?:[+＋][0-9A-Za-z]){1,6}|[+＋][NnXx](?![A-Za-z])|[NnXx][+＋]")
_TIMES = re.compile(r"[0-9A-Za-z]\s?[x×X*]\s?(?=[0-9A-Za-z])|(?<!×)×(?=\d)|(?<=[数率量额价比）])×(?!×)")
_X_WORD = re.compile(
    r"[Xx](?=光|射线|线机|型|轴|染色体)|最多跑[xXＸ](?=次)|(?<![A-Za-z])[xX](?=\d{2,6}(?![年月日]))"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]{1,120}|[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){0,4}\.(?:cn|com|org|net)(?![a-z])"
)
_BRAND = re.compile(rf"“[{HAN}]{{2,10}}(?:×[{HAN}]{{2,10}}){{1,3}}”")
_BULLET = re.compile(r"^[ \u3000]*(?:[■□▇█◆◇●○▲△◎]|\*[ \u3000])(?=\S|[ \u3000])", re.MULTILINE)
_OLD_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}年")
_YEAR = re.compile(r"(?<!\d)(?:19|20)(?:[xX×ｘＸ*＊○◯_]{2}|\d[xX×ｘＸ*＊○◯_])(?=年|-|—|－|～|〕|）|\)|\]|届)")
_IDENTITY = re.compile(r"\d{17}[Xx]")
_NO_BLANKS = (_IDENTITY, _MODEL, _TIMES, _X_WORD, _ADDRESS, _BRAND, _BULLET, _OLD_YEAR)
_PHRASES = (
    "法治思想",
    "新时代中国特色社会主义思想",
    "总书记",
    "经济思想",
    "生态文明思想",
    "强军思想",
    "文化思想",
    "外交思想",
)
_LEADER, _TOWN = "习近平", "枫桥"


class Blank(Check):
    """x, X, *, ○ and their like where words or numbers belong."""

    code = "blank"
    name = "未填写的空白"
    sentence = "文中留有 x、*、○ 等占位符号，应当填写具体的内容。"
    severity = Severity.ERROR
    source = "报送前的基本要求"
    bad = (
        Example("全年办理案件xx件。", ("xx",)),
        Example("坚持新时代“**经验”，依托**区司法局。", ("**", "**")),
        Example("占比*%，X月15日前完成。", ("*", "X")),
        Example("深入学习XXX法治思想，20XX年开展活动。", ("XXX", "20XX")),
        Example("召开会议N次，发放资料……份，由〇〇镇办理。", ("N", "……", "〇〇")),
    )
    good = (
        "推进“3+N+X”治理体系和“网格化管理+N”。",
        "面积为3×4米，实行24×7服务。",
        "做好“12345”热线工作。",
        "打造“党建×法治”品牌。",
        "推行“N个一”机制，让群众最多跑X次，计算公式是件数×100%。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find runs of mask signs that are neither a model's name nor a multiplication."""
        text = paper.text
        years = [match.span() for match in _YEAR.finditer(text)]
        kept = [span for pattern in _NO_BLANKS for span in _spans(pattern, text)]
        passed = Spans(kept + years)
        found = [
            _blank(text, *match.span())
            for match in _MASK.finditer(text)
            if not passed.hold(*match.span()) and not _is_latin(text, *match.span())
        ]
        found += [Hit("年份没有填写完整。", *span) for span in years]
        yield from sorted(found, key=lambda hit: hit.start or 0)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _is_latin(text: str, start: int, end: int) -> bool:
    """A Latin letter or a low line beside another letter is part of a word or an address."""
    if text[start] not in "xXｘＸ_":
        return False
    beside = text[start - 1 : start] + text[end : end + 1]
    return any(sign.isascii() and sign.isalpha() for sign in beside)


def _blank(text: str, start: int, end: int) -> Hit:
    if text[start - 1 : start] == "“" and text.startswith("经验", end):
        return replaced(start, end, _TOWN, f"固定提法被遮住了，应为“{_TOWN}经验”。")
    if text.startswith(_PHRASES, end):
        return replaced(start, end, _LEADER, f"固定提法被遮住了，应为“{_LEADER}”。")
    return Hit("这里的空白没有填写。", start, end)


_SOMEBODY = re.compile(
    r"""
    某{2,4}(?=省|市|县|区|镇|乡|村|街道|社区|局|委|办|单位|部门|公司|企业|同志|小区|工程|项目)
    | (?<![某一])某(?=(?:省|市|县|区|镇|乡|街道|局|司法所)(?![场民区级内长]))
    | (?<=[：:])[\u4e00-\u9fff]?某{1,3}(?=[，。；、\n]|$)
    | (?<![A-Za-z0-9“·])([A-ZＡ-Ｚ])\1{1,3}(?=[省市县区镇乡村局]|街道|社区|单位|公司)
    | (?<![A-Za-z0-9“、·])[A-ZＡ-Ｚ](?=(?:省|县|镇|乡|局|街道|单位|公司)(?![级域位、]))
    """,
    re.VERBOSE,
)
_CASE = re.compile(r"诉|当事人|申请人|被告|原告|以案释法|典型案例|一案")
_NEAR = 40


class Anonymous(Check):
    """某市, 某某: somebody's name left out."""

    code = "anonymous"
    name = "以“某”或字母代替的名称"
    sentence = "报告里应当写明具体的地方、单位和人员，涉及隐私的案例除外。"
    severity = Severity.WARNING
    source = "报送前的基本要求"
    bad = (
        Example("某市司法局开展了检查。", ("某",)),
        Example("由某某同志负责。", ("某某",)),
        Example("AA镇开展试点。", ("AA",)),
    )
    good = (
        "某种程度上，某些单位还有差距。",
        "当事人之一的公司已经履行。",
        "办理王某诉某局行政处罚一案。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find 某 before a place or an organ, told cases left alone."""
        for match in _SOMEBODY.finditer(paper.text):
            if not _CASE.search(paper.text, max(0, match.start() - _NEAR), match.end() + _NEAR):
                yield Hit("名称没有写明，请写具体的名称；确为隐去当事人的，可以不改。", *match.span())


_EMPTY = re.compile(
    r"《[\s　]*》|“[\s　]*”|（[\s　]*）|〔[\s　]*〕|\([\s　]*\)|【[\s　]*】|「[\s　]*」"
    r"|〔\d{4}〕[ 　]*号|第[ 　]{1,12}号"
)


class EmptyBrackets(Check):
    """《》 and （） with nothing between them."""

    code = "empty_brackets"
    name = "空的书名号、引号和括号"
    sentence = "书名号、引号、括号之间没有内容，文号没有填写。"
    severity = Severity.ERROR
    source = "报送前的基本要求"
    bad = (
        Example("根据《》的规定，印发（ ）号文件。", ("《》", "（ ）")),
        Example("印发云政发〔2025〕 号文件。", ("〔2025〕 号",)),
    )
    good = ("根据《行政处罚法》的规定。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find pairs round nothing."""
        for match in _EMPTY.finditer(paper.text):
            message = (
                "文号没有填写。" if match[0].endswith("号") else "这一对符号之间没有内容，请补上或删去。"
            )
            yield Hit(message, *match.span())
