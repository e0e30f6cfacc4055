"""`manage.py import_catalogue`: bring films and what belongs to them in from files."""

from __future__ import annotations

import contextlib
import itertools
import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, reset_queries, transaction

from films.imports.formats import AUTO, READERS, Reader, open_reader
from films.imports.reading import UnreadableFile
from wiki.entry_types import registry
from wiki.imports.nested import Problem, Record
from wiki.imports.run import Importer, Report

DESCRIPTION = """\
Read films, and the people, characters, companies and genres they name, from files.

Each batch becomes one revision of the history, with the source and its licence. Reading the same
file again changes nothing; a newer file changes what its source has changed. Where a person has
edited the same fact, the page keeps it, and the source's value waits for a moderator. An import that
was stopped goes on where it was when it is started again.
"""

#: Facts left out that are listed one by one.
SHOWN = 20


class Command(BaseCommand):
    """Read files, import what they hold, say what was done."""

    help = DESCRIPTION

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("files", nargs="+", type=Path, metavar="FILE", help="a file, or a folder of files")
        add("--format", choices=(AUTO, *READERS), default=AUTO, help="what the files are (auto)")
        add("--people", type=Path, help="records: a file of readings and spellings of names")
        add(
            "--types",
            default="",
            help="which types to take, with commas: MOVIE (the default), OVA, SPECIAL, TV, ONA of "
            "the offline database; movie, ova, tv of records (all)",
        )
        add("--source", default="", help="the name of the source; the files' own by default")
        add("--licence", default="", help="the licence to note; the files' own by default")
        add("--batch", type=int, default=100, help="records in one revision (100)")
        add("--limit", type=int, help="stop after this many records")
        add("--dry-run", action="store_true", help="say what would be done, and write nothing")
        add(
            "--restart",
            action="store_true",
            help="look at every record again, also at those that have not changed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"] < 1:
            raise CommandError("--batch must be at least 1.")
        try:
            reader = open_reader(
                options["files"],
                name=options["format"],
                source=options["source"],
                licence=options["licence"],
                people=options["people"],
                types=frozenset(filter(None, options["types"].split(","))),
            )
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        self.started = time.monotonic()
        self.shown = 0.0
        self.told: Counter[str] = Counter()
        self.verbosity = options["verbosity"]
        importer = Importer(
            reader.source,
            sources=_sources(reader),
            batch=options["batch"],
            again=options["restart"],
            told=self._tell,
            after_batch=self._progress,
        )
        records: Iterator[Record | Problem] = reader.records()
        if options["limit"] is not None:
            records = itertools.islice(records, options["limit"])
        try:
            with transaction.atomic() if options["dry_run"] else _nothing():
                importer.run(records)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except KeyboardInterrupt:
            self._summary(importer.report, reader, dry_run=options["dry_run"])
            raise CommandError("Stopped. Start it again to go on.", returncode=130) from None
        if not options["dry_run"]:
            _refresh_statistics()
        self._summary(importer.report, reader, dry_run=options["dry_run"])
        if importer.report.failed:
            raise CommandError(
                f"{importer.report.skipped.total():,} records were skipped; see above."
            )
        if not importer.report.read:
            raise CommandError("No records were found.")

    def _tell(self, kind: str, problem: Problem) -> None:
        self.told[kind] += 1
        if kind == "left out" and self.told[kind] > SHOWN and self.verbosity < 2:
            if self.told[kind] == SHOWN + 1:
                self.stderr.write("More facts are left out; --verbosity 2 names all.")
            return
        self.stderr.write(f"{problem.place}: {kind}: {problem.reason}")

    def _progress(self, report: Report) -> None:
        reset_queries()  # while debugging, Django keeps every statement
        now = time.monotonic()
        if now - self.shown < (0.5 if sys.stderr.isatty() else 5):
            return
        self.shown = now
        text = f"{report.read:,} records, {report.read / (now - self.started):,.0f} a second"
        self.stderr.write(text, ending="\r" if sys.stderr.isatty() else "\n")

    def _summary(self, report: Report, reader: Reader, *, dry_run: bool) -> None:
        """What was done, by type and by reason."""
        seconds = time.monotonic() - self.started
        write = self.stdout.write
        write(
            f"{reader.format}: {report.read:,} records from {reader.source}"
            f" ({', '.join(path.name for path in reader.files)}) in {seconds:.1f} s"
        )
        if dry_run:
            write("Dry run: nothing was written. It would have been:")
        for outcome in ("created", "updated", "unchanged", "hidden"):
            counts = [
                f"{report.outcomes[outcome, entry_type.name]:,} {entry_type.label_plural}"
                for entry_type in registry
                if report.outcomes[outcome, entry_type.name]
            ]
            write(f"  {outcome}: {', '.join(counts) or '0'}")
        write(f"  revisions: {report.revisions:,}")
        write(f"  waiting for a moderator: {report.pending:,}")
        write(f"  facts left out: {_counted(report.left_out)}")
        write(f"  skipped: {_counted(report.skipped)}")


def _counted(reasons: Counter[str]) -> str:
    """How many, and why."""
    why = ", ".join(f"{count:,} {reason}" for reason, count in reasons.most_common())
    return f"{reasons.total():,} ({why})" if why else "0"


def _sources(reader: Reader) -> str:
    """What revisions note about where the facts come from."""
    lines = [reader.source, *(path.name for path in reader.files)]
    if reader.licence:
        lines.append(f"Licence: {reader.licence}")
    return "\n".join(dict.fromkeys(lines))


def _refresh_statistics() -> None:
    """Tell the database's planner how many rows there are now, instead of leaving it to guess."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _nothing() -> contextlib.AbstractContextManager[None]:
    """A transaction per batch is enough."""
    return contextlib.nullcontext()
