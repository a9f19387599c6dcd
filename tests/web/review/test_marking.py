"""Words that the proof-reader found, marked on the paper where their neighbours say that they stand."""

from reports.checks.models import Finding
from reports.document.nodes import RunKind
from reports.rendering.pages import ItemKind, PaperItem, Piece
from reports.web.review.marking import mark_words


def paragraph(*pieces):
    return PaperItem(ItemKind.PARAGRAPH, pieces=tuple(pieces))


def marked(items, *findings):
    """The stretches of each paragraph with their weight."""
    return [
        [(piece.text, piece.weight) for piece in item.pieces] for item in mark_words(items, list(findings))
    ]


def finding(shown, before="", after="", severity="error", **fields):
    return Finding(shown=shown, before=before, after=after, severity=severity, **fields)


def test_of_equal_words_those_with_the_same_neighbours_are_marked():
    text = paragraph(Piece("办理XX件，审结XX件。"))
    assert marked([text], finding("XX", "办理XX件，审结", "件。")) == [
        [("办理XX件，审结", ""), ("XX", "error"), ("件。", "")]
    ]


def test_two_findings_of_the_same_words_mark_both_places():
    text = paragraph(Piece("办理XX件，审结XX件。"))
    both = [("办理", ""), ("XX", "error"), ("件，审结", ""), ("XX", "error"), ("件。", "")]
    assert marked([text], finding("XX"), finding("XX")) == [both]


def test_a_mark_reaches_over_figures_and_paragraphs_and_keeps_their_kind():
    first = paragraph(Piece("（一）", is_lead=True), Piece("受理"), Piece("31", RunKind.FIGURE), Piece("件"))
    second = paragraph(Piece("完毕。"))
    items = mark_words([first, second], [finding("31件\n完", "{{RV02}}", severity="hint")])
    assert [[(p.text, p.kind, p.weight) for p in item.pieces] for item in items] == [
        [
            ("（一）", RunKind.PLAIN, ""),
            ("受理", RunKind.PLAIN, ""),
            ("31", RunKind.FIGURE, "hint"),
            ("件", RunKind.PLAIN, "hint"),
        ],
        [("完", RunKind.PLAIN, "hint"), ("毕。", RunKind.PLAIN, "")],
    ]


def test_what_is_kept_is_marked_so_and_what_overlaps_or_is_lost_is_not(now):
    text = paragraph(Piece("法制思想深入人心。"))
    kept = finding("法制思想", dismissed_at=now)
    assert marked([text], kept, finding("思想深入"), finding("不在文中"), finding("")) == [
        [("法制思想", "kept"), ("深入人心。", "")]
    ]
