"""The catalogue of the benchmarks: the same each time, and whole."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from films.models import Credit, Film, FilmName
from tests.benchmarks.synthetic.catalogue import NotEmpty, make
from tests.benchmarks.synthetic.draw import ranked
from tests.benchmarks.synthetic.rows import Size, staff
from wiki.models import SearchName

FILMS = 120


def _quiet(_line: str) -> None:
    return None


@pytest.mark.django_db
def test_a_synthetic_catalogue_is_whole_and_its_pages_open(client: Client) -> None:
    make(FILMS, report=_quiet)
    connection.check_constraints()
    assert Film.objects.visible().count() == FILMS
    assert FilmName.objects.filter(display=True).count() == FILMS
    assert 8 * FILMS < Credit.objects.count() < 12 * FILMS
    assert SearchName.objects.filter(entry_type="film").count() == FilmName.objects.count()
    film = Film.objects.get(pk=FILMS)
    page = client.get(film.get_absolute_url())
    assert page.status_code == 200
    assert film.title in page.content.decode()


@pytest.mark.django_db
def test_a_database_that_holds_films_is_left_alone() -> None:
    make(20, report=_quiet)
    with pytest.raises(NotEmpty):
        make(20, report=_quiet)
    assert Film.objects.count() == 20


def test_equal_sizes_give_equal_rows() -> None:
    assert list(staff(Size(50))) == list(staff(Size(50)))


def test_few_people_have_many_credits_and_most_have_few() -> None:
    drawn = [ranked(number, 1, 10_000, 100) for number in range(20_000)]
    assert min(drawn) >= 1
    assert max(drawn) <= 10_000
    assert sum(who <= 100 for who in drawn) > 5 * sum(who > 9_900 for who in drawn)
