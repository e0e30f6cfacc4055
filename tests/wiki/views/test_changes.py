"""The site's recent changes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Person
from tests import cast
from wiki.actions.apply import apply
from wiki.models import SubmissionKind

pytestmark = pytest.mark.django_db


def titles(query: str = "") -> list[str]:
    response = Client().get(f"/changes/{query}")
    assert response.status_code == 200
    return [line.title for line in response.context["lines"]]


def import_people(count: int) -> None:
    """One import revision that makes ``count`` people."""
    rows: dict = {}
    for number in range(count):
        key = f"person:new{number}"
        rows[key] = {}
        rows[f"personname:new{number}"] = {"person": key, "text": f"P {number}", "display": True}
    changes = sorted(cast.changes_to({}, "person:new0", rows), key=lambda c: c["entry"])
    apply(changes, kind=SubmissionKind.IMPORT, author=None, automatic=True, summary="Import: x")


def test_everybody_reads_what_changed_newest_first() -> None:
    film = cast.film("Memories")
    cast.person("Koji Morimoto")
    cast.edit(film, runtime=115, summary="From the disc")
    assert titles() == ["Memories", "Koji Morimoto", "Memories"]
    text = Client().get("/changes/").content.decode()
    assert "From the disc" in text
    assert f"{film.get_absolute_url()}history/compare/?from=1&amp;to=2" in text
    assert Client().post("/changes/").status_code == 405


def test_nothing_has_changed_yet() -> None:
    assert "Nothing has changed yet." in Client().get("/changes/").content.decode()


def test_one_edit_is_one_line_told_by_its_own_page() -> None:
    cast.film(
        "Memories",
        rows={
            "person:new1": {},
            "personname:new1": {"person": "person:new1", "text": "Koji", "display": True},
            "credit:new1": {"role": "director", "person": "person:new1"},
        },
    )
    assert Person.objects.count() == 1
    (line,) = Client().get("/changes/").context["lines"]
    assert (line.title, line.others) == ("Memories", 1)


def test_an_import_is_one_line() -> None:
    import_people(40)
    cast.film("Memories")
    lines = Client().get("/changes/").context["lines"]
    assert [(line.title, line.others) for line in lines] == [("Memories", 0), ("P 0", 39)]


def test_changes_are_narrowed() -> None:
    film = cast.film("Memories")
    cast.person("Koji Morimoto")
    cast.propose(film, by=cast.kanta(), runtime=115)
    import_people(1)
    assert titles("?type=person") == ["P 0", "Koji Morimoto"]
    assert titles("?author=kanta") == ["Memories"]
    assert titles("?kind=create") == ["Koji Morimoto", "Memories"]
    assert titles("?automatic=on") == ["P 0", "Memories"]
    assert titles("?automatic=on&type=film") == ["Memories"]
    assert titles("?author=nobody") == []
    assert len(titles("?type=nonsense")) == 4


def test_names_of_hidden_pages_are_for_moderators() -> None:
    person = cast.person("Unspeakable")
    client = Client()
    client.force_login(cast.satsuki())
    client.post(f"{person.get_absolute_url()}hide/", {"summary": "vandalism"})
    assert titles() == ["a hidden page", "a hidden page"]
    text = client.get("/changes/").content.decode()
    assert "Unspeakable" in text


def test_the_list_goes_on_where_a_page_ends() -> None:
    film = cast.film("Memories")
    for runtime in range(1, 33):
        cast.edit(film, runtime=runtime)
    page = Client().get("/changes/?type=film").context["page"]
    assert len(page) == 30
    assert len(titles(page.next)) == 3


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            titles()
        return len(captured)

    film = cast.film("Memories")
    few = count()
    for runtime in range(1, 15):
        cast.edit(film, runtime=runtime)
    import_people(30)
    assert count() == few
    assert few <= 5
