"""Filters of the pages about changes: moments and sources."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from babel import Locale
from babel.dates import format_datetime, format_skeleton, format_timedelta
from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wiki.models import Revision
from wiki.moments import day_in_words, in_words, month_in_words
from wiki.sources import ADDRESS, without_trailing_marks
from wiki.vocabularies import babel_locale

register = template.Library()


@register.filter
def moment(when: datetime | None) -> SafeString | str:
    """A moment as ``<time>``: how long ago, with the date and time in its title.

    Moments more than a week ago are told by their date.
    """
    if when is None:
        return ""
    local = timezone.localtime(when)
    ago = timezone.now() - when
    exact = format_datetime(local, "long", locale=_locale())
    shown = ago_in_words(ago) if ago < timedelta(days=7) else day_in_words(when)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        exact,
        shown,
    )


@register.filter
def day(when: date | datetime) -> SafeString:
    """A date, or that of a moment, as ``<time>``: "21 November 2026"."""
    local = timezone.localtime(when) if isinstance(when, datetime) else when
    return format_html('<time datetime="{}">{}</time>', f"{local:%Y-%m-%d}", day_in_words(local))


@register.filter
def month(when: date | datetime) -> SafeString:
    """A month of a year as ``<time>``: "November 2026"."""
    return format_html('<time datetime="{}">{}</time>', f"{when:%Y-%m}", month_in_words(when))


@register.filter
def plain_day(when: date | datetime) -> str:
    """A date in words alone, for places that hold no elements."""
    return day_in_words(when)


@register.filter
def date_and_time(when: datetime) -> SafeString:
    """A moment as ``<time>``, in words that stay true: "21 November 2026, 14:03"."""
    local = timezone.localtime(when)
    moment_of_it = local.isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', moment_of_it, in_words(when))


@register.filter
def clock(when: datetime) -> SafeString:
    """The time of day of a moment as ``<time>``, where its date stands above."""
    local = timezone.localtime(when)
    shown = format_skeleton("Hm", local, locale=_locale())
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


def _locale() -> Locale:
    return babel_locale(get_language())


def ago_in_words(ago: timedelta) -> str:
    """A stretch of time that has passed: "40 minutes ago", "just now"."""
    if ago < timedelta(minutes=1):
        return _("just now")
    return format_timedelta(-ago, granularity="minute", add_direction=True, locale=_locale())


@register.filter
def approval(revision: Revision) -> str:
    """Who let a revision in, and who has corrected it: "corrected and approved by satsuki"."""
    who = {"approver": revision.approver}
    if revision.corrector_id is None:
        return _("approved by %(approver)s") % who
    if revision.corrector_id == revision.approver_id:
        return _("corrected and approved by %(approver)s") % who
    return _("corrected by %(corrector)s, approved by %(approver)s") % {
        **who,
        "corrector": revision.corrector,
    }


@register.filter
def source(line: str) -> SafeString:
    """A line of sources with its addresses (http and https alone) as links."""
    parts: list[tuple[Any]] = []
    at = 0
    for match in ADDRESS.finditer(line):
        address = without_trailing_marks(match.group())
        end = match.start() + len(address)
        if address.endswith("//"):
            continue
        parts.append((line[at : match.start()],))
        parts.append(
            (format_html('<a href="{}" rel="nofollow noopener">{}</a>', address, address),)
        )
        at = end
    parts.append((line[at:],))
    return format_html_join("", "{}", parts)
