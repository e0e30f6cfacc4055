"""The people file: kana readings, Latin spellings and dates for the names that films print.

JSON Lines: ``{"name": "山寺宏一", "kind": "person", "names": [{"text": ..., "lang": ...}], ...}``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from films.imports.identity import by_trust
from films.imports.reading import Line, read_lines
from films.imports.staff import is_firm, printed_name
from films.imports.titles import LONGEST, language, native_name, readable, single_line
from wiki.imports.nested import BESIDE, NATIVE, Nested, Problem

_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
#: What names of people look like: mostly Chinese characters, and few.
_SOMEBODY = re.compile(r"^[\u4e00-\u9fff々]{2,4} ?[\u3040-\u30ff\u4e00-\u9fff々]{0,4}$")
#: Signs of notes and lists of names, which are no name.
_NO_NAME = re.compile(r"[＝=、，,（()）/／;；]")


class People:
    """What is known of names, by the name as films print it."""

    def __init__(self, path: Path | None = None) -> None:
        self.known: dict[str, dict[str, Any]] = {}
        self._persons: set[str] = set()
        self.problems: list[Problem] = []
        for line in read_lines(path) if path else ():
            if isinstance(line, Line) and isinstance(line.data.get("name"), str):
                kept = {k: v for k, v in line.data.items() if k not in ("roles", "credits", "name")}
                name = printed_name(line.data["name"])
                if kept.get("kind") == "person":
                    self._persons.add(name)
                if kept.get("kind") != "person" or len(kept) > 1:
                    self.known[name] = kept
            else:
                place = line.place
                reason = line.reason if isinstance(line, Problem) else "no name"
                self.problems.append(Problem(place, reason))

    def is_firm(self, name: str) -> bool:
        """Whether a name is a firm's: the file says so, or the name."""
        known = self.known.get(name)
        return is_firm(name) or bool(known and str(known.get("kind")).startswith("organisation"))

    def is_person(self, name: str) -> bool:
        """Whether a name that stands among firms is somebody's."""
        return name in self._persons and not is_firm(name) and bool(_SOMEBODY.match(name))

    def stub(self, name: str) -> Nested:
        """The person of that name."""
        known = self.known.get(name, {})
        data: dict[str, Any] = {"names": _names(name, known.get("names"))}
        links = [(site, value) for site in ("wikidata", "madb") if (value := _id(known.get(site)))]
        for ours, theirs in (("born", "birth"), ("died", "death")):
            if isinstance(known.get(theirs), str) and _DATE.match(known[theirs]):
                data[ours] = known[theirs]
        if links:
            data["links"] = [{"site": site, "value": value} for site, value in links]
        return Nested("person", name, data, by_trust(links), (BESIDE, NATIVE))


def _id(value: Any) -> str:
    """An identifier, where there is one and no more."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else ""
    return value if isinstance(value, str) and len(value) <= 40 else ""


def _names(name: str, spellings: Any) -> list[dict[str, Any]]:
    """The printed name, shown; then its spellings."""
    names = [native_name(name)]
    seen = {readable(name)}
    kinds: set[str] = set()
    for item in spellings if isinstance(spellings, list) else ():
        text = single_line(str(item.get("text", ""))) if isinstance(item, dict) else ""
        if not text or len(text) > LONGEST or _NO_NAME.search(text) or readable(text) in seen:
            continue
        seen.add(readable(text))
        tag = language(item.get("lang"))
        kind = {"ja-Latn": "romaji", "ja-Hrkt": "kana"}.get(tag, "alias")
        if kind in kinds:
            kind = "alias"
        kinds.add(kind)
        names.append(
            {"text": text, "language": tag, "kind": kind} if tag else {"text": text, "kind": kind}
        )
    return names
