"""The pages of units and people."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted, demand
from reports.opening.permissions import can_merge
from reports.organisations.bulk.passwords import first_password_of
from reports.organisations.enums import Duty, OrganisationKind, Role
from reports.organisations.models import Membership, Organisation, User
from reports.organisations.passwords import make_first_password
from reports.organisations.permissions import (
    can_administer,
    can_administer_many,
    can_administer_person,
    can_see_organisations,
)
from reports.organisations.queries import organisations_within, overseen_organisations
from reports.organisations.services import (
    appoint,
    change_organisation,
    create_organisation,
    deactivate_person,
    end_appointment,
    reactivate_person,
    register_person,
    reset_password,
)
from reports.web.access import person
from reports.web.organisations.forms import (
    AppointmentForm,
    ChangeOrganisationForm,
    NewOrganisationForm,
    OrganisationFilters,
    PasswordForm,
    PersonForm,
)
from reports.web.organisations.queries import history_of, organisation_page, people_of, people_to_appoint


@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """Show the units of the county with their people."""
    user = person(request)
    demand(can_see_organisations(user))
    filters = OrganisationFilters(request.GET)
    wanted = filters.wanted()
    context = {
        "filters": filters,
        "chosen": wanted,
        "table": organisation_page(user, wanted, number=request.GET.get("page")),
        "may_administer": bool(can_administer_many(user)),
    }
    return render(request, "reports/organisations/organisations.html", context)


@require_GET
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit: what it is called, and who is what there."""
    found = _visible(request, pk)
    context = {
        "organisation": found,
        "kind": OrganisationKind(found.kind).label,
        "duties": [Duty(duty).label for duty in found.duties],
        "people": people_of(found),
        "history": history_of(found),
        "may_administer": bool(can_administer(person(request), found)),
        "may_merge": bool(can_merge(person(request), found)),
    }
    return render(request, "reports/organisations/organisation.html", context)


@require_http_methods(["GET", "POST"])
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Put a unit into the tree."""
    user = person(request)
    demand(can_administer_many(user))
    parents = _administered(user).order_by("path")
    form = NewOrganisationForm(request.POST or None, parents=parents, is_first=user.is_superuser)

    def save() -> HttpResponse:
        made = create_organisation(**form.details(), actor=user, now=timezone.now())
        messages.success(request, f"{made}已建立。接着请添加这个单位的人员。")
        return redirect("organisation", pk=made.pk)

    return _answer(request, form, save, heading="添加单位", button="添加单位")


@require_http_methods(["GET", "POST"])
def organisation_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a unit is called and where it stands."""
    found = _administered_unit(request, pk)
    initial = {name: getattr(found, name) for name in ChangeOrganisationForm.base_fields}
    form = ChangeOrganisationForm(
        request.POST or None, initial=initial | {"data_offices": "、".join(found.data_offices)}
    )

    def save() -> HttpResponse:
        changed = change_organisation(found, **form.details(), actor=person(request), now=timezone.now())
        messages.success(request, f"{changed}的资料已修改。")
        return redirect("organisation", pk=changed.pk)

    return _answer(request, form, save, heading="修改单位", button="保存", organisation=found)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an account for somebody in a unit; the first password is shown once."""
    found = _administered_unit(request, pk)
    form = PersonForm(request.POST or None, organisation=found)

    def save() -> HttpResponse:
        password = form.cleaned_data["password"] or make_first_password()
        made = register_person(
            **{**form.cleaned_data, "password": password, "role": Role(form.cleaned_data["role"])},
            organisation=found,
            actor=person(request),
            now=timezone.now(),
        )
        return _show_password(request, made, password, found)

    return _answer(request, form, save, heading="添加人员", button="添加人员", organisation=found)


@require_http_methods(["GET", "POST"])
def person_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody who has an account a role in a unit."""
    found = _administered_unit(request, pk)
    people = people_to_appoint(person(request))
    form = AppointmentForm(request.POST or None, organisation=found, people=people)

    def save() -> HttpResponse:
        appointed, role = form.cleaned_data["person"], Role(form.cleaned_data["role"])
        appoint(appointed, role, organisation=found, actor=person(request), now=timezone.now())
        messages.success(request, f"{appointed.name}已任{found}{role.label}。")
        return redirect("organisation", pk=found.pk)

    return _answer(request, form, save, heading="任命", button="任命", organisation=found)


@require_http_methods(["GET", "POST"])
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role away from somebody, after a page that asks."""
    membership = get_object_or_404(
        Membership.objects.select_related("user", "organisation").filter(
            organisation__in=overseen_organisations(person(request))
        ),
        pk=pk,
    )
    found = membership.organisation
    demand(can_administer(person(request), found))
    role = Role(membership.role).label
    question = f"免去{membership.user.name}的{found}{role}角色？免去后，此人不再看到相应的任务。"

    def act() -> HttpResponse:
        end_appointment(membership, actor=person(request), now=timezone.now())
        messages.success(request, f"{membership.user.name}不再是{found}{role}。")
        return redirect("organisation", pk=found.pk)

    return _answer(
        request, Form(request.POST or None), act, heading="免去角色", button="免去", organisation=found,
        question=question,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def person_active(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Close an account or open it again, after a page that asks."""
    found, who = _person_of(request, pk, number)
    word = "停用" if who.is_active else "启用"
    question = (
        f"停用{who.name}（{who.username}）的账号？停用后不能登录，已写的内容和记录都保留。"
        if who.is_active
        else f"启用{who.name}（{who.username}）的账号？启用后按原来的密码和角色登录。"
    )
    service = deactivate_person if who.is_active else reactivate_person

    def act() -> HttpResponse:
        service(who, actor=person(request), now=timezone.now())
        messages.success(request, f"{who.name}的账号已{word}。")
        return redirect("organisation", pk=found.pk)

    return _answer(
        request, Form(request.POST or None), act, heading=f"{word}账号", button=word, organisation=found,
        question=question,
    )  # fmt: skip


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def person_password(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Set a new first password; it is shown once."""
    found, who = _person_of(request, pk, number)
    form = PasswordForm(request.POST or None)

    def save() -> HttpResponse:
        password = form.cleaned_data["password"] or make_first_password()
        reset_password(who, password, actor=person(request), now=timezone.now())
        return _show_password(request, who, password, found)

    question = f"为{who.name}（{who.username}）重置密码。原来的密码立即失效。"
    return _answer(
        request, form, save, heading="重置密码", button="重置密码", organisation=found, question=question
    )


def _answer(
    request: HttpRequest, form: Form, save: Callable[[], HttpResponse], **context: Any
) -> HttpResponse:
    """Show the form; save a valid one, and put what the service refuses beside its field."""
    if request.method == "POST" and (form.is_bound or not form.fields):
        form.is_bound = True
        if form.is_valid():
            try:
                return save()
            except NotPermitted:
                raise
            except Refused as refusal:
                field = refusal.field if isinstance(refusal, Invalid) else ""
                form.add_error(field if field in form.fields else None, str(refusal))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "reports/organisations/form.html", {"form": form, **context}, status=status)


def _show_password(
    request: HttpRequest, who: User, password: str, organisation: Organisation
) -> HttpResponse:
    slip = first_password_of(who, password)
    context = {
        "who": who,
        "password": password,
        "organisation": organisation,
        "slip": slip,
        "site": request.build_absolute_uri("/"),
    }
    return render(request, "reports/organisations/password.html", context)


def _visible(request: HttpRequest, pk: int) -> Organisation:
    user = person(request)
    demand(can_see_organisations(user))
    return get_object_or_404(overseen_organisations(user).select_related("parent"), pk=pk)


def _administered_unit(request: HttpRequest, pk: int) -> Organisation:
    found = _visible(request, pk)
    demand(can_administer(person(request), found))
    return found


def _person_of(request: HttpRequest, pk: int, number: int) -> tuple[Organisation, User]:
    found = _administered_unit(request, pk)
    who = get_object_or_404(User.objects.filter(memberships__organisation=found).distinct(), pk=number)
    demand(can_administer_person(person(request), who))
    return found, who


def _administered(user: User) -> Any:
    if user.is_superuser:
        return overseen_organisations(user)
    return organisations_within(user, [Role.ADMINISTRATOR])
