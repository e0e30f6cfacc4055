"""Recommendations as pages show them: the films that go with one, each with the reasons that people give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from accounts.models import Recommendation, RecommendationVote
from accounts.reviews.reading import card_of, columns_of, in_readers_language
from films.cards import FilmCard
from wiki import markdown
from wiki.vocabularies import language_name

#: Recommendations that are looked at for one film, the most helpful ones.
MOST = 200


@dataclass(frozen=True)
class Reason:
    """What one person says of a pair of films, for one reader."""

    of: Recommendation
    own: bool = False
    voted: bool = False

    @property
    def html(self) -> SafeString:
        """The text, harmless, spoilers folded."""
        return markdown.render(self.of.text)

    @property
    def lead(self) -> str:
        """How it begins, in plain words."""
        return markdown.excerpt(self.of.text, 240)

    @property
    def language(self) -> str:
        """The name of the language, where it is not the reader's."""
        return "" if in_readers_language(self.of.language) else language_name(self.of.language)


@dataclass
class Paired:
    """A film that goes with another, and why; the most helpful reason first."""

    film: FilmCard
    reasons: list[Reason] = field(default_factory=list)
    helpful: int = 0

    @property
    def first(self) -> Reason:
        """The most helpful reason."""
        return self.reasons[0]

    @property
    def others(self) -> int:
        """How many give further reasons."""
        return len(self.reasons) - 1


def of_film(film: int) -> QuerySet[Recommendation]:
    """The recommendations that everybody may read on the page of a film, the most helpful first."""
    rows = Recommendation.objects.shown().filter(Q(film=film) | Q(other=film))
    there = rows.filter(film__hidden=False, other__hidden=False)
    return with_films(there).order_by("-helpful_count", "-pk")


def with_films(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Recommendations with what pages need of author and films."""
    own = (each.name for each in Recommendation._meta.concrete_fields)
    return rows.select_related("user", "film", "other").only(
        *(name for name in own if name not in ("user", "film", "other")),
        "user__username",
        "user__is_active",
        "user__role",
        *columns_of("film"),
        *columns_of("other"),
    )


def paired(rows: Iterable[Recommendation], film: int, reader: Any, *, votes: bool) -> list[Paired]:
    """The films that ``rows`` pair with ``film``, each once, the most helpful first.

    One query for members, if ``votes`` are asked for.
    """
    found: dict[int, Paired] = {}
    for reason in reasons(rows, reader, votes=votes):
        other = reason.of.other if reason.of.film_id == film else reason.of.film
        pair = found.setdefault(other.pk, Paired(card_of(other)))
        pair.reasons.append(reason)
        pair.helpful += reason.of.helpful_count
    return sorted(found.values(), key=lambda pair: (-pair.helpful, -len(pair.reasons)))


def reasons(rows: Iterable[Recommendation], reader: Any, *, votes: bool = True) -> list[Reason]:
    """Recommendations for one reader."""
    listed = list(rows)
    voted: set[int] = set()
    if reader.is_authenticated and votes and listed:
        given = RecommendationVote.objects.filter(
            user=reader, recommendation__in=[each.pk for each in listed]
        )
        voted = set(given.values_list("recommendation", flat=True))
    return [
        Reason(
            of=each,
            own=each.user_id == reader.pk,
            voted=each.pk in voted,
        )
        for each in listed
    ]
