"""The form for a comment on a submission."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wiki.beside import place_of
from wiki.left_out import Place


class CommentForm(forms.Form):
    """A text, and which change it is about; the action checks both against the submission."""

    about = forms.CharField(
        label=pgettext_lazy("a comment", "About"),
        required=False,
        validators=[
            MaxLengthValidator(130)
        ],  # as max_length it would be an attribute, which lists have not
        widget=forms.Select(attrs={"class": "form-select", "id": "id_about"}),
    )
    text = forms.CharField(
        label=_("Comment"),
        max_length=4000,
        help_text=_("Markdown"),
        widget=forms.Textarea(attrs={"class": "form-control", "id": "id_text", "rows": 3}),
        error_messages={"required": _("Write something.")},
    )

    def offer(self, topics: list[tuple[str, str]]) -> None:
        """Offer these changes to speak about, and the whole."""
        widget: Any = self.fields["about"].widget
        widget.choices = [("", _("the whole submission")), *topics]

    @property
    def place(self) -> Place:
        """What the comment is about; two empty strings for the whole."""
        return place_of(self.cleaned_data["about"])
