"""Which anthologies are complete."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from films.models import Credit, Film, Segment, SegmentName


def complete_among(ids: Iterable[int]) -> int:
    """How many of the films ``ids`` are anthologies whose segments are all complete. One query.

    A complete segment has a name, a runtime, a text and somebody who directed it.
    """
    wanted = list(ids)
    if not wanted:
        return 0
    names = SegmentName.objects.filter(segment=OuterRef("pk"))
    directors = Credit.objects.filter(segment=OuterRef("pk"), role="director")
    lacking = Segment.objects.filter(film=OuterRef("pk")).filter(
        ~Exists(names) | ~Exists(directors) | Q(runtime=None) | Q(deck="", description="")
    )
    segments = Segment.objects.filter(film=OuterRef("pk"))
    films = Film.objects.visible().filter(pk__in=wanted)
    return films.filter(Exists(segments)).exclude(Exists(lacking)).count()
