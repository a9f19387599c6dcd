"""The form of one part, built from its blocks and laid out by crispy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone

from reports.blueprints.enums import BlockKind
from reports.common.errors import Invalid
from reports.drafting.figures import REASON_LENGTH, FigureChange
from reports.drafting.services import BlockChange, ConflictingTexts, SectionChange, TextConflict, text_digest
from reports.drafting.snapshot import SnapshotItem
from reports.text.normal import without_controls
from reports.web.drafting.figure_fields import FigureFields, is_figure_typed
from reports.web.drafting.forms import NO_VERSION
from reports.web.drafting.item_forms import ItemFormSet, item_formset, items_of
from reports.web.drafting.queries import BlockPage, FigureCell, SectionPage
from reports.web.drafting.section_layout import BlockLayout, BlockPart, HeadingLayout, ShownConflict
from reports.web.moments import say_moment


class PlainText(forms.CharField):
    """Text as typed: nothing stripped but the signs that no paper can hold."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """Drop control characters, NUL among them."""
        return without_controls(str(super().to_python(value) or ""))


class OneLine(PlainText):
    """A long line that is shown over several, and holds no line end."""

    def to_python(self, value: Any) -> str:
        """Join what was broken."""
        return "".join(line.strip() for line in super().to_python(value).splitlines())


class SectionForm(forms.Form):
    """The form of one part: heading, texts, rows and figures, each with what the page showed."""

    def __init__(self, page: SectionPage, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.page = page
        self.is_kept = False
        self.conflicts: dict[str, TextConflict] = {}
        self.faults: dict[str, list[str]] = {}
        self.turned_away: dict[str, str] = {}
        self.rows: dict[str, ItemFormSet] = {}
        self.figures: dict[str, tuple[FigureFields, ...]] = {}
        self._add_heading()
        if page.wants_reason:
            self.fields["figure-reason"] = PlainText(
                label="修改数据的理由",
                max_length=REASON_LENGTH,
                error_messages={"max_length": f"理由不能超过{REASON_LENGTH}字，请精简。"},
                widget=forms.TextInput({"class": "form-control", "aria-describedby": "error-figure-reason"}),
            )
        for block in page.blocks:
            self._add_block(block)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        layouts = [BlockLayout(block.block.key) for block in page.blocks]
        self.helper.layout = Layout(HeadingLayout(), *layouts)

    def _add_heading(self) -> None:
        heading = self.page.section.heading
        if not heading or self.page.why_heading_closed:
            return
        self.fields["heading"] = OneLine(
            label="本部分标题",
            max_length=200,
            initial=heading,
            error_messages={"max_length": "标题不能超过200字，请精简。"},
            widget=forms.Textarea({"class": "form-control", "rows": 1, "data-no-tokens": True}),
        )
        self.fields["heading-base"] = PlainText(initial=heading, widget=forms.HiddenInput)

    def _add_block(self, page: BlockPage) -> None:
        block = page.block
        if page.why_closed:
            return
        self.fields[f"{block.key}-version"] = forms.IntegerField(
            required=False, min_value=0, initial=block.version, widget=forms.HiddenInput
        )
        self.fields[f"{block.key}-digest"] = PlainText(initial=page.digest, widget=forms.HiddenInput)
        if shows_text(page):
            self.fields[f"{block.key}-text"] = PlainText(
                label=block.label, initial=block.text, widget=_text_area(block.key)
            )
            self.fields[f"{block.key}-carried"] = forms.BooleanField(required=False, widget=forms.HiddenInput)
        if block.kind != BlockKind.FIXED:
            self._add_flags(page)
        if block.items_kind:
            self.rows[block.key] = item_formset(page, self.data if self.is_bound else None)
        self.figures[block.key] = tuple(
            FigureFields(cell, self, is_open=not cell.why_closed) for cell in page.figures
        )

    def _add_flags(self, page: BlockPage) -> None:
        block = page.block
        self.fields[f"{block.key}-private"] = forms.BooleanField(
            label="不公开", required=False, initial=block.is_private
        )
        self.fields[f"{block.key}-was-private"] = forms.BooleanField(
            required=False, initial=block.is_private, widget=forms.HiddenInput
        )
        if block.needs_confirmation:
            self.fields[f"{block.key}-confirmed"] = forms.BooleanField(
                label="沿用的上年文字已经核对，确认沿用", required=False
            )

    # ---------- Reading what came back ----------

    def clean(self) -> dict[str, Any]:
        """Read rows and figures; what cannot be read is told at its place."""
        cleaned = super().clean() or {}
        for rows in self.rows.values():
            if not rows.is_valid():
                self.add_error(None, "有几条没有填完整，请看下面标红的地方。")
        for group in self.figures.values():
            for fields in group:
                fields.read(cleaned)
        self._turn_away()
        if self._heading_moved(cleaned):
            now = self.page.section.heading
            self.add_error("heading", f"标题刚刚由别人改成“{now}”，请核对后再保存。")
        return cleaned

    def _turn_away(self) -> None:
        """Say so when something was typed into a block that was closed after the page had been opened."""
        for page in self.page.blocks:
            key = page.block.key
            if page.why_closed and is_typed_into(page, self.data):
                self.turned_away[key] = PlainText().clean(self.data.get(f"{key}-text", ""))
                self.add_error(
                    None,
                    f"“{page.block.label}”在您打开本页以后关闭了，刚才输入的内容没有保存。"
                    "请先复制出来，再刷新页面保存其他部分。",
                )

    def _heading_moved(self, cleaned: Mapping[str, Any]) -> bool:
        if not self._is_renamed(cleaned):
            return False
        return cleaned["heading-base"] != self.page.section.heading != cleaned["heading"].strip()

    def _is_renamed(self, cleaned: Mapping[str, Any]) -> bool:
        return "heading" in cleaned and cleaned["heading"] != cleaned.get("heading-base")

    def change(self) -> SectionChange:
        """What the service is to keep."""
        cleaned = self.cleaned_data
        return SectionChange(
            heading=cleaned["heading"] if self._is_renamed(cleaned) else None,
            blocks=tuple(self._block_change(page) for page in self._written()),
            figures=tuple(self._figure_changes()),
            reason=cleaned.get("figure-reason", ""),
        )

    def _written(self) -> Iterable[BlockPage]:
        return (p for p in self.page.blocks if not p.why_closed and p.block.kind != BlockKind.FIXED)

    def _block_change(self, page: BlockPage) -> BlockChange:
        key, cleaned = page.block.key, self.cleaned_data
        private, version = cleaned[f"{key}-private"], cleaned.get(f"{key}-version")
        return BlockChange(
            key=key,
            text=self._text(page),
            base_version=NO_VERSION if version is None else version,
            base_digest=cleaned.get(f"{key}-digest", ""),
            is_private=None if private == cleaned[f"{key}-was-private"] else private,
            is_confirmed=bool(cleaned.get(f"{key}-confirmed")),
            is_carried=bool(cleaned.get(f"{key}-carried")),
            items=self._items(key),
        )

    def _text(self, page: BlockPage) -> str:
        """The text that was sent; what was not sent stands as it is stored, and is never read as emptied."""
        name = f"{page.block.key}-text"
        return self.cleaned_data.get(name, "") if name in self.data else page.block.text

    def _items(self, key: str) -> tuple[SnapshotItem, ...]:
        return items_of(self.rows[key]) if key in self.rows else ()

    def _figure_changes(self) -> Iterable[FigureChange]:
        for group in self.figures.values():
            for fields in group:
                if fields.typed is not None:
                    yield FigureChange(fields.cell.code, fields.typed, fields.note)

    # ---------- Telling what the service refused ----------

    def add_faults(self, faults: Sequence[Invalid]) -> None:
        """Put each sentence at its field."""
        for fault in faults:
            names = (fault.field, f"{fault.field}-text", f"figure-{fault.field}-value")
            field = next((name for name in names if name in self.fields), None)
            if field is None and fault.field in self.rows:
                self.faults.setdefault(fault.field, []).append(str(fault))
            self.add_error(field, str(fault))

    def add_conflicts(self, error: ConflictingTexts) -> None:
        """Keep the other texts for showing beside one's own."""
        self.conflicts = {conflict.key: conflict for conflict in error.conflicts}

    @property
    def is_conflicting(self) -> bool:
        """Whether somebody else saved first."""
        return bool(self.conflicts)

    def rebase(self, *, with_texts: bool) -> None:
        """Take what others have put there as the ground of the next save, which then is a decision."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        if self.has_error("heading"):
            data["heading-base"] = self.page.section.heading
        for group in self.figures.values():
            for fields in group:
                if fields.is_conflicting:
                    data[fields.base.html_name] = fields.shown
        for key, conflict in self.conflicts.items() if with_texts else ():
            data[f"{key}-version"] = str(conflict.theirs_version)
        self.data = data

    # ---------- Drawing ----------

    @property
    def figure_reason(self) -> str:
        """Why figures change, as typed."""
        return str(self["figure-reason"].value() or "") if "figure-reason" in self.fields else ""

    @property
    def heading_base(self) -> BoundField:
        """The heading that the page showed."""
        return self["heading-base"]

    @property
    def next_heading_base(self) -> str:
        """The heading on which the page goes on."""
        if self.has_error("heading"):
            return self.page.section.heading
        return str(self["heading" if self.is_kept else "heading-base"].value())

    def part(self, key: str) -> BlockPart:
        """One block with its bound fields."""
        page = next(page for page in self.page.blocks if page.block.key == key)
        return BlockPart(
            page=page,
            text=self._bound(f"{key}-text"),
            private=self._bound(f"{key}-private"),
            was_private=self._bound(f"{key}-was-private"),
            confirmed=self._bound(f"{key}-confirmed"),
            version=self._bound(f"{key}-version"),
            digest=self._bound(f"{key}-digest"),
            carried=self._bound(f"{key}-carried"),
            rows=self.rows.get(key),
            figures=self.figures.get(key) or _closed(page.figures, self),
            errors=tuple(self._sentences(key)),
            conflict=self._conflict(key),
            turned_away=self.turned_away.get(key, ""),
        )

    def parts(self) -> list[BlockPart]:
        """All blocks, in order."""
        return [self.part(page.block.key) for page in self.page.blocks]

    def _bound(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None

    def _sentences(self, key: str) -> Iterable[str]:
        yield from (str(error) for error in self.errors.get(f"{key}-text", ()))
        yield from self.faults.get(key, ())
        if key in self.rows and self.is_bound:
            yield from (str(error) for error in self.rows[key].non_form_errors())

    def _conflict(self, key: str) -> ShownConflict | None:
        conflict = self.conflicts.get(key)
        if conflict is None:
            return None
        text = f"{key}-text"
        return ShownConflict(
            field_id=f"id_{text}" if text in self.fields else f"id_{key}-rows-0-heading",
            version_field_id=f"id_{key}-version",
            version=conflict.theirs_version,
            theirs=conflict.theirs,
            theirs_by=conflict.saved_by or "别人",
            theirs_at=say_moment(conflict.saved_at, today=timezone.localdate()) if conflict.saved_at else "",
            mine=conflict.mine,
        )

    def in_step(self, posted: "SectionForm") -> set[str]:
        """The blocks whose stored text is the one that was posted, so that the page may go on from it."""
        return {
            page.block.key
            for page in self.page.blocks
            if f"{page.block.key}-version" in posted.fields.keys() & self.fields.keys()
            and posted.digest_of(page.block.key) == page.digest
        }

    def flags_moved(self, posted: "SectionForm") -> set[str]:
        """The blocks whose 不公开 is not stored as it was posted, so that the page must show it anew."""
        return {
            page.block.key
            for page in self.page.blocks
            if f"{page.block.key}-private" in posted.fields.keys() & self.fields.keys()
            and posted.cleaned_data[f"{page.block.key}-private"] != page.block.is_private
        }

    def taken_over(self) -> set[str]:
        """The blocks that came with text of last year."""
        keys = (page.block.key for page in self.page.blocks)
        return {key for key in keys if self.cleaned_data.get(f"{key}-carried")}

    def digest_of(self, key: str) -> str:
        """The mark of what was posted for one block."""
        page = next(page for page in self.page.blocks if page.block.key == key)
        return text_digest(self._text(page), self._items(key))


def _closed(cells: Iterable[FigureCell], form: SectionForm) -> tuple[FigureFields, ...]:
    return tuple(FigureFields(cell, form, is_open=False) for cell in cells)


def is_typed_into(page: BlockPage, data: Mapping[str, Any]) -> bool:
    """Whether a page that showed this block as open sends back anything but what it had shown."""
    key = page.block.key
    if any(is_figure_typed(cell, data) for cell in page.figures):
        return True
    if f"{key}-digest" not in data:
        return False
    rows = item_formset(page, data) if f"{key}-rows-TOTAL_FORMS" in data else None
    items = items_of(rows) if rows and rows.is_valid() else ()
    return text_digest(PlainText().clean(data.get(f"{key}-text", "")), items) != data[f"{key}-digest"]


def shows_text(page: BlockPage) -> bool:
    """Whether the block has a field for prose: prose, and whatever an import left elsewhere."""
    kind = page.block.kind
    return kind == BlockKind.PROSE or (kind != BlockKind.FIXED and bool(page.block.text))


def _text_area(key: str) -> forms.Textarea:
    look = {"class": "form-control block__text", "rows": 6, "aria-describedby": f"error-{key}"}
    return forms.Textarea(look)
