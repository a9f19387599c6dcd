"""Addresses of the dictionary and its rules."""

from django.urls import path

from reports.web.indicators import editing, rules, views

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/new/", editing.indicator_new, name="indicator_new"),
    path("indicators/rules/", rules.indicator_rules, name="indicator_rules"),
    path("indicators/rules/<int:pk>/", rules.indicator_rules_of, name="indicator_rules_of"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("indicators/<slug:code>/change/", editing.indicator_change, name="indicator_change"),
    path("indicators/<slug:code>/restore/", editing.indicator_restore, name="indicator_restore"),
    path("indicators/<slug:code>/remove/", editing.indicator_remove, name="indicator_remove"),
]
