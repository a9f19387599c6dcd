"""Addresses of the yearly task."""

from django.urls import path

from reports.web.rounds import next_year, task_views, views, year_views

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/open/", views.round_open, name="round_open"),
    path("rounds/next/", next_year.round_next, name="round_next"),
    path("rounds/<int:pk>/", views.round_, name="round"),
    path("rounds/<int:pk>/terms/<slug:kind>/", year_views.round_term, name="round_term"),
    path("rounds/<int:pk>/newcomers/", year_views.round_newcomers, name="round_newcomers"),
    path("assignments/<int:pk>/", task_views.task, name="round_task"),
    path("assignments/<int:pk>/dates/", task_views.task_dates, name="round_task_dates"),
    path("assignments/<int:pk>/template/", task_views.task_template, name="round_task_template"),
    path("assignments/<int:pk>/withdraw/", task_views.task_withdraw, name="round_task_withdraw"),
    path("assignments/<int:pk>/restore/", task_views.task_restore, name="round_task_restore"),
]
