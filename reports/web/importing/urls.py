"""Addresses of importing: many files at once, and one file or pasted text into one report."""

from django.urls import path

from reports.web.importing import looking, single, views

urlpatterns = [
    path("import/", views.batch_import, name="batch_import"),
    path("import/<slug:token>/", views.batch_import_check, name="batch_import_check"),
    path("import/<slug:token>/store/", views.batch_import_confirm, name="batch_import_confirm"),
    path("import/<slug:token>/files/<int:number>/", looking.batch_import_file, name="batch_import_file"),
    path("reports/<int:pk>/import/", single.report_import, name="report_import"),
    path("reports/<int:pk>/import/<slug:token>/", single.report_import_check, name="report_import_check"),
]
