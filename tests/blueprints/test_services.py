"""Loading packs: a file becomes a version, and a file that did not change becomes nothing."""

import pytest
from django.db import IntegrityError, transaction

from reports.audit.models import Entry
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import Blueprint, BlueprintBlock, BlueprintVersion
from reports.blueprints.packs import BrokenPack, shipped_packs
from reports.blueprints.queries import published_versions, version_for
from reports.blueprints.services import load_pack, load_shipped_packs
from reports.indicators.loading import load_dictionary

pytestmark = pytest.mark.django_db

PACK = """\
format: 1
code: trial
name: 试用模板
kinds: [department, town]
titles:
  filing: "{organisation}关于{year}年度法治政府建设情况的报告"
  public: "{organisation}{year}年法治政府建设年度报告"
addressees: ["{county}委、{county}人民政府"]
sections:
  - key: achievements
    role: achievements
    heading: "{year}年度主要举措和成效"
    blocks:
      - key: enforcement
        kind: prose
        label: 行政执法
        guidance: 写执法检查。
        opening: （一）规范行政执法
        matches: [行政执法]
        figures:
          - {code: LE01, kinds: [department]}
          - {code: LE11}
  - key: shortcomings
    role: shortcomings
    heading: 存在的不足和原因
    blocks:
      - {key: shortcomings, kind: prose, label: 不足和原因}
      - {key: rows, kind: items, label: 逐条填写, items: shortcoming}
  - key: responsible
    role: first_responsible_person
    heading: 第一责任人职责
    blocks:
      - {key: responsible, kind: prose, label: 第一责任人职责}
  - key: plan
    role: next_year_plan
    heading: "{next_year}年度安排"
    blocks:
      - {key: plan, kind: prose, label: 安排}
"""


@pytest.fixture
def pack(tmp_path):
    load_dictionary()

    def write(text=PACK):
        file = tmp_path / "trial.yaml"
        file.write_text(text, "utf-8")
        return file

    return write


def load(file, now):
    return load_pack(file, actor=None, now=now)


def test_a_pack_becomes_a_published_version_with_all_its_parts(pack, now):
    version = load(pack(), now)
    assert (version.number, version.status, version.kinds, version.published_at) == (
        1,
        VersionStatus.PUBLISHED,
        ["department", "town"],
        now,
    )
    assert (version.filing_title, version.addressees) == (
        "{organisation}关于{year}年度法治政府建设情况的报告",
        ["{county}委、{county}人民政府"],
    )
    assert list(version.sections.order_by("position").values_list("key", "role", "position")) == [
        ("achievements", "achievements", 0),
        ("shortcomings", "shortcomings", 1),
        ("responsible", "first_responsible_person", 2),
        ("plan", "next_year_plan", 3),
    ]
    block = BlueprintBlock.objects.get(section__version=version, key="enforcement")
    assert (block.label, block.opening.strip(), block.matches) == (
        "行政执法",
        "（一）规范行政执法",
        ["行政执法"],
    )
    figures = block.figures.order_by("position").values_list("indicator__code", "kinds", "position")
    assert list(figures) == [("LE01", ["department"], 0), ("LE11", [], 1)]
    rows = BlueprintBlock.objects.get(section__version=version, key="rows")
    assert (rows.kind, rows.items_kind, rows.position) == ("items", "shortcoming", 1)


def test_the_same_file_loaded_again_changes_nothing(pack, now):
    first = load(pack(), now)
    assert load(pack(), now) == first
    assert BlueprintVersion.objects.count() == 1
    assert Entry.objects.filter(action="载入模板").count() == 1


def test_a_changed_file_retires_the_version_before_and_leaves_it_as_it_was(pack, now):
    first = load(pack(), now)
    second = load(pack(PACK.replace("写执法检查。", "写执法检查和处罚。")), now)
    first.refresh_from_db()
    assert (first.status, second.number, second.status) == (VersionStatus.RETIRED, 2, VersionStatus.PUBLISHED)
    guidance = BlueprintBlock.objects.filter(key="enforcement").order_by("section__version__number")
    assert [text.strip() for text in guidance.values_list("guidance", flat=True)] == [
        "写执法检查。",
        "写执法检查和处罚。",
    ]
    assert version_for("department", code="trial") == second


def test_a_broken_pack_writes_nothing(pack, now):
    with pytest.raises(BrokenPack):
        load(pack(PACK.replace("LE01", "ZZ99")), now)
    assert not Blueprint.objects.exists()


def test_a_broken_change_leaves_the_version_before_published(pack, now):
    first = load(pack(), now)
    with pytest.raises(BrokenPack):
        load(pack(PACK.replace("kind: items", "kind: rows")), now)
    first.refresh_from_db()
    assert first.status == VersionStatus.PUBLISHED


def test_all_shipped_packs_load_and_serve_every_kind(now):
    load_dictionary()
    versions = load_shipped_packs(actor=None, now=now)
    assert len(versions) == len(shipped_packs()) == len(published_versions())
    assert load_shipped_packs(actor=None, now=now) == versions


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("county_government", "statutory"),
        ("department", "statutory-department"),
        ("street", "statutory-street"),
        ("committee", "statutory-committee"),
        ("judicial_bureau", "district-bureau"),
        ("town", "town"),
    ],
)
def test_the_template_made_most_narrowly_for_a_kind_is_chosen(now, kind, code):
    load_dictionary()
    load_shipped_packs(actor=None, now=now)
    assert version_for(kind).blueprint.code == code
    assert version_for(kind, among=published_versions()).blueprint.code == code


def test_an_alternative_is_proposed_only_where_no_other_fits(pack, now):
    narrow = PACK.replace("[department, town]", "[town]").replace(", kinds: [department]", "")
    narrow = narrow.replace("trial", "narrow\nalternative: true")
    alternative = load(pack(narrow), now)
    assert version_for("town") == alternative
    wide = load(pack(), now)
    assert (version_for("town"), version_for("town", code="narrow")) == (wide, alternative)
    load(pack(narrow.replace("alternative: true", "alternative: false")), now)
    assert (version_for("town"), BlueprintVersion.objects.count()) == (alternative, 2)


def test_a_changed_variant_makes_one_new_version_and_a_remark_none(pack, now):
    base = pack()
    variant = base.with_name("varied.yaml")
    text = "format: 2\nextends: trial\ncode: varied\nname: 变体\nkinds: [town]\n"
    variant.write_text(text, "utf-8")
    first = (load(base, now), load(variant, now))
    base.write_text("# 说明\n" + PACK, "utf-8")
    variant.write_text(text + "blocks:\n  responsible: {label: 党政主要负责人}\n", "utf-8")
    again = (load(base, now), load(variant, now))
    assert [version.number for version in again] == [1, 2]
    assert first[0] == again[0]
    labels = BlueprintBlock.objects.filter(section__version=again[1]).order_by(
        "section__position", "position"
    )
    assert list(labels.values_list("label", flat=True)) == [
        "行政执法",
        "不足和原因",
        "逐条填写",
        "党政主要负责人",
        "安排",
    ]
    base.write_text(PACK.replace("写执法检查。", "写检查。"), "utf-8")
    assert [load(base, now).number, load(variant, now).number] == [2, 3]


def test_no_template_is_chosen_where_none_serves(pack, now):
    load(pack(), now)
    assert version_for("committee") is None
    assert version_for("department", code="none") is None


def test_templates_are_listed_in_one_query(pack, now, django_assert_num_queries):
    load(pack(), now)
    for count in (1, 3):
        with django_assert_num_queries(1):
            found = [(version.blueprint.code, version.number) for version in published_versions()]
        assert len(found) == count
        for code in ("other", "third"):
            load(pack(PACK.replace("code: trial", f"code: {code}")), now)


def test_a_family_has_one_published_version(pack, now):
    version = load(pack(), now)
    with pytest.raises(IntegrityError, match="blueprint_version_one_published"), transaction.atomic():
        BlueprintVersion.objects.create(
            blueprint=version.blueprint, number=9, status="published", kinds=["town"], published_at=now
        )
