"""Numbers that must not be published: identity cards and mobile telephones.

Not for: names and addresses; the proof-reader proper has an issue of its own.
"""

import re
from dataclasses import dataclass

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}[ -]?(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]"
    r"[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ－—　", "0123456789Xx-- ")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class PrivateNumber:
    """One such number; `[start, end)` in characters of the text."""

    label: str
    start: int
    end: int


def find_private_numbers(text: str) -> list[PrivateNumber]:
    """Find identity-card numbers with a right check digit and mobile numbers, however they are spaced.

    Source: GB 11643—1999 for the check digit.
    """
    narrow = text.translate(_NARROW)  # one character for one, so that offsets stay
    found = [
        PrivateNumber("身份证号", m.start(), m.end())
        for m in _IDENTITY.finditer(narrow)
        if _is_identity(m[0])
    ]
    found += [PrivateNumber("手机号码", m.start(), m.end()) for m in _MOBILE.finditer(narrow)]
    return sorted(found, key=lambda number: number.start)


def _is_identity(number: str) -> bool:
    digits = number.replace(" ", "").replace("-", "")
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == digits[-1].upper()
