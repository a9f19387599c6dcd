"""The forms of one part of a draft: the whole, the head of a section, a block.

People read and type 〔本年〕 where the template has {year}. Each form carries the fingerprint of the part as
it was shown, so that the same part saved by somebody else meanwhile is noticed (blueprints.editing).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.editing import (
    Part,
    Spot,
    frame_of,
    head_of,
    part_digest,
    section_holding,
    with_block,
    with_block_moved,
    with_frame,
    with_head,
)
from reports.blueprints.enums import BlockKind, ItemForm, ItemsKind, SectionRole
from reports.blueprints.faults import LONGEST, ContentFault
from reports.document.roles import Role
from reports.organisations.enums import Duty, OrganisationKind
from reports.text.normal import without_controls
from reports.web.blueprints.words import in_words, out_of_words

Change = Callable[[Content], Content]
TEXTS = ("opening", "fixed_text", "guidance", "evaluation", "example")
FIELDS_OF = {"matches": "import_words"}
"""The form's field for a field of the content, where it has another name."""
MOST_CODES = 200
"""Figures of a block that are read from what was posted at all."""


class Wording(forms.CharField):
    """A text of the template, shown and typed with words for what a report fills in."""

    def __init__(self, name: str, *, label: str, rows: int = 0, help_text: str = "") -> None:
        look = {"class": "form-control", "data-wording": True}
        widget = forms.Textarea({**look, "rows": rows}) if rows else forms.TextInput(look)
        most = LONGEST[name]
        super().__init__(
            label=label,
            required=False,
            strip=not rows,
            max_length=most,
            widget=widget,
            help_text=help_text,
            error_messages={"max_length": f"这里最多{most}个字，请精简。"},
        )

    def prepare_value(self, value: Any) -> Any:
        """Show words in the place of expressions."""
        return in_words(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        """Take the words back into expressions, and line ends as we keep them."""
        text = str(super().to_python(value) or "").replace("\r\n", "\n")
        return out_of_words(without_controls(text)).strip("\n")


class PlainWord(forms.CharField):
    """A short text in which nothing is filled in."""

    def __init__(self, name: str, *, label: str, help_text: str = "", is_required: str = "") -> None:
        super().__init__(
            label=label,
            required=bool(is_required),
            max_length=LONGEST[name],
            help_text=help_text,
            widget=forms.TextInput({"class": "form-control"}),
            error_messages={
                "required": is_required,
                "max_length": f"这里最多{LONGEST[name]}个字，请精简。",
            },
        )


def _select(label: str, choices: Iterable[tuple[str, Any]], help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        help_text=help_text,
        widget=forms.Select({"class": "form-select"}),
        error_messages={"required": "请选择一项。", "invalid_choice": "请从列出的各项中选择。"},
    )


class PartForm(forms.Form):
    """What the three forms share: the part that was shown, faults and conflicts at their places."""

    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, part: Part, content: Content) -> None:
        self.part, self.content = part, content
        super().__init__(data, auto_id="part_%s", initial={**self.values(part), "shown": part_digest(part)})

    def values(self, part: Any) -> dict[str, Any]:
        """What the fields show of a part."""
        raise NotImplementedError

    def change(self) -> Change:
        """The change of the draft that was asked for."""
        raise NotImplementedError

    def add_faults(self, faults: Iterable[ContentFault]) -> None:
        """Put each sentence at its field, or above the form."""
        for fault in faults:
            field = FIELDS_OF.get(fault.place.field, fault.place.field)
            self.add_error(field if field in self.fields else None, fault.sentence)

    def rebase(self, theirs: Part) -> None:
        """Take what others have saved as the ground of the next save, which then is a decision."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["shown"] = part_digest(theirs)
        self.data = data

    def unless_same(self, name: str, stored: str) -> str:
        """What was typed; what only lost the line ends around it counts as untouched."""
        typed = str(self.cleaned_data[name])
        return stored if typed == stored.replace("\r\n", "\n").strip("\n") else typed

    @property
    def shown_digest(self) -> str:
        """The fingerprint of the part that the page showed."""
        return str(self.cleaned_data.get("shown", ""))


class FrameForm(PartForm):
    """What the whole template says: name, units, titles and 主送机关."""

    name = PlainWord("name", label="模板名称", is_required="请填写模板的名称。", help_text="保存后立即生效。")
    kinds = forms.MultipleChoiceField(
        label="适用单位",
        required=False,
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "请从列出的单位类别中选择。"},
    )
    filing_title = Wording("filing_title", label="报送稿标题", rows=2)
    public_title = Wording("public_title", label="公开稿标题", rows=2)
    addressees = forms.CharField(
        label="主送机关",
        required=False,
        max_length=2500,
        help_text="每行一个，报送稿按行分别印制。",
        widget=forms.Textarea({"class": "form-control", "rows": 3, "data-wording": True}),
    )

    def values(self, part: Content) -> dict[str, Any]:
        """The fields of the frame; 主送机关 stand one a line."""
        return {
            "name": part.name,
            "kinds": list(part.kinds),
            "filing_title": part.filing_title,
            "public_title": part.public_title,
            "addressees": "\n".join(map(in_words, part.addressees)),
        }

    def clean_addressees(self) -> tuple[str, ...]:
        """One line each, empty ones left out."""
        lines = out_of_words(without_controls(self.cleaned_data["addressees"])).splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def typed(self) -> Content:
        """The frame as it was typed."""
        cleaned = self.cleaned_data
        return Content(
            name=cleaned["name"],
            kinds=tuple(kind for kind in OrganisationKind.values if kind in cleaned["kinds"]),
            filing_title=cleaned["filing_title"],
            public_title=cleaned["public_title"],
            addressees=cleaned["addressees"],
        )

    def change(self) -> Change:
        """Put the frame in place."""
        return partial(_changed_frame, self.typed(), self.shown_digest)


def _changed_frame(frame: Content, shown: str, content: Content) -> Content:
    stored = frame_of(content)
    if set(frame.kinds) == set(stored.kinds):  # the order of a pack says nothing to people
        frame = replace(frame, kinds=stored.kinds)
    return with_frame(content, frame, shown=shown)


class SectionForm(PartForm):
    """The head of one section."""

    heading = Wording(
        "heading", label="标题", rows=2, help_text="不写“一、”，次序由程序编号；留空的部分不印标题。"
    )
    role = _select("作用", SectionRole.choices, "汇总、检查和比较按作用找到这一部分，与标题怎么写无关。")
    item_form = _select("条目形式", ItemForm.choices, "这一部分里逐条填写的内容怎样印出来。")

    def values(self, part: SectionContent) -> dict[str, Any]:
        """The fields of the head."""
        return {"heading": part.heading, "role": part.role.value, "item_form": part.item_form}

    def typed(self) -> SectionContent:
        """The head as it was typed."""
        assert isinstance(self.part, SectionContent)
        cleaned = self.cleaned_data
        head = head_of(self.part)
        return replace(
            head, heading=cleaned["heading"], role=Role(cleaned["role"]), item_form=cleaned["item_form"]
        )

    def change(self) -> Change:
        """Put the head in place and leave the blocks alone."""
        return partial(_changed_head, self.typed(), self.shown_digest)


def _changed_head(head: SectionContent, shown: str, content: Content) -> Content:
    return with_head(content, head, shown=shown)


class BlockForm(PartForm):
    """One block, with the figures that it asks for."""

    label = PlainWord("label", label="名称", is_required="请填写内容块的名称。")
    kind = _select("类型", BlockKind.choices)
    items_kind = forms.ChoiceField(
        label="条目类型",
        required=False,
        choices=[("", "请选择"), *((kind.value, kind.label) for kind in ItemsKind if kind.value)],
        widget=forms.Select({"class": "form-select"}),
    )
    section = forms.ChoiceField(label="所在部分", widget=forms.Select({"class": "form-select"}))
    opening = Wording(
        "opening", label="起始文字", rows=4, help_text="新开的报告里先写好的文字，经办人接着往下写。"
    )
    fixed_text = Wording("fixed_text", label="固定文字", rows=3, help_text="原样印出，经办人不能改。")
    guidance = Wording("guidance", label="写什么", rows=4)
    evaluation = Wording("evaluation", label="评查看什么", rows=3)
    example = Wording("example", label="示例", rows=3)
    carries_over = forms.BooleanField(
        label="沿用上年文字", required=False, help_text="新年度先放入上年文字，经办人核对确认后才能提交。"
    )
    pack = PlainWord("pack", label="专题", help_text="只有选用这个专题的年度才要求填写；各年都要的留空。")
    # not “matches”: a control of that name would hide the method of the same name from htmx
    import_words = forms.CharField(
        label="导入识别词",
        required=False,
        max_length=2500,
        help_text="导入Word时，标题里有这些词的段落放到这里；用顿号分开。",
        widget=forms.TextInput({"class": "form-control"}),
    )

    def __init__(self, data: QueryDict | None = None, *, part: BlockContent, content: Content) -> None:
        super().__init__(data, part=part, content=content)
        section = self.fields["section"]
        assert isinstance(section, forms.ChoiceField)
        section.choices = [(each.key, section_name(each)) for each in content.sections]

    def values(self, part: BlockContent) -> dict[str, Any]:
        """The fields of the block, but its figures."""
        values: dict[str, Any] = {
            name: getattr(part, name) for name in ("label", "kind", "items_kind", *TEXTS)
        }
        return values | {
            "carries_over": part.carries_over,
            "pack": part.pack,
            "import_words": "、".join(part.matches),
            "section": section_holding(self.content, part.key).key,
        }

    def clean_import_words(self) -> tuple[str, ...]:
        """The words, each once."""
        words = _split(without_controls(self.cleaned_data["import_words"]))
        return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))

    @property
    def figures(self) -> tuple[FigureAsk, ...]:
        """The figures as they stand on the page: those that were posted, else those that are stored."""
        assert isinstance(self.part, BlockContent)
        return (
            figures_in(self.data) if isinstance(self.data, QueryDict) and self.is_bound else self.part.figures
        )

    def typed(self) -> BlockContent:
        """The block as it was typed."""
        assert isinstance(self.part, BlockContent)
        cleaned = self.cleaned_data
        return replace(
            self.part,
            label=cleaned["label"],
            kind=cleaned["kind"],
            items_kind=cleaned["items_kind"] if cleaned["kind"] == BlockKind.ITEMS else "",
            carries_over=cleaned["carries_over"],
            pack=cleaned["pack"],
            matches=cleaned["import_words"],
            figures=self.figures,
            **{name: self.unless_same(name, getattr(self.part, name)) for name in TEXTS},
        )

    def change(self) -> Change:
        """Put the block in place, perhaps at the end of another section."""
        return partial(_changed_block, self.typed(), self.cleaned_data["section"], self.shown_digest)


def _changed_block(block: BlockContent, section: str, shown: str, content: Content) -> Content:
    content = with_block(content, block, shown=shown)
    if section_holding(content, block.key).key == section:
        return content
    return with_block_moved(content, block.key, Spot(section))


def _split(text: str) -> list[str]:
    for mark in "，,；;\n":
        text = text.replace(mark, "、")
    return text.split("、")


def section_name(section: SectionContent) -> str:
    """What a section is called on the page: its heading, or what it is for."""
    return in_words(section.heading) or f"{SectionRole(section.role.value).label}（不印标题）"


def figures_in(data: QueryDict) -> tuple[FigureAsk, ...]:
    """Read the rows of the figures table in their order, and do what its button asks.

    `add`, `drop`, `lift` and `lower` name a code; the kinds of unit and duties ticked stand under it.
    """
    codes = list(dict.fromkeys(map(without_controls, data.getlist("figure")[:MOST_CODES])))
    added, dropped = without_controls(data.get("add", "")), data.get("drop", "")
    if added and added not in codes:
        codes.append(added)
    if dropped in codes:
        codes.remove(dropped)
    for name, by in (("lift", -1), ("lower", 1)):
        code = data.get(name, "")
        if code in codes:
            at = codes.index(code)
            codes.insert(max(at + by, 0), codes.pop(at))
    return tuple(_figure_in(data, code) for code in codes)


def _figure_in(data: QueryDict, code: str) -> FigureAsk:
    kinds = data.getlist(f"kinds-{code}")
    offered = data.getlist(f"offered-{code}")
    return FigureAsk(
        code=code,
        kinds=() if set(kinds) == set(offered) else tuple(kinds),
        duties=tuple(duty for duty in Duty.values if duty in data.getlist(f"duties-{code}")),
    )
