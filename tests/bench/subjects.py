"""The benches by subject, in the order of the table; a new subject is a module and a line here."""

from collections.abc import Iterator
from dataclasses import dataclass

import django

from tests.bench import checking, reading, volume, word
from tests.bench.rows import Bench, Row, Scale


@dataclass(frozen=True, slots=True)
class Subject:
    """What `make bench ARGS=…` chooses by `name`."""

    name: str
    benches: tuple[Bench, ...]


def open_years(scale: Scale) -> Iterator[Row]:
    """Open years; the models are imported here, so that they weigh on no other subject's memory."""
    django.setup()
    from tests.bench import opening

    with opening.database():
        for bench in opening.BENCHES:
            yield from bench(scale)


def compare_counties(scale: Scale) -> Iterator[Row]:
    """Compare the reports of counties, as `open_years` opens them."""
    django.setup()
    from tests.bench import comparing, opening

    with opening.database():
        for bench in comparing.BENCHES:
            yield from bench(scale)


def read_years(scale: Scale) -> Iterator[Row]:
    """Read the stored reports of years through, as `open_years` opens them."""
    django.setup()
    from tests.bench import opening, proofreading

    with opening.database():
        for bench in proofreading.BENCHES:
            yield from bench(scale)


SUBJECTS = (
    Subject("word", word.BENCHES),
    Subject("volume", volume.BENCHES),
    Subject("reading", reading.BENCHES),
    Subject("checking", (*checking.BENCHES, read_years, compare_counties)),
    Subject("opening", (open_years,)),
)


class UnknownSubject(Exception):
    """A name that was asked for and is no subject; `str(error)` is a sentence for the user."""


def chosen(names: list[str]) -> list[Subject]:
    """Choose subjects by name, all of them without names.

    Errors: UnknownSubject.
    """
    known = [subject.name for subject in SUBJECTS]
    for name in names:
        if name not in known:
            raise UnknownSubject(f"没有名为 {name} 的性能测试，可选：{'、'.join(known)}。")
    return [subject for subject in SUBJECTS if not names or subject.name in names]


def measure(subjects: list[Subject], scale: Scale) -> Iterator[Row]:
    """Run the benches one after the other and give each row as soon as it is known."""
    for subject in subjects:
        for bench in subject.benches:
            yield from bench(scale)
