"""Stored text cut at its 不公开 marks; no database."""

import pytest

from reports.web.rollup.texts import pieces_of


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("全部公开。", [("全部公开。", False)]),
        ("甲〖不公开〗乙〖/〗丙", [("甲", False), ("乙", True), ("丙", False)]),
        ("〖不公开〗乙〖/〗", [("乙", True)]),
        ("甲〖不公开〗乙", [("甲", False), ("乙", True)]),
        ("甲〖/〗丙", [("甲", True), ("丙", False)]),
        ("", []),
    ],
)
def test_pieces_are_for_publication_or_not(text: str, pieces: list[tuple[str, bool]]) -> None:
    assert [(piece.text, piece.is_private) for piece in pieces_of(text)] == pieces
