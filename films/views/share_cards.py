"""Pictures of pages for other sites."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from films import share_cards
from films.views.posters import AGAIN, FOREVER
from wiki import documents
from wiki.entry_types import EntryType
from wiki.views.guards import find_entry, survivor


@require_safe
def site_card(request: HttpRequest) -> HttpResponse:
    """What stands for pages that have no card of their own."""
    return answer(request, share_cards.site())


@require_safe
def card(request: HttpRequest, entry_type: EntryType, ref: str) -> HttpResponse:
    """The card of an entry; nobody is given one of a hidden page."""
    entry = survivor(find_entry(request, entry_type, ref))
    if entry.hidden:
        raise Http404
    part = f"{entry_type.name}image"
    picture = share_cards.shared_poster(entry)
    if entry_type.name != "film" and part in entry_type.shapes:
        picture = share_cards.portrait(documents.load_one(entry), part)
    return answer(request, share_cards.facts_of(entry_type, entry, picture))


def answer(request: HttpRequest, facts: share_cards.CardFacts, version: str = "") -> HttpResponse:
    """A card as a picture, kept for ever by who asks for its present version (that of its facts)."""
    version = version or facts.version
    etag = quote_etag(version)
    response = get_conditional_response(request, etag=etag)
    if not isinstance(response, HttpResponseNotModified):
        response = HttpResponse(share_cards.png(facts), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = FOREVER if request.GET.get("v") == version else AGAIN
    return response
