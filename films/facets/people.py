"""The films of somebody, for the facet of people: asked of the database, there are too many people."""

from __future__ import annotations

from pyroaring import BitMap

from films.film_filters import VOICE
from films.models import Credit, VoiceRole


def films_of(person: int, role: str = "") -> BitMap:
    """The films that somebody worked on, in one role if it is named. One query."""
    credited = Credit.objects.filter(person=person).order_by()
    voices = VoiceRole.objects.filter(person=person).order_by()
    voiced = voices.values_list("appearance__film", flat=True)
    if role == VOICE:
        return BitMap(voiced)
    if role:
        return BitMap(credited.filter(role=role).values_list("film", flat=True))
    return BitMap(credited.values_list("film", flat=True).union(voiced))
