"""版头: the lines above the title of a formal document, read and written.

Works on lines that are neither blank nor indented.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from reports.document.nodes import Head
from reports.document.organs import is_organ

URGENCIES = ("特急", "加急")
MARK = "文件"
MARKED = re.compile(rf"[^，。；：、！？|\d《》]{{2,40}}{MARK}$")
NUMBER = r"[^\s〔〕\[\]【】（）()，。；：！？|]{0,20}[〔\[［【（(]\d{4}[〕\]］】）)]第?\s*\d{0,5}\s*号"
NAMES = r"[\u3400-\u9fff·]+(?:[\s、]+[\u3400-\u9fff·]+)*"
SIGNED = re.compile(rf"(?P<number>{NUMBER})?(?:(?:^|\s+)(?P<label>签发人[：:]\s*)?(?P<names>{NAMES})?)?$")
GAP = "　"
MOST_ORGANS = 5
MOST_SIGNED = 4
LONGEST_LINE = 100


def read_head(lines: Sequence[str]) -> tuple[Head | None, int]:
    """Read what a paper carries above its title; the number of lines that it takes is 0 where it has none."""
    urgent = int(bool(lines) and lines[0] in URGENCIES)
    below_organs = urgent + _count_organs(lines[urgent : urgent + MOST_ORGANS + 1])
    number, signers, signed = _read_signed(lines[below_organs : below_organs + MOST_SIGNED])
    count = below_organs + signed
    organs = [*lines[urgent:below_organs]]
    mark = MARK if organs and organs[-1].endswith(MARK) else ""
    if organs:
        organs[-1] = organs[-1].removesuffix(mark)
    if not mark and not signed:
        return None, 0
    head = Head(tuple(organs), mark, number, tuple(signers), lines[0] if urgent else "")
    typed = tuple(lines[:count])
    return (head if tuple(print_head(head)) == typed else replace(head, as_typed=typed)), count


def print_head(head: Head) -> list[str]:
    """Write 版头 as lines: urgency, one line for each organ, number and signers on one line."""
    if head.as_typed:
        return [*head.as_typed]
    organs = [*head.organs[:-1], head.organs[-1] + head.mark] if head.organs else []
    signers = f"签发人：{GAP.join(head.signers)}" if head.signers else ""
    signed = GAP.join(filter(None, [head.number, signers]))
    return [line for line in (head.urgency, *organs, signed) if line]


def _count_organs(lines: Sequence[str]) -> int:
    """How many lines are 发文机关标志: up to the one that ends in 文件, or to 发文字号."""
    for at, line in enumerate(lines):
        if _is_signed(line):
            return at
        if MARKED.match(line):
            return at + 1
        if not is_organ(line):
            return 0
    return 0


def _is_signed(line: str) -> bool:
    return _match_signed(line) is not None


def _match_signed(line: str) -> re.Match[str] | None:
    """Match a line that has 发文字号, 签发人 or both."""
    match = SIGNED.match(line) if len(line) <= LONGEST_LINE else None
    return match if match and (match["number"] or match["label"]) else None


def _read_signed(lines: Sequence[str]) -> tuple[str, list[str], int]:
    """Read 发文字号 and 签发人, which share a line or have several; the count of lines comes last."""
    number, names, is_open, count = "", "", False, 0
    for line in lines:
        match = _match_signed(line)
        if match is None or (number and match["number"]) or (is_open and match["label"]):
            break
        is_open = is_open or bool(match["label"])
        if match["names"] and not is_open:
            break
        number = number or match["number"] or ""
        names += GAP + (match["names"] or "")
        count += 1
    return number, _split_names(names), count


def _split_names(names: str) -> list[str]:
    """Names apart; 李　明 is one name, spread to the width of three characters."""
    found: list[str] = []
    is_half = False
    for name in re.split(r"[\s、]+", names.strip()):
        if is_half and len(name) == 1:
            found[-1] += name
            is_half = False
        elif name:
            found.append(name)
            is_half = len(name) == 1
    return found
