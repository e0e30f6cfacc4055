"""Drawings on pages: careers, networks, maps, years; what they count, and whom they leave out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from films.models import Film, Franchise, Theme
from tests import cast
from wiki.actions.hide import hide
from wiki.models import Entry

pytestmark = pytest.mark.django_db


def made(title: str, year: int, **rows: Any) -> Film:
    """A film of a year; ``credit1={...}`` is the row ``credit:new1``."""
    keyed = {f"{name[:-1]}:new{name[-1]}": fields for name, fields in rows.items()}
    keyed["release:new1"] = {"date": str(year), "country": "JP"}
    return cast.film(title, rows=keyed)


def shown(client: Client, entry: Entry) -> Any:
    answer = client.get(entry.get_absolute_url())
    assert answer.status_code == 200
    return answer


def credit(person: Entry, role: str) -> dict[str, str]:
    return {"role": role, "person": cast.key_of(person)}


def names(figure: Any) -> list[tuple[str, str]]:
    """The first two cells of a table, without links."""
    return [(row[0].split(">")[1].removesuffix("</a"), row[1]) for row in figure.rows]


def test_a_career_has_films_roles_and_voices_by_year(client: Client) -> None:
    kon, role = cast.person("Satoshi Kon"), cast.character("Radio")
    made("Memories", 1995, credit1=credit(kon, "writer"), credit2=credit(kon, "layout"))
    made("Perfect Blue", 1997, credit1=credit(kon, "director"))
    made(
        "Paprika",
        2006,
        credit1=credit(kon, "director"),
        dubversion1={"language": "ja", "original": True},
        appearance1={"character": cast.key_of(role)},
        voicerole1={
            "appearance": "appearance:new1",
            "dub": "dubversion:new1",
            "person": cast.key_of(kon),
        },
    )
    answer = shown(client, kon)
    assert [row[2] for row in answer.context["career"].rows] == [
        "Director, Voice",
        "Director",
        "Writer, Layout",
    ]
    page = answer.content.decode()
    assert 'aria-labelledby="plot-career-title"' in page
    assert "The same as a table" in page


def test_a_person_of_two_films_has_no_drawing(client: Client) -> None:
    kon = cast.person("Satoshi Kon")
    for year in (1997, 2001):
        made(f"Film of {year}", year, credit1=credit(kon, "director"))
    context = shown(client, kon).context
    assert context["career"] is None
    assert context["around"] is None


def test_around_a_person_stand_those_who_shaped_two_of_the_same_films(client: Client) -> None:
    kon, hirasawa = cast.person("Satoshi Kon"), cast.person("Susumu Hirasawa")
    hamasu, ando = cast.person("Hideki Hamasu"), cast.person("Masashi Ando")
    once, helper = cast.person("Once"), cast.person("Helper")
    for number, year in enumerate((1997, 2001, 2006)):
        others = {
            "credit2": credit(hirasawa, "music"),
            "credit3": credit(helper, "in_between"),
            **({"credit4": credit(hamasu, "animation_director")} if number else {}),
            **({"credit5": credit(ando, "character_design")} if number else {}),
            **({"credit6": credit(once, "writer")} if not number else {}),
        }
        made(f"Film of {year}", year, credit1=credit(kon, "director"), **others)
    around = shown(client, kon).context["around"]
    assert names(around) == [
        ("Susumu Hirasawa", "3"),
        ("Hideki Hamasu", "2"),
        ("Masashi Ando", "2"),
    ]
    hide(hamasu, user=cast.tatsuo(), summary="Not a person")
    assert shown(client, kon).context["around"] is None


def test_voices_of_a_dub_are_around_one_another_not_around_the_staff(client: Client) -> None:
    director = cast.person("Director")
    voices = [cast.person(f"Voice {number}") for number in range(4)]
    role = cast.character("Radio")
    for year in (1997, 2001):
        made(
            f"Film of {year}",
            year,
            credit1=credit(director, "director"),
            dubversion1={"language": "en"},
            appearance1={"character": cast.key_of(role)},
            **{
                f"voicerole{number}": {
                    "appearance": "appearance:new1",
                    "dub": "dubversion:new1",
                    "person": cast.key_of(voice),
                    "note": str(number),
                }
                for number, voice in enumerate(voices, 1)
            },
        )
    around = shown(client, voices[0]).context["around"]
    assert names(around) == [("Voice 1", "2"), ("Voice 2", "2"), ("Voice 3", "2")]
    assert shown(client, director).context["around"] is None


def test_a_company_has_around_it_who_worked_there_not_who_it_sold(client: Client) -> None:
    madhouse, toho = cast.company("Madhouse"), cast.company("Toho")
    people = [cast.person(f"Person {number}") for number in range(3)]
    for year in (1997, 2001):
        made(
            f"Film of {year}",
            year,
            companycredit1={"role": "animation", "company": cast.key_of(madhouse)},
            companycredit2={"role": "distribution", "company": cast.key_of(toho)},
            **{f"credit{at}": credit(each, "director") for at, each in enumerate(people, 1)},
        )
    around = shown(client, madhouse).context["around"]
    assert [count for _name, count in names(around)] == ["2", "2", "2"]
    assert shown(client, toho).context["around"] is None


def test_a_franchise_has_a_map_of_its_films_and_their_relations(client: Client) -> None:
    eva = cast.page(Franchise, "Evangelion")
    member = {"franchise": cast.key_of(eva)}
    series = made("Neon Genesis", 1995, membership1=member)
    other = made("Not of it", 1996)
    made(
        "The End",
        1997,
        membership1=member,
        relation1={"kind": "prequel", "other": cast.key_of(series)},
        relation2={"kind": "other", "other": cast.key_of(other)},
    )
    figure = shown(client, eva).context["map"]
    assert [row[4] for row in figure.rows] == [
        f'sequel: <a href="{Film.objects.get(title="The End").get_absolute_url()}">The End</a>',
        f'prequel: <a href="{series.get_absolute_url()}">Neon Genesis</a>',
    ]
    assert "Not of it" not in figure.drawing


def test_hidden_films_are_on_no_map(client: Client) -> None:
    eva = cast.page(Franchise, "Evangelion")
    member = {"franchise": cast.key_of(eva)}
    films = [made(f"Film of {year}", year, membership1=member) for year in (1995, 1997, 1998)]
    hide(films[0], user=cast.tatsuo(), summary="Not a film")
    figure = shown(client, eva).context["map"]
    assert len(figure.rows) == 2
    assert "1995" not in figure.drawing


def test_titles_in_drawings_are_those_that_the_reader_prefers(client: Client) -> None:
    eva = cast.page(Franchise, "Evangelion")
    member = {"franchise": cast.key_of(eva)}
    native = {"text": "機動警察", "language": "ja", "kind": "native"}
    made("Patlabor", 1989, membership1=member, filmname2=native)
    made("Patlabor 2", 1993, membership1=member)
    assert ">Patlabor</text>" in shown(client, eva).content.decode()
    client.cookies["genga_titles"] = "native"
    assert ">機動警察</text>" in shown(client, eva).content.decode()


def test_years_show_films_by_kind(client: Client) -> None:
    made("Akira", 1988)
    cast.film("Short", kind="short", rows={"release:new1": {"date": "1987", "country": "JP"}})
    hidden = made("Gone", 1987)
    hide(hidden, user=cast.tatsuo(), summary="Not a film")
    plot = client.get("/years/").context["plot"]
    assert [row[1:] for row in plot.rows] == [("1", "0", "1"), ("0", "1", "1")]


def test_themes_and_genres_name_what_goes_with_them(client: Client) -> None:
    cyberpunk, memory, horror = (
        cast.page(Theme, "Cyberpunk"),
        cast.page(Theme, "Memory"),
        cast.genre("Horror"),
    )
    both = [cast.key_of(cyberpunk), cast.key_of(memory)]
    for number in range(3):
        cast.film(f"Film {number}", themes=both, genres=[cast.key_of(horror)] if number else [])
    companions = shown(client, cyberpunk).context["companions"]
    assert [(str(each.html), each.count) for each in companions] == [
        ("Memory", "3"),
        ("Horror", "2"),
    ]
    assert [str(each.html) for each in shown(client, horror).context["companions"]] == [
        "Cyberpunk",
        "Memory",
    ]
