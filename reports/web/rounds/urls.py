"""Addresses of the yearly task."""

from django.urls import path

from reports.web.rounds import next_year, views

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/open/", views.round_open, name="round_open"),
    path("rounds/next/", next_year.round_next, name="round_next"),
    path("rounds/<int:pk>/", views.round_, name="round"),
]
