"""`manage.py rebuild_contributions`: count anew what editors have brought, and what still stands."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import reset_queries, transaction

from wiki.actions.apply import lock_writer
from wiki.contributions import expected
from wiki.entry_types import registry
from wiki.models import Contribution, RevisionEntry

#: Pages that are done in one transaction.
BATCH = 100


class Command(BaseCommand):
    """Go through all pages that a person has changed, batch by batch."""

    help = "Count anew what editors have brought, from history. Safe while the site runs."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        pages = rows = 0
        for entry_type in registry:
            last = 0
            while ids := _after(entry_type.name, last):
                last = ids[-1]
                with transaction.atomic():
                    lock_writer()
                    Contribution.objects.filter(
                        entry_type=entry_type.name, entry_id__in=ids
                    ).delete()
                    made = [one for pk in ids for one in expected(entry_type, pk)]
                    Contribution.objects.bulk_create(made, batch_size=500)
                pages, rows = pages + len(ids), rows + len(made)
                reset_queries()
                if options["verbosity"] > 1:
                    self.stderr.write(f"{entry_type.name}: up to {last}")
        seconds = time.monotonic() - started
        self.stdout.write(f"{rows:,} contributions to {pages:,} pages in {seconds:.1f} s")


def _after(name: str, pk: int) -> list[int]:
    """The next pages of a type that a person has changed."""
    rows = RevisionEntry.objects.filter(
        entry_type=name, entry_id__gt=pk, revision__author__isnull=False
    )
    return list(rows.order_by("entry_id").values_list("entry_id", flat=True).distinct()[:BATCH])
