"""Contents for the laws of comparing, merging and exporting: small, odd, and never broken."""

from dataclasses import replace

from hypothesis import strategies as st

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.enums import ItemForm
from reports.document.roles import Role

KINDS = ("department", "town", "street")
CODES = ("LE01", "LE20", "RV02", "RD03")
TEXTS = ("", "写检查。", "写检查次数。", "（一）行政执法\n{year}年共{{LE20}}次。")

asks = st.builds(
    FigureAsk,
    st.sampled_from(CODES),
    kinds=st.sampled_from([(), ("department",), ("town", "street")]),
    duties=st.sampled_from([(), ("enforcement",)]),
)
texts = st.sampled_from(TEXTS)
blocks = st.builds(
    BlockContent,
    key=st.just(""),
    kind=st.just("prose"),
    label=st.sampled_from(["行政执法", "依法决策"]),
    guidance=texts,
    evaluation=texts,
    opening=texts,
    matches=st.sampled_from([(), ("执法",), ("执法", "检查")]),
    figures=st.lists(asks, max_size=3, unique_by=lambda ask: ask.code).map(tuple),
    carries_over=st.booleans(),
)
_SECTIONS, _BLOCKS = tuple("ABCD"), tuple("pqrstu")


@st.composite
def contents(draw: st.DrawFn, block: st.SearchStrategy[BlockContent] = blocks) -> Content:
    """Draw a content with keys out of a small stock, so that two of them share some."""
    names = draw(st.permutations(_SECTIONS))[: draw(st.integers(1, 4))]
    homes = {key: draw(st.sampled_from([*names, ""])) for key in draw(st.permutations(_BLOCKS))}
    return Content(
        name=draw(st.sampled_from(["部门报告", "执法部门报告"])),
        kinds=KINDS,
        filing_title=draw(st.sampled_from(["{year}年报告", "报告"])),
        public_title="{year}年度报告",
        addressees=draw(st.sampled_from([("县委",), ("县委", "县政府")])),
        sections=tuple(
            SectionContent(
                key=name,
                role=draw(st.sampled_from([Role.ACHIEVEMENTS, Role.SHORTCOMINGS])),
                heading=draw(st.sampled_from(["成效", "{year}年成效", ""])),
                item_form=draw(st.sampled_from(ItemForm.values)),
                blocks=tuple(replace(draw(block), key=key) for key, home in homes.items() if home == name),
            )
            for name in names
        ),
    )
