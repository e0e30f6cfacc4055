"""`manage.py load_demo`: the demo's accounts, catalogue and edits. Once; again it does nothing."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import demo
from accounts.demo_diary import seed_diaries
from accounts.demo_features import seed_features
from accounts.demo_follows import seed_follows
from accounts.demo_lists import seed_lists
from accounts.demo_people import seed_people
from accounts.demo_reviews import seed_reviews
from accounts.demo_viewings import seed_viewings
from accounts.suggestions import work as suggestions
from films.models import Film


class Command(BaseCommand):
    """Load whatever of the demo is missing."""

    help = "Load the demo's accounts, catalogue and edits. Refuses in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the accounts; load the catalogue and the edits where there is no film yet."""
        if settings.GENGA_ENV == "production":
            raise CommandError("The demo's accounts have known passwords: not in production.")
        demo.make_accounts()
        if not Film.objects.exists():
            self.load_catalogue()
        names = ", ".join(demo.ROLES)
        self.stdout.write(f"Accounts: {names}; the password of each is {demo.PASSWORD}")

    def load_catalogue(self) -> None:
        """Import the films and make the edits: all or, when interrupted, nothing."""
        files = sorted((settings.BASE_DIR / "films" / "demo").glob("*.jsonl"))
        if not files:
            return
        self.stdout.write("Loading the demo catalogue...")
        with transaction.atomic():
            call_command("import_catalogue", *(str(file) for file in files), verbosity=0)
            demo.seed_submissions()
            seed_viewings()
            seed_diaries()
            seed_lists()
            seed_people()
            seed_reviews()
            seed_features()
            seed_follows()
            suggestions.rebuild()
