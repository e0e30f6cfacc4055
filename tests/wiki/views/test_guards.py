"""Who is logged out loses their way nowhere: log-ins lead back to the page that a form stood on."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast
from tests.accounts.lists.lists import a_list

pytestmark = pytest.mark.django_db

HERE = "http://testserver"


def login_leads_to(sent_to: str, referrer: str = "", **data: str) -> str:
    headers = {"Referer": referrer} if referrer else {}
    answer = Client().post(sent_to, data, headers=headers)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_log_in_leads_back_to_the_page_where_a_button_was_pressed() -> None:
    film = cast.film()
    url = film.get_absolute_url()
    assert login_leads_to(f"{url}mark/", f"{HERE}{url}") == f"/accounts/login/?next={url}"
    back = login_leads_to("/follow/", f"{HERE}/films/?q=a&kind=ova", next="/")
    assert back == "/accounts/login/?next=/films/%3Fq%3Da%26kind%3Dova"


def test_where_the_browser_does_not_say_it_the_form_does() -> None:
    assert login_leads_to("/follow/", next="/films/") == "/accounts/login/?next=/films/"
    assert login_leads_to("/lists/new/") == "/accounts/login/?next=/lists/new/"


@pytest.mark.parametrize(
    "referrer", ["https://example.org/x/", f"{HERE}//example.org/", "nonsense", "http://["]
)
def test_a_log_in_leads_to_no_other_site(referrer: str) -> None:
    assert login_leads_to("/lists/new/", referrer) == "/accounts/login/?next=/lists/new/"


def test_the_log_in_tells_that_nothing_was_done() -> None:
    page = Client().post("/follow/", {"about": "film:1", "next": "/films/"}, follow=True)
    assert "That was not done: you are logged out." in page.content.decode()
    assert "That was not done" not in Client().get("/lists/new/", follow=True).content.decode()


def test_a_script_is_told_who_is_logged_out_and_gets_the_way_in() -> None:
    url = cast.film().get_absolute_url()
    for sent_to in (f"{url}mark/", "/follow/", "/accounts/favourites/set/"):
        headers = {"Referer": HERE + url + "?a=1", "Genga-Fragment": "1"}
        answer = Client().post(sent_to, headers=headers)
        assert answer.status_code == 401
        assert (
            f'href="/accounts/login/?next={url.replace("/", "%2F")}%3Fa%3D1"'
            in answer.content.decode()
        )


def test_who_opens_an_address_that_takes_forms_alone_is_led_to_its_page() -> None:
    url = a_list().get_absolute_url()
    for path in (f"{url}like/", f"{url}comments/", f"{url}comments/5/delete/"):
        assert Client().get(path, follow=True).redirect_chain[-1] == (url, 302)
    assert Client().get("/follow/")["Location"] == "/"
    assert Client().put(f"{url}like/").status_code == 405
