"""Printed characters lead back to their source."""

from hypothesis import given
from hypothesis import strategies as st

from reports.text.projection import Projection, Replacement, project

SOURCE = "受理{{RV02}}件，〖不公开〗某案〖/〗一件"
TOKEN, OPENING, CLOSING = Replacement(2, 10, "116"), Replacement(12, 17, ""), Replacement(19, 22, "")


def printed() -> Projection:
    return project(SOURCE, [CLOSING, TOKEN, OPENING])


def test_it_prints_what_replaces() -> None:
    assert printed().text == "受理116件，某案一件"


def test_characters_lead_back_and_a_number_leads_to_its_whole_token() -> None:
    assert printed().source_span(0, 2) == (0, 2)
    assert printed().source_span(3, 4) == (2, 10)  # a 1 of 116
    assert printed().source_span(5, 6) == (10, 11)  # 件
    start, end = printed().source_span(7, 9)
    assert SOURCE[start:end] == "某案"


def test_an_empty_span_stands_before_its_character_and_after_the_last() -> None:
    assert printed().source_span(5, 5) == (10, 10)
    assert printed().source_span(11, 11) == (len(SOURCE), len(SOURCE))
    assert project("", []).source_span(0, 0) == (0, 0)


def test_verbatim_is_what_stands_there_exactly_so() -> None:
    assert printed().is_verbatim(0, 2)
    assert not printed().is_verbatim(1, 4)  # a number in it
    assert not printed().is_verbatim(8, 10)  # 案一 has a mark between its characters
    assert printed().is_verbatim(9, 11)


@given(st.text("ab{}", max_size=30), st.data())
def test_every_verbatim_span_is_the_same_characters(source: str, data: st.DataObject) -> None:
    places = st.integers(0, len(source))
    made = data.draw(st.lists(st.builds(Replacement, places, places, st.text("xy", max_size=3)), max_size=4))
    projection = project(source, [one for one in made if one.start < one.end])
    whole = projection.source_span(0, len(projection.text))
    start = data.draw(st.integers(0, len(projection.text)))
    end = data.draw(st.integers(start, len(projection.text)))
    from_source, to_source = projection.source_span(start, end)
    assert 0 <= from_source <= to_source <= len(source)
    if end > start:
        assert whole[0] <= from_source
        assert to_source <= whole[1]
    if projection.is_verbatim(start, end):
        assert source[from_source:to_source] == projection.text[start:end]
