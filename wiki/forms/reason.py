"""The form below every edit: why, and on what source."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Summary and sources of a submission."""

    summary = forms.CharField(
        label=_("Summary"),
        max_length=300,
        required=False,
        help_text=_(
            "What you change and why, in a line. Moderators and readers of the history see it."
        ),
    )
    sources = forms.CharField(
        label=_("Sources"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Addresses of pages, or “seen in the film”; one a line."),
    )

    @property
    def helper(self) -> FormHelper:
        """Fields only: they stand inside the edit form."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
