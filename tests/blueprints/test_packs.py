"""The packs that ship, and the faults that a broken one is told."""

from pathlib import Path

import pytest

from reports.blueprints.packs import MOST_FIGURES, BrokenPack, Pack, read_pack, shipped_packs
from reports.document.roles import STATUTORY_ROLES, Role
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
        "small.yaml第10行：没有法定部分：first_responsible_person、next_year_plan。"
    ]


def test_the_digest_follows_the_file(tmp_path: Path) -> None:
    first = read(tmp_path, GOOD)
    assert first.digest == read(tmp_path, GOOD).digest
    assert first.digest != read(tmp_path, GOOD + "# 改动\n").digest


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


def test_three_packs_ship(codes: frozenset[str]) -> None:
    packs = [read_pack(path, codes) for path in shipped_packs()]
    assert {pack.code: pack.content.kinds for pack in packs} == {
        "district-bureau": ("judicial_bureau",),
        "statutory": ("department", "judicial_bureau", "county_government", "street", "committee"),
        "town": ("town",),
    }


@pytest.mark.parametrize("path", shipped_packs(), ids=lambda path: path.stem)
class TestShippedPack:
    def test_it_has_every_statutory_part(self, path: Path, codes: frozenset[str]) -> None:
        pack = read_pack(path, codes)
        assert pack.warnings == ()
        assert set(STATUTORY_ROLES) <= {section.role for section in pack.content.sections}

    def test_every_block_has_guidance_of_a_readable_length(self, path: Path, codes: frozenset[str]) -> None:
        lengths = {
            block.key: len(block.guidance.replace("\n", ""))
            for block in read_pack(path, codes).content.blocks
        }
        assert {key: length for key, length in lengths.items() if not 60 <= length <= 200} == {}

    def test_every_guidance_ends_as_a_sentence(self, path: Path, codes: frozenset[str]) -> None:
        lines = [
            line for block in read_pack(path, codes).content.blocks for line in block.guidance.split("\n")
        ]
        assert [line for line in lines if line[-1] not in "。”"] == []

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
