"""What lists of submissions and revisions can be narrowed to; the choice stands in the address.

A value that is not on offer is left out, so that an old or mistyped address still shows a list.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wiki.entry_types import registry
from wiki.models import SubmissionKind, SubmissionStatus

SIZES: dict[str, tuple[Any, dict[str, int]]] = {
    "small": (_("up to 5 facts"), {"size__lte": 5}),
    "medium": (_("6 to 50 facts"), {"size__gte": 6, "size__lte": 50}),
    "large": (_("more than 50 facts"), {"size__gt": 50}),
}
AGES: dict[str, tuple[Any, timedelta]] = {
    "day": (_("longer than a day"), timedelta(days=1)),
    "week": (_("longer than a week"), timedelta(days=7)),
    "fortnight": (_("longer than two weeks"), timedelta(days=14)),
}


def _types() -> list[tuple[str, Any]]:
    return [("", _("all")), *((t.name, capfirst(t.label)) for t in registry)]


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("all")), *((value, capfirst(label)) for value, label in SubmissionKind.choices)]


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class ListFilter(forms.Form):
    """The choices that every list has."""

    type = forms.ChoiceField(label=_("Type"), choices=_types, required=False, widget=_select())
    author = forms.CharField(
        label=_("Author"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocapitalize": "none"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds, required=False, widget=_select())

    @property
    def chosen(self) -> dict[str, Any]:
        """The choices that were made and are on offer."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class QueueFilter(ListFilter):
    """Narrows the queue."""

    size = forms.ChoiceField(
        label=_("Size"),
        choices=[("", _("all")), *((name, label) for name, (label, _q) in SIZES.items())],
        required=False,
        widget=_select(),
    )
    age = forms.ChoiceField(
        label=_("Waiting"),
        choices=[("", _("all")), *((name, label) for name, (label, _d) in AGES.items())],
        required=False,
        widget=_select(),
    )

    def narrow(self, rows: QuerySet) -> QuerySet:
        """The submissions of ``rows`` that fit the choices."""
        chosen = self.chosen
        if "type" in chosen:
            rows = rows.filter(entry_type=chosen["type"])
        if "author" in chosen:
            rows = rows.filter(author__username__iexact=chosen["author"])
        if "kind" in chosen:
            rows = rows.filter(kind=chosen["kind"])
        if "size" in chosen:
            rows = rows.filter(**SIZES[chosen["size"]][1])
        if "age" in chosen:
            rows = rows.filter(created_at__lt=timezone.now() - AGES[chosen["age"]][1])
        return rows


class ChangesFilter(ListFilter):
    """Narrows recent changes."""

    automatic = forms.BooleanField(
        label=_("Only approved at once"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    @property
    def selects(self) -> list[forms.BoundField]:
        """The choices that stand in a row, each below its label."""
        return [field for field in self if field.name != "automatic"]


class StateFilter(forms.Form):
    """Narrows a member's own submissions."""

    state = forms.ChoiceField(choices=SubmissionStatus.choices, required=False)
