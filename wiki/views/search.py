"""Searching entries by name: the page, what the box offers while one types, and the forms' pickers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.entry_types import EntryType, registry
from wiki.keyset import BadCursor
from wiki.search import Query, of_type, pick, results, search, suggest

#: How many are shown of each type, and of one type alone.
PER_TYPE, PAGE_SIZE = 6, 50
MOST_PICKED = 30


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
        answer = search(query, per_type=PER_TYPE)
        context.update(groups=answer.groups, count=answer.count, guess=answer.guess)
        context["guess_url"] = f"?{urlencode({'q': answer.guess})}"
    return render(request, "search/results.html", context)


def _of_type(request: HttpRequest, query: Query, entry_type: EntryType) -> dict[str, object]:
    hits, count = of_type(query, entry_type)
    page = Paginator(hits, PAGE_SIZE).get_page(_number(request, "page", 1, 999))
    here = {"q": query.text, "type": entry_type.name}
    return {
        "entry_type": entry_type,
        "results": results(entry_type, page.object_list),
        "page": page,
        "pages": {
            side: f"?{urlencode({**here, 'page': number})}"
            for side, number in (("previous", page.number - 1), ("next", page.number + 1))
            if 1 <= number <= page.paginator.num_pages
        },
        "count": count,
        "cut": count > len(hits),
        "listed": len(hits),
        "all_url": f"?{urlencode({'q': query.text})}",
    }


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the box offers: ``?q=&type=film&limit=5`` gives ``{"results": [...]}``, the best first.

    Each result has ``type``, ``id``, ``title``, ``url``, ``year`` (or null), ``external_ids`` by site,
    and ``native``; and for the box ``shown`` and ``second`` (the names as the reader prefers them),
    ``kind`` (the type in words), ``note`` and ``found`` (the name it was found by, where it is another).
    """
    name = request.GET.get("type", "")
    if name and name not in registry:
        message = "There is no such type."
        return JsonResponse({"error": message, "types": [t.name for t in registry]}, status=400)
    found = suggest(
        Query.of(request.GET.get("q")),
        [name] if name else [],
        limit=_number(request, "limit", 8, MOST_PICKED),
    )
    return JsonResponse({"results": [suggestion.as_json() for suggestion in found]})


@require_safe
def picker(request: HttpRequest, entry_type: EntryType) -> JsonResponse:
    """The best entries of a type for what has been typed into a picker so far."""
    found = pick(
        entry_type, request.GET.get("q", ""), limit=_number(request, "limit", 10, MOST_PICKED)
    )
    answers = [
        {
            "key": candidate.key,
            "title": candidate.shown.title,
            "native": candidate.shown.second,
            "note": candidate.note,
        }
        for candidate in found
    ]
    return JsonResponse({"results": answers})


def _number(request: HttpRequest, name: str, default: int, most: int) -> int:
    """A number of the address between 1 and ``most``; ``default`` for anything else."""
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        return default
    return max(1, min(int(text), most))
