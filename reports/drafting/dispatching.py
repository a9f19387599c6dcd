"""Keeping 发文信息: what a drafter types, and what signing and filing say afterwards.

Not for: printing it (dispatch).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from reports.audit.services import record_act
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.document.imprint import MOST_COPIES
from reports.drafting.dispatch import dispatch_of, lines_of, names_of
from reports.drafting.enums import Urgency
from reports.drafting.holding import lock_report
from reports.drafting.models import Dispatch, Report
from reports.drafting.permissions import can_edit_dispatch
from reports.organisations.models import User
from reports.text.normal import normal, unindented, without_controls

NUMBER = re.compile(r"[^\s\d〔〕\[\]（）()第号]{1,20}〔20\d\d〕[1-9]\d{0,4}号")
"""GB/T 9704 7.2.5: 机关代字, the full year in 〔〕, a serial without 第 and without leading zero, 号."""
NUMBER_FORM = "请写成“云公发〔2026〕3号”：六角括号，年份四位，序号前没有“第”和0。"
_LOOSE_NUMBER = re.compile(
    r"(?P<organ>[^\d〔〕\[\]［］【】（）()]+?)[〔\[［【（(]?(?P<year>\d{2}|\d{4})年?[〕\]］】）)]?"
    r"第?0*(?P<serial>[1-9]\d{0,4})号?"
)
_BETWEEN_NUMBERS = re.compile("[、，,；;\n]")
LONGEST = {"copies_to": MOST_COPIES, "printed_by": 80, "remark": 200}
LONGEST_LINE = 80
_WORDS = {"copies_to": "抄送机关", "printed_by": "印发机关", "remark": "附注"}


@dataclass(frozen=True, slots=True)
class DispatchWords:
    """What came back from the form; the fields are those of `Dispatch`."""

    urgency: str = ""
    document_numbers: str = ""
    signers: str = ""
    remark: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    has_annex: bool = False


@transaction.atomic
def save_dispatch(
    report: Report, words: DispatchWords, *, base_version: int, actor: User, now: datetime
) -> Dispatch:
    """Keep 发文字号, 签发人, 抄送, 印发 and the like.

    Errors: Refused when somebody saved meanwhile; Invalid for what GB/T 9704 does not allow, with the
    field's name.
    """
    report = lock_report(report.pk)
    demand(can_edit_dispatch(actor, report))
    dispatch = dispatch_of(report)
    if dispatch.version != base_version:
        raise Refused("发文信息刚刚由别人保存过，请核对下面的内容后再保存。")
    words = _tidied(words)
    _check(words, report)
    for field in fields(words):
        setattr(dispatch, field.name, getattr(words, field.name))
    _store(dispatch, actor=actor, now=now)
    record_act("修改发文信息", report, actor=actor, now=now, scope_path=report.assignment.organisation.path)
    return dispatch


def read_numbers(typed: str, report: Report, *, field: str) -> tuple[str, ...]:
    """Read the 发文字号 under which a report goes out: one for all addressees, or one for each.

    Errors: Invalid for another count, or another form than the standard's, with what it could be.
    """
    parts = (part for line in _BETWEEN_NUMBERS.split(typed) if (part := "".join(line.split())))
    numbers = tuple(parts)
    _check_numbers(numbers, report, field=field)
    return numbers


@transaction.atomic
def keep_filed_numbers(report: Report, numbers: Sequence[str], *, actor: User, now: datetime) -> None:
    """Print from now on the numbers under which the report was filed, as `read_numbers` read them."""
    _replace(lock_report(report.pk), "document_numbers", numbers, actor=actor, now=now)


@transaction.atomic
def keep_signer(report: Report, signer: str, *, actor: User, now: datetime) -> None:
    """Print whoever signed; a joint document's list of signers stays when it names that person."""
    report = lock_report(report.pk)
    named = names_of(dispatch_of(report).signers.replace("\n", "、"))
    is_joint = len(report.signatory_lines) > 1
    if named == names_of(signer) or (is_joint and set(names_of(signer)) <= set(named)):
        return
    _replace(report, "signers", ["、".join(names_of(signer))], actor=actor, now=now)


def _replace(report: Report, field: str, lines: Sequence[str], *, actor: User, now: datetime) -> None:
    text = "\n".join(lines)
    if getattr(dispatch_of(report), field) != text:
        keep_words(report, {field: text}, actor=actor, now=now)


def keep_words(report: Report, words: Mapping[str, Any], *, actor: User | None, now: datetime) -> None:
    """Keep some fields of 发文信息 that another act brings; the log names that act.

    `words` maps names of fields to what they say; the report is locked by whoever calls.
    """
    dispatch = dispatch_of(report)
    for field, value in words.items():
        setattr(dispatch, field, value)
    _store(dispatch, actor=actor, now=now)


def _store(dispatch: Dispatch, *, actor: User | None, now: datetime) -> None:
    dispatch.version += 1
    dispatch.saved_at, dispatch.saved_by = now, actor
    dispatch.save()


def _tidied(words: DispatchWords) -> DispatchWords:
    """Take away what the page puts there by itself: colons, brackets, full stops at the ends."""
    return DispatchWords(
        urgency=words.urgency,
        document_numbers=_lines(words.document_numbers),
        signers="\n".join("、".join(names_of(line)) for line in lines_of(without_controls(words.signers))),
        remark=_line(words.remark).strip("（）()").strip(),
        copies_to="\n".join(line.rstrip("。") for line in lines_of(_lines(words.copies_to))),
        printed_by=_line(words.printed_by),
        printed_on=words.printed_on,
        has_annex=words.has_annex,
    )


def _lines(text: str) -> str:
    return unindented(normal(without_controls(text)))


def _line(text: str) -> str:
    return " ".join(without_controls(text).split())


def _check(words: DispatchWords, report: Report) -> None:
    if words.urgency not in Urgency.values:
        raise Invalid("请选择特急、加急或者不标注。", field="urgency")
    _check_numbers(lines_of(words.document_numbers), report, field="document_numbers")
    _check_signers(words, report)
    for field, most in LONGEST.items():
        if len(getattr(words, field)) > most:
            raise Invalid(f"{_WORDS[field]}不能超过{most}字，请精简。", field=field)
    if words.printed_on and report.dated_on and words.printed_on < report.dated_on:
        raise Invalid("印发日期不能早于成文日期，请核对。", field="printed_on")


def _check_numbers(numbers: tuple[str, ...], report: Report, *, field: str) -> None:
    _check_count(numbers, report, field=field, what="发文字号")
    for number in numbers:
        if not NUMBER.fullmatch(number):
            raise Invalid(_number_fault(number), field=field)


def _number_fault(number: str) -> str:
    if corrected := corrected_number(number):
        return f"发文字号“{number}”不合格式，可以改为“{corrected}”。"
    return f"发文字号“{number[:40]}”不合格式，{NUMBER_FORM}"


def corrected_number(number: str) -> str:
    """Write a number that was typed otherwise as the standard has it, or '' where that is a guess."""
    found = _LOOSE_NUMBER.fullmatch("".join(number.split()))
    if not found:
        return ""
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    corrected = f"{found['organ']}〔{year}〕{found['serial']}号"
    return corrected if NUMBER.fullmatch(corrected) else ""


def _check_signers(words: DispatchWords, report: Report) -> None:
    lines = lines_of(words.signers)
    _check_count(lines, report, field="signers", what="签发人")
    organs = max(1, len(report.signatory_lines))
    for line in lines:
        count = len(names_of(line))
        if count > organs:
            sentence = f"署名机关有{organs}个，签发人写了{count}位。每个机关写一位签发人，请核对。"
            raise Invalid(sentence, field="signers")
        if len(line) > LONGEST_LINE:
            raise Invalid(f"一行签发人不能超过{LONGEST_LINE}字，请核对。", field="signers")


def _check_count(lines: tuple[str, ...], report: Report, *, field: str, what: str) -> None:
    editions = _editions(report)
    if len(lines) not in (0, 1, editions):
        many = "写1行" if editions == 1 else f"写1行（各份相同）或者{editions}行（一个主送机关一行）"
        raise Invalid(f"主送机关有{editions}个，{what}请{many}，现在是{len(lines)}行。", field=field)


def _editions(report: Report) -> int:
    return max(1, len(report.addressee_lines))
