"""What is missing is listed, counted, and leads to the place in the form where it goes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Film, Franchise
from tests import cast
from tests.wiki.views.test_feeds import _feed
from wiki.entry_types import EntryType, registry
from wiki.quality.declarations import Gap, quality_of

pytestmark = pytest.mark.django_db

GAPS = [(each, gap) for each in registry for gap in quality_of(each).gaps]
ids = [f"{each.name}-{gap.name}" for each, gap in GAPS]
every_gap = pytest.mark.parametrize(("entry_type", "gap"), GAPS, ids=ids)
KANJI = {"text": "人狼", "language": "ja", "kind": "native"}


def text(path: str, status: int = 200, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


@every_gap
def test_a_gap_leads_to_a_section_of_the_form(entry_type: EntryType, gap: Gap) -> None:
    section = entry_type.section(gap.section)
    assert section is not None
    assert not gap.field or gap.field in section.fields
    assert str(gap.label)
    assert str(gap.lacking)
    assert bool(gap.task) == bool(gap.hint)


@every_gap
def test_an_entry_has_a_fact_or_lacks_it_or_cannot_have_it(entry_type: EntryType, gap: Gap) -> None:
    kinds: tuple[dict[str, Any], ...] = ({}, {"kind": "series"}, {"kind": "anthology"})
    for kind in kinds:
        if kind and entry_type.name != "film":
            continue
        cast.page(entry_type.model, "Bare", **kind)
    rows = entry_type.model.objects.visible()
    lacking, having = (
        set(rows.filter(q).values_list("pk", flat=True)) for q in (gap.missing, gap.there)
    )
    can = set(rows.filter(gap.of).values_list("pk", flat=True))
    assert not lacking & having
    assert lacking | having == can


@pytest.mark.parametrize(
    ("name", "fields", "rows"),
    [
        ("runtime", {"runtime": 113}, {}),
        ("country", {"country": "JP"}, {}),
        ("deck", {"deck": "A film."}, {}),
        ("description", {"description": "It happens."}, {}),
        ("release", {}, {"release:new1": {"date": "1995-12-23", "country": "JP"}}),
        ("staff", {}, {"credit:new1": {"role": "music", "credited_as": "X"}}),
        ("director", {}, {"credit:new1": {"role": "director", "credited_as": "X"}}),
        ("links", {}, {"filmlink:new1": {"site": "anilist", "value": "1462"}}),
        ("watch", {}, None),
    ],
)
def test_what_is_filled_in_is_missing_no_longer(
    name: str, fields: dict[str, Any], rows: dict[str, Any] | None
) -> None:
    if rows is None:
        from films.models import Service

        service = cast.page(Service, "Kinema")
        rows = {"availability:new1": {"service": cast.key_of(service), "countries": ["JP"]}}
    bare = cast.film("Bare")
    path = f"/missing/films/{name}/"
    assert "Bare" in text(path)
    cast.edit(bare, rows=rows, **fields)
    assert "Bare" not in text(path)


def test_romaji_is_missing_only_where_there_is_something_to_read() -> None:
    cast.film("Sans kanji")
    film = cast.film("Jin-Roh", rows={"filmname:new2": KANJI})
    page = text("/missing/films/romaji/")
    assert "Jin-Roh" in page
    assert "Sans kanji" not in page
    reading = {"text": "Jinrou", "language": "ja-Latn", "kind": "romaji"}
    cast.edit(film, rows={"filmname:new3": reading})
    assert "Jin-Roh" not in text("/missing/films/romaji/")


def test_a_link_of_the_list_leads_to_the_very_control() -> None:
    film = cast.film("Bare")
    client = Client()
    client.force_login(cast.mei())
    for name in ("runtime", "credits"):
        gap = "staff" if name == "credits" else name
        (href,) = re.findall(r'href="([^"]+/edit/\?section=[^"]+)"', text(f"/missing/films/{gap}/"))
        path, _hash, place = href.partition("#")
        assert path.startswith(film.get_absolute_url())
        assert f'id="{place}"' in text(path, client=client)


def test_a_list_is_narrowed_by_year_country_and_franchise() -> None:
    for year, country in ((1988, "JP"), (1995, "JP"), (1997, "FR")):
        release = {"date": str(year), "country": country}
        cast.film(f"Of {year}", country=country, rows={"release:new1": release})
    saga = cast.page(Franchise, "Saga")
    cast.edit(
        Film.objects.get(title="Of 1995"),
        rows={"membership:new1": {"franchise": cast.key_of(saga)}},
    )

    def found(query: str) -> list[str]:
        return sorted(set(re.findall(r"Of \d{4}", text(f"/missing/films/runtime/?{query}"))))

    assert found("") == ["Of 1988", "Of 1995", "Of 1997"]
    assert found("year=1990&year_to=1999") == ["Of 1995", "Of 1997"]
    assert found("year=1990&country=JP") == ["Of 1995"]
    assert found(f"franchise={saga.pk}") == ["Of 1995"]
    assert found(f"franchise=franchise:{saga.pk}") == ["Of 1995"]
    assert found("franchise-text=Saga") == ["Of 1995"]
    assert found("sort=title")[0] == "Of 1988"


@pytest.mark.parametrize(
    "query",
    [
        "year=abc",
        "year=99999999999999999999",
        "kind=%00",
        "franchise=99999999999999999999",
        "franchise=5000",
        "franchise-text=%00",
        "franchise-text=Nobody",
        "country=XX",
        "sort=",
    ],
)
def test_a_bad_address_is_answered_in_words_and_loses_nothing(query: str) -> None:
    cast.film("Bare")
    status = 200 if query == "sort=" else 400
    page = text(f"/missing/films/runtime/?{query}&runtime_to=100", status)
    assert 'value="100"' in page
    assert ("invalid-feedback" in page) == (status == 400)
    assert Client().get(f"/missing/films/runtime/feed/?{query}").status_code in (200, 404)


@pytest.mark.parametrize("path", ["films/nothing/", "genres/runtime/", "nothing/runtime/"])
def test_what_is_no_gap_has_no_list(path: str) -> None:
    text(f"/missing/{path}", 404)


def test_lists_go_on_behind_their_last_line() -> None:
    for number in range(51):
        cast.person(f"Person {number:02}")
    first = text("/missing/people/born/")
    further = re.search(r'rel="next" href="(\?[^"]+)"', first)
    assert further is not None
    second = text("/missing/people/born/" + further[1].replace("&amp;", "&"))
    names = re.findall(r"person-row__name[^>]*>(Person \d\d)", first + second)
    assert names == [f"Person {number:02}" for number in reversed(range(51))]
    text("/missing/people/born/?after=x", 400)


def test_the_list_costs_as_many_queries_for_many_as_for_one() -> None:
    cast.film("Bare 0")
    client = Client()
    client.force_login(cast.mei())
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as seen:
            text("/missing/films/runtime/", client=client)
        counts.append(len(seen))
        for number in range(5):
            cast.film(f"Bare {_time}{number}")
    assert counts[0] == counts[1] <= 10


def test_the_overview_counts_and_leads_to_every_list() -> None:
    cast.film("Bare")
    cast.film("Long", runtime=113)
    page = text("/missing/")
    row = re.search(r'href="/missing/films/runtime/".*?</li>', page, re.DOTALL)
    assert row is not None
    assert "50%" in row[0]
    assert "1 missing" in row[0]
    for path in set(re.findall(r'href="(/missing/[^"]+)"', page)):
        text(path)


def test_strangers_are_answered_304_until_something_changes() -> None:
    film = cast.film("Bare")
    for path in ("/missing/", "/missing/films/runtime/", "/fix/", "/missing/progress/"):
        first = Client().get(path)
        known = {"if-none-match": first["ETag"]}
        assert Client().get(path, headers=known).status_code == 304
    cast.edit(film, runtime=100)
    assert Client().get("/missing/films/runtime/", headers=known).status_code == 200
    assert "Bare" not in text("/missing/films/runtime/")


def test_a_list_has_a_feed_of_the_newest_with_its_filters() -> None:
    cast.film("Old", country="JP")
    cast.film("New", country="JP")
    cast.film("Other", country="FR")
    atom = "{http://www.w3.org/2005/Atom}"
    entries = _feed("/missing/films/runtime/feed/?country=JP").findall(f"{atom}entry")
    assert [each.findtext(f"{atom}title") for each in entries] == ["New", "Old"]
    href = entries[0].find(f"{atom}link").get("href")
    assert "/edit/?section=general#id-film:" in href


def test_pages_of_empty_sites_say_so() -> None:
    assert "nothing in the catalogue" in text("/missing/")
    assert "Nothing is missing here" in text("/missing/films/runtime/")
    assert "no films here yet" in text("/missing/progress/")
    assert "Nothing small is missing" in text("/fix/")
    assert "No two pages look alike" in text("/missing/duplicates/")
