"""Addresses of the findings in one report."""

from django.urls import path

from reports.web.checks import views

urlpatterns = [
    path("reports/<int:pk>/findings/", views.report_findings, name="report_findings"),
    path("reports/<int:pk>/findings/dismiss/", views.findings_dismiss, name="findings_dismiss"),
    path("reports/<int:pk>/findings/restore/", views.findings_restore, name="findings_restore"),
]
