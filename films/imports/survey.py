"""A first look through record files: what a single record does not tell.

Which works have several films (they are franchises), what those are called, and what the firms that
films name mainly do. It is kept per work and firm, not per film.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from films.imports.staff import firm_role, printed_name
from films.imports.titles import native_name, single_line
from wiki.imports.nested import JOINED, Nested

_BREAK = re.compile(r"[\s　・～~〜\-－―:：「『（(!！?？★☆]")
_KINDS = (
    ("製作委員会", "committee"),
    ("放送", "broadcaster"),
    ("テレビ", "broadcaster"),
    ("出版", "publisher"),
    ("書店", "publisher"),
    ("新聞社", "publisher"),
    ("レコード", "music"),
    ("ミュージック", "music"),
)


@dataclass(slots=True)
class Work:
    """A work that films share: how many, what their titles begin with, and the first of them."""

    films: int
    prefix: str
    first: tuple[str, str]


class Survey:
    """What the first look finds."""

    def __init__(self) -> None:
        self.works: dict[str, Work] = {}
        self._studios: set[str] = set()
        self._distributors: set[str] = set()

    def add(self, record: dict[str, Any]) -> None:
        """Look at one record."""
        for name in distributors(record):
            self._distributors.add(name)
        for item in listed(record, "companies"):
            name = printed_name(item.get("name"))
            if firm_role(item.get("role_ja"), name)[0] == "animation":
                self._studios.add(name)
        self._studios.update(n for n in record.get("studios") or () if isinstance(n, str))
        key = record.get("madb_work")
        title = single_line(str(record.get("title_ja") or record.get("title") or ""))
        if not isinstance(key, str) or not title:
            return
        first = (str(record.get("date") or record.get("year") or "9999"), title)
        work = self.works.get(key)
        if work is None:
            self.works[key] = Work(1, title, first)
        else:
            work.films += 1
            work.prefix = _common(work.prefix, title)
            work.first = min(work.first, first)

    def is_shared(self, key: Any) -> bool:
        """Whether several films are of one work."""
        return isinstance(key, str) and key in self.works and self.works[key].films > 1

    def franchise(self, key: str) -> Nested:
        """The franchise of a work: named by what its titles have in common, else by the first."""
        work = self.works[key]
        name = _whole_words(work.prefix, work.first[1]) or work.first[1]
        return Nested("franchise", key, {"names": [native_name(name)]}, (), (JOINED,))

    def company(self, name: str) -> Nested:
        """The firm of that name."""
        kind = next((kind for word, kind in _KINDS if word in name), "")
        if not kind and name in self._studios:
            kind = "studio"
        elif not kind:
            kind = "distributor" if name in self._distributors else "producer"
        return Nested("company", name, {"kind": kind, "names": [native_name(name)]}, (), (JOINED,))


def _common(one: str, other: str) -> str:
    """What both begin with."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    return one[:same]


def _whole_words(prefix: str, title: str) -> str:
    """``prefix`` cut back to the end of a word of ``title``; empty when little is left."""
    rest = title[len(prefix) :]
    if rest and not _BREAK.match(rest) and not (prefix and _BREAK.match(prefix[-1])):
        found = list(_BREAK.finditer(prefix))
        prefix = prefix[: found[-1].start()] if found else ""
    prefix = re.sub(r"[\s　・～~〜\-－―:：「『（(★☆]+$", "", prefix)
    return prefix if len(prefix) > 1 and prefix not in ("劇場版", "映画", "THE", "The") else ""


def distributors(record: dict[str, Any]) -> list[str]:
    """The firms that brought a film out."""
    text = record.get("distributor")
    if not isinstance(text, str):
        return []
    return [name for part in text.split(" / ") if (name := printed_name(part))]


def listed(record: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects of a list of the record, if it has one."""
    value = record.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
