"""The administration's view of the engine: everything can be looked at, nothing changed.

The catalogue changes through ``wiki.actions`` alone. Whoever is staff may have the permission to
view; nobody, not even a superuser, may add, change or delete here.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from wiki.models import Notice, Revision, RevisionEntry, Submission


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list and a page per row, to read."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """Submissions, newest first."""

    list_display = ("pk", "kind", "status", "title", "author", "created_at", "decided_by")
    list_filter = ("status", "kind", "entry_type")
    list_select_related = ("author", "decided_by")
    search_fields = ("title", "summary", "author__username")
    ordering = ("-pk",)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Revisions, newest first."""

    list_display = ("pk", "kind", "author", "approver", "automatic", "created_at", "summary")
    list_filter = ("kind", "automatic")
    list_select_related = ("author", "approver")
    search_fields = ("summary", "author__username")
    ordering = ("-pk",)


@admin.register(RevisionEntry)
class RevisionEntryAdmin(ReadOnlyAdmin):
    """What revisions did to pages, newest first."""

    list_display = ("pk", "revision_id", "entry_type", "entry_id", "number", "title", "size")
    list_filter = ("entry_type",)
    search_fields = ("title",)
    raw_id_fields = ("revision",)
    ordering = ("-pk",)


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """What users were told, newest first; which mails were given up."""

    list_display = ("pk", "user", "kind", "title", "created_at", "mailed_at", "attempts", "failed")
    list_filter = ("failed", "kind")
    list_select_related = ("user",)
    search_fields = ("title", "user__username")
    ordering = ("-pk",)
