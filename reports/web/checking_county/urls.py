"""Addresses of the findings over a county."""

from django.urls import path

from reports.web.checking_county import views

urlpatterns = [
    path("review/findings/", views.findings, name="review_findings"),
    path("review/rounds/<int:pk>/findings/", views.county, name="review_county"),
    path("review/rounds/<int:pk>/findings/read/", views.county_read, name="review_county_read"),
    path("review/rounds/<int:pk>/findings/export/", views.county_xlsx, name="review_county_xlsx"),
    path("review/rounds/<int:pk>/checks/<slug:code>/", views.county_check, name="review_county_check"),
    path("review/<int:pk>/read/", views.report_read, name="review_read"),
]
