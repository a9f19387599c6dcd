"""The packs that ship, and the faults that a broken one is told."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reports.blueprints.content import FigureAsk, strings
from reports.blueprints.packs import MOST_FIGURES, BrokenPack, Pack, read_pack, shipped_packs
from reports.document.roles import Role
from reports.indicators.dictionary import shipped_dictionary

GOOD = """\
format: 1
code: small
name: 小模板
kinds: [department, town]
titles:
  filing: "{organisation}关于{year}年度的报告"
  public: "{organisation}{year}年年报"
addressees: ["{county}人民政府"]
sections:
  - key: achievements
    role: achievements
    heading: "{year}年度成效"
    form: own_line
    blocks:
      - key: enforcement
        kind: prose
        label: 行政执法
        guidance: 写检查。
        evaluation: 看数字。
        example: 三次。
        carries_over: true
        opening: |
          （一）行政执法
          {year}年
        matches: [执法, 三项制度]
        figures:
          - {code: LE01}
          - {code: LE20, kinds: [town], duties: [enforcement]}
      - {key: notice, kind: fixed, label: 说明, text: 本报告数据截至年底。, pack: 专项行动}
  - key: shortcomings
    role: shortcomings
    heading: 不足
    blocks:
      - {key: rows, kind: items, label: 逐条, items: shortcoming}
"""


@pytest.fixture(scope="session")
def codes() -> frozenset[str]:
    return frozenset(shipped_dictionary().names())


def read(tmp_path: Path, text: str) -> Pack:
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return read_pack(path, {"LE01", "LE20"})


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(BrokenPack) as caught:
        read(tmp_path, text)
    return [str(fault) for fault in caught.value.faults]


def test_a_pack_is_read_as_written(tmp_path: Path) -> None:
    pack = read(tmp_path, GOOD)
    content = pack.content
    assert (pack.code, content.name, content.kinds) == ("small", "小模板", ("department", "town"))
    assert (content.filing_title, content.public_title) == (
        "{organisation}关于{year}年度的报告",
        "{organisation}{year}年年报",
    )
    assert content.addressees == ("{county}人民政府",)
    assert [(s.key, s.role, s.heading, s.item_form) for s in content.sections] == [
        ("achievements", Role.ACHIEVEMENTS, "{year}年度成效", "own_line"),
        ("shortcomings", Role.SHORTCOMINGS, "不足", "run_in"),
    ]
    assert [(b.key, b.kind, b.items_kind, b.fixed_text, b.pack) for b in content.blocks] == [
        ("enforcement", "prose", "", "", ""),
        ("notice", "fixed", "", "本报告数据截至年底。", "专项行动"),
        ("rows", "items", "shortcoming", "", ""),
    ]
    enforcement = content.blocks[0]
    assert (enforcement.opening, enforcement.matches, enforcement.carries_over) == (
        "（一）行政执法\n{year}年",
        ("执法", "三项制度"),
        True,
    )
    assert (enforcement.guidance, enforcement.evaluation, enforcement.example) == (
        "写检查。",
        "看数字。",
        "三次。",
    )
    assert [figure.duties for figure in enforcement.figures] == [(), ("enforcement",)]
    assert (content.codes_for("department"), content.codes_for("town")) == (("LE01",), ("LE01", "LE20"))


def test_missing_statutory_parts_only_warn(tmp_path: Path) -> None:
    pack = read(tmp_path, GOOD)
    assert [str(warning) for warning in pack.warnings] == [
        "small.yaml第10行：没有法定部分：第一责任人职责、下一年度安排。"
    ]


def test_a_block_named_after_a_statutory_part_is_that_part(tmp_path: Path) -> None:
    text = GOOD.replace("key: rows", "key: next_year_plan").replace(
        "key: notice", "key: first_responsible_person"
    )
    assert read(tmp_path, text).warnings == ()


def test_the_digest_follows_what_the_file_says(tmp_path: Path) -> None:
    first = read(tmp_path, GOOD)
    assert first.digest == read(tmp_path, GOOD + "# 改动\n").digest
    assert first.digest != read(tmp_path, GOOD.replace("写检查。", "写处罚。")).digest


def test_a_topic_does_not_count_towards_the_figures_asked_by_default(tmp_path: Path) -> None:
    many = [f"LE{number:02}" for number in range(1, MOST_FIGURES + 2)]
    rows = ", ".join(f"{{code: {code}}}" for code in many)
    text = GOOD.replace("text: 本报告数据截至年底。,", f"text: 截至年底。, figures: [{rows}],")
    text = text.replace("          - {code: LE01}\n", "").replace(
        "          - {code: LE20, kinds: [town], duties: [enforcement]}\n", "          - {code: RV01}\n"
    )
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    content = read_pack(path, {*many, "RV01"}).content
    assert content.codes_for("town", with_topics=False) == ("RV01",)
    assert content.codes_for("town") == ("RV01", *many)


VARIANT = """\
format: 2
extends: small
code: varied
name: 变体
kinds: [department]
alternative: true
addressees: ["{county}委"]
omit: [notice]
sections:
  achievements: {heading: 成效, form: label}
blocks:
  enforcement:
    label: 执法
    guidance: 写处罚。
    opening: （一）执法
    matches: [处罚]
    figures:
      - {code: LE20}
"""


def vary(tmp_path: Path, text: str, base: str = GOOD) -> Pack:
    (tmp_path / "small.yaml").write_text(base, encoding="utf-8")
    path = tmp_path / "varied.yaml"
    path.write_text(text, encoding="utf-8")
    return read_pack(path, {"LE01", "LE20"})


def test_a_variant_says_only_what_differs(tmp_path: Path) -> None:
    base, varied = read(tmp_path, GOOD).content, vary(tmp_path, VARIANT)
    achievements, shortcomings = base.sections
    enforcement = replace(
        achievements.blocks[0],
        label="执法",
        guidance="写处罚。",
        opening="（一）执法",
        matches=("处罚",),
        figures=(FigureAsk("LE20"),),
    )
    part = replace(achievements, heading="成效", item_form="label", blocks=(enforcement,))
    assert (varied.code, varied.is_alternative) == ("varied", True)
    assert varied.content == replace(
        base,
        name="变体",
        kinds=("department",),
        addressees=("{county}委",),
        sections=(part, shortcomings),
    )


@pytest.mark.parametrize(("kind", "asked"), [("department", ("LE01",)), ("town", ("LE01", "LE20"))])
def test_a_variant_asks_what_its_base_asks_of_its_kinds(
    tmp_path: Path, kind: str, asked: tuple[str, ...]
) -> None:
    text = f"format: 2\nextends: small\ncode: varied\nname: 变体\nkinds: [{kind}]\n"
    content = vary(tmp_path, text).content
    assert (content.codes_for(kind), {ask.kinds for block in content.blocks for ask in block.figures}) == (
        asked,
        {()},
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("extends: small", "extends: none", "varied.yaml第2行：找不到所依据的模板“none”"),
        ("extends: small", "extends: varied", "varied.yaml第2行：找不到所依据的模板“varied”"),
        ("extends: small", "extends: ../small", "varied.yaml第2行：找不到所依据的模板“../small”"),
        ("extends: small", "extends: [small]", "varied.yaml第2行：这里应当是文字。"),
        ("  achievements:", "  results:", "varied.yaml第10行：所依据的模板里没有键为“results”的部分。"),
        ("  enforcement:", "  police:", "varied.yaml第13行：所依据的模板里没有键为“police”的块。"),
        ("omit: [notice]", "omit: [note]", "varied.yaml第8行：所依据的模板里没有键为“note”的部分或者块。"),
        ("form: label", "form: poem", "varied.yaml第10行：不认识的条目形式“poem”"),
        ("    matches:", "    words:", "varied.yaml第16行：不认识的键“words”。"),
        ("写处罚。", "写{yaer}年。", "varied.yaml第14行：不认识表达式“{yaer}”"),
        ("code: LE20", "code: ZZ99", "varied.yaml第18行：指标字典里没有“ZZ99”。"),
        ("kinds: [department]", "kinds: [ministry]", "varied.yaml第5行：不认识的单位类别“ministry”"),
        (
            "  enforcement:\n",
            "  rows: {opening: 一}\n  enforcement:\n",
            "varied.yaml第12行：“opening”只用于prose块。",
        ),
        (
            "  enforcement:\n",
            "  rows: {text: 一}\n  enforcement:\n",
            "varied.yaml第12行：“text”只用于fixed块。",
        ),
        (
            "      - {code: LE20}\n",
            "      - {code: LE20}\n  rows: {figures: [{code: LE20}]}\n",
            "varied.yaml第19行：对同一类单位（department）重复要了指标“LE20”。",
        ),
    ],
)
def test_a_fault_of_a_variant_names_its_own_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in VARIANT
    with pytest.raises(BrokenPack) as caught:
        vary(tmp_path, VARIANT.replace(old, new, 1))
    assert expected in str(caught.value)


def test_a_variant_may_not_repeat_a_figure_that_it_inherits(tmp_path: Path) -> None:
    text = "format: 2\nextends: small\ncode: varied\nname: 变体\nkinds: [town]\n"
    with pytest.raises(BrokenPack) as caught:
        vary(tmp_path, text + "blocks:\n  rows: {figures: [{code: LE20}]}\n")
    assert str(caught.value) == "varied.yaml第1行：对同一类单位（town）重复要了指标“LE20”。"


def test_a_fault_below_a_variant_names_the_file_below(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack) as caught:
        vary(tmp_path, VARIANT, GOOD.replace("role: achievements", "role: praise"))
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("small.yaml", 11)]


def test_a_whole_pack_knows_no_words_of_variants(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD.replace("addressees:", "omit: [notice]\naddressees:")) == [
        "small.yaml第8行：不认识的键“omit”。"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("code: small", "code: Small", "第2行：“Small”应当由小写字母开头，只含小写字母、数字和连接符。"),
        ("name: 小模板", "name: ''", "第3行：这里不能为空。"),
        ("name: 小模板\n", "name: 小模板\nname: 大模板\n", "第4行：键“name”重复。"),
        ("name: 小模板\n", "name: 小模板\ncolour: 红\n", "第4行：不认识的键“colour”。"),
        ("name: 小模板\n", "", "第1行：缺少“name”。"),
        ("kinds: [department, town]", "kinds: []", "第4行：至少要有一类单位。"),
        ("  public: ", "  secret: ", "第6行：缺少“public”。"),
        ("role: achievements", "role: praise", "第11行：不认识的部分的角色“praise”"),
        ("kind: prose", "kind: poem", "第16行：不认识的块的种类“poem”，可用：prose、figures、items、fixed。"),
        ("key: notice", "key: enforcement", "第29行：块的键“enforcement”重复。"),
        ("key: shortcomings", "key: achievements", "第30行：部分的键“achievements”重复。"),
        ("text: 本报告", "opening: 本报告", "第29行：fixed块缺少“text”。"),
        ("items: shortcoming}", "text: 空}", "第34行：items块缺少“items”。"),
        (
            "items: shortcoming}",
            "items: wish}",
            "第34行：不认识的条目的种类“wish”，可用：shortcoming、plan。",
        ),
        ("{code: LE01}", "{code: ZZ99}", "第27行：指标字典里没有“ZZ99”。"),
        ("code: LE20", "code: LE01", "第28行：对同一类单位（town）重复要了指标“LE01”。"),
        ("kinds: [town],", "kinds: [street],", "第28行：不认识的单位类别“street”，可用：department、town。"),
        ('"{year}年度成效"', '"{yaer}年度成效"', "第12行：不认识表达式“{yaer}”"),
        ("matches: [执法, 三项制度]", "matches: 执法", "第25行：这里应当是列表。"),
        ("format: 1", "format: 新", "第1行：“新”不是整数。"),
        ("heading: 不足", "heading: [不足", "YAML语法有误，请检查缩进、冒号和引号。"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert GOOD.count(old) >= 1
    told = faults(tmp_path, GOOD.replace(old, new, 1))
    assert [line for line in told if expected in line and line.startswith("small.yaml第")] != []


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("code: small", "code: 小").replace("{code: LE01}", "{code: ZZ99}")
    assert faults(tmp_path, text) == [
        "small.yaml第2行：“小”应当由小写字母开头，只含小写字母、数字和连接符。",
        "small.yaml第27行：指标字典里没有“ZZ99”。",
    ]


def test_a_newer_format_says_only_that(tmp_path: Path) -> None:
    text = GOOD.replace("format: 1", "format: 3").replace("name: 小模板", "title: 小模板")
    assert faults(tmp_path, text) == ["small.yaml第1行：模板包的格式是3，本程序只能读到格式2，请先升级程序。"]


@pytest.mark.parametrize("text", ["", "# 只有注释\n"])
def test_an_empty_file_is_told(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text) == ["small.yaml第1行：文件是空的。"]


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes("name: 小模板".encode("gb18030"))
    with pytest.raises(BrokenPack) as caught:
        read_pack(path, set())
    assert str(caught.value) == "small.yaml第1行：文件不是UTF-8编码，请另存为UTF-8。"


@pytest.mark.parametrize(("kind", "refused"), [("department", True), ("county_government", False)])
def test_too_many_figures_are_refused_except_of_the_county(
    tmp_path: Path, kind: str, *, refused: bool
) -> None:
    many = [f"LE{number:02}" for number in range(1, MOST_FIGURES + 2)]
    rows = "".join(f"          - {{code: {code}}}\n" for code in many)
    old = "          - {code: LE01}\n          - {code: LE20, kinds: [town], duties: [enforcement]}\n"
    text = GOOD.replace(old, rows).replace("[department, town]", f"[{kind}]")
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    if not refused:
        assert read_pack(path, many).content.codes_for(kind) == tuple(many)
        return
    with pytest.raises(BrokenPack) as caught:
        read_pack(path, many)
    assert str(caught.value) == "small.yaml第10行：对department要了21个指标，最多20个，请删减。"


WHOLE = {
    "city-bureau": ("judicial_bureau",),
    "city-rule-of-law": ("county_government",),
    "district-bureau": ("judicial_bureau",),
    "district-government": ("county_government",),
    "statutory": ("department", "judicial_bureau", "county_government", "street", "committee"),
    "town": ("town",),
}
VARIANTS = {
    "statutory-committee": ("committee",),
    "statutory-department": ("department",),
    "statutory-street": ("street",),
    "statutory-town": ("town",),
}
CODE = re.compile(r"[A-Z]{2}\d{2}[a-z]?")
DATED = re.compile(r"(?:19|20)\d{2}|[〇零一二两三四五六七八九]{4}年")


def test_six_packs_and_four_variants_ship(codes: frozenset[str]) -> None:
    packs = {path.stem: read_pack(path, codes) for path in shipped_packs()}
    assert {stem: pack.content.kinds for stem, pack in packs.items()} == WHOLE | VARIANTS
    assert [stem for stem, pack in packs.items() if pack.code != stem] == []
    assert [stem for stem, pack in packs.items() if pack.is_alternative] == [
        "city-bureau",
        "city-rule-of-law",
        "district-government",
        "statutory-town",
    ]


def test_the_genres_keep_their_order(codes: frozenset[str]) -> None:
    roles = {
        path.stem: [section.role.value for section in read_pack(path, codes).content.sections]
        for path in shipped_packs()
    }
    four = ["achievements", "first_responsible_person", "shortcomings", "next_year_plan"]
    assert {stem: roles[stem] for stem in WHOLE} == {
        "city-bureau": ["preamble", "study", "achievements", "shortcomings", "next_year_plan"],
        "city-rule-of-law": [
            "preamble",
            "study",
            "party_leadership",
            "achievements",
            "judicial_justice",
            "rule_of_law_society",
            "shortcomings",
            "closing",
        ],
        "district-bureau": four,
        "district-government": ["preamble", "achievements", "shortcomings", "next_year_plan"],
        "statutory": ["preamble", *(four[at] for at in (0, 2, 1, 3)), "other_matters"],
        "town": ["preamble", *(four[at] for at in (0, 2, 1, 3))],
    }
    assert {tuple(roles[stem]) for stem in VARIANTS} == {tuple(roles["statutory"])}


@pytest.mark.parametrize("path", shipped_packs(), ids=lambda path: path.stem)
class TestShippedPack:
    def test_it_has_every_statutory_part(self, path: Path, codes: frozenset[str]) -> None:
        assert read_pack(path, codes).warnings == ()

    def test_every_block_says_three_things_of_a_readable_length(
        self, path: Path, codes: frozenset[str]
    ) -> None:
        lengths = {
            (block.key, field): len(getattr(block, field))
            for block in read_pack(path, codes).content.blocks
            for field in ("guidance", "evaluation", "example")
        }
        assert {place: length for place, length in lengths.items() if not 40 <= length <= 150} == {}

    def test_every_word_of_guidance_ends_as_a_sentence(self, path: Path, codes: frozenset[str]) -> None:
        said = [
            text
            for block in read_pack(path, codes).content.blocks
            for text in (block.guidance, block.evaluation, block.example)
        ]
        assert [text for text in said if text[-1] not in "。：”"] == []

    def test_no_year_is_written_out(self, path: Path, codes: frozenset[str]) -> None:
        assert [text for _, text in strings(read_pack(path, codes).content) if DATED.search(text)] == []

    def test_a_rate_is_asked_for_with_what_it_is_made_of(self, path: Path, codes: frozenset[str]) -> None:
        content = read_pack(path, codes).content
        parts = {
            entry.code: set(CODE.findall(f"{entry.numerator} {entry.denominator}"))
            for entry in shipped_dictionary().entries
        }
        lacking = {
            (kind, code): parts[code] - asked
            for kind in content.kinds
            for asked in [set(content.codes_for(kind))]
            for code in asked
            if parts[code] - asked
        }
        assert lacking == {}

    def test_every_section_has_a_prose_block_first(self, path: Path, codes: frozenset[str]) -> None:
        first = [section.blocks[0].kind for section in read_pack(path, codes).content.sections]
        assert set(first) == {"prose"}

    def test_no_word_finds_two_blocks_of_a_section(self, path: Path, codes: frozenset[str]) -> None:
        for section in read_pack(path, codes).content.sections:
            words = [word for block in section.blocks for word in block.matches]
            assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("code", "heading", "block"),
    [
        ("district-bureau", "推进依法行政，保障行政决策合法合理", "administration"),
        ("district-bureau", "落实“三项制度”，持续强化行政执法监督", "enforcement_supervision"),
        ("district-bureau", "强化改革引领，提升行政复议工作效能", "reconsideration"),
        ("district-bureau", "突出多元化解，依法化解社会矛盾纠纷", "disputes"),
        ("district-bureau", "践行法治为民，全面推进基层依法治理", "publicity"),
        ("town", "政府职能全面依法履行", "functions"),
        ("town", "政府决策依法科学民主", "decisions"),
        ("town", "行政执法规范公正文明", "enforcement"),
        ("town", "行政权力制约监督广泛多元", "supervision"),
        ("town", "社会矛盾纠纷依法有效化解", "disputes"),
        ("statutory", "健全政府机构职能体系，推动更好发挥政府作用", "functions"),
        ("statutory", "健全依法行政制度体系，加快推进政府治理规范化程序化法治化", "institutions"),
        ("statutory", "健全行政决策制度体系，不断提升行政决策公信力和执行力", "decisions"),
        ("statutory", "健全行政执法工作体系，全面推进严格规范公正文明执法", "enforcement"),
        ("statutory", "健全突发事件应对体系，依法预防处置重大突发事件", "disputes"),
        ("statutory", "健全社会矛盾纠纷行政预防调处化解体系，不断促进社会公平正义", "disputes"),
        ("statutory", "健全行政权力制约和监督体系，促进行政权力规范透明运行", "supervision"),
        ("statutory", "健全法治政府建设科技保障体系，全面建设数字法治政府", "functions"),
        ("statutory", "加强党的领导，完善法治政府建设推进机制", "overview"),
    ],
)
def test_a_customary_heading_finds_exactly_its_block(
    codes: frozenset[str], code: str, heading: str, block: str
) -> None:
    packs = (read_pack(path, codes) for path in shipped_packs())
    blocks = next(pack for pack in packs if pack.code == code).content.blocks
    assert [b.key for b in blocks if any(word in heading for word in b.matches)] == [block]
