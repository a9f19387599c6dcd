"""The demonstration county as its files say it: units, people, two years of reports each.

Pure: no Django models. Not for: writing it into the database (the loader of this package).

Every string may hold the expressions of `blueprints.expressions`; `resolved` fills them for the
report's year. A file's faults are collected and raised together as BrokenFileError.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from pathlib import Path

from yaml import Node

from reports.blueprints.expressions import fill
from reports.blueprints.marked_yaml import BrokenFileError, Fault, MarkedReader
from reports.indicators.values import BLANK, NOT_APPLICABLE, Figure, number

FOLDER = Path(__file__).with_name("county")
NOT_APPLICABLE_MARK = "n/a"


class WantedState(StrEnum):
    """Where the loader leads a report; `supplement` is one sent back after filing (退回补正)."""

    NOT_BEGUN = "not_begun"
    DRAFTING = "drafting"
    AWAITING_REVIEW = "awaiting_review"
    RETURNED = "returned"
    AWAITING_SIGNATURE = "awaiting_signature"
    SIGNED = "signed"
    FILED = "filed"
    SUPPLEMENT = "supplement"
    RECORDED = "recorded"
    PUBLISHED = "published"


SIGNED_STATES = frozenset(
    {
        WantedState.SIGNED,
        WantedState.FILED,
        WantedState.SUPPLEMENT,
        WantedState.RECORDED,
        WantedState.PUBLISHED,
    }
)
"""The report was signed once: it has a signer."""

FILED_STATES = SIGNED_STATES - {WantedState.SIGNED}
"""The report was filed once: it has a document number."""

COMPLETE_STATES = SIGNED_STATES | {
    WantedState.AWAITING_REVIEW,
    WantedState.RETURNED,
    WantedState.AWAITING_SIGNATURE,
}
"""The report was submitted: no figure is blank, no statutory part is empty."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; `post` is what the card on the door says."""

    username: str
    name: str
    role: str
    post: str


@dataclass(frozen=True, slots=True)
class BlockText:
    """What stands in one prose block; `is_carried` when it was taken over from the year before."""

    block: str
    text: str
    is_carried: bool = False


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One row of an items block."""

    block: str
    heading: str
    text: str
    cause: str
    remedy: str
    measure: str
    responsible_unit: str
    due: str

    @property
    def due_on(self) -> date | None:
        """The day by which it is to be done; ask it of a resolved row."""
        return date.fromisoformat(self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """The value of one indicator."""

    code: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class OpinionText:
    """A reviewer's remark on a block; `state` and `reply` as the drafter answered it."""

    block: str
    quote: str
    text: str
    state: str
    reply: str


@dataclass(frozen=True, slots=True)
class UnitReport:
    """One unit's report of one year and how far it has come; empty strings where it has not.

    `earlier_texts` are what those blocks said when the report was submitted, before it was returned.
    """

    blueprint: str
    state: WantedState
    is_late: bool
    drafted_by: str
    texts: tuple[BlockText, ...]
    earlier_texts: tuple[BlockText, ...]
    items: tuple[ItemRow, ...]
    figures: tuple[ReportedFigure, ...]
    addressees: tuple[str, ...]
    copies_to: tuple[str, ...]
    has_annex: bool
    signer: str
    document_prefix: str
    document_serial: int
    cleared_by: str
    publication_address: str
    return_reason: str
    opinions: tuple[OpinionText, ...]

    def text_of(self, block: str) -> str:
        """The text of one block, empty where nothing is written."""
        return next((text.text for text in self.texts if text.block == block), "")

    def as_submitted(self) -> "UnitReport":
        """The same report with what its blocks said before it was returned."""
        earlier = {text.block: text for text in self.earlier_texts}
        return replace(self, texts=tuple(earlier.get(text.block, text) for text in self.texts))

    def document_number(self, filed_on: date) -> str:
        """The 发文字号 of a filing on that day."""
        return f"{self.document_prefix}〔{filed_on.year}〕{self.document_serial}号"

    def resolved(self, *, year: int, organisation: str, county: str) -> "UnitReport":
        """The same report with its expressions filled for one year."""
        said = partial(fill, year=year, organisation=organisation, county=county)
        return replace(
            self,
            texts=tuple(replace(text, text=said(text.text)) for text in self.texts),
            earlier_texts=tuple(replace(text, text=said(text.text)) for text in self.earlier_texts),
            items=tuple(
                replace(row, heading=said(row.heading), text=said(row.text), due=said(row.due))
                for row in self.items
            ),
            addressees=tuple(said(line) for line in self.addressees),
            copies_to=tuple(said(line) for line in self.copies_to),
            publication_address=said(self.publication_address),
            opinions=tuple(
                replace(o, quote=said(o.quote), text=said(o.text), reply=said(o.reply)) for o in self.opinions
            ),
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation with its people and its two reports."""

    key: str
    name: str
    short_name: str
    kind: str
    parent: str
    place: str
    party_name: str
    data_offices: tuple[str, ...]
    position: int
    people: tuple[Person, ...]
    last_year: UnitReport
    this_year: UnitReport

    @property
    def office(self) -> str:
        """Who prints its papers (印发机关); a joint paper is printed by the office of both organs."""
        return f"{self.name.removesuffix('人民政府')}党政办公室" if self.party_name else f"{self.name}办公室"


def read_county(folder: Path = FOLDER) -> tuple[Unit, ...]:
    """Read every unit of the county, the government first.

    Errors: raises BrokenFileError with the faults of all files.
    """
    units: list[Unit] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        reader = _UnitReader(path.name)
        root = reader.root(path)
        if root is not None:
            units.append(reader.unit(root))
        faults += reader.faults
    if faults:
        raise BrokenFileError(faults)
    return tuple(sorted(units, key=lambda unit: unit.position))


class _UnitReader(MarkedReader):
    """The schema of a unit's file."""

    def unit(self, root: Node) -> Unit:
        """Read the whole file."""
        required = ("key", "name", "short_name", "kind", "position", "people", "last_year", "this_year")
        optional = ("parent", "place", "party_name", "data_offices")
        entries = self.mapping(root, required=required, optional=optional)
        last_year = self._report(entries.get("last_year"), before=None)
        return Unit(
            key=self.filled_text(entries.get("key")),
            name=self.filled_text(entries.get("name")),
            short_name=self.filled_text(entries.get("short_name")),
            kind=self.filled_text(entries.get("kind")),
            parent=self.text(entries.get("parent")),
            place=self.text(entries.get("place")),
            party_name=self.text(entries.get("party_name")),
            data_offices=self.texts(entries.get("data_offices")),
            position=self.number(entries.get("position")),
            people=tuple(self._person(node) for node in self.sequence(entries.get("people"))),
            last_year=last_year,
            this_year=self._report(entries.get("this_year"), before=last_year),
        )

    def _person(self, node: Node) -> Person:
        entries = self.mapping(node, required=("username", "name", "role", "post"))
        return Person(
            username=self.filled_text(entries.get("username")),
            name=self.filled_text(entries.get("name")),
            role=self.filled_text(entries.get("role")),
            post=self.filled_text(entries.get("post")),
        )

    def _report(self, node: Node | None, *, before: UnitReport | None) -> UnitReport:
        entries = self._report_entries(node)
        carried = self.texts(entries.get("carried"))
        return UnitReport(
            blueprint=self.filled_text(entries.get("blueprint")),
            state=self._state(entries.get("state")),
            is_late=self.flag(entries.get("is_late")),
            drafted_by=self.text(entries.get("drafted_by")),
            texts=self._carried(entries.get("carried"), carried, before=before)
            + self._texts(entries.get("texts")),
            earlier_texts=self._texts(entries.get("earlier_texts")),
            items=self._items(entries),
            figures=self._figures(entries.get("figures")),
            addressees=self.texts(entries.get("addressees")),
            copies_to=self.texts(entries.get("copies_to")),
            has_annex=self.flag(entries.get("has_annex")),
            signer=self.text(entries.get("signer")),
            document_prefix=self.text(entries.get("document_prefix")),
            document_serial=self.number(entries.get("document_serial")),
            cleared_by=self.text(entries.get("cleared_by")),
            publication_address=self.text(entries.get("publication_address")),
            return_reason=self.text(entries.get("return_reason")),
            opinions=tuple(self._opinion(opinion) for opinion in self.sequence(entries.get("opinions"))),
        )

    def _report_entries(self, node: Node | None) -> Mapping[str, Node]:
        if node is None:
            return {}
        optional = (
            *(
                "is_late",
                "drafted_by",
                "carried",
                "texts",
                "earlier_texts",
                "figures",
                "shortcoming_items",
                "plan_items",
            ),
            *(
                "addressees",
                "copies_to",
                "has_annex",
                "signer",
                "document_prefix",
                "document_serial",
                "cleared_by",
            ),
            *("publication_address", "return_reason", "opinions"),
        )
        return self.mapping(node, required=("blueprint", "state"), optional=optional)

    def _state(self, node: Node | None) -> WantedState:
        value = self.text(node)
        if value in set(WantedState):
            return WantedState(value)
        if node is not None:
            self.fault(node, f"不认识的状态“{value}”，可用：{'、'.join(WantedState)}。")
        return WantedState.NOT_BEGUN

    def _texts(self, node: Node | None) -> tuple[BlockText, ...]:
        return tuple(BlockText(block, self.filled_text(text)) for block, text in self.pairs(node))

    def _carried(
        self, node: Node | None, blocks: tuple[str, ...], *, before: UnitReport | None
    ) -> tuple[BlockText, ...]:
        texts = []
        for block in blocks:
            text = before.text_of(block) if before else ""
            if not text and node is not None:
                self.fault(node, f"上年报告没有“{block}”，不能沿用。")
            texts.append(BlockText(block, text, is_carried=True))
        return tuple(texts)

    def _items(self, entries: Mapping[str, Node]) -> tuple[ItemRow, ...]:
        blocks = ("shortcoming_items", "plan_items")
        return tuple(
            self._item(block, node) for block in blocks for node in self.sequence(entries.get(block))
        )

    def _item(self, block: str, node: Node) -> ItemRow:
        optional = ("cause", "remedy", "measure", "responsible_unit", "due")
        entries = self.mapping(node, required=("heading", "text"), optional=optional)
        return ItemRow(
            block=block,
            heading=self.filled_text(entries.get("heading")),
            text=self.filled_text(entries.get("text")),
            cause=self.text(entries.get("cause")),
            remedy=self.text(entries.get("remedy")),
            measure=self.text(entries.get("measure")),
            responsible_unit=self.text(entries.get("responsible_unit")),
            due=self.text(entries.get("due")),
        )

    def _figures(self, node: Node | None) -> tuple[ReportedFigure, ...]:
        return tuple(ReportedFigure(code, self._figure(value)) for code, value in self.pairs(node))

    def _figure(self, node: Node) -> Figure:
        value = self.text(node)
        if not value:
            return BLANK
        if value == NOT_APPLICABLE_MARK:
            return NOT_APPLICABLE
        try:
            return number(Decimal(value))
        except (ArithmeticError, ValueError):
            self.fault(node, f"“{value}”不是数字，也不是{NOT_APPLICABLE_MARK}。")
            return BLANK

    def _opinion(self, node: Node) -> OpinionText:
        entries = self.mapping(node, required=("block", "quote", "text", "state"), optional=("reply",))
        return OpinionText(
            block=self.text(entries.get("block")),
            quote=self.text(entries.get("quote")),
            text=self.filled_text(entries.get("text")),
            state=self.filled_text(entries.get("state")),
            reply=self.text(entries.get("reply")),
        )
