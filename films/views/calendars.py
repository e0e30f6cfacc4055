"""The calendar: a month, a day, and the file that other programs follow."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from films import calendar_file, reader_country
from films.calendar_days import Span, has_month, month_span
from films.calendar_events import EventKind, events, on_day, some_day
from films.calendar_sheet import CalendarFilters, Sheet, days_beside, is_far, month_url
from wiki import title_language
from wiki.moments import day_in_words, month_in_words
from wiki.title_language import TitleLanguage
from wiki.views.strangers import for_strangers, unless_unchanged


@require_safe
@for_strangers
def this_month(request: HttpRequest) -> HttpResponse:
    """The month that it is."""
    today = timezone.localdate()
    return _month(request, month_span(today.year, today.month), today)


@require_safe
@for_strangers
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month: releases, and what is a round number of years ago."""
    today = timezone.localdate()
    if not has_month(year, month, today):
        raise Http404
    return _month(request, month_span(year, month), today)


def _month(request: HttpRequest, span: Span, today: datetime.date) -> HttpResponse:
    filters = CalendarFilters.read(request)
    reader_country.counts_by(request, "country")
    found = events(span, filters.kinds, filters.country)
    undated = some_day(span, filters.country) if EventKind.RELEASE in filters.kinds else []
    context = {
        "filters": filters,
        "sheet": Sheet(span, today, found, filters.query),
        "undated": undated,
        "countries": reader_country.choices(set()),
        "here": month_url(span.first, filters.full_query),
        "webcal": settings.GENGA_SITE_URL.partition("://")[2],
    }
    return render(request, "calendar/month.html", context)


@require_safe
@for_strangers
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """A day: what happens on it, and what happened on it in former years."""
    today = timezone.localdate()
    if not has_month(year, month, today) or not 1 <= day <= month_span(year, month).last.day:
        raise Http404
    return _day(request, datetime.date(year, month, day), today)


def _day(request: HttpRequest, shown: datetime.date, today: datetime.date) -> HttpResponse:
    filters = CalendarFilters.read(request)
    reader_country.counts_by(request, "country")
    found = on_day(shown, filters.kinds, filters.country)
    groups = [(kind, [event for event in found if event.kind == kind]) for kind in EventKind]
    context = {
        "filters": filters,
        "title": day_in_words(shown),
        "iso": shown.isoformat(),
        "month": (month_url(shown, filters.query), month_in_words(shown)),
        "groups": [(kind, rows) for kind, rows in groups if rows],
        "beside": days_beside(shown, filters.query, today),
        "far": is_far(shown, today),
    }
    return render(request, "calendar/day.html", context)


@require_safe
@unless_unchanged
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """The months around as a file, the same for everybody: in English unless the address says else."""
    asked = "lang" in request.GET
    language = (get_language() if asked else None) or settings.LANGUAGE_CODE
    with override(language), title_language.asking(lambda: TitleLanguage.RELEASED):
        filters = CalendarFilters.of_file(request)
        span = calendar_file.span_around(timezone.localdate())
        found = events(span, filters.kinds, filters.country)
        body = calendar_file.written(found, filters)
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="genga.ics"'},
    )
