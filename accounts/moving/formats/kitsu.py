"""Kitsu's library as its API gives it (JSON:API): one answer, or several in a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts.models import WatchStatus
from accounts.moving import rows
from accounts.moving.files import Source, check_count
from accounts.moving.rows import Read, Row

NAME, LABEL = "kitsu", "Kitsu"
_STATUSES = {
    "current": WatchStatus.WATCHING,
    "completed": WatchStatus.WATCHED,
    "on_hold": WatchStatus.ON_HOLD,
    "dropped": WatchStatus.DROPPED,
    "planned": WatchStatus.WANT,
}
#: What Kitsu calls other sites in its mappings.
_SITES = {
    "myanimelist/anime": "mal",
    "anilist/anime": "anilist",
    "anilist": "anilist",
    "anidb": "anidb",
}
_ENTRIES = ("libraryEntries", "library-entries")


def read(source: Source) -> Read | None:
    """The library; ``None`` if the file is another one's."""
    answers = list(_dicts(source.json if isinstance(source.json, list) else [source.json]))
    entries = [e for a in answers for e in _dicts(a.get("data")) if e.get("type") in _ENTRIES]
    if not entries:
        return None
    check_count(len(entries))
    included = {
        (str(each.get("type")), str(each.get("id"))): each
        for answer in answers
        for each in _dicts(answer.get("included"))
    }
    anime = [entry for entry in entries if not _related(entry, "manga")]
    return Read([_row(each, included) for each in anime], left_out=len(entries) - len(anime))


def _dicts(told: Any) -> Iterator[dict[str, Any]]:
    return (each for each in told if isinstance(each, dict)) if isinstance(told, list) else iter(())


def _inner(told: dict[str, Any], name: str) -> dict[str, Any]:
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def _related(told: dict[str, Any], name: str) -> dict[str, Any]:
    return _inner(_inner(_inner(told, "relationships"), name), "data")


def _row(entry: dict[str, Any], included: dict[Any, dict[str, Any]]) -> Row:
    said = _inner(entry, "attributes")
    number = str(_related(entry, "anime").get("id") or _related(entry, "media").get("id") or "")
    anime = included.get(("anime", number), {})
    facts = _inner(anime, "attributes")
    ids = {**_mapped(anime, included), "kitsu": rows.site_id(number)}
    names = rows.titles([facts.get("canonicalTitle"), *_inner(facts, "titles").values()])
    status = _STATUSES.get(str(said.get("status")), "")
    again = rows.times(said.get("reconsumeCount"))
    kind = facts.get("subtype") or facts.get("showType")
    return Row(
        title=names[0] if names else "",
        titles=names[1:],
        year=rows.year(facts.get("startDate")),
        ids={site: value for site, value in ids.items() if value},
        film=None if not isinstance(kind, str) else kind.upper() != "TV",
        status=status,
        score=rows.score(said.get("ratingTwenty"), 20),
        times=min(again + 1, 999) if status == WatchStatus.WATCHED else again,
        started=rows.date(said.get("startedAt")),
        finished=rows.date(said.get("finishedAt")),
        notes=rows.long_text(said.get("notes")),
        private=said.get("private") is True,
        changed=rows.moment(said.get("updatedAt")),
    ).tidied()


def _mapped(anime: dict[str, Any], included: dict[Any, dict[str, Any]]) -> dict[str, str]:
    """What other sites call it."""
    found = {}
    for each in _dicts(_inner(_inner(anime, "relationships"), "mappings").get("data")):
        facts = _inner(included.get(("mappings", str(each.get("id"))), {}), "attributes")
        site = _SITES.get(str(facts.get("externalSite")))
        value = rows.site_id(facts.get("externalId"))
        if site and value:
            found[site] = value
    return found
