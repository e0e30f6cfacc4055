"""Sets follow what is replaced in them, and files give back what they were given."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from films.facets import snapshot
from films.facets.sets import TURN, FacetSets, gathered
from tests.films.facets import catalogues
from tests.films.facets.catalogues import Made, sets_of
from wiki.following import Place

DAY = datetime.date(2026, 11, 21)


@given(catalogues.films, catalogues.films)
def test_sets_with_some_films_replaced_are_those_made_anew(
    before: list[Made], after: list[Made]
) -> None:
    former = sets_of(before)
    known = {name: dict(values) for name, values in former.values.items()}
    touched = [film.pk for film in after] + [film.pk for film in before[::2]]
    kept = [film for film in before if film.pk not in set(touched)]
    replaced = former.replacing(touched, [fact for film in after for fact in film.facts()])
    assert _told(replaced) == _told(sets_of([*kept, *after]))
    assert _told(former) == _told(FacetSets(known)), "the former ones are as they were"


@given(catalogues.films)
def test_a_file_gives_back_the_sets_with_their_place_and_day(films: list[Made]) -> None:
    state = snapshot.Snapshot(sets_of(films), Place(7, "2026-11-21T20:00:00+00:00"), DAY)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sets"
        snapshot.write(path, state)
        found = snapshot.read(path)
    assert found is not None
    assert (found.place, found.day) == (state.place, state.day)
    assert _told(found.sets) == _told(state.sets)


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b"nonsense", b'{"sets": [["kind", "ova", 9]]}\nx']
)
def test_a_broken_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sets"
    path.write_bytes(content)
    with pytest.raises(snapshot.BadSnapshot):
        snapshot.read(path)
    assert snapshot.read(tmp_path / "none") is None


def test_films_turn_on_the_day_that_is_told() -> None:
    facts = [(TURN, f"2026-11-{day}", day) for day in (20, 21, 22, 23)]
    sets = FacetSets(gathered(facts))
    assert set(sets.turning(DAY, DAY + datetime.timedelta(days=1))) == {22}
    assert not sets.turning(DAY, DAY)


def _told(sets: FacetSets) -> dict[str, dict[object, set[int]]]:
    told = {n: {v: set(films) for v, films in vs.items()} for n, vs in sets.values.items()}
    return {name: values for name, values in told.items() if values}
