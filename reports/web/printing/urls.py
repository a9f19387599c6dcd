"""Addresses of 版式设置."""

from django.urls import path

from reports.web.printing import views

urlpatterns = [
    path("printing/", views.printing, name="printing"),
    path("printing/page.css", views.page_css, name="page_css"),
    path("printing/<int:pk>/", views.print_style, name="print_style"),
    path("printing/<int:pk>/outcome/", views.print_style_outcome, name="print_style_outcome"),
    path("printing/<int:pk>/sample/", views.print_style_sample, name="print_style_sample"),
    path("printing/<int:pk>/reset/", views.print_style_reset, name="print_style_reset"),
]
