"""The fields of documents: how one fact is read, checked, stored and shown.

A field is made from the model field that stores it (``wiki.field_kinds``) and is used by the edit
form, the API, imports, ``apply`` and the diff alike, so that a value means the same everywhere.
``clean`` takes what a person or a file gives (text or a typed value) and returns the document's
value or raises ``ValidationError`` in the user's words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.changesets import Value, is_empty
from wiki.partial_dates import show_partial_date

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
# Zero-width spaces, word joiners, and what overrides the direction of text. Joiners stay: scripts
# of South and West Asia need them.
_HIDDEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
# Letters and symbols by their category that are drawn as nothing.
_DRAWN_AS_NOTHING = frozenset("\u115f\u1160\u3164\uffa0\u2800")


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
        value = self._checker.clean(storable(value))
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
        return words_of(value)

    def to_input(self, value: Value) -> str:
        """``value`` as an editor types it; ``clean`` reads it back."""
        return "" if is_empty(value) else str(value)


class Text(Field):
    """A line of text."""

    def clean(self, value: Any) -> Value:
        """On one line, without marks that turn the direction of what follows; blank if unseen."""
        text = storable(value)
        if isinstance(text, str):
            text = _CONTROLS.sub(" ", _HIDDEN.sub("", text))
            text = text if _is_visible(text) else ""
        return super().clean(text)


class LongText(Field):
    """Markdown."""

    widget = "longtext"

    def clean(self, value: Any) -> Value:
        """Browsers end lines with CR and LF; documents with LF."""
        text = storable(value)
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

    def form_field(self) -> forms.Field:
        field = super().form_field()
        for validator in field.validators:
            if isinstance(validator, MinValueValidator):
                validator.message = gettext_lazy("This number cannot be negative.")
        return field

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
        return show_partial_date(words_of(value))


class PartialDate(Field):
    """A date known to the year, month or day."""

    widget = "partial_date"

    def clean(self, value: Any) -> Value:
        if isinstance(value, str):
            value = value.strip().replace("/", "-").replace(".", "-")
        return super().clean(value)

    def show(self, value: Value) -> str:
        return show_partial_date(words_of(value))


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
        words = words_of(value)
        return str(self._labels.get(words, words))


def words_of(value: Value) -> str:
    """``value`` as text: what every kind of field can show of values from before a change of kind."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if is_empty(value) else str(value)


def _is_visible(text: str) -> bool:
    """Whether anything of ``text`` can be seen: not only spaces, marks of format, or fillers."""
    return any(
        unicodedata.category(char)[0] not in "CZ" and char not in _DRAWN_AS_NOTHING for char in text
    )


def storable(value: Any) -> Any:
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
