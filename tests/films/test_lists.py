"""Lists: of films with filters, of every type, of years, the front page."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from films import front_page
from films.models import Film
from films.views import films as films_view
from tests import cast
from wiki.actions.apply import apply
from wiki.actions.hide import hide
from wiki.entry_types import registry
from wiki.views import lists as lists_view

pytestmark = pytest.mark.django_db
TYPES = [entry_type for entry_type in registry if entry_type.model._meta.app_label == "films"]


def dated(title: str, year: int | None, *, rows: Any = None, **fields: Any) -> Film:
    """A film with a release in ``year``."""
    release = {"release:new1": {"date": str(year), "country": "JP"}} if year else {}
    return cast.film(title, rows={**release, **(rows or {})}, **fields)


def titles(client: Client, address: str) -> list[str]:
    """The films that a list shows, in its order."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return [card.title for card in answer.context["cards"]]


@pytest.fixture
def shelf() -> dict[str, Film]:
    return {
        "Akira": dated("Akira", 1988),
        "Memories": dated("Memories", 1995, kind="anthology"),
        "The Akira": dated("The Akira", 1995),
        "Undated": dated("Undated", None, kind="short"),
    }


# Films -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["The Akira", "Memories", "Akira", "Undated"]),
        ("?sort=oldest", ["Akira", "The Akira", "Memories", "Undated"]),
        ("?sort=title", ["Akira", "The Akira", "Memories", "Undated"]),
        ("?sort=added", ["Undated", "The Akira", "Memories", "Akira"]),
        ("?year=1995", ["The Akira", "Memories"]),
        ("?decade=1980", ["Akira"]),
        ("?kind=anthology", ["Memories"]),
        ("?kind=anthology&decade=1980", []),
        ("?year=&kind=&genre=&decade=", ["The Akira", "Memories", "Akira", "Undated"]),
    ],
)
def test_films_are_filtered_and_ordered_by_their_address(
    query: str, shown: list[str], client: Client
) -> None:
    assert titles(client, f"/films/{query}") == shown


def test_films_of_a_genre(client: Client) -> None:
    horror = cast.genre("Horror")
    cast.film("Perfect Blue", genres=[f"genre:{horror.pk}"])
    cast.film("Totoro")
    answer = client.get(f"/films/?genre={horror.pk}")
    assert [card.title for card in answer.context["cards"]] == ["Perfect Blue"]
    genres = answer.context["panel"]["genre"].options
    assert [(str(row.label), row.count, row.wanted) for row in genres] == [("Horror", 1, True)]


@pytest.mark.parametrize(
    "query",
    [
        "year=95",
        "year=abcd",
        "year=１９９５",
        "decade=1995",
        "kind=spaceship",
        "genre=999",
        "genre=x",
        "genre=99999999999999999999",
        "sort=best",
        "after=1~2",
        "before=x~x~x",
        "after=%00~a~1",
    ],
)
def test_an_address_that_makes_no_sense_is_refused_in_words(query: str, client: Client) -> None:
    answer = client.get(f"/films/?{query}")
    assert answer.status_code == 400
    assert b"<h1" in answer.content


@pytest.mark.usefixtures("shelf")
def test_the_form_shows_the_state_of_the_list_and_chips_take_it_off(client: Client) -> None:
    page = client.get("/films/?decade=1990&kind=anthology&sort=title").content.decode()
    assert 'name="decade" value="1990" checked' in page
    assert 'name="kind" value="anthology" checked' in page
    assert '<option value="title" selected>' in page
    assert escape("?kind=anthology&sort=title") in page
    assert escape("?decade=1990&sort=title") in page


def test_pages_of_the_list_meet_every_film_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(films_view, "PAGE_SIZE", 2)
    for number in range(5):
        dated(f"Film {number}", 1990 + number % 2)
    met, address = [], "/films/?sort=oldest"
    while address:
        answer = client.get(address)
        met += [card.title for card in answer.context["cards"]]
        following = answer.context["page"].next
        address = f"/films/{following}" if following else ""
    assert met == ["Film 0", "Film 2", "Film 4", "Film 1", "Film 3"]


def test_hidden_films_are_on_no_list(client: Client) -> None:
    film = dated("Stink Bomb", 1995)
    hide(film, user=cast.tatsuo(), summary="Not a film")
    assert titles(client, "/films/") == []
    assert client.get("/years/1995/").context["months"] == []
    assert b"Stink Bomb" not in client.get("/").content


def test_a_card_says_what_matters(client: Client) -> None:
    native = {"filmname:new2": {"text": "メモリーズ", "language": "ja", "kind": "native"}}
    film = dated("Memories", 1995, rows=native, kind="anthology", runtime=113)
    page = client.get("/films/").content.decode()
    assert 'lang="ja">メモリーズ<' in page
    assert "1995 · anthology · 113\u00a0min" in page
    assert re.search(rf'src="/films/{film.pk}-memories/poster\.svg\?v=\w+"', page)
    assert f'href="/films/{film.pk}-memories/"' in page


@pytest.mark.parametrize("many", [2, 25])
def test_the_list_takes_ten_queries_at_most(
    many: int, client: Client, django_assert_max_num_queries: Any
) -> None:
    horror = cast.genre("Horror")
    for number in range(many):
        dated(f"Film {number}", 1990, genres=[f"genre:{horror.pk}"])
    client.get("/films/")  # reads the films that were just made
    with django_assert_max_num_queries(6):
        client.get(f"/films/?genre={horror.pk}&kind=feature")


# Every type --------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry_type", TYPES, ids=lambda t: t.segment)
def test_every_type_has_a_list_by_name_that_invites(entry_type: Any, client: Client) -> None:
    empty = client.get(f"/{entry_type.segment}/").content.decode()
    assert f'href="/{entry_type.segment}/new/"' in empty
    assert 'class="invite"' in empty
    for name in ("Beta", "The Alpha", "Gamma"):
        cast.page(entry_type.model, name)
    page = client.get(f"/{entry_type.segment}/").content.decode()
    if entry_type.name not in ("film", "feature"):  # whose lists have an order of their own
        assert page.index("The Alpha") < page.index("Beta") < page.index("Gamma")


@pytest.mark.parametrize("entry_type", TYPES, ids=lambda t: t.segment)
def test_every_list_takes_ten_queries_at_most_however_long(
    entry_type: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        cast.page(entry_type.model, f"Name {number}")
    client.get("/films/")  # reads the films that were just made
    with django_assert_max_num_queries(6):
        assert client.get(f"/{entry_type.segment}/").status_code == 200


def test_a_list_tells_how_many_films_each_has(client: Client) -> None:
    horror = cast.genre("Horror")
    cast.film("Perfect Blue", genres=[f"genre:{horror.pk}"])
    hidden = cast.film("Other", genres=[f"genre:{horror.pk}"])
    hide(hidden, user=cast.tatsuo(), summary="No")
    assert "1 film<" in client.get("/genres/").content.decode()


def test_a_list_can_be_narrowed_to_a_kind(client: Client) -> None:
    cast.company("Toho", kind="distributor")
    cast.company("Madhouse", kind="studio")
    page = client.get("/companies/?kind=studio")
    assert [entry.title for entry in page.context["entries"]] == ["Madhouse"]
    assert client.get("/companies/?kind=spaceship").status_code == 400


def test_a_long_list_has_letters_to_jump_to(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists_view, "LETTERS_FROM", 3)
    for name in ("Abe", "Kon", "Otomo"):
        cast.person(name)
    page = client.get("/people/")
    address = next(row["url"] for row in page.context["letters"] if row["label"] == "K")
    jumped = client.get(f"/people/{address}")
    assert [entry.title for entry in jumped.context["entries"]] == ["Kon", "Otomo"]


# Years -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("shelf")
def test_years_are_listed_by_decade_with_their_films(client: Client) -> None:
    page = client.get("/years/")
    decades = page.context["decades"]
    assert [decade["label"] for decade in decades] == ["1990s", "1980s"]
    assert [(y.year, y.count, y.share) for y in decades[0]["years"]] == [(1995, 2, 12)]
    assert page.context["undated"] == 1


# The front page ----------------------------------------------------------------------------------


def test_the_front_page_answers_on_an_empty_wiki(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert page.content.count(b'class="invite"') == 2


def test_the_front_page_shows_figures_that_follow_each_revision(client: Client) -> None:
    def films() -> int:
        return next(f.count for f in client.get("/").context["figures"] if f.url == "/films/")

    client.force_login(cast.mei())
    cast.film("Memories")
    assert films() == 1
    cast.film("Akira")
    assert films() == 2


def test_the_front_page_tells_the_latest_changes(client: Client) -> None:
    film = cast.film("Memories")
    cast.edit(film, runtime=113, summary="Runtime from the disc")
    change = front_page.changes()[0]
    assert (str(change.names), change.summary) == ("Memories", "Runtime from the disc")
    assert (change.author, change.approver, change.number) == ("mei", "satsuki", 2)
    page = client.get("/").content.decode()
    assert f'href="{film.get_absolute_url()}history/2/"' in page


def test_a_change_is_told_by_the_page_that_it_was_for() -> None:
    cast.film(
        "Memories",
        rows={
            "person:new1": {},
            "personname:new1": {"person": "person:new1", "text": "Koji Morimoto", "display": True},
            "credit:new1": {"role": "director", "person": "person:new1"},
        },
    )
    (change,) = front_page.changes()
    assert (str(change.names), change.pages) == ("Memories", 2)


def test_an_import_is_one_line_however_many_revisions_it_made() -> None:
    for number in range(3):
        key = "genre:new1"
        name = {"genre": key, "text": f"Genre {number}", "language": "en", "display": True}
        changes = cast.changes_to({}, key, {key: {}, "genrename:new1": name})
        apply(changes, kind="import", author=None, summary="Import: genres")
    (change,) = front_page.changes()
    assert (change.summary, change.pages, change.url) == ("Import: genres", 3, "")


def test_changes_of_hidden_pages_are_not_told() -> None:
    film = cast.film("Memories")
    hide(film, user=cast.tatsuo(), summary="Not a film")
    assert front_page.changes() == []


def test_anthologies_take_turns() -> None:
    for number in range(5):
        segments = {f"segment:new{at}": {"number": at, "film": "film:new1"} for at in (1, 2)}
        cast.film(f"Anthology {number}", kind="anthology", rows=segments)
    shown = [front_page.anthologies(day) for day in range(5)]
    assert all(len(found) == 4 for found in shown)
    assert {film.film.title for found in shown for film in found} == {
        f"Anthology {number}" for number in range(5)
    }
    assert [line.number for line in shown[0][0].segments] == [1, 2]


def test_the_wall_is_the_same_all_day() -> None:
    for number in range(8):
        dated(f"Film {number}", 1990)
    assert front_page.wall(7) == front_page.wall(7)
    assert len(front_page.wall(7)) == 6


@pytest.mark.parametrize("many", [1, 15])
def test_the_front_page_takes_no_more_queries_with_more_films(
    many: int, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(many):
        dated(f"Film {number}", 1990)
    with django_assert_max_num_queries(17):
        client.get("/")
