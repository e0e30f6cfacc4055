"""Lists of 5,000 rows: queries and times of their pages and of what is done to them.

    DATABASE_URL=... make bench-lists            (ROWS= and LISTS= change the numbers)

makes a list of the first films of the catalogue that the database holds, and others that hold them too,
**leaves them there**, and measures: give it a copy to throw away. Times are those of one process,
without HTTP.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from itertools import cycle

import django

os.environ.setdefault("GENGA_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.actions.lists.add_rows import add_rows  # noqa: E402
from accounts.actions.lists.arrange_rows import Arrangement, arrange_rows, order_of  # noqa: E402
from accounts.actions.lists.clone_list import clone_list  # noqa: E402
from accounts.lists.film_pieces import beside  # noqa: E402
from accounts.lists.matching import match  # noqa: E402
from accounts.lists.shelves import best_with  # noqa: E402
from accounts.models import FilmList, ListItem, User  # noqa: E402
from films.models import Film  # noqa: E402
from tests.benchmarks.pages import counted, timed  # noqa: E402

RUNS = 10
TITLE = "Benchmark"
Measured = tuple[str, int, list[float]]


def measured(name: str, act: Callable[[], object], runs: int = RUNS) -> Measured:
    """The statements of one run, and the milliseconds of some."""
    act()
    with counted() as statements:
        act()
    return name, len(statements), timed(act, runs)


def page(client: Client, name: str, url: str) -> Measured:
    """A page as a reader is given it, not kept from before."""

    def get() -> None:
        caches["pages"].clear()
        if (status := client.get(url).status_code) != 200:
            raise SystemExit(f"{url} answers {status}")

    return measured(name, get)


def fill(owner: User, rows: int, others: int) -> FilmList:
    """A long list of films, and others of fifty of them each; those of a former run are used again."""
    films = list(Film.objects.visible().order_by("pk").values_list("pk", flat=True)[:rows])
    found = FilmList.objects.filter(owner=owner, title=TITLE, row_count__gte=len(films)).first()
    if found is not None:
        return found
    now = timezone.now()
    dates = {"created_at": now, "changed_at": now, "touched_at": now}
    made = FilmList.objects.create(owner=owner, title=TITLE, ranked=True, **dates)
    add_rows(made, [f"film:{pk}" for pk in films], by=owner)
    names = [f"{TITLE} {number}" for number in range(others)]
    another = _user("bench-others")
    more = FilmList.objects.bulk_create(
        [FilmList(owner=another, title=n, row_count=50, **dates) for n in names]
    )
    ring = cycle(films)
    items = [
        ListItem(list=each, film_id=pk, position=place, added_by=owner, added_at=now)
        for each in more
        for place, pk in enumerate({films[0], *(next(ring) for _row in range(49))})
    ]
    ListItem.objects.bulk_create(items, batch_size=1000)
    return FilmList.objects.get(pk=made.pk)


def measure(made: FilmList, owner: User) -> Iterator[Measured]:
    """Pages, and what is done to the list."""
    member, stranger, url = Client(), Client(), made.get_absolute_url()
    member.force_login(owner)
    last = -(-made.row_count // 100)
    yield page(stranger, "show: first page", url)
    yield page(stranger, "show: last page", f"{url}?page={last}")
    yield page(member, "arrange: last page", f"{url}rows/?page={last}")
    yield page(member, "history", f"{url}history/")
    yield page(stranger, "CSV of all rows", f"{url}list.csv")
    yield page(stranger, "lists, by likes", "/lists/")
    yield page(stranger, "lists, by words", "/lists/?q=benchmark+7")
    film = ListItem.objects.filter(list=made).order_by("position")[0].film_id or 0
    yield measured("lists that hold a film", lambda: best_with(film=film, most=5))
    yield measured("films of the same lists", lambda: beside(film))
    yield measured("add one row", lambda: _add_one(made, owner))
    yield measured("move from the end to the top", lambda: _to_top(made, owner))
    yield measured("positions anew for all", lambda: _no_room(made, owner), 3)
    titles = list(Film.objects.visible().order_by("-pk").values_list("title", flat=True)[:500])
    yield measured("read 500 pasted titles", lambda: match("\n".join(titles)), 3)
    keys = [f"film:{pk}" for pk in Film.objects.order_by("-pk").values_list("pk", flat=True)[:500]]
    yield measured("add 500 rows", lambda: _add_many(made, owner, keys), 3)
    yield measured("copy of the whole list", lambda: clone_list(made, by=owner).delete(), 3)


def _add_one(made: FilmList, owner: User) -> None:
    last = ListItem.objects.filter(list=made).order_by("-position")[0]
    ListItem.objects.filter(pk=last.pk).delete()
    add_rows(made, [last.key], by=owner)


def _add_many(made: FilmList, owner: User, keys: list[str]) -> None:
    ids = [int(key.partition(":")[2]) for key in keys]
    ListItem.objects.filter(list=made, film__in=ids).delete()
    add_rows(made, keys, by=owner)


def _to_top(made: FilmList, owner: User) -> None:
    last = order_of(made)[-1][0]
    arrange_rows(made, Arrangement({last: 1}), by=owner)


def _no_room(made: FilmList, owner: User) -> None:
    order = order_of(made)
    (first, at), (second, _at) = order[:2]
    ListItem.objects.filter(pk=second).update(position=at + 1)
    ListItem.objects.filter(pk=first).update(position=at)
    arrange_rows(made, Arrangement({order[-1][0]: 2}), by=owner)


def _user(name: str) -> User:
    defaults = {"email": f"{name}@example.org", "role": User.Role.TRUSTED}
    return User.objects.get_or_create(username=name, defaults=defaults)[0]


def main() -> None:
    """Fill, measure, print."""
    settings.ALLOWED_HOSTS = ["*"]
    owner = _user("bench-lists")
    made = fill(owner, int(os.environ.get("ROWS", "5000")), int(os.environ.get("LISTS", "1000")))
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    print(f"{made.row_count} rows, {FilmList.objects.count()} lists, {engine}")
    print(f"{'':32}{'queries':>8}{'best ms':>9}{'median':>9}")
    for name, queries, times in measure(made, owner):
        print(f"{name:32}{queries:>8}{min(times):>9.1f}{sorted(times)[len(times) // 2]:>9.1f}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
