"""What has changed in an original since a translation was made from it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from wiki import documents
from wiki.changesets import MADE_FROM
from wiki.entry_types import EntryType, Part
from wiki.models import Entry
from wiki.originals import former_originals
from wiki.views.guards import with_entry


@require_safe
@with_entry
def since(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """Lead to the comparison of the page with what it was for the translation ``?row=filmtext:5``.

    To the whole history, where it does not hold the original that the translation was made from.
    """
    key = request.GET.get("row", "")
    row = documents.load_one(entry).get(key)
    part = entry_type.shapes.get(key.partition(":")[0])
    if row is None or not isinstance(part, Part) or not part.translates:
        raise Http404
    wanted = (row[part.parent_field], row[MADE_FROM])
    former = former_originals(entry_type, entry.pk, {wanted: part.translates}).get(wanted)
    history = f"{entry.get_absolute_url()}history/"
    if former is None or former.number >= entry.number:
        return HttpResponseRedirect(history)
    return HttpResponseRedirect(f"{history}compare/?from={former.number}&to={entry.number}")
