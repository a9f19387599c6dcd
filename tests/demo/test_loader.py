"""The demonstration county loads once, and shows every state."""

from collections import Counter
from datetime import datetime

import pytest
from django.db.models import Count
from django.test import TestCase

from reports.common.errors import Refused
from reports.demo.loader import accounts, load_county, report_year
from reports.document.markup import print_document
from reports.drafting.assembly import assemble
from reports.drafting.dispatch import letter_for
from reports.drafting.editions import FORMAL
from reports.drafting.enums import SIGNED_STATUSES
from reports.drafting.models import Report
from reports.drafting.snapshot import printed_snapshot, read_revision
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User
from reports.review.models import Filing, Opinion
from reports.rounds.models import Round
from tests.conftest import NOW


def state_shown(report: Report, now: datetime) -> str:
    if report.is_not_begun:
        return "not_begun"
    if report.awaits_supplement:
        return "supplement"
    if report.status == "drafting" and report.assignment.due_draft_on < now.date():
        return "late"
    return report.status


class TestLoadedCounty(TestCase):
    """One loading serves all questions: it is the slowest set-up of the suite."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.round = load_county(now=NOW)

    def test_open_round_shows_every_state(self) -> None:
        running = Report.objects.with_assignment().filter(assignment__round=self.round)
        assert Counter(state_shown(report, NOW) for report in running) == {
            "not_begun": 1,
            "drafting": 2,
            "late": 1,
            "awaiting_review": 2,
            "returned": 1,
            "awaiting_signature": 1,
            "signed": 1,
            "filed": 2,
            "supplement": 1,
            "recorded": 2,
            "published": 1,
        }

    def test_year_before_is_finished(self) -> None:
        finished = Report.objects.filter(assignment__round__year=self.round.year - 1)
        assert Counter(finished.values_list("status", flat=True)) == {"published": 15}

    def test_county_has_every_kind_of_unit(self) -> None:
        assert Counter(Organisation.objects.values_list("kind", flat=True)) == {
            OrganisationKind.COUNTY_GOVERNMENT: 1,
            OrganisationKind.JUDICIAL_BUREAU: 1,
            OrganisationKind.DEPARTMENT: 8,
            OrganisationKind.TOWN: 4,
            OrganisationKind.STREET: 1,
        }

    def test_nobody_is_asked_for_more_than_twenty_figures(self) -> None:
        asked = (
            Report.objects.filter(assignment__round=self.round)
            .exclude(assignment__organisation__kind=OrganisationKind.COUNTY_GOVERNMENT)
            .annotate(asked=Count("figure_requests"))
        )
        assert max(report.asked for report in asked) <= 20

    def test_returned_report_was_changed_after_the_opinion_that_quotes_it(self) -> None:
        opinion = Opinion.objects.get(report__status="returned", state="adopted")
        submitted = read_revision(opinion.revision)
        before = next(block.text for block in submitted.blocks() if block.key == opinion.block_key)
        now = opinion.report.blocks.get(key=opinion.block_key).text
        assert (opinion.quote in before, opinion.quote in now) == (True, False)

    def test_signed_reports_print_every_figure(self) -> None:
        signed = Report.objects.with_assignment().filter(status__in=SIGNED_STATUSES)
        papers = [print_document(assemble(printed_snapshot(report))) for report in signed]
        assert len(papers) == 15 + 6
        assert [paper.split("\n")[0] for paper in papers if "××" in paper or "{{" in paper] == []

    def test_formal_papers_print_the_numbers_under_which_they_were_filed(self) -> None:
        filings = Filing.objects.filter(is_void=False).select_related("report__assignment__organisation")
        heads = [letter_for(f.report, printed_snapshot(f.report), FORMAL).head for f in filings]
        assert len(heads) == 15 + 5
        assert [head.number for head in heads] == [filing.document_number for filing in filings]
        assert [head for head in heads if len(head.signers) != len(head.organs)] == []

    def test_second_loading_is_refused_and_changes_nothing(self) -> None:
        before = (Report.objects.count(), User.objects.count(), Round.objects.count())
        with pytest.raises(Refused, match="没有再载入演示数据"):
            load_county(now=NOW)
        assert (Report.objects.count(), User.objects.count(), Round.objects.count()) == before


def test_accounts_name_every_role() -> None:
    assert next(account.role for account in accounts()) == "经办人"
    assert {account.role for account in accounts()} == {
        "经办人",
        "单位负责人",
        "审查员",
        "局领导",
        "管理员",
        "日志查看员",
    }


def test_report_year_is_over() -> None:
    assert report_year(NOW.date()) == NOW.year - 1
