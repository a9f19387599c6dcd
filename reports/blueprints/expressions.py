"""Year and name expressions of a pack's strings: {year}, {organisation} and their sisters.

Not for: figure tokens ({{RV02}}), which pass through untouched, and the text of people, where a brace
is a brace.
"""

import re

EXPRESSIONS: tuple[str, ...] = ("year", "last_year", "next_year", "organisation", "county")

YEARS = {"last_year": -1, "year": 0, "next_year": 1}

_EXPRESSION = re.compile(r"(?<!\{)\{([^{}\n]*)\}(?!\})")


class UnknownExpressionError(ValueError):
    """A string asks for something that no report can answer."""

    def __init__(self, name: str) -> None:
        self.name = name
        known = "、".join(f"{{{expression}}}" for expression in EXPRESSIONS)
        super().__init__(f"不认识表达式“{{{name}}}”，只能使用{known}。")


def expressions(text: str) -> tuple[str, ...]:
    """List the names of the expressions in a string, in order, known or not."""
    return tuple(match[1] for match in _EXPRESSION.finditer(text))


def fill(text: str, *, year: int, organisation: str, county: str) -> str:
    """Replace every expression by its value for one report.

    Errors: raises UnknownExpressionError for a name that is not in EXPRESSIONS.
    """
    values = {
        "year": str(year),
        "last_year": str(year - 1),
        "next_year": str(year + 1),
        "organisation": organisation,
        "county": county,
    }

    def value_of(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise UnknownExpressionError(match[1])
        return values[match[1]]

    return _EXPRESSION.sub(value_of, text)


def fill_years(text: str, year: int) -> str:
    """Replace the expressions of years by those of one report; any other stays as it stands."""
    return _EXPRESSION.sub(
        lambda match: str(year + YEARS[match[1]]) if match[1] in YEARS else match[0],
        text,
    )
