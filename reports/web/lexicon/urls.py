"""Addresses of the lexicon of each county."""

from django.urls import path

from reports.web.lexicon import editing, importing, views

urlpatterns = [
    path("lexicon/", views.lexicon, name="lexicon"),
    path("lexicon/<int:pk>/", views.lexicon_of, name="lexicon_of"),
    path("lexicon/<int:pk>/export/<slug:form>/", views.lexicon_export, name="lexicon_export"),
    path("lexicon/<int:pk>/new/<slug:what>/", editing.lexicon_new, name="lexicon_new"),
    path("lexicon/<int:pk>/entries/<slug:slug>/", editing.lexicon_entry, name="lexicon_entry"),
    path("lexicon/<int:pk>/entries/<slug:slug>/switch/", editing.lexicon_switch, name="lexicon_switch"),
    path("lexicon/<int:pk>/entries/<slug:slug>/drop/", editing.lexicon_drop, name="lexicon_drop"),
    path("lexicon/<int:pk>/import/", importing.lexicon_import, name="lexicon_import"),
    path(
        "lexicon/<int:pk>/import/<slug:token>/", importing.lexicon_import_check, name="lexicon_import_check"
    ),
]
