"""Queries, times and sizes of the pages that have budgets, and of submitting and approving.

    DATABASE_URL=... make bench

measures the catalogue that the database holds; load a real one first. What it writes is rolled back.
Times are the best and the median of some runs in this process, without HTTP.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

os.environ.setdefault("GENGA_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from films.models import Company, Film, Person  # noqa: E402
from wiki.actions.approve import approve  # noqa: E402
from wiki.actions.submit import submit  # noqa: E402
from wiki.changesets import Change  # noqa: E402
from wiki.models import SubmissionKind  # noqa: E402

RUNS = 15
Measured = tuple[str, int | None, list[float], int | None]


def busiest(model: Any, rows: str) -> Any:
    """The entry with most rows of a kind."""
    return model.objects.visible().annotate(n=Count(rows)).order_by("-n", "pk").first()


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that run inside."""
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield statements


def timed(act: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Milliseconds of each run."""
    times = []
    for _run in range(runs):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return times


def page(client: Client, name: str, url: str) -> Measured:
    """A page as a member of the site is given it."""
    response = client.get(url, follow=True)
    if response.status_code != 200:
        raise SystemExit(f"{url} answers {response.status_code}")
    with counted() as statements:
        client.get(url)
    return name, len(statements), timed(lambda: client.get(url)), len(response.content)


def edits(film: Film, author: User, moderator: User, rows: int) -> Iterator[Measured]:
    """Submitting and approving an edit of ``rows`` new credits."""
    key = f"film:{film.pk}"
    changes: list[Change] = []
    for number in range(rows):
        values = {
            "film": key,
            "role": "key_animation",
            "credited_as": f"Animator {number}",
            "position": 1000 + number,
        }
        changes.append(
            {
                "key": f"credit:new{number}",
                "entry": key,
                "op": "+",
                "fields": {name: [None, value] for name, value in values.items()},
            }
        )
    submitted: list[float] = []
    approved: list[float] = []
    for _run in range(RUNS):
        with transaction.atomic():
            began = time.perf_counter()
            submission = submit(changes, entry=key, kind=SubmissionKind.EDIT, author=author)
            middle = time.perf_counter()
            approve(submission, moderator=moderator)
            submitted.append((middle - began) * 1000)
            approved.append((time.perf_counter() - middle) * 1000)
            transaction.set_rollback(True)
    yield f"submit {rows} new credits", None, submitted, None
    yield f"approve {rows} new credits", None, approved, None


def measure() -> Iterator[Measured]:
    """Every measurement, in the order in which it is printed."""
    film, person = busiest(Film, "credits"), busiest(Person, "credits")
    company = busiest(Company, "credits")
    if film is None or person is None or company is None:
        raise SystemExit("The catalogue is empty: load one first.")
    author = User.objects.create_user("bench-author", "bench-author@example.org")
    moderator = User.objects.create_user(
        "bench-moderator", "bench-moderator@example.org", role=User.Role.MODERATOR
    )
    client, stranger = Client(), Client()
    client.force_login(moderator)
    url = film.get_absolute_url()
    yield page(client, f"film, {film.credits.count()} credits", url)
    yield page(client, f"person, {person.credits.count()} credits", person.get_absolute_url())
    yield page(client, "company", company.get_absolute_url())
    for name, address in (
        ("list of films", "/films/"),
        ("home", "/"),
        ("search: otomo", "/search/?q=otomo"),
        ("search: 1 kanji", "/search/?q=%E9%AD%94"),
        ("picker: yama", "/pick/people/?q=yama"),
        ("queue", "/moderation/"),
        ("recent changes", "/changes/"),
        ("history", f"{url}history/"),
        ("edit form, staff", f"{url}edit/?section=credits"),
        ("edit form, whole", f"{url}edit/"),
    ):
        yield page(client, name, address)

    def cold() -> None:
        caches["pages"].clear()
        stranger.get(url)

    yield "film for strangers, first", None, timed(cold), None
    with counted() as statements:
        stranger.get(url)
    yield "film for strangers, kept", len(statements), timed(lambda: stranger.get(url)), None
    etag = stranger.get(url)["ETag"]
    unchanged = timed(lambda: stranger.get(url, headers={"if-none-match": etag}))
    yield "film for strangers, 304", None, unchanged, None
    yield from edits(film, author, moderator, 5)
    yield from edits(film, author, moderator, 60)


def main() -> None:
    """Print a table; leave the database as it was."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_SSL_REDIRECT = False
    print(f"{connection.vendor}, {Film.objects.count():,} films, {RUNS} runs each")
    print(f"{'':34}{'queries':>8}{'best ms':>10}{'median':>9}{'kB':>7}")
    with transaction.atomic():
        for name, queries, times, size in measure():
            print(
                f"{name:34}{'' if queries is None else queries:>8}{min(times):>10.1f}"
                f"{statistics.median(times):>9.1f}{'' if size is None else size // 1024:>7}"
            )
            sys.stdout.flush()
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
