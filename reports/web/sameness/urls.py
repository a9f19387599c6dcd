"""Addresses of 雷同比对: the pairs of a year, one pair, a report beside its own of the year before."""

from django.urls import path

from reports.web.sameness import views

urlpatterns = [
    path("review/sameness/", views.sameness, name="review_sameness"),
    path("review/sameness/<int:pk>/compare/", views.sameness_compare, name="review_sameness_compare"),
    path("review/<int:pk>/same/<int:other>/", views.sameness_pair, name="review_sameness_pair"),
    path("reports/<int:pk>/last-year/", views.report_last_year, name="report_last_year"),
]
