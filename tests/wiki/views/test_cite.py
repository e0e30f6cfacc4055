"""Citing a page: the address that never changes, and citations of it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.test import Client

from tests import cast
from wiki.citing import Cited, citations

CITED = Cited(
    key="film:12",
    title="Memories",
    site="Genga",
    url="https://genga.example/films/12-memories/history/3/",
    number=3,
    written=datetime.date(2026, 11, 21),
    read=datetime.date(2026, 12, 1),
)


def text(name: str, cited: Cited = CITED) -> str:
    return next(c.text for c in citations(cited) if c.name == name)


def test_each_style_names_the_version_the_days_and_the_address() -> None:
    assert text("apa") == (
        "Genga contributors. (21 November 2026). Memories (revision 3). Genga. "
        "Retrieved 1 December 2026, from https://genga.example/films/12-memories/history/3/"
    )
    assert text("mla") == (
        "“Memories.” Genga, revision 3, 21 November 2026, "
        "https://genga.example/films/12-memories/history/3/. Accessed 1 December 2026."
    )
    assert text("wiki") == (
        "{{cite web |title=Memories |url=https://genga.example/films/12-memories/history/3/"
        " |website=Genga |date=2026-11-21 |access-date=2026-12-01}}"
    )
    assert text("bibtex").startswith(
        "@misc{genga-film-12-3,\n  author       = {{Genga contributors}},"
    )
    assert "month        = nov" in text("bibtex")


def test_what_a_title_holds_breaks_no_style() -> None:
    odd = replace(CITED, title=r"A|B {50%} \x #1 [[c]] & <d>")
    assert "title=A&#124;B &#123;50%&#125;" in text("wiki", odd)
    assert "&#91;&#91;c&#93;&#93;" in text("wiki", odd)
    assert r"{A|B \{50\%\} \textbackslash{}x \#1 [[c]] \& <d>}" in text("bibtex", odd)


@pytest.mark.django_db
def test_the_page_cites_the_latest_revision_or_the_one_asked_for() -> None:
    film = cast.film("Memories", runtime=113)
    cast.edit(film, runtime=115)
    url = film.get_absolute_url()
    client = Client()
    latest = client.get(f"{url}cite/")
    assert latest.status_code == 200
    assert f"http://testserver{url}history/2/" in latest.content.decode()
    first = client.get(f"{url}cite/?revision=1").content.decode()
    assert f"http://testserver{url}history/1/" in first
    assert "Cite the page as it is now" in first
    assert client.get(f"{url}history/1/").context["film"]["runtime"] == 113


@pytest.mark.django_db
@pytest.mark.parametrize("revision", ["9", "0", "-1", "x", "٣", "9" * 40])
def test_a_revision_that_there_is_not_cannot_be_cited(revision: str) -> None:
    film = cast.film()
    assert Client().get(f"{film.get_absolute_url()}cite/?revision={revision}").status_code == 404


@pytest.mark.django_db
def test_every_page_and_every_past_version_leads_to_its_citation() -> None:
    client = Client()
    for entry in (cast.film(), cast.person("Satoshi Kon"), cast.genre("Drama")):
        url = entry.get_absolute_url()
        assert f'href="{url}cite/"' in client.get(url).content.decode()
        assert f"{url}cite/?revision=1" in client.get(f"{url}history/1/").content.decode()
        assert client.get(f"{url}cite/").status_code == 200
        assert client.post(f"{url}cite/").status_code == 405


@pytest.mark.django_db
def test_the_present_page_alone_says_which_revision_it_is_to_the_reader_s_browser() -> None:
    film = cast.film()
    url = film.get_absolute_url()
    assert 'data-number="1"' in Client().get(url).content.decode()
    assert "genga-last-read" not in Client().get(f"{url}history/1/").content.decode()
