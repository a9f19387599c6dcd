"""What must not be published: marks of secrets, numbers of people, accounts, names of minors."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity
from reports.checks.paper import Paper
from reports.checks.privacy import find_private_numbers
from reports.text.publication import find_passages

_CARD = re.compile(r"(?<!\d)(?:62|60|4\d|5[1-5])\d{2}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{1,3})?(?!\d)")
_MINOR = re.compile(
    r"""
    (?:未成年人|少年|学生|儿童|孩子|女童|男童)(?![在对有与和到从被向于因为是的])
    [\u4e00-\u9fff](?:某(?!些|种|个|一|项)|××|\*{1,2})
    | [\u4e00-\u9fff]某{1,2}[（(](?:[男女][，,、]?)?(?:1[0-7]|\d)周?岁
    """,
    re.VERBOSE,
)
_LABELLED = re.compile(
    r"""
    (?:联系人|联系电话|电话|手机|身份证(?:号码|号)?|银行(?:卡号|账号|帐号))[：:]\s{0,2}[\u4e00-\u9fff]{0,4}
    [\d-]{7,20}
    """,
    re.VERBOSE,
)

_LEVEL = r"(?:绝[ \u3000]?密|机[ \u3000]?密|秘[ \u3000]?密)"
_LABEL = r"(?:密[ \u3000]?级|保密期限|秘密等级|保密等级)[：:]"
_PAPER = "(?:此|本)(?:报告|文件|材料|资料|件|文)"
_SECRET = re.compile(
    rf"""
    {_LEVEL}级?[ \u3000]?[★☆](?:[ \u3000]?(?:长期|[\d一二三四五六七八九十]{{1,3}}(?:年|个?月)))?
    | [★☆][ \u3000]?{_LEVEL}级?
    | ^[ \u3000]{{0,8}}{_LEVEL}级?(?=[ \u3000]{{0,8}}$)
    | [（(【\[]{_LEVEL}级?[）)】\]]
    | {_LABEL}[ \u3000]?(?:{_LEVEL}级?|\d{{1,2}}年|长期)
    | {_PAPER}(?:属于|属|系|为|是|定为)(?:国家秘密|{_LEVEL}级?(?:文件|材料|资料|事项)?)(?=[，。；\s]|$)
    """,
    re.VERBOSE | re.MULTILINE,
)
_INNER = "内部(?:资料|文件|材料|刊物|参考|使用|传阅)|仅供内部(?:使用|参考|传阅|掌握)"
_SHUT = "(?:不予|不宜|不得|请勿|切勿|严禁|禁止|不)(?:公开|外传|外泄|翻印|扩散)"
_KEPT = f"(?:请)?(?:(?:注意|妥善)(?:保存|保管|保密)|{_SHUT})"
_INTERNAL = re.compile(
    rf"""
    (?:{_INNER})[，,、：:！ \u3000]?{_KEPT}(?=[。，！）)】\]\s]|$)
    | {_PAPER}{_SHUT}(?=[。，；！）)】\]\s]|$)
    | [（(【\[](?:{_INNER}|{_SHUT})[）)】\]]
    | ^[ \u3000]{{0,8}}(?:{_INNER}|{_SHUT})(?=[。！]?[ \u3000]{{0,8}}$)
    """,
    re.VERBOSE | re.MULTILINE,
)


class SecrecyMark(Check):
    """机密★1年, 内部资料，注意保存: a paper that has no place here."""

    code = "secrecy_mark"
    name = "密级和内部文件的标志"
    sentence = "标有密级的内容严禁录入；标为内部或者不公开的，核实能否写入报告。"
    severity = Severity.ERROR
    source = "《保守国家秘密法》；GB/T 9704—2012 7.2.2"
    may_be_dismissed = False
    bad = (
        Example("机密★1年\n云岭县公安局2025年工作报告\n一、工作情况\n正文。", ("机密★1年",)),
        Example("密级：秘密\n内部资料，注意保存\n正文。", ("密级：秘密", "内部资料，注意保存")),
        Example("情况通报（此件不公开）", ("此件不公开",)),
    )
    good = (
        "加强保密工作，学习《保守国家秘密法》，管好涉密人员和机密文件，不泄露国家秘密、商业秘密。",
        "规范机密级计算机的管理，整理内部资料12份，依法不予公开政府信息3件。",
        "以公开为常态、不公开为例外，执法信息严禁外泄。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find marks as they print: with a star or a label, in brackets, on a line of their own."""
        found = [(_stripped(match), _SECRET_SAID) for match in _SECRET.finditer(paper.text)]
        found += [(_stripped(match), _INTERNAL_SAID) for match in _INTERNAL.finditer(paper.text)]
        for (start, end), message in sorted(found):
            yield Hit(message, start, end)


_SECRET_SAID = "文中有密级标志，涉密内容严禁录入，请先核实。"
_INTERNAL_SAID = "文中标明内部使用或者不公开，公开前必须删去。"


def _stripped(match: re.Match[str]) -> tuple[int, int]:
    """The place of a mark without the blanks before it."""
    return match.end() - len(match[0].lstrip()), match.end()


class PrivateNumbers(Check):
    """Identity-card, mobile and bank-card numbers."""

    code = "private_number"
    name = "身份证号、手机号和银行卡号"
    sentence = "公开的报告里不能出现个人的证件号、手机号和银行卡号。"
    severity = Severity.ERROR
    source = "《个人信息保护法》；GB 11643—1999"
    may_be_dismissed = False
    bad = (Example("联系13812345678，卡号6222021234567890128。", ("13812345678", "6222021234567890128")),)
    good = ("拨打12345热线，编号20250101。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find such numbers, however they are spaced."""
        found = [(n.label, n.start, n.end) for n in find_private_numbers(paper.text)]
        found += [("银行卡号", *match.span()) for match in _CARD.finditer(paper.text) if _passes(match[0])]
        for label, start, end in sorted(found, key=lambda each: each[1]):
            yield Hit(f"文中有{label}，公开前必须删去。", start, end)


def _passes(number: str) -> bool:
    """Whether the check digit of a card number comes out (ISO/IEC 7812, Luhn); length alone says too much."""
    digits = [int(sign) for sign in number if sign.isdigit()]
    doubled = [d if at % 2 == 0 else sum(divmod(d * 2, 10)) for at, d in enumerate(reversed(digits))]
    return 16 <= len(digits) <= 19 and sum(doubled) % 10 == 0


class Contact(Check):
    """联系电话：…"""

    code = "contact"
    name = "联系方式"
    sentence = "报告正文一般不写联系人和电话。"
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.3.6"
    bad = (Example("联系电话：0771-1234567。", ("联系电话：0771-1234567",)),)
    good = ("开通电话咨询，接听来电300次。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find labels with a number."""
        for match in _LABELLED.finditer(paper.text):
            yield Hit("报告里不写联系方式，公开前请删去。", *match.span())


class Minor(Check):
    """A minor whom others could recognise."""

    code = "minor"
    name = "涉及未成年人的案例"
    sentence = "案例中的未成年人不应能被认出。"
    severity = Severity.WARNING
    source = "《未成年人保护法》第一百零三条"
    bad = (Example("救助未成年人王某。", ("未成年人王某",)),)
    good = ("开展未成年人保护工作，学生某些权益得到维护。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find surnames of minors."""
        for match in _MINOR.finditer(paper.text):
            yield Hit("涉及未成年人，请改用不能辨认的说法。", *match.span())


class WithheldPassage(Check):
    """〖不公开〗…〖/〗 in a text that is about to be published, or with one of its marks lost."""

    code = "withheld_passage"
    name = "不公开的内容"
    sentence = "标为不公开的内容不能出现在公开稿里，标记应当成对。"
    severity = Severity.ERROR
    source = "《政府信息公开条例》；保密审查的要求"
    may_be_dismissed = False
    bad = (
        Example("办理〖不公开〗某专案〖/〗三件。", ("〖不公开〗某专案〖/〗",), Context(is_public=True)),
        Example("办理〖不公开〗某专案三件。", ("〖不公开〗某专案三件。",)),
    )
    good = ("办理〖不公开〗某专案〖/〗三件。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find all passages of a public text, and in any text those whose marks are not in pairs."""
        for passage in find_passages(paper.text):
            if not passage.is_closed:
                message = "“不公开”的标记不成对，隐去的会比想要的多，请补上。"
                yield Hit(message, passage.start, passage.end)
            elif context.is_public:
                yield Hit("这里标为不公开，公开前必须删去。", passage.start, passage.end)
