"""Suggestions: how long neighbours take, and how often a film that somebody likes is found again.

    DATABASE_URL=... make bench-suggestions            (RATERS= changes their number)

reads the catalogue that the database holds and writes nothing. Raters are made up: each likes the films of
two people and some of two genres, and others less. One film that each likes is left out; a hit is that
it stands among the first so many suggestions. Beside it: how often it is among the best known films.
``FILMS=100000`` makes up the catalogue, too, and measures time and memory alone.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator

import django

os.environ.setdefault("GENGA_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
django.setup()

from accounts.suggestions import features, taste  # noqa: E402
from accounts.suggestions.features import Fact  # noqa: E402
from accounts.suggestions.likeness import Near, matrix, neighbours  # noqa: E402

AMONG = (10, 24, 50)
Films = dict[str, list[int]]
#: What a rater says of each film, and one of those that they like.
Rater = tuple[dict[int, int], int]


def made_up(films: int) -> Iterator[Fact]:
    """A catalogue in which few do much and most do little."""
    drawn = random.Random(1)  # noqa: S311 -- no secret
    for film in range(1, films + 1):
        for _credit in range(8):
            person = int(films * 0.6 * drawn.random() ** 3)
            yield Fact("people", f"person:{person}", film, drawn.choice((10, 6, 5, 4, 3, 2, 1)))
        for _genre in range(3):
            yield Fact("tags", f"genre:{int(25 * drawn.random() ** 2)}", film, 1.0)
        for _theme in range(4):
            yield Fact("tags", f"theme:{int(800 * drawn.random() ** 2)}", film, 2.0)
        yield Fact("makers", f"company:{int(films * 0.03 * drawn.random() ** 2)}", film, 1.5)
    for reader in range(films // 20):
        for _rated in range(60):
            film = 1 + int(films * drawn.random() ** 2)
            yield Fact("readers", f"readers:{reader}", film, drawn.random())


def computed(facts: list[Fact]) -> dict[int, list[Near]]:
    """The neighbours, with how long they took."""
    begun = time.perf_counter()
    near = dict(neighbours(matrix(facts)))
    took = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"neighbours of {len(near):,} films from {len(facts):,} facts: {took:.1f} s, {memory} MB")
    return near


def raters(having: Films, films: list[int], count: int) -> Iterator[Rater]:
    """People with a taste."""
    drawn = random.Random(7)  # noqa: S311
    people = [k for k in having if k.startswith("person:") and 4 <= len(set(having[k])) <= 40]
    genres = [key for key in having if key.startswith("genre:")]
    while count:
        made = sorted({film for key in drawn.sample(people, 2) for film in having[key]})
        alike = sorted({film for key in drawn.sample(genres, 2) for film in having[key]})
        liked = {*drawn.sample(made, min(len(made), 8)), *drawn.sample(alike, min(len(alike), 6))}
        said = {film: max(1, min(100, round(drawn.gauss(84, 8)))) for film in liked}
        for film in set(drawn.sample(films, 8)) - liked:
            said[film] = max(1, min(100, round(drawn.gauss(55, 12))))
        good = sorted(film for film in liked if said[film] >= 75)
        if len(good) >= 4:
            count -= 1
            yield said, drawn.choice(good)


def main() -> None:
    """Measure."""
    if films := int(os.environ.get("FILMS") or 0):
        computed(list(made_up(films)))
        return
    facts = list(features.facts())
    having: Films = defaultdict(list)
    known: dict[int, int] = defaultdict(int)
    for fact in facts:
        having[fact.key].append(fact.film)
        known[fact.film] += 1
    near, best_known = computed(facts), sorted(known, key=lambda film: (-known[film], film))
    count = int(os.environ.get("RATERS") or 300)
    hits, without, spent = dict.fromkeys(AMONG, 0), dict.fromkeys(AMONG, 0), 0.0
    for said, left_out in raters(having, best_known[:1500], count):
        begun = time.perf_counter()
        rest = {film: score for film, score in said.items() if film != left_out}
        liked = taste.liking(taste.Known(film, score) for film, score in rest.items())
        found = taste.varied(taste.picks(liked, near, set(rest)), max(AMONG))
        spent += time.perf_counter() - begun
        place = next((at for at, p in enumerate(found) if p.film == left_out), max(AMONG))
        for among in AMONG:
            hits[among] += place < among
            without[among] += best_known.index(left_out) < among
    for among in AMONG:
        print(f"among {among}: {hits[among] / count:.0%}, best known {without[among] / count:.0%}")
    print(f"combined in {1000 * spent / count:.1f} ms")


if __name__ == "__main__":
    sys.exit(main())
