"""The admin site's page of users, where administrators set roles and say why."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.levels import tell_level
from accounts.models import User

admin.site.site_header = admin.site.site_title = settings.GENGA_SITE_NAME
# The site's own log-in guards the administration too, with its limits on guessing.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class UserForm(UserChangeForm):
    """Django's own form of a user; a new role is given for a reason, which everybody can read."""

    reason = forms.CharField(
        label=_("Why the role changes"),
        max_length=300,
        required=False,
        help_text=_("Needed with a new role. It stands in the public log."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "role" in self.changed_data and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why the role changes."))
        return cleaned


@admin.register(User)
class GengaUserAdmin(UserAdmin):
    """Django's own page of users, with the role. A new role is logged and told like any other."""

    form = UserForm
    list_display = ("username", "email", "role", "is_staff", "is_active", "date_joined")
    list_filter = ("role", "is_staff", "is_active")
    search_fields = ("username", "email")
    fieldsets = (
        (None, {"fields": ("username", "password", "email", "role", "reason")}),
        (
            _("Access to this administration"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "username",
                    "email",
                    "role",
                    "usable_password",
                    "password1",
                    "password2",
                ),
            },
        ),
    )
    readonly_fields = ("last_login", "date_joined")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Store the user; a role other than that of everybody who signs up leaves its line."""
        former = form.initial.get("role", User.Role.NEW) if change else User.Role.NEW
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if obj.role != former:
                reason = form.cleaned_data.get("reason", "").strip()
                tell_level(obj, former, actor=request.user, reason=reason)
