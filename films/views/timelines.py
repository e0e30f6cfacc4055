"""What a studio made, year by year."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films.models import Company
from films.pages.elsewhere import years_of
from films.studio_timeline import made_by, timeline
from wiki.entry_types import EntryType, registry
from wiki.partial_dates import year_of
from wiki.title_language import of_row
from wiki.views.guards import with_entry
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
def studio_timeline(request: HttpRequest, ref: str) -> HttpResponse:
    """The films that a company had a part in along the years, and who directed them."""
    return _timeline(request, registry["company"], ref)


@with_entry
def _timeline(request: HttpRequest, entry_type: EntryType, entry: Company) -> HttpResponse:
    works = made_by(entry.pk)
    title = of_row(vars(entry))
    founded, closed = year_of(entry.founded), year_of(entry.closed)
    context = {
        "entry": entry,
        "title": title,
        "span": years_of(made.film for made in works),
        "count": len(works),
        "figure": timeline(works, title.title, founded=founded, closed=closed),
        "years": [
            (year, list(group)) for year, group in groupby(works, key=lambda made: made.film.year)
        ],
        "founded": founded,
        "closed": closed,
    }
    return render(request, "companies/timeline.html", context)
