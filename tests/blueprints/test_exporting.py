"""Whatever a content says, its file says it too, and in the same way each time."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.blueprints.content import BlockContent, Content
from reports.blueprints.exporting import pack_text
from reports.blueprints.packs import read_pack, read_pack_bytes, shipped_packs
from reports.indicators.dictionary import shipped_dictionary
from tests.blueprints.contents import CODES, blocks, contents
from tests.blueprints.test_storing import CONTENT

ODD = "写检查：“{{LE20}}”、'引号'\"#：: -？!&*|>%@`{}[],~\r\n\t\x85\u2028　\\ 0字null"
texts = (
    st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=40)
    .map(lambda text: text.replace("{", "{{") if text.count("{") else text)
    .map(lambda text: text.rstrip("\n"))
)
odd_blocks = st.builds(
    lambda block, guidance, opening, matches: replace(
        block, guidance=guidance, opening=opening, matches=tuple(matches)
    ),
    blocks,
    texts,
    texts,
    st.lists(texts.filter(str.strip), max_size=2),
)


def readable(content: Content) -> Content:
    """Make a drawn content one that a pack may say: each figure asked once, no empty part."""
    asked: set[str] = set()

    def block_of(block: BlockContent) -> BlockContent:
        figures = tuple(ask for ask in block.figures if ask.code not in asked)
        asked.update(ask.code for ask in figures)
        return replace(block, figures=figures)

    sections = (
        replace(
            section,
            key=section.key.lower(),
            blocks=tuple(map(block_of, section.blocks))
            or (BlockContent(f"{section.key.lower()}x", "prose", "正文"),),
        )
        for section in content.sections
    )
    return replace(content, sections=tuple(sections))


@given(contents(odd_blocks).map(readable))
def test_reading_what_was_written_gives_it_back(content: Content) -> None:
    written = pack_text("trial", content).encode()
    pack = read_pack_bytes("trial.yaml", written, CODES)
    assert (pack.code, pack.content) == ("trial", content)
    assert pack_text("trial", pack.content).encode() == written


@pytest.mark.parametrize("path", shipped_packs(), ids=lambda path: path.stem)
def test_a_shipped_pack_comes_back(path: Path) -> None:
    codes = [entry.code for entry in shipped_dictionary().entries]
    pack = read_pack(path, codes)
    assert (
        read_pack_bytes("a.yaml", pack_text(pack.code, pack.content).encode(), codes).content == pack.content
    )


def test_the_file_reads_as_people_write_one() -> None:
    assert pack_text("trial", CONTENT) == (
        """format: 2
code: trial
name: 试用模板
kinds: [department, town]
titles:
  filing: '{organisation}关于{year}年度的报告'
  public: '{organisation}{year}年年报'
addressees:
  - 中共{county}委
  - '{county}人民政府'
sections:
  - key: achievements
    role: achievements
    heading: '{year}年度成效'
    form: own_line
    blocks:
      - key: enforcement
        kind: prose
        label: 行政执法
        guidance: 写检查。
        evaluation: 看数字。
        example: 三次。
        opening: （一）行政执法
        carries_over: true
        matches: [执法]
        figures:
          - {code: LE01, kinds: [department], duties: [enforcement]}
          - {code: LE11}
      - key: notice
        kind: fixed
        label: 说明
        pack: 专项行动
        text: 截至年底。
  - key: shortcomings
    role: shortcomings
    heading: 不足
    form: run_in
    blocks:
      - key: rows
        kind: items
        label: 逐条
        items: shortcoming
"""
    )


def test_several_lines_are_a_literal_block() -> None:
    first = CONTENT.sections[0]
    block = replace(first.blocks[0], opening="（一）行政执法\n全年检查{{LE20}}次：\n  一是“三项制度”")
    content = replace(CONTENT, sections=(replace(first, blocks=(block,)),))
    assert """        opening: |-
          （一）行政执法
          全年检查{{LE20}}次：
            一是“三项制度”
""" in pack_text("trial", content)
