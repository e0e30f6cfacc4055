"""Addresses by what other sites call a page: /films/by/anilist/1462/ leads to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from wiki.entry_types import EntryType
from wiki.views.guards import find_entry, survivor

#: Longer ones are no identifiers.
LONGEST = 300


@require_safe
def by_external_id(
    request: HttpRequest, entry_type: EntryType, site: str, value: str
) -> HttpResponse:
    """Lead to the entry that ``site`` calls ``value``.

    For now, not for good: which page bears an identifier is edited like anything else.
    """
    find = entry_type.by_external_id
    if find is None or len(value) > LONGEST or "\x00" in value:
        raise Http404
    pk = find(site, value)
    if pk is None:
        raise Http404
    entry = survivor(find_entry(request, entry_type, str(pk)))
    if entry.pk != pk:
        entry = find_entry(request, entry_type, str(entry.pk))
    return HttpResponseRedirect(entry.get_absolute_url())
