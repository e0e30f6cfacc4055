"""`manage.py load_filters`: make the edit filters that a site begins with; those that exist stay."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext

from wiki.actions.save_filter import save_filter
from wiki.filters.shipped import SHIPPED
from wiki.models import EditFilter


class Command(BaseCommand):
    """Make the filters that are missing, switched on; what administrators have changed stays."""

    help = "Make the edit filters that a site begins with, unless they exist already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make those whose slug no filter has."""
        there = set(EditFilter.objects.values_list("slug", flat=True))
        for values in SHIPPED:
            if values["slug"] in there:
                continue
            written = {
                name: gettext(values[name])
                for name in ("name", "note", "message")
                if values.get(name)
            }
            save_filter(
                EditFilter(slug=values["slug"]), {**values, **written, "enabled": True}, user=None
            )
            if options["verbosity"]:
                self.stdout.write(written["name"])
