"""Addresses of figures in and out: one report's, and a whole year's."""

from django.urls import path

from reports.web.figure_books import county, unit

urlpatterns = [
    path("reports/<int:pk>/figure-book/", unit.report_book, name="report_book"),
    path("reports/<int:pk>/figure-book/import/", unit.report_book_import, name="report_book_import"),
    path(
        "reports/<int:pk>/figure-book/import/<slug:token>/",
        unit.report_book_check,
        name="report_book_check",
    ),
    path("rounds/<int:pk>/figure-book/", county.round_book, name="round_book"),
    path("rounds/<int:pk>/figure-book/import/", county.round_book_import, name="round_book_import"),
    path(
        "rounds/<int:pk>/figure-book/import/<slug:token>/", county.round_book_check, name="round_book_check"
    ),
]
