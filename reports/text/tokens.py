"""Figure tokens in stored text: `{{RV02}}` stands where the value of indicator RV02 prints.

A single `{` is a `{`, and so are braces with nothing, braces or a line end between them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

TOKEN = re.compile(r"\{\{([^{}\r\n]{1,40})\}\}")


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `[start, end)` in characters of the text it was found in."""

    code: str
    start: int
    end: int


def find_tokens(text: str) -> tuple[Token, ...]:
    """Find the tokens of a text, left to right; blanks round the code do not count."""
    return tuple(
        Token(match.group(1).strip(), match.start(), match.end())
        for match in TOKEN.finditer(text)
        if match.group(1).strip()
    )


def split_tokens(text: str) -> tuple[str | Token, ...]:
    """Cut text into stretches of plain characters and tokens, in order; no stretch is empty."""
    pieces: list[str | Token] = []
    at = 0
    for token in find_tokens(text):
        pieces += [text[at : token.start], token]
        at = token.end
    return tuple(piece for piece in [*pieces, text[at:]] if piece)


def replace_tokens(text: str, resolve: Callable[[str], str | None]) -> str:
    """Put what `resolve` says in the place of each token; where it says None the token prints itself."""
    written = []
    for piece in split_tokens(text):
        if isinstance(piece, str):
            written.append(piece)
        else:
            value = resolve(piece.code)
            written.append(text[piece.start : piece.end] if value is None else value)
    return "".join(written)


def token(code: str) -> str:
    """Write the token of an indicator's code, as 插入数据 puts it into the text."""
    return f"{{{{{code}}}}}"
