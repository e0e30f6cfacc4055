"""Which of its names a page is titled by, on every page that names it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Film
from tests import cast
from tests.readers import reader
from tests.wiki.views.test_edit import form_of
from wiki.models import RevisionEntry, Submission
from wiki.title_language import COOKIE, TitleLanguage, asking

pytestmark = pytest.mark.django_db

ENGLISH, NATIVE, ROMAJI = "Kiki's Delivery Service", "魔女の宅急便", "Majo no Takkyūbin"
NAMES: dict[str, Any] = {
    "filmname:new2": {"text": NATIVE, "language": "ja", "kind": "native"},
    "filmname:new3": {"text": ROMAJI, "language": "ja-Latn", "kind": "romaji"},
}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["pages"].clear()


@pytest.fixture
def kiki() -> Film:
    director = cast.person(
        "Hayao Miyazaki",
        rows={"personname:new2": {"text": "宮崎駿", "language": "ja", "kind": "native"}},
    )
    credit = {"role": "director", "person": f"person:{director.pk}"}
    return cast.film(ENGLISH, year=1989, rows={**NAMES, "credit:new1": credit})


def reading(titles: str = "", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if titles:
        client.cookies[COOKIE] = titles
    return client


def heading(html: str) -> str:
    return html.partition("<h1")[2].partition("<bdi>")[2].partition("</bdi></h1>")[0]


@pytest.mark.parametrize(
    ("titles", "language", "first"),
    [
        ("", "en", "Kiki&#x27;s Delivery Service"),
        ("", "ja", NATIVE),
        ("display", "ja", "Kiki&#x27;s Delivery Service"),
        ("native", "en", NATIVE),
        ("romaji", "en", ROMAJI),
    ],
)
def test_pages_lists_and_searches_name_a_film_as_the_reader_wants(
    kiki: Film, titles: str, language: str, first: str
) -> None:
    client = reading(titles, language)
    page = client.get(kiki.get_absolute_url()).content.decode()
    assert heading(page) == first
    assert f"<title>{first} " in page
    director = kiki.credits.get().person
    for url in ("/films/", "/", director.get_absolute_url(), "/search/?q=kiki"):
        html = client.get(url).content.decode()
        shown = html[html.index(kiki.get_absolute_url() + '">') :].partition(">")[2]
        assert first in shown.partition("</a>")[0], url


def test_pickers_suggest_by_the_wanted_name(kiki: Film) -> None:
    answer = reading("native").get("/pick/films/?q=kiki")
    (found,) = answer.json()["results"]
    assert (found["title"], found["native"]) == (NATIVE, ENGLISH)
    assert "Cookie" in answer["Vary"]
    assert "Cookie" not in reading("native").get("/healthz").get("Vary", "")


def test_people_are_named_in_their_own_order(kiki: Film) -> None:
    page = reading("native").get(kiki.get_absolute_url()).content.decode()
    assert '<bdi lang="ja">宮崎駿</bdi></a>' in page


def test_the_language_of_each_title_is_said(kiki: Film) -> None:
    page = reading("native").get(kiki.get_absolute_url()).content.decode()
    assert f'<h1 class="sheet-head__title" lang="ja"><bdi>{NATIVE}</bdi></h1>' in page
    assert f'lang="ja-Latn"><bdi>{ROMAJI}</bdi></p>' in page


def test_addresses_orders_and_history_keep_the_title_of_the_page(kiki: Film) -> None:
    assert kiki.get_absolute_url().endswith("-kikis-delivery-service/")
    with asking(lambda: TitleLanguage.NATIVE):
        revision = cast.edit(kiki, runtime=103)
    assert revision.submission is not None
    assert revision.submission.title == ENGLISH
    titles = set(RevisionEntry.objects.filter(entry_type="film").values_list("title", flat=True))
    assert titles == {ENGLISH}
    kiki.refresh_from_db()
    assert kiki.title == ENGLISH


def test_strangers_pages_are_kept_apart_by_titles(
    kiki: Film, django_assert_num_queries: Any
) -> None:
    url = kiki.get_absolute_url()
    english = reading().get(url)
    native = reading("native").get(url)
    assert heading(english.content.decode()) != heading(native.content.decode())
    assert english["ETag"] != native["ETag"]
    with django_assert_num_queries(1):
        again = reading("native").get(url, headers={"if-none-match": english["ETag"]})
    assert (again.status_code, heading(again.content.decode())) == (200, NATIVE)
    assert "Cookie" in again["Vary"]


def test_a_preference_costs_no_query(kiki: Film) -> None:
    counts = []
    for titles in ("", "native", "romaji"):
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as seen:
            reading(titles).get(kiki.get_absolute_url())
        counts.append(len(seen))
    assert len(set(counts)) == 1


def test_a_name_that_the_form_shows_was_not_typed(kiki: Film) -> None:
    """The picker holds the name that its reader sees; sent back, it means the same person."""
    cast.person(
        "Another",
        rows={"personname:new2": {"text": "宮崎駿", "language": "ja", "kind": "native"}},
    )
    client = reader(cast.mei())
    client.post("/titles/", {"titles": "native"})
    data = form_of(client, f"{kiki.get_absolute_url()}edit/?section=credits")
    assert ["宮崎駿"] in data.values()
    answer = client.post(f"{kiki.get_absolute_url()}edit/?section=credits", data)
    assert "Several pages have this name" not in answer.content.decode()
    assert not Submission.objects.filter(entry_id=kiki.pk, kind="edit").exists()
