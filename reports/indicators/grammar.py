"""The little language of formulas and rules: how it is read, and printed again.

Pure: no Django, no eval. Reading takes one pass over a text of bounded length and depth; spaces are
free, and signs may be full-width. The grammar:

    rule       = clause { ";" clause }
    clause     = [ "each" kind ":" ] formula relation formula { relation formula } [ "when" condition ]
    condition  = formula relation formula                  (the clause is judged only where it holds)
    relation   = "<=" | ">=" | "<" | ">" | "=" | "!="
    formula    = sum | term "/" term                       (a division gives percent)
    sum        = term { ("+" | "-") term }
    term       = [ whole number "*" ] factor | code "+…+" code   (LE02+…+LE10: every number between)
    factor     = code | "it" | whole number | "(" sum ")" | function "(" code | "it" ")"
    kind       = "figure" | "ratio" | "flow"               (`it` is one after another of that kind)
    function   = "last"             its value of the year before
               | "change"           this year against last, in percent; of a rate in 个百分点
               | "stated_change"    the 同比 that somebody wrote beside it
               | "stated"           the ratio, where only the result is known and no part of it
               | "numerator" | "denominator"               what the ratio `it` is made of
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from reports.common.errors import Invalid

MOST_CHARACTERS = 400
MOST_DEPTH = 8
MOST_DIGITS = 12
KINDS = ("figure", "ratio", "flow")
OWN_FUNCTIONS = ("last", "change", "stated_change", "stated")
PART_FUNCTIONS = ("numerator", "denominator")
EXACT_FUNCTIONS = ("change",)
RELATIONS = ("<=", ">=", "!=", "<", ">", "=")

CODE = re.compile(r"[A-Z]{2}[0-9]{2}[a-z]?")
TOKEN = re.compile(rf"({CODE.pattern})(?![A-Za-z0-9_])|[A-Za-z_][A-Za-z0-9_]*|[0-9]+|<=|>=|!=|[-+*/()<>=:;…]")
SPACE = re.compile(r"\s*")
SERIES = re.compile(r"([A-Z]{2})([0-9]{2})")
SERIES_MARK = ("+", "…", "+")
HALF_WIDTH = str.maketrans("＋－−（）×＊／：；＝＜＞", "+--()**/:;=<>")


class FormulaError(Invalid):
    """A text is not a formula; `place` counts its characters from 1."""

    def __init__(self, text: str, place: int, why: str) -> None:
        shown = text if len(text) <= 40 else text[:40] + "…"
        super().__init__(f"公式“{shown}”第{place}个字处{why}，请改正。")
        self.place = place


@dataclass(frozen=True, slots=True)
class Code:
    """The figure of one indicator."""

    code: str


@dataclass(frozen=True, slots=True)
class It:
    """The figure that a quantified clause speaks of."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Call:
    """A function of one figure."""

    function: str
    of: Code | It


@dataclass(frozen=True, slots=True)
class Product:
    """A multiple of something."""

    factor: Decimal
    of: "Node"


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms that are added, then terms that are taken away."""

    plus: tuple["Node", ...]
    minus: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Quotient:
    """A ratio, in percent."""

    numerator: "Node"
    denominator: "Node"


Node = Code | It | Number | Call | Product | Sum | Quotient


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two formulas and how they must stand to each other."""

    left: Node
    relation: str
    right: Node


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause of a rule: a chain of comparisons, of what, and on what condition."""

    comparisons: tuple[Comparison, ...]
    each: str = ""
    condition: Comparison | None = None


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """Read a formula; FormulaError says where it stops being one."""
    reader = _Reader(text)
    node = reader.formula()
    reader.finish()
    return node


@lru_cache(maxsize=4096)
def parse_sum(text: str) -> Node:
    """Read a numerator or denominator: figures added and taken away, nothing else."""
    node = parse(text)
    if isinstance(node, Quotient):
        raise FormulaError(text, text.translate(HALF_WIDTH).find("/") + 1, "不能用除号：分子和分母分开填写")
    for leaf in leaves(node):
        if isinstance(leaf, It | Call):
            raise FormulaError(text, 1, "只能用指标代码、加减号和括号")
    return node


@lru_cache(maxsize=4096)
def read_rule(text: str) -> tuple[Statement, ...]:
    """Read the clauses of a rule; FormulaError says where it stops being one."""
    reader = _Reader(text)
    statements = [reader.statement()]
    while reader.take(";"):
        statements.append(reader.statement())
    reader.finish()
    return tuple(statements)


def is_computed(node: Node) -> bool:
    """Whether a side of a rule is a rate calculated just now, with more digits than anybody prints."""
    return isinstance(node, Quotient) or (isinstance(node, Call) and node.function in EXACT_FUNCTIONS)


def leaves(node: Node) -> Iterator[Code | It | Call]:
    """The figures of a formula, in their order."""
    match node:
        case Code() | It() | Call():
            yield node
        case Product(_, of):
            yield from leaves(of)
        case Sum(plus, minus):
            for part in plus + minus:
                yield from leaves(part)
        case Quotient(numerator, denominator):
            yield from leaves(numerator)
            yield from leaves(denominator)


def print_formula(node: Node) -> str:
    """Write a formula so that reading gives it back."""
    match node:
        case Code(code):
            return code
        case It():
            return "it"
        case Number(value):
            return f"{value:f}"
        case Call(function, of):
            return f"{function}({print_formula(of)})"
        case Product(factor, of):
            return f"{factor:f}*{_bracketed(of)}"
        case Sum(plus, minus):
            taken = "".join(f" - {_term(part)}" for part in minus)
            return " + ".join(_term(part) for part in plus) + taken
        case Quotient(numerator, denominator):
            return f"{_term(numerator)} / {_term(denominator)}"


def print_rule(statements: tuple[Statement, ...]) -> str:
    """Write a rule so that reading gives it back."""
    return "; ".join(_statement(statement) for statement in statements)


def _statement(statement: Statement) -> str:
    opening = f"each {statement.each}: " if statement.each else ""
    first, *_ = statement.comparisons
    chain = print_formula(first.left) + "".join(
        f" {comparison.relation} {print_formula(comparison.right)}" for comparison in statement.comparisons
    )
    match statement.condition:
        case Comparison(left, relation, right):
            return f"{opening}{chain} when {print_formula(left)} {relation} {print_formula(right)}"
        case None:
            return opening + chain


def _term(node: Node) -> str:
    return f"({print_formula(node)})" if isinstance(node, Sum) else print_formula(node)


def _bracketed(node: Node) -> str:
    return f"({print_formula(node)})" if isinstance(node, Sum | Product) else print_formula(node)


def _tokens(text: str) -> list[tuple[str, int]]:
    """The tokens with the place of each, counted from 1; full-width signs count as half-width ones."""
    if len(text) > MOST_CHARACTERS:
        raise FormulaError(text, MOST_CHARACTERS + 1, f"超出长度（最多{MOST_CHARACTERS}字）")
    plain = text.translate(HALF_WIDTH)
    found: list[tuple[str, int]] = []
    at, end = 0, len(plain.rstrip())
    while at < end:
        spaces = SPACE.match(plain, at)
        at = spaces.end() if spaces else at
        token = TOKEN.match(plain, at)
        if not token:
            raise FormulaError(text, at + 1, f"不能用“{text[at]}”")
        found.append((token[0], at + 1))
        at = token.end()
    return found


class _Reader:
    """Reads tokens from left to right, three ahead at most."""

    FUNCTIONS: ClassVar = (*OWN_FUNCTIONS, *PART_FUNCTIONS)

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0
        self.is_quantified = False

    def statement(self) -> Statement:
        each = self.quantifier()
        self.is_quantified = bool(each)
        first, *others = self.comparisons()
        condition = None
        if self.take("when"):
            condition, *more = self.comparisons()
            if more:
                raise self.error("条件只能有一个比较")
        return Statement((first, *others), each, condition)

    def quantifier(self) -> str:
        if not self.take("each"):
            return ""
        each = self.next("缺少指标的种类")
        if each not in KINDS:
            raise self.error(f"不认识的种类“{each}”", back=1)
        self.expect(":", "缺少冒号")
        return each

    def comparisons(self) -> list[Comparison]:
        left, found = self.formula(), list[Comparison]()
        while self.peek() in RELATIONS:
            relation = self.next()
            right = self.formula()
            found.append(Comparison(left, relation, right))
            left = right
        if not found:
            raise self.error("缺少比较符号，如“<=”")
        return found

    def formula(self) -> Node:
        first = self.terms()
        if self.peek() != "/":
            total = self.rest(first)
            if self.peek() == "/":
                raise self.error("的除号两边，和与差须加括号")
            return total
        self.next()
        return Quotient(self.single(first), self.single(self.terms()))

    def sum(self) -> Node:
        return self.rest(self.terms())

    def rest(self, first: list[Node]) -> Node:
        plus, minus = list(first), list[Node]()
        while self.peek() in ("+", "-"):
            side = plus if self.next() == "+" else minus
            side.extend(self.terms())
        return Sum(tuple(plus), tuple(minus)) if len(plus) + len(minus) > 1 else plus[0]

    def single(self, nodes: list[Node]) -> Node:
        if len(nodes) > 1:
            raise self.error("的除号两边，和与差须加括号")
        return nodes[0]

    def terms(self) -> list[Node]:
        token = self.next()
        if CODE.fullmatch(token) and self.peek(3) == SERIES_MARK:
            self.at += len(SERIES_MARK)
            return self.series(token, self.next())
        if token.isdigit() and self.take("*"):
            return [Product(self.number(token), self.factor(self.next()))]
        return [self.factor(token)]

    def factor(self, token: str) -> Node:
        if token == "(":
            return self.bracket()
        if token.isdigit():
            return Number(self.number(token))
        if token in self.FUNCTIONS:
            return self.call(token)
        return self.figure(token)

    def bracket(self) -> Node:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise self.error(f"括号最多套{MOST_DEPTH}层", back=1)
        inner = self.sum()
        self.expect(")", "括号没有成对")
        self.depth -= 1
        return inner

    def call(self, function: str) -> Call:
        self.expect("(", "缺少左括号")
        of = self.figure(self.next())
        if function in PART_FUNCTIONS and not isinstance(of, It):
            raise self.error("只能写“it”", back=1)
        self.expect(")", "括号没有成对")
        return Call(function, of)

    def figure(self, token: str) -> Code | It:
        if token == "it" and self.is_quantified:
            return It()
        if not CODE.fullmatch(token):
            raise self.error(f"应为指标代码，而不是“{token}”", back=1)
        return Code(token)

    def number(self, token: str) -> Decimal:
        if len(token) > MOST_DIGITS:
            raise self.error(f"数字最多{MOST_DIGITS}位", back=1)
        return Decimal(token)

    def series(self, first: str, last: str) -> list[Node]:
        start, stop = SERIES.fullmatch(first), SERIES.fullmatch(last)
        if not start or not stop or start[1] != stop[1] or start[2] >= stop[2]:
            raise self.error(f"“{first}”到“{last}”不是连续的代码", back=1)
        return [Code(f"{start[1]}{n:02}") for n in range(int(start[2]), int(stop[2]) + 1)]

    def peek(self, count: int = 1) -> str | tuple[str, ...]:
        ahead = tuple(token for token, _ in self.tokens[self.at : self.at + count])
        return ahead if count > 1 else "".join(ahead)

    def next(self, why: str = "缺少指标代码") -> str:
        if self.at == len(self.tokens):
            raise self.error(why)
        self.at += 1
        return self.tokens[self.at - 1][0]

    def take(self, token: str) -> bool:
        if self.peek() != token:
            return False
        self.at += 1
        return True

    def expect(self, token: str, why: str) -> None:
        if not self.take(token):
            raise self.error(why)

    def finish(self) -> None:
        if self.at < len(self.tokens):
            raise self.error(f"多出了“{self.peek()}”")

    def error(self, why: str, *, back: int = 0) -> FormulaError:
        at = self.at - back
        place = self.tokens[at][1] if at < len(self.tokens) else len(self.text.rstrip()) + 1
        return FormulaError(self.text, place, why)
