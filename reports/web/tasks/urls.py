"""Addresses of this page group."""

from django.urls import path

from reports.web.tasks import views

urlpatterns = [
    path("", views.tasks, name="tasks"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.inbox_read, name="inbox_read"),
    path("inbox/<int:pk>/", views.inbox_open, name="inbox_open"),
]
