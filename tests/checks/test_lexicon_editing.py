"""A county's own words: who keeps them, what they replace, and what the checks then know."""

from dataclasses import replace

import pytest

from reports.audit.models import Entry as LogEntry
from reports.blueprints.models import DatedPhrase
from reports.checks.entries import Entry, Kind
from reports.checks.lexicon import shipped_entries, shipped_lexicon
from reports.checks.lexicon_editing import MOST_OWN, Outdated, drop_entry, keep_entry, switch_entry
from reports.checks.lexicons import lexicon_for, stamp_of, standing_entries
from reports.checks.models import ENTRY_FIELDS, LexiconEntry
from reports.checks.permissions import can_keep_lexicon
from reports.common.errors import Invalid, Refused
from reports.common.permissions import Allowed, NotPermitted
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.queries import governments_of
from reports.organisations.services import appoint, create_organisation

pytestmark = pytest.mark.django_db

OWN = Entry(
    Kind.PHRASE, "一村一法律顾间", "一村一法律顾问", "别字。", unless_after=("制度",), source="县司法局"
)
SHIPPED = next(entry for entry in shipped_entries() if entry.words == "市场主体")


def keep(world, entry, **more):
    more = {"actor": world.user("administrator"), "now": world.now} | more
    return keep_entry(world.county.government, entry, **more)


def switch(world, entry, off, version=0):
    return switch_entry(
        world.county.government,
        entry.key,
        off=off,
        base_version=version,
        actor=world.user("administrator"),
        now=world.now,
    )


def known(world, unit="police"):
    lexicon = lexicon_for(world.county.units[unit])
    return {wording.wrong: wording.right for wording in lexicon.wordings}


def log():
    rows = LogEntry.objects.filter(action__contains="词条").order_by("pk")
    return list(rows.values_list("action", "subject_label", "detail"))


def test_the_model_holds_all_that_an_entry_says(world):
    keep(world, OWN)
    row = LexiconEntry.objects.get()
    assert row.entry() == OWN
    assert set(ENTRY_FIELDS) == set(Entry.__dataclass_fields__)
    assert (row.version, row.edited_by.name) == (1, "管理")


def test_without_own_words_a_unit_has_the_shipped_lexicon(world):
    assert lexicon_for(world.county.units["police"]) == shipped_lexicon()


def test_own_words_hold_for_every_unit_of_the_county_and_no_other(world):
    before = stamp_of(lexicon_for(world.county.units["police"]))
    keep(world, OWN)
    keep(world, Entry(Kind.LAW, "云岭县城市管理条例"))
    assert known(world)["一村一法律顾间"] == known(world, "town")["一村一法律顾间"] == "一村一法律顾问"
    assert "云岭县城市管理条例" in lexicon_for(world.county.bureau).laws
    assert lexicon_for(world.stranger.units["water"]) == shipped_lexicon()
    assert (
        stamp_of(lexicon_for(world.county.units["police"]))
        == stamp_of(lexicon_for(world.county.government))
        != before
    )
    assert log() == [("增加词条", "一村一法律顾间", {}), ("增加词条", "云岭县城市管理条例", {})]


def test_a_shipped_entry_is_said_otherwise_and_taken_back(world):
    keep(world, replace(SHIPPED, right="经营单位"), replacing=SHIPPED.key)
    assert known(world)["市场主体"] == "经营单位"
    standing = standing_entries(world.county.government)[SHIPPED.key]
    assert (standing.above, standing.version) == (SHIPPED, 1)
    drop_entry(
        world.county.government,
        SHIPPED.key,
        base_version=1,
        actor=world.user("administrator"),
        now=world.now,
    )
    assert lexicon_for(world.county.government) == shipped_lexicon()
    assert log() == [
        ("修改词条", "市场主体", {"changes": [["正确的写法", "经营主体", "经营单位"]]}),
        ("删除词条", "市场主体", {}),
    ]


def test_a_shipped_entry_is_switched_off_with_a_reason_and_on_again(world):
    with pytest.raises(Invalid, match="请写明为什么停用。"):
        switch(world, SHIPPED, "")
    switch(world, SHIPPED, "本县误报太多")
    assert "市场主体" not in known(world)
    assert standing_entries(world.county.government)[SHIPPED.key].entry.off == "本县误报太多"
    switch(world, SHIPPED, "", version=1)
    assert not LexiconEntry.objects.exists()
    assert [action for action, _, _ in log()] == ["停用词条", "启用词条"]


def test_what_is_the_same_as_above_needs_no_row(world):
    keep(world, SHIPPED, replacing=SHIPPED.key)
    assert not LexiconEntry.objects.exists()


def test_who_was_slower_sees_both_texts(world):
    keep(world, OWN)
    keep(world, replace(OWN, why="县里的写法。"), replacing=OWN.key, base_version=1)
    with pytest.raises(Outdated) as caught:
        keep(world, replace(OWN, why="另一个理由。"), replacing=OWN.key, base_version=1)
    assert caught.value.theirs.entry.why == "县里的写法。"
    assert LexiconEntry.objects.get().why == "县里的写法。"


@pytest.mark.parametrize(
    ("entry", "field", "message"),
    [
        (replace(OWN, words="问"), "words", "至少要有两个字"),
        (replace(OWN, words="修订", right="修改"), "words", "词库里另一条把“修定”改为“修订”"),
        (SHIPPED, "words", "词库里已经有“市场主体”，请直接修改那一条。"),
    ],
)
def test_what_makes_no_sense_is_refused(world, entry, field, message):
    with pytest.raises(Invalid, match=message) as caught:
        keep(world, entry)
    assert (caught.value.field, LexiconEntry.objects.count()) == (field, 0)


def test_a_shipped_entry_never_becomes_another(world):
    with pytest.raises(Invalid, match="不能换成别的词"):
        keep(world, OWN, replacing=SHIPPED.key)


def test_too_many_are_refused(world):
    LexiconEntry.objects.bulk_create(
        LexiconEntry(
            owner=world.county.government, kind="law", words=f"云岭县第{at}号办法", edited_at=world.now
        )
        for at in range(MOST_OWN)
    )
    with pytest.raises(Refused, match=f"已经有{MOST_OWN}条"):
        keep(world, OWN)


def test_a_city_s_words_reach_its_counties_and_the_nearer_wins(world):
    government = world.county.government
    below = create_organisation(
        name="云岭县高新区管理委员会人民政府",
        short_name="高新区",
        kind=OrganisationKind.COUNTY_GOVERNMENT,
        parent=government,
        place="高新区",
        actor=None,
        now=world.now,
    )
    keep(world, OWN)
    assert known_of(below)["一村一法律顾间"] == "一村一法律顾问"
    assert standing_entries(below)[OWN.key].keeper == government
    switch_entry(
        below, OWN.key, off="不适用", base_version=0, actor=world.user("administrator"), now=world.now
    )
    assert ("一村一法律顾间" in known_of(below), "一村一法律顾间" in known_of(government)) == (False, True)


def known_of(organisation):
    return {wording.wrong: wording.right for wording in lexicon_for(organisation).wordings}


def test_dates_of_names_come_from_the_dated_vocabulary(world):
    DatedPhrase.objects.create(text="党的二十一大", kind="meeting", first_year=2027, source="2027年召开")
    dated = lexicon_for(world.county.government).dated
    assert [(each.name, each.first_year, each.is_meeting) for each in dated] == [("党的二十一大", 2027, True)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_words(world, count, django_assert_num_queries):
    for at in range(count):
        keep(world, Entry(Kind.LAW, f"云岭县第{at}号办法"))
    unit = world.county.units["police"]
    with django_assert_num_queries(2):
        lexicon = lexicon_for(unit)
    with django_assert_num_queries(2):
        stamp_of(lexicon_for(unit))
    assert len(lexicon.laws) == len(shipped_lexicon().laws) + count
    assert lexicon_for(unit) is lexicon


KEEPERS = {"administrator"}


def test_who_reads_and_who_keeps(world):
    for name in world.county.people:
        user = world.user(name)
        assert governments_of(user) == [world.county.government]
        assert bool(can_keep_lexicon(user, world.county.government)) is (name in KEEPERS)
        assert not can_keep_lexicon(user, world.stranger.government)
        if name not in KEEPERS:
            for act in (lambda: keep(world, OWN, actor=user), lambda: switch_as(world, user)):  # noqa: B023
                with pytest.raises(NotPermitted):
                    act()
    assert not LexiconEntry.objects.exists()
    appoint(
        world.user("reviewer"),
        Role.ADMINISTRATOR,
        organisation=world.county.bureau,
        actor=None,
        now=world.now,
    )
    assert can_keep_lexicon(world.user("reviewer"), world.county.government) == Allowed()


def switch_as(world, user):
    return switch_entry(
        world.county.government, SHIPPED.key, off="理由", base_version=0, actor=user, now=world.now
    )
