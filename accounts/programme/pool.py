"""What a programme is chosen from: films with a runtime and segments with one, and how they are liked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, QueryDict
from pyroaring import BitMap

from accounts.charts.page import best_of
from accounts.facet_facts import watched
from accounts.lists.rights import seen
from accounts.models import FilmList, ListItem, Tally, Viewing, WatchStatus
from accounts.programme.address import RULES, Asked, Kind, Pool
from accounts.programme.reasons import instead, why_not
from accounts.programme.solve import Item, solve, total
from accounts.suggestions.page import for_user
from films.adult import suitable
from films.facets import follow, orders
from films.facets.choice import Choice
from films.film_filters import FilmFilters
from films.models import Film, FilmKind, Segment
from wiki.changesets import ids_by_type

#: Films that are looked at.
MOST = 400
#: How much somebody likes what nobody has rated.
_UNKNOWN = 0.55
#: How the first and the last of an order are liked.
_FIRST, _LAST = 0.95, 0.5
#: An anthology whose segments have fewer lengths than this is not taken apart.
_SEVERAL = 2


@dataclass(frozen=True)
class Chosen:
    """The keys of an evening and its kind; ``why`` it is not what was asked for, in sentences."""

    keys: tuple[str, ...]
    kind: Kind
    why: str = ""


def chosen(asked: Asked, user: Any) -> Chosen:
    """An evening that fits what is asked; of another kind where none does, or none at all.

    Eight queries at most. Raises ``Http404`` for a list that the reader may not see.
    """
    items = [item for item in read(asked, user) if item.key not in asked.out]
    kept = [item for item in _named(asked.keep) if item.minutes]
    if found := _fitting(asked, items, kept):
        return Chosen(found, asked.kind)
    why = why_not(asked, items, kept)
    for kind in Kind:
        if kind != asked.kind and (found := _fitting(asked.but(kind=kind), items, kept)):
            return Chosen(found, kind, f"{why} {instead(kind)}")
    return Chosen((), asked.kind, why)


def _fitting(asked: Asked, items: list[Item], kept: list[Item]) -> tuple[str, ...]:
    """The keys of an evening of the kind that is asked. One anthology is an evening of shorts, too."""
    rule = RULES[asked.kind]
    found = solve(items, asked.minutes, rule, pause=asked.pause, seed=asked.seed, keep=kept)
    if not found and not rule.apart:
        wholes = [item for item in items if item.whole]
        alone = replace(rule, least=1)
        found = solve(wholes, asked.minutes, alone, pause=asked.pause, seed=asked.seed, keep=kept)
    return tuple(item.key for item in found)


def swapped(asked: Asked, user: Any) -> tuple[str, ...]:
    """The evening with something else in place of one thing, where there is something.

    Eight queries at most. Raises ``Http404`` for a list that the reader may not see.
    """
    kept = {item.key: item for item in _named(asked.show)}
    gone = kept.get(asked.swap)
    if gone is None:
        return asked.show
    others = [kept[key] for key in asked.show if key in kept and key != gone.key]
    rule = RULES[asked.kind]
    budget = max(asked.minutes, total(list(kept.values()), asked.pause))
    fitting = [
        item
        for item in read(asked, user)
        if item.key not in (*asked.out, gone.key) and rule.takes(item)
    ]
    room = replace(rule, least=len(others) + 1, most=len(others) + 1)
    found = solve(fitting, budget, room, pause=asked.pause, seed=asked.seed, keep=others)
    new = next((item.key for item in found if item.key not in kept), gone.key)
    return tuple(new if key == gone.key else key for key in asked.show)


def read(asked: Asked, user: Any) -> list[Item]:
    """All that a programme can be chosen from, as the address and the reader say. Seven queries at most."""
    tastes, parts = _films(asked, user)
    films = BitMap(tastes)
    if asked.country or asked.service:
        films &= _offered(asked)
    return _items({film: tastes[film] for film in films}, parts)


def _films(asked: Asked, user: Any) -> tuple[dict[int, float], set[int]]:
    """The films of a pool with how they are liked; and segments, where the pool names some alone."""
    if asked.pool == Pool.LIST:
        return _of_list(asked.list, user)
    if asked.pool == Pool.WANT and user.is_authenticated:
        rows = Viewing.objects.filter(user=user, segment=None, status=WatchStatus.WANT)
        ids = rows.order_by("-changed_at").values_list("film", flat=True)[:MOST]
        return dict.fromkeys(ids, _UNKNOWN), set()
    if asked.pool == Pool.SUGGESTED and user.is_authenticated:
        found = for_user(user).picks[:MOST]
        best = found[0].weight if found else 1.0
        return {pick.film: _LAST + (1 - _LAST) * pick.weight / best for pick in found}, set()
    return _of_chart(user if asked.pool == Pool.UNSEEN else None), set()


def _of_chart(user: Any) -> dict[int, float]:
    """The best rated films, and where those are few the best known; without what ``user`` has watched."""
    sets = follow.current()
    films = sets.films
    if user is not None and user.is_authenticated:
        films = films - watched(user)
    found = best_of(films, MOST)
    if len(found) < MOST // 2:
        popular = Choice(sets, FilmFilters(sort="popular"))
        known = orders.page(popular, QueryDict(), size=MOST // 2).ids
        found += [film for film in known if film in films and film not in found]
    return _falling(found)


def _of_list(pk: int, user: Any) -> tuple[dict[int, float], set[int]]:
    if not pk:  # the form asks for a list and names none
        return {}, set()
    shown = FilmList.objects.select_related("owner").filter(pk=pk).first()
    if shown is None:
        raise Http404
    seen(user, shown)
    rows = ListItem.objects.filter(list=shown, film__isnull=False).order_by("position", "pk")
    found = list(rows.values_list("film_id", "segment_id")[:MOST])
    tastes = _falling(dict.fromkeys(film for film, _part in found))
    whole = {film for film, part in found if part is None}
    return tastes, {part for film, part in found if part and film not in whole}


def _falling(films: Iterable[int]) -> dict[int, float]:
    """Films with how they are liked, by their order."""
    every = list(films)
    step = (_FIRST - _LAST) / max(1, len(every) - 1)
    return {film: _FIRST - step * at for at, film in enumerate(every)}


def _offered(asked: Asked) -> BitMap:
    """The films that can be watched where the address says."""
    wanted: dict[str, tuple[int | str, ...]] = (
        {"service": (asked.service,)} if asked.service else {}
    )
    return Choice(follow.current(), FilmFilters(wanted=wanted, watch_in=asked.country)).films


def _items(tastes: dict[int, float], parts: set[int]) -> list[Item]:
    """The films and segments that have a runtime. Three queries.

    An anthology of which the length of hardly a segment is known is shown as a whole.
    """
    films = suitable(Film.objects.visible().filter(pk__in=list(tastes))).order_by()
    rows = list(films.values_list("pk", "runtime", "kind"))
    shown = {pk for pk, _minutes, _kind in rows}
    segments = Segment.objects.filter(film__in=shown).exclude(runtime=None).order_by("pk")
    pieces = list(segments.values_list("pk", "film_id", "runtime"))
    rated = Tally.objects.filter(film__in=shown).exclude(weighted=None)
    votes: dict[tuple[int, int | None], int | None] = {
        (f, s): w for f, s, w in rated.values_list("film_id", "segment_id", "weighted")
    }
    alone = {film for pk, film, _minutes in pieces if pk in parts}
    known = Counter(film for _pk, film, _minutes in pieces)
    wholes = {
        pk
        for pk, minutes, kind in rows
        if minutes and kind == FilmKind.ANTHOLOGY and known[pk] < _SEVERAL and pk not in alone
    }
    items = []
    for pk, minutes, _kind in rows:
        if minutes and pk not in alone:
            taste = _taste(votes.get((pk, None)), tastes[pk])
            items.append(Item(f"film:{pk}", pk, minutes, taste, whole=pk in wholes))
    for pk, film, length in pieces:
        if film not in wholes and (film not in alone or pk in parts):
            taste = _taste(votes.get((film, pk)), tastes[film])
            items.append(Item(f"segment:{pk}", film, length or 0, taste))
    return items


def _taste(weighted: int | None, otherwise: float) -> float:
    """How something is liked: half by its rating, half by where it stands in the pool."""
    return otherwise if weighted is None else (weighted / 10_000 + otherwise) / 2


def _named(keys: Iterable[str]) -> list[Item]:
    """The things of an address as items, in no order. Two queries at most."""
    ids, found = ids_by_type(keys), []
    if "film" in ids:
        films = Film.objects.visible().filter(pk__in=ids["film"])
        for number, minutes in films.values_list("pk", "runtime"):
            found.append(Item(f"film:{number}", number, minutes or 0, _UNKNOWN))
    if "segment" in ids:
        segments = Segment.objects.filter(pk__in=ids["segment"], film__hidden=False)
        for number, film, minutes in segments.values_list("pk", "film_id", "runtime"):
            found.append(Item(f"segment:{number}", film, minutes or 0, _UNKNOWN))
    return found
