"""How far the catalogue has come, by decade, year and franchise."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films import progress as lines
from films.film_filters import BadFilter, decade_label
from films.gaps import progress_gaps
from wiki.entry_types import registry
from wiki.quality.tallies import tally
from wiki.views.strangers import for_strangers

#: The earliest and the latest decade that can be asked for.
_FIRST, _LAST = 1850, 2190


@require_safe
@for_strangers
def progress(request: HttpRequest) -> HttpResponse:
    """The share of films with each fact: by decade, by year of ``?decade=``, or ``?by=franchise``."""
    context: dict[str, Any] = {"gaps": progress_gaps(), "by": request.GET.get("by", "decade")}
    if context["by"] == "franchise":
        context["lines"], context["page"] = lines.by_franchise(request.GET)
        return render(request, "missing/progress.html", context)
    if context["by"] != "decade":
        raise BadFilter
    counted = tally(registry["film"])
    decade = _decade(request.GET.get("decade", ""))
    context["counted_at"] = counted.counted_at
    if decade is None:
        context["lines"] = lines.by_decade(counted)
    else:
        context |= {"lines": lines.by_year(counted, decade), "decade": decade_label(decade)}
    return render(request, "missing/progress.html", context)


def _decade(text: str) -> int | None:
    """The decade that an address asks for. Raises ``BadFilter``."""
    if not text:
        return None
    known = text.isascii() and text.isdecimal() and len(text) < 5
    if not known or not _FIRST <= int(text) <= _LAST or int(text) % 10:
        raise BadFilter
    return int(text)
