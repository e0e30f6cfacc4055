"""The forms that suspend a user, and that appeal and answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.appeal import LONGEST
from wiki.forms.protection import TermField


def _text(label: Any, required: Any, *, rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": rows}),
        error_messages={"required": required},
    )


class SuspensionForm(forms.Form):
    """How long, and why."""

    term = TermField(label=_("How long"), initial="7")
    reason = _text(
        _("Reason"), _("Say why."), help_text=_("They read it, and so can everybody in the log.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].max_length = 1000  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """Why a suspension ends before its time."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


class AppealForm(forms.Form):
    """What somebody says against a decision."""

    text = _text(
        _("What was overlooked?"),
        _("Say what was overlooked."),
        rows=5,
        help_text=_("Moderators read it, and so can everybody in the log. You can ask once."),
    )


class AnswerForm(forms.Form):
    """What another moderator says to an appeal."""

    answer = _text(_("Answer"), _("Say why."))
