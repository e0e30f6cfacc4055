"""Dates known to the year, the month or the day, written ``1995``, ``1995-12``, ``1995-12-23``.

The text is the value: it is stored, compared and merged as it is. This module checks it, shows it
in the reader's language and compares it with other dates.
"""

from __future__ import annotations

import datetime
import re

from babel.dates import format_date, format_skeleton
from django.core.exceptions import ValidationError
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wiki.vocabularies import babel_locale

PATTERN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1800, 2200


def first_day(text: str) -> datetime.date:
    """The earliest day that ``text`` can mean. Raises ``ValueError`` for anything malformed."""
    match = PATTERN.match(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(g) if g else 1 for g in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return datetime.date(year, month, day)


def last_day(text: str) -> datetime.date:
    """The latest day that ``text`` can mean. Raises ``ValueError`` for anything malformed."""
    start = first_day(text)
    if len(text) == 10:
        return start
    months = 12 if len(text) == 4 else 1
    following = start.year * 12 + start.month - 1 + months
    return datetime.date(following // 12, following % 12 + 1, 1) - datetime.timedelta(days=1)


def year_of(text: str) -> int | None:
    """The year of a partial date, ``None`` for an empty one."""
    return int(text[:4]) if text else None


def validate_partial_date(text: str) -> None:
    """Raise ``ValidationError`` unless ``text`` is a partial date between 1800 and 2200."""
    try:
        first_day(text)
    except ValueError:
        raise ValidationError(
            _("Write a date as 1995, 1995-12 or 1995-12-23."), code="partial_date"
        ) from None


def partial_date_html(text: str) -> SafeString:
    """``text`` as ``<time>`` in the reader's language; "" for none."""
    if not text or not PATTERN.match(text):
        return escape(text)
    return format_html('<time datetime="{}">{}</time>', text, show_partial_date(text))


def show_partial_date(text: str, language: str | None = None) -> str:
    """``text`` as the reader's language writes it: "23 December 1995", 「1995年12月23日」.

    Malformed text is given back as it is: old revisions may hold it.
    """
    if not text:
        return ""
    try:
        day = first_day(text)
    except ValueError:
        return text
    locale = babel_locale(language or get_language())
    if len(text) == 4:
        return format_skeleton("y", day, locale=locale)
    if len(text) == 7:
        return format_skeleton("yMMMM", day, locale=locale)
    return format_date(day, format="long", locale=locale)
