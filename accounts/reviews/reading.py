"""Reviews as pages show them: with their film, the rating in the reader's scale, and what they may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Review, ReviewVote
from accounts.own_viewings import know_many
from accounts.scales import Step, nearest, scale_of
from films import segments
from films.cards import FilmCard, card, columns
from wiki import markdown
from wiki.keyset import Keyset
from wiki.open_web import Node, absolute, filled
from wiki.vocabularies import language_name

#: The orders of reviews, the usual one first.
ORDERS = {
    "helpful": Keyset("-helpful_count", "-pk"),
    "newest": Keyset("-pk"),
    "highest": Keyset("-score", "-pk"),
    "lowest": Keyset("score", "-pk"),
}
#: Longer reviews show how they begin where several stand together.
LONG = 1_600


@dataclass(frozen=True)
class Shown:
    """One review for one reader."""

    review: Review
    film: FilmCard
    segment: str
    segment_number: int | None
    scale: str
    own: bool = False
    voted: bool = False

    @property
    def pk(self) -> int:
        """The review's number."""
        return int(self.review.pk)

    @property
    def rating(self) -> Step | None:
        """The rating in the reader's scale."""
        score = self.review.score
        return nearest(score, self.scale) if score else None

    @property
    def is_long(self) -> bool:
        """Whether a list shows only how it begins."""
        return len(self.review.text) > LONG

    @cached_property
    def html(self) -> SafeString:
        """The text, harmless, spoilers folded."""
        return markdown.render(self.review.text)

    @property
    def language(self) -> str:
        """The name of the language, where it is not the reader's."""
        return (
            "" if in_readers_language(self.review.language) else language_name(self.review.language)
        )

    @property
    def film_key(self) -> str:
        """The key of the film, for what the reader knows of it."""
        return f"film:{self.film.pk}"

    @property
    def part_key(self) -> str:
        """The key of the segment; "" for a whole film."""
        return f"segment:{self.review.segment_id}" if self.review.segment_id else ""

    @property
    def about(self) -> str:
        """What it is about: "Memories (1995)", "Magnetic Rose – Memories (1995)"."""
        return f"{self.segment} – {self.film.dated}" if self.segment else self.film.dated

    @property
    def headline(self) -> str:
        """Its title, or what stands for one."""
        return self.review.title or _("Review by %(name)s") % {"name": self.review.user}


def in_readers_language(tag: str) -> bool:
    """Whether a text in that language is in the reader's."""
    return tag.partition("-")[0] == (get_language() or "en").partition("-")[0]


def with_films(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Reviews with what ``shown`` needs of author, film and segment."""
    titled = reviews.annotate(segment_title=segments.best_title("segment"))
    return titled.select_related("user", "film", "segment").only(
        *(
            field.name
            for field in Review._meta.concrete_fields
            if field.name not in ("film", "user")
        ),
        "user__username",
        "user__is_active",
        "user__role",
        *columns_of("film"),
        "segment__number",
    )


def shown(reviews: Iterable[Review], reader: Any, *, votes: bool = True) -> list[Shown]:
    """Reviews of ``with_films`` for a reader. One query for members, if ``votes`` are asked for."""
    found = list(reviews)
    scale = scale_of(reader)
    voted: set[int] = set()
    if reader.is_authenticated and votes and found:
        ids = [review.pk for review in found]
        voted = set(
            ReviewVote.objects.filter(user=reader, review__in=ids).values_list("review", flat=True)
        )
    return [
        Shown(
            review=review,
            film=card_of(review.film),
            segment=_segment(review),
            segment_number=review.segment.number if review.segment else None,
            scale=scale,
            own=review.user_id == reader.pk,
            voted=review.pk in voted,
        )
        for review in found
    ]


def shown_to(request: Any, reviews: Iterable[Review]) -> list[Shown]:
    """``shown`` for the reader of a page of several. Two queries for members."""
    found = list(reviews)
    know_many(request, (review.film_id for review in found))
    return shown(found, request.user)


def columns_of(film: str) -> list[str]:
    """What pages need of the film at that path, for ``only``."""
    return [f"{film}__hidden", *(f"{film}__{name}" for name in columns() if name != "pk")]


def card_of(film: Any) -> FilmCard:
    """The card of a film that was read with what cards need."""
    return card({name: getattr(film, name) for name in columns()})


def _segment(review: Review) -> str:
    """The name of the segment; "" for a whole film, and for a segment that is no more."""
    if review.segment is None:
        return ""
    return segments.title(getattr(review, "segment_title", ""), review.segment.number)


def for_reader(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Reviews, those in the reader's language first, then the most helpful."""
    base = (get_language() or "en").partition("-")[0]
    own = Case(
        When(language=base, then=Value(0)),
        When(language__startswith=f"{base}-", then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return reviews.order_by(own, "-helpful_count", "-pk")


def node(review: Review) -> Node:
    """A review as schema.org knows it, without what it is about. No query."""
    rating = filled(kind="Rating", ratingValue=review.score, bestRating=100, worstRating=1)
    author = review.user
    return filled(
        kind="Review",
        url=absolute(review.get_absolute_url()),
        name=review.title,
        reviewBody="" if review.spoilers else review.lead,
        inLanguage=review.language,
        datePublished=review.created_at.date().isoformat(),
        dateModified=review.changed_at.date().isoformat(),
        author=filled(kind="Person", name=str(author), url=absolute(author.get_absolute_url())),
        reviewRating=rating if review.score else None,
    )
