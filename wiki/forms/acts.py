"""The forms of acts on a page: hiding, restoring, merging, reverting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ActForm(forms.Form):
    """Why a page is hidden, restored or merged."""

    summary = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody can read it in the history of the page."),
    )
    sources = forms.CharField(
        label=_("Sources"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Addresses of pages, or “seen in the film”; one a line."),
    )


class RevertForm(ActForm):
    """Why a revision is undone, and whether on every page that it changed.

    ``shown`` says whether the page showed the changes to the other pages too: what has not been
    shown is not done.
    """

    everywhere = forms.BooleanField(required=False)
    shown = forms.BooleanField(required=False, widget=forms.HiddenInput)


class MergeForm(ActForm):
    """Why a page is merged, and into which (its number, chosen and shown before)."""

    into = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
