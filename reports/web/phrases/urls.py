"""Addresses of the dated vocabulary."""

from django.urls import path

from reports.web.phrases import views

urlpatterns = [
    path("phrases/", views.phrases, name="phrases"),
    path("phrases/new/", views.phrase_edit, name="phrase_new"),
    path("phrases/<int:pk>/", views.phrase_edit, name="phrase"),
    path("phrases/<int:pk>/drop/", views.phrase_drop, name="phrase_drop"),
]
