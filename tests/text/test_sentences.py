"""Where sentences end."""

import pytest

from reports.text.sentences import first_sentence_end


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("加强领导，抓好统筹。紧盯重点。", "加强领导，抓好统筹。"),
        ("落实“谁执法谁普法。”责任。其后", "落实“谁执法谁普法。”责任。"),
        ("做好（见附件。）工作！再说", "做好（见附件。）工作！"),
        ("落实“三项制度。其后没有引号。", "落实“三项制度。"),
        ("多一个”引号。其后", "多一个”引号。"),
    ],
)
def test_finds_the_first_sentence(text, sentence):
    assert text[: first_sentence_end(text)] == sentence


def test_says_when_no_sentence_ends():
    assert first_sentence_end("加强组织领导") is None
    assert first_sentence_end("（详见附件。）") is None
