"""`manage.py check_revisions`: prove that the catalogue and its history agree."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wiki.entry_types import registry
from wiki.integrity import disagreements, tracked_models
from wiki.snapshots import one_moment


class Command(BaseCommand):
    """Look at every row; print each disagreement."""

    help = (
        "Prove that the catalogue follows from its history: rows, historical rows, change sets, "
        "derived columns and search names. Prints each disagreement and ends with 1 if there is one. "
        "Changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        found = 0
        with one_moment():
            for problem in disagreements():
                found += 1
                self.stdout.write(problem)
            pages = sum(entry_type.model._base_manager.count() for entry_type in registry)
        seconds = time.monotonic() - started
        self.stderr.write(
            f"{pages:,} pages and {len(tracked_models())} tables checked in {seconds:.1f} s: "
            f"{found or 'no'} disagreements"
        )
        if found:
            raise CommandError(f"{found} disagreements.")
