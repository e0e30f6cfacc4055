"""The history of a page: revisions, one as it was, two compared, blame."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast

pytestmark = pytest.mark.django_db


def get(url: str, status: int = 200) -> str:
    response = Client().get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def changed_film() -> Any:
    """A film with three revisions: made, runtime, deck."""
    film = cast.film("Memories", runtime=113)
    cast.edit(film, runtime=115, summary="From the disc")
    cast.edit(film, by=cast.kanta(), deck="Three stories.", summary="A deck")
    return film


# The list ------------------------------------------------------------------------------------


def test_the_history_lists_revisions_newest_first() -> None:
    film = changed_film()
    text = get(f"{film.get_absolute_url()}history/")
    assert text.index("A deck") < text.index("From the disc")
    assert 'href="/users/mei/"' in text
    assert "approved by satsuki" in text
    assert "new page" in text
    assert text.count('type="radio" name="from"') == 3


def test_edits_that_nobody_looked_at_are_marked() -> None:
    film = cast.film()
    submission = cast.propose(film, by=cast.kanta(), runtime=115)
    assert submission.automatic or not submission.is_pending
    assert "approved at once" in get(f"{film.get_absolute_url()}history/")


def test_wrong_addresses_lead_to_the_right_history() -> None:
    film = changed_film()
    response = Client().get(f"/films/{film.pk}-memory/history/?after=2")
    assert response.status_code == 301
    assert response["Location"] == f"{film.get_absolute_url()}history/?after=2"
    assert Client().get("/films/99999/history/").status_code == 404
    assert Client().post(f"{film.get_absolute_url()}history/").status_code == 405


def test_the_history_of_a_hidden_page_is_for_moderators() -> None:
    film = changed_film()
    client = Client()
    client.force_login(cast.satsuki())
    client.post(f"{film.get_absolute_url()}hide/", {"summary": "test"})
    for path in ("", "2/", "compare/?from=1&to=2", "blame/"):
        assert Client().get(f"{film.get_absolute_url()}history/{path}").status_code == 404
        assert client.get(f"{film.get_absolute_url()}history/{path}").status_code == 200


@pytest.mark.parametrize("make", [cast.person, cast.character, cast.company, cast.genre])
def test_pages_of_every_type_have_a_history(make: Any) -> None:
    page = make("Something")
    cast.edit(page, deck="What it is.")
    url = page.get_absolute_url()
    assert "What it is." in get(f"{url}history/compare/?from=1&to=2")
    assert "What it is." in get(f"{url}history/blame/")
    assert "Something" in get(f"{url}history/1/")


def test_the_history_goes_on_where_a_page_ends() -> None:
    film = cast.film()
    for runtime in range(1, 35):
        cast.edit(film, runtime=runtime)
    page = Client().get(f"{film.get_absolute_url()}history/").context["page"]
    assert [row.number for row in page] == list(range(35, 5, -1))
    further = Client().get(f"{film.get_absolute_url()}history/{page.next}").context["page"]
    assert [row.number for row in further] == [5, 4, 3, 2, 1]


def test_the_number_of_queries_does_not_grow_with_the_history() -> None:
    film = cast.film()
    url = f"{film.get_absolute_url()}history/"

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(url).status_code == 200
        return len(captured)

    cast.edit(film, runtime=1)
    few = count()
    for runtime in range(2, 20):
        cast.edit(film, runtime=runtime)
    assert count() == few
    assert few <= 4


# One revision --------------------------------------------------------------------------------


def test_a_revision_shows_the_page_as_it_was() -> None:
    film = changed_film()
    text = get(f"{film.get_absolute_url()}history/2/")
    assert "115" in text
    assert "Three stories." not in text
    assert "Three stories." in get(f"{film.get_absolute_url()}history/3/")


@pytest.mark.parametrize("number", [0, 4, 10**25])
def test_a_revision_that_does_not_exist_is_not_found(number: int) -> None:
    film = changed_film()
    text = get(f"{film.get_absolute_url()}history/{number}/", status=404)
    assert f"This page has no revision {number}." in text


# Two compared --------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["from=1&to=3", "from=3&to=1"])
def test_two_revisions_are_compared_the_older_first(query: str) -> None:
    film = changed_film()
    text = get(f"{film.get_absolute_url()}history/compare/?{query}")
    assert "Before: revision 1" in text
    assert "After: revision 3" in text
    assert "<del>113</del>" in text
    assert "<ins>115</ins>" in text
    assert "Three stories." in text
    assert "1 revision lies between the two." in text


def test_revisions_that_say_the_same_are_compared() -> None:
    film = cast.film(runtime=113)
    cast.edit(film, runtime=115)
    cast.edit(film, runtime=113)
    text = get(f"{film.get_absolute_url()}history/compare/?from=1&to=3")
    assert "The page says the same in both." in text


@pytest.mark.parametrize(
    "query", ["", "from=1", "from=1&to=1", "from=a&to=2", "from=-1&to=2", "from=1&to=" + "9" * 30]
)
def test_what_cannot_be_compared_is_refused_clearly(query: str) -> None:
    film = changed_film()
    text = get(f"{film.get_absolute_url()}history/compare/?{query}", status=400)
    assert "Choose two different revisions of this page to compare." in text


def test_comparing_with_a_revision_that_does_not_exist() -> None:
    film = changed_film()
    text = get(f"{film.get_absolute_url()}history/compare/?from=1&to=9", status=404)
    assert "This page has no revision 9." in text


def test_rows_that_are_gone_keep_their_names() -> None:
    otomo = cast.person("Katsuhiro Otomo")
    film = cast.film(
        rows={
            **cast.segments("Magnetic Rose"),
            "credit:new1": {
                "role": "director",
                "person": cast.key_of(otomo),
                "segment": "segment:new1",
            },
        }
    )
    gone = {key: None for part in ("credit", "segment") for key in cast.rows_of(film, part)}
    cast.edit(film, rows=gone)
    text = get(f"{film.get_absolute_url()}history/compare/?from=1&to=2")
    assert "Director: <a" in text
    assert "Katsuhiro Otomo</a> (Magnetic Rose)" in text


# Blame ---------------------------------------------------------------------------------------


def test_blame_names_the_revision_of_each_value() -> None:
    film = changed_film()
    response = Client().get(f"{film.get_absolute_url()}history/blame/")
    found = {
        (line.label, str(line.value)): line.row and line.row.number
        for section in response.context["sections"]
        for line in section.lines
    }
    assert found["Runtime (minutes)", "115"] == 2
    assert found["Deck", "Three stories."] == 3
    assert found["Kind", "feature film"] == 1
    assert found["", "Memories (English, official, display name)"] == 1


def test_a_row_of_several_revisions_is_told_value_by_value() -> None:
    film = cast.film(rows={"credit:new1": {"role": "music", "credited_as": "Yoko Kanno"}})
    (credit,) = cast.rows_of(film, "credit")
    cast.edit(film, rows={credit: {"note": "theme"}})
    response = Client().get(f"{film.get_absolute_url()}history/blame/")
    lines = [
        (line.label, str(line.value), line.row and line.row.number, line.inside)
        for section in response.context["sections"]
        if section.name == "credits"
        for line in section.lines
    ]
    assert lines == [
        ("", "Music: Yoko Kanno", None, False),
        ("Role, Credited as", "Music, Yoko Kanno", 1, True),
        ("Note", "theme", 2, True),
    ]
