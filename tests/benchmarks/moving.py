"""A file of 10,000 rows: how long it takes to be read, looked up, written, brought again, taken back.

    DATABASE_URL=... make bench-moving           (ROWS= changes the number)

makes a list as MyAnimeList gives it: films of the catalogue that the database holds by their number
there, then by title and year alone as Letterboxd tells them, then what nobody has. What it writes it takes
back. Times are those of one process.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterable
from time import perf_counter
from xml.sax.saxutils import escape

import django

os.environ.setdefault("GENGA_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
django.setup()

from django.conf import settings  # noqa: E402

from accounts.models import ListImport, User, Viewing  # noqa: E402
from accounts.moving import formats, work  # noqa: E402
from accounts.moving.files import opened  # noqa: E402
from films.models import Film, FilmLink  # noqa: E402

#: Of all rows so many are films of the catalogue; of the others each second one is a series.
FOUND = 0.7


def anime(number: object, title: str, kind: str, at: int) -> str:
    """A row as MyAnimeList writes it."""
    return (
        f"<anime><series_animedb_id>{number}</series_animedb_id><series_title>{escape(title)}"
        f"</series_title><series_type>{kind}</series_type><my_status>Completed</my_status>"
        f"<my_score>{at % 10 + 1}</my_score><my_finish_date>2019-05-{at % 28 + 1:02}"
        "</my_finish_date><my_times_watched>0</my_times_watched></anime>"
    )


def by_number(rows: int) -> bytes:
    """A list of MyAnimeList."""
    links = FilmLink.objects.filter(site="mal", film__hidden=False).order_by("pk")
    known = list(links.values_list("value", "film__title")[: int(rows * FOUND)])
    told = [anime(value, title, "Movie", at) for at, (value, title) in enumerate(known)]
    told += [
        anime(90_000_000 + at, f"Unheard of {at}", "Movie" if at % 2 else "TV", at)
        for at in range(rows - len(told))
    ]
    return f"<myanimelist>{''.join(told)}</myanimelist>".encode()


def by_title(rows: int) -> bytes:
    """The table of Letterboxd."""
    films = Film.objects.visible().exclude(year=None).order_by("pk")
    known: Iterable[tuple[str, int | None]] = films.values_list("title", "year")[
        : int(rows * FOUND)
    ]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("Date", "Name", "Year", "Letterboxd URI"))
    writer.writerows(
        ("2020-01-01", title, year, f"u{at}") for at, (title, year) in enumerate(known)
    )
    missing = rows - file.getvalue().count("\n") + 1
    writer.writerows(("2020-01-01", f"Unheard of {at}", 2000, f"v{at}") for at in range(missing))
    return file.getvalue().encode()


def timed(name: str, act: Callable[[], ListImport]) -> ListImport:
    """Do something to an import, all of it, and print how long that took."""
    start = perf_counter()
    made = act()
    work.advance(made.pk, seconds=1e9)
    print(f"  {name:<12}{perf_counter() - start:6.1f} s")
    made.refresh_from_db()
    return made


def main() -> None:
    """Bring both files, and take them back."""
    rows = int(os.environ.get("ROWS") or 10_000)
    settings.GENGA_IMPORTS_AN_HOUR = 1_000_000
    user, _new = User.objects.get_or_create(username="benchmark", defaults={"email": "b@x.example"})
    Viewing.objects.filter(user=user).delete()
    for name, data in (("animelist.xml", by_number(rows)), ("watched.csv", by_title(rows))):
        source = opened(name, data)
        sys.stdout.write(f"{name}: {len(data):,} bytes, {rows:,} rows\n")
        made = timed("look up", lambda s=source: work.begin(user, s, *formats.read(s)))  # type: ignore[misc]
        states = made.rows.order_by().values_list("state", flat=True)
        sys.stdout.write(f"  {dict(sorted((s, list(states).count(s)) for s in set(states)))}\n")
        timed("write", lambda m=made: work.carry_out(m, rule="mine"))  # type: ignore[misc]
        sys.stdout.write(f"  {Viewing.objects.filter(user=user).count():,} films on the list\n")
        again = timed("look up", lambda s=source: work.begin(user, s, *formats.read(s)))  # type: ignore[misc]
        timed("write again", lambda m=again: work.carry_out(m, rule="mine"))  # type: ignore[misc]
        timed("take back", lambda m=made: work.undo(ListImport.objects.get(pk=m.pk)))  # type: ignore[misc]
        for each in (made, again):
            work.forget(ListImport.objects.get(pk=each.pk))


if __name__ == "__main__":
    main()
