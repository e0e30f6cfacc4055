"""Pages are reached by what other sites call them, and stay reachable when they are merged."""

import pytest
from django.test import Client

from films.models import Film, Person
from tests import cast
from wiki.actions.hide import hide
from wiki.actions.merge import merge

pytestmark = pytest.mark.django_db


def _known(model: type = Film, title: str = "Memories", value: str = "1462") -> Film:
    part = f"{model._meta.model_name}link"
    return cast.page(model, title, rows={f"{part}:new1": {"site": "anilist", "value": value}})


def test_an_external_id_leads_to_its_page(client: Client) -> None:
    film, person = _known(), _known(Person, "Satoshi Kon", "96872")
    for path, entry in (("/films/by/anilist/1462/", film), ("/people/by/anilist/96872/", person)):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, entry.get_absolute_url())


def test_an_identifier_may_hold_slashes(client: Client) -> None:
    film = cast.film(rows={"filmlink:new1": {"site": "tmdb", "value": "movie/42994"}})
    assert client.get("/films/by/tmdb/movie/42994/")["Location"] == film.get_absolute_url()


@pytest.mark.parametrize(
    "path",
    [
        "/films/by/anilist/9/",
        "/films/by/nowhere/1462/",
        "/people/by/anilist/1462/",
        "/films/by/anilist/%00/",
        f"/films/by/anilist/{'9' * 400}/",
    ],
)
def test_what_no_page_is_called_is_not_found(client: Client, path: str) -> None:
    _known()
    assert client.get(path).status_code == 404


def test_a_hidden_page_is_not_found_by_its_id(client: Client) -> None:
    film = _known()
    hide(film, user=cast.satsuki(), summary="Not a film")
    assert client.get("/films/by/anilist/1462/").status_code == 404


def test_ids_and_addresses_of_a_merged_page_lead_to_the_one_that_is_left(client: Client) -> None:
    old, kept = _known(), cast.film("Memories of 1995")
    merge(old, into=kept, user=cast.satsuki(), summary="The same film")
    assert client.get("/films/by/anilist/1462/")["Location"] == kept.get_absolute_url()
    answer = client.get(old.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())
