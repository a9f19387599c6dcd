"""Addresses of the report templates."""

from django.urls import path

from reports.web.blueprints import views

urlpatterns = [
    path("blueprints/", views.blueprints, name="blueprints"),
    path("blueprints/<int:pk>/", views.blueprint, name="blueprint"),
]
