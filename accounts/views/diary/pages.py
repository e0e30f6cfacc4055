"""Somebody's diary: all of it, of one year, a month as a calendar, a year in review."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.diary import in_review, months, rows
from accounts.models import DiaryEntry, User
from accounts.privacy import Part, may_see
from accounts.scales import scale_of
from accounts.views.people.guards import with_person
from films.calendar_days import FIRST_YEAR


def _with_diary(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view ``(request, person, every, ...)``: the rows that the reader may see.

    A diary that is closed to the reader says so. Times that no diary has are ``Http404``.
    """

    @with_person
    @wraps(view)
    def guarded(request: HttpRequest, person: User, **at: int) -> HttpResponse:
        _check(**at)
        own = request.user == person
        if not may_see(request.user, person, Part.DIARY):
            return render(request, "diary/closed.html", {"person": person, "own": own})
        return view(request, person, rows.visible(person, to_owner=own), **at)

    return guarded


def _check(year: int = FIRST_YEAR, month: int = 1) -> None:
    if not (FIRST_YEAR <= year <= localdate().year + 1 and 1 <= month <= 12):
        raise Http404


@require_safe
@_with_diary
def diary(
    request: HttpRequest, person: User, every: QuerySet[DiaryEntry], year: int | None = None
) -> HttpResponse:
    """The rows by month, the latest first; of one year if the address says so."""
    own = request.user == person
    found = every if year is None else rows.within(every, f"{year:04}")
    page = rows.ORDER.page(rows.with_columns(found), request.GET, size=rows.PAGE_SIZE)
    base = f"{person.get_absolute_url()}diary/"
    shown = rows.rows_of(page, scale=scale_of(request.user), own=own)
    context = {
        "person": person,
        "own": own,
        "year": year,
        "page": page,
        "months": rows.by_month(shown, base),
        "years": rows.years_of(every),
        "this_month": f"{base}{localdate():%Y}/{localdate().month}/",
    }
    return render(request, "diary/list.html", context)


@require_safe
@_with_diary
def month(
    request: HttpRequest, person: User, every: QuerySet[DiaryEntry], year: int, month: int
) -> HttpResponse:
    """A month as a calendar with the posters of its days, and its rows below."""
    about: dict[str, Any] = {"person": person, "own": request.user == person}
    first = datetime.date(year, month, 1)
    context = {**about, "sheet": months.sheet(every, first, reader=request.user, **about)}
    return render(request, "diary/month.html", context)


@require_safe
@_with_diary
def year_in_review(
    request: HttpRequest, person: User, every: QuerySet[DiaryEntry], year: int
) -> HttpResponse:
    """What somebody watched in a year, in numbers and drawings."""
    about: dict[str, Any] = {"person": person, "own": request.user == person}
    context = {
        **about,
        "year": year,
        "review": in_review.of(every, year, reader=request.user, **about),
        "years": rows.years_of(every),
    }
    return render(request, "diary/year.html", context)
