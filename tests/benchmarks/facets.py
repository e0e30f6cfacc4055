"""How fast the list of films answers: `make bench-facets` on the database that DATABASE_URL names.

Prints how long the sets of facets take to be made and to be read from their file, how much memory they
need, and for each kind of address the time that the server takes for the page and for what of it chooses
and counts, in milliseconds: the best of some rounds, and for the page the median and the worst.
``python -m tests.benchmarks.synthetic`` fills a database with a million films.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from films.facets import follow  # noqa: E402
from films.film_filters import FilmFilters  # noqa: E402
from films.film_list import FilmList  # noqa: E402
from films.models import Film  # noqa: E402

ROUNDS = 9


def main() -> int:
    """Measure; ``--keep`` reads the file of sets that is there instead of making it."""
    print(f"{Film.objects.count():,} films")
    before = _memory()
    if "--keep" not in sys.argv:
        print(f"made in {_once(follow.rebuild):.1f} s")
    follow.forget()
    print(f"read from the file in {_once(follow.current):.2f} s")
    sets = follow.current()
    size = sum(
        len(films.serialize()) for values in sets.values.values() for films in values.values()
    )
    count = sum(len(values) for values in sets.values.values())
    print(f"{count:,} sets, {size / 1e6:.1f} MB; the process grew by {_memory() - before:.0f} MB")
    print(f"{'':62}{'films':>10}{'facets ms':>11}{'page ms':>9}{'median':>8}{'worst':>7}")
    with override_settings(ALLOWED_HOSTS=["*"]):
        client = Client()
        for query in _queries():
            _measure(client, query)
    print(
        f"largest size of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB"
    )
    return 0


def _measure(client: Client, query: str) -> None:
    facets, pages = [], []
    count = 0
    for _round in range(ROUNDS):
        asked = QueryDict(query)
        started = time.perf_counter()
        shown = FilmList(FilmFilters.read(asked), asked, AnonymousUser(), size=60)
        count = len(shown.choice.films)
        facets.append(1000 * (time.perf_counter() - started))
        started = time.perf_counter()
        # A cookie of a session keeps the page from being kept for strangers.
        answer = client.get(f"/films/?{query}", headers={"cookie": "sessionid=x"})
        pages.append(1000 * (time.perf_counter() - started))
        assert answer.status_code == 200, query
    times = f"{min(facets):>11.1f}{min(pages):>9.1f}{median(pages):>8.0f}{max(pages):>7.0f}"
    print(f"{query or 'all films':62.62}{count:>10,}{times}")


def _queries() -> list[str]:
    """Addresses with the most frequent values of this catalogue, wide and narrow ones."""
    sets = follow.current()

    def best(facet: str, at: int = 0) -> object:
        values = sets.by_size(facet).values
        return values[min(at, len(values) - 1)] if values else ""

    genre, other, studio = best("genre"), best("genre", 3), best("studio")
    offer = best("offers")
    service, country = offer[:2] if isinstance(offer, tuple) else ("", "")
    decade, theme = best("decade"), best("theme")
    person = Film.objects.filter(pk=sets.films[0]).values_list("credits__person", flat=True).first()
    queries = [
        "",
        *(
            f"sort={sort}"
            for sort in ("oldest", "title", "popular", "added", "changed", "random&seed=7")
        ),
        f"genre={genre}",
        f"genre={genre}&sort=title",
        f"genre={genre}&sort=popular",
        f"genre={genre}&genre={other}&genre_mode=all",
        f"genre={genre}&genre=-{other}&decade={decade}",
        f"genre={genre}&theme={theme}&sort=changed",
        f"kind=anthology&service={service}&watch_in={country}",
        f"kind=feature&country=JP&watch_in={country}",
        f"studio={studio}&sort=title",
        f"person={person}" if person else "",
        f"runtime=90-119&has=cast&has=-images&decade={decade}&sort=oldest",
        f"decade={decade}&sort=title&country=JP",
    ]
    return list(dict.fromkeys(queries))


def _once(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _memory() -> float:
    """The memory of this process now, in megabytes."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    sys.exit(main())
