"""Addresses of the batch import."""

from django.urls import path

from reports.web.importing import views

urlpatterns = [
    path("import/", views.batch_import, name="batch_import"),
    path("import/<slug:token>/", views.batch_import_check, name="batch_import_check"),
    path("import/<slug:token>/store/", views.batch_import_confirm, name="batch_import_confirm"),
]
