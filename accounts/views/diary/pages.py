"""Somebody's diary: all of it, of one year, a month as a calendar, a year in review."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.diary import in_review, months, rows
from accounts.people.pages import find_person, right_address
from accounts.privacy import Part, may_see
from accounts.scales import scale_of
from films.calendar_days import FIRST_YEAR


@require_safe
def diary(request: HttpRequest, username: str, year: int | None = None) -> HttpResponse:
    """The rows by month, the latest first; of one year if the address says so."""
    person = find_person(username)
    also = {} if year is None else {"year": year}
    name = "diary" if year is None else "diary_of_year"
    if moved := right_address(request, person, username, name, **also):
        return redirect(moved, permanent=True)
    if year is not None:
        _check_year(year)
    context: dict[str, Any] = {"person": person, "own": request.user == person, "year": year}
    if not may_see(request.user, person, Part.DIARY):
        return render(request, "diary/closed.html", context)
    every = rows.visible(person, to_owner=context["own"])
    found = every if year is None else rows.within(every, f"{year:04}")
    page = rows.ORDER.page(rows.with_columns(found), request.GET, size=rows.PAGE_SIZE)
    scale, base = scale_of(request.user), f"{person.get_absolute_url()}diary/"
    shown = rows.rows_of(page, scale=scale, own=context["own"])
    context |= {
        "page": page,
        "months": rows.by_month(shown, base),
        "years": rows.years_of(every),
        "this_month": f"{base}{localdate():%Y}/{localdate().month}/",
    }
    return render(request, "diary/list.html", context)


@require_safe
def month(request: HttpRequest, username: str, year: int, month: int) -> HttpResponse:
    """A month as a calendar with the posters of its days, and its rows below."""
    person = find_person(username)
    if moved := right_address(request, person, username, "diary_month", year=year, month=month):
        return redirect(moved, permanent=True)
    _check_year(year)
    if not 1 <= month <= 12:
        raise Http404
    context: dict[str, Any] = {"person": person, "own": request.user == person}
    if not may_see(request.user, person, Part.DIARY):
        return render(request, "diary/closed.html", context)
    every = rows.visible(person, to_owner=context["own"])
    context["sheet"] = months.sheet(
        every, datetime.date(year, month, 1), reader=request.user, **context
    )
    return render(request, "diary/month.html", context)


@require_safe
def year_in_review(request: HttpRequest, username: str, year: int) -> HttpResponse:
    """What somebody watched in a year, in numbers and drawings."""
    person = find_person(username)
    if moved := right_address(request, person, username, "year_in_review", year=year):
        return redirect(moved, permanent=True)
    _check_year(year)
    context: dict[str, Any] = {"person": person, "own": request.user == person, "year": year}
    if not may_see(request.user, person, Part.DIARY):
        return render(request, "diary/closed.html", context)
    every = rows.visible(person, to_owner=context["own"])
    context["review"] = in_review.of(
        every, year, reader=request.user, person=person, own=context["own"]
    )
    context["years"] = rows.years_of(every)
    return render(request, "diary/year.html", context)


def _check_year(year: int) -> None:
    """Years that no diary page has are ``Http404``."""
    if not FIRST_YEAR <= year <= localdate().year + 1:
        raise Http404
