"""Set phrases, words and what only looks like a wrong one."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("深入学习习近平法制思想。", [("set_phrase", "习近平法制思想")]),
        ("深入学习习近平新时代特色社会主义思想。", [("set_phrase", "习近平新时代特色社会主义思想")]),
        ("深入学习贯彻法治思想。", [("lost_name", "法治思想")]),
        ("深学笃行总书记法治思想。", [("lost_name", "总书记法治思想")]),
        ("坚持以新时代中国特色社会主义思想为指导。", [("lost_name", "新时代中国特色社会主义思想")]),
        ("建设法制政府和法制社会。", [("set_phrase", "法制政府"), ("set_phrase", "法制社会")]),
        ("开展法制宣传，提升法制意识。", [("set_phrase", "法制宣传"), ("set_phrase", "法制意识")]),
        ("截止2025年12月，收案30件。", [("set_phrase", "截止20")]),
        ("截止11月底，收案30件。", [("set_phrase", "截止11月")]),
        ("修定了三项办法。", [("set_phrase", "修定")]),
        ("认真布署年度任务。", [("set_phrase", "布署")]),
        ("依法做出行政处罚决定。", [("set_phrase", "做出行政")]),
        ("开展法治督查。", [("set_phrase", "法治督查")]),
        ("深化综合执法体质改革。", [("set_phrase", "体质改革")]),
        ("坚持依法治国、依法行政、依法执政共同推进。", [("set_phrase", "依法治国、依法行政、依法执政")]),
        (
            "增强“四个自信”，坚定“四个意识”。",
            [("set_phrase", "增强“四个自信”"), ("set_phrase", "坚定“四个意识”")],
        ),
        ("落实重大行政决策事项法制审核。", [("decision_review", "法制审核")]),
        ("推进基层治理体系和治理能力。", [("truncated_phrase", "治理能力")]),
        ("落实法治政府建设第一责任人职责。", [("set_phrase", "法治政府建设第一责任人")]),
        ("公布权利清单和责任清单。", [("set_phrase", "权利清单")]),
        ("推行“双公开、一随机”。", [("set_phrase", "双公开、一随机")]),
        (
            "开展重大执法决定合法性审查、规范性文件法制审核。",
            [("decision_review", "合法性审查"), ("decision_review", "法制审核")],
        ),
        (
            "建设执法严明、公开公正、智能高效、廉洁诚信的政府。",
            [("set_list", "执法严明、公开公正、智能高效、廉洁诚信")],
        ),
        ("坚持依法治国、依法行政共同推进。", [("set_list", "依法治国、依法行政")]),
        ("学习科学开展观，奠定坚实的根底。", [("set_phrase", "科学开展观"), ("set_phrase", "坚实的根底")]),
        ("坚持以思想为指导，深入开展工作。", [("lost_name", "思想")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "落实理论学习中心组学法制度。",
        "完善宪法制定与实施的机制。",
        "开展重大行政执法决定法制审核32件，设立法制审核员。",
        "报名截止日期为5月8日，检修截止阀3处。",
        "严格规范公正文明执法。",
        "坚持依法治国、依法执政、依法行政共同推进。",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "深刻领悟“两个确立”的决定性意义。",
        "公安法制部门审核案件320件，法制大队加强指导。",
        "县公安局法制室与县司法局联合督导。",
        "发扬民主，制定计划，完善制度。",
        "全面落实“谁执法谁普法”普法责任制。",
        "推进治理体系和治理能力现代化。",
        "深入学习贯彻习近平法治思想和习近平总书记重要讲话精神。",
        "目的的实现需要过程，祥和和谐的氛围。",
        "运用法治思维和法治方式，提升法治素养。",
        "推进严格执法、公正司法，严格依法治县、依法行政。",
        "广泛开展宣传，围绕经济社会开展调研，根据执法标准规范行为。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []


PHRASE = "一、{year}年工作情况\n激发市场主体活力，推行“双随机、一公开”。"


@pytest.mark.parametrize(("year", "said"), [(2021, []), (2024, [("set_phrase", "市场主体")])])
def test_a_phrase_is_wrong_in_its_years_only(year: int, said: Said) -> None:
    assert found(PHRASE.format(year=year), year=year) == said


def test_without_a_year_only_timeless_phrases_are_told() -> None:
    assert found("激发市场主体活力，修定制度。") == [("set_phrase", "修定")]
