"""Moments in sentences, as the reader's language writes them."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date, format_skeleton
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wiki.vocabularies import babel_locale


def in_words(moment: datetime) -> str:
    """A date and time that stay true: "November 24, 2026, 15:21"."""
    local = timezone.localtime(moment)
    locale = babel_locale(get_language())
    return _("%(day)s, %(time)s") % {
        "day": format_date(local, "long", locale=locale),
        "time": format_skeleton("Hm", local, locale=locale),
    }
