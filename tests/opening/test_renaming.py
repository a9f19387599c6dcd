"""更名 during the year: what changes, what stays, what is shown first, and what the old name still opens."""

from datetime import date

import pytest

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.drafting.snapshot import printed_snapshot
from reports.importing.recognition import recognise
from reports.notifications.models import Message
from reports.opening.renaming import plan_unit_renaming, rename_unit
from reports.organisations.models import FormerName, Organisation
from reports.organisations.renaming import NewNames
from reports.rounds.models import Round
from reports.web.importing.doubts import names_of
from reports.web.review.desk import desk_page
from tests.review.stories import bring
from tests.world import write

pytestmark = pytest.mark.django_db

NEW = NewNames("云岭县公安和应急局", "县公安应急局", "", date(2026, 1, 10))
TOWN = NewNames("青石街道办事处", "青石街道", "中共青石街道工作委员会", date(2026, 1, 10))
GOVERNMENT = NewNames("云岭市人民政府", "市政府", "", date(2026, 1, 12))


def unit(world, key="police"):
    return Organisation.objects.get(pk=world.county.units[key].pk)


def rename(world, organisation, new, *, who="administrator", seen=None):
    seen = plan_unit_renaming(organisation, new).digest if seen is None else seen
    return rename_unit(organisation, new, seen=seen, actor=world.user(who), now=world.now)


def shown(plan):
    return [
        (c.report.assignment.organisation.name, c.label, c.before.split("\n"), c.after.split("\n"))
        for c in plan.changes
        if c.field in ("title", "public_title", "signatories", "addressees")
    ]


def test_the_plan_lists_every_place_and_writes_nothing(world):
    plan = plan_unit_renaming(unit(world), NEW)
    old, new = "云岭县公安局", "云岭县公安和应急局"
    assert shown(plan) == [
        (
            old,
            "报送稿标题",
            [f"{old}关于2025年度法治政府建设情况的报告"],
            [f"{new}关于2025年度法治政府建设情况的报告"],
        ),
        (old, "公开稿标题", [f"{old}2025年法治政府建设年度报告"], [f"{new}2025年法治政府建设年度报告"]),
        (old, "署名机关", [old], [new]),
    ]
    openings = [c for c in plan.changes if c.field.startswith("block ")]
    assert openings
    assert all(old in c.before and c.after == c.before.replace(old, new) for c in openings)
    assert world.report().signatories == old
    assert not FormerName.objects.exists()


def test_the_names_and_the_report_change_at_once_and_the_old_name_is_kept(world):
    rename(world, unit(world), NEW)
    found, report = unit(world), world.report()
    assert (found.name, found.short_name) == ("云岭县公安和应急局", "县公安应急局")
    assert (report.title, report.signatories, report.front_version) == (
        "云岭县公安和应急局关于2025年度法治政府建设情况的报告",
        "云岭县公安和应急局",
        1,
    )
    assert not report.blocks.filter(text__contains="云岭县公安局").exists()
    assert all(block.is_untouched for block in report.blocks.exclude(text=""))
    assert (report.is_not_begun, world.report("market").signatories) == (True, "云岭县市场监督管理局")
    former = FormerName.objects.get()
    assert (former.name, former.used_since, former.used_until) == ("云岭县公安局", None, NEW.since)
    entry = Entry.objects.get(action="单位更名")
    assert entry.detail == {"from": "云岭县公安局", "to": "云岭县公安和应急局", "since": "2026-01-10"}
    told = Message.objects.latest("pk")
    assert (told.recipient.username, told.text[:18]) == (
        "police_drafter",
        "云岭县公安局更名为云岭县公安和应急局",
    )


def test_a_joint_document_changes_both_of_its_names(world):
    rename(world, unit(world, "town"), TOWN)
    report = world.report("town")
    assert report.title.startswith("中共青石街道工作委员会 青石街道办事处关于")
    assert report.signatories == "中共青石街道工作委员会\n青石街道办事处"


def test_a_government_is_renamed_among_the_addressees_of_every_report(world):
    Report.objects.filter(pk=world.report("market").pk).update(
        addressees="云岭县人民政府\n云岭县人民政府办公室"
    )
    before = world.stranger.report("water").addressees
    rename(world, Organisation.objects.get(pk=world.county.government.pk), GOVERNMENT)
    assert world.report("market").addressees == "云岭市人民政府\n云岭县人民政府办公室"
    assert "云岭县人民政府" not in world.report("police").addressees.split("\n")
    assert world.stranger.report("water").addressees == before


def test_a_signed_report_keeps_the_name_under_which_it_was_signed(world):
    bring(world, ReportStatus.SIGNED)
    before = printed_snapshot(world.report())
    plan = rename(world, unit(world), NEW)
    assert plan.changes == ()
    after = printed_snapshot(world.report())
    assert (after.title, after.signatories) == (before.title, before.signatories)
    assert world.report().title == before.title


def test_last_years_report_keeps_its_title(world):
    Round.objects.filter(pk=world.county.round.pk).update(is_archive=True)
    rename(world, unit(world), NEW)
    assert world.report().title == "云岭县公安局关于2025年度法治政府建设情况的报告"


def test_what_people_wrote_is_named_and_left_to_them(world):
    drafter = world.user("police_drafter")
    write(world.report(), "overview", "云岭县公安局办案。", actor=drafter, now=world.now)
    plan = rename(world, unit(world), NEW)
    assert [mention.label for mention in plan.mentions] == [world.report().blocks.get(key="overview").label]
    assert world.report().blocks.get(key="overview").text == "云岭县公安局办案。"


def test_what_was_confirmed_is_what_is_done(world):
    seen = plan_unit_renaming(unit(world), NEW).digest
    Report.objects.filter(pk=world.report().pk).update(public_title="云岭县公安局年报")
    with pytest.raises(Refused, match="请重新核对后再确认"):
        rename(world, unit(world), NEW, seen=seen)
    assert (unit(world).name, FormerName.objects.count()) == ("云岭县公安局", 0)


@pytest.mark.parametrize(
    ("name", "since", "field", "words"),
    [
        ("云岭县公安局", NEW.since, "name", "名称没有改动。"),
        ("云岭县司法局", NEW.since, "name", "已经有名为“云岭县司法局”的单位"),
        ("新" * 60, NEW.since, "short_name", "另填一个简称"),
        ("云岭县公安总局", date(2026, 1, 13), "since", "不能晚于今天"),
    ],
)
def test_names_that_cannot_be_are_refused(world, name, since, field, words):
    with pytest.raises(Invalid, match=words) as refusal:
        rename(world, unit(world), NewNames(name, "", "", since))
    assert (refusal.value.field, unit(world).name) == (field, "云岭县公安局")


def test_two_renamings_follow_each_other(world):
    rename(world, unit(world), NEW)
    early = NewNames("云岭县公安局", "", "", date(2026, 1, 9))
    with pytest.raises(Invalid, match="不能早于上一次更名的2026-01-10"):
        rename(world, unit(world), early)
    rename(world, unit(world), NewNames("云岭县公安局", "", "", date(2026, 1, 12)))
    periods = FormerName.objects.order_by("pk").values_list("name", "used_since", "used_until")
    assert list(periods) == [
        ("云岭县公安局", None, date(2026, 1, 10)),
        ("云岭县公安和应急局", date(2026, 1, 10), date(2026, 1, 12)),
    ]


def test_a_title_that_would_grow_too_long_stops_all(world):
    Report.objects.filter(pk=world.report().pk).update(title="云岭县公安局" + "长" * 192)
    with pytest.raises(Invalid, match="改名后报送稿标题超过200个字"):
        rename(world, unit(world), NEW)
    assert unit(world).name == "云岭县公安局"


@pytest.mark.parametrize("who", ["reviewer", "leader", "police_drafter", "police_head"])
def test_only_the_administrator_renames(world, who):
    with pytest.raises(NotPermitted):
        rename(world, unit(world), NEW, who=who)


def test_the_old_name_still_finds_the_unit(world):
    rename(world, unit(world), NEW)
    names = [names_of(each) for each in Organisation.objects.prefetch_related("former_names")]
    old_paper = recognise(names, title="云岭县公安局2024年法治政府建设年度报告")
    assert old_paper.unit == unit(world).pk
    reviewer, wanted = world.user("reviewer"), {"year": 2025, "text": "公安局"}
    found = desk_page(reviewer, wanted, number=None, today=date(2026, 1, 12))
    assert [row.unit for row in found.rows] == ["云岭县公安和应急局"]


def test_its_queries_do_not_grow_with_the_reports(world, django_assert_num_queries):
    government = Organisation.objects.get(pk=world.county.government.pk)
    Report.objects.exclude(pk=world.report("government").pk).update(addressees="")
    with django_assert_num_queries(2):
        assert plan_unit_renaming(government, GOVERNMENT).changes
    Report.objects.update(addressees="云岭县人民政府")
    with django_assert_num_queries(2):
        assert len(plan_unit_renaming(government, GOVERNMENT).changes) >= 5
