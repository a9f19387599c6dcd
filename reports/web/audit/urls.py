"""Address of the log."""

from django.urls import path

from reports.web.audit import views

urlpatterns = [path("audit/", views.audit_log, name="audit_log")]
