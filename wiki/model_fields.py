"""Model fields of the facts that every catalogue has: languages, countries, partial dates.

They store plain text; the vocabulary and the format are checked in one place each
(``wiki.vocabularies``, ``wiki.partial_dates``).
"""

from __future__ import annotations

from typing import Any

from django.db import models

from wiki.partial_dates import validate_partial_date
from wiki.picture_names import LONGEST
from wiki.vocabularies import validate_country, validate_language


class LanguageField(models.CharField):
    """A language tag of BCP 47, e.g. ``ja``, ``ja-Latn`` (romaji), ``ja-Hrkt`` (kana), ``pt-BR``."""

    default_validators = [validate_language]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)


class CountryField(models.CharField):
    """A country as its two-letter code of ISO 3166-1, upper case."""

    default_validators = [validate_country]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 2)
        super().__init__(*args, **kwargs)


class CountriesField(models.JSONField):
    """A set of country codes, kept as a sorted list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class PartialDateField(models.CharField):
    """A date known to the year, month or day: ``1995``, ``1995-12``, ``1995-12-23``, or empty.

    Text of this form sorts by time, less exact dates before more exact ones of the same span.
    """

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class PictureField(models.CharField):
    """The name of a picture (``wiki.picture_names``)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(*args, **kwargs)


class FingerprintField(models.CharField):
    """Which original a translation was made from (``wiki.fingerprints``)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 16)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class MarkdownField(models.TextField):
    """Text in the wiki's Markdown (``wiki.markdown``), of at most ``max_length`` characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30_000)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
