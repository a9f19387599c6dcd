"""Every address of the product stands in reports/web."""

from django.urls import include, path

urlpatterns = [path("", include("reports.web.urls"))]

handler400 = "reports.web.errors.bad_request"
handler403 = "reports.web.errors.forbidden"
handler404 = "reports.web.errors.not_found"
handler500 = "reports.web.errors.server_error"
