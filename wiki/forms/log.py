"""What the public log can be narrowed to; the choice stands in the address."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wiki.entry_types import registry
from wiki.models import Act

_KEY = re.compile(r"(?P<type>[a-z]+):(?P<pk>\d{1,18})\Z")
_ADDRESS = re.compile(
    r"(?:https?://[^/]+)?/(?P<segment>[\w-]+)/(?P<pk>\d{1,18})(?:-[^/]*)?(?:/.*)?\Z"
)


def _acts() -> list[tuple[str, Any]]:
    return [("", _("all")), *((act.value, capfirst(act.label)) for act in Act)]


def _name(label: Any) -> forms.CharField:
    attrs = {"class": "form-control", "autocapitalize": "none"}
    return forms.CharField(
        label=label, max_length=40, required=False, widget=forms.TextInput(attrs=attrs)
    )


def _date(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class LogFilter(forms.Form):
    """Narrows the log. A value that makes no sense is left out, so that an address shows a list."""

    act = forms.ChoiceField(
        label=_("Act"),
        choices=_acts,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    actor = _name(_("Who"))
    person = _name(pgettext_lazy("an act", "About"))
    page = forms.CharField(
        label=_("Page"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "/films/12/"}),
    )
    since = _date(_("From"))
    until = _date(_("To"))

    @property
    def chosen(self) -> dict[str, Any]:
        """The choices that were made and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def clean_page(self) -> str:
        """The key of a page, from its key or its address."""
        text = self.cleaned_data["page"].strip()
        if not text:
            return ""
        if (found := _KEY.match(text)) and found["type"] in registry:
            return text
        if found := _ADDRESS.match(text):
            entry_type = registry.by_segment(found["segment"])
            if entry_type is not None:
                return f"{entry_type.name}:{int(found['pk'])}"
        raise forms.ValidationError(_("Give the address of a page."))

    def narrow(self, rows: QuerySet) -> QuerySet:
        """The acts of ``rows`` that fit the choices."""
        chosen = self.chosen
        if "act" in chosen:
            rows = rows.filter(act=chosen["act"])
        for name in ("actor", "person"):
            if name in chosen:
                rows = rows.filter(**{f"{name}__in": _people(chosen[name])})
        if "page" in chosen:
            name, _colon, pk = chosen["page"].partition(":")
            rows = rows.filter(entry_type=name, entry_id=int(pk))
        if "since" in chosen:
            rows = rows.filter(created_at__gte=_moment(chosen["since"], time.min))
        if "until" in chosen:
            rows = rows.filter(created_at__lte=_moment(chosen["until"], time.max))
        return rows


def _people(name: str) -> list[int]:
    # Read first: the databases find a few ids by the index, a join by none.
    users = get_user_model()._default_manager.filter(username__iexact=name)
    return list(users.values_list("pk", flat=True))


def _moment(day: Any, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
