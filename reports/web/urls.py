"""Every address of the product, by page group."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.web.accounts.urls")),
    path("", include("reports.web.tasks.urls")),
    path("", include("reports.web.drafting.urls")),
    path("", include("reports.web.checks.urls")),
    path("", include("reports.web.figure_books.urls")),
    path("", include("reports.web.review.urls")),
    path("", include("reports.web.sameness.urls")),
    path("", include("reports.web.checking_county.urls")),
    path("", include("reports.web.rollup.urls")),
    path("", include("reports.web.rounds.urls")),
    path("", include("reports.web.jobs.urls")),
    path("", include("reports.web.importing.urls")),
    path("", include("reports.web.organisations.urls")),
    path("", include("reports.web.printing.urls")),
    path("", include("reports.web.blueprints.urls")),
    path("", include("reports.web.blueprints.exchange_urls")),
    path("", include("reports.web.phrases.urls")),
    path("", include("reports.web.lexicon.urls")),
    path("", include("reports.web.indicators.urls")),
    path("", include("reports.web.catalogue.urls")),
    path("", include("reports.web.audit.urls")),
]
