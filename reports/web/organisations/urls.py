"""Addresses of units and people."""

from django.urls import path

from reports.web.organisations import bulk, reform_views, views

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/new/", views.organisation_new, name="organisation_new"),
    path("organisations/export/", bulk.organisation_export, name="organisation_export"),
    path("organisations/template/", bulk.organisation_template, name="organisation_template"),
    path("organisations/import/", bulk.organisation_import, name="organisation_import"),
    path(
        "organisations/import/<slug:token>/",
        bulk.organisation_import_check,
        name="organisation_import_check",
    ),
    path("organisations/passwords/", bulk.organisation_passwords, name="organisation_passwords"),
    path("organisations/<int:pk>/", views.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", views.organisation_change, name="organisation_change"),
    path("organisations/<int:pk>/rename/", reform_views.organisation_rename, name="organisation_rename"),
    path("organisations/<int:pk>/merge/", reform_views.organisation_merge, name="organisation_merge"),
    path("organisations/<int:pk>/people/new/", views.person_new, name="person_new"),
    path("organisations/<int:pk>/people/appoint/", views.person_appoint, name="person_appoint"),
    path("organisations/<int:pk>/people/<int:number>/active/", views.person_active, name="person_active"),
    path(
        "organisations/<int:pk>/people/<int:number>/password/", views.person_password, name="person_password"
    ),
    path("appointments/<int:pk>/end/", views.appointment_end, name="appointment_end"),
]
