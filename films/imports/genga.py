"""Genga's own dump: JSON Lines of nested entries (``wiki.imports.nested``).

The first line of each file says what it is::

    {"genga": 1, "source": "genga-demo", "licence": "CC0-1.0"}

Entries follow in any order, in any file. ``export_catalogue`` adds ``"ids": true``: its ``ref`` are
the entries' ids, which an import into a database without other entries keeps.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models

from films.imports.identity import by_trust
from films.imports.reading import Line, UnreadableFile, first_object, read_lines
from wiki import documents
from wiki.entry_types import EntryType, registry
from wiki.imports.nested import NAME, NATIVE, Nested, Problem, Record, nest
from wiki.models import ImportedRecord

VERSION = 1
#: Entries that are read from the database at once.
BATCH = 200
#: How entries of a type are recognised besides their links.
MATCH = {
    "person": (NATIVE,),
    **dict.fromkeys(("company", "franchise", "genre", "theme", "thing", "service"), (NAME,)),
}


class GengaDump:
    """Reads dumps. All files must come from one source."""

    format = "genga"

    def __init__(
        self,
        files: list[Path],
        *,
        source: str = "",
        licence: str = "",
        people: Path | None = None,
        types: frozenset[str] = frozenset(),
    ) -> None:
        if people or types:
            raise UnreadableFile("--people and --types are not for Genga's own dump")
        self.files = files
        headers = [first_object(path) for path in files]
        for path, header in zip(files, headers, strict=True):
            if header.get("genga") != VERSION:
                raise UnreadableFile(f"{path}: no Genga dump of version {VERSION}")
        sources = {str(header.get("source") or "genga") for header in headers}
        if len(sources) > 1 and not source:
            raise UnreadableFile(f"files of several sources: {', '.join(sorted(sources))}")
        self.source = source or sources.pop()
        self.licence = licence or "; ".join(
            sorted({str(header["licence"]) for header in headers if header.get("licence")})
        )
        self.has_ids = all(header.get("ids") is True for header in headers)

    def records(self) -> Iterator[Record | Problem]:
        """The entries: first those that others refer to, whatever their order in the files."""
        free = _free_of_others(self.source) if self.has_ids else set()
        for at, level in enumerate(_levels()):
            for path in self.files:
                for line in read_lines(path):
                    if isinstance(line, Problem):
                        if at == 0:
                            yield line
                    elif "genga" not in line.data:
                        yield from self._record(line, level, free, first=at == 0)

    def _record(
        self, line: Line, level: set[str], free: set[str], *, first: bool
    ) -> Iterator[Record | Problem]:
        name, ref = line.data.get("type"), line.data.get("ref")
        if (
            not isinstance(name, str)
            or name not in registry
            or not isinstance(ref, str | int)
            or ref in ("", True, False)
        ):
            if first:
                yield Problem(line.place, f"no entry: type {name!r}, ref {ref!r}")
            return
        if name not in level:
            return
        ref = str(ref)
        if len(ref) > 200:
            yield Problem(line.place, "the ref is longer than 200 characters")
            return
        keep = name in free and ref.isdecimal() and ref.isascii()
        identity = () if keep else _identity(line.data)
        match = () if keep else MATCH.get(name, ())
        yield Record(line.place, Nested(name, ref, line.data, identity, match, keep))


def _identity(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The identifiers at other sites that an entry lists."""
    links = data.get("links")
    return by_trust(
        [
            (link["site"], link["value"])
            for link in (links if isinstance(links, list) else ())
            if isinstance(link, dict)
            and isinstance(link.get("site"), str)
            and isinstance(link.get("value"), str)
        ]
    )


def _levels() -> list[set[str]]:
    """Entry types in groups: the first refer to no other type, the second to any."""
    simple = {
        entry_type.name
        for entry_type in registry
        if all(
            spec.target == entry_type.name or spec.target not in registry
            for shape in entry_type.walk()
            for spec in shape.references
        )
    }
    return [simple, {entry_type.name for entry_type in registry} - simple]


def _free_of_others(source: str) -> set[str]:
    """The types whose entries have all come from this source with their ids: ids can be kept."""
    free = set()
    for entry_type in registry:
        own = ImportedRecord.objects.filter(
            source=source,
            entry_type=entry_type.name,
            ref=models.functions.Cast("entry_id", models.CharField()),
        )
        if own.count() == entry_type.model._base_manager.count():
            free.add(entry_type.name)
    return free


def dump(*, source: str, licence: str) -> Iterator[dict[str, Any]]:
    """The whole catalogue as a dump, hidden entries too: the header, then entry by entry."""
    header: dict[str, Any] = {"genga": VERSION, "source": source}
    if licence:
        header["licence"] = licence
    yield header | {"ids": True}
    for name in registry.write_order():
        if name in registry:
            yield from _entries(registry[name])


def _entries(entry_type: EntryType) -> Iterator[dict[str, Any]]:
    last = 0
    while True:
        rows = entry_type.model._base_manager.filter(pk__gt=last).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        last = ids[-1]
        pages = documents.load(entry_type, ids)
        for pk in ids:
            key = f"{entry_type.name}:{pk}"
            yield nest(entry_type, key, pages[key])
