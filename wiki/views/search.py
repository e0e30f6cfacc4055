"""Searching entries by name: the page, and the answers for the pickers of forms."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.entry_types import EntryType, registry
from wiki.keyset import BadCursor, Keyset
from wiki.search import Query, found, pick, results, search

#: How many are shown of each type, and of one type alone.
PER_TYPE, PAGE_SIZE = 6, 50
MOST_PICKED = 30
_BEST_FIRST = Keyset("score", "pk")


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What a query finds: the best of every type, or all of ``?type=`` in pages."""
    query = Query.of(request.GET.get("q"))
    name = request.GET.get("type", "")
    if name and name not in registry:
        raise BadCursor
    context: dict[str, Any] = {
        "query": query,
        "new_url": f"/films/new/?{urlencode({'name': query.text})}",
        "types": list(registry),
        "chosen": name,
    }
    if name and query:
        context.update(_of_type(request, query, registry[name]))
    else:
        groups = search(query, per_type=PER_TYPE)
        context.update(groups=groups, count=sum(group.count for group in groups))
    return render(request, "search/results.html", context)


def _of_type(request: HttpRequest, query: Query, entry_type: EntryType) -> dict[str, object]:
    rows = found(query, entry_type)
    page = _BEST_FIRST.page(rows, request.GET, size=PAGE_SIZE)
    return {
        "entry_type": entry_type,
        "results": results(query, entry_type, [row["pk"] for row in page]),
        "page": page,
        "count": rows.count(),
        "all_url": f"?{urlencode({'q': query.text})}",
    }


@require_safe
def picker(request: HttpRequest, entry_type: EntryType) -> JsonResponse:
    """The best entries of a type for what has been typed into a picker so far."""
    limit = request.GET.get("limit", "")
    count = int(limit) if limit.isascii() and limit.isdigit() and len(limit) < 4 else 10
    results = [
        {
            "key": candidate.key,
            "title": candidate.shown.title,
            "native": candidate.shown.second,
            "note": candidate.note,
        }
        for candidate in pick(
            entry_type, request.GET.get("q", ""), limit=max(1, min(count, MOST_PICKED))
        )
    ]
    return JsonResponse({"results": results})
