"""Files beside figures: who may lay them there and take them away, and what stays."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.enums import ReportStatus
from reports.drafting.evidence import MOST_FILES, enclose_evidence, remove_evidence
from reports.drafting.figures import FigureChange, record_figures
from reports.drafting.models import FigureEvidence, FigureRequest
from reports.indicators.values import number
from tests.review.stories import PDF
from tests.world import World, put_status


def request_of(world: World, code: str = "LE01") -> FigureRequest:
    """What the police is asked for."""
    requests = FigureRequest.objects.select_related("block", "indicator")
    return requests.get(report=world.report(), indicator__code=code)


def enclose(
    world: World, who: str = "police_drafter", name: str = "台账.pdf", **fields: str
) -> FigureEvidence:
    """Lay a file beside the number of penalties."""
    return enclose_evidence(
        request_of(world),
        upload=SimpleUploadedFile(name, PDF),
        actor=world.user(who),
        now=world.now,
        **fields,
    )


def test_a_file_stays_when_the_value_changes(world: World):
    evidence = enclose(world, note=" 处罚台账 ")
    record_figures(
        world.report(),
        [FigureChange("LE01", number(5))],
        actor=world.user("police_drafter"),
        now=world.now,
    )
    kept = FigureEvidence.objects.get()
    assert kept == evidence
    assert (kept.name, kept.note, kept.added_by) == ("台账.pdf", "处罚台账", world.user("police_drafter"))
    assert "台账" not in kept.file.name
    with kept.file.open() as stored:
        assert stored.read() == PDF
    entry = Entry.objects.get(action="附佐证材料")
    assert entry.detail == {"figures": ["LE01"], "file": "台账.pdf", "reason": ""}


def test_a_report_with_a_file_is_begun(world: World):
    enclose(world)
    assert world.report().started_at == world.now


def test_what_is_taken_away_is_gone_and_the_reason_stays(world: World, django_capture_on_commit_callbacks):
    evidence = enclose(world)
    path = Path(evidence.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence, reason="附错了。", actor=world.user("police_drafter"), now=world.now)
    kept = FigureEvidence.objects.get()
    assert (kept.file.name, kept.removal_reason, kept.removed_at) == ("", "附错了。", world.now)
    assert not path.exists()
    with pytest.raises(Refused, match="已经移除"):
        remove_evidence(evidence, reason="再移一次。", actor=world.user("police_drafter"), now=world.now)


def test_nothing_is_taken_away_without_a_reason(world: World):
    evidence = enclose(world)
    for reason in (" ", "长" * 301):
        with pytest.raises(Invalid) as refusal:
            remove_evidence(evidence, reason=reason, actor=world.user("police_drafter"), now=world.now)
        assert refusal.value.field == "reason"
    assert FigureEvidence.objects.get().file.name


def test_a_figure_has_a_bounded_number_of_files(world: World):
    for _ in range(MOST_FILES):
        enclose(world)
    with pytest.raises(Refused, match="最多附10份"):
        enclose(world)


def test_a_name_keeps_its_end_and_no_control_signs(world: World):
    assert enclose(world, name="长" * 200 + "\x07\n 1.pdf").name == "长" * 114 + " 1.pdf"


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("police_drafter", True),
        ("reviewer", True),
        ("police_head", False),
        ("market_drafter", False),
        ("leader", False),
        ("auditor", False),
    ],
)
def test_who_may_enclose_and_take_away(world: World, who, may):
    evidence = enclose(world)
    if may:
        enclose(world, who)
        remove_evidence(evidence, reason="换新的。", actor=world.user(who), now=world.now)
        return
    with pytest.raises(NotPermitted):
        enclose(world, who)
    with pytest.raises(NotPermitted):
        remove_evidence(evidence, reason="换新的。", actor=world.user(who), now=world.now)


@pytest.mark.parametrize("status", [ReportStatus.AWAITING_REVIEW, ReportStatus.RETURNED, ReportStatus.FILED])
def test_a_closed_figure_keeps_its_files(world: World, status):
    evidence = enclose(world)
    put_status(world.report(), status, is_open=False)
    for who in ("police_drafter", "reviewer"):
        with pytest.raises(NotPermitted):
            enclose(world, who)
        with pytest.raises(NotPermitted):
            remove_evidence(evidence, reason="换新的。", actor=world.user(who), now=world.now)
