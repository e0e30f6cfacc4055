"""Previews: for members, for whoever was given the link, and of all that one has waiting."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from films.models import Film
from tests import cast
from tests.readers import reader
from tests.wiki.views.test_edit import form_of
from wiki.actions.hide import hide
from wiki.actions.hold import hold
from wiki.actions.reject import reject
from wiki.models import Submission
from wiki.pending import share_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def film() -> Film:
    return cast.film("Memories", runtime=113)


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_preview_asks_strangers_to_log_in(film: Film) -> None:
    submission = cast.propose(film, runtime=115)
    answer = Client().get(f"{submission.get_absolute_url()}preview/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_whoever_has_the_link_sees_the_preview(film: Film) -> None:
    submission = cast.propose(film, runtime=115)
    answer = Client().get(share_url(submission))
    assert answer.status_code == 200
    assert "115" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_a_link_shows_one_submission_and_no_other(film: Film) -> None:
    one, other = cast.propose(film, runtime=115), cast.propose(film, runtime=116)
    key = share_url(one).rpartition("=")[2]
    for wrong in (key, "x", "", signing.dumps(other.pk), f"{key}x"):
        answer = Client().get(f"{other.get_absolute_url()}preview/", {"key": wrong})
        assert answer.status_code == 302


def test_a_link_ends_after_its_days(
    film: Film, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = cast.propose(film, runtime=115)
    url = share_url(submission)
    later = time.time() + settings.GENGA_PREVIEW_DAYS * 24 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: later - 60)
    assert Client().get(url).status_code == 200
    monkeypatch.setattr("django.core.signing.time.time", lambda: later + 60)
    assert Client().get(url).status_code == 302


def test_a_link_ends_with_the_decision(film: Film) -> None:
    refused, approved = cast.propose(film, runtime=115), cast.propose(film, country="JP")
    reject(refused, moderator=cast.satsuki(), note="No")
    cast.accept(approved)
    assert Client().get(share_url(refused))["Location"].startswith("/accounts/login/")
    assert "/history/" in Client().get(share_url(approved))["Location"]


def test_a_link_does_not_show_a_hidden_page(film: Film) -> None:
    submission = cast.propose(film, runtime=115)
    hide(film, user=cast.satsuki(), summary="Not a film")
    assert Client().get(share_url(submission)).status_code in (404, 409)


def test_a_link_does_not_show_what_is_on_hold(film: Film) -> None:
    submission = cast.propose(film, by=cast.totoro(), runtime=115)
    hold(cast.totoro(), by=cast.satsuki())
    assert Client().get(share_url(submission))["Location"].startswith("/accounts/login/")


def test_the_author_and_moderators_are_given_the_link(film: Film) -> None:
    submission = cast.propose(film, runtime=115)
    url = submission.get_absolute_url()
    for user, given in ((cast.mei(), True), (cast.satsuki(), True), (cast.totoro(), False)):
        assert ("preview/?key=" in text_of(reader(user), url)) is given
    reject(submission, moderator=cast.satsuki(), note="No")
    assert "preview/?key=" not in text_of(reader(cast.mei()), url)


def test_an_author_finds_on_the_page_what_they_have_waiting(film: Film) -> None:
    cast.propose(film, runtime=115)
    cast.propose(film, country="JP")
    url = film.get_absolute_url()
    text = text_of(reader(cast.mei()), url)
    assert "You have 2 edits waiting" in text
    assert f'href="{url}pending/"' in text
    assert "edits waiting" not in text_of(reader(cast.totoro()), url)
    assert "edits waiting" not in text_of(Client(), url)


def test_the_page_with_them_says_what_it_includes_and_what_clashes(film: Film) -> None:
    cast.propose(film, runtime=115, summary="The disc")
    cast.propose(film, runtime=116, summary="The reel")
    answer = reader(cast.mei()).get(f"{film.get_absolute_url()}pending/")
    text = answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert "The disc" in text
    assert "The reel" in text
    assert text.count("Clashes with") == 1
    assert "116" in text


def test_pages_of_every_type_show_them() -> None:
    otomo = cast.person("Katsuhiro Otomo")
    cast.propose(otomo, rows={"personname:new1": {"text": "K. Otomo", "kind": "alias"}})
    client = reader(cast.mei())
    assert "You have 1 edit waiting" in text_of(client, otomo.get_absolute_url())
    text = text_of(client, f"{otomo.get_absolute_url()}pending/")
    assert "K. Otomo" in text
    assert "The page with what you have waiting" in text


def test_without_any_the_page_itself_is_shown(film: Film) -> None:
    url = f"{film.get_absolute_url()}pending/"
    assert reader(cast.mei()).get(url)["Location"] == film.get_absolute_url()
    assert Client().get(url)["Location"].startswith("/accounts/login/")


def test_an_author_is_told_the_place_in_line_and_where_to_look(film: Film) -> None:
    cast.propose(film, by=cast.totoro(), country="JP")
    client = reader(cast.mei())
    data = form_of(client, f"{film.get_absolute_url()}edit/")
    data[f"film:{film.pk}.runtime"] = ["115"]
    answer = client.post(f"{film.get_absolute_url()}edit/", data, follow=True)
    text = answer.content.decode()
    submission = Submission.objects.pending().get(author=cast.mei())
    assert "Your edit waits for a moderator: 2nd in line." in text
    assert f'<a href="{submission.get_absolute_url()}preview/">' in text
