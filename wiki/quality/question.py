"""A question to the catalogue: which entries of a type lack this, have that, and fit what narrows the list.

Its address says all of it (``?lacks=runtime&has=credits&year=1990&year_to=1999&country=JP``), so every
question can be shared, and a saved one (``Report``) is what its address holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from wiki.entry_types import EntryType
from wiki.keyset import Keyset
from wiki.quality.declarations import Gap, Order, Quality, quality_of

LACKS, HAS, SORT = "lacks", "has", "sort"
#: Longer lists are not counted to their end.
MOST_COUNTED = 10_000
_BY_NAME = Keyset("sort_title", "pk")
#: The order that costs nothing in the largest catalogue.
_ADDED = Keyset("-pk")


@dataclass(frozen=True)
class Asked:
    """One thing that a question asks for, and the query string that no longer does."""

    label: str
    without: str


@dataclass(frozen=True)
class Amount:
    """How many entries there are; ``more`` than that if they are too many to be counted at once."""

    number: int
    more: bool = False


def count(rows: QuerySet[Any]) -> Amount:
    """How many ``rows`` there are, counted no further than ``MOST_COUNTED``. One query."""
    found = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return Amount(min(found, MOST_COUNTED), found > MOST_COUNTED)


class QuestionForm(forms.Form):
    """What a question asks, as controls. ``gap`` is what every answer lacks, whatever else is asked."""

    def __init__(self, entry_type: EntryType, data: QueryDict, *, gap: Gap | None = None) -> None:
        super().__init__(data, auto_id="ask-%s")
        self.entry_type = entry_type
        self.quality: Quality = quality_of(entry_type)
        self.gap = gap
        self.orders: dict[str, Order] = {
            "added": Order(_("Newly added"), _ADDED),
            "title": Order(_("By name"), _BY_NAME),
            **self.quality.orders,
        }
        if gap is None:
            for name, label in ((LACKS, _("Without")), (HAS, _("With"))):
                self.fields[name] = forms.MultipleChoiceField(
                    label=label,
                    choices=[(each.name, each.label) for each in self.quality.gaps],
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
        for narrowing in self.quality.narrowings:
            self.fields.update(narrowing.fields())
        self.fields[SORT] = forms.ChoiceField(
            label=_("Order"),
            choices=[(name, order.label) for name, order in self.orders.items()],
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        for name, errors in self.errors.items():
            attributes = self.fields[name].widget.attrs if name in self.fields else {}
            if errors and "class" in attributes:
                attributes["class"] += " is-invalid"

    @property
    def narrowing_fields(self) -> list[forms.BoundField]:
        """The controls that narrow the list, and its order."""
        return [self[name] for name in self.fields if name not in (LACKS, HAS)]

    def clean(self) -> dict[str, Any]:
        """Nothing can be asked for with and without the same."""
        values = super().clean() or {}
        both = set(values.get(LACKS, ())) & set(values.get(HAS, ()))
        if both:
            self.add_error(HAS, _("An entry cannot be with and without the same."))
        for narrowing in self.quality.narrowings:
            names = list(narrowing.fields())
            bounds = [values[name] for name in names if values.get(name) is not None]
            if len(bounds) > 1 and bounds[0] > bounds[1]:
                self.add_error(names[1], _("This comes before where it begins."))
        return values


class Question:
    """What is asked of one type. ``gap`` is what every answer lacks, whatever the address says."""

    def __init__(
        self, entry_type: EntryType, parameters: QueryDict, *, gap: Gap | None = None
    ) -> None:
        self.entry_type = entry_type
        self.gap = gap
        self.form = QuestionForm(entry_type, parameters, gap=gap)
        self.is_valid = self.form.is_valid()

    @classmethod
    def of_report(cls, entry_type: EntryType, asked: Mapping[str, Any]) -> Question:
        """The question that a report has saved."""
        return cls(entry_type, QueryDict(urlencode(asked, doseq=True)))

    @cached_property
    def values(self) -> dict[str, Any]:
        """What was asked and made sense, without what is empty."""
        if not self.is_valid:
            return {}
        return {
            name: value
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "", [])
        }

    @property
    def lacks(self) -> list[Gap]:
        """The facts that the answers lack."""
        names = self.values.get(LACKS, ())
        found = [gap for gap in self.form.quality.gaps if gap.name in names]
        return [self.gap, *found] if self.gap else found

    @property
    def has(self) -> list[Gap]:
        """The facts that the answers have."""
        names = self.values.get(HAS, ())
        return [gap for gap in self.form.quality.gaps if gap.name in names]

    @property
    def keyset(self) -> Keyset:
        """The order of the answers."""
        orders = self.form.orders
        return orders[self.values.get(SORT) or next(iter(orders))].keyset

    @property
    def asks(self) -> bool:
        """Whether anything is asked for besides the order."""
        return bool(self.gap or self.values.keys() - {SORT})

    def rows(self) -> QuerySet[Any]:
        """The entries that answer it, in no order; none where it makes no sense."""
        rows = self.entry_type.model.objects.visible()
        if not self.is_valid:
            return rows.none()
        condition = Q()
        for gap in self.lacks:
            condition &= gap.missing
        for gap in self.has:
            condition &= gap.there
        for narrowing in self.form.quality.narrowings:
            if self.values.keys() & narrowing.fields().keys():
                condition &= narrowing.condition(self.values)
        return rows.filter(condition)

    @property
    def asked(self) -> dict[str, list[str]]:
        """What its address holds: every value as text, in the order of the form."""
        return {
            name: [str(each) for each in value] if isinstance(value, list) else [str(value)]
            for name in self.form.fields
            if (value := self.values.get(name)) is not None
        }

    @property
    def query(self) -> str:
        """Its address without the path; the same for every way to ask the same."""
        return urlencode(self.asked, doseq=True)

    def words(self) -> list[Asked]:
        """What is asked for, each with the way to ask without it. Two queries for each page named."""
        found = [
            Asked(_("without: %(fact)s") % {"fact": gap.label}, self._without(LACKS, gap.name))
            for gap in self.lacks
            if gap is not self.gap
        ]
        found += [
            Asked(_("with: %(fact)s") % {"fact": gap.label}, self._without(HAS, gap.name))
            for gap in self.has
        ]
        for narrowing in self.form.quality.narrowings:
            names = list(narrowing.fields())
            if self.values.keys() & set(names):
                found.append(Asked(narrowing.words(self.values), self._without(*names)))
        return found

    def _without(self, *names: str) -> str:
        """The address without a value of the set ``names[0]``, or without all parameters ``names``."""
        kept = self.asked
        if names[0] in (LACKS, HAS):
            kept[names[0]] = [value for value in kept[names[0]] if value not in names[1:]]
        else:
            kept = {name: value for name, value in kept.items() if name not in names}
        return f"?{urlencode(kept, doseq=True)}"
