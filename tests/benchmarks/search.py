"""How well and how fast search finds: `make bench-search` on the database that DATABASE_URL names.

Prints, per category (``search_cases``), how often what is looked for comes first and among the first
five, and the time that the server takes for a suggestion, in milliseconds. ``--drawn 1000`` asks for so
many names drawn at random instead, without reading all of them first: for millions of names.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
django.setup()

from django.db.models import Max, Min  # noqa: E402

from tests.benchmarks.search_cases import Case, Names, cases, mistyped  # noqa: E402
from wiki.folding import fold  # noqa: E402
from wiki.models import SearchName  # noqa: E402
from wiki.search import Query, suggest  # noqa: E402
from wiki.search_engine import follow  # noqa: E402

AT = 5


def main() -> int:
    """Ask all cases; ``--misses`` names those that fail."""
    follow.follow_all()
    rows: dict[str, list[tuple[int, float]]] = defaultdict(list)
    missed: list[tuple[Case, list[str]]] = []
    at = sys.argv.index("--drawn") + 1 if "--drawn" in sys.argv else 0
    everything = list(drawn(int(sys.argv[at])) if at else cases(Names()))
    for case in everything[:20]:
        suggest(Query.of(case.query), limit=AT)  # warm
    for case in everything:
        started = time.perf_counter()
        found = suggest(Query.of(case.query), limit=AT)
        taken = 1000 * (time.perf_counter() - started)
        keys = [suggestion.candidate.key for suggestion in found]
        place = next((at for at, key in enumerate(keys) if key in case.wanted), AT)
        rows[case.category].append((place, taken))
        if place == AT:
            missed.append((case, [suggestion.candidate.title for suggestion in found]))
    print(f"{'category':22}{'cases':>7}{'first':>8}{'first 5':>9}{'p50 ms':>8}{'p99 ms':>8}")
    for category, found_at in [
        *rows.items(),
        ("all", [row for each in rows.values() for row in each]),
    ]:
        times = sorted(taken for _place, taken in found_at)
        count = len(found_at)
        print(
            f"{category:22}{count:>7}"
            f"{sum(place == 0 for place, _taken in found_at) / count:>8.3f}"
            f"{sum(place < AT for place, _taken in found_at) / count:>9.3f}"
            f"{times[count // 2]:>8.1f}{times[min(count - 1, count * 99 // 100)]:>8.1f}"
        )
    if "--misses" in sys.argv:
        for case, titles in missed:
            print(f"{case.category}: {case.query!r} is not among {titles}")
    return 0


def drawn(count: int) -> Iterator[Case]:
    """Names drawn by their ids, asked for as they are, cut short and mistyped; any bearer is right."""
    chance = random.Random(1)  # noqa: S311 -- a benchmark, not a secret
    ends = SearchName.objects.aggregate(first=Min("pk"), last=Max("pk"))
    asked = 0
    while asked < count:
        row = SearchName.objects.filter(pk__gte=chance.randint(ends["first"], ends["last"]))
        text = row.order_by("pk").values_list("text", flat=True)[0]
        if len(text) < 7:
            continue
        bearers = SearchName.objects.filter(folded=fold(text)).values_list("entry_type", "entry_id")
        wanted = frozenset(f"{name}:{pk}" for name, pk in bearers)
        asked += 1
        yield Case("as it is", text, wanted)
        yield Case("its beginning", text[: max(4, len(text) * 2 // 3)], wanted)
        yield Case("one typo", mistyped(text, chance), wanted)


if __name__ == "__main__":
    sys.exit(main())
