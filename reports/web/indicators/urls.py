"""Address of the dictionary."""

from django.urls import path

from reports.web.indicators import views

urlpatterns = [path("indicators/", views.indicators, name="indicators")]
