"""`manage.py rebuild_search`: make the names by which search finds entries anew."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import reset_queries, transaction

from wiki import documents, following
from wiki.actions.apply import lock_writer
from wiki.entry_types import EntryType, registry
from wiki.models import SearchName
from wiki.search_names import search_names

#: Pages that are done in one transaction.
BATCH = 500


class Command(BaseCommand):
    """Go through all pages, batch by batch; searches go on meanwhile."""

    help = (
        "Make the names that search knows anew from the pages, and the search index of this machine from "
        "them. Safe while the site runs; -v 2 shows how far it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        pages = names = 0
        for entry_type in registry:
            last = 0
            while ids := list(_after(entry_type, last)):
                last = ids[-1]
                names += rebuild(entry_type, ids)
                pages += len(ids)
                reset_queries()
                if options["verbosity"] > 1:
                    self.stderr.write(f"{entry_type.name}: up to {last}")
            gone = SearchName.objects.filter(entry_type=entry_type.name).exclude(
                entry_id__in=entry_type.model._base_manager.values("pk")
            )
            gone.delete()
        SearchName.objects.exclude(entry_type__in=[t.name for t in registry]).delete()
        told = self.stderr.write if options["verbosity"] > 1 else None
        done = following.rebuild_all(told)
        seconds = time.monotonic() - started
        self.stdout.write(f"{names:,} names of {pages:,} pages, {done}, in {seconds:.1f} s")


def _after(entry_type: EntryType, pk: int) -> Any:
    rows = entry_type.model._base_manager.filter(pk__gt=pk).order_by("pk")
    return rows.values_list("pk", flat=True)[:BATCH]


def rebuild(entry_type: EntryType, ids: list[int]) -> int:
    """Make the search names of pages anew; return how many there are."""
    with transaction.atomic():
        lock_writer()
        names = [
            name
            for key, page in documents.load(entry_type, ids).items()
            for name in search_names(entry_type, key, int(key.partition(":")[2]), page)
        ]
        SearchName.objects.filter(entry_type=entry_type.name, entry_id__in=ids).delete()
        SearchName.objects.bulk_create(names)
    return len(names)
