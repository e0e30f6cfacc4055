"""Files of records: plain or gzip, one JSON object a line, read as a stream."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from wiki.imports.nested import Problem

#: What files of records are called; others in a folder are passed over.
ENDINGS = (".jsonl", ".json", ".jsonl.gz", ".json.gz", ".ndjson", ".ndjson.gz")
#: Longer lines are no records.
LONGEST_LINE = 16 * 1024 * 1024


#: What reading a damaged file raises.
UNREADABLE = (OSError, EOFError, UnicodeDecodeError, zlib.error)


class UnreadableFile(Exception):
    """A file that is missing, or of no format that we know."""


@dataclass(frozen=True, slots=True)
class Line:
    """One object of a file, and where it stands."""

    place: str
    data: dict[str, Any]


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files that ``paths`` name: themselves, and the record files of folders, by name.

    Raises ``UnreadableFile``.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            own = sorted(p for p in path.iterdir() if p.name.endswith(ENDINGS) and p.is_file())
            if not own:
                raise UnreadableFile(f"{path}: no files of records in this folder")
            found += own
        elif path.is_file():
            found.append(path)
        else:
            raise UnreadableFile(f"{path}: no such file")
    return found


def open_text(path: Path) -> IO[str]:
    """Open a file of UTF-8 for reading, decompressed if need be."""
    with path.open("rb") as start:
        packed = start.read(2) == b"\x1f\x8b"
    raw: Any = gzip.GzipFile(path) if packed else path.open("rb")
    return io.TextIOWrapper(raw, encoding="utf-8-sig", errors="strict", newline="\n")


def read_lines(path: Path) -> Iterator[Line | Problem]:
    """The objects of a file with one JSON object a line; what is none is a ``Problem``."""
    number = 0
    try:
        with open_text(path) as file:
            while text := file.readline(LONGEST_LINE):
                number += 1
                place = f"{path.name}:{number}"
                if not text.strip():
                    continue
                try:
                    data = json.loads(text)
                except ValueError as error:
                    yield Problem(place, f"no JSON: {error}")
                    continue
                if isinstance(data, dict):
                    yield Line(place, data)
                else:
                    yield Problem(place, "no JSON object")
    except UNREADABLE as error:
        yield Problem(f"{path.name}:{number + 1}", f"unreadable from here on: {error}")


def first_object(path: Path) -> dict[str, Any]:
    """The first line's object, or an empty one where the first line is none."""
    for line in read_lines(path):
        return line.data if isinstance(line, Line) else {}
    return {}
