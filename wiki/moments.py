"""Moments: when a day begins, and how the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime, time

from babel.dates import format_date, format_skeleton
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wiki.vocabularies import babel_locale


def morning_of(day: date) -> datetime:
    """The first moment of a day, in the time zone that is active: the reader's, else the site's."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_in_words(day: date | datetime) -> str:
    """A date, or that of a moment: "24 November 2026"."""
    if isinstance(day, datetime):
        day = timezone.localtime(day) if timezone.is_aware(day) else day
    return format_date(day, "long", locale=babel_locale(get_language()))


def month_in_words(day: date | datetime) -> str:
    """A month of a year: "November 2026"."""
    return format_skeleton("yMMMM", day, locale=babel_locale(get_language()))


def in_words(moment: datetime) -> str:
    """A date and time that stay true: "24 November 2026, 15:21"."""
    local = timezone.localtime(moment)
    locale = babel_locale(get_language())
    return _("%(day)s, %(time)s") % {
        "day": day_in_words(local),
        "time": format_skeleton("Hm", local, locale=locale),
    }
