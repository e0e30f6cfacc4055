"""What of each editor's work still stands, as revisions come and go."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from tests import cast
from wiki.actions.revert import revert
from wiki.contributions import top_editors
from wiki.entry_types import registry
from wiki.integrity import disagreements
from wiki.models import Contribution, RevisionEntry

pytestmark = pytest.mark.django_db


def standing(name: str, section: str | None = None) -> int:
    rows = Contribution.objects.filter(author__username=name)
    if section is not None:
        rows = rows.filter(section=section)
    return sum(row.standing for row in rows)


def made(name: str) -> int:
    return sum(row.made for row in Contribution.objects.filter(author__username=name))


def test_a_new_page_stands_as_its_authors_work_by_section() -> None:
    cast.film("Memories", runtime=113)
    assert standing("mei", "general") == 2  # the kind of film and its runtime
    assert standing("mei", "names") > 0
    assert list(disagreements()) == []


def test_overwriting_moves_the_fact_to_the_new_author() -> None:
    film = cast.film("Memories", runtime=113)
    cast.edit(film, runtime=115, by=cast.kanta())
    assert (standing("mei", "general"), standing("kanta")) == (1, 1)
    assert list(disagreements()) == []


def test_reverting_gives_the_fact_back_and_leaves_the_reverter_none() -> None:
    film = cast.film("Memories", runtime=113)
    cast.edit(film, runtime=9, by=cast.totoro())
    row = RevisionEntry.objects.get(entry_type="film", entry_id=film.pk, number=2)
    revert(row, user=cast.satsuki(), summary="Wrong")
    assert standing("mei", "general") == 2  # the kind of film and its runtime
    assert (standing("totoro"), made("totoro"), standing("satsuki")) == (0, 1, 0)
    assert list(disagreements()) == []


def test_an_added_sentence_leaves_the_text_to_who_wrote_it() -> None:
    text = " ".join(f"word{at}" for at in range(100))
    film = cast.film("Memories", description=text)
    cast.edit(film, description=f"{text} And one more.", by=cast.kanta())
    assert standing("mei", "story") == 5
    assert standing("kanta", "story") == 1
    assert list(disagreements()) == []


def test_top_editors_are_ranked_by_what_stands() -> None:
    film = cast.film("Memories", runtime=113)
    cast.edit(film, runtime=115, country="JP", original_language="ja", by=cast.kanta())
    editors = top_editors(registry["film"], film.pk)
    assert [editor.username for editor in editors] == ["mei", "kanta"]
    assert editors[1].sections == [("General information", 3)]


def test_a_count_that_was_tampered_with_is_found_and_made_anew() -> None:
    film = cast.film("Memories", runtime=113)
    cast.edit(film, runtime=115, by=cast.kanta())
    Contribution.objects.filter(author=cast.kanta()).update(standing=40)
    assert list(disagreements()) == [
        f"film:{film.pk}: contributions differ; run rebuild_contributions"
    ]
    call_command("rebuild_contributions", stdout=io.StringIO())
    assert list(disagreements()) == []
    assert standing("kanta") == 1
