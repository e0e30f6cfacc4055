"""The format of the public anime-offline-database: JSON (one object) or JSON Lines.

The JSON file is ``{"license": ..., "repository": ..., "lastUpdate": ..., "data": [anime, ...]}``,
the JSON Lines file has the same without ``data`` in its first line, and an anime in each further one.
An anime has ``sources`` (addresses of it elsewhere), ``title``, ``type``, ``episodes``, ``status``,
``animeSeason``, ``duration``, ``synonyms``, ``studios``, ``producers``, ``relatedAnime`` and ``tags``.
Pictures, scores and tags are not taken: tags are a mixture of genres, themes and much else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from films.imports.identity import by_trust
from films.imports.reading import UNREADABLE, Line, UnreadableFile, open_text, read_lines
from films.imports.titles import EAST_ASIAN, LONGEST, native_name, readable, single_line
from wiki.imports.nested import JOINED, BadRecord, Nested, Problem, Record

#: Minutes below which a film is short: this source's cut.
SHORT = 30
#: What is taken unless other types are asked for.
DEFAULT_TYPES = frozenset({"MOVIE"})
KINDS = {
    "MOVIE": "feature",
    "OVA": "ova",
    "SPECIAL": "special",
    "TV": "series",
    "ONA": "other",
    "UNKNOWN": "other",
}
#: Addresses and the site and identifier they stand for.
_ADDRESSES = (
    (re.compile(r"^https?://anilist\.co/anime/(\d+)"), "anilist"),
    (re.compile(r"^https?://myanimelist\.net/anime/(\d+)"), "mal"),
    (re.compile(r"^https?://anidb\.net/anime/(\d+)"), "anidb"),
    (re.compile(r"^https?://kitsu\.(?:app|io)/anime/(\d+)"), "kitsu"),
    (re.compile(r"^https?://(?:www\.)?anime-planet\.com/anime/([\w.-]+)"), "animeplanet"),
    (re.compile(r"^https?://(?:www\.)?livechart\.me/anime/(\d+)"), "livechart"),
    (re.compile(r"^https?://(?:www\.)?anisearch\.com/anime/(\d+)"), "anisearch"),
    (re.compile(r"^https?://animecountdown\.com/(\d+)"), "animecountdown"),
    (re.compile(r"^https?://simkl\.com/anime/(\d+)"), "simkl"),
    (re.compile(r"^https?://notify\.moe/anime/([\w-]+)"), "notify"),
    (
        re.compile(r"^https?://(?:www\.)?animenewsnetwork\.com/encyclopedia/anime\.php\?id=(\d+)"),
        "ann",
    ),
)


class OfflineDatabase:
    """Reads files of the anime-offline-database."""

    format = "offline-database"

    def __init__(
        self,
        files: list[Path],
        *,
        source: str = "",
        licence: str = "",
        people: Path | None = None,
        types: frozenset[str] = frozenset(),
    ) -> None:
        if people:
            raise UnreadableFile("--people goes with the record format only")
        self.files = files
        self.types = types or DEFAULT_TYPES
        header = metadata(files[0])
        self.source = source or "anime-offline-database"
        self.licence = licence or _licence(header)
        #: Which record each address belongs to, for relations: kept for the types that are taken.
        self.refs: dict[str, str] = {}

    def records(self) -> Iterator[Record | Problem]:
        """The anime of the wanted types, in the order of the files."""
        for item in self._items():
            if isinstance(item, Line) and self._is_wanted(item.data):
                sources = _addresses(item.data, "sources")
                self.refs.update(dict.fromkeys(sources, _ref(sources)))
        for item in self._items():
            if isinstance(item, Problem):
                yield item
            elif self._is_wanted(item.data):
                try:
                    yield self._record(item)
                except (BadRecord, TypeError, ValueError, AttributeError) as error:
                    yield Problem(item.place, f"{type(error).__name__}: {error}")

    def _items(self) -> Iterator[Line | Problem]:
        for path in self.files:
            yield from read_data(path)

    def _is_wanted(self, anime: dict[str, Any]) -> bool:
        return anime.get("type") in self.types

    def _record(self, line: Line) -> Record:
        anime = line.data
        title = single_line(str(anime.get("title") or ""))
        sources = _addresses(anime, "sources")
        ref = _ref(sources)
        if not title:
            raise BadRecord("the anime has no title")
        if not ref:
            raise BadRecord("the anime has no sources")
        links = [link for address in sources if (link := link_of(address))]
        stubs: dict[str, Nested] = {}
        minutes = _minutes(anime.get("duration"))
        kind = KINDS.get(str(anime.get("type")), "other")
        data = {
            "kind": "short" if kind == "feature" and minutes and minutes < SHORT else kind,
            "runtime": minutes if anime.get("type") != "TV" else None,
            "names": _names(title, anime.get("synonyms")),
            "releases": _releases(anime.get("animeSeason")),
            "company_credits": _companies(anime, stubs),
            "relations": self._relations(anime, ref),
            "links": [{"site": site, "value": value} for site, value in dict.fromkeys(links)],
        }
        former = tuple({"/".join(link) for link in links} - {ref})
        told = {k: v for k, v in data.items() if v}
        entry = Nested("film", ref, told, by_trust(links), former=former)
        return Record(line.place, entry, list(stubs.values()))

    def _relations(self, anime: dict[str, Any], own: str) -> list[dict[str, Any]]:
        """Relations to anime of these files. The source does not say of what kind they are."""
        others = dict.fromkeys(
            self.refs[address]
            for address in _addresses(anime, "relatedAnime")
            if self.refs.get(address, own) != own
        )
        return [{"kind": "other", "other": f"film:{ref}"} for ref in others]


def metadata(path: Path) -> dict[str, Any]:
    """What the head of a file says about it, without the anime."""
    with open_text(path) as file:
        start = file.read(65_536)
    head = start.split('"data"', 1)[0].rstrip().rstrip(",")
    for text in (start.split("\n", 1)[0], f"{head}}}"):
        try:
            found = json.loads(text)
        except ValueError:
            continue
        if isinstance(found, dict):
            return {k: v for k, v in found.items() if k != "data"}
    return {}


def read_data(path: Path) -> Iterator[Line | Problem]:
    """The anime of a file, one after another, in constant memory."""
    with open_text(path) as file:
        start = file.read(65_536)
    first_line = start.split("\n", 1)[0]
    if _is_json(first_line) and '"data"' not in first_line:
        for line in read_lines(path):
            if isinstance(line, Problem) or "sources" in line.data:
                yield line
        return
    try:
        yield from _array(path)
    except UNREADABLE as error:
        yield Problem(path.name, f"unreadable from here on: {error}")


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _array(path: Path) -> Iterator[Line | Problem]:
    """The objects of the array ``data`` of one big JSON object."""
    decoder = json.JSONDecoder()
    number = 0
    with open_text(path) as file:
        buffer = ""
        while not (found := re.search(r'"data"\s*:\s*\[', buffer)):
            more = file.read(65_536)
            if not more or len(buffer) > 4_000_000:
                yield Problem(path.name, 'no array "data"')
                return
            buffer += more
        at = found.end()
        while True:
            at = _skip(buffer, at)
            if at < len(buffer) and buffer[at] == "]":
                return
            try:
                item, end = decoder.raw_decode(buffer, at)
                if end == len(buffer):
                    raise ValueError  # a number may go on
            except ValueError:
                more = file.read(262_144)
                if not more or len(buffer) - at > 16_000_000:
                    yield Problem(f"{path.name}:data[{number}]", "unreadable from here on")
                    return
                buffer, at = buffer[at:] + more, 0
                continue
            place = f"{path.name}:data[{number}]"
            number += 1
            at = end
            yield Line(place, item) if isinstance(item, dict) else Problem(place, "no JSON object")


def _skip(buffer: str, at: int) -> int:
    """Past white space and commas."""
    while at < len(buffer) and buffer[at] in " \t\r\n,":
        at += 1
    return at


def link_of(address: str) -> tuple[str, str] | None:
    """The site and identifier that an address stands for, if it is one that we know."""
    for pattern, site in _ADDRESSES:
        match = pattern.match(address)
        if match:
            return site, match.group(1)
    return None


def _addresses(anime: dict[str, Any], name: str) -> list[str]:
    value = anime.get(name)
    return [a for a in value if isinstance(a, str)] if isinstance(value, list) else []


def _ref(sources: list[str]) -> str:
    """The most trusted identifier, which stays when addresses are added."""
    links = by_trust([link for address in sources if (link := link_of(address))])
    if links:
        return "/".join(links[0])
    return sources[0][:200] if sources else ""


def _licence(header: dict[str, Any]) -> str:
    licence = header.get("license")
    named = licence.get("name") if isinstance(licence, dict) else licence
    parts = [named, header.get("repository"), header.get("lastUpdate")]
    return ", ".join(part for part in parts if isinstance(part, str))[:300]


def _minutes(duration: Any) -> int | None:
    if not isinstance(duration, dict) or not isinstance(duration.get("value"), int | float):
        return None
    per_minute = {"SECONDS": 60, "MINUTES": 1, "HOURS": 1 / 60}.get(str(duration.get("unit")))
    minutes = round(duration["value"] / per_minute) if per_minute else 0
    return minutes if 1 <= minutes <= 6000 else None


def _names(title: str, synonyms: Any) -> list[dict[str, Any]]:
    """The title, shown, and the synonyms; nothing is said of their languages."""
    names: list[dict[str, Any]] = [{"text": title[:LONGEST], "kind": "official", "display": True}]
    seen = {readable(title)}
    for text in synonyms if isinstance(synonyms, list) else ():
        text = single_line(text) if isinstance(text, str) else ""
        if text and len(text) <= LONGEST and readable(text) not in seen:
            seen.add(readable(text))
            names.append({"text": text, "kind": "alias"})
    return names


def _releases(season: Any) -> list[dict[str, Any]]:
    year = season.get("year") if isinstance(season, dict) else None
    return [{"date": str(year)}] if isinstance(year, int) and 1800 <= year <= 2200 else []


def _companies(anime: dict[str, Any], stubs: dict[str, Nested]) -> list[dict[str, Any]]:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for field, role in (("studios", "animation"), ("producers", "production")):
        for name in anime.get(field) or ():
            name = single_line(name) if isinstance(name, str) else ""
            if not name or len(name) > 200:
                continue
            named = native_name(name)
            if not EAST_ASIAN.search(name):
                named["language"] = "en"
            company = Nested("company", name, {"names": [named]}, (), (JOINED,))
            stubs.setdefault(company.token, company)
            rows.setdefault((role, name), {"role": role, "company": company.token})
    return list(rows.values())
