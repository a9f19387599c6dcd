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


def lists(inside: str) -> Numbering:
    """The lists of a file."""
    return read_numbering(etree.fromstring(f'<w:numbering xmlns:w="{W_NAMESPACE}">{inside}</w:numbering>'))


def level(place: int, text: str, form: str = "decimal", more: str = "") -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{place}">{inside}</w:lvl>'


def abstract(key: int, inside: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{inside}</w:abstractNum>'


def num(key: int, of: int, inside: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{inside}</w:num>'


def counted(numbering: Numbering, *steps: tuple[str, int]) -> list[str]:
    return [numbering.next_number(key, place) for key, place in steps]


CHAPTERS = level(0, "%1、", "chineseCounting")


def test_a_legal_level_writes_all_numbers_in_digits():
    found = lists(abstract(1, CHAPTERS + level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 1))
    assert counted(found, ("1", 0), ("1", 1), ("1", 1)) == ["一、", "1.1 ", "1.2 "]


def test_a_level_may_go_on_counting_over_the_one_above_it():
    on = level(1, "（%2）", "chineseCounting", '<w:lvlRestart w:val="0"/>')
    found = lists(abstract(1, CHAPTERS + on) + num(1, 1))
    assert counted(found, ("1", 0), ("1", 1), ("1", 0), ("1", 1)) == ["一、", "（一）", "二、", "（二）"]


def test_a_level_may_begin_again_only_after_the_top():
    third = level(2, "%3.", more='<w:lvlRestart w:val="1"/>')
    found = lists(abstract(1, CHAPTERS + level(1, "（%2）") + third) + num(1, 1))
    steps = [("1", 0), ("1", 1), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 2)]
    assert counted(found, *steps) == ["一、", "（1）", "1.", "（2）", "2.", "二、", "1."]


def test_lists_of_one_kind_count_on_until_one_begins_anew():
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    found = lists(abstract(1, CHAPTERS) + num(1, 1) + num(2, 1) + num(3, 1, anew))
    assert counted(found, ("1", 0), ("2", 0), ("3", 0), ("3", 0)) == ["一、", "二、", "一、", "二、"]


def test_a_list_may_write_a_level_in_its_own_way():
    close = level(0, "第%1", more='<w:suff w:val="nothing"/>')
    own = f'<w:lvlOverride w:ilvl="0">{close}</w:lvlOverride>'
    found = lists(abstract(1, CHAPTERS) + num(1, 1) + num(2, 1, own))
    assert counted(found, ("1", 0), ("2", 0)) == ["一、", "第2"]


def test_a_list_may_be_defined_by_a_style_elsewhere():
    link = '<w:numStyleLink w:val="法定"/>'
    found = lists(abstract(1, link) + abstract(2, '<w:styleLink w:val="法定"/>' + CHAPTERS) + num(1, 1))
    assert counted(found, ("1", 0), ("1", 0)) == ["一、", "二、"]


def test_a_paragraph_style_names_its_level():
    linked = level(1, "（%2）", "chineseCounting", '<w:pStyle w:val="2"/>')
    found = lists(abstract(1, CHAPTERS + linked) + num(1, 1))
    assert [found.next_number("1", 0, style="1"), found.next_number("1", 0, style="2")] == ["一、", "（一）"]
