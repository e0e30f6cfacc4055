"""The pages of lists: who sees what, what they cost, and what hostile requests get."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.core.cache import caches
from django.test import Client

from accounts.actions.lists.add_rows import add_rows
from accounts.actions.lists.arrange_rows import Arrangement, arrange_rows
from accounts.actions.lists.change_list import change_list
from accounts.actions.lists.like_list import like_list
from accounts.lists.words import Words
from accounts.models import FilmList, Openness, Visibility
from tests import cast
from tests.accounts.lists.lists import a_list, key, row, titles
from tests.readers import reader, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["pages"].clear()


def test_a_public_list_is_for_everybody_and_on_the_shelf() -> None:
    made = a_list(cast.film("Memories"), tags=("short films",))
    assert "Memories" in text(Client(), made.get_absolute_url())
    for shelf in ("/lists/", "/lists/?tag=short-films", "/lists/?q=seen", "/lists/?sort=size"):
        assert made.title in text(Client(), shelf)
    assert made.title in text(Client(), "/users/mei/lists/")
    assert "noindex" not in text(Client(), made.get_absolute_url())


def test_an_unlisted_list_is_for_who_has_its_address() -> None:
    made = a_list(visibility=Visibility.UNLISTED)
    page = text(Client(), made.get_absolute_url())
    assert made.title in page
    assert "noindex" in page
    assert made.title not in text(Client(), "/lists/")
    assert made.title not in text(Client(), "/users/mei/lists/")
    assert made.title in text(reader(cast.mei()), "/users/mei/lists/")


def test_a_private_list_is_nowhere_for_others() -> None:
    made = a_list(visibility=Visibility.PRIVATE, editors=(cast.kanta(),))
    url = made.get_absolute_url()
    for part in ("", "history/", "feed/", "rss/", "list.csv", "list.json"):
        for other in (Client(), reader(cast.satsuki())):
            text(other, url + part, 404)
        text(reader(cast.kanta()), url + part)
    answer = reader(cast.mei()).get(f"{url}list.csv")
    assert "private" in answer["Cache-Control"]


def test_a_list_that_becomes_private_is_gone_at_once() -> None:
    film = cast.film("Memories")
    made = a_list(film)
    stranger, url = Client(), made.get_absolute_url()
    assert made.title in text(stranger, url)
    assert made.title in text(stranger, film.get_absolute_url())
    data = {"title": made.title, "visibility": "private", "openness": "closed"}
    assert reader(cast.mei()).post(f"{url}edit/", data).status_code == 302
    text(stranger, url, 404)
    assert made.title not in text(stranger, film.get_absolute_url())
    assert made.title not in text(stranger, "/lists/")


def test_a_kept_page_follows_the_list_and_the_catalogue() -> None:
    film = cast.film("Memories")
    made = a_list(film)
    stranger, url = Client(), made.get_absolute_url()
    first = stranger.get(url)
    again = stranger.get(url, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    like_list(made, by=cast.kanta())
    assert "1 like" in text(stranger, url)
    cast.edit(film, runtime=113)
    assert "113" in text(stranger, url)


def test_reading_writes_nothing() -> None:
    made = a_list(cast.film("Memories"))
    before = FilmList.objects.values().get()
    for part in ("", "history/", "feed/", "list.csv"):
        Client().get(made.get_absolute_url() + part)
    assert FilmList.objects.values().get() == before


def test_pages_cost_the_same_whatever_the_rows(django_assert_max_num_queries: Any) -> None:
    made = a_list(*(cast.film(name) for name in "ABCDE"), openness=Openness.OPEN)
    url, kanta = made.get_absolute_url(), reader(cast.kanta())
    kanta.get(url)
    with django_assert_max_num_queries(11):
        text(kanta, url)
    with django_assert_max_num_queries(6):
        text(Client(), "/lists/?sort=size")
    with django_assert_max_num_queries(9):
        text(kanta, f"{url}rows/")


def test_a_kept_page_costs_two_queries(django_assert_num_queries: Any) -> None:
    made = a_list(cast.film("A"))
    Client().get(made.get_absolute_url())
    with django_assert_num_queries(2):
        text(Client(), made.get_absolute_url())


def test_the_page_of_a_film_names_the_lists_that_hold_it() -> None:
    film, other = cast.film("Memories"), cast.film("Akira")
    made = a_list(film, other)
    page = text(Client(), film.get_absolute_url())
    assert "a list of 2 rows by" in page
    assert f'href="{made.get_absolute_url()}"' in page
    a_list(film, title="Anthologies", by=cast.kanta())
    assert "Anthologies" in text(Client(), film.get_absolute_url())


def test_films_of_the_same_lists_are_like_each_other() -> None:
    one, two, three = (cast.film(name) for name in ("Memories", "Akira", "Paprika"))
    for user in (cast.mei(), cast.kanta()):
        a_list(one, two, by=user)
    a_list(one, three)
    page = text(Client(), one.get_absolute_url())
    assert "2 lists" in page
    assert "Paprika" not in page


def test_the_kept_page_of_reasons_follows_the_lists() -> None:
    one, two = cast.film("Memories"), cast.film("Akira")
    url = f"{one.get_absolute_url()}similar/"
    assert "2 lists" not in text(Client(), url)
    held = [a_list(one, two, by=user) for user in (cast.mei(), cast.kanta())]
    assert "2 lists" in text(Client(), url)
    change_list(held[0], Words("Mine", visibility=Visibility.PRIVATE), by=cast.mei())
    assert "2 lists" not in text(Client(), url)


def test_rows_are_arranged_by_numbers_notes_and_boxes() -> None:
    made = a_list(*(cast.film(name) for name in "ABC"))
    first, second, third = (row(made, place).pk for place in (1, 2, 3))
    data: dict[str, Any] = {"row": [first, second, third], "page": "1"}
    for place, pk in enumerate((first, second, third), start=1):
        data |= {f"was-{pk}": place, f"place-{pk}": place, f"note-{pk}": ""}
    data |= {f"place-{third}": 1, f"note-{first}": "Twice", f"remove-{second}": "1"}
    answer = reader(cast.mei()).post(f"{made.get_absolute_url()}rows/", data)
    assert answer.status_code == 302
    assert titles(made) == ["C", "A"]
    assert row(made, 2).note == "Twice"


def test_what_was_typed_into_the_table_is_kept_with_the_fault() -> None:
    made = a_list(cast.film("A"), cast.film("B"))
    pk = row(made, 1).pk
    data = {"row": [pk], "page": "1", f"was-{pk}": "1", f"place-{pk}": "x", f"note-{pk}": "Twice"}
    answer = reader(cast.mei()).post(f"{made.get_absolute_url()}rows/", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A place is a number from 1." in page
    assert 'value="Twice"' in page
    assert row(made, 1).note == ""


def test_an_arranged_list_is_shown_again_whatever_page_was_sent() -> None:
    made = a_list(cast.film("A"))
    mei, url = reader(cast.mei()), f"{made.get_absolute_url()}rows/"
    for page in ("0", "2", "x", "9" * 5000, "²", "\x00"):
        assert mei.post(url, {"page": page})["Location"] == url


def test_a_row_comes_from_another_page_by_its_number() -> None:
    films = [cast.film("A").pk, cast.film("B").pk]
    made = a_list(*(f"film:{pk}" for pk in films))
    pk = row(made, 2).pk
    data = {"row": [pk], "page": "7", f"was-{pk}": "2", f"place-{pk}": "1", f"note-{pk}": ""}
    answer = reader(cast.mei()).post(f"{made.get_absolute_url()}rows/", data)
    assert answer["Location"] == f"{made.get_absolute_url()}rows/"
    assert titles(made) == ["B", "A"]


def test_a_list_is_made_with_its_first_row() -> None:
    film = cast.film("Memories")
    mei = reader(cast.mei())
    assert f"film:{film.pk}" in text(mei, f"/lists/new/?first=film:{film.pk}")
    data = {
        "title": " Seen  and watched ",
        "visibility": "public",
        "openness": "closed",
        "tags": "Short, short, 短編、long",
        "editors": "@kanta",
        "first": f"film:{film.pk}",
    }
    cast.kanta()
    answer = mei.post("/lists/new/", data)
    made = FilmList.objects.get()
    assert answer["Location"] == f"{made.get_absolute_url()}rows/"
    assert (made.title, titles(made)) == ("Seen and watched", ["Memories"])
    assert [tag.name for tag in made.tags.all()] == ["Short", "long", "短編"]
    assert list(made.editors.all()) == [cast.kanta()]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x\x00"),
        ("title", "x" * 151),
        ("visibility", "all"),
        ("openness", "x"),
        ("tags", ",".join(map(str, range(13)))),
        ("tags", "x" * 41),
        ("editors", "nobody-at-all"),
    ],
)
def test_words_that_cannot_be_are_refused_beside_their_field(field: str, value: str) -> None:
    data = {"title": "Seen", "visibility": "public", "openness": "closed", "description": "Kept"}
    answer = reader(cast.mei()).post("/lists/new/", {**data, field: value})
    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()
    assert "Kept" in answer.content.decode()
    assert not FilmList.objects.exists()


def test_a_segment_that_nobody_has_named_can_be_added() -> None:
    film = cast.film("Robot Carnival", rows={"segment:new1": {"number": 1}})
    page = text(reader(cast.mei()), f"/lists/add/?about=segment:{film.segments.get().pk}")
    assert "Segment 1" in page


def test_a_film_is_added_from_its_own_page() -> None:
    film, mei = cast.film("Memories"), reader(cast.mei())
    made = a_list()
    assert made.title in text(mei, f"/lists/add/?about={key(film)}")
    data = {"about": key(film), "list": made.pk, "note": "Soon"}
    answer = mei.post("/lists/add/", data)
    assert answer["Location"] == film.get_absolute_url()
    assert row(made, 1).note == "Soon"
    assert "is in it" in text(mei, f"/lists/add/?about={key(film)}")
    for bad in ("", "film:0", "film:99999", "x:1", "film:1\x00", f"film:{10**25}"):
        assert mei.get("/lists/add/", {"about": bad}).status_code == 404
    for bad in ("", "x", str(10**25), "999999"):
        assert mei.post("/lists/add/", {**data, "list": bad}).status_code == 404
    hidden = a_list(by=cast.kanta(), visibility=Visibility.PRIVATE)
    assert mei.post("/lists/add/", {**data, "list": hidden.pk}).status_code == 404


def test_notes_beside_rows_hold_nothing_that_a_database_refuses() -> None:
    made, one, two = a_list(), cast.film("A"), cast.film("B")
    mei, note = reader(cast.mei()), "So\x00on"
    mei.post("/lists/add/", {"about": key(one), "list": made.pk, "note": note})
    mei.post(f"{made.get_absolute_url()}rows/chosen/", {"line-1": key(two), "note": note})
    assert (row(made, 1).note, row(made, 2).note) == ("Soon", "Soon")


def test_strangers_are_sent_to_log_in_and_back() -> None:
    made = a_list(openness=Openness.OPEN)
    url = made.get_absolute_url()
    for path in ("/lists/new/", f"{url}rows/", f"{url}edit/", f"{url}delete/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=")
    assert Client().post(f"{url}like/").status_code == 302


def test_members_may_not_touch_the_lists_of_others() -> None:
    made = a_list(cast.film("A"))
    kanta, url = reader(cast.kanta()), made.get_absolute_url()
    for path in ("edit/", "delete/", "rows/"):
        assert kanta.get(url + path).status_code == 403
        assert kanta.post(url + path).status_code == 403
    change = made.changes.all()[0]
    assert kanta.post(f"{url}history/{change.pk}/undo/").status_code == 403
    assert titles(made) == ["A"]


def test_comments_are_harmless_and_stand_on_the_page() -> None:
    made = a_list()
    url, kanta = made.get_absolute_url(), reader(cast.kanta())
    answer = kanta.post(f"{url}comments/", {"text": "<script>x</script> **Akira**"})
    said = made.comments.get()
    assert answer["Location"] == f"{url}#comment-{said.pk}"
    page = text(Client(), url)
    assert "<strong>Akira</strong>" in page
    assert "<script>x" not in page
    assert kanta.post(f"{url}comments/", {"text": ""}).status_code == 422
    assert kanta.post(f"{url}comments/{said.pk}/delete/").status_code == 302
    assert kanta.post(f"{url}comments/{10**30}/delete/").status_code == 404


def test_history_tells_and_takes_back() -> None:
    made = a_list(cast.film("A"), cast.film("B"))
    arrange_rows(made, Arrangement(removed={row(made, 1).pk}), by=cast.mei())
    mei, url = reader(cast.mei()), made.get_absolute_url()
    assert "from place 1" in text(mei, f"{url}history/")
    change = made.changes.all()[0]
    assert mei.post(f"{url}history/{change.pk}/undo/").status_code == 302
    assert titles(made) == ["A", "B"]
    assert mei.post(f"{url}history/{change.pk}/undo/").status_code == 409


def test_others_read_nothing_of_when_a_list_was_private() -> None:
    made = a_list(cast.film("A"), visibility=Visibility.PRIVATE)
    arrange_rows(made, Arrangement(notes={row(made, 1).pk: "Unkind"}), by=cast.mei())
    arrange_rows(made, Arrangement(removed={row(made, 1).pk}), by=cast.mei())
    change_list(made, Words(made.title), by=cast.mei())
    add_rows(made, [key(cast.film("B"))], by=cast.mei())
    url = f"{made.get_absolute_url()}history/"
    told = text(Client(), url)
    assert "added" in told
    assert "Unkind" not in told
    assert "Unkind" in text(reader(cast.mei()), url)


@pytest.mark.parametrize(
    "address",
    [
        "/lists/?sort=x",
        "/lists/?sort=likes&sort=size",
        "/lists/?film=x",
        f"/lists/?film={10**30}",
        "/lists/?film=99999",
        "/lists/?tag=%00",
        "/lists/?q=%00",
        "/lists/?after=x",
        "{url}?page=0",
        "{url}?page=2",
        "{url}?page=x",
        "{url}?page=1&page=1",
        "{url}?page=99999999999999999999",
        "{url}?view=x",
        "{url}history/?after=x",
    ],
)
def test_addresses_that_ask_for_nothing_are_refused(address: str) -> None:
    made = a_list(cast.film("A"))
    assert Client().get(address.format(url=made.get_absolute_url())).status_code == 400


def test_numbers_of_lists_that_are_none_are_not_found() -> None:
    for ref in ("1", "999999-x", str(10**18), "9" * 19):
        text(Client(), f"/lists/{ref}/", 404)
    made = a_list()
    answer = Client().get(f"/lists/{made.pk}-wrong/?view=rows")
    assert (answer.status_code, answer["Location"]) == (301, f"{made.get_absolute_url()}?view=rows")


def test_copies_for_programs_hold_all_rows() -> None:
    made = a_list(cast.film("Memories"), cast.person("Satoshi Kon"), title="=Seen", ranked=True)
    arrange_rows(made, Arrangement(notes={row(made, 1).pk: "=1+1"}), by=cast.mei())
    url = made.get_absolute_url()
    lines = list(csv.DictReader(text(Client(), f"{url}list.csv").splitlines()))
    assert [line["title"] for line in lines] == ["Memories", "Satoshi Kon"]
    assert lines[0]["note"] == "'=1+1"
    told = json.loads(text(Client(), f"{url}list.json"))
    assert [each["kind"] for each in told["rows"]] == ["film", "person"]
    for name in ("feed/", "rss/"):
        assert "Satoshi Kon" in text(Client(), url + name)
    first = Client().get(f"{url}feed/")
    again = Client().get(f"{url}feed/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    like_list(made, by=cast.kanta())
    later = Client().get(f"{url}feed/", headers={"if-none-match": first["ETag"]})
    assert later.status_code == 200


@pytest.mark.parametrize("name", ["feed/", "rss/"])
def test_feeds_leave_out_what_xml_forbids(name: str) -> None:
    made = a_list(cast.film("A"), title="Se\x01en", description="Watched\x01")
    arrange_rows(made, Arrangement(notes={row(made, 1).pk: "by\ufffe many"}), by=cast.mei())
    feed = text(Client(), made.get_absolute_url() + name)
    assert [word in feed for word in ("Seen", "Watched", "by many")] == [True] * 3
    fromstring(feed.encode())


def test_nothing_is_changed_without_a_token() -> None:
    made = a_list()
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.kanta())
    for path in ("like/", "clone/", "comments/", "rows/add/", "delete/"):
        assert client.post(made.get_absolute_url() + path).status_code == 403
