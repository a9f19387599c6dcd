"""One edition as the preview page shows it: its sheets, and the ways to the other editions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.document.nodes import Document
from reports.drafting.annexes import annex_document
from reports.drafting.assembly import assemble
from reports.drafting.editions import PUBLIC, EditionKind
from reports.drafting.permissions import can_edit, can_edit_dispatch
from reports.organisations.models import User
from reports.rendering.docx.profile import Profile
from reports.rendering.pages import paper
from reports.rendering.pagination import Sheet, paginate
from reports.web.drafting.downloads import Order, formal_document

EDITIONS: dict[str, tuple[str, Callable[[Order], Document]]] = {
    "formal": ("红头文件", formal_document),
    "filing": ("材料稿", lambda order: assemble(order.snapshot, order.edition(EditionKind.FILING))),
    "public": ("公开稿", lambda order: assemble(order.snapshot, PUBLIC)),
    "figures": ("数据表", lambda order: annex_document(order.snapshot)),
}
ADDRESSED = frozenset({"formal", "filing"})


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to another edition, or to the same one for another addressee."""

    label: str
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """One edition on the sheets of a profile; `gaps` is what its red head still lacks.

    `editable`: the report's key for somebody who may go from a heading to its form.
    """

    edition: str
    sheets: tuple[Sheet, ...]
    profile: Profile
    editable: int | None
    tabs: tuple[Tab, ...]
    addressees: tuple[Tab, ...]
    gaps: tuple[str, ...]
    may_fill_gaps: bool
    has_figures: bool


def read_preview(order: Order, edition: str, *, user: User) -> Preview | None:
    """Lay one edition out; None for one that does not exist."""
    if edition not in _editions(order):
        return None
    document = EDITIONS[edition][1](order)
    profile = order.profile(is_formal=edition == "formal")
    return Preview(
        edition=edition,
        sheets=paginate(paper(document, profile), profile),
        profile=profile,
        editable=order.report.pk if can_edit(user, order.report) else None,
        tabs=tuple(_tabs(order, edition)),
        addressees=tuple(_addressees(order, edition)),
        gaps=tuple(_gaps(document)),
        may_fill_gaps=bool(can_edit_dispatch(user, order.report)),
        has_figures=bool(order.snapshot.figures),
    )


def _editions(order: Order) -> list[str]:
    return [key for key in EDITIONS if key != "figures" or order.snapshot.figures]


def _tabs(order: Order, edition: str) -> Iterator[Tab]:
    for key in _editions(order):
        addressee = f"&addressee={order.addressee}" if key in ADDRESSED and order.addressee else ""
        yield Tab(EDITIONS[key][0], f"?edition={key}{addressee}", key == edition)


def _addressees(order: Order, edition: str) -> Iterator[Tab]:
    """Each addressee has a 报送稿 of its own; one alone needs no choice."""
    names = order.snapshot.addressees
    if edition not in ADDRESSED or len(names) < 2:
        return
    for number, name in enumerate(names):
        yield Tab(name, f"?edition={edition}&addressee={number}", number == order.addressee)


def _gaps(document: Document) -> Iterator[str]:
    if document.head and not document.head.number:
        yield "发文字号"
    if document.head and not document.head.signers:
        yield "签发人"
