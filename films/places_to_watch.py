"""Where films can be watched, in a line for each: for pages that name many films.

What it says is today's: it is read with the page, in the reader's country where one is remembered.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from films.models import AvailabilityKind
from films.watching import in_country, on_offer
from wiki.entry_types import registry
from wiki.title_language import COLUMNS, Titles, of_row
from wiki.wording import listed

#: Services that a line names.
MOST = 4
_ORDER = {code: at for at, code in enumerate(AvailabilityKind.values)}


@dataclass
class Place:
    """A service with the terms on which it has the film; ``go`` is its page of the film, if known."""

    names: Titles
    url: str
    go: str = ""
    kinds: list[str] = field(default_factory=list)

    @property
    def terms(self) -> str:
        """The terms in words: "rent, buy"."""
        return listed(str(AvailabilityKind(kind).label) for kind in self.kinds)


@dataclass
class Places:
    """The services of one film, the simplest terms first; ``more`` of them are not named."""

    named: list[Place] = field(default_factory=list)
    more: int = 0


def places(
    films: Iterable[int], country: str = "", today: datetime.date | None = None
) -> dict[int, Places]:
    """Where each of ``films`` can be watched, in ``country`` or anywhere for "". One query.

    Films that are nowhere are left out.
    """
    offers = in_country(on_offer(today or timezone.localdate()), country)
    names = [f"service__{name}" for name in COLUMNS]
    rows = offers.filter(film__in=list(films)).values(
        "film", "kind", "url", "service", "service__slug", "service__sort_title", *names
    )
    found: dict[int, dict[int, Place]] = {}
    for row in sorted(rows, key=lambda r: (_ORDER[r["kind"]], r["service__sort_title"])):
        url = registry["service"].url(row["service"], row["service__slug"])
        place = Place(of_row(row, "service__"), url)
        place = found.setdefault(row["film"], {}).setdefault(row["service"], place)
        place.go = place.go or row["url"]
        if row["kind"] not in place.kinds:
            place.kinds.append(row["kind"])
    return {
        film: Places(list(by_service.values())[:MOST], max(len(by_service) - MOST, 0))
        for film, by_service in found.items()
    }
