import pytest
from lxml import etree

from reports.importing.docx_numbering import ListLevel, Numbering, read_numbering
from tests.importing.word_files import W_NAMESPACE


def one_list(*levels: ListLevel) -> Numbering:
    """A file with one list of these levels, under the key 1."""
    return Numbering(levels={"a": dict(enumerate(levels))}, lists={"1": "a"})


@pytest.mark.parametrize(
    ("form", "text", "numbers"),
    [
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "叁、"]),
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimal", "%1", ["1 ", "2 ", "3 "]),
        ("decimalFullWidth", "（%1）", ["（１）", "（２）", "（３）"]),
        ("decimalEnclosedCircle", "%1", ["① ", "② ", "③ "]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("bullet", "●", ["", "", ""]),
        ("none", "", ["", "", ""]),
        ("unheardOf", "第%1条", ["第1条 ", "第2条 ", "第3条 "]),
    ],
)
def test_a_number_prints_in_its_form(form, text, numbers):
    numbering = one_list(ListLevel(1, form, text))
    assert [numbering.next_number("1", 0) for _ in numbers] == numbers


def test_deeper_levels_begin_again_and_may_name_the_upper_ones():
    numbering = one_list(ListLevel(3, "decimal", "%1."), ListLevel(1, "decimal", "%1.%2."))
    steps = [0, 1, 1, 0, 1]
    assert [numbering.next_number("1", level) for level in steps] == ["3.", "3.1.", "3.2.", "4.", "4.1."]


@pytest.mark.parametrize(("start", "number"), [(0, "0."), (99999, "99999."), (-5, "-5.")])
def test_a_start_that_nobody_counts_from_does_no_harm(start, number):
    assert one_list(ListLevel(start, "chineseCounting", "%1.")).next_number("1", 0) == number


def test_a_list_that_is_not_defined_has_no_numbers():
    assert one_list(ListLevel()).next_number("9", 0) == ""
    assert one_list(ListLevel()).next_number("1", 5) == ""
    assert read_numbering(None).next_number("1", 0) == ""


def test_what_is_no_number_in_the_file_counts_as_the_usual():
    root = etree.fromstring(
        f'<w:numbering xmlns:w="{W_NAMESPACE}"><w:abstractNum w:abstractNumId="x"><w:lvl w:ilvl="many">'
        '<w:start w:val="²"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="x"/></w:num><w:num w:numId="2"/></w:numbering>'
    )
    numbering = read_numbering(root)
    assert [numbering.next_number("1", 0), numbering.next_number("2", 0)] == ["1.", ""]
