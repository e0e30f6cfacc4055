"""`manage.py export_catalogue`: write the whole catalogue to a file that Genga reads again."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries

from films.imports.genga import dump
from wiki.snapshots import one_moment


class Command(BaseCommand):
    """Write a dump; the same catalogue gives the same bytes."""

    help = (
        "Write every entry, hidden ones too, as JSON Lines that import_catalogue reads. "
        "A file called *.gz is compressed; - is the standard output. History, submissions and "
        "accounts are not in it: for those, back up the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--source", default="genga", help="the name of the source (genga)")
        parser.add_argument("--licence", default="", help="the licence to note in the file")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        entries = -1  # the header is no entry
        try:
            with one_moment(), _written(options["file"]) as file:
                for line in dump(source=options["source"], licence=options["licence"]):
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
                    entries += 1
                    reset_queries()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror or error}") from error
        seconds = time.monotonic() - started
        self.stderr.write(f"{entries:,} entries in {seconds:.1f} s: {options['file']}")


@contextlib.contextmanager
def _written(name: str) -> Iterator[IO[str]]:
    """A file to write to; it takes its name when it is complete."""
    if name == "-":
        yield sys.stdout
        return
    path = Path(name)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as raw:
            # No name and no time inside: the same catalogue gives the same bytes.
            packed = gzip.GzipFile("", "wb", 6, raw, 0) if name.endswith(".gz") else None
            with io.TextIOWrapper(packed or raw, encoding="utf-8", newline="\n") as file:
                yield file
                file.flush()
                if packed:
                    packed.close()
                raw.flush()
                os.fsync(raw.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
