"""The sets follow the revisions, the days and other processes; a crash leaves them behind, never wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils.timezone import localdate

from films.facets import follow, rows
from films.facets.sets import FacetSets
from films.models import Film, Service
from tests import cast
from wiki.actions.hide import hide
from wiki.exceptions import SearchNotReady
from wiki.following import follow_all, rebuild_all
from wiki.models import Revision

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    follow.forget()
    yield
    follow.forget()


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """A disk for the file of sets."""
    settings.GENGA_SEARCH_DIR = tmp_path
    return tmp_path / "facets-v1" / "sets"


def told(sets: FacetSets) -> dict[str, dict[object, set[int]]]:
    """The sets as plain ones."""
    return {
        n: {v: set(films) for v, films in vs.items() if films}
        for n, vs in sets.values.items()
        if vs
    }


def anew() -> dict[str, dict[object, set[int]]]:
    """The sets as the database has them."""
    return told(FacetSets(rows.all_sets(localdate())))


def unknown_to_revisions(**values: Any) -> None:
    """Change all films behind the engine's back."""
    QuerySet(Film).update(**values)


def test_every_kind_of_fact_is_followed() -> None:
    horror, studio = cast.genre("Horror"), cast.company("Madhouse")
    film = cast.film("Memories")
    assert set(follow.current().films) == {film.pk}
    cast.edit(
        film,
        kind="anthology",
        runtime=113,
        country="JP",
        original_language="ja",
        description="Three stories.",
        genres=[cast.key_of(horror)],
        rows={
            "release:new1": {"country": "JP", "date": "1995-12-23"},
            "companycredit:new1": {"role": "production", "company": cast.key_of(studio)},
            "companycredit:new2": {
                "role": "distribution",
                "company": cast.key_of(cast.company("Toho")),
            },
            "credit:new1": {"role": "director", "credited_as": "Otomo"},
            "appearance:new1": {"character": cast.key_of(cast.character("Heintz"))},
        },
    )
    sets = follow.current()
    expected: dict[str, Any] = {
        "kind": "anthology",
        "runtime": 113,
        "country": "JP",
        "language": "ja",
        "genre": horror.pk,
        "year": 1995,
        "decade": 1990,
        "studio": studio.pk,
    }
    assert {name: set(sets.values[name]) for name in expected} == {
        n: {v} for n, v in expected.items()
    }
    assert set(sets.values["has"]) == {"cast", "staff", "story"}
    assert told(sets) == anew()


def test_what_is_taken_back_or_hidden_leaves_the_sets() -> None:
    horror = cast.genre("Horror")
    film = cast.film("Memories", genres=[cast.key_of(horror)])
    assert follow.current().of("genre", horror.pk)
    cast.edit(film, genres=[])
    assert not follow.current().of("genre", horror.pk)
    hide(film, user=cast.satsuki(), summary="Twice here")
    assert not follow.current().films
    assert told(follow.current()) == anew()


def test_sets_that_are_up_to_date_cost_one_query(django_assert_num_queries: Any) -> None:
    cast.film("Memories")
    follow.current()
    with django_assert_num_queries(1):
        follow.current()


@pytest.mark.parametrize("many", [1, 12])
def test_following_takes_as_many_queries_for_one_film_as_for_many(
    many: int, django_assert_num_queries: Any
) -> None:
    cast.film("Memories")
    follow.current()
    for number in range(many):
        cast.film(f"Film {number}")
    with django_assert_num_queries(20):
        assert len(follow.current().films) == many + 1


def test_offers_count_from_their_first_day_to_their_last(monkeypatch: pytest.MonkeyPatch) -> None:
    today = localdate()
    service = cast.page(Service, "Netflix")
    offer: Any = {"service": cast.key_of(service), "kind": "rent", "countries": ["JP"]}
    films = {
        name: cast.film(name, rows={"availability:new1": {**offer, **dates}})
        for name, dates in {
            "always": {},
            "past": {"until": str(today - DAY)},
            "ending": {"until": str(today)},
            "coming": {"since": str(today + DAY)},
        }.items()
    }

    def offered() -> set[str]:
        found = follow.current().of("offers", (service.pk, "JP", "rent"))
        return {name for name, film in films.items() if film.pk in found}

    assert offered() == {"always", "ending"}
    monkeypatch.setattr(follow, "localdate", lambda: today + DAY)
    assert offered() == {"always", "coming"}
    assert not follow.current().turning(today + DAY, today + 9 * DAY)


def test_a_process_begins_with_the_file_and_follows_on(folder: Path) -> None:
    first = cast.film("Memories")
    rebuild_all()
    assert folder.exists()
    follow.forget()
    second = cast.film("Akira")
    unknown_to_revisions(kind="ova")
    sets = follow.current()
    assert set(sets.films) == {first.pk, second.pk}
    assert set(sets.of("kind", "ova")) == {second.pk}, "what nobody has touched is not read again"


def test_a_broken_file_is_made_anew(folder: Path) -> None:
    film = cast.film("Memories")
    folder.parent.mkdir()
    folder.write_bytes(b"nonsense")
    assert set(follow.current().films) == {film.pk}
    assert follow_all() == "" or folder.exists()


def test_the_periodic_work_writes_the_file_when_enough_has_moved(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = cast.film("Memories")
    assert "1 films" in follow.follow_all()
    written = folder.stat().st_mtime_ns
    cast.edit(film, runtime=113)
    assert follow.follow_all()
    assert folder.stat().st_mtime_ns == written
    monkeypatch.setattr(follow, "SAVED_EVERY", 2)
    cast.edit(film, runtime=114)
    assert follow.follow_all()
    assert folder.stat().st_mtime_ns > written


def test_a_request_that_is_far_behind_goes_on_with_what_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = cast.film("Memories")
    follow.current()
    monkeypatch.setattr(follow, "AT_ONCE", 1)
    for title in ("Akira", "Paprika"):
        cast.film(title)
    assert set(follow.current().films) == {first.pk}
    follow.follow_all()
    assert len(follow.current().films) == 3


def test_a_large_catalogue_is_not_read_in_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.film("Memories")
    monkeypatch.setattr(follow, "SMALL", 0)
    with pytest.raises(SearchNotReady):
        follow.current()
    follow.follow_all()
    assert follow.current().films


def test_a_database_that_went_back_in_time_is_noticed() -> None:
    film = cast.film("Memories")
    follow.current()
    unknown_to_revisions(kind="ova")
    Revision.objects.update(created_at="2001-01-01T00:00:00Z")
    assert set(follow.current().of("kind", "ova")) == {film.pk}
