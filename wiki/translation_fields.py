"""Fields of documents that translations have: their language, and which original they are from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wiki.changesets import Value
from wiki.fields import Field, storable
from wiki.vocabularies import language_choices
from wiki.vocabulary_fields import Language

_FINGERPRINT = re.compile(r"(none|[0-9a-f]{16})?\Z")


class TranslationLanguage(Language):
    """A language other than the one in which pages are written first; typed by its name."""

    @property
    def list_id(self) -> str:
        return "list-translation-languages"

    @property
    def choices(self) -> Sequence[tuple[str, Any]]:
        return [c for c in language_choices() if c[0] != settings.GENGA_CONTENT_LANGUAGE]

    def suggestions(self) -> list[tuple[str, str]]:
        return [(name, tag) for tag, name in self.choices]

    def to_input(self, value: Value) -> str:
        """Its name where that can be read back, else its tag."""
        return dict(self.choices).get(value) or value or ""

    def clean(self, value: object) -> Value:
        """Raises ``ValidationError`` for the language of the originals."""
        tag = super().clean(value)
        if tag == settings.GENGA_CONTENT_LANGUAGE:
            raise ValidationError(
                _("The text in %(language)s is the original. It stands in the fields of the page."),
                params={"language": self.show(tag)},
            )
        return tag


class Fingerprint(Field):
    """Which original a translation was made from: a fingerprint, that nobody types or reads."""

    widget = "fingerprint"

    def clean(self, value: object) -> Value:
        """Raises ``ValidationError`` for what is no fingerprint."""
        text = str(storable("" if value is None else value))
        if not _FINGERPRINT.match(text):
            raise ValidationError(_("This is no mark of an original."), code="fingerprint")
        return text

    def show(self, value: Value) -> str:
        """The same words for all: which original it was, only the page of that time can tell."""
        return _("the original as it was then") if value else ""
