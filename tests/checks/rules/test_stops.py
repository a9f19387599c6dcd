"""Ends of sentences and paragraphs, and what stands behind 第一 and 一是."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "一是强化领导二是强化监督三是强化保障。",
            [("missing_stop_before_item", "导"), ("missing_stop_before_item", "督")],
        ),
        ("一是落实“三项制度”二是强化监督。", [("missing_stop_before_item", "”")]),
        ("第一、加强领导。第二、强化监督。", [("order_mark", "、"), ("order_mark", "、")]),
        ("首先、加强领导。其次、强化监督。", [("order_mark", "、"), ("order_mark", "、")]),
        ("一是：加强领导。二是：强化监督。", [("order_mark", "："), ("order_mark", "：")]),
        ("一、情况\n，坚持依法行政。", [("mark_at_start", "，")]),
        (
            "一、情况\n坚持依法行政，强化执法监督，落实“三项制度”，全年没有发生执法不当引发的负面舆情",
            [("missing_end", "情")],
        ),
        ("完善领导干部学法用法制度把法治教育纳入培训计划。", [("missing_comma", "度把")]),
        ("工作情况如下：主要抓三件事：学法、普法、用法。", [("nested_colon", "：")]),
        ("坚持问题导向切实解决难题。", [("missing_comma", "向切实")]),
        ("形成工作合力一是学法；二是普法。", [("missing_stop_before_item", "力")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "一是强化领导。二是强化监督；三是强化保障。",
        "一是一，二是二，绝不含糊。",
        "其中之一是制度不健全，之二是人手不足。",
        "第一、二、三产业协调发展。",
        "第一、第二季度分别召开会议。",
        "事实是清楚的。",
        "首先，加强领导；其次，强化监督。",
        "一审、二审程序衔接顺畅。",
        "一、情况\n有关要求已在会上传达：“坚持依法行政，做到严格规范公正文明执法，切实维护群众权益。”",
        "一、情况\n各镇（街道）情况如下：",
        "坚持“一把手”负总责，二者缺一不可。",
        "十一是法定节假日，星期二是接待日。",
        "牵头单位：县司法局，完成时限：12月底。",
        "第三、四季度开展检查。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
