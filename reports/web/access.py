"""What every view asks first: may this person see it, and who acts when."""

from django.http import Http404, HttpRequest

from reports.drafting.models import Report
from reports.organisations.models import User


def person(request: HttpRequest) -> User:
    """The signed-in person; SignInMiddleware lets nobody else come this far."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def visible_report(request: HttpRequest, pk: int) -> Report:
    """The report, with what its pages need, or 404 for one that is another unit's."""
    reports = Report.objects.visible_to(person(request)).with_assignment()
    report = reports.select_related("assignment__withdrawn_by").filter(pk=pk).first()
    if report is None:
        raise Http404
    return report
