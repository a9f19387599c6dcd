"""What somebody chose for the files of a parcel, kept beside them until the files are stored.

Not for: whether a choice can be done (importing.arrangement).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from django.http import QueryDict

from reports.common.errors import Invalid
from reports.importing.arrangement import moved_along
from reports.importing.places import PlacementSection, Row, read_place
from reports.web.importing.parcels import Parcel
from reports.web.numbers import read_number

LIST = "choices.json"
STALE = "页面与文件对不上，请重新打开这一页后再选。"
LONGEST_COMPACT = 500_000
"""Characters; every row of the longest paper with the longest place."""
FIELD = "p"
"""What the name of a row's select opens with; the number of the row follows."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The unit of each file, the files that are ticked (None while nobody has said), and rows' places."""

    units: dict[int, int | None] = field(default_factory=dict)
    taken: tuple[int, ...] | None = None
    places: dict[int, dict[int, str]] = field(default_factory=dict)


def kept_choices(parcel: Parcel) -> Choices:
    """Read what was chosen so far."""
    try:
        found = json.loads((parcel.folder / LIST).read_text("utf-8"))
    except FileNotFoundError:
        return Choices()
    return Choices(
        units={int(number): unit for number, unit in found["units"].items()},
        taken=None if found["taken"] is None else tuple(found["taken"]),
        places={int(file): _numbered(codes) for file, codes in found["places"].items()},
    )


def keep_units(parcel: Parcel, units: Mapping[int, int | None], *, taken: Iterable[int]) -> None:
    """Keep which unit each file belongs to, and which files are ticked.

    Errors: Gone where the parcel is there no more.
    """
    kept = kept_choices(parcel)
    _write(parcel, Choices(dict(units), tuple(sorted(taken)), kept.places))


def keep_places(parcel: Parcel, file: int, codes: Mapping[int, str]) -> None:
    """Keep the places chosen for the rows of one file.

    Errors: Gone where the parcel is there no more.
    """
    kept = kept_choices(parcel)
    _write(parcel, Choices(kept.units, kept.taken, {**kept.places, file: dict(codes)}))


def _write(parcel: Parcel, choices: Choices) -> None:
    parcel.write(LIST, json.dumps(asdict(choices), ensure_ascii=False).encode())


def _numbered(codes: Mapping[str, str]) -> dict[int, str]:
    return {int(number): code for number, code in codes.items()}


def posted_places(
    post: QueryDict, *, rows: tuple[Row, ...], before: tuple[Row, ...], sections: list[PlacementSection]
) -> dict[int, str]:
    """Read the places that a page sent: in one field, or without JavaScript from the select of each row.

    `rows` are as proposed, `before` as the page showed them. Without JavaScript a heading that was moved
    takes along what stands below it, where its box 及其后各段 is ticked.
    Errors: Invalid for numbers that no row has.
    """
    if "places" in post:
        return _read_compact(str(post["places"]), count=len(rows))
    codes = _read_selects(post, count=len(rows))
    moved = {number for number, code in codes.items() if code != before[number - 1].place.code}
    for number in map(read_number, post.getlist("along")):
        place = read_place(codes.get(number or 0, ""))
        if number in moved and place is not None:
            below = moved_along(before, number, place, sections=sections)
            codes |= {row: to.code for row, to in below.items() if row not in moved}
    return {number: code for number, code in codes.items() if code != rows[number - 1].place.code}


def _read_compact(text: str, *, count: int) -> dict[int, str]:
    """Read 12=body:plan:plan;13=nowhere, what a script wrote."""
    if len(text) > LONGEST_COMPACT:
        raise Invalid(STALE)
    pairs = (pair.partition("=") for pair in text.split(";") if pair)
    return {_row_number(number, count): code for number, _, code in pairs}


def _read_selects(post: QueryDict, *, count: int) -> dict[int, str]:
    names = (name for name in post if name.startswith(FIELD) and name[len(FIELD) :].isdigit())
    return {_row_number(name[len(FIELD) :], count): str(post[name]) for name in names}


def _row_number(text: str, count: int) -> int:
    number = read_number(text)
    if number is None or not 1 <= number <= count:
        raise Invalid(STALE)
    return number
