"""Single characters that are wrong: in the commonest words of papers, between words, written twice."""

from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity, replaced
from reports.checks.misspellings import WIDTH, misspellings
from reports.checks.paper import Paper


class Misspelt(Check):
    """贯切落实: a character that sounds or looks like the right one."""

    code = "misspelt"
    name = "常用词语里的别字"
    sentence = "“贯彻落实”“依法行政”等常用词语里有一个字打错、颠倒或者打了两遍。"
    severity = Severity.ERROR
    source = "公文的通行用语；《现代汉语词典》（第7版）"
    bad = (
        Example("贯切落实重大行政绝策程序。", ("切", "绝")),
        Example("推进依法政行，办理行政政复议案件。", ("政行", "政政")),
    )
    good = ("贯彻落实重大行政决策程序，形成合理布局，监察机关提出监察建议。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Look up every four characters."""
        text, known = paper.text, misspellings()
        passed = -1
        for at in range(len(text) - WIDTH + 1):
            form = known.get(text[at : at + WIDTH])
            if form is None or at + form.start < passed:
                continue
            passed = at + form.end
            message = f"这里像是打错了字，常用的词语是“{form.word}”，请核对。"
            yield replaced(at + form.start, passed, form.right, message)
