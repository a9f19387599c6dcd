"""Comments of an old Word file as opinions: whose they are, where they stand, whom they hold up."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from reports.audit.models import Entry
from reports.document.nodes import Note
from reports.importing.services import ImportedNote
from reports.review.enums import OpinionState
from reports.review.models import Opinion
from reports.review.opinions import keep_imported_notes
from reports.review.readiness import LackKind, find_lacks
from reports.rounds.models import Round

pytestmark = pytest.mark.django_db

AT = datetime(2024, 12, 3, 8, tzinfo=UTC)
NOTES = (
    ImportedNote(Note("数字请核对。", " 王  五 ", AT, quote="12次"), "enforcement"),
    ImportedNote(Note("全文再精简。", ""), ""),
    ImportedNote(Note(" \n", "王五"), "overview"),
)


def kept(world, notes=NOTES):
    return keep_imported_notes(world.report(), notes, actor=world.user("reviewer"), now=world.now)


def held_up(world):
    return [
        lack.message for lack in find_lacks(world.report(), now=world.now) if lack.kind is LackKind.OPINION
    ]


def test_a_comment_keeps_its_name_time_and_place(world):
    kept(world)
    fields = ("author", "author_name", "block_key", "quote", "text", "made_at", "state")
    assert list(Opinion.objects.order_by("pk").values_list(*fields)) == [
        (None, "王 五", "enforcement", "12次", "数字请核对。", AT, OpinionState.OPEN),
        (None, "未署名", "", "", "全文再精简。", world.now, OpinionState.OPEN),
    ]
    assert [opinion.signed_by for opinion in Opinion.objects.order_by("pk")] == ["王 五", "未署名"]
    assert Entry.objects.get(action="保存批注").actor_name == "周审"


def test_a_name_without_end_is_cut(world):
    (opinion,) = kept(world, [ImportedNote(Note("请核对。", "长" * 500))])
    assert opinion.signed_by == "长" * 80


def test_no_comments_leave_no_trace(world):
    assert kept(world, []) == []
    assert not Entry.objects.filter(action="保存批注").exists()


def test_in_a_running_year_they_wait_for_an_answer_like_others(world):
    kept(world)
    assert held_up(world) == ["意见“数字请核对。”还没有答复。", "意见“全文再精简。”还没有答复。"]


def test_in_an_archive_they_need_no_answer_and_opinions_of_today_do(world):
    kept(world)
    Round.objects.filter(pk=world.county.round.pk).update(is_archive=True)
    Opinion.objects.create(
        report=world.report(), text="请补充。", author=world.user("reviewer"), made_at=world.now
    )
    assert held_up(world) == ["意见“请补充。”还没有答复。"]


@pytest.mark.parametrize("name", ["report_panel", "review_report"])
def test_pages_show_the_name_that_stood_in_the_file(world, client, name):
    kept(world)
    client.force_login(world.user("police_drafter"))
    keys = ["enforcement"] if name == "report_panel" else []
    query = "?tab=opinions" if keys else ""
    page = client.get(reverse(name, args=[world.report().pk, *keys]) + query).content.decode()
    assert ("王 五" in page, "数字请核对。" in page) == (True, True)
