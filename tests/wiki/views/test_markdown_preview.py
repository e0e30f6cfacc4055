"""The preview of Markdown: what the page would show, for members, within limits."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests import cast
from tests.readers import reader
from wiki.markdown import LONGEST, render

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    '<img src=x onerror="alert(1)">',
    "NUL \x00 and \ufdd0 and a half \ud800".encode("utf-8", "surrogatepass").decode(
        "utf-8", "ignore"
    ),
    ">! " * 5000,
    "[" * 20_000,
]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def preview(client: Client, text: Any) -> Any:
    return client.post("/preview/", {"text": text})


def test_it_shows_what_the_page_would_show() -> None:
    text = "*Memories*\n\n>! a spoiler !<"
    answer = preview(reader(cast.mei()), text)
    assert answer.status_code == 200
    assert answer.json() == {"html": render(text)}
    assert "<em>Memories</em>" in answer.json()["html"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_harmless(text: str) -> None:
    answer = preview(reader(cast.mei()), text)
    assert answer.status_code == 200
    html = answer.json()["html"]
    for harm in ("<script", "<img", 'href="javascript', "<style"):
        assert harm not in html


def test_nothing_or_several_texts_are_no_error() -> None:
    client = reader(cast.mei())
    assert client.post("/preview/").json() == {"html": ""}
    assert preview(client, ["one", "two"]).json() == {"html": render("two")}


def test_a_text_that_no_field_takes_is_too_long() -> None:
    client = reader(cast.mei())
    assert preview(client, "x" * LONGEST).status_code == 200
    answer = preview(client, "x" * (LONGEST + 1))
    assert answer.status_code == 413
    assert "too long" in answer.json()["error"]


def test_a_body_beyond_all_measure_is_refused() -> None:
    answer = preview(reader(cast.mei()), "x" * 3_000_000)
    assert answer.status_code in (400, 413)


def test_strangers_are_told_to_log_in() -> None:
    answer = preview(Client(), "x")
    assert answer.status_code == 401
    assert "not logged in" in answer.json()["error"]


def test_a_request_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.mei())
    assert preview(client, "x").status_code == 403


def test_reading_the_address_gives_nothing() -> None:
    assert reader(cast.mei()).get("/preview/").status_code == 405


def test_who_asks_too_often_waits_a_moment_and_others_do_not(settings: Any) -> None:
    settings.GENGA_PREVIEWS_A_MINUTE = 2
    client = reader(cast.mei())
    answers = [preview(client, "x") for _at in range(5)]  # in two minutes, if one turns on the way
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "pauses" in refused.json()["error"]
    assert preview(reader(cast.satsuki()), "x").status_code == 200
