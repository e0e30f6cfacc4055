"""Shelves of lists: all public ones, and those of one user."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.lists.shelves import ORDERS, listed, shelved
from accounts.lists.words import tag_slug
from accounts.models import FilmList, ListTag, User, Visibility
from accounts.views.people.guards import with_person
from films.models import Film
from wiki.keyset import BadCursor, Keyset
from wiki.views.guards import LARGEST_ID
from wiki.views.strangers import for_strangers_as_of

PAGE_SIZE = 24
#: Tags that the page offers.
MOST_TAGS = 24
_LATEST = Keyset("-changed_at", "-pk")


def shelf_version(request: HttpRequest, **kwargs: Any) -> str:
    """What shelves of lists follow from beside revisions: the latest touch, and how many there are."""
    lists = FilmList.objects.filter(owner__is_active=True)
    return str(lists.aggregate(latest=Max("touched_at"), count=Count("pk")))


@require_safe
@for_strangers_as_of(shelf_version)
def browse(request: HttpRequest) -> HttpResponse:
    """Public lists by likes, change or size; with a tag, with words in their titles, with a film."""
    asked = {name: _single(request.GET, name) for name in ("sort", "tag", "q", "film")}
    sort = asked["sort"] or "likes"
    if sort not in ORDERS:
        raise BadCursor
    film = _film(asked["film"])
    tag, words = tag_slug(asked["tag"]), " ".join(asked["q"].split())[:100]
    lists = listed(tag=tag, words=words, film=film.pk if film else None)
    page = ORDERS[sort].page(lists, request.GET, size=PAGE_SIZE)
    kept = {"tag": tag, "q": words, "film": asked["film"]}
    context = {
        "lists": shelved(page),
        "page": page,
        "film": film,
        "words": words,
        "tag": tag,
        "tag_name": _name_of(tag),
        "tags": _tags() if not (tag or words or film) else [],
        "sort": sort,
        "sorts": _sorts(sort, kept),
    }
    return render(request, "lists/browse.html", context)


@require_safe
@with_person
def lists_of_user(request: HttpRequest, person: User) -> HttpResponse:
    """The lists of a user, those first that changed last; unlisted and private ones for who keeps them."""
    request.is_public_page = True  # type: ignore[attr-defined]
    lists = FilmList.objects.select_related("owner").defer("description")
    own = request.user == person
    lists = lists.filter(Q(owner=person) | Q(editors=person) if own else Q(owner=person))
    if not own:
        lists = lists.filter(visibility=Visibility.PUBLIC)
    page = _LATEST.page(lists.distinct(), request.GET, size=PAGE_SIZE)
    context = {"person": person, "own": own, "lists": shelved(page), "page": page}
    return render(request, "lists/of_user.html", context)


def _single(parameters: QueryDict, name: str) -> str:
    values = parameters.getlist(name)
    if len(values) > 1 or any("\x00" in value for value in values):
        raise BadCursor
    return values[0] if values else ""


def _film(text: str) -> Film | None:
    """The film whose lists are asked for. Raises ``BadCursor`` for what is none."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_ID):
        raise BadCursor
    film: Film | None = Film.objects.visible().filter(pk=int(text)).first()
    if film is None:
        raise BadCursor
    return film


def _sorts(chosen: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    words = {"likes": _("Most liked"), "changed": _("Lately changed"), "size": _("Longest")}
    rest = {name: value for name, value in kept.items() if value}
    return [
        {
            "label": label,
            "url": f"?{urlencode({'sort': name, **rest} if name != 'likes' else rest)}",
            "chosen": name == chosen,
        }
        for name, label in words.items()
    ]


def _tags() -> list[dict[str, Any]]:
    """The tags that most public lists bear."""
    rows = ListTag.objects.filter(list__visibility=Visibility.PUBLIC).values("slug")
    counted = rows.annotate(count=Count("pk"), name=Max("name")).order_by("-count", "slug")
    return [dict(row) for row in counted[:MOST_TAGS]]


def _name_of(tag: str) -> str:
    """How a tag is written."""
    if not tag:
        return ""
    rows = ListTag.objects.filter(slug=tag, list__visibility=Visibility.PUBLIC)
    return rows.values_list("name", flat=True).first() or tag
