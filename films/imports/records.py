"""The record format: JSON Lines, one film a line, with titles, credits, cast and identifiers.

What a line may hold: ``id``, ``kind``, ``title``, ``titles``, ``date`` or ``year``, ``country``,
``runtime_min``, ``genres``, ``ids``, ``official_site``, ``credits``, ``cast``, ``companies``,
``studios``, ``distributor``, ``songs``, ``original_work``, ``streaming``, ``madb_work``.

People, firms, genres and services are joined by their printed name within a source; characters by
their name within a film, or within the films of one work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from films.imports.identity import by_trust
from films.imports.people import People
from films.imports.reading import Line, read_lines
from films.imports.staff import firm_role, printed_name, roles
from films.imports.survey import Survey, distributors, listed
from films.imports.titles import film_names, native_name, single_line
from films.sites import SITES
from wiki.imports.nested import BESIDE, JOINED, BadRecord, Nested, Problem, Record

#: A film is short below this many minutes.
SHORT = 40
KINDS = {"movie": "feature", "ova": "ova", "tv": "series", "special": "special", "web": "other"}
#: How a record is called by the identifier that it has at a site.
_PREFIXES = {"anilist": "al", "bangumi": "bgm", "madb": "madb-"}
_SONG = re.compile(
    r"^\[?(OP|ED|IS|オープニング|エンディング|主題歌|挿入歌)[^「『]{0,12}[「『]([^」』]+)[」』](.*)$"
)
_SONG_KINDS = {
    "OP": "opening", "オープニング": "opening", "ED": "ending", "エンディング": "ending",
    "IS": "insert", "挿入歌": "insert", "主題歌": "theme",
}  # fmt: skip


class FilmRecords:
    """Reads record files."""

    format = "records"

    def __init__(
        self,
        files: list[Path],
        *,
        source: str = "",
        licence: str = "",
        people: Path | None = None,
        types: frozenset[str] = frozenset(),
    ) -> None:
        self.files = files
        self.source = source or files[0].name.split(".")[0]
        self.licence = licence
        self.people_file = people
        self.types = types
        self.people = People()
        self.survey = Survey()

    def records(self) -> Iterator[Record | Problem]:
        """The films, each with the people, characters and firms it names."""
        self.people = People(self.people_file)
        yield from self.people.problems
        for path in self.files:
            for line in read_lines(path):
                if isinstance(line, Line):
                    self.survey.add(line.data)
        for path in self.files:
            for line in read_lines(path):
                if isinstance(line, Problem):
                    yield line
                elif not self.types or line.data.get("kind") in self.types:
                    yield self._record(line)

    def _record(self, line: Line) -> Record | Problem:
        try:
            return Telling(line.data, self.people, self.survey).record(line.place)
        except (BadRecord, TypeError, ValueError, AttributeError, KeyError) as error:
            return Problem(line.place, f"{type(error).__name__}: {error}")


class Telling:
    """One record on its way to a nested film and stubs of what it names."""

    def __init__(self, record: dict[str, Any], people: People, survey: Survey) -> None:
        self.source = record
        self.people = people
        self.survey = survey
        self.stubs: dict[str, Nested] = {}
        self.firms: dict[tuple[str, str], dict[str, Any]] = {}

    def record(self, place: str) -> Record:
        """The whole record. Raises ``BadRecord`` for one without an id or a title."""
        source = self.source
        ref, title = source.get("id"), source.get("title")
        if not isinstance(ref, str) or not ref:
            raise BadRecord("the record has no id")
        if not isinstance(title, str) or not title.strip():
            raise BadRecord("the record has no title")
        self.ref = ref
        links = self._links()
        data = self._facts() | {
            "names": film_names(listed(source, "titles"), title=single_line(title)),
            "releases": self._releases(),
            "credits": self._credits(),
            **self._voices(),
            "songs": self._songs(),
            "availabilities": self._availabilities(),
            "memberships": self._memberships(),
            "links": [{"site": site, "value": value} for site, value in links],
        }
        self._company_credits()
        data["company_credits"] = list(self.firms.values())
        told = {k: v for k, v in data.items() if v}
        former = tuple(
            ref
            for site, value in links
            if (ref := f"{_PREFIXES.get(site, site)}{value}") != self.ref
        )
        entry = Nested("film", self.ref, told, by_trust(links), former=former)
        return Record(place, entry, list(self.stubs.values()))

    def _name(self, nested: Nested) -> str:
        """The reference to something that has a page of its own."""
        self.stubs.setdefault(nested.token, nested)
        return nested.token

    def _facts(self) -> dict[str, Any]:
        source = self.source
        minutes = source.get("runtime_min")
        kind = KINDS.get(str(source.get("kind")), "other")
        if kind == "feature" and isinstance(minutes, int) and 0 < minutes < SHORT:
            kind = "short"
        country = source.get("country")
        work = re.sub(r"\[原作\]\s*", "", single_line(str(source.get("original_work") or "")))
        return {
            "kind": kind,
            "country": country,
            "original_language": "ja" if country == "JP" else "",
            "runtime": minutes,
            "source_work": work[:300],
            "genres": [
                self._name(_by_name("genre", name))
                for name in source.get("genres") or ()
                if isinstance(name, str) and name
            ],
        }

    def _links(self) -> list[tuple[str, str]]:
        ids = self.source.get("ids") or {}
        links = [(site, str(value)) for site, value in ids.items() if site in SITES and value]
        address = self.source.get("official_site")
        if isinstance(address, str) and address.startswith(("https://", "http://")):
            links.append(("official", address[:300]))
        return links

    def _releases(self) -> list[dict[str, Any]]:
        source = self.source
        date = source.get("date") or str(source.get("year") or "")
        firms = distributors(source)
        if not date and not firms:
            return []
        release: dict[str, Any] = {"country": source.get("country") or "JP", "date": date}
        if "madb" in (source.get("ids") or {}):
            release["medium"] = "cinema"  # the only films that MADB lists
        if firms:
            release["distributor"] = self._name(self.survey.company(firms[0]))
        return [release]

    def _credits(self) -> list[dict[str, Any]]:
        rows: dict[tuple[str, ...], dict[str, Any]] = {}
        firms = [item for item in listed(self.source, "companies") if self._is_somebody(item)]
        for item in (*listed(self.source, "credits"), *firms):
            name = printed_name(item.get("name"))
            if not name:
                continue
            note = " / ".join(str(item[k]) for k in ("segment", "note") if item.get(k))[:300]
            if self.people.is_firm(name):
                self._firm(item.get("role_ja"), name, note)
                continue
            person = self._name(self.people.stub(name))
            for role, text in roles(item.get("role_ja") or "製作", item.get("role")):
                row = {"role": role, "role_text": text, "person": person, "note": note}
                rows.setdefault((role, text, person, note), row)
        return list(rows.values())

    def _is_somebody(self, item: dict[str, Any]) -> bool:
        """Whether a person stands among the firms, as producers of old films do."""
        return self.people.is_person(printed_name(item.get("name")))

    def _firm(self, printed: Any, name: str, note: str = "") -> None:
        """Add what a firm did; the unique pair of role and firm stands once."""
        role, text = firm_role(printed, name)
        company = self._name(self.survey.company(name))
        row = {
            "role": role,
            "company": company,
            "note": " / ".join(n for n in (text, note) if n)[:300],
        }
        self.firms.setdefault((role, company), row)

    def _company_credits(self) -> None:
        source = self.source
        for item in listed(source, "companies"):
            name = printed_name(item.get("name"))
            if name and not self._is_somebody(item):
                self._firm(item.get("role_ja"), name)
        if not any(role == "animation" for role, _company in self.firms):
            for name in source.get("studios") or ():
                if isinstance(name, str) and name.strip():
                    self._firm("アニメーション制作", single_line(name))
        for name in distributors(source)[1:]:
            self._firm("配給", name)

    def _voices(self) -> dict[str, Any]:
        """Dub versions, and characters with their voices."""
        dubs: dict[str, dict[str, Any]] = {}
        appearances: dict[str, dict[str, Any]] = {}
        for item in listed(self.source, "cast"):
            character, actor = printed_name(item.get("character")), printed_name(item.get("actor"))
            if not character:
                continue
            token = self._name(self._character(character))
            row = appearances.setdefault(token, {"character": token, "voices": []})
            tag = str(item.get("language") or "ja")
            dub = {"ref": tag, "language": tag, "original": tag == "ja"}
            if tag == "ja":
                dub["country"] = "JP"
            if not actor:
                continue
            dubs.setdefault(tag, dub)
            person = self._name(self.people.stub(actor))
            note = " / ".join(str(item[k]) for k in ("segment", "note") if item.get(k))[:300]
            voice = {"dub": f"dubversion:{tag}", "person": person, "note": note}
            if not any((v["dub"], v["person"]) == (voice["dub"], person) for v in row["voices"]):
                row["voices"].append(voice)
        return {"dubs": list(dubs.values()), "appearances": list(appearances.values())}

    def _character(self, name: str) -> Nested:
        work = self.source.get("madb_work")
        owner = work if self.survey.is_shared(work) else self.ref
        return Nested("character", f"{owner}/{name}", {"names": [native_name(name)]}, (), (BESIDE,))

    def _songs(self) -> list[dict[str, Any]]:
        """Songs that are printed simply: OP「title」 and what follows."""
        rows = []
        for text in str(self.source.get("songs") or "").split(" / "):
            match = _SONG.match(text.strip())
            if match:
                word, title, rest = match.groups()
                name = {"text": title.strip(), "language": "ja", "display": True}
                note = single_line(rest).strip(" /")[:300]
                if name["text"]:
                    rows.append({"kind": _SONG_KINDS[word], "names": [name], "note": note})
        return rows

    def _availabilities(self) -> list[dict[str, Any]]:
        rows: dict[str, dict[str, Any]] = {}
        for item in listed(self.source, "streaming"):
            name, code = item.get("service"), item.get("code")
            if not isinstance(name, str) or not isinstance(code, str):
                continue
            row = {
                "service": self._name(_by_name("service", single_line(name), ref=code)),
                "countries": item.get("regions") or [],
                "url": item.get("url") or "",
                "since": item.get("since") or "",
            }
            rows.setdefault(repr(row), row)
        return list(rows.values())

    def _memberships(self) -> list[dict[str, Any]]:
        work = self.source.get("madb_work")
        if not isinstance(work, str) or not self.survey.is_shared(work):
            return []
        return [{"franchise": self._name(self.survey.franchise(work))}]


def _by_name(type_name: str, name: str, *, ref: str = "") -> Nested:
    """Something that is known by its name everywhere: a genre, a service."""
    names = [native_name(name)]
    if "language" not in names[0]:
        names[0]["language"] = "en"
    return Nested(type_name, ref or name, {"names": names}, (), (JOINED,))
