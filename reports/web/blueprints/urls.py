"""Addresses of this page group."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
