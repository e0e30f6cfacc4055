"""The language that somebody reads and is mailed in, and whether mails come."""

import pytest
from django.test import Client

from accounts.models import User
from tests import cast
from tests.accounts.test_sign_up import PASSWORD

pytestmark = pytest.mark.django_db


def member() -> tuple[Client, User]:
    client, mei = Client(), cast.mei()
    client.force_login(mei)
    return client, mei


def test_switching_the_language_is_remembered_for_mails() -> None:
    client, mei = member()
    answer = client.post("/i18n/setlang/", {"language": "ja", "next": "/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert answer.cookies["django_language"].value == "ja"
    mei.refresh_from_db()
    assert mei.language == "ja"


def test_strangers_switch_by_a_cookie_and_without_a_token() -> None:
    answer = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "ja"})
    assert answer.status_code == 302
    assert answer.cookies["django_language"].value == "ja"
    assert set(answer.cookies) == {"django_language"}


@pytest.mark.parametrize("language", ["xx", "de", "", "ja\x00"])
def test_a_language_that_the_site_does_not_have_is_not_remembered(language: str) -> None:
    client, mei = member()
    assert client.post("/i18n/setlang/", {"language": language}).status_code == 302
    mei.refresh_from_db()
    assert mei.language == ""


def test_asking_for_the_switch_changes_nothing() -> None:
    client, mei = member()
    client.get("/i18n/setlang/", {"language": "ja"})
    mei.refresh_from_db()
    assert mei.language == ""


def test_who_signs_up_is_mailed_in_the_language_of_the_form() -> None:
    data = {"username": "kiki", "email": "kiki@example.org", "password1": PASSWORD}
    Client().post("/accounts/signup/", data, headers={"accept-language": "ja"})
    assert User.objects.get(username="kiki").language == "ja"


def test_the_language_of_mails_is_chosen_among_the_preferences_and_mails_where_notices_are() -> (
    None
):
    client, mei = member()
    assert 'href="/notices/choices/"' in client.get("/accounts/preferences/").content.decode()
    client.post("/accounts/preferences/", {"language": "ja"})
    mei.refresh_from_db()
    assert (mei.mail_notices, mei.language) == (True, "ja")
    client.post("/accounts/preferences/", {"language": ""})
    mei.refresh_from_db()
    assert mei.language == ""


def test_an_unknown_language_is_refused_beside_the_field() -> None:
    client, mei = member()
    answer = client.post("/accounts/preferences/", {"language": "xx"})
    assert answer.status_code == 422
    assert "is-invalid" in answer.content.decode()
    mei.refresh_from_db()
    assert mei.language == ""


def test_preferences_are_for_who_is_logged_in() -> None:
    answer = Client().get("/accounts/preferences/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


# Titles ------------------------------------------------------------------------------------------


def test_strangers_choose_titles_by_a_cookie_and_without_a_token() -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/titles/", {"titles": "romaji", "next": "/films/?sort=title"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/films/?sort=title")
    cookie = answer.cookies["genga_titles"]
    assert (cookie.value, cookie["samesite"], bool(cookie["httponly"])) == ("romaji", "Lax", True)


@pytest.mark.parametrize(
    "away", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/a\nb", "", "\x00"]
)
def test_the_way_back_leads_to_no_other_site(away: str) -> None:
    answer = Client().post("/titles/", {"titles": "native", "next": away})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("odd", ["klingon", "", "native\x00", "x" * 9999])
def test_titles_that_do_not_exist_are_not_remembered(odd: str) -> None:
    client, mei = member()
    answer = client.post("/titles/", {"titles": odd})
    assert (answer.status_code, dict(answer.cookies)) == (302, {})
    mei.refresh_from_db()
    assert mei.title_language == ""


def test_members_keep_their_titles_on_every_device() -> None:
    client, mei = member()
    client.post("/titles/", {"titles": "native"})
    mei.refresh_from_db()
    assert mei.title_language == "native"
    elsewhere = Client()
    elsewhere.force_login(mei)
    elsewhere.cookies["genga_titles"] = "romaji"
    html = elsewhere.get("/films/").content.decode()
    assert 'value="native" aria-current="true"' in html


def test_titles_are_chosen_among_the_preferences_too() -> None:
    client, mei = member()
    assert '<option value="released" selected>' in client.get(
        "/accounts/preferences/"
    ).content.decode().replace('selected="selected"', "selected")
    client.post("/accounts/preferences/", {"title_language": "romaji"})
    mei.refresh_from_db()
    assert mei.title_language == "romaji"
    client.post("/accounts/preferences/", {"language": ""})
    mei.refresh_from_db()
    assert mei.title_language == "romaji"
    answer = client.post("/accounts/preferences/", {"title_language": "klingon"})
    assert answer.status_code == 422
    assert "is-invalid" in answer.content.decode()


def test_asking_for_the_titles_switch_changes_nothing() -> None:
    client, mei = member()
    assert client.get("/titles/", {"titles": "native"}).status_code == 405
    mei.refresh_from_db()
    assert mei.title_language == ""


# The country where somebody watches ----------------------------------------------------------------


def test_strangers_choose_a_country_by_a_cookie_and_without_a_token() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/watch/country/", {"country": "JP", "next": "/watch/?country=all"})
    assert (answer.status_code, answer["Location"]) == (302, "/watch/?country=JP")
    cookie = answer.cookies["genga_country"]
    assert (cookie.value, cookie["samesite"], bool(cookie["httponly"])) == ("JP", "Lax", True)
    answer = client.post("/watch/country/", {"country": "", "next": "/watch/?country=JP&only=new"})
    assert answer["Location"] == "/watch/?only=new"
    assert answer.cookies["genga_country"]["max-age"] == 0


def test_the_way_back_begins_the_list_of_the_new_country() -> None:
    back = "/watch/?country=US&after=1995~x~1&only=new"
    answer = Client().post("/watch/country/", {"country": "JP", "next": back})
    assert answer["Location"] == "/watch/?country=JP&only=new"
    answer = Client().post("/watch/country/", {"country": "JP", "next": "/films/1-memories/"})
    assert answer["Location"] == "/films/1-memories/"
    answer = Client().post("/watch/country/", {"country": "JP", "next": "//example.org/?country=x"})
    assert answer["Location"] == "/"


def test_members_keep_their_country_on_every_device() -> None:
    client, mei = member()
    answer = client.post("/watch/country/", {"country": "JP", "next": "/watch/"})
    mei.refresh_from_db()
    assert mei.watch_country == "JP"
    assert "genga_country" not in client.cookies or not client.cookies["genga_country"].value
    assert answer["Location"] == "/watch/"
    client.post("/accounts/preferences/", {"watch_country": "FR"})
    mei.refresh_from_db()
    assert mei.watch_country == "FR"
    client.post("/accounts/preferences/", {"language": ""})
    mei.refresh_from_db()
    assert mei.watch_country == "FR"
    client.post("/accounts/preferences/", {"watch_country": ""})
    mei.refresh_from_db()
    assert mei.watch_country == ""


@pytest.mark.parametrize("odd", ["jp", "XX", "JP\x00", "x" * 9999])
def test_a_country_that_does_not_exist_is_refused(odd: str) -> None:
    client, mei = member()
    assert client.post("/watch/country/", {"country": odd}).status_code == 400
    answer = client.post("/accounts/preferences/", {"watch_country": odd})
    assert answer.status_code == 422
    mei.refresh_from_db()
    assert mei.watch_country == ""


def test_asking_for_the_country_switch_changes_nothing() -> None:
    client, mei = member()
    assert client.get("/watch/country/", {"country": "JP"}).status_code == 405
    mei.refresh_from_db()
    assert mei.watch_country == ""
