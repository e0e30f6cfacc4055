"""Fields of documents whose values are words of a list: countries, languages, long choices."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wiki.changesets import Value, is_empty
from wiki.fields import Choice, Field, storable, words_of
from wiki.folding import fold
from wiki.vocabularies import (
    COMMON_LANGUAGES,
    country_choices,
    country_codes,
    country_name,
    language_choices,
    language_name,
    validate_country,
)
from wiki.wording import listed


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
        text = self._checker.clean(storable(value))
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
        return country_name(words_of(value))

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
        text = str(storable("" if value is None else value)).strip()
        folded = "" if text in COMMON_LANGUAGES else fold(text)
        for tag, name in language_choices() if folded else ():
            if folded == fold(name):
                text = tag
        text = self._checker.clean(text)
        self.column.run_validators(text)
        return text

    def show(self, value: Value) -> str:
        return language_name(words_of(value))

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
        parts = value if isinstance(value, list) else re.split(r"[,;、，]+", str(storable(value)))
        codes: set[str] = set()
        for part in parts:
            text = str(storable(part)).strip()
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
        return listed(country_name(words_of(code)) for code in codes if not is_empty(code))

    def to_input(self, value: Value) -> str:
        return ", ".join(value or [])


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
