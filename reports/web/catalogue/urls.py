"""Addresses of the catalogue of checks and its settings."""

from django.urls import path

from reports.web.catalogue import settings, views

urlpatterns = [
    path("checks/", views.check_catalogue, name="check_catalogue"),
    path("checks/settings/", settings.check_settings, name="check_settings"),
    path("checks/settings/<int:pk>/", settings.check_settings_of, name="check_settings_of"),
]
