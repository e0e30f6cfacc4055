"""The pages on which members keep their lists."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actions.watch import Said, watch
from accounts.models import User, Viewing
from films.models import Film, Segment
from tests import cast
from tests.accounts.reviews.writing import an_anthology
from tests.readers import reader

pytestmark = pytest.mark.django_db

FRAGMENT = {"Genga-Fragment": "1"}


def _mine(film: Film) -> Viewing:
    return Viewing.objects.get(user=cast.mei(), film=film, segment=None)


def test_a_film_is_put_on_the_list_by_one_press_and_taken_off_by_another() -> None:
    film, mei = cast.film(), reader(cast.mei())
    answer = mei.post(f"{film.get_absolute_url()}mark/", {"status": "want"})
    assert (answer.status_code, answer["Location"]) == (302, film.get_absolute_url())
    page = mei.get(film.get_absolute_url()).content.decode()
    assert 'aria-pressed="true"' in page
    assert _mine(film).status == "want"
    mei.post(f"{film.get_absolute_url()}mark/", {"status": ""})
    assert not Viewing.objects.exists()


def test_a_rating_on_the_page_presses_watched_and_taking_it_back_leaves_that() -> None:
    film, mei = cast.film(), reader(cast.mei())
    url = f"{film.get_absolute_url()}mark/"
    mei.post(url, {"score": "60"})
    assert (_mine(film).status, _mine(film).times, _mine(film).score) == ("watched", 1, 60)
    mei.post(url, {"score": ""})
    assert (_mine(film).status, _mine(film).score) == ("watched", None)


def test_a_script_gets_the_line_alone() -> None:
    film, mei = cast.film(), reader(cast.mei())
    answer = mei.post(f"{film.get_absolute_url()}mark/", {"score": "85"}, headers=FRAGMENT)
    assert answer.status_code == 200
    assert b"<genga-mark" in answer.content
    assert b"<html" not in answer.content
    assert _mine(film).score == 85


def test_pressing_returns_to_the_page_it_was_pressed_on_and_nowhere_else() -> None:
    film, mei = cast.film(), reader(cast.mei())
    url = f"{film.get_absolute_url()}mark/"
    assert (
        mei.post(url, {"status": "want", "next": "/films/?kind=ova"})["Location"]
        == "/films/?kind=ova"
    )
    for elsewhere in ("https://example.org/", "//example.org/", "home", "1995", "/a\x00"):
        away = mei.post(url, {"status": "want", "next": elsewhere})
        assert (away.status_code, away["Location"]) == (302, film.get_absolute_url())


@pytest.mark.parametrize(
    "sent", [{"status": "loved"}, {"score": "ten"}, {"score": "101"}, {"score": "٣"}]
)
def test_what_is_no_status_and_no_rating_is_refused(sent: dict[str, str]) -> None:
    film = cast.film()
    assert reader(cast.mei()).post(f"{film.get_absolute_url()}mark/", sent).status_code == 400
    assert not Viewing.objects.exists()


def test_strangers_are_asked_to_log_in() -> None:
    film, client = cast.film(), Client()
    assert "/accounts/login/" in client.post(f"{film.get_absolute_url()}mark/")["Location"]
    assert "/accounts/login/" in client.get(f"{film.get_absolute_url()}mine/")["Location"]
    assert "/accounts/login/" in client.get("/mine/")["Location"]


def test_the_form_keeps_everything_of_a_film_and_its_segments() -> None:
    film = cast.film("Memories", rows={"segment:new1": {"number": 1}})
    part = Segment.objects.get(film=film)
    mei = reader(cast.mei())
    sent = {
        "status": "watched",
        "score": "80",
        "times": "3",
        "started": "1999",
        "finished": "2001-05",
        "notes": "The train",
        "private": "on",
        f"segment-{part.pk}-status": "watched",
        f"segment-{part.pk}-score": "100",
    }
    answer = mei.post(f"{film.get_absolute_url()}mine/", sent)
    assert answer.status_code == 302
    kept = _mine(film)
    assert (kept.status, kept.score, kept.times, kept.started) == ("watched", 80, 3, "1999")
    assert (kept.finished, kept.notes, kept.private) == ("2001-05", "The train", True)
    assert Viewing.objects.get(segment=part).score == 100
    page = mei.get(f"{film.get_absolute_url()}mine/").content.decode()
    assert "The train" in page
    mei.post(f"{film.get_absolute_url()}mine/", {"act": "forget"})
    assert not Viewing.objects.filter(segment=None).exists()


def test_a_form_that_is_refused_keeps_what_was_typed() -> None:
    film = cast.film()
    sent = {"status": "watched", "finished": "last week", "notes": "A long evening", "times": "-2"}
    answer = reader(cast.mei()).post(f"{film.get_absolute_url()}mine/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "last week" in page
    assert "A long evening" in page
    assert page.count("is-invalid") == 2
    assert not Viewing.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"status": "watched", "finished": "2099"}, "finished"),
        ({"status": "watching", "started": "2099-01-01"}, "started"),
        ({"status": "watched", "finished": "1900"}, "finished"),
        ({"status": "watched", "times": "0"}, "times"),
        ({"status": "", "times": "3"}, "status"),
        ({"status": "", "finished": "2001"}, "status"),
    ],
)
def test_what_cannot_have_been_is_refused_beside_its_field(
    sent: dict[str, str], field: str
) -> None:
    film = cast.film("Robot Carnival", rows=cast.released(1987))
    answer = reader(cast.mei()).post(f"{film.get_absolute_url()}mine/", sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Viewing.objects.exists()


def test_who_has_now_watched_what_they_wanted_to_has_seen_it_once() -> None:
    film = cast.film("Robot Carnival", rows=cast.released(1987))
    watch(cast.mei(), film, Said(status="want"))
    sent = {"status": "watched", "times": "0", "finished": "1986"}
    assert reader(cast.mei()).post(f"{film.get_absolute_url()}mine/", sent).status_code == 302
    assert (_mine(film).status, _mine(film).times) == ("watched", 1)


def test_what_an_import_left_apart_stands_in_nobodys_way() -> None:
    film = cast.film("Robot Carnival", rows=cast.released(1987))
    watch(cast.mei(), film, Said(times=2, finished="1900"))
    sent = {"status": "", "times": "2", "finished": "1900", "notes": "Seven of nine"}
    assert reader(cast.mei()).post(f"{film.get_absolute_url()}mine/", sent).status_code == 302
    assert _mine(film).notes == "Seven of nine"


def test_a_list_is_read_by_status_and_in_orders() -> None:
    for title, said in (
        ("Akira", Said(status="watched", score=70)),
        ("Memories", Said(status="watched", score=95)),
        ("Paprika", Said(status="want")),
    ):
        watch(cast.mei(), cast.film(title), said)
    client = Client()
    every = client.get("/users/mei/films/").content.decode()
    assert all(title in every for title in ("Akira", "Memories", "Paprika"))
    rated = client.get("/users/mei/films/?status=watched&sort=rating").content.decode()
    assert rated.index("Memories") < rated.index("Akira")
    assert "Paprika" not in rated
    assert client.get("/users/MEI/films/")["Location"] == "/users/mei/films/"


@pytest.mark.parametrize("query", ["status=loved", "sort=taste", "after=1~2~3"])
def test_a_part_that_lists_do_not_have_is_refused(query: str) -> None:
    cast.mei()
    assert Client().get(f"/users/mei/films/?{query}").status_code == 400


def test_others_see_neither_private_lines_nor_private_lists_nor_notes() -> None:
    mei = cast.mei()
    watch(mei, cast.film("Akira"), Said(status="watched", notes="Cried"))
    watch(mei, cast.film("Memories"), Said(status="watched", private=True))
    seen = Client().get("/users/mei/films/").content.decode()
    assert "Akira" in seen
    assert "Memories" not in seen
    assert "Cried" not in seen
    own = reader(mei).get("/users/mei/films/").content.decode()
    assert "Memories" in own
    assert "Cried" in own
    mei.privacy = {"watch_list": "me"}
    mei.save()
    assert "Akira" not in Client().get("/users/mei/films/").content.decode()


def test_ratings_stand_on_the_film_page_in_the_readers_scale() -> None:
    film, mei = cast.film(), cast.mei()
    watch(mei, film, Said(score=90))
    stranger = Client().get(film.get_absolute_url()).content.decode()
    assert "1 rating" in stranger
    assert "weighted mean ·" in stranger
    assert '<a href="/charts/#formula">How this is counted</a>' in stranger
    assert 'id="formula"' in Client().get("/charts/").content.decode()
    mei.scale = "hundred"
    mei.save()
    assert "plain mean 90" in reader(mei).get(film.get_absolute_url()).content.decode()


def test_a_page_kept_for_strangers_follows_the_ratings() -> None:
    film, client = cast.film(), Client()
    before = client.get(film.get_absolute_url())
    assert "1 rating" not in before.content.decode()
    watch(cast.mei(), film, Said(score=90))
    after = client.get(film.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "1 rating" in after.content.decode()
    again = client.get(film.get_absolute_url(), headers={"If-None-Match": after["ETag"]})
    assert again.status_code == 304


def test_rating_one_film_leaves_the_kept_page_of_another(client: Client) -> None:
    film, other = cast.film("Akira"), cast.film("Memories")
    before = client.get(film.get_absolute_url())
    watch(cast.mei(), other, Said(score=90))
    same = client.get(film.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    assert same.status_code == 304


def test_the_list_costs_the_same_for_few_films_and_many(
    django_assert_max_num_queries: object,
) -> None:
    mei, client = cast.mei(), Client()
    for at in range(12):
        watch(mei, cast.film(f"Film {at}"), Said(status="want"))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get("/users/mei/films/")


def test_cards_say_where_a_member_stands_and_take_one_press() -> None:
    akira, memories = cast.film("Akira"), cast.film("Memories")
    watch(cast.mei(), akira, Said(status="watched"))
    mei = reader(cast.mei())
    page = mei.get("/films/").content.decode()
    assert "Watched: Akira" in page
    assert "Want to watch: Memories" in page
    url = f"{memories.get_absolute_url()}mark/"
    card = mei.post(url, {"status": "want", "next": "/films/"}, headers={"Genga-Fragment": "card"})
    assert 'aria-pressed="true"' in card.content.decode()
    assert b"genga-mark" not in card.content
    assert _mine(memories).status == "want"


def test_cards_for_strangers_have_no_mark() -> None:
    cast.film("Akira")
    assert "card-mark" not in Client().get("/films/").content.decode()


def test_marks_cost_one_query_for_all_cards(django_assert_max_num_queries: object) -> None:
    for at in range(6):
        cast.film(f"Film {at}")
    mei = reader(cast.mei())
    mei.get("/films/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        mei.get("/films/")


def test_the_list_says_how_much_of_an_anthology_was_watched(client: Client) -> None:
    film, mei = an_anthology(), cast.mei()
    first = film.segments.order_by("number")[0]
    watch(mei, film, Said(status="watching"))
    watch(mei, film, Said(status="watched"), segment=first)
    assert "1 of 2 segments watched" in client.get("/users/mei/films/").content.decode()
    watch(mei, film, Said(status="watched", private=True), segment=first)
    assert "segments watched" not in client.get("/users/mei/films/").content.decode()
    assert "1 of 2 segments watched" in reader(mei).get("/users/mei/films/").content.decode()


@pytest.mark.parametrize(
    "path", ["", "films/", "diary/", "lists/", "reviews/", "statistics/", "year/2001/"]
)
def test_pages_of_somebody_new_say_what_to_do(path: str) -> None:
    mei: User = cast.mei()
    page = reader(mei).get(f"{mei.get_absolute_url()}{path}").content.decode()
    invite = page.split('class="invite"')[1].split("</p>")[0]
    assert "href=" in invite
    other = Client().get(f"{mei.get_absolute_url()}{path}").content.decode()
    assert "/mine/import/" not in other


def test_the_menu_of_members_leads_to_all_that_is_theirs() -> None:
    page = reader(cast.mei()).get("/help/").content.decode()
    menu = page.split('class="menu__list"')[1].split("</ul>")[0]
    for url in (
        "/mine/",
        "/users/mei/diary/",
        "/users/mei/lists/",
        "/mine/suggestions/",
        "/programme/",
        "/mine/tasks/",
        "/mine/following/",
    ):
        assert f'href="{url}"' in menu, url
