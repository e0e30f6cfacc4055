"""The fields of documents: how one fact is read, checked, stored and shown.

A field is made from the model field that stores it (``field_for``) and is then used by the edit
form, the API, imports, ``apply`` and the diff alike, so that a value means the same everywhere.
``clean`` takes what a person or a file gives (text or a typed value) and returns the document's
value or raises ``ValidationError`` in the user's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wiki.changesets import Value, is_empty
from wiki.folding import fold
from wiki.model_fields import (
    CountriesField,
    CountryField,
    LanguageField,
    MarkdownField,
    PartialDateField,
)
from wiki.models.entry import Entry
from wiki.partial_dates import show_partial_date
from wiki.vocabularies import (
    COMMON_LANGUAGES,
    country_choices,
    country_codes,
    country_name,
    language_choices,
    language_name,
    validate_country,
)

KEY = re.compile(r"^([a-z]+):(\d{1,18}|new[0-9a-z_]{1,40})\Z", re.ASCII)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


class Field:
    """A fact of one row. ``widget`` names the control that edits it in rows of a form."""

    widget = "text"
    #: Whether values are keys of other rows, of which shape, and whether of the same page.
    refers = False
    target = ""
    local = False
    empty: Value = ""

    def __init__(self, column: Any) -> None:
        self.column = column
        self.name: str = column.name
        self.label = column.verbose_name
        self.help = column.help_text
        self.required = not column.blank and not column.has_default() and not column.null

    @property
    def choices(self) -> Sequence[tuple[str, Any]]:
        """Value and label of each possible value, in order, for values of a list."""
        return ()

    @property
    def list_id(self) -> str:
        """The id of the shared list of suggestions in a form; "" where there is none."""
        return ""

    def form_field(self) -> forms.Field:
        """A Django form field with this field's rules, for forms and for ``clean``."""
        field = self.column.formfield()
        field.required = self.required
        return field

    @cached_property
    def _checker(self) -> forms.Field:
        return self.form_field()

    def clean(self, value: Any) -> Value:
        """The document's value of what was given. Raises ``ValidationError``."""
        value = self._checker.clean(_storable(value))
        self.column.run_validators(value)
        if value in ("", None) and not self.column.blank and self.column.has_default():
            return self.default()
        return self.to_document(value)

    def default(self) -> Value:
        """The value of a new row where nothing was given."""
        if self.column.has_default():
            value = self.column.get_default()
            return self.to_document(getattr(value, "value", value))
        return self.empty

    @cached_property
    def unsaid(self) -> Value:
        """What a new row says that does not mention this field. Raises ``ValidationError``."""
        return self.clean(self.default())

    def to_document(self, value: Any) -> Value:
        """The document's value of a Python value."""
        return self.empty if value is None else value

    def from_json(self, value: Any) -> Value:
        """The document's value of what the database's JSON functions give for the column."""
        return self.empty if value is None else value

    def to_column(self, value: Value) -> tuple[str, Any]:
        """Model attribute and value that store the document's ``value``."""
        return self.column.attname, self.empty if is_empty(value) else value

    def show(self, value: Value) -> str:
        """``value`` as a reader sees it in diffs and tables. Never fails: old values may be odd."""
        return _words(value)

    def to_input(self, value: Value) -> str:
        """``value`` as an editor types it; ``clean`` reads it back."""
        return "" if is_empty(value) else str(value)


class Text(Field):
    """A line of text."""

    def clean(self, value: Any) -> Value:
        text = _storable(value)
        return super().clean(_CONTROLS.sub(" ", text) if isinstance(text, str) else text)


class LongText(Field):
    """Markdown."""

    widget = "longtext"

    def clean(self, value: Any) -> Value:
        """Browsers end lines with CR and LF; documents with LF."""
        text = _storable(value)
        if isinstance(text, str):
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return super().clean(text)


class Url(Field):
    """An address of the web, http or https."""

    widget = "url"

    def form_field(self) -> forms.Field:
        return forms.URLField(
            label=self.label,
            required=self.required,
            max_length=self.column.max_length,
            assume_scheme="https",
            help_text=self.help,
        )

    def clean(self, value: Any) -> Value:
        cleaned = super().clean(value)
        scheme, separator, rest = cleaned.partition("://")
        if cleaned and scheme.lower() not in ("https", "http"):
            raise ValidationError(_("Write an address that begins with https:// or http://."))
        return scheme.lower() + separator + rest


class Integer(Field):
    """A whole number."""

    widget = "integer"
    empty = None

    def clean(self, value: Any) -> Value:
        """Within the range of the column on every database, whatever SQLite would take."""
        number = super().clean(value)
        smallest, largest = BaseDatabaseOperations.integer_field_ranges[
            self.column.get_internal_type()
        ]
        if number is not None and not smallest <= number <= largest:
            raise ValidationError(_("This number is too large."), code="range")
        return number

    def to_column(self, value: Value) -> tuple[str, Any]:
        return self.column.attname, 0 if value is None and not self.column.null else value


class Position(Integer):
    """The place of a row among its siblings, from 0."""

    widget = "position"

    def form_field(self) -> forms.Field:
        return forms.IntegerField(required=False, min_value=0, max_value=1_000_000)

    def clean(self, value: Any) -> Value:
        cleaned = super().clean(value)
        return 0 if cleaned is None else cleaned


class Boolean(Field):
    """Yes or no."""

    widget = "boolean"
    empty = False

    def form_field(self) -> forms.Field:
        return forms.BooleanField(label=self.label, required=False, help_text=self.help)

    def from_json(self, value: Any) -> Value:
        return bool(value)

    def show(self, value: Value) -> str:
        return _("yes") if value else _("no")

    def to_column(self, value: Value) -> tuple[str, Any]:
        return self.column.attname, bool(value)


class Date(Field):
    """A calendar day, as YYYY-MM-DD."""

    widget = "date"
    empty = None

    def form_field(self) -> forms.Field:
        return forms.DateField(
            label=self.label,
            required=self.required,
            input_formats=["%Y-%m-%d"],
            help_text=self.help,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": gettext_lazy("Write a day as 1995-12-23.")},
        )

    def clean(self, value: Any) -> Value:
        return super().clean(str(value) if isinstance(value, int | float) else value)

    def to_document(self, value: Any) -> Value:
        return value.isoformat() if value else None

    def show(self, value: Value) -> str:
        return show_partial_date(_words(value))


class PartialDate(Field):
    """A date known to the year, month or day."""

    widget = "partial_date"

    def clean(self, value: Any) -> Value:
        if isinstance(value, str):
            value = value.strip().replace("/", "-").replace(".", "-")
        return super().clean(value)

    def show(self, value: Value) -> str:
        return show_partial_date(_words(value))


class Choice(Field):
    """One of a few values."""

    widget = "choice"

    @property
    def choices(self) -> Sequence[tuple[str, Any]]:
        return self._choices

    @cached_property
    def _choices(self) -> list[tuple[str, Any]]:
        """Value and label of each choice, in order, without the empty one."""
        return [(value, label) for value, label in self.column.flatchoices if value != ""]

    @cached_property
    def _labels(self) -> dict[str, Any]:
        return dict(self.choices)

    def show(self, value: Value) -> str:
        words = _words(value)
        return str(self._labels.get(words, words))


class Vocabulary(Choice):
    """One of many values, typed with suggestions: a code, or its label in any language we have."""

    widget = "vocabulary"
    #: Choice fields with more values than this are typed, not picked from a list.
    THRESHOLD = 16

    def form_field(self) -> forms.Field:
        return forms.CharField(
            label=self.label,
            required=self.required,
            help_text=self.help,
            widget=forms.TextInput(attrs={"list": self.list_id}),
        )

    def to_input(self, value: Value) -> str:
        return self.show(value)

    @property
    def list_id(self) -> str:
        """The id of the shared list of suggestions in a form."""
        return f"list-{self.column.model._meta.model_name}-{self.name}"

    def suggestions(self) -> list[tuple[str, str]]:
        """What a person may type, with an explanation: (label, other term)."""
        return [(str(label), "") for _code, label in self.choices]

    def clean(self, value: Any) -> Value:
        text = self._checker.clean(_storable(value))
        if not text:
            return text
        code = self.find(text)
        if code is None:
            raise ValidationError(
                _("“%(text)s” is not in the list."), code="vocabulary", params={"text": text}
            )
        return code

    def find(self, text: str) -> str | None:
        """The code that ``text`` stands for: a code or a label, whatever its case."""
        if text in self._labels:
            return text
        folded = fold(text)
        for code, label in self.choices:
            if folded == fold(str(label)):
                return code
        return self.synonym(text)

    def synonym(self, text: str) -> str | None:
        """The code of another word for it; subclasses know some."""
        return None


class Country(Vocabulary):
    """A country by its two-letter code."""

    @property
    def list_id(self) -> str:
        return "list-countries"

    @property
    def choices(self) -> Sequence[tuple[str, Any]]:
        return country_choices()

    def suggestions(self) -> list[tuple[str, str]]:
        return country_choices()

    def find(self, text: str) -> str | None:
        return find_country(text)

    def show(self, value: Value) -> str:
        return country_name(_words(value))

    def to_input(self, value: Value) -> str:
        return value or ""


class Language(Vocabulary):
    """A language by its tag."""

    @property
    def list_id(self) -> str:
        return "list-languages"

    @property
    def choices(self) -> Sequence[tuple[str, Any]]:
        return language_choices()

    def suggestions(self) -> list[tuple[str, str]]:
        return language_choices()

    def clean(self, value: Any) -> Value:
        text = str(_storable("" if value is None else value)).strip()
        folded = "" if text in COMMON_LANGUAGES else fold(text)
        for tag, name in language_choices() if folded else ():
            if folded == fold(name):
                text = tag
        text = self._checker.clean(text)
        self.column.run_validators(text)
        return text

    def show(self, value: Value) -> str:
        return language_name(_words(value))

    def to_input(self, value: Value) -> str:
        return value or ""


class Countries(Field):
    """A set of countries, typed as codes or names with commas between them."""

    widget = "countries"
    empty: Value = []

    def form_field(self) -> forms.Field:
        return forms.CharField(label=self.label, required=False, help_text=self.help)

    def clean(self, value: Any) -> Value:
        if value is None:
            return []
        parts = value if isinstance(value, list) else re.split(r"[,;、，]+", str(_storable(value)))
        codes: set[str] = set()
        for part in parts:
            text = str(_storable(part)).strip()
            name = find_country(text)
            for word in [name] if name else text.split():
                code = find_country(word) or word.upper()
                validate_country(code)
                codes.add(code)
        return sorted(codes)

    def default(self) -> Value:
        return []

    def from_json(self, value: Any) -> Value:
        return sorted(json.loads(value) if isinstance(value, str) else (value or []))

    def to_column(self, value: Value) -> tuple[str, Any]:
        return self.column.attname, list(value or [])

    def show(self, value: Value) -> str:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(country_name(_words(code)) for code in codes if not is_empty(code))

    def to_input(self, value: Value) -> str:
        return ", ".join(value or [])


class Reference(Field):
    """Another row: an entry of the wiki, or a part of the same page (``local``)."""

    widget = "reference"
    refers = True
    empty = None

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.required = not column.null
        self.target = column.related_model._meta.model_name
        self.local = not issubclass(column.related_model, Entry)

    def form_field(self) -> forms.Field:
        return forms.CharField(label=self.label, required=self.required, help_text=self.help)

    def clean(self, value: Any) -> Value:
        if value in (None, ""):
            if self.required:
                raise ValidationError(_("This field is required."), code="required")
            return None
        return _checked_key(value, self.target)

    def from_json(self, value: Any) -> Value:
        return None if value is None else f"{self.target}:{value}"

    def to_column(self, value: Value) -> tuple[str, Any]:
        return self.column.attname, int(value.split(":")[1]) if value else None


class References(Field):
    """A set of other rows, stored as rows of a through table."""

    widget = "references"
    refers = True
    empty: Value = []

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.required = False
        self.target = column.related_model._meta.model_name
        self.local = not issubclass(column.related_model, Entry)
        self.through: Any = column.remote_field.through
        self.owner_attname: str = self.through._meta.get_field(column.m2m_field_name()).attname
        self.target_attname: str = self.through._meta.get_field(
            column.m2m_reverse_field_name()
        ).attname

    def form_field(self) -> forms.Field:
        return forms.CharField(label=self.label, required=False, help_text=self.help)

    def clean(self, value: Any) -> Value:
        if value in ("", None):
            return []
        if not isinstance(value, list):
            raise ValidationError(_("This is not a list of references."), code="reference")
        return sorted({_checked_key(item, self.target) for item in value})

    def default(self) -> Value:
        return []


def _words(value: Value) -> str:
    """``value`` as text: what every kind of field can show of values from before a change of kind."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if is_empty(value) else str(value)


def _storable(value: Any) -> Any:
    """``value`` if it is one that databases and JSON can hold. Raises ``ValidationError``."""
    if isinstance(value, list | dict):
        raise ValidationError(_("Give one value, not several."), code="invalid")
    if isinstance(value, str) and ("\x00" in value or not _is_unicode(value)):
        raise ValidationError(_("This text has characters that cannot be kept."), code="characters")
    return value


def _is_unicode(text: str) -> bool:
    """Whether ``text`` has no half of a surrogate pair, which JSON lets through."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def find_country(text: str) -> str | None:
    """The country that a code, or a name in the active language, stands for."""
    code = text.strip().upper()
    if code in country_codes():
        return code
    return _countries_by_name(get_language()).get(fold(text))


@cache
def _countries_by_name(language: str | None) -> dict[str, str]:
    """Codes by folded name in the active language, which is ``language``."""
    return {fold(name): code for code, name in country_choices()}


def _checked_key(value: Any, target: str) -> str:
    match = KEY.match(value) if isinstance(value, str) else None
    if not match or match.group(1) != target:
        raise ValidationError(_("This is not a reference that the wiki knows."), code="reference")
    return value


_BY_COLUMN: list[tuple[type, type[Field]]] = [
    (models.ForeignKey, Reference),
    (models.ManyToManyField, References),
    (MarkdownField, LongText),
    (PartialDateField, PartialDate),
    (CountriesField, Countries),
    (CountryField, Country),
    (LanguageField, Language),
    (models.BooleanField, Boolean),
    (models.DateField, Date),
    (models.URLField, Url),
    (models.IntegerField, Integer),
    (models.TextField, LongText),
    (models.CharField, Text),
]


def field_for(column: Any) -> Field:
    """The document field that a model field stores. Raises ``TypeError`` for a kind without one."""
    if column.name == "position":
        return Position(column)
    if getattr(column, "choices", None):
        wide = len(column.flatchoices) > Vocabulary.THRESHOLD
        return (Vocabulary if wide else Choice)(column)
    for kind, field_class in _BY_COLUMN:
        if isinstance(column, kind):
            return field_class(column)
    raise TypeError(f"{column} has no document field")
