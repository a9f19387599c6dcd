"""Addresses of comparing, importing, exporting and taking over templates."""

from django.urls import path

from reports.web.blueprints import comparison, files, old_report, takeover

urlpatterns = [
    path("blueprints/compare/", comparison.compare_versions, name="blueprint_compare"),
    path("blueprints/<int:pk>/export/", files.blueprint_export, name="blueprint_export"),
    path("blueprints/import/", files.blueprint_import, name="blueprint_import"),
    path("blueprints/import/<str:token>/", files.blueprint_import_check, name="blueprint_import_check"),
    path("blueprints/from-report/", old_report.blueprint_from_report, name="blueprint_from_report"),
    path(
        "blueprints/from-report/<str:token>/",
        old_report.blueprint_from_report_check,
        name="blueprint_from_report_check",
    ),
    path("blueprints/families/<int:pk>/takeover/", takeover.blueprint_takeover, name="blueprint_takeover"),
]
