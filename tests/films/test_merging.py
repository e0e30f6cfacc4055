"""Merging films: the survivor gets what it lacks, and nothing that stays behind is broken."""

from __future__ import annotations

import pytest

from films.models import Credit, Film
from tests import cast
from wiki.actions.merge import merge
from wiki.actions.revert import revert
from wiki.models import RevisionEntry

pytestmark = pytest.mark.django_db

SEGMENTED = {
    **cast.segments("Magnetic Rose"),
    "credit:new1": {
        "role": "director",
        "credited_as": "Koji Morimoto",
        "segment": "segment:new1",
    },
}


def test_an_anthology_is_merged_into_a_film_that_has_credits_of_its_own() -> None:
    double = cast.film("Memories (1995)", rows=SEGMENTED)
    film = cast.film(
        "Memories", rows={"credit:new1": {"role": "music", "credited_as": "Yoko Kanno"}}
    )
    merge(double, into=film, user=cast.satsuki(), summary="The same film")
    assert Film.objects.get(pk=double.pk).merged_into == film
    assert film.segments.get().names.get().text == "Magnetic Rose"
    assert [c.credited_as for c in film.credits.all()] == ["Yoko Kanno"]
    assert Credit.objects.get(film=double).segment is not None


def test_one_revert_takes_the_merge_back() -> None:
    double, film = cast.film("Memories (1995)", rows=SEGMENTED), cast.film("Memories")
    merge(double, into=film, user=cast.satsuki(), summary="The same film")
    row = RevisionEntry.objects.filter(entry_type="film", entry_id=double.pk).latest("number")
    revert(row, user=cast.satsuki(), summary="Two films after all", everywhere=True)
    assert Film.objects.get(pk=double.pk).merged_into is None
    assert not film.segments.exists()
    assert double.segments.count() == 1


def test_a_merge_is_taken_back_on_all_its_pages_or_not_at_all() -> None:
    double = cast.film(
        "Memories (1995)", rows={"filmlink:new1": {"site": "anilist", "value": "1462"}}
    )
    film = cast.film("Memories")
    merge(double, into=film, user=cast.satsuki(), summary="The same film")
    row = RevisionEntry.objects.filter(entry_type="film", entry_id=film.pk).latest("number")
    revert(row, user=cast.satsuki(), summary="Two films after all")
    assert Film.objects.get(pk=double.pk).merged_into is None
    assert double.links.get().value == "1462"
    assert not film.links.exists()
