"""Running the commands in tests, and files for them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from films.models import Film
from wiki import documents
from wiki.changesets import Fields

SAMPLES = Path(__file__).parent / "samples"
RECORDS = SAMPLES / "films.jsonl"
PEOPLE = SAMPLES / "people.jsonl"
DUMP = [SAMPLES / "dump-films.jsonl", SAMPLES / "dump-people.jsonl"]
HEADER = {"genga": 1, "source": "sample", "licence": "CC0-1.0"}


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and the error that it ended with."""

    said: str
    told: str
    error: str

    def counted(self, outcome: str) -> str:
        """What the summary says of an outcome: ``counted("created")``."""
        line = next(line for line in self.said.splitlines() if line.startswith(f"  {outcome}: "))
        return line.partition(": ")[2]


def load(*files: Path, **options: Any) -> Outcome:
    """Import files."""
    return command("import_catalogue", *map(str, files), **options)


def command(name: str, *arguments: str, **options: Any) -> Outcome:
    """Run a command, and keep what it says."""
    said, told, error = io.StringIO(), io.StringIO(), ""
    try:
        call_command(name, *arguments, stdout=said, stderr=told, **options)
    except CommandError as raised:
        error = str(raised)
    return Outcome(said.getvalue(), told.getvalue(), error)


def dump_file(folder: Path, entries: Iterable[dict[str, Any]], name: str = "dump.jsonl") -> Path:
    """A dump of the source “sample” with these entries."""
    return lines_file(folder, [HEADER, *entries], name)


def lines_file(folder: Path, lines: Iterable[Any], name: str) -> Path:
    """A file with one JSON value a line; text goes in as it is."""
    path = folder / name
    texts = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines)
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def sample_records() -> list[dict[str, Any]]:
    """The records of the sample, to be changed."""
    return [json.loads(line) for line in RECORDS.read_text(encoding="utf-8").splitlines()]


def told_film(ref: str, title: str, **more: Any) -> dict[str, Any]:
    """A film as a dump tells it."""
    names = [{"text": title, "language": "en", "display": True}]
    return {"type": "film", "ref": ref, "names": names, **more}


def rows(film: Film, part: str) -> list[Fields]:
    """The rows of one part of a film's page, in order, without their empty values."""
    page = documents.load_one(film)
    return [
        {name: value for name, value in fields.items() if value not in ("", None, False, [], 0)}
        for key, fields in page.items()
        if key.startswith(f"{part}:")
    ]


def labelled(film: Film, part: str, field: str) -> list[str]:
    """The titles of the entries that rows of a part point at, in order."""
    keys = [row[field] for row in rows(film, part)]
    labels = documents.labels(keys)
    return [labels[key].title for key in keys]


def lighthouse() -> Film:
    """The first film of the sample."""
    return Film.objects.get(links__site="anilist", links__value="900001")


def changed(folder: Path, **fields: object) -> Path:
    """The sample with other values in its first record."""
    records = sample_records()
    records[0].update(fields)
    return lines_file(folder, records, "films.jsonl")
