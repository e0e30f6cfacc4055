"""The forms of what users show of themselves, and to whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.privacy import Part, Seen, seen_by
from wiki.picture_files import ACCEPTED


class SelfForm(forms.Form):
    """A text and a picture; ``accounts.actions.people.describe_self`` keeps them."""

    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_(
            "JPEG, PNG, WebP or AVIF. It is cut square; nothing else of the file is kept, not even"
            " where it was taken."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "form-control"}),
    )
    remove_picture = forms.BooleanField(label=_("Remove the picture"), required=False)
    about = forms.CharField(
        label=_("About you"),
        required=False,
        max_length=5000,
        help_text=_("Markdown. Everybody sees it."),
        widget=forms.Textarea(attrs={"rows": 8, "class": "form-control"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["about"] = user.about
        if not user.avatar:
            del self.fields["remove_picture"]

    def clean_about(self) -> str:
        """The text with lines that end as everywhere."""
        said: str = self.cleaned_data["about"]
        return said.replace("\r\n", "\n").strip()


class PrivacyForm(forms.Form):
    """By whom each part of the profile is seen."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[part.value] = forms.ChoiceField(
                label=capfirst(part.label),
                choices=Seen.choices,
                initial=seen_by(user, part).value,
                widget=forms.RadioSelect,
            )
