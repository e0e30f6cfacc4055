"""What lists of submissions and revisions can be narrowed to; the choice stands in the address.

A value that is not on offer is left out, so that an old or mistyped address still shows a list.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wiki.areas import Area
from wiki.entry_types import registry
from wiki.keyset import Keyset
from wiki.models import (
    EditFilter,
    SubmissionArea,
    SubmissionFlag,
    SubmissionKind,
    SubmissionStatus,
)

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
STATES = [
    (SubmissionStatus.PENDING, _("Waiting")),
    (SubmissionStatus.ASKED, _("Changes asked for")),
    (SubmissionStatus.HELD, _("On hold")),
]
OLDEST = "oldest"
#: The orders of the queue. Each has an index.
SORTS: dict[str, tuple[Any, Keyset]] = {
    OLDEST: (_("oldest first"), Keyset("created_at", "pk")),
    "newest": (_("newest first"), Keyset("-created_at", "-pk")),
    "smallest": (_("smallest first"), Keyset("size", "created_at", "pk")),
    "largest": (_("largest first"), Keyset("-size", "-created_at", "-pk")),
    "conflicts": (_("most conflicts first"), Keyset("-conflicts", "created_at", "pk")),
    "untouched": (_("longest untouched first"), Keyset("touched_at", "pk")),
}


def own_flags() -> dict[str, tuple[str, Q]]:
    """What the queue itself notices of a submission, besides what edit filters have flagged."""
    first, second = settings.GENGA_STALE_DAYS
    now = timezone.now()
    untouched = gettext("untouched for %(days)s days")
    return {
        "conflict": (gettext("conflicts with today’s page"), Q(conflicts__gt=0)),
        "no-source": (gettext("no source"), Q(sourced=False)),
        "stale": (untouched % {"days": first}, Q(touched_at__lt=now - timedelta(days=first))),
        "very-stale": (
            untouched % {"days": second},
            Q(touched_at__lt=now - timedelta(days=second)),
        ),
    }


def _types() -> list[tuple[str, Any]]:
    return [("", _("all")), *((t.name, capfirst(t.label)) for t in registry)]


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("all")), *((value, capfirst(label)) for value, label in SubmissionKind.choices)]


def _areas() -> list[tuple[str, Any]]:
    return [("", _("all")), *((value, capfirst(label)) for value, label in Area.choices)]


def _flags() -> list[tuple[str, Any]]:
    own: list[tuple[str, Any]] = [(name, label) for name, (label, _q) in own_flags().items()]
    return [
        ("", _("all")),
        *own,
        *((each.flag, each.name) for each in EditFilter.objects.only("slug", "name")),
    ]


def _sorts() -> list[tuple[str, Any]]:
    return [("" if name == OLDEST else name, label) for name, (label, _k) in SORTS.items()]


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
    """Narrows and orders the queue, as ``reader`` reads it. ``state`` says which of it is shown."""

    area = forms.ChoiceField(label=_("Area"), choices=_areas, required=False, widget=_select())
    flag = forms.ChoiceField(label=_("Flag"), required=False, widget=_select())
    sort = forms.ChoiceField(label=_("Order"), choices=_sorts, required=False, widget=_select())
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
    claimed = forms.ChoiceField(
        label=_("Claimed"),
        choices=[
            ("", _("all")),
            ("free", _("by nobody")),
            ("mine", _("by me")),
            ("others", _("by others")),
        ],
        required=False,
        widget=_select(),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("all")), *settings.LANGUAGES],
        required=False,
        widget=_select(),
    )
    state = forms.ChoiceField(choices=STATES, required=False, widget=forms.HiddenInput)
    field_order = ("type", "kind", "area", "flag", "sort")
    #: How many of the choices stand in the first line; the others are folded away.
    FIRST = 5

    def __init__(self, data: QueryDict, *, reader: Any) -> None:
        super().__init__(data)
        self.reader = reader
        # The names of edit filters are read once, and only if they are asked for.
        self.fields["flag"].choices = cache(_flags)  # type: ignore[attr-defined]

    @property
    def state_shown(self) -> str:
        """The state of the submissions that the list shows."""
        return self.chosen.get("state") or SubmissionStatus.PENDING

    @property
    def order(self) -> Keyset:
        """The order of the list."""
        return SORTS[self.chosen.get("sort") or OLDEST][1]

    @property
    def narrowing(self) -> dict[str, Any]:
        """The choices that leave something out."""
        return {name: v for name, v in self.chosen.items() if name not in ("sort", "state")}

    def query(self, **others: str) -> str:
        """The choices as they stand in an address, with ``others`` in their places: "type=film"."""
        chosen = {**self.chosen, **others}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def first_line(self) -> list[forms.BoundField]:
        """The choices that are most often made."""
        return self.visible_fields()[: self.FIRST]

    @property
    def further(self) -> list[forms.BoundField]:
        """The others."""
        return self.visible_fields()[self.FIRST :]

    @property
    def unfolded(self) -> bool:
        """Whether one of the others is made."""
        return any(field.name in self.narrowing for field in self.further)

    def narrow(self, rows: QuerySet) -> QuerySet:
        """The submissions of ``rows`` that fit the choices, in whatever state."""
        for name, value in self.narrowing.items():
            rows = rows.filter(getattr(self, f"_by_{name}")(value))
        return rows

    def _by_type(self, name: str) -> Q:
        return Q(entry_type=name)

    def _by_kind(self, kind: str) -> Q:
        return Q(kind=kind)

    def _by_area(self, area: str) -> Q:
        return Q(Exists(SubmissionArea.objects.filter(submission=OuterRef("pk"), area=area)))

    def _by_flag(self, name: str) -> Q:
        own = own_flags()
        if name in own:
            return own[name][1]
        return Q(Exists(SubmissionFlag.objects.filter(submission=OuterRef("pk"), name=name)))

    def _by_author(self, name: str) -> Q:
        return Q(author__in=self._authors)

    @cached_property
    def _authors(self) -> list[int]:
        """Read first: the databases find a few ids by the index of authors, a join by none."""
        users = get_user_model()._default_manager.filter(username__iexact=self.chosen["author"])
        return list(users.values_list("pk", flat=True))

    def _by_language(self, language: str) -> Q:
        return Q(language=language)

    def _by_size(self, size: str) -> Q:
        return Q(**SIZES[size][1])

    def _by_age(self, age: str) -> Q:
        return Q(created_at__lt=timezone.now() - AGES[age][1])

    def _by_claimed(self, claimed: str) -> Q:
        now = timezone.now()
        if claimed == "free":
            return Q(claimed_until=None) | Q(claimed_until__lte=now)
        held, mine = Q(claimed_until__gt=now), Q(claimed_by=self.reader.pk)
        return held & mine if claimed == "mine" else held & ~mine


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


class StretchForm(forms.Form):
    """How many of the last weeks statistics look at."""

    WEEKS = (4, 12, 26, 52)
    USUAL = 12
    stretch = forms.TypedChoiceField(
        choices=[(str(weeks), weeks) for weeks in WEEKS], coerce=int, required=False
    )

    @property
    def weeks(self) -> int:
        """The choice, or the usual number."""
        return (self.is_valid() and self.cleaned_data["stretch"]) or self.USUAL
