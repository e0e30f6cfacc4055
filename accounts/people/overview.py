"""The first page of a user: who they are, what they like best, what they did of late."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Avg, Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from accounts.models import FilmList, Review, User, WatchStatus
from accounts.people.activity import Happening, activity
from accounts.people.favourites import Group, groups
from accounts.privacy import Part, parts_seen
from accounts.scales import scale_of, shown
from accounts.watch_list import visible
from films.cards import FilmCard, card, columns
from wiki.markdown import render
from wiki.models import Contribution

#: Films that were watched last, on a shelf of one row.
LATELY = 6


@dataclass(frozen=True)
class Numbers:
    """What somebody has done, counted; ``None`` where the reader may not know."""

    lists: int
    reviews: int
    facts: int
    films: int | None = None
    hours: int | None = None
    mean: str = ""


@dataclass(frozen=True)
class Watched:
    """A film that was watched of late, with the rating in the reader's scale."""

    film: FilmCard
    score: str


@dataclass(frozen=True)
class Overview:
    """The first page."""

    person: User
    own: bool
    numbers: Numbers
    favourites: list[Group] = field(default_factory=list)
    lately: list[Watched] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)

    @property
    def about(self) -> SafeString:
        """What they say of themselves, as HTML."""
        return render(self.person.about) if self.person.about else SafeString("")

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.favourites or self.lately or self.happenings or self.person.about)


def overview(person: User, reader: Any) -> Overview:
    """What ``reader`` sees of ``person``. Ten queries at most, however much there is."""
    own, parts = reader == person, parts_seen(reader, person)
    scale = scale_of(reader)
    watched = visible(person, to_owner=own) if Part.WATCH_LIST in parts else None
    shown_groups = groups(person) if Part.FAVOURITES in parts else []
    return Overview(
        person=person,
        own=own,
        numbers=_numbers(person, watched, scale),
        favourites=[group for group in shown_groups if group.rows],
        lately=_lately(watched, scale) if watched is not None else [],
        happenings=activity(person, reader=reader, parts=parts, scale=scale),
    )


def _numbers(person: User, watched: Any, scale: str) -> Numbers:
    """Two queries."""
    counts = _counts(person)
    if watched is None:
        return Numbers(**counts)
    told = watched.order_by().aggregate(
        films=Count("pk", filter=Q(times__gt=0)),
        minutes=Sum(F("film__runtime") * F("times")),
        mean=Avg("score"),
    )
    return Numbers(
        **counts,
        films=told["films"],
        hours=round((told["minutes"] or 0) / 60),
        mean=shown(told["mean"], scale) if told["mean"] else "",
    )


def _counts(person: User) -> dict[str, Any]:
    """What everybody may count: one query of three counts."""
    lists = FilmList.objects.listed()
    reviews = Review.objects.filter(hidden=False)
    facts = Contribution.objects.filter(author=OuterRef("pk")).order_by().values("author")
    found = User.objects.filter(pk=person.pk).values(
        lists_told=_number(
            lists.filter(owner=OuterRef("pk")).order_by().values("owner"), Count("pk")
        ),
        reviews_told=_number(
            reviews.filter(user=OuterRef("pk")).order_by().values("user"), Count("pk")
        ),
        facts_told=_number(facts, Sum("standing")),
    )
    return {name.removesuffix("_told"): count for name, count in found.get().items()}


def _number(grouped: Any, what: Any) -> Any:
    return Coalesce(Subquery(grouped.annotate(n=what).values("n")), 0)


def _lately(watched: Any, scale: str) -> list[Watched]:
    rows = watched.filter(status=WatchStatus.WATCHED).order_by("-changed_at", "-pk")
    found: list[Watched] = []
    for row in rows.values("score", *columns("film__"))[:LATELY]:
        score = shown(row["score"], scale) if row["score"] else ""
        found.append(Watched(card(row, "film__"), score))
    return found
