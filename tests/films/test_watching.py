"""Where to watch: the list by country, the offers on a film's page, the question whether they hold."""

import datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from films import watching_list
from films.models import Availability, Film, Service
from tests import cast
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db


def day(days: int = 0) -> str:
    """So many days after today."""
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def service(name: str = "Tubi") -> Service:
    return Service.objects.filter(title=name).first() or cast.page(Service, name)


def offered(title: str, *countries: str, on: str = "Tubi", **fields: Any) -> Film:
    """A film with a place to watch it, checked today."""
    row = {"service": f"service:{service(on).pk}", "countries": sorted(countries)}
    return cast.film(title, rows={"availability:new1": {**row, "checked_on": day(), **fields}})


def titles(client: Client, query: str = "") -> list[str]:
    """The films that the list shows, in its order."""
    answer = client.get(f"/watch/{query}")
    assert answer.status_code == 200, answer.content.decode()[:300]
    if "films" in answer.context:
        return [row.film.title for row in answer.context["films"]]
    return [row.film.title for found in answer.context["days"] for row in found.rows]


# The list ----------------------------------------------------------------------------------------


@pytest.fixture
def shelf() -> None:
    offered("Akira", "JP", "US")
    offered("Memories", "JP", on="U-NEXT", kind="rent", until=day(30))
    offered("Totoro", "US", since=day(-6))
    offered("Porco Rosso", "JP", until=day(31), since=day(-7))
    offered("Not yet", "JP", since=day(1))
    offered("No longer", "JP", until=day(-1))


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Akira", "Memories", "Porco Rosso", "Totoro"]),
        ("?country=JP", ["Akira", "Memories", "Porco Rosso"]),
        ("?country=US", ["Akira", "Totoro"]),
        ("?country=FR", []),
        ("?country=JP&kind=rent", ["Memories"]),
        ("?only=leaving", ["Memories"]),
        ("?only=new", ["Totoro"]),
        ("?country=JP&only=new", []),
    ],
)
def test_films_are_listed_by_country_kind_and_time(
    query: str, shown: list[str], client: Client
) -> None:
    assert titles(client, query) == shown


@pytest.mark.usefixtures("shelf")
def test_a_service_has_its_part_of_the_list_and_counts(client: Client) -> None:
    tubi, unext = service().pk, service("U-NEXT").pk
    assert titles(client, f"?country=JP&service={unext}") == ["Memories"]
    answer = client.get(f"/watch/?country=JP&service={tubi}")
    assert [(c.label.title, c.count, c.chosen) for c in answer.context["services"]] == [
        ("Tubi", 2, True), ("U-NEXT", 1, False),
    ]  # fmt: skip
    assert [(tab.label, tab.count) for tab in answer.context["tabs"]] == [
        ("", 2), ("leaving", 0), ("new", 0),
    ]  # fmt: skip
    assert "Anime films on Tubi in Japan" in answer.content.decode()


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "query",
    ["", "?country=JP", "?country=US", "?kind=rent", "?only=leaving", "?only=new&country=US"],
)
def test_every_count_is_that_of_the_list_that_it_leads_to(query: str, client: Client) -> None:
    context = client.get(f"/watch/{query}").context
    choices = [*context["tabs"], *context["services"], *context["kinds"]]
    assert len(choices) > 3
    for choice in choices:
        if not choice.chosen:
            assert choice.count == len(set(titles(client, choice.query))), choice.query


@pytest.mark.usefixtures("shelf")
def test_countries_with_films_stand_before_the_others(client: Client) -> None:
    first, others = client.get("/watch/").context["countries"]
    assert [code for code, _name in first] == ["JP", "US"]
    assert "FR" in [code for code, _name in others]


def test_what_leaves_is_listed_by_day(client: Client) -> None:
    offered("Late", "JP", until=day(20))
    offered("Soon", "JP", until=day(2))
    offered("Today", "JP", until=day())
    assert titles(client, "?only=leaving") == ["Today", "Soon", "Late"]


def test_hidden_films_and_services_are_on_no_list(client: Client) -> None:
    film = offered("Akira", "JP")
    offered("Memories", "JP", on="Gone TV")
    hide(service("Gone TV"), user=cast.tatsuo(), summary="Closed")
    assert titles(client) == ["Akira"]
    hide(film, user=cast.tatsuo(), summary="Twice")
    assert titles(client) == []


def test_pages_of_the_list_meet_every_film_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching_list, "PAGE_SIZE", 2)
    for number in range(5):
        offered(f"Film {number}", "JP", until=day(number))
    for only in ("", "&only=leaving"):
        met, query = [], f"?country=JP{only}"
        while query:
            answer = client.get(f"/watch/{query}")
            rows = answer.context.get("films") or [
                row for found in answer.context["days"] for row in found.rows
            ]
            met += [row.film.title for row in rows]
            query = answer.context["page"].next
        assert met == [f"Film {number}" for number in range(5)]


@pytest.mark.parametrize(
    "query",
    [
        "country=jp", "country=XX", "country=JP%00", "country=JP&country=US", "kind=steal",
        "kind=rent&kind=rent", "only=old", "service=x", "service=999", "service=9" + "9" * 30,
        "service=%00", "after=1", "only=leaving&after=x~y~z", "country=" + "J" * 250,
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused_in_words(query: str, client: Client) -> None:
    answer = client.get(f"/watch/?{query}")
    assert answer.status_code == 400
    assert b"<h1" in answer.content


def test_the_list_costs_the_same_for_many_films(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        offered(f"Film {number}", "JP", on=f"Service {number}")
    client.cookies["sessionid"] = "none"  # no kept page
    client.get("/watch/")  # the sets of facets catch up with the revisions
    with django_assert_max_num_queries(10):
        client.get("/watch/?country=JP")
    with django_assert_max_num_queries(10):
        client.get("/watch/?country=JP&only=leaving")


# The remembered country ---------------------------------------------------------------------------


@pytest.mark.usefixtures("shelf")
def test_the_list_is_for_the_remembered_country_unless_the_address_says_another(
    client: Client,
) -> None:
    client.cookies["genga_country"] = "US"
    assert titles(client) == ["Akira", "Totoro"]
    assert titles(client, "?country=JP") == ["Akira", "Memories", "Porco Rosso"]
    assert titles(client, "?country=all") == ["Akira", "Memories", "Porco Rosso", "Totoro"]
    mei = cast.mei()
    mei.watch_country = "JP"
    mei.save(update_fields=["watch_country"])
    client.force_login(mei)
    assert titles(client) == ["Akira", "Memories", "Porco Rosso"]


@pytest.mark.parametrize("odd", ["XX", "jp", "", "JP\x00", "x" * 500])
def test_a_cookie_that_names_no_country_is_none(odd: str, client: Client) -> None:
    offered("Akira", "US")
    client.cookies["genga_country"] = quote(odd)
    assert titles(client) == ["Akira"]


def test_kept_pages_are_told_apart_by_the_remembered_country() -> None:
    film = offered("Akira", "JP", "US")
    address = film.get_absolute_url()
    japan, nowhere = Client(), Client()
    japan.cookies["genga_country"] = "JP"
    for _twice in range(2):
        assert "In Japan" in japan.get(address).content.decode()
        assert "In Japan" not in nowhere.get(address).content.decode()
    etags = {client.get(address)["ETag"] for client in (japan, nowhere)}
    assert len(etags) == 2
    assert len({client.get("/people/")["ETag"] for client in (japan, nowhere)}) == 1


# The film page ------------------------------------------------------------------------------------


def test_a_film_page_tells_first_of_the_readers_country(client: Client) -> None:
    tubi, unext = service(), service("U-NEXT")
    offers = {
        "availability:new1": {"service": f"service:{tubi.pk}", "countries": ["US"]},
        "availability:new2": {"service": f"service:{unext.pk}", "countries": ["JP"], "kind": "buy"},
    }
    film = cast.film(rows=offers)
    client.cookies["genga_country"] = "JP"
    page = client.get(film.get_absolute_url()).content.decode().partition('id="watch"')[2]
    places = [page.index(words) for words in ("In Japan", "U-NEXT", "Elsewhere", "Tubi")]
    assert places == sorted(places)
    client.cookies["genga_country"] = "FR"
    page = client.get(film.get_absolute_url()).content.decode()
    assert "We know of no place in France." in page


@pytest.mark.parametrize(("age", "marked"), [(90, False), (91, True), (None, True)])
def test_an_offer_is_marked_when_nobody_has_looked_for_90_days(
    age: int | None, marked: bool, client: Client
) -> None:
    film = offered("Akira", "JP", checked_on=day(-age) if age else None)
    page = client.get(film.get_absolute_url()).content.decode()
    assert ("may be out of date" in page) is marked
    (row,) = client.get("/watch/?country=JP").context["films"]
    assert row.stale is marked


# The question ------------------------------------------------------------------------------------


def question(film: Film) -> str:
    return f"{film.get_absolute_url()}watch/{Availability.objects.get(film=film).pk}/"


def test_strangers_are_asked_and_sent_to_log_in(client: Client) -> None:
    film = offered("Akira", "JP", checked_on=day(-3))
    page = client.get(film.get_absolute_url()).content.decode()
    assert f'href="{question(film)}"' in page
    assert 'name="there"' not in page
    for answer in (client.get(question(film)), client.post(question(film), {"there": "no"})):
        assert answer.status_code == 302
        assert answer["Location"] == f"/accounts/login/?next={question(film)}"
    assert Availability.objects.get(film=film).until is None


def test_one_click_on_the_film_page_says_that_it_is_still_there(client: Client) -> None:
    film = offered("Akira", "JP", "US", checked_on=day(-300))
    client.force_login(cast.satsuki())
    page = client.get(film.get_absolute_url()).content.decode()
    assert f'action="{question(film)}"' in page
    answer = client.post(question(film), {"there": "yes"}, follow=True)
    assert answer.redirect_chain == [(f"{film.get_absolute_url()}#watch", 302)]
    assert "Thank you. The page says so now." in answer.content.decode()
    assert Availability.objects.get(film=film).checked_on == timezone.localdate()


def test_the_button_ends_it_in_the_readers_country_alone(client: Client) -> None:
    film = offered("Akira", "JP", "US", checked_on=day(-300))
    satsuki = cast.satsuki()
    satsuki.watch_country = "US"
    satsuki.save(update_fields=["watch_country"])
    client.force_login(satsuki)
    page = client.get(film.get_absolute_url()).content.decode()
    assert '<input type="hidden" name="country" value="US">' in page
    client.post(question(film), {"there": "no", "country": "US"})
    held = Availability.objects.filter(film=film, until=None)
    assert [row.countries for row in held] == [["JP"]]


def test_whoever_did_not_say_where_is_asked(client: Client) -> None:
    film = offered("Akira", "JP", "US", checked_on=day(-300))
    client.force_login(cast.satsuki())
    answer = client.post(question(film), {"there": "no"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say in which of the countries it is no longer there." in page
    assert page.count('type="checkbox" name="country"') == 2


def test_an_answer_that_waits_is_thanked_for_and_shown(client: Client) -> None:
    film = offered("Akira", "JP", checked_on=day(-300))
    client.force_login(cast.totoro())
    answer = client.post(question(film), {"there": "no"}, follow=True)
    assert "waits for a moderator" in answer.content.decode()
    assert client.post(question(film), {"there": "no"}).status_code == 409


def test_a_second_look_on_one_day_changes_nothing(client: Client) -> None:
    film = offered("Akira", "JP")
    client.force_login(cast.satsuki())
    answer = client.post(question(film), {"there": "yes"}, follow=True)
    assert "Somebody has looked today already." in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "status"),
    [({}, 422), ({"there": "perhaps"}, 422), ({"there": ["yes", "\x00"]}, 422),
     ({"there": "no", "country": "\x00"}, 422), ({"there": "no", "country": ["JP", "JP"]}, 302)],
)  # fmt: skip
def test_odd_answers_are_refused_in_words(data: Any, status: int, client: Client) -> None:
    film = offered("Akira", "JP", checked_on=day(-3))
    client.force_login(cast.satsuki())
    answer = client.post(question(film), data)
    assert answer.status_code == status
    assert status == 302 or b'role="alert"' in answer.content


@pytest.mark.parametrize("number", [0, 999999, 10**30])
def test_a_place_that_does_not_exist_cannot_be_asked_about(number: int, client: Client) -> None:
    film = offered("Akira", "JP")
    client.force_login(cast.mei())
    assert client.get(f"{film.get_absolute_url()}watch/{number}/").status_code == 404
