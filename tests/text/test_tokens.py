"""Figure tokens in stored text."""

from hypothesis import given
from hypothesis import strategies as st

from reports.text.tokens import Token, find_tokens, replace_tokens, split_tokens, token


def test_finds_tokens_with_their_places():
    assert find_tokens("办理{{RV02}}件，{{ LE01 }}件") == (Token("RV02", 2, 10), Token("LE01", 12, 22))


def test_a_single_brace_is_a_brace():
    text = "{RV02} {{}} {{ }} {{a{b}} {{甲\n乙}} }}{{"
    assert find_tokens(text) == ()
    assert replace_tokens(text, lambda _: "×") == text


def test_replaces_what_is_known_and_leaves_the_rest():
    values = {"RV02": "116", "LE01": "0"}
    assert replace_tokens("{{RV02}}件、{{XX99}}件、{{LE01}}件", values.get) == "116件、{{XX99}}件、0件"


def test_a_written_token_is_found():
    assert find_tokens(token("DS03a")) == (Token("DS03a", 0, 9),)


@given(st.text("{}RV02 件", max_size=40))
def test_pieces_joined_are_the_text(text):
    pieces = split_tokens(text)
    assert "".join(p if isinstance(p, str) else text[p.start : p.end] for p in pieces) == text


def test_a_long_text_of_braces_takes_no_time():
    assert find_tokens("{" * 1_000_000 + "A" * 1_000_000) == ()
