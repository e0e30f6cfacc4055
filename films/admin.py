"""The administration's view of the catalogue: to read only, as ``wiki.admin`` says."""

from __future__ import annotations

from django.apps import apps
from django.contrib import admin

from wiki.admin import ReadOnlyAdmin
from wiki.models import Entry
from wiki.tracking import TrackedModel


class EntryAdmin(ReadOnlyAdmin):
    """Pages, by title."""

    list_display = ("title", "pk", "number", "changed_at", "hidden", "merged_into_id")
    list_filter = ("hidden",)
    search_fields = ("title", "title_native", "title_latin")
    ordering = ("sort_title", "pk")


for model in apps.get_app_config("films").get_models():
    if issubclass(model, TrackedModel):
        admin.site.register(model, EntryAdmin if issubclass(model, Entry) else ReadOnlyAdmin)
