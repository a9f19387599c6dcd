"""Keeping the dated vocabulary: loading again, editing, and who may."""

from dataclasses import replace

import pytest

from reports.audit.models import Entry
from reports.blueprints.models import DatedPhrase
from reports.blueprints.phrasebook import drop_phrase, keep_phrase, load_vocabulary, phrases
from reports.blueprints.vocabulary import Phrase, shipped_phrases
from reports.common.errors import Invalid
from reports.common.permissions import NotPermitted
from reports.organisations.permissions import can_keep_shared_words
from tests.world import World

pytestmark = pytest.mark.django_db

NEW = Phrase("法治建设“十五五”规划", "plan", 2026, 2030, "", "印发文件")


def test_the_shipped_words_load_once(now) -> None:
    load_vocabulary(actor=None, now=now)
    assert {phrase.text for phrase in phrases()} == {phrase.text for phrase in shipped_phrases()}
    assert load_vocabulary(actor=None, now=now).count == 0
    assert Entry.objects.filter(action="更新年度用语").count() == 1


def test_a_word_that_was_changed_here_stays_changed(world: World) -> None:
    load_vocabulary(actor=None, now=world.now)
    row = DatedPhrase.objects.get(text="法治政府建设实施纲要（2021—2025年）")
    wanted = replace(phrases_by_text()[row.text], successor="新纲要")
    keep_phrase(wanted, pk=row.pk, actor=world.user("administrator"), now=world.now)
    DatedPhrase.objects.filter(text="党的二十大").update(source="旧说法")
    assert load_vocabulary(actor=None, now=world.now).count == 1
    assert phrases_by_text()[row.text] == wanted


def phrases_by_text() -> dict[str, Phrase]:
    return {phrase.text: phrase for phrase in phrases()}


def test_a_phrase_is_added_and_dropped_and_logged(world: World) -> None:
    row = keep_phrase(NEW, actor=world.user("administrator"), now=world.now)
    assert phrases() == (NEW,)
    drop_phrase(row, actor=world.user("administrator"), now=world.now)
    assert phrases() == ()
    logged = Entry.objects.filter(action__endswith="年度用语").order_by("pk").values_list("action", flat=True)
    assert list(logged) == ["新增年度用语", "删除年度用语"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "旧词"}, "text"),
        ({"kind": "poem"}, "kind"),
        ({"first_year": 20}, "first_year"),
        ({"last_year": 2025}, "last_year"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_written(
    world: World, change: dict[str, object], field: str
) -> None:
    keep_phrase(replace(NEW, text="旧词"), actor=world.user("administrator"), now=world.now)
    with pytest.raises(Invalid) as caught:
        keep_phrase(replace(NEW, **change), actor=world.user("administrator"), now=world.now)
    assert caught.value.field == field
    assert [phrase.text for phrase in phrases()] == ["旧词"]


@pytest.mark.parametrize("name", ["reviewer", "leader", "auditor", "police_drafter", "government_head"])
def test_only_the_administrator_over_the_top_keeps_shared_words(world: World, name: str) -> None:
    assert can_keep_shared_words(world.user("administrator"))
    with pytest.raises(NotPermitted):
        keep_phrase(NEW, actor=world.user(name), now=world.now)
    assert phrases() == ()
