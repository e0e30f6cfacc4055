"""Films that boards keep for adults: their pictures are not shown, and nobody is sent to them unasked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from films.adult import is_for_adults
from films.models import Film
from tests import cast
from tests.films.test_images import image

pytestmark = pytest.mark.django_db

RELEASE = {"country": "GB", "date": "1973", "rating_system": "bbfc", "rating": "R18"}


@pytest.mark.parametrize(
    ("board", "rating", "adult"),
    [
        ("bbfc", "R18", True),
        ("bbfc", "18", False),
        ("eirin", "R18+", True),
        ("eirin", "R15+", False),
        ("mpa", "NC-17", True),
        ("mpa", "R", False),
        ("acb", "x 18+", True),
        ("acb", "R18+", False),
        ("kmrb", "제한상영가", True),
        ("fsk", "18", False),
        ("", "R18", False),
        ("other", "X", False),
        ("mpa", "", False),
    ],
)
def test_the_class_for_adults_is_one_of_its_own(board: str, rating: str, adult: bool) -> None:
    assert is_for_adults(board, rating) is adult


def an_adult_film(**rows: Any) -> Film:
    return cast.film("Belladonna", rows={"release:new1": dict(RELEASE), **rows})


def test_what_a_release_is_rated_marks_the_film_until_it_is_corrected() -> None:
    film = an_adult_film()
    assert Film.objects.get(pk=film.pk).adult
    release = film.releases.get()
    cast.accept(cast.propose(film, rows={f"release:{release.pk}": {"rating": "18"}}))
    assert not Film.objects.get(pk=film.pk).adult


@pytest.fixture
def member(client: Client) -> tuple[Client, Any]:
    client.force_login(cast.mei())
    return client, cast.mei()


def test_a_drawn_poster_stands_for_theirs_until_the_reader_asks(member: tuple[Client, Any]) -> None:
    client, mei = member
    film = an_adult_film(**{"filmimage:new1": image()})
    digest = Film.objects.get(pk=film.pk).poster.partition("-")[0]
    assert digest not in Client().get("/films/").content.decode()
    assert digest not in client.get("/films/").content.decode()
    assert Client().get(f"{film.get_absolute_url()}poster.svg").status_code == 200
    mei.shows_adult = True
    mei.save()
    assert digest in client.get("/films/").content.decode()
    assert digest not in Client().get("/films/").content.decode()


def test_the_page_says_why_it_shows_no_pictures(member: tuple[Client, Any]) -> None:
    client, mei = member
    url = an_adult_film().get_absolute_url()
    assert "keeps this film for adults" in Client().get(url).content.decode()
    mei.shows_adult = True
    mei.save()
    assert "keeps this film for adults" not in client.get(url).content.decode()


def test_their_pictures_are_not_shown_with_a_segment_or_at_an_older_revision_either(
    member: tuple[Client, Any],
) -> None:
    client, mei = member
    film = cast.film(
        "Belladonna",
        rows={
            "segment:new1": {"number": 1},
            "filmimage:new1": image(1, "still", segment="segment:new1"),
            "filmimage:new2": image(2, "poster"),
        },
    )
    url = film.get_absolute_url()
    pages = [url, f"{url}segments/1/", f"{url}history/1/"]
    stills = [each["picture"].partition("-")[0] for each in (image(1), image(2))]
    assert all(stills[0] in Client().get(page).content.decode() for page in pages)
    cast.edit(film, rows={"release:new1": dict(RELEASE)})
    for reader in (Client(), client):
        for page in pages:
            shown = reader.get(page).content.decode()
            assert "keeps this film for adults" in shown, page
            assert not [still for still in stills if still in shown], page
    mei.shows_adult = True
    mei.save()
    assert all(stills[0] in client.get(page).content.decode() for page in pages)


def test_chance_leads_to_them_only_who_asked(member: tuple[Client, Any]) -> None:
    client, mei = member
    film = an_adult_film()
    other = cast.film("Memories")
    for _each in range(5):
        assert client.get("/films/random/")["Location"] == other.get_absolute_url()
    mei.shows_adult = True
    mei.save()
    found = {client.get("/films/random/")["Location"] for _each in range(60)}
    assert film.get_absolute_url() in found


def test_the_front_page_and_more_like_this_leave_them_out() -> None:
    people = {"credit:new1": {"role": "director", "person": f"person:{cast.person('Yamamoto').pk}"}}
    cast.film("Belladonna", rows={"release:new1": dict(RELEASE), **people})
    like = cast.film("Cleopatra", rows=people)
    assert "Belladonna" not in Client().get(like.get_absolute_url()).content.decode()
    front = Client().get("/").content.decode()
    assert "Cleopatra" in front
    assert ">Belladonna</a>" not in front.split('id="new', 1)[-1].split("</ul>", 1)[0]
