"""The grid of people and segments as an editor: cells become credits, and what is there stays as it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from films.models import Film, Person
from tests import cast
from tests.readers import reader
from tests.wiki.views.test_edit import controls, form_of
from wiki.models import Draft, Submission

pytestmark = pytest.mark.django_db


def memories(**more: dict[str, Any]) -> Film:
    """A film of two segments; Koji Morimoto directs the first, with a note and a printed name."""
    koji = cast.person("Koji Morimoto")
    return cast.film(
        "Memories",
        kind="anthology",
        rows={
            **cast.segments("Magnetic Rose", "Stink Bomb"),
            "credit:new1": {
                "role": "director",
                "person": cast.key_of(koji),
                "segment": "segment:new1",
                "note": "the whole of it",
                "credited_as": "K. Morimoto",
            },
            "credit:new2": {"role": "music", "credited_as": "Yoko Kanno", "position": 1},
            **more,
        },
    )


def url_of(film: Film) -> str:
    return f"{film.get_absolute_url()}edit/grid/"


def grid(film: Film, client: Client | None = None) -> dict[str, list[str]]:
    """The grid as a browser would post it untouched."""
    return form_of(client or reader(cast.mei()), url_of(film))


def save(film: Film, data: dict[str, Any], *, status: int = 302) -> str:
    """Post the grid; what comes back."""
    answer = reader(cast.mei()).post(url_of(film), {**data, "action": ["save"]})
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def approved(film: Film) -> list[tuple[Any, ...]]:
    """The credits after approval: role, who, segment, note, printed name."""
    cast.accept(Submission.objects.pending().get())
    return [
        (c.role, str(c.person or ""), c.segment.number if c.segment else 0, c.note, c.credited_as)
        for c in film.credits.select_related("person", "segment").order_by("position", "pk")
    ]


def parts(film: Film) -> tuple[str, str, str, str]:
    """The keys of both credits and both segments."""
    first, second = film.credits.order_by("position")
    one, two = film.segments.order_by("number")
    return (f"credit:{first.pk}", f"credit:{second.pk}", f"segment:{one.pk}", f"segment:{two.pk}")


KOJI = ("director", "Koji Morimoto", 1, "the whole of it", "K. Morimoto")
YOKO = ("music", "", 0, "", "Yoko Kanno")


def test_the_grid_posted_untouched_changes_nothing() -> None:
    film = memories()
    assert "Nothing would change" in save(film, grid(film), status=400)


def test_roles_written_into_cells_become_credits_and_the_others_stay() -> None:
    film = memories()
    koji, yoko, one, two = parts(film)
    data = grid(film) | {
        f"{koji}@{two}": ["Storyboard, 作画監督, Title drawing"],
        f"{yoko}@{one}": ["Music"],
    }
    save(film, data)
    assert approved(film) == [
        KOJI,
        YOKO,
        ("storyboard", "Koji Morimoto", 2, "", ""),
        ("animation_director", "Koji Morimoto", 2, "", ""),
        ("other", "Koji Morimoto", 2, "", ""),
        ("music", "", 1, "", "Yoko Kanno"),
    ]
    assert film.credits.get(role="other").role_text == "Title drawing"


def test_an_unticked_role_is_taken_away() -> None:
    film = memories()
    koji, _yoko, _one, _two = parts(film)
    data = grid(film)
    del data[f"{koji}.stays"]
    save(film, data)
    assert approved(film) == [YOKO]


def test_a_role_that_moves_to_another_cell_keeps_its_note() -> None:
    film = memories()
    koji, _yoko, _one, two = parts(film)
    data = grid(film) | {f"{koji}@{two}": ["Director"]}
    del data[f"{koji}.stays"]
    save(film, data)
    (change,) = Submission.objects.pending().get().changes
    assert (change["key"], change["op"], list(change["fields"])) == (koji, "~", ["segment"])
    assert approved(film) == [("director", "Koji Morimoto", 2, *KOJI[3:]), YOKO]


def test_a_role_that_is_there_already_is_not_doubled() -> None:
    film = memories()
    koji, _yoko, one, _two = parts(film)
    save(film, grid(film) | {f"{koji}@{one}": ["Director, director"]}, status=400)


def test_somebody_is_added_with_roles_known_or_new() -> None:
    film = memories()
    _koji, _yoko, one, two = parts(film)
    jun = cast.person("Jun Miyake")
    data = grid(film)
    data["rows"] += ["new2"]
    data |= {
        "new1.person": [cast.key_of(jun)],
        "new1.person.text": ["Jun Miyake"],
        f"new1@{two}": ["Music"],
        "new2.person": ["new:Satoshi Kon"],
        "new2.person.text": ["Satoshi Kon"],
        f"new2@{one}": ["Writer"],
        "new2@whole": ["Layout"],
    }
    save(film, data)
    assert approved(film)[2:] == [
        ("music", "Jun Miyake", 2, "", ""),
        ("layout", "Satoshi Kon", 0, "", ""),
        ("writer", "Satoshi Kon", 1, "", ""),
    ]
    assert Person.objects.filter(title="Jun Miyake").count() == 1


def test_names_that_are_unclear_are_asked_about_and_nothing_is_lost() -> None:
    film = memories()
    koji, _yoko, one, two = parts(film)
    first, second = cast.person("Jun Miyake"), cast.person("Jun Miyake")
    data = grid(film) | {"new1.person.text": ["Jun Miyake"], f"new1@{two}": ["Music"]}
    data[f"{koji}@{one}"] = ["Layout"]
    del data[f"{koji}.stays"]
    html = save(film, data, status=422)
    for person in (first, second):
        assert f'name="new1.person.choice" value="person:{person.pk}"' in html
    again = controls(html)
    assert f"{koji}.stays" not in again
    assert (again[f"{koji}@{one}"], again[f"new1@{two}"]) == (["Layout"], ["Music"])
    assert Draft.objects.filter(user=cast.mei()).exists()
    save(film, again | {"new1.person.choice": [f"person:{second.pk}"]})
    cast.accept(Submission.objects.pending().get())
    assert film.credits.get(role="music", segment__number=2).person == second


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"new1@whole": ["Music"]}, "Name the person whose roles these are"),
        ({"new1.person.text": ["Koji Morimoto"]}, "Write what this person did"),
        ({"new1.person.text": ["Nobody at all"], "new1@whole": ["Music"]}, "No page has this name"),
    ],
)
def test_a_row_for_somebody_needs_a_name_and_a_role(typed: dict[str, Any], said: str) -> None:
    film = memories()
    assert said in save(film, grid(film) | typed, status=422)


@pytest.mark.parametrize("text", ["x" * 121, "x, " * 300, "\x00", "a\x00b"])
def test_a_cell_that_cannot_be_read_says_so(text: str) -> None:
    film = memories()
    koji, _yoko, one, _two = parts(film)
    html = save(film, grid(film) | {f"{koji}@{one}": [text]}, status=422)
    assert 'aria-invalid="true"' in html
    assert not Submission.objects.pending().exists()


def test_what_no_form_posts_does_no_harm() -> None:
    film = memories()
    client = reader(cast.mei())
    odd = {
        "rows": ["credit:999999", "new99999", "new1\x00", "x" * 5000, "segment:1", "credit:new1"],
        "credit:999999.stays": "1",
        "credit:new1@whole": "Music",
        "@": "Music",
        "new1@segment:999": "Music",
        "base": "99999999999999999999",
        "action": "save",
    }
    assert client.post(url_of(film), odd).status_code == 400
    assert client.post(url_of(film), {"rows": ["new1"] * 2001}).status_code == 422
    assert client.get(url_of(film) + "?draft=x").status_code == 200
    assert film.credits.count() == 2


def test_credits_that_a_request_does_not_mention_stay() -> None:
    film = memories()
    koji, yoko, _one, _two = parts(film)
    data = grid(film)
    data["rows"] = [yoko]
    data = {
        name: value
        for name, value in data.items()
        if name not in (f"{yoko}.stays", f"{koji}.stays")
    }
    save(film, data)
    assert approved(film) == [KOJI]


def test_an_edit_of_a_page_that_has_moved_is_merged_or_asked_about() -> None:
    film = memories()
    koji, yoko, _one, two = parts(film)
    data = grid(film)
    other = dict(data)
    cast.edit(
        film,
        rows={koji: {"note": "half of it"}, "credit:new1": {"role": "layout", "credited_as": "A"}},
    )
    save(film, data | {f"{yoko}@{two}": ["Editing"]})
    merged = approved(film)
    assert ("director", "Koji Morimoto", 1, "half of it", "K. Morimoto") in merged
    assert {row[0] for row in merged} == {"director", "music", "layout", "editing"}
    del other[f"{koji}.stays"]
    html = save(film, other, status=409)
    assert "half of it" in html
    assert not Submission.objects.pending().exists()


def test_changes_are_shown_before_they_are_saved() -> None:
    film = memories()
    koji, _yoko, _one, two = parts(film)
    data = grid(film) | {f"{koji}@{two}": ["Layout"], "action": ["preview"]}
    html = reader(cast.mei()).post(url_of(film), data).content.decode()
    assert "What you change" in html
    assert controls(html)[f"{koji}@{two}"] == ["Layout"]
    assert not Submission.objects.pending().exists()


def test_strangers_and_hidden_films_are_guarded() -> None:
    film = memories()
    assert Client().get(url_of(film)).status_code == 302
    client = reader(cast.mei())
    assert client.get(f"/films/{film.pk}-wrong/edit/grid/").status_code == 301
    assert client.get("/films/99999/edit/grid/").status_code == 404
    assert client.get(f"/people/{Person.objects.get().pk}/edit/grid/").status_code == 404


def test_the_page_leads_to_the_grid() -> None:
    film = memories()
    html = reader(cast.mei()).get(film.get_absolute_url()).content.decode()
    assert f'href="{url_of(film)}"' in html


def test_each_control_is_named_by_person_and_segment() -> None:
    film = memories()
    koji, _yoko, _one, _two = parts(film)
    html = reader(cast.mei()).get(url_of(film)).content.decode()
    for wanted in ('id="grid-p0"', 'id="grid-c1"', 'aria-labelledby="grid-add grid-p0 grid-c2"'):
        assert wanted in html
    assert f'aria-labelledby="grid-{koji.replace(":", "-")} grid-p0 grid-c1"' in html


def test_many_people_cost_no_more_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    film = memories()
    client = reader(cast.mei())
    counts = []
    for size in (0, 0, 40):
        people = {
            f"credit:new{n}": {"role": "layout", "credited_as": f"Person {n}", "position": n}
            for n in range(1, size + 1)
        }
        if people:
            cast.edit(film, rows=people)
        with django_assert_max_num_queries(30) as captured:
            assert client.get(url_of(film)).status_code == 200
        assert isinstance(captured, CaptureQueriesContext)
        counts.append(len(captured))
    assert counts[1] == counts[2]
