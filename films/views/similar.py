"""The films that are like a film, with all the reasons."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films import similar
from films.pages import film as film_page
from films.pages.film_links import similar as likened_by_editors
from films.pages.film_reader import FilmReader
from wiki import documents
from wiki.entry_types import EntryType, registry
from wiki.models import Entry
from wiki.title_language import of_row
from wiki.views.guards import LARGEST_ID, with_entry
from wiki.views.strangers import clock, for_strangers_as_of

MOST = 48


def _readers(request: HttpRequest, ref: str) -> str:
    """Lists of readers are among the reasons, and follow from no revision."""
    pk = int(ref.partition("-")[0])
    return clock(("film", pk)) if pk <= LARGEST_ID else ""


@require_safe
@for_strangers_as_of(_readers)
def similar_films(request: HttpRequest, ref: str) -> HttpResponse:
    """What editors find similar, then what shares people, themes or genres."""
    return _similar(request, registry["film"], ref)


@with_entry
def _similar(
    request: HttpRequest, entry_type: EntryType, entry: Entry, **kwargs: Any
) -> HttpResponse:
    key = f"{entry_type.name}:{entry.pk}"
    document = documents.load_one(entry)
    labels = documents.labels(documents.references_in(document))
    incoming, likened, _features = film_page.incoming_links(entry.pk)
    film = film_page.own(entry.pk, document, [*incoming, *likened])
    context = {
        "entry": entry,
        "title": of_row(vars(entry)),
        "edit": f"{entry.get_absolute_url()}edit/?section=similar",
        "chosen": likened_by_editors(FilmReader(key, document, labels), likened),
        "more": similar.like(film, labels, most=MOST, links=True),
    }
    return render(request, "films/similar.html", context)
