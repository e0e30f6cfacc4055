"""The calendar for other programs (RFC 5545): releases, anniversaries and birthdays of the months around.

Every event is a whole day, has a number that stays (``UID``), and says when its page changed last, so
that the same calendar is the same file.
"""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from films.calendar_days import Span
from films.calendar_events import Event, EventKind
from films.calendar_sheet import CalendarFilters
from wiki.open_web import absolute

#: How far back and ahead the file reaches.
BACK, AHEAD = datetime.timedelta(days=31), datetime.timedelta(days=365)
_DAY = datetime.timedelta(days=1)
_EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)

#: What numbers of events begin with. They are kept for good.
_NUMBERED = {
    EventKind.RELEASE: "release",
    EventKind.ANNIVERSARY: "anniversary",
    EventKind.BIRTHDAY: "birthday",
}


def span_around(today: datetime.date) -> Span:
    """The days that the file covers."""
    return Span(today - BACK, today + AHEAD)


def written(found: list[Event], filters: CalendarFilters) -> bytes:
    """The file. No query."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.GENGA_SITE_NAME}//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = _name(filters)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    calendar.add("refresh-interval", _DAY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for event in found:
        calendar.add_component(_entry(event))
    return calendar.to_ical()


def _name(filters: CalendarFilters) -> str:
    if filters.country:
        shown = {"site": settings.GENGA_SITE_NAME, "country": filters.country_name}
        return _("%(site)s: anime film in %(country)s") % shown
    return _("%(site)s: anime film") % {"site": settings.GENGA_SITE_NAME}


def _entry(event: Event) -> Entry:
    entry = Entry()
    site = urlsplit(settings.GENGA_SITE_URL).hostname or "localhost"
    entry.add("uid", f"{_NUMBERED[event.kind]}-{event.pk}-{event.then}-{event.day.year}@{site}")
    changed = event.changed_at or _EPOCH
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("dtstart", event.day)
    entry.add("dtend", event.day + _DAY)
    entry.add("summary", _summary(event))
    entry.add("url", absolute(event.url))
    entry.add("categories", [str(event.kind.label)])
    entry.add("transp", "TRANSPARENT")
    return entry


def _summary(event: Event) -> str:
    title = event.names.title
    if event.kind == EventKind.BIRTHDAY:
        return _("%(name)s, %(note)s") % {"name": title, "note": event.note}
    if event.kind == EventKind.ANNIVERSARY:
        return _("%(title)s: came out %(note)s") % {"title": title, "note": event.note}
    if event.where:
        return _("%(title)s (%(where)s)") % {"title": title, "where": event.where}
    return title
