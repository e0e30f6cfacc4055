"""Moments in sentences, as the reader's language writes them."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_skeleton
from django.utils import timezone
from django.utils.translation import get_language

from wiki.vocabularies import babel_locale


def in_words(moment: datetime) -> str:
    """A date and time that stay true: "November 24, 2026 at 15:21"."""
    local = timezone.localtime(moment)
    return format_skeleton("yMMMMdHm", local, fuzzy=True, locale=babel_locale(get_language()))
