"""Addresses of the report templates."""

from django.urls import path

from reports.web.blueprints import editor, previewing, publishing, views

urlpatterns = [
    path("blueprints/", views.blueprints, name="blueprints"),
    path("blueprints/new/", views.blueprint_new, name="blueprint_new"),
    path("blueprints/family/<int:pk>/draft/", views.blueprint_draft, name="blueprint_draft"),
    path("blueprints/family/<int:pk>/retire/", views.blueprint_retire, name="blueprint_retire"),
    path("blueprints/<int:pk>/", views.blueprint, name="blueprint"),
    path("blueprints/<int:pk>/adapt/", views.blueprint_adapt, name="blueprint_adapt"),
    path("blueprints/<int:pk>/discard/", views.blueprint_discard, name="blueprint_discard"),
    path("blueprints/<int:pk>/publish/", publishing.publish_version, name="blueprint_publish"),
    path("blueprints/<int:pk>/preview/", previewing.preview, name="blueprint_preview"),
    path("blueprints/<int:pk>/empty.docx", previewing.empty_docx, name="blueprint_empty"),
    path("blueprints/<int:pk>/edit/", editor.edit_part, name="blueprint_edit"),
    path("blueprints/<int:pk>/edit/move/", editor.move_part, name="blueprint_move"),
    path("blueprints/<int:pk>/edit/add/", editor.add_part, name="blueprint_add"),
    path("blueprints/<int:pk>/edit/<slug:what>/<slug:key>/", editor.edit_part, name="blueprint_part"),
    path(
        "blueprints/<int:pk>/edit/<slug:what>/<slug:key>/remove/",
        editor.remove_part,
        name="blueprint_remove",
    ),
    path(
        "blueprints/<int:pk>/edit/block/<slug:key>/indicators/",
        editor.pick_indicator,
        name="blueprint_indicators",
    ),
]
