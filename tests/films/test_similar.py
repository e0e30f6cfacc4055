"""More like this: who is suggested, who is not, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from films import similar, similar_rows, similar_sources
from films.models import Film, Franchise, Theme
from films.similar_sources import Alike
from tests import cast
from wiki import documents
from wiki.actions.hide import hide
from wiki.models import Entry

pytestmark = pytest.mark.django_db


def made(
    title: str, year: int = 1995, *, people: dict[str, str] | None = None, **fields: Any
) -> Film:
    """A film; ``people`` are roles by the key of a person."""
    rows: dict[str, Any] = {"release:new1": {"date": str(year), "country": "JP"}}
    for at, (person, role) in enumerate((people or {}).items(), 1):
        rows[f"credit:new{at}"] = {"role": role, "person": person}
    rows.update(fields.pop("rows", {}))
    return cast.film(title, rows=rows, **fields)


def key(entry: Entry) -> str:
    return cast.key_of(entry)


def likenesses(film: Film, *, most: int = 10, links: bool = False) -> list[similar.Likeness]:
    film.refresh_from_db()
    document = documents.load_one(film)
    labels = documents.labels(documents.references_in(document))
    return similar.like(similar.own(film.pk, film.year, document), labels, most=most, links=links)


def titles(film: Film) -> list[str]:
    return [found.film.title for found in likenesses(film)]


def on_page(client: Client, address: str) -> dict[str, Any]:
    """What the template of a film's page has got; pieces from other apps know the film, too."""
    found: dict[str, Any] = next(
        context["film"]
        for context in client.get(address).context
        if isinstance(context.get("film"), dict)
    )
    return found


def test_a_shared_director_says_more_than_a_shared_key_animator() -> None:
    otomo, inoue = cast.person("Katsuhiro Otomo"), cast.person("Toshiyuki Inoue")
    memories = made("Memories", people={key(otomo): "director", key(inoue): "key_animation"})
    made("Ghost in the Shell", people={key(inoue): "key_animation", key(otomo): "key_animation"})
    made("Akira", people={key(otomo): "director"})
    assert titles(memories) == ["Akira", "Ghost in the Shell"]


def test_the_reason_names_people_with_their_roles_themes_and_genres() -> None:
    otomo = cast.person("Katsuhiro Otomo")
    cyberpunk, horror = cast.page(Theme, "cyberpunk"), cast.genre("Horror")
    shared = {"themes": [key(cyberpunk)], "genres": [key(horror)]}
    memories = made("Memories", people={key(otomo): "director"}, **shared)
    made("Akira", people={key(otomo): "director"}, **shared)
    (found,) = likenesses(memories)
    assert found.reason == (
        "Shares Katsuhiro Otomo (director), the theme cyberpunk and the genre Horror"
    )
    (found,) = likenesses(memories, links=True)
    assert f'<a href="{otomo.get_absolute_url()}">Katsuhiro Otomo</a> (director)' in found.reason
    assert f'<a href="{cyberpunk.get_absolute_url()}">cyberpunk</a>' in found.reason


def test_names_in_reasons_are_escaped() -> None:
    person, theme = cast.person("<b>Otomo</b> 100%"), cast.page(Theme, "A & B")
    memories = made("Memories", people={key(person): "director"}, themes=[key(theme)])
    made("Akira", people={key(person): "director"}, themes=[key(theme)])
    (found,) = likenesses(memories)
    assert found.reason == (
        "Shares &lt;b&gt;Otomo&lt;/b&gt; 100% (director) and the theme A &amp; B"
    )


def test_what_few_films_have_says_more() -> None:
    rare, frequent = cast.page(Theme, "Rare"), cast.page(Theme, "Frequent")
    memories = made("Memories", themes=[key(rare), key(frequent)])
    made("Also frequent", themes=[key(frequent)])
    made("Also rare", themes=[key(rare)])
    for number in range(4):
        made(f"Frequent {number}", themes=[key(frequent)])
    assert titles(memories)[0] == "Also rare"


def test_films_that_the_page_names_anyway_are_left_out(client: Client) -> None:
    otomo = cast.person("Katsuhiro Otomo")
    series = cast.page(Franchise, "Short films")
    by_otomo = {key(otomo): "director"}
    related, likened = made("Related", people=by_otomo), made("Likened", people=by_otomo)
    memories = made(
        "Memories",
        people=by_otomo,
        rows={
            "relation:new1": {"kind": "sequel", "other": key(related)},
            "similarity:new1": {"other": key(likened), "reason": "Cannons"},
            "membership:new1": {"franchise": key(series)},
        },
    )
    made("Mate", people=by_otomo, rows={"membership:new1": {"franchise": key(series)}})
    pointing = made(
        "Pointing",
        people=by_otomo,
        rows={"similarity:new1": {"other": key(memories), "reason": "Smoke"}},
    )
    made("Akira", people=by_otomo)
    shown = on_page(client, memories.get_absolute_url())
    assert [found.film.title for found in shown["more"]] == ["Akira"]
    assert {other["title"] for other in shown["similar"]} == {"Likened", pointing.title}


def test_hidden_films_and_people_are_not_named() -> None:
    otomo, kon = cast.person("Katsuhiro Otomo"), cast.person("Satoshi Kon")
    both = {key(otomo): "director", key(kon): "writer"}
    memories, gone = made("Memories", people=both), made("Gone", people=both)
    made("Akira", people=both)
    hide(gone, user=cast.tatsuo(), summary="Not a film")
    hide(kon, user=cast.tatsuo(), summary="Not a person")
    (found,) = likenesses(memories)
    assert found.film.title == "Akira"
    assert found.reason == "Shares Katsuhiro Otomo (director)"


def test_what_too_many_films_have_chooses_none_but_adds_to_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(similar_rows, "COMMON", 2)
    monkeypatch.setattr(similar, "FEW", 0)
    otomo, everywhere = cast.person("Katsuhiro Otomo"), cast.page(Theme, "Everywhere")
    memories = made("Memories", people={key(otomo): "director"}, themes=[key(everywhere)])
    made("Akira", people={key(otomo): "director"}, themes=[key(everywhere)])
    made("Other", themes=[key(everywhere)])
    (found,) = likenesses(memories)
    assert found.reason == "Shares Katsuhiro Otomo (director) and the theme Everywhere"


def test_a_film_with_nothing_rare_is_given_films_of_about_its_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(similar_rows, "COMMON", 1)
    horror, drama = cast.genre("Horror"), cast.genre("Drama")
    genres = [key(horror), key(drama)]
    memories = made("Memories", 1995, genres=genres)
    made("Same years", 1996, genres=genres)
    made("Other years", 2010, genres=genres)
    made("Other genre", 1995, genres=[key(cast.genre("Comedy"))])
    (found,) = likenesses(memories)
    assert found.film.title == "Same years"
    assert found.reason == "Shares the genre Horror" or found.reason == "Shares the genre Drama"


def test_roles_that_everybody_has_done_make_no_films_alike() -> None:
    person = cast.person("Somebody")
    memories = made("Memories", people={key(person): "in_between"})
    made("Akira", people={key(person): "in_between"})
    assert titles(memories) == []


@pytest.fixture
def lists() -> Iterator[list[Film]]:
    films: list[Film] = []

    def source(film: int) -> dict[int, Alike]:
        return {other.pk: Alike(3, "12 lists & more") for other in [*films] if films[0].pk == film}

    similar_sources.register(source)
    similar_sources.register(source)
    yield films
    similar_sources.unregister(source)


def test_apps_above_can_say_what_else_makes_films_alike(lists: list[Film]) -> None:
    otomo = cast.person("Katsuhiro Otomo")
    memories = made("Memories", people={key(otomo): "director"})
    lists += [memories, made("Akira", people={key(otomo): "director"}), made("Paprika")]
    akira, paprika = likenesses(memories)
    assert akira.reason == "Shares Katsuhiro Otomo (director) and 12 lists &amp; more"
    assert paprika.reason == "Shares 12 lists &amp; more"


@pytest.mark.parametrize("many", [2, 12])
def test_suggestions_take_two_queries_however_many_films(
    many: int, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar_sources, "_sources", [])
    otomo, theme = cast.person("Katsuhiro Otomo"), cast.page(Theme, "Cyberpunk")
    films = [
        made(f"Film {at}", people={key(otomo): "director"}, themes=[key(theme)])
        for at in range(max(many, similar.FEW + 1))
    ]
    film = Film.objects.get(pk=films[0].pk)
    document = documents.load_one(film)
    labels = documents.labels(documents.references_in(document))
    with django_assert_num_queries(2):
        assert similar.like(similar.own(film.pk, film.year, document), labels, most=6)


# Pages -------------------------------------------------------------------------------------------


def test_the_pagelists_all_with_links_and_what_editors_chose(client: Client) -> None:
    otomo = cast.person("Katsuhiro Otomo")
    likened = made("Robot Carnival", 1987)
    memories = made(
        "Memories",
        people={key(otomo): "director"},
        rows={"similarity:new1": {"other": key(likened), "reason": "An earlier anthology"}},
    )
    made("Akira", 1988, people={key(otomo): "director"})
    answer = client.get(f"{memories.get_absolute_url()}similar/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Films like Memories</h1>" in page
    assert "An earlier anthology" in page
    assert f'Shares <a href="{otomo.get_absolute_url()}">Katsuhiro Otomo</a> (director)' in page
    assert client.get(f"/films/{memories.pk}/similar/").status_code == 301
    assert client.get("/films/99999/similar/").status_code == 404
    again = client.get(
        f"{memories.get_absolute_url()}similar/", headers={"if-none-match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_a_film_like_no_other_invites(client: Client) -> None:
    memories = made("Memories")
    page = client.get(f"{memories.get_absolute_url()}similar/").content.decode()
    assert "No film shares people, themes or genres with Memories yet." in page
    assert 'class="invite"' in page


def test_an_approved_change_shows_in_what_is_suggested(client: Client) -> None:
    otomo = cast.person("Katsuhiro Otomo")
    memories, akira = made("Memories", people={key(otomo): "director"}), made("Akira")
    address = memories.get_absolute_url()
    assert on_page(client, address)["more"] == []
    cast.edit(akira, rows={"credit:new1": {"role": "director", "person": key(otomo)}})
    assert "Shares Katsuhiro Otomo (director)" in client.get(address).content.decode()


def test_past_versions_suggest_nothing(client: Client) -> None:
    otomo = cast.person("Katsuhiro Otomo")
    memories = made("Memories", people={key(otomo): "director"})
    made("Akira", people={key(otomo): "director"})
    assert on_page(client, f"{memories.get_absolute_url()}history/1/")["more"] == []
