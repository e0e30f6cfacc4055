"""The zone in which a member is told times: asked of the account only once a time is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import cache, cached_property
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

#: Areas of the zones that people choose from; the others are old names and offsets.
_AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
          "Pacific")  # fmt: skip


@cache
def zones() -> frozenset[str]:
    """The names of all zones that can be chosen."""
    return frozenset(name for name in available_timezones() if name.partition("/")[0] in _AREAS)


@cache
def zones_by_area() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Areas with their zones, each by its name and as people read it: for a choice."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zones()):
        area, _slash, place = name.partition("/")
        found.setdefault(area, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return tuple((area, tuple(places)) for area, places in found.items())


def zone_of(name: str) -> tzinfo:
    """The zone of an account; the site's where none was chosen, or the machine knows it no more."""
    return ZoneInfo(name) if name in zones() else timezone.get_default_timezone()


class LazyZone(tzinfo):
    """A zone that asks which it is when it is needed first; pages without times never ask."""

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask

    @cached_property
    def zone(self) -> tzinfo:
        """The zone that it is."""
        return zone_of(self._ask())

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return self.zone.utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return self.zone.dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        return self.zone.tzname(moment)

    def fromutc(self, moment: datetime) -> datetime:
        there = self.zone.fromutc(moment.replace(tzinfo=self.zone))
        return there.replace(tzinfo=self)

    def __str__(self) -> str:
        return str(self.zone)


class TimeZoneMiddleware:
    """Tell members times in their own zone. Who has no session is told them in the site's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        with timezone.override(LazyZone(lambda: getattr(request.user, "time_zone", ""))):
            return self.get_response(request)
