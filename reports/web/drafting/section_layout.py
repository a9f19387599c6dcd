"""How the form of a part is laid out: what the templates of its blocks and of its heading are given.

Not for: what the fields are, and what they mean when they come back (section_form).
"""

from dataclasses import dataclass
from typing import Any, Protocol

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string

from reports.web.drafting.figure_fields import FigureFields
from reports.web.drafting.item_forms import ItemFormSet
from reports.web.drafting.queries import BlockPage


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """What _conflict.html asks for."""

    field_id: str
    version_field_id: str
    version: int
    theirs: str
    theirs_by: str
    theirs_at: str
    mine: str


@dataclass(frozen=True, slots=True)
class BlockPart:
    """One block as the template draws it.

    The page sets `carried` when it takes last year's text over; `turned_away` is what was typed into a
    block that had been closed meanwhile.
    """

    page: BlockPage
    text: BoundField | None
    private: BoundField | None
    was_private: BoundField | None
    confirmed: BoundField | None
    version: BoundField | None
    digest: BoundField | None
    carried: BoundField | None
    rows: ItemFormSet | None
    figures: tuple[FigureFields, ...]
    errors: tuple[str, ...]
    conflict: ShownConflict | None
    turned_away: str

    @property
    def block(self) -> Any:
        """The stored block."""
        return self.page.block

    @property
    def error_id(self) -> str:
        """Where its sentences stand."""
        return f"error-{self.page.block.key}"


class HasParts(Protocol):
    """The form of a part, as its layout needs it."""

    def part(self, key: str) -> BlockPart:
        """One block with its bound fields."""


class BlockLayout(LayoutObject):
    """Draws one block where the layout names it."""

    template = "reports/drafting/_block.html"

    def __init__(self, key: str) -> None:
        self.key = key
        self.fields: list[str] = []

    def render(
        self, form: HasParts, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        """Fill the block's template."""
        return render_to_string(self.template, {**_flat(context), "part": form.part(self.key)})


class HeadingLayout(LayoutObject):
    """Draws the heading of the part, as a field or as words."""

    template = "reports/drafting/_heading.html"

    def __init__(self) -> None:
        self.fields: list[str] = []

    def render(
        self, form: HasParts, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        """Fill the heading's template."""
        return render_to_string(self.template, {**_flat(context), "form": form})


def _flat(context: Context) -> dict[str, Any]:
    return {str(name): value for name, value in context.flatten().items()}
