"""Rules in the words of the office."""

import re

import pytest

from reports.indicators.dictionary import shipped_dictionary
from reports.indicators.wording import rule_in_words

NAMES = shipped_dictionary().names()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("C01", "“调解成功件数”不大于“人民调解案件数（受理）”。"),
        ("C12", "“直接纠错率”“调解和解率（调撤率）”之和不大于100。"),
        (
            "C28",
            "“抽检合格率”等于“食品药品监督抽检批次”减去“抽检不合格批次”与“食品药品监督抽检批次”之比。",
        ),
        (
            "C41",
            "“学法用法考试合格人数”不大于“学法用法考试实考人数”，"
            "“学法用法考试实考人数”不大于“学法用法考试应考人数”。",
        ),
        (
            "C47",
            "每项比率：没有分子和分母、直接填报的数不小于0，没有分子和分母、直接填报的数不大于100；"
            "分子不小于0，分子不大于分母。",
        ),
        ("C48", "每项数据：写明的同比等于按本年与上年数字计算的变化。"),
        ("C54", "每项比率：本年数不小于0时，分母大于0。"),
        (
            "C55",
            "每项数据：本年数、上年数之和大于10时，本年数不大于上年数的3倍；"
            "本年数、上年数之和大于10时，上年数不大于本年数的3倍。",
        ),
        ("C56", "每项全年累计数：本年数大于10时，本年数不等于上年数。"),
    ],
)
def test_a_rule_is_said_in_words(code, words):
    (rule,) = [rule for rule in shipped_dictionary().rules if rule.code == code]
    assert rule_in_words(rule.text, NAMES) == words


def test_no_rule_shows_a_code_or_an_english_word():
    said = [rule_in_words(rule.text, NAMES) for rule in shipped_dictionary().rules if rule.text]
    assert [words for words in said if re.search("[A-Za-z]", words)] == []
