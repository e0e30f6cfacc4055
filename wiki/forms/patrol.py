"""Narrowing the list of live edits, and judging one of them blind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wiki.areas import Area
from wiki.forms.filters import ListFilter
from wiki.models import AuditVerdict, SubmissionArea


def _areas() -> list[tuple[str, Any]]:
    return [("", _("all")), *((value, capfirst(label)) for value, label in Area.choices)]


class PatrolFilter(ListFilter):
    """Narrows what went live at once."""

    area = forms.ChoiceField(
        label=_("Area"),
        choices=_areas,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
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
        if "area" in chosen:
            touched = SubmissionArea.objects.filter(submission=OuterRef("pk"), area=chosen["area"])
            rows = rows.filter(Exists(touched))
        return rows


class AuditForm(forms.Form):
    """What the auditor would have done; an objection says why."""

    verdict = forms.ChoiceField(choices=AuditVerdict.choices)
    note = forms.CharField(
        label=_("I would not, because"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == AuditVerdict.OBJECTED and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say what is wrong with it."))
        return cleaned
