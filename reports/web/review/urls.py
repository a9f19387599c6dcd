"""Addresses of the review: desk, one report, its moves, scans, ledger."""

from django.urls import path

from reports.web.review import views

urlpatterns = [
    path("review/", views.desk, name="desk"),
    path("review/bulk/<slug:name>/", views.desk_bulk, name="desk_bulk"),
    path("review/<int:pk>/", views.review_report, name="review_report"),
    path("review/<int:pk>/opinions/", views.opinion_give, name="opinion_give"),
    path("reports/<int:pk>/moves/<slug:name>/", views.report_move, name="report_move"),
    path("scans/<slug:kind>/<int:pk>/", views.scan, name="scan"),
    path("ledger/", views.ledger, name="ledger"),
    path("ledger/volume/<slug:kind>/", views.ledger_volume, name="ledger_volume"),
    path("ledger/export/", views.ledger_xlsx, name="ledger_xlsx"),
]
