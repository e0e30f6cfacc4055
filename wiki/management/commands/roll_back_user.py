"""Rolls a user back: `manage.py roll_back_user NAME --since 2026-11-20 --by MODERATOR --reason ...`."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from wiki import documents
from wiki.actions.roll_back import roll_back
from wiki.exceptions import WikiError
from wiki.roll_backs import Plan, plan


class Command(BaseCommand):
    """Takes back, in one revision, what a user did; `--dry-run` only says what would happen.

    Where others have changed the same values since, theirs stay.
    """

    help = "Take back everything that a user did since a date, in one step that can be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the user to be rolled back")
        parser.add_argument(
            "--since", type=_moment, help="a date or a time (UTC) in ISO 8601; everything without"
        )
        parser.add_argument("--by", help="the moderator in whose name it is done")
        parser.add_argument("--reason", default="", help="why; everybody can read it")
        parser.add_argument("--reject-waiting", action="store_true", help="reject what waits, too")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        person = _user(options["name"])
        try:
            if options["dry_run"]:
                self._tell(plan(person, options["since"]))
                return
            if not options["by"]:
                raise CommandError("Say in whose name with --by, or ask for a --dry-run.")
            submission, done = roll_back(
                person,
                since=options["since"],
                by=_user(options["by"]),
                reason=options["reason"],
                rejecting=options["reject_waiting"],
            )
        except (WikiError, ValidationError, PermissionDenied) as error:
            raise CommandError(str(error) or "This user may not do that.") from error
        self._tell(done)
        if submission is not None:
            self.stdout.write(f"Done: revision {submission.revision.pk}.")

    def _tell(self, found: Plan) -> None:
        labels = documents.labels(found.pages)
        for key, page in found.pages.items():
            numbers = ", ".join(map(str, page.numbers))
            rows = "hide it" if page.hides and page.changes else f"{len(page.changes)} rows"
            self.stdout.write(
                f"{page.state.value:12} {labels[key].url} {labels[key].title}"
                f" (revisions {numbers}): {rows}"
            )
            for row, reasons in page.faults.items():
                said = " ".join(str(text) for texts in reasons.values() for text in texts)
                self.stdout.write(f"{'':12} {row} is left out: {said}")
        self.stdout.write(f"{len(found.pages)} pages; {found.waiting} submissions wait.")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _user(name: str) -> Any:
    found = get_user_model().objects.filter(username__iexact=name).first()
    if found is None:
        raise CommandError(f"There is no user “{name}”.")
    return found
