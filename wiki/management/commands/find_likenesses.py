"""`manage.py find_likenesses`: go through all names for pages that stand twice; `tick` does it by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from wiki.quality.alike import scan_all


class Command(BaseCommand):
    """Find the pages that look alike, from the beginning."""

    help = "Find pages of one type that look alike (/missing/duplicates/), from the beginning."

    def handle(self, *args: Any, **options: Any) -> None:
        """Scan all names, and say how many pairs there are."""
        self.stdout.write(f"{scan_all()} pairs of pages look alike.")
