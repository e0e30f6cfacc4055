"""The form that protects a page or a part of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wiki.entry_types import EntryType
from wiki.models import ProtectionLevel

#: How long a protection lasts, by the name of the choice.
TERMS: dict[str, tuple[Any, timedelta | None]] = {
    "1": (_("one day"), timedelta(days=1)),
    "3": (_("three days"), timedelta(days=3)),
    "7": (_("a week"), timedelta(days=7)),
    "30": (_("30 days"), timedelta(days=30)),
    "365": (_("a year"), timedelta(days=365)),
    "": (_("until it is lifted"), None),
}


class TermField(forms.ChoiceField):
    """How long something lasts from now."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [(name, label) for name, (label, _length) in TERMS.items()]
        widget = forms.Select(attrs={"class": "form-select"})
        super().__init__(choices=choices, widget=widget, required=False, **kwargs)


def end_of(term: str) -> datetime | None:
    """When a chosen term is over; ``None`` for never."""
    length = TERMS[term][1]
    return timezone.now() + length if length is not None else None


class ProtectionForm(forms.Form):
    """What of the page, who may change it, how long and why."""

    place = forms.ChoiceField(
        label=_("What"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    level = forms.ChoiceField(
        label=_("Who may change it"),
        choices=[(level.value, capfirst(level.label)) for level in ProtectionLevel],
        initial=ProtectionLevel.TRUSTED,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    term = TermField(label=_("How long"), initial="7")
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody can read it on the page."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Say why.")},
    )

    def __init__(self, entry_type: EntryType, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = [
            (f".{name}", capfirst(entry_type.fields[name].label)) for name in entry_type.own_fields
        ]
        sections = [(section.name, section.label) for section in entry_type.sections]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole page")),
            (_("A section"), sections),
            (_("A field"), fields),
        ]

    @property
    def asked(self) -> dict[str, Any]:
        """What ``wiki.actions.protect`` wants to know, for a valid form."""
        said = self.cleaned_data
        place = said["place"]
        return {
            "level": said["level"],
            "reason": said["reason"],
            "until": end_of(said["term"]),
            "section": "" if place.startswith(".") else place,
            "field": place[1:] if place.startswith(".") else "",
        }
