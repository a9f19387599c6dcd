"""发文信息: what may be kept, by whom and until when, and what of it prints for which addressee."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.document.nodes import Head, Imprint
from reports.drafting.dispatch import Letter, letter_for, names_of
from reports.drafting.dispatching import NUMBER, NUMBER_FORM, DispatchWords, corrected_number, save_dispatch
from reports.drafting.editions import FORMAL, Edition, EditionKind
from reports.drafting.enums import ReportStatus as S
from reports.drafting.models import Dispatch, Report
from reports.drafting.permissions import can_edit_dispatch
from reports.drafting.snapshot import printed_snapshot
from reports.review.filing import file_report
from reports.review.models import Filing
from reports.review.services import register_signature, reopen_report
from tests.review.stories import bring
from tests.world import World, put_status

FILLED = DispatchWords(
    urgency="加急",
    document_numbers="云公发〔2026〕3号",
    signers="何建国",
    remark="此件不公开",
    copies_to="县人大常委会办公室\n县政协办公室",
    printed_by="云岭县公安局办公室",
    printed_on=date(2026, 1, 21),
    has_annex=True,
)


def save(
    world: World, words: DispatchWords, *, base_version: int = 0, actor: str = "police_drafter"
) -> Dispatch:
    """Save the police report's 发文信息."""
    return save_dispatch(
        world.report(), words, base_version=base_version, actor=world.user(actor), now=world.now
    )


def letter(report: Report, addressee: int = 0) -> Letter:
    """What the document for one addressee carries."""
    return letter_for(report, printed_snapshot(report), Edition(EditionKind.FORMAL, addressee))


pytestmark = pytest.mark.django_db


def test_what_was_filled_in_prints(world: World):
    save(world, FILLED)
    assert letter(world.report()) == Letter(
        head=Head(("云岭县公安局",), number="云公发〔2026〕3号", signers=("何建国",), urgency="加急"),
        imprint=Imprint(("县人大常委会办公室", "县政协办公室"), "云岭县公安局办公室", date(2026, 1, 21)),
        remark="此件不公开",
        has_annex=True,
    )


def test_nothing_filled_in_is_a_head_with_the_organ_alone(world: World):
    assert letter(world.report()) == Letter(Head(("云岭县公安局",)))


def test_a_save_is_logged_and_counted(world: World):
    dispatch = save(world, FILLED)
    assert (dispatch.version, dispatch.saved_at, dispatch.saved_by) == (
        1,
        world.now,
        world.user("police_drafter"),
    )
    assert Entry.objects.latest("pk").action == "修改发文信息"


def test_an_old_version_overwrites_nothing(world: World):
    save(world, FILLED)
    with pytest.raises(Refused, match="刚刚由别人保存过"):
        save(world, replace(FILLED, signers="别人"))
    assert Dispatch.objects.get().signers == "何建国"


def test_each_addressee_has_its_number_and_signers_and_one_line_serves_all(world: World):
    Report.objects.filter(pk=world.report().pk).update(addressees="市政府\n县委\n县人大常委会")
    numbers = "云政〔2026〕3号\n云政〔2026〕4号\n云政函〔2026〕5号"
    save(world, replace(FILLED, document_numbers=numbers))
    heads = [letter(world.report(), index).head for index in range(3)]
    assert [(head.number, head.signers) for head in heads] == [
        ("云政〔2026〕3号", ("何建国",)),
        ("云政〔2026〕4号", ("何建国",)),
        ("云政函〔2026〕5号", ("何建国",)),
    ]


def test_a_joint_document_shows_its_organs_and_signers_in_order(world: World):
    Report.objects.filter(pk=world.report().pk).update(signatories="中共青石镇委员会\n青石镇人民政府")
    save(world, replace(FILLED, signers="雷振东，潘 军"))
    head = letter(world.report()).head
    assert (head.organs, head.signers) == (("中共青石镇委员会", "青石镇人民政府"), ("雷振东", "潘军"))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", ()),
        ("何建国", ("何建国",)),
        ("雷振东、潘少华", ("雷振东", "潘少华")),
        ("雷振东 潘少华", ("雷振东", "潘少华")),
        ("李　强、 王芳；", ("李强", "王芳")),
    ],
)
def test_names_of_a_line(line, names):
    assert names_of(line) == names


def test_what_the_page_prints_by_itself_is_taken_away(world: World):
    dispatch = save(
        world,
        replace(
            FILLED,
            remark="（此件公开发布）",
            copies_to="  县委办公室，县政府办公室。\r\n",
            printed_by=" 办公室 ",
        ),
    )
    assert (dispatch.remark, dispatch.copies_to, dispatch.printed_by) == (
        "此件公开发布",
        "县委办公室，县政府办公室",
        "办公室",
    )


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("云公发[2026]3号", "云公发〔2026〕3号"),
        ("云公发（2026）3号", "云公发〔2026〕3号"),
        ("云公发【2026】第03号", "云公发〔2026〕3号"),
        ("云公发〔26〕3号", "云公发〔2026〕3号"),
        ("云公发2026年第3号", "云公发〔2026〕3号"),
        ("云公发〔2026〕3", "云公发〔2026〕3号"),
        ("云公发 〔2026〕 3 号", "云公发〔2026〕3号"),
        ("云公发3号", ""),
        ("〔2026〕3号", ""),
        ("云公发〔2026〕号", ""),
    ],
)
def test_a_number_that_is_written_otherwise_is_offered_as_the_standard_has_it(typed, corrected):
    assert corrected_number(typed) == corrected


@given(st.text(alphabet="云公发0123第号〔〕[]（）年 ", max_size=20))
def test_what_is_offered_is_always_a_number_of_the_standard(typed):
    assert corrected_number(typed) == "" or NUMBER.fullmatch(corrected_number(typed))


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ({"urgency": "急"}, "urgency", "请选择特急、加急或者不标注。"),
        (
            {"document_numbers": "云公发[2026]第03号"},
            "document_numbers",
            "发文字号“云公发[2026]第03号”不合格式，可以改为“云公发〔2026〕3号”。",
        ),
        (
            {"document_numbers": "三号"},
            "document_numbers",
            f"发文字号“三号”不合格式，{NUMBER_FORM}",
        ),
        (
            {"document_numbers": "云公发〔2026〕3号\n云公发〔2026〕4号"},
            "document_numbers",
            "主送机关有1个，发文字号请写1行，现在是2行。",
        ),
        ({"signers": "何建国\n赵明辉"}, "signers", "主送机关有1个，签发人请写1行，现在是2行。"),
        (
            {"signers": "何建国、赵明辉"},
            "signers",
            "署名机关有1个，签发人写了2位。每个机关写一位签发人，请核对。",
        ),
        ({"signers": "长" * 81}, "signers", "一行签发人不能超过80字，请核对。"),
        ({"copies_to": "长" * 401}, "copies_to", "抄送机关不能超过400字，请精简。"),
        ({"printed_by": "长" * 81}, "printed_by", "印发机关不能超过80字，请精简。"),
        ({"remark": "长" * 201}, "remark", "附注不能超过200字，请精简。"),
        ({"printed_on": date(2026, 1, 9)}, "printed_on", "印发日期不能早于成文日期，请核对。"),
    ],
)
def test_what_the_standard_does_not_allow_is_told_at_its_field(world: World, words, field, sentence):
    Report.objects.filter(pk=world.report().pk).update(dated_on=date(2026, 1, 10), addressees="县政府")
    with pytest.raises(Invalid) as told:
        save(world, replace(FILLED, **words))
    assert (told.value.field, str(told.value)) == (field, sentence)
    assert not Dispatch.objects.exists()


def test_the_count_of_lines_follows_the_addressees(world: World):
    Report.objects.filter(pk=world.report().pk).update(addressees="市政府\n县委\n县人大常委会")
    with pytest.raises(Invalid) as told:
        save(world, replace(FILLED, document_numbers="云政〔2026〕3号\n云政〔2026〕4号"))
    sentence = "主送机关有3个，发文字号请写1行（各份相同）或者3行（一个主送机关一行），现在是2行。"
    assert str(told.value) == sentence


def test_the_drafter_may_write_until_the_report_is_filed_and_nobody_else_ever(world: World):
    people = ("police_drafter", "police_head", "reviewer", "leader", "auditor", "market_drafter")

    def writers(status: S) -> list[str]:
        report = put_status(world.report(), status)
        return [name for name in people if can_edit_dispatch(world.user(name), report)]

    closed = {S.FILED, S.RECORDED, S.PUBLISHED, S.ARCHIVED}
    may = {status: writers(status) for status in S}
    assert may == {status: [] if status in closed else ["police_drafter"] for status in S}


def test_nobody_else_saves(world: World):
    with pytest.raises(NotPermitted, match="只有本报告的经办人可以填写发文信息。"):
        save(world, FILLED, actor="reviewer")
    put_status(world.report(), S.FILED)
    with pytest.raises(NotPermitted, match="报告已经报送，发文信息不能修改。"):
        save(world, FILLED)


def file(world: World, number: str) -> None:
    """File the signed police report under a number."""
    report = world.report()
    file_report(
        report,
        document_number=number,
        filed_on=world.now.date(),
        addressees="县政府",
        scan=None,
        actor=world.user("police_drafter"),
        now=world.now,
    )


def test_signing_and_filing_write_down_who_signed_and_the_number(world: World):
    bring(world, S.SIGNED)
    assert Dispatch.objects.get().signers == world.user("police_head").name
    file(world, "云公发 〔2026〕 9号")
    assert letter(world.report()).head.number == "云公发〔2026〕9号"


def test_what_was_filed_wins_over_what_was_planned(world: World):
    bring(world, S.SIGNED)
    save(world, replace(FILLED, signers=world.user("police_head").name), base_version=1)
    file(world, "云公发〔2026〕9号")
    assert letter(world.report()).head.number == "云公发〔2026〕9号"


def test_several_filed_numbers_go_to_their_addressees_or_nowhere(world: World):
    bring(world, S.SIGNED)
    Report.objects.update(addressees="县委\n县政府")
    file(world, "云公发〔2026〕3号、云公发〔2026〕4号")
    assert [letter(world.report(), index).head.number for index in (0, 1)] == [
        "云公发〔2026〕3号",
        "云公发〔2026〕4号",
    ]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("云公发[2026]3号", "发文字号“云公发[2026]3号”不合格式，可以改为“云公发〔2026〕3号”。"),
        ("无", f"发文字号“无”不合格式，{NUMBER_FORM}"),
        (
            "云公发〔2026〕3号、云公发〔2026〕4号",
            "主送机关有1个，发文字号请写1行，现在是2行。",
        ),
    ],
)
def test_a_number_that_the_head_would_not_print_is_not_filed(world: World, number, sentence):
    bring(world, S.SIGNED)
    with pytest.raises(Invalid) as told:
        file(world, number)
    assert (told.value.field, str(told.value)) == ("document_number", sentence)
    assert (letter(world.report()).head.number, Filing.objects.exists()) == ("", False)


def test_another_signature_replaces_the_signer_and_keeps_a_joint_list(world: World):
    report = bring(world, S.SIGNED)
    drafter = world.user("police_drafter")
    signed = {}
    for signatories in ("云岭县公安局", "中共青石镇委员会\n青石镇人民政府"):
        Report.objects.filter(pk=report.pk).update(signatories=signatories)
        reopen_report(report, reason="改一处。", actor=drafter, now=world.now)
        Dispatch.objects.update(signers="雷振东、潘少华")
        register_signature(
            report, signer_name="潘少华", signed_on=world.now.date(), scan=None, actor=drafter, now=world.now
        )
        signed[signatories] = Dispatch.objects.get().signers
    assert list(signed.values()) == ["潘少华", "雷振东、潘少华"]


def test_the_formal_edition_is_one_of_its_own():
    assert (FORMAL.is_formal, FORMAL.is_public, Edition(EditionKind.PROOF).is_formal) == (True, False, False)
