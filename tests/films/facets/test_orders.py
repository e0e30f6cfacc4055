"""Every order meets every film of a choice once, forwards and back, few films or many."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from films.facets import follow, orders
from films.facets.choice import Choice
from films.film_filters import SORTS
from films.models import Film
from tests import cast
from tests.films.facets.catalogues import read
from wiki.keyset import BadCursor

pytestmark = pytest.mark.django_db
YEARS = (1988, 1995, 1995, None, 2001, 1995, None, 2001, 1995)


@pytest.fixture
def shelf() -> list[Film]:
    """Films of some years, two without, each third one a short film; later ones better documented."""
    films = []
    for number, year in enumerate(YEARS):
        release = {"release:new1": {"country": "JP", "date": str(year)}} if year else {}
        credited: dict[str, Any] = {
            f"credit:new{at}": {"role": "key_animation", "credited_as": f"Name {at}"}
            for at in range(number // 2)
        }
        kind = "short" if number % 3 == 0 else "feature"
        films.append(cast.film(f"Film {8 - number}", kind=kind, rows={**release, **credited}))
    cast.edit(films[2], runtime=100)
    return films


def pages(query: str, *, size: int = 2) -> list[list[int]]:
    """All pages of a list, by the links from each to the next."""
    asked, found = QueryDict(query), []
    while True:
        page = orders.page(choice(asked), asked, size=size)
        found.append(page.ids)
        if not page.next:
            return found
        asked = QueryDict(page.next[1:])


def choice(asked: QueryDict) -> Choice:
    ratings: Any = {}
    films = list(follow.current().films)
    if films:
        ratings = {90: follow.current().films & type(follow.current().films)(films[1:3])}
    return Choice(follow.current(), read(asked.urlencode()), ratings=ratings)


def expected(query: str) -> list[int]:
    """The order as the database sorts it, or as told."""
    filters = read(query)
    films = Film.objects.visible()
    if "kind" in filters.wanted:
        films = films.filter(kind__in=filters.wanted["kind"])
    if filters.sort in ("newest", "oldest", "title", "changed"):
        keyset = orders._KEYSETS[filters.sort]
        return list(keyset.ordered(films).values_list("pk", flat=True))
    weights: dict[int, int] = {}
    if filters.sort == "popular":
        sets = follow.current().numbered("weight")
        weights = {pk: weight for weight, found in sets.items() for pk in found}
    if filters.sort == "rating":
        weights = dict.fromkeys(list(follow.current().films)[1:3], 90)
    pks = films.values_list("pk", flat=True)
    return sorted(pks, key=lambda pk: (-weights.get(pk, -1), -pk))


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("few", [0, 3, 3000])
@pytest.mark.parametrize("kind", ["", "kind=short&", "kind=feature&"])
def test_pages_meet_every_film_once_in_order(
    few: int, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "FEW", few)
    for sort in SORTS:
        query = f"{kind}sort={sort}"
        if sort == "random":
            met = [pk for page in pages(f"{query}&seed=5") for pk in page]
            assert sorted(met) == sorted(expected(f"{kind}sort=title"))
        else:
            assert [pk for page in pages(query) for pk in page] == expected(query), query


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("few", [0, 3000])
def test_going_back_meets_the_same_films(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "FEW", few)
    for sort in SORTS:
        asked = QueryDict(f"sort={sort}&seed=5")
        forth = pages(asked.urlencode(), size=3)
        while page := orders.page(choice(asked), asked, size=3):
            if not page.next:
                break
            asked = QueryDict(page.next[1:])
        back = [page.ids]
        while page.previous:
            asked = QueryDict(page.previous[1:])
            page = orders.page(choice(asked), asked, size=3)
            back.insert(0, page.ids)
        assert back == forth, sort


@pytest.mark.usefixtures("shelf")
def test_a_page_is_found_again_when_films_have_come_before_it() -> None:
    asked = QueryDict(
        orders.page(choice(QueryDict("sort=title")), QueryDict("sort=title"), size=3).next[1:]
    )
    before = orders.page(choice(asked), asked, size=3).ids
    cast.film("A film that comes first")
    assert orders.page(choice(asked), asked, size=3).ids == before


@pytest.mark.parametrize(
    "query",
    [
        "after=1&before=2",
        "sort=popular&after=x",
        "sort=popular&after=1~99999999999",
        "sort=added&after=%00",
        "sort=added&before=9",
        "sort=random&seed=1&after=x",
        "sort=random&seed=1&after=-1",
        "sort=changed&after=!~1",
        "after=1995~x",
    ],
)
def test_places_that_no_list_has_given_out_are_refused(query: str) -> None:
    cast.film("Memories")
    with pytest.raises(BadCursor):
        orders.page(choice(QueryDict(query)), QueryDict(query), size=2)


def test_a_place_behind_the_end_shows_nothing_and_the_way_back() -> None:
    cast.film("Memories")
    for query in ("sort=popular&after=0~1", "sort=random&seed=1&after=99", "sort=title&after=zz~9"):
        page = orders.page(choice(QueryDict(query)), QueryDict(query), size=2)
        assert (page.ids, page.next) == ([], "")
        assert page.previous
