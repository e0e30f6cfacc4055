"""Which field of documents a model field stores."""

from __future__ import annotations

from typing import Any

from django.db import models

from wiki.fields import (
    Boolean,
    Choice,
    Date,
    Field,
    Integer,
    LongText,
    PartialDate,
    Position,
    Text,
    Url,
)
from wiki.model_fields import (
    CountriesField,
    CountryField,
    FingerprintField,
    LanguageField,
    MarkdownField,
    PartialDateField,
    PictureField,
)
from wiki.picture_fields import PictureValue
from wiki.reference_fields import Reference, References
from wiki.translation_fields import Fingerprint
from wiki.vocabulary_fields import Countries, Country, Language, Vocabulary

_BY_COLUMN: list[tuple[type, type[Field]]] = [
    (models.ForeignKey, Reference),
    (models.ManyToManyField, References),
    (MarkdownField, LongText),
    (PartialDateField, PartialDate),
    (CountriesField, Countries),
    (CountryField, Country),
    (LanguageField, Language),
    (PictureField, PictureValue),
    (FingerprintField, Fingerprint),
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
