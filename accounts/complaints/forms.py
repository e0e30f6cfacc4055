"""The forms of reports, and of the moderators' decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ComplaintReason

LONGEST = 2000


class ComplaintForm(forms.Form):
    """What is wrong with something."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=ComplaintReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    text = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Moderators alone read this, and who it is from."),
    )

    def clean(self) -> dict[str, Any]:
        """What is none of the reasons has to be said."""
        found = super().clean() or {}
        if found.get("reason") == ComplaintReason.OTHER and not found.get("text", "").strip():
            self.add_error("text", _("Say what is wrong."))
        return found


class VerdictForm(forms.Form):
    """What a moderator decides, and why."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        help_text=gettext_lazy("Its author, those who reported it and the public log are told."),
    )
