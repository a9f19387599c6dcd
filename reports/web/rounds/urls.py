"""Addresses of the yearly task."""

from django.urls import path

from reports.web.rounds import views

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/open/", views.round_open, name="round_open"),
    path("rounds/<int:pk>/", views.round_, name="round"),
]
