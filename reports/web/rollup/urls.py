"""Addresses of the roll-up."""

from django.urls import path

from reports.web.rollup import views

urlpatterns = [
    path("rollup/", views.rollup, name="rollup"),
    path("rollup/<int:pk>/sections/<slug:key>/", views.rollup_section, name="rollup_section"),
    path("rollup/<int:pk>/sections/<slug:key>/adopt/", views.rollup_adopt, name="rollup_adopt"),
    path("rollup/<int:pk>/figures/", views.rollup_figures, name="rollup_figures"),
    path("rollup/<int:pk>/figures/<slug:code>/", views.rollup_figure, name="rollup_figure"),
    path("rollup/<int:pk>/write/", views.rollup_write, name="rollup_write"),
]
