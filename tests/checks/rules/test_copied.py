"""What stood in last year's report already."""

from reports.checks.checking import Context
from tests.checks.reading import found, found_of_the_whole

OLD = (
    "坚持把法治政府建设摆在全局工作的重要位置，压实各方面的责任。健全执法监督机制，规范每一类执法行为和程序。"
)
LAST = Context(last_text=f"一、情况\n{OLD}\n另有一句去年才有的话写在这里，今年已经没有了。")
NEW = "".join(f"全年新办结{kind}，群众的获得感有了明显提升，示范创建走在前列。" for kind in "甲乙丙")


def test_sentences_that_follow_each_other_are_told_as_one() -> None:
    assert found(f"一、情况\n{OLD}{NEW}", context=LAST) == [("unchanged", OLD)]


def test_without_last_year_nothing_is_the_same() -> None:
    assert found(f"一、情况\n{OLD}") == []


def test_half_of_the_text_is_told_for_the_whole() -> None:
    assert "mostly_unchanged" in found_of_the_whole(f"一、情况\n{OLD}", context=LAST)
    assert "mostly_unchanged" not in found_of_the_whole(f"一、情况\n{OLD}{NEW}", context=LAST)
