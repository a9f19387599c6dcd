"""The forms of the review pages; the services judge what was entered, the forms only read it."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from reports.drafting.dispatch import dispatch_of, lines_of
from reports.drafting.models import Report
from reports.drafting.snapshot import living_digest
from reports.organisations.enums import Role
from reports.organisations.queries import people_with
from reports.review.models import Opinion
from reports.review.queries import open_opinions
from reports.web.forms import PlainForm, date_field, text_field

SCAN_TYPES = ".pdf,.ofd,.png,.jpg,.jpeg"
WHOLE, BLOCKS = "whole", "blocks"


def scan_field(label: str, hint: str) -> forms.FileField:
    """Make a field for an optional scan; what it may be the service says."""
    return forms.FileField(
        label=label,
        required=False,
        help_text=hint,
        allow_empty_file=True,
        widget=forms.ClearableFileInput({"accept": SCAN_TYPES}),
    )


class MoveForm(PlainForm):
    """A move that asks for nothing but the confirmation."""

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report


class ReasonForm(MoveForm):
    """A move that needs its reason."""

    reason = text_field("原因", rows=4, help_text="经办人会在“我的任务”里看到这段话。")


class RemarkForm(MoveForm):
    """A move that may carry a remark."""

    reason = text_field("附言", rows=3, required=False, help_text="可以不填。")


class ReturnForm(MoveForm):
    """退回修改: why, and whether the whole text or only some blocks are opened."""

    reason = text_field("退回原因", rows=4, help_text="经办人会在“我的任务”里看到这段话。")
    scope = forms.ChoiceField(
        label="退回范围",
        choices=((WHOLE, "全文都可以修改"), (BLOCKS, "只修改下面选中的内容块")),
        widget=forms.RadioSelect(),
        initial=WHOLE,
        error_messages={"required": "请选择退回范围。"},
    )
    block_keys = forms.MultipleChoiceField(
        label="要修改的内容块", required=False, widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(report, *args, **kwargs)
        self.opinions: list[Opinion] = open_opinions(report)
        blocks = report.blocks.exclude(kind="fixed").order_by("section__position", "position")
        marked = [opinion.block_key for opinion in self.opinions if opinion.block_key]
        field = self.fields["block_keys"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(block.key, block.label) for block in blocks]
        field.error_messages["invalid_choice"] = "所选的内容块不在这份报告里，请刷新页面后重选。"
        self.initial.setdefault("block_keys", marked)
        if marked and len(marked) == len(self.opinions):
            self.initial.setdefault("scope", BLOCKS)

    def clean(self) -> dict[str, Any]:
        """Ask for a block when only blocks are to be opened."""
        cleaned = super().clean() or {}
        if cleaned.get("scope") == BLOCKS and not cleaned.get("block_keys"):
            self.add_error("block_keys", "请至少选一个内容块，或者改选“全文都可以修改”。")
        return cleaned

    @property
    def chosen_keys(self) -> list[str]:
        """The blocks to open; none means all."""
        return self.cleaned_data["block_keys"] if self.cleaned_data["scope"] == BLOCKS else []


class SigningForm(MoveForm):
    """签发: carries the mark of the text that the page showed, so that nobody signs words unseen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(report, *args, **kwargs)
        self.initial.setdefault("seen", living_digest(report))


class SignatureForm(SigningForm):
    """线下签发登记."""

    signer_name = text_field("签发人", max_length=80, help_text="在纸质文稿上签发的单位负责人。")
    signed_on = date_field("签发日期")
    scan = scan_field("签发单扫描件", "可以不传。PDF、OFD或图片，不超过30MB。")

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(report, *args, **kwargs)
        heads = people_with(Role.HEAD, organisation=report.assignment.organisation)
        self.initial.setdefault("signer_name", heads[0].name if len(heads) == 1 else "")
        self.initial.setdefault("signed_on", _today())


class FilingForm(MoveForm):
    """报送."""

    document_number = text_field("发文字号", max_length=80, help_text="如：云公发〔2026〕3号。")
    filed_on = date_field("报送日期")
    addressees = text_field("主送机关", rows=3, help_text="一行一个。")
    scan = scan_field("盖章扫描件", "盖章后的正式文件，PDF、OFD或图片，不超过30MB。")

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(report, *args, **kwargs)
        numbers = lines_of(dispatch_of(report).document_numbers)
        self.initial.setdefault("document_number", "\n".join(numbers))
        self.initial.setdefault("addressees", report.addressees)
        self.initial.setdefault("filed_on", _today())
        self._follow(len(report.addressee_lines))

    def _follow(self, addressees: int) -> None:
        """Where there are several addressees, give each a line for its number."""
        if addressees > 1:
            field = self.fields["document_number"]
            field.widget = forms.Textarea({"rows": addressees})
            field.help_text += "各份相同的写一行，不同的一行一个，按主送机关的次序写。"


class PublicationForm(MoveForm):
    """公开登记."""

    cleared_by_name = text_field("保密审查人", max_length=80, help_text="对公开稿作保密审查的人。")
    cleared_on = date_field("保密审查日期")
    address = forms.URLField(
        label="公开网址",
        max_length=500,
        assume_scheme="https",
        help_text="报告所在网页的完整地址，以http开头。",
        error_messages={"required": "请填写公开网址。", "invalid": "网址不完整，请从浏览器地址栏复制。"},
    )
    published_on = date_field("公开日期")
    screenshot = scan_field("网页截图", "可以不传。图片或PDF，不超过30MB。")

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(report, *args, **kwargs)
        self.initial.setdefault("cleared_on", _today())
        self.initial.setdefault("published_on", _today())


class OpinionForm(PlainForm):
    """One remark beside a block, or without a block on the whole report."""

    block_key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput())
    quote = forms.CharField(
        label="所指文字（可以不填）",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "data-quote": ""}),
        error_messages={"max_length": "所指文字不能超过2000字，请只留要改的一句。"},
    )
    text = text_field("意见", rows=3, max_length=5000)


class BulkForm(PlainForm):
    """An act on many reports that asks for nothing but the confirmation."""


class BulkReasonForm(BulkForm):
    """退回修改 of many at once."""

    reason = text_field("退回原因", rows=4, help_text="对选中的每个单位都一样；需要逐处提意见的请单独退回。")


class BulkReminderForm(BulkForm):
    """催办."""

    text = text_field("催办内容", rows=3, max_length=500, help_text="发到每个单位经办人的消息里。")


class BulkExtensionForm(BulkForm):
    """延期."""

    until = date_field(
        "延至", help_text="上面列出的是各单位接下来到期的期限；后面的期限早于这一天的，一并顺延。"
    )
    reason = text_field("延期原因", rows=3)


def _today() -> date:
    return timezone.localdate()
