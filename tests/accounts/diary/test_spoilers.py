"""Spoilers open by themselves for who knows what they tell."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions.diary.log_watch import log_watch
from accounts.actions.watch import Said, watch
from accounts.diary.told import Told
from accounts.models import Spoilers
from films.models import Film, Segment
from tests import cast

pytestmark = pytest.mark.django_db

WHOLE, PART = ">! The film is a dream. !<", "A wreck. >! Her song !< is bait."
FOLDED, OPEN = '<details class="spoiler">', '<details class="spoiler" open>'
UNTICKED = '<label class="spoiler"><input type="checkbox"'
TICKED = '<label class="spoiler"><input checked type="checkbox"'


def _anthology() -> tuple[Film, list[Segment]]:
    rows = {f"segment:new{at}": {"number": at, "description": PART} for at in (1, 2)}
    film = cast.film("Memories", description=WHOLE, rows=rows)
    return film, list(Segment.objects.filter(film=film))


def _html(url: str, prefers: str = Spoilers.WATCHED) -> str:
    mei, client = cast.mei(), Client()
    mei.spoilers = prefers
    mei.save()
    client.force_login(mei)
    return client.get(url).content.decode()


def test_what_nobody_has_seen_is_folded() -> None:
    film, _parts = _anthology()
    watch(cast.mei(), film, Said(status="want", score=50))
    html = _html(film.get_absolute_url())
    assert (html.count(FOLDED), html.count(UNTICKED)) == (1, 2)


def test_a_segment_that_was_logged_is_open_and_nothing_else() -> None:
    film, parts = _anthology()
    log_watch(cast.mei(), film, Told("2025"), segments=parts[:1])
    url = film.get_absolute_url()
    html = _html(url)
    assert (html.count(FOLDED), html.count(OPEN)) == (1, 0)
    assert (html.count(UNTICKED), html.count(TICKED)) == (1, 1)
    assert html.index(TICKED) < html.index(UNTICKED)
    assert TICKED in _html(f"{url}segments/1/")
    assert UNTICKED in _html(f"{url}segments/2/")


def test_who_has_seen_the_film_knows_all_of_it() -> None:
    film, _parts = _anthology()
    log_watch(cast.mei(), film, Told("2025"))
    url = film.get_absolute_url()
    html = _html(url)
    assert (html.count(OPEN), html.count(TICKED)) == (1, 2)
    assert FOLDED not in html
    assert TICKED in _html(f"{url}segments/2/")
    for reader in (Client(), Client()):
        stranger = reader.get(url).content.decode()
        assert (stranger.count(FOLDED), stranger.count(UNTICKED)) == (1, 2)


def test_somebody_may_want_all_folded_or_all_open() -> None:
    film, _parts = _anthology()
    log_watch(cast.mei(), film, Told("2025"))
    assert FOLDED in _html(film.get_absolute_url(), Spoilers.FOLDED)
    other = cast.film("Akira", description=WHOLE)
    assert OPEN in _html(other.get_absolute_url(), Spoilers.OPEN)
    person = cast.person("Satoshi Kon", description=WHOLE)
    assert FOLDED in _html(person.get_absolute_url())
    assert OPEN in _html(person.get_absolute_url(), Spoilers.OPEN)


def test_what_is_known_costs_the_page_no_query_of_its_own() -> None:
    film, plain = (
        cast.film("Memories", description=WHOLE),
        cast.film("Akira", description="A city."),
    )
    client = Client()
    client.force_login(cast.mei())
    counts = []
    for each in (film, plain):
        client.get(each.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(each.get_absolute_url())
        counts.append(sum("accounts_viewing" in query["sql"] for query in queries))
    assert counts == [1, 1]


def test_the_preference_is_chosen_with_the_others() -> None:
    mei, client = cast.mei(), Client()
    client.force_login(mei)
    assert 'name="spoilers"' in client.get("/accounts/preferences/").content.decode()
    client.post("/accounts/preferences/", {"spoilers": "folded"})
    mei.refresh_from_db()
    assert mei.spoilers == Spoilers.FOLDED
    client.post("/accounts/preferences/", {"language": "ja"})
    mei.refresh_from_db()
    assert mei.spoilers == Spoilers.FOLDED
    assert client.post("/accounts/preferences/", {"spoilers": "some"}).status_code == 422


def test_a_surprising_character_is_shown_to_who_has_seen_the_segment() -> None:
    film, parts = _anthology()
    heroes = [cast.character("Eva"), cast.character("Nishio")]
    rows = {
        f"appearance:new{at}": {
            "character": cast.key_of(hero),
            "segment": f"segment:{part.pk}",
            "spoiler": True,
        }
        for at, (hero, part) in enumerate(zip(heroes, parts, strict=True))
    }
    cast.edit(film, description="No secret.", rows=rows)
    log_watch(cast.mei(), film, Told("2025"), segments=parts[:1])
    html = _html(film.get_absolute_url())
    assert (html.count(OPEN), html.count(FOLDED)) == (1, 1)
    assert html.index(OPEN) < html.index(">Eva</a>", html.index(OPEN)) < html.index(FOLDED)
    assert OPEN in _html(f"{film.get_absolute_url()}segments/1/")
    assert FOLDED in _html(f"{film.get_absolute_url()}segments/2/")
