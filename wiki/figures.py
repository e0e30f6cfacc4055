"""Numbers as the reader's language writes them (Unicode CLDR): "4,106", "88%"."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language

from wiki.vocabularies import babel_locale


def number(value: float) -> str:
    """A number with its thousands apart."""
    return format_decimal(value, locale=babel_locale(get_language()))


def percent(hundredths: float) -> str:
    """A share that is given in hundredths."""
    return format_percent(hundredths / 100, locale=babel_locale(get_language()))


def number_or(value: Any) -> str:
    """A number, or whatever else stands in its place, as it is."""
    countable = isinstance(value, int | float) and not isinstance(value, bool)
    return number(value) if countable else str(value)
