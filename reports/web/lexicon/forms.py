"""What one looks for in the lexicon, and the forms of one entry; the services judge what was entered."""

from typing import Any

from crispy_forms.layout import Column, Field, Layout, Row
from django import forms

from reports.checks.entries import KIND_WORDS, Entry, Kind
from reports.checks.entry_faults import LABELS, LONGEST
from reports.checks.entry_sheets import split_exceptions
from reports.checks.findings import Severity
from reports.web.forms import PlainForm, text_field
from reports.web.lexicon.queries import Origin, State

MOST_SENTENCE = 2000
MOST_EXCEPTION_SIGNS = 400
KINDS = [(kind.value, words) for kind, words in KIND_WORDS.items()]


class LexiconFilters(forms.Form):
    """What stands in the address; nonsense there filters nothing."""

    text = forms.CharField(label="词语", required=False, max_length=60)
    kind = forms.ChoiceField(label=LABELS["kind"], required=False, choices=[("", "全部类别"), *KINDS])
    year = forms.IntegerField(label="用于年度", required=False, min_value=1990, max_value=2100)
    origin = forms.ChoiceField(label="出自", required=False, choices=[("", "全部"), *Origin.choices])
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部状态"), *State.choices])

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read and say something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _words(field: str, *, label: str = "", required: bool = False, hint: str = "") -> forms.CharField:
    return text_field(label or LABELS[field], max_length=LONGEST[field], required=required, help_text=hint)


def _year(field: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=LABELS[field],
        required=False,
        help_text=hint,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "年度应是四位数字，如2026。"},
    )


class EntryForm(PlainForm):
    """What both kinds of form have in common; `version` is that of the county's own row."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].disabled = is_fixed

    def entry(self, *, off: str = "") -> Entry:
        """Give what was entered as the service takes it, as far as it could be read."""
        raise NotImplementedError


class WordingForm(EntryForm):
    """Words that should be written otherwise."""

    kind = forms.ChoiceField(
        label=LABELS["kind"],
        choices=[(value, words) for value, words in KINDS if value != Kind.LAW],
        error_messages={"required": "请选择类别。", "invalid_choice": "请选择类别。"},
    )
    severity = forms.ChoiceField(
        label=LABELS["severity"],
        choices=[(severity.value, severity.label) for severity in Severity],
        initial=Severity.WARNING.value,
        error_messages={"required": "请选择等级。", "invalid_choice": "请选择等级。"},
    )
    words = _words("words", required=True, hint="照着写错的样子填写，至少两个字，按原样查找，不用通配符。")
    right = _words("right", required=True)
    why = _words("why", required=True, hint="起草的人会看到，如“固定提法是‘法治政府’。”")
    unless_before = text_field(
        LABELS["unless_before"],
        required=False,
        max_length=MOST_EXCEPTION_SIGNS,
        help_text="几项之间用顿号隔开，每项不超过8个字。如“目的的确”里的“的的”，前面填“目”。",
    )
    unless_after = text_field(LABELS["unless_after"], required=False, max_length=MOST_EXCEPTION_SIGNS)
    first_year = _year("first_year", "从哪一年度的报告开始提示；始终提示的留空。")
    last_year = _year("last_year", "最后提示的报告年度。")
    once = forms.BooleanField(label=LABELS["once"], required=False)
    source = _words("source", hint="出自哪个文件、标准或者词典。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(Column("words"), Column("right")),
            "why",
            Row(Column("kind"), Column("severity")),
            Row(Column("unless_before"), Column("unless_after")),
            Row(Column("first_year"), Column("last_year")),
            "once",
            "source",
            Field("version"),
        )

    def entry(self, *, off: str = "") -> Entry:
        """Give what was entered."""
        read = self.cleaned_data
        return Entry(
            kind=Kind(read.get("kind") or Kind.PHRASE),
            words=read.get("words", ""),
            right=read.get("right", ""),
            why=read.get("why", ""),
            severity=Severity(read.get("severity") or Severity.WARNING),
            unless_before=split_exceptions(read.get("unless_before", "")),
            unless_after=split_exceptions(read.get("unless_after", "")),
            first_year=read.get("first_year") or 0,
            last_year=read.get("last_year") or 0,
            source=read.get("source", ""),
            once=bool(read.get("once")),
            off=off,
        )


class LawForm(EntryForm):
    """The right name of a law or document."""

    words = _words(
        "words",
        label="名称",
        required=True,
        hint="不带书名号，省去“中华人民共和国”。报告里的书名号内与它只差一两个字的，会提示核对。",
    )
    source = _words("source", hint="在哪里查到，如“国家法律法规数据库”“云岭县人民政府网站”。")

    def entry(self, *, off: str = "") -> Entry:
        """Give what was entered."""
        read = self.cleaned_data
        return Entry(Kind.LAW, read.get("words", ""), source=read.get("source", ""), off=off)


def shown(entry: Entry, version: int) -> dict[str, Any]:
    """What a form shows of an entry."""
    return {
        "kind": entry.kind.value,
        "severity": entry.severity.value,
        "words": entry.words,
        "right": entry.right,
        "why": entry.why,
        "unless_before": "、".join(entry.unless_before),
        "unless_after": "、".join(entry.unless_after),
        "first_year": entry.first_year or None,
        "last_year": entry.last_year or None,
        "once": entry.once,
        "source": entry.source,
        "version": version,
    }


class TrialForm(PlainForm):
    """A sentence to try an entry on."""

    sentence = text_field("一句话", rows=3, required=False, max_length=MOST_SENTENCE)
    trial_year = forms.IntegerField(label="报告年度", min_value=1990, max_value=2100)


class SwitchForm(PlainForm):
    """Why some words are looked for no more."""

    off = text_field(
        LABELS["off"],
        required=False,
        max_length=LONGEST["off"],
        help_text="别人在词库里会看到，如“本县的机构名称如此，属于误报”。",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
