"""What lists of entries can be narrowed by: each is a control or two, a condition, and words for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wiki import documents
from wiki.entry_types import EntryType, registry
from wiki.search import resolve
from wiki.vocabularies import country_choices, country_name, language_choices, language_name

#: The largest id that is looked up.
_LARGEST = 2**63 - 1


class Narrowing(ABC):
    """Something that a list can be narrowed by. ``name`` is the first of its parameters."""

    name: str
    label: Any

    @abstractmethod
    def fields(self) -> dict[str, forms.Field]:
        """Its controls by their parameters."""

    @abstractmethod
    def condition(self, values: Mapping[str, Any]) -> Q:
        """What holds of the entries that ``values`` (cleaned, some of them not empty) ask for."""

    @abstractmethod
    def words(self, values: Mapping[str, Any]) -> str:
        """What they ask for: "1990–1999"."""


def _choices(offered: Callable[[], Iterable[tuple[str, Any]]]) -> Callable[[], Any]:
    return lambda: [("", _("All")), *offered()]


@dataclass(frozen=True)
class OneOf(Narrowing):
    """One value of few, of the field ``path``."""

    name: str
    label: Any
    path: str
    choices: Any

    def fields(self) -> dict[str, forms.Field]:
        choices = _choices(lambda: ((value, str(label)) for value, label in self.choices))
        select = forms.Select(attrs={"class": "form-select"})
        return {
            self.name: forms.ChoiceField(
                label=self.label, choices=choices, required=False, widget=select
            )
        }

    def condition(self, values: Mapping[str, Any]) -> Q:
        return Q(**{self.path: values[self.name]})

    def words(self, values: Mapping[str, Any]) -> str:
        return str(dict(self.choices)[values[self.name]])


@dataclass(frozen=True)
class Country(OneOf):
    """A country."""

    choices: Any = ()

    def fields(self) -> dict[str, forms.Field]:
        return _vocabulary(self, country_choices)

    def words(self, values: Mapping[str, Any]) -> str:
        return country_name(values[self.name])


@dataclass(frozen=True)
class Language(OneOf):
    """A language."""

    choices: Any = ()

    def fields(self) -> dict[str, forms.Field]:
        return _vocabulary(self, language_choices)

    def words(self, values: Mapping[str, Any]) -> str:
        return language_name(values[self.name])


def _vocabulary(narrowing: OneOf, offered: Callable[[], Any]) -> dict[str, forms.Field]:
    select = forms.Select(attrs={"class": "form-select"})
    field = forms.ChoiceField(
        label=narrowing.label, choices=_choices(offered), required=False, widget=select
    )
    return {narrowing.name: field}


@dataclass(frozen=True)
class Span(Narrowing):
    """Numbers from one to another, both of them in it: ``year=1990&year_to=1999``."""

    name: str
    label: Any
    path: str
    least: int
    most: int

    def fields(self) -> dict[str, forms.Field]:
        return {
            self.name: self._field(_("%(what)s from") % {"what": self.label}),
            f"{self.name}_to": self._field(_("%(what)s to") % {"what": self.label}),
        }

    def _field(self, label: str) -> forms.Field:
        attributes = {"class": "form-control", "inputmode": "numeric"}
        return forms.IntegerField(
            label=label,
            required=False,
            min_value=self.least,
            max_value=self.most,
            widget=forms.TextInput(attrs=attributes),
        )

    def condition(self, values: Mapping[str, Any]) -> Q:
        first, last = values.get(self.name), values.get(f"{self.name}_to")
        condition = Q()
        if first is not None:
            condition &= Q(**{f"{self.path}__gte": first})
        if last is not None:
            condition &= Q(**{f"{self.path}__lte": last})
        return condition

    def words(self, values: Mapping[str, Any]) -> str:
        first, last = values.get(self.name), values.get(f"{self.name}_to")
        numbers = {"first": first, "last": last, "what": self.label}
        if first == last:
            return _("%(what)s %(first)d") % numbers
        if last is None:
            return _("%(what)s from %(first)d") % numbers
        if first is None:
            return _("%(what)s to %(last)d") % numbers
        return _("%(what)s %(first)d–%(last)d") % numbers


@dataclass(frozen=True)
class PointsAt(Narrowing):
    """Another page that the entry's rows in ``through`` point at with the field ``other``."""

    name: str
    label: Any
    through: Any
    own: str
    other: str
    target: str

    @property
    def entry_type(self) -> EntryType:
        """The type of the page."""
        return registry[self.target]

    def fields(self) -> dict[str, forms.Field]:
        return {self.name: PageField(self)}

    def condition(self, values: Mapping[str, Any]) -> Q:
        rows = self.through._base_manager
        return Q(Exists(rows.filter(**{self.own: OuterRef("pk"), self.other: values[self.name]})))

    def words(self, values: Mapping[str, Any]) -> str:
        return title_of(self.target, values[self.name])


def title_of(type_name: str, pk: int) -> str:
    """The title of a page as the reader wants it, its number where it is hidden. Two queries."""
    label = documents.labels([f"{type_name}:{pk}"]).get(f"{type_name}:{pk}")
    return label.shown.title if label is not None and not label.hidden else f"#{pk}"


class PageWidget(forms.Widget):
    """A picker: a hidden number, and a text by which the page is found without scripts."""

    def __init__(self, target: str, segment: Callable[[], str]) -> None:
        super().__init__()
        self.target, self.segment = target, segment

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """What was picked, and what was typed."""
        typed = data.get(f"{name}-text")
        return {
            "key": data.get(name, ""),
            "text": typed or "",
            "typed": "1" if typed is not None else "",
        }

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The control as HTML."""
        given = value if isinstance(value, dict) else {}
        key, text = str(given.get("key") or ""), str(given.get("text") or "")
        number = key.rpartition(":")[2]
        known = number.isdecimal() and number.isascii() and len(number) < 20
        if known and not text and int(number) <= _LARGEST:
            key, text = f"{self.target}:{int(number)}", title_of(self.target, int(number))
        attributes = attrs or {}
        described = attributes.get("aria-describedby", "")
        return format_html(
            '<genga-picker data-url="/pick/{}/"><input type="hidden" name="{}" value="{}" data-key>'
            '<input class="form-control{}" id="{}" name="{}-text" value="{}" maxlength="300"'
            ' autocomplete="off"{} data-text></genga-picker>',
            self.segment(), name, key,
            " is-invalid" if attributes.get("aria-invalid") else "",
            attributes.get("id", ""), name, text,
            format_html(' aria-invalid="true" aria-describedby="{}"', described) if described else "",
        )  # fmt: skip


class PageField(forms.Field):
    """A page by its number or key (``12``, ``franchise:12``), or by its exact name."""

    def __init__(self, narrowing: PointsAt) -> None:
        widget = PageWidget(narrowing.target, lambda: narrowing.entry_type.segment)
        super().__init__(label=narrowing.label, required=False, widget=widget)
        self.narrowing = narrowing

    def clean(self, value: Any) -> int | None:
        """The number of the page. Raises ``ValidationError``."""
        key, text = str(value["key"]).strip(), str(value["text"]).strip()
        if value["typed"] and not text:
            return None
        number = key.rpartition(":")[2]
        known = number.isdecimal() and number.isascii() and len(number) < 19
        entry_type = self.narrowing.entry_type
        if known and (not text or title_of(entry_type.name, int(number)) == text):
            if entry_type.model.objects.visible().filter(pk=int(number)).exists():
                return int(number)
            raise ValidationError(_("There is no such page."))
        if not text:
            if key:
                raise ValidationError(_("There is no such page."))
            return None
        found = resolve(entry_type, text, limit=2)
        if len(found) == 1:
            return found[0].pk
        if found:
            raise ValidationError(_("Several pages have this name: write one as #12."))
        raise ValidationError(_("No page has this name."))
