"""AniList's ``MediaListCollection``, as its API gives it and as export tools keep it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts.models import WatchStatus
from accounts.moving import rows
from accounts.moving.files import Source, check_count
from accounts.moving.rows import ListRead, Read, Row

NAME, LABEL = "anilist", "AniList"
_STATUSES = {
    "CURRENT": WatchStatus.WATCHING,
    "REPEATING": WatchStatus.WATCHED,
    "COMPLETED": WatchStatus.WATCHED,
    "PAUSED": WatchStatus.ON_HOLD,
    "DROPPED": WatchStatus.DROPPED,
    "PLANNING": WatchStatus.WANT,
}
_BEST = {"POINT_100": 100, "POINT_10_DECIMAL": 10, "POINT_10": 10, "POINT_5": 5, "POINT_3": 3}
_NOT_FILMS = ("TV", "TV_SHORT")
#: What has more episodes and names no format is a series.
_EPISODES_OF_FILMS = 6


def read(source: Source) -> Read | None:
    """The lists; ``None`` if the file is another one's."""
    collections = list(_collections(source.json))
    if not collections:
        return None
    found: list[Row] = []
    lists: list[ListRead] = []
    manga, seen = 0, set()
    for name, collection in collections:
        best = _best(collection)
        for told in _dicts(collection.get("lists")):
            entries = list(_dicts(told.get("entries")))
            check_count(len(found) + len(entries))
            if name == "manga" or any(_media(each).get("type") == "MANGA" for each in entries):
                manga += len(entries)
                continue
            place = None
            if told.get("isCustomList") is True:
                place = len(lists)
                lists.append(ListRead(rows.text(told.get("name"), 150) or LABEL))
            for each in entries:
                row = _row(each, str(told.get("status") or ""), best)
                key = tuple(row.ids.items()) or row.title
                if key not in seen:  # films of custom lists stand in others, too
                    seen.add(key)
                    found.append(row)
                if place is not None:
                    found.append(_listed(row, place))
    return Read(found, lists, left_out=manga)


def _collections(told: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The collections of a file, by the name under which they stand in it."""
    inner = told.get("data", told) if isinstance(told, dict) else None
    if not isinstance(inner, dict):
        return
    if isinstance(inner.get("lists"), list):
        inner = {"": inner}
    for name, each in inner.items():
        if isinstance(each, dict) and any(_dicts(each.get("lists"))):
            yield name, each


def _dicts(told: Any) -> Iterator[dict[str, Any]]:
    return (each for each in told if isinstance(each, dict)) if isinstance(told, list) else iter(())


def _inner(told: dict[str, Any], name: str) -> dict[str, Any]:
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def _media(told: dict[str, Any]) -> dict[str, Any]:
    return _inner(told, "media")


def _best(collection: dict[str, Any]) -> float:
    """The best rating: as the file says, else 100 if any is beyond 10."""
    options = _inner(_inner(collection, "user"), "mediaListOptions")
    said = _BEST.get(str(options.get("scoreFormat")))
    if said:
        return said
    entries = (e for told in _dicts(collection.get("lists")) for e in _dicts(told.get("entries")))
    return 100 if max((rows.number(e.get("score")) or 0 for e in entries), default=0) > 10 else 10


def _row(told: dict[str, Any], listed_as: str, best: float) -> Row:
    media = _media(told)
    names = _inner(media, "title")
    status = _STATUSES.get(str(told.get("status") or listed_as).upper(), "")
    again = rows.times(told.get("repeat"))
    ids = {
        "anilist": rows.site_id(media.get("id") or told.get("mediaId")),
        "mal": rows.site_id(media.get("idMal")),
    }
    texts = rows.titles([names.get(n) for n in ("romaji", "english", "native", "userPreferred")])
    return Row(
        title=texts[0] if texts else "",
        titles=texts[1:],
        year=rows.year(media.get("seasonYear") or _inner(media, "startDate").get("year")),
        ids={site: value for site, value in ids.items() if value},
        film=_is_film(media),
        status=status,
        score=rows.score(told.get("score"), best),
        times=min(again + 1, 999) if status == WatchStatus.WATCHED else again,
        started=rows.date(told.get("startedAt")),
        finished=rows.date(told.get("completedAt")),
        notes=rows.long_text(told.get("notes")),
        private=told.get("private") is True,
        changed=rows.moment(told.get("updatedAt")),
    ).tidied()


def _listed(row: Row, place: int) -> Row:
    return Row(
        title=row.title, titles=row.titles, year=row.year, ids=row.ids, film=row.film, list=place
    )


def _is_film(media: dict[str, Any]) -> bool | None:
    kind, episodes = media.get("format"), rows.whole(media.get("episodes"))
    if isinstance(kind, str) and kind:
        return kind.upper() not in _NOT_FILMS
    return False if episodes is not None and episodes > _EPISODES_OF_FILMS else None
