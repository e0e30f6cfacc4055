"""The queue with 100,000 waiting submissions: queries and times of its pages and of what is done in it.

    DATABASE_URL=... make bench-queue            (WAITING= and DECIDED= change the numbers)

fills the database that ``DATABASE_URL`` names with waiting and decided submissions, **leaves them
there**, and measures: give it a copy to throw away, with a catalogue in it. (What is uncommitted reads
ten times slower on SQLite, so that rolling it back would measure something else.) Run again, it
measures what it made before. Times are those of one process, without HTTP.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from math import ceil
from urllib.parse import urlencode

import django

os.environ.setdefault("GENGA_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from tests.benchmarks.pages import counted, timed  # noqa: E402
from tests.benchmarks.queue_rows import Cast, cast, fill  # noqa: E402
from wiki.actions.approve import approve  # noqa: E402
from wiki.actions.claim import claim  # noqa: E402
from wiki.actions.decide_many import approve_many  # noqa: E402
from wiki.forms.filters import AGES, SIZES, SORTS  # noqa: E402
from wiki.models import EditFilter, Submission, SubmissionKind  # noqa: E402
from wiki.trail import Trail  # noqa: E402
from wiki.waiting import place_in_queue, queue_count, usual_wait  # noqa: E402

RUNS = 20
Measured = tuple[str, int, list[float]]


def measured(name: str, act: Callable[[], object], runs: int = RUNS) -> Measured:
    """The statements of one run, and the milliseconds of some."""
    act()
    with counted() as statements:
        act()
    return name, len(statements), timed(act, runs)


def page(client: Client, name: str, url: str) -> Measured:
    """A page as the moderator is given it."""

    def get() -> None:
        if (status := client.get(url).status_code) != 200:
            raise SystemExit(f"{url} answers {status}")

    return measured(name, get)


def pages(client: Client, people: Cast) -> Iterator[Measured]:
    """The queue in every order, narrowed by everything, and far behind its start."""
    yield page(client, "queue", "/moderation/")
    for sort in list(SORTS)[1:]:
        yield page(client, f"order: {sort}", f"/moderation/?sort={sort}")
    choices: list[tuple[str, str]] = [
        ("type", "film"),
        ("type", "franchise"),
        ("kind", SubmissionKind.HIDE),
        ("area", "credits"),
        ("area", "images"),
        ("author", people.authors[7].username),
        ("language", "ja"),
        *(("flag", name) for name in ("conflict", "no-source", "stale", "very-stale")),
        *(("flag", f"{EditFilter.FLAG_PREFIX}{name}") for name in ("bench-mass", "bench-rare")),
        *(("size", name) for name in SIZES),
        *(("age", name) for name in AGES),
        *(("claimed", name) for name in ("free", "mine", "others")),
        *(("state", name) for name in ("asked", "held")),
    ]
    for name, value in choices:
        yield page(client, f"{name}: {value}", f"/moderation/?{urlencode({name: value})}")
    yield page(client, "several", "/moderation/?type=film&area=credits&flag=no-source&sort=largest")
    for sort, (_label, order) in SORTS.items():
        rows = order.ordered(Submission.objects.pending().defer("changes"))
        middle = rows[rows.count() // 2]
        query = order.link_after(middle, QueryDict(f"sort={sort}"))
        yield page(client, f"deep page: {sort}", f"/moderation/{query}")
    yield page(client, "statistics", "/moderation/statistics/")


def acts(moderator: User) -> Iterator[Measured]:
    """What is done in the queue; of writes every run is another submission, and all is rolled back."""
    free = Submission.objects.pending().filter(claimed_by=None, conflicts=0).order_by("created_at")
    some = list(free[50 : 50 + 8 * RUNS])
    here = some[0]
    for query in ("", "type=film&flag=no-source", "sort=smallest"):
        trail = Trail(QueryDict(query), moderator=moderator, here=here)
        yield measured(f"next: {query or 'queue'}", trail.next)
        yield measured(f"previous: {query or 'queue'}", trail.previous)
    yield measured("place in the queue", lambda: place_in_queue(some[-1]))
    last = Submission.objects.pending().order_by("-created_at")[0]
    yield measured("place in the queue, last", lambda: place_in_queue(last))
    yield measured("count in the header", queue_count)
    yield measured("usual wait", lambda: usual_wait(SubmissionKind.EDIT, area="credits"))
    edits = iter([one for one in some if one.kind == SubmissionKind.EDIT])
    yield measured("claim", lambda: claim(next(edits), moderator=moderator))
    yield measured("approve", lambda: approve(next(edits), moderator=moderator))

    def many() -> None:
        chosen = [next(edits) for _row in range(5)]
        approve_many([(one.pk, one.version) for one in chosen], moderator=moderator)

    yield measured("approve 5 at once", many, runs=5)


def main() -> None:
    """Fill the database if need be, and print a table."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_SSL_REDIRECT = False
    waiting = int(os.environ.get("WAITING", "100000"))
    decided = int(os.environ.get("DECIDED", str(waiting)))
    people = cast()
    if not people.pages:
        raise SystemExit("The catalogue is empty: load one first.")
    if not Submission.objects.filter(author=people.authors[0]).exists():
        fill(waiting, decided, people)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client()
    client.force_login(people.moderators[0])
    waiting = Submission.objects.pending().count()
    decided = Submission.objects.filter(decided_at__isnull=False).count()
    print(f"{connection.vendor}, {waiting:,} waiting, {decided:,} decided, {RUNS} runs each")
    print(f"{'':34}{'queries':>8}{'best ms':>10}{'p50':>9}{'p95':>9}")
    tell(pages(client, people))
    with transaction.atomic():
        tell(acts(people.moderators[0]))
        transaction.set_rollback(True)


def tell(found: Iterable[Measured]) -> None:
    """Print each as it is measured."""
    for name, queries, times in found:
        times.sort()
        p50, p95 = (times[ceil(len(times) * share) - 1] for share in (0.5, 0.95))
        print(f"{name:34}{queries:>8}{times[0]:>10.1f}{p50:>9.1f}{p95:>9.1f}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
