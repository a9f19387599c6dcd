"""Addresses of drafting: writing, the panel, handing in, papers, history."""

from django.urls import path

from reports.web.drafting import (
    dispatches,
    editing,
    evidence,
    forms_on_paper,
    fronts,
    opinions,
    papers,
    sheets,
    submitting,
)

urlpatterns = [
    path("reports/<int:pk>/", editing.report, name="report"),
    path("reports/<int:pk>/sections/<slug:key>/", editing.report_section, name="report_section"),
    path("reports/<int:pk>/front/", fronts.report_front, name="report_front"),
    path("reports/<int:pk>/dispatch/", dispatches.report_dispatch, name="report_dispatch"),
    path("reports/<int:pk>/panel/<slug:key>/", opinions.report_panel, name="report_panel"),
    path("opinions/<int:pk>/answer/", opinions.opinion_answer, name="opinion_answer"),
    path("reports/<int:pk>/figures/", sheets.report_figures, name="report_figures"),
    path(
        "reports/<int:pk>/figures/on-behalf/",
        sheets.figures_on_behalf,
        name="figures_on_behalf",
    ),
    path("reports/<int:pk>/figures/paper/", forms_on_paper.figures_paper, name="figures_paper"),
    path("reports/<int:pk>/figures/<str:code>/", evidence.report_figure, name="report_figure"),
    path("reports/<int:pk>/evidence/<int:number>/", evidence.evidence_file, name="evidence_file"),
    path("reports/<int:pk>/evidence/<int:number>/remove/", evidence.evidence_remove, name="evidence_remove"),
    path("reports/<int:pk>/submit/", submitting.report_submit, name="report_submit"),
    path("reports/<int:pk>/preview/", papers.report_preview, name="report_preview"),
    path("reports/<int:pk>/download/", papers.report_bundle, name="report_bundle"),
    path("reports/<int:pk>/download/<slug:kind>/", papers.report_docx, name="report_docx"),
    path("reports/<int:pk>/download/<slug:kind>/pdf/", papers.report_pdf, name="report_pdf"),
    path("reports/<int:pk>/marked/", papers.report_marked, name="report_marked"),
    path("reports/<int:pk>/history/", papers.report_history, name="report_history"),
    path("reports/<int:pk>/history/<int:number>/", papers.report_revision, name="report_revision"),
    path("reports/<int:pk>/history/<int:number>/marked/", papers.revision_marked, name="revision_marked"),
]
