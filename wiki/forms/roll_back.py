"""The forms that roll a user back: since when, and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SPANS: dict[str, tuple[Any, timedelta | None]] = {
    "hour": (_("the last hour"), timedelta(hours=1)),
    "day": (_("the last 24 hours"), timedelta(days=1)),
    "week": (_("the last 7 days"), timedelta(days=7)),
    "month": (_("the last 30 days"), timedelta(days=30)),
    "all": (_("everything"), None),
}


class SpanForm(forms.Form):
    """What is to be rolled back: a stretch of time until now, or since a moment."""

    span = forms.ChoiceField(
        label=_("What they did in"),
        choices=[
            *((name, label) for name, (label, _length) in SPANS.items()),
            ("since", _("the time since:")),
        ],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    since = forms.DateTimeField(
        label=_("Since (UTC)"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"class": "form-control", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("span") == "since" and not cleaned.get("since") and not self.errors:
            self.add_error("since", _("Say since when."))
        return cleaned

    @property
    def moment(self) -> datetime | None:
        """Since when, for a valid form; ``None`` for everything."""
        span = self.cleaned_data["span"]
        if span == "since":
            return self.cleaned_data["since"]
        length = SPANS[span][1]
        return timezone.now() - length if length is not None else None


class RollBackForm(forms.Form):
    """The confirmation: why, since when as it was looked at, and what was looked at."""

    summary = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody can read it in the histories of the pages and in the log."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Say why.")},
    )
    rejecting = forms.BooleanField(
        label=_("Also reject what of theirs waits"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    since = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
