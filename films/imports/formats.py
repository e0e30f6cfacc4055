"""Finding out what a file is, and the reader for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from films.imports.genga import GengaDump
from films.imports.offline_database import OfflineDatabase, metadata
from films.imports.reading import UNREADABLE, UnreadableFile, find_files, first_object
from films.imports.records import FilmRecords
from wiki.imports.nested import Problem, Record

AUTO = "auto"


class Reader(Protocol):
    """Reads files of one format."""

    format: str
    source: str
    licence: str
    files: list[Path]

    def records(self) -> Iterator[Record | Problem]:
        """What the files say, one record after another."""


READERS: dict[str, Any] = {
    reader.format: reader for reader in (FilmRecords, OfflineDatabase, GengaDump)
}


def open_reader(paths: Iterable[Path], *, name: str = AUTO, **options: Any) -> Reader:
    """The reader for the files that ``paths`` name. Raises ``UnreadableFile``."""
    files = find_files(paths)
    found = {recognise(path) for path in files} if name == AUTO else {name}
    if len(found) > 1:
        raise UnreadableFile(f"files of several formats: {', '.join(sorted(found))}")
    return READERS[found.pop()](files, **options)


def recognise(path: Path) -> str:
    """The name of a file's format. Raises ``UnreadableFile`` for one that we do not know."""
    start = first_object(path)
    if "genga" in start:
        return GengaDump.format
    if "id" in start and "titles" in start:
        return FilmRecords.format
    if "sources" in start or {"repository", "lastUpdate"} & {*start, *_metadata(path)}:
        return OfflineDatabase.format
    raise UnreadableFile(f"{path}: no format that Genga knows; see --format")


def _metadata(path: Path) -> dict[str, Any]:
    try:
        return metadata(path)
    except UNREADABLE as error:
        raise UnreadableFile(f"{path}: {error}") from error
