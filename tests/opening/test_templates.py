"""Another template for one unit, while its report is empty."""

import pytest

from reports.audit.models import Entry
from reports.blueprints.content import BlockContent, Content, SectionContent
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.queries import version_for
from reports.blueprints.services import publish
from reports.blueprints.storing import store_content
from reports.common.errors import Invalid
from reports.common.permissions import NotPermitted
from reports.document.roles import Role
from reports.drafting.dispatching import DispatchWords, save_dispatch
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.notifications.models import Message
from reports.opening.permissions import can_change_template
from reports.opening.templates import change_template
from reports.opening.withdrawing import withdraw_assignment
from reports.review.services import withdraw_report
from tests.review.stories import bring
from tests.world import put_status, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(world):
    return {"actor": world.user("administrator"), "now": world.now}


def publish_short(owner, now):
    """A county's own published template of one part, for departments."""
    blueprint = Blueprint.objects.create(code="short", name="简式报告", owner=owner)
    version = BlueprintVersion.objects.create(
        blueprint=blueprint, number=1, status=VersionStatus.DRAFT, kinds=[], filing_title="", public_title=""
    )
    block = BlockContent("overview", "prose", "总体情况")
    section = SectionContent("work", Role.ACHIEVEMENTS, "全年工作", blocks=(block,))
    title = "{organisation}{year}年情况"
    store_content(version, Content("简式报告", ("department",), title, title, (), (section,)))
    publish(version, now=now)
    return version


@pytest.fixture
def other(world):
    """Another published version that fits a department."""
    return publish_short(world.county.government, world.now)


def keys(report):
    return set(report.sections.values_list("key", flat=True))


def test_an_empty_report_is_made_anew_from_the_other_template(world, act, other):
    before = world.report()
    made = change_template(before, other, **act)
    assert made.pk != before.pk
    assert Report.objects.get(assignment=before.assignment_id).pk == made.pk
    assert (made.title, keys(made)) == ("云岭县公安局2025年情况", {"work"})
    assert world.report().assignment.blueprint_version == other
    assert world.report("market").assignment.blueprint_version == before.assignment.blueprint_version
    entry = Entry.objects.get(action="更换模板")
    assert entry.detail == {"reason": f"由“{before.assignment.blueprint_version}”换为“{other}”"}
    told = Message.objects.latest("pk")
    assert (told.recipient, told.url) == (world.user("police_drafter"), f"/reports/{made.pk}/")


def test_what_does_not_fit_is_refused(world, act):
    report = world.report()
    with pytest.raises(Invalid, match="没有改动"):
        change_template(report, report.assignment.blueprint_version, **act)
    with pytest.raises(Invalid, match="不适用于云岭县人民政府"):
        change_template(world.report("government"), version_for("department", code="town"), **act)
    with pytest.raises(Invalid, match="不适用于云岭县公安局"):
        change_template(report, publish_short(world.stranger.government, world.now), **act)


def test_what_somebody_wrote_is_never_thrown_away(world, act, other):
    write(world.report(), "overview", "全年工作。", actor=world.user("police_drafter"), now=world.now)
    with pytest.raises(NotPermitted, match="报告已经有内容，不能更换模板。"):
        change_template(world.report(), other, **act)


def test_what_was_handed_in_once_is_no_empty_report(world, act, other):
    bring(world, ReportStatus.AWAITING_REVIEW)
    withdraw_report(world.report(), actor=world.user("police_drafter"), now=world.now)
    Report.objects.filter(pk=world.report().pk).update(started_at=None)
    assert world.report().is_not_begun
    with pytest.raises(NotPermitted, match="报告已经有内容"):
        change_template(world.report(), other, **act)


def test_dispatch_words_alone_are_content_too(world, act, other):
    words, drafter = DispatchWords(printed_by="云岭县公安局办公室"), world.user("police_drafter")
    save_dispatch(world.report(), words, base_version=0, actor=drafter, now=world.now)
    assert world.report().is_not_begun
    with pytest.raises(NotPermitted, match="报告已经有内容"):
        change_template(world.report(), other, **act)


@pytest.mark.parametrize("status", [status for status in ReportStatus if status != ReportStatus.DRAFTING])
def test_only_a_report_not_begun_changes_its_template(world, act, other, status):
    with pytest.raises(NotPermitted):
        change_template(put_status(world.report(), status), other, **act)


def test_who_changes_templates(world, act):
    everybody = {**world.county.people, **{f"stranger {k}": v for k, v in world.stranger.people.items()}}
    report = world.report()
    assert [name for name, user in everybody.items() if can_change_template(user, report)] == [
        "administrator"
    ]
    withdraw_assignment(report, reason="机构改革。", **act)
    assert can_change_template(world.user("administrator"), world.report()).reason == (
        "任务已撤回，不能更换模板。"
    )
