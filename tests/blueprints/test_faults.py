"""Every fault at its place, each a sentence that says what to do."""

from dataclasses import replace

import pytest

from reports.blueprints.content import BlockContent, Content, FigureAsk, Place, SectionContent
from reports.blueprints.faults import ContentFault, Weight, faults_in
from reports.document.roles import STATUTORY_ROLES

CODES = {"LE01", "LE11", *(f"XX{n:02}" for n in range(1, 30))}


def prose(key: str, **fields) -> BlockContent:
    """A block that nothing is wrong with."""
    return BlockContent(key, "prose", "名称", **fields)


SOUND = Content(
    "试用模板",
    ("department", "town"),
    "{organisation}{year}年报告",
    "{organisation}{year}年年报",
    ("{county}人民政府",),
    tuple(SectionContent(role.value, role, "标题", blocks=(prose(f"b_{role}"),)) for role in STATUTORY_ROLES),
)
FIRST = SOUND.sections[0].key
BLOCK = SOUND.sections[0].blocks[0]
HERE = Place(FIRST, BLOCK.key, "figures")


def with_blocks(*blocks: BlockContent, **fields) -> Content:
    """The sound content with other blocks in its first section."""
    first = replace(SOUND.sections[0], blocks=blocks)
    return replace(SOUND, sections=(first, *SOUND.sections[1:]), **fields)


def only(content: Content) -> tuple[Weight, Place, str]:
    """The one fault of a content."""
    (fault,) = faults_in(content, codes=CODES)
    return fault.weight, fault.place, fault.sentence


def test_a_sound_content_has_no_fault() -> None:
    assert faults_in(SOUND, codes=CODES) == ()


@pytest.mark.parametrize(
    ("content", "weight", "place", "sentence"),
    [
        (replace(SOUND, name=" "), 3, Place("", "", "name"), "请填写模板的名称。"),
        (replace(SOUND, kinds=()), 2, Place("", "", "kinds"), "请至少选择一类适用单位。"),
        (
            replace(SOUND, kinds=("department", "moon")),
            3,
            Place("", "", "kinds"),
            "不认识的单位类别“moon”，请重新选择。",
        ),
        (replace(SOUND, public_title=""), 2, Place("", "", "public_title"), "请填写公开稿标题。"),
        (
            replace(SOUND, filing_title="{yaer}年报告"),
            3,
            Place("", "", "filing_title"),
            "不认识“{yaer}”，请用“插入”按钮插入年份、单位和县名。",
        ),
        (
            replace(SOUND, addressees=("县" * 201,)),
            3,
            Place("", "", "addressees"),
            "这里最多200个字，现在有201个字，请精简。",
        ),
        (
            with_blocks(),
            2,
            Place(FIRST, "", "blocks"),
            "这一部分没有内容块，请添加一个或删除这一部分。",
        ),
        (
            with_blocks(replace(BLOCK, label="")),
            2,
            Place(FIRST, BLOCK.key, "label"),
            "请填写内容块的名称。",
        ),
        (
            with_blocks(replace(BLOCK, guidance="写\x00")),
            3,
            Place(FIRST, BLOCK.key, "guidance"),
            "文字中有无法保存的字符，请重新输入。",
        ),
        (
            with_blocks(replace(BLOCK, kind="fixed")),
            2,
            Place(FIRST, BLOCK.key, "fixed_text"),
            "固定文字块还没有文字，请填写。",
        ),
        (
            with_blocks(replace(BLOCK, kind="items")),
            3,
            Place(FIRST, BLOCK.key, "items_kind"),
            "条目块须选择条目类型，其他内容块不选。",
        ),
        (with_blocks(replace(BLOCK, kind="figures")), 2, HERE, "数据块还没有指标，请添加指标。"),
        (
            with_blocks(replace(BLOCK, figures=(FigureAsk("ZZ99"),))),
            3,
            HERE,
            "指标字典里没有“ZZ99”，请从指标中选择。",
        ),
        (
            with_blocks(replace(BLOCK, figures=(FigureAsk("LE01"), FigureAsk("LE01", ("town",))))),
            3,
            HERE,
            "指标“LE01”在这个内容块里出现了2次，请只保留一次。",
        ),
        (
            with_blocks(replace(BLOCK, figures=(FigureAsk("LE01", ("street",)),))),
            2,
            HERE,
            "指标“LE01”要求本模板不适用的单位填报，请改选或移除。",
        ),
        (
            with_blocks(
                prose("x", figures=(FigureAsk("LE01", ("town",)),)),
                prose("y", figures=(FigureAsk("LE01"),)),
            ),
            2,
            Place(FIRST, "y", "figures"),
            "指标“LE01”对乡镇重复询问，请只在一处保留。",
        ),
        (
            with_blocks(
                replace(BLOCK, figures=tuple(FigureAsk(f"XX{n:02}", ("town",)) for n in range(1, 22)))
            ),
            1,
            Place("", "", "figures"),
            "对乡镇要求填报21项指标，超过了建议的20项，请确认确实需要。",
        ),
        (
            with_blocks(BLOCK, replace(BLOCK)),
            3,
            Place(FIRST, BLOCK.key, "key"),
            f"有2个内容块使用同一个键“{BLOCK.key}”，请只保留一个。",
        ),
        (
            replace(SOUND, sections=SOUND.sections[1:]),
            1,
            Place("", "", "sections"),
            "没有法定部分“主要举措和成效”，请确认确实不需要。",
        ),
    ],
)
def test_a_fault_is_found_at_its_place(content: Content, weight: int, place: Place, sentence: str) -> None:
    assert only(content) == (Weight(weight), place, sentence)


def test_a_figure_is_called_by_its_name_where_it_has_one() -> None:
    content = with_blocks(replace(BLOCK, figures=(FigureAsk("LE01", ("street",)),)))
    (fault,) = faults_in(content, codes=CODES, names={"LE01": "行政处罚案件数"})
    assert fault.sentence == "指标“行政处罚案件数”（LE01）要求本模板不适用的单位填报，请改选或移除。"


def test_the_same_figure_may_be_asked_of_different_kinds_in_different_blocks() -> None:
    asks = (FigureAsk("LE01", ("town",)),), (FigureAsk("LE01", ("department",)),)
    assert faults_in(with_blocks(prose("x", figures=asks[0]), prose("y", figures=asks[1])), codes=CODES) == ()


def test_an_empty_template_is_storable_and_unfinished() -> None:
    faults = faults_in(Content("新模板", (), "", "", ()), codes=CODES)
    assert {fault.weight for fault in faults} == {Weight.UNFINISHED, Weight.WARNING}
    assert ContentFault(
        Weight.UNFINISHED, Place("", "", "sections"), "模板还没有部分，请至少添加一个部分。"
    ) in set(faults)


def test_the_figures_of_a_topic_do_not_count_as_asked_by_default() -> None:
    asks = tuple(FigureAsk(f"XX{n:02}", ("town",)) for n in range(1, 22))
    half = prose("x", figures=asks[:11]), prose("y", figures=asks[11:])
    assert only(with_blocks(*half))[1] == Place("", "", "figures")
    assert faults_in(with_blocks(half[0], replace(half[1], pack="专项行动")), codes=CODES) == ()
