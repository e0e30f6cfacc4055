"""Hints that hold a change against other pages and sources: lives, relations, names, statements."""

from __future__ import annotations

from typing import Any

import pytest

from films.models import Character, Person
from tests import cast
from wiki import documents
from wiki.actions.hide import hide
from wiki.changesets import ChangeSet, Document, Fields
from wiki.hints import hints_of
from wiki.models import ImportedRecord

pytestmark = pytest.mark.django_db

Rows = dict[str, Fields | None]


def told(entry: Any, changes: ChangeSet) -> list[str]:
    """What is said about ``changes`` to ``entry`` as it is now."""
    key = cast.key_of(entry)
    return [hint.text for hint in hints_of(changes, {key: documents.load_one(entry)})]


def edited(entry: Any, rows: Rows) -> list[str]:
    """What is said when ``entry`` gets ``rows``."""
    changes = cast.changes_to(documents.load_one(entry), cast.key_of(entry), rows)
    return told(entry, changes)


def memories(**kwargs: Any) -> Any:
    return cast.film("Memories", rows={"release:new1": {"date": "1995-12-23", "country": "JP"}})


VOICES: Rows = {
    "dubversion:new1": {"language": "ja", "original": True},
    "appearance:new1": {"character": "character:new1"},
    "character:new1": {},
    "charactername:new1": {"character": "character:new1", "text": "Eva", "display": True},
}


def part_in(film: Any, person: Any, role: str) -> Rows:
    """Rows that give ``person`` a part in ``film``."""
    key = cast.key_of(person)
    if role == "voice":
        row = {"appearance": "appearance:new1", "dub": "dubversion:new1", "person": key}
        return {**VOICES, "voicerole:new1": row}
    if role == "performer":
        return {
            "song:new1": {"kind": "theme"},
            "songcredit:new1": {"song": "song:new1", "role": role, "person": key},
        }
    return {"credit:new1": {"role": role, "person": key}}


@pytest.mark.parametrize(
    ("life", "role", "said"),
    [
        ({"born": "1996"}, "director", "Mei was born in 1996, after this was made (1995)."),
        ({"born": "1996-02-03"}, "performer", "Mei was born in 1996"),
        ({"born": "1996"}, "voice", "Mei was born in 1996"),
        ({"born": "1993"}, "voice", "Mei was about 2 years old in 1995."),
        ({"born": "1991"}, "voice", ""),
        ({"born": "1986"}, "writer", "Mei was about 9 years old in 1995."),
        ({"born": "1983"}, "writer", ""),
        ({"died": "1984"}, "director", "Mei died in 1984, long before this was made (1995)."),
        ({"died": "1985"}, "director", ""),
        ({"died": "1884"}, "original_work", ""),
        ({"died": "1827"}, "music", ""),
        ({"born": "1996", "group": True}, "director", ""),
    ],
)
def test_a_part_that_does_not_fit_a_life_is_told(life: Fields, role: str, said: str) -> None:
    film, person = memories(), cast.person("Mei", **life)
    texts = [text for text in edited(film, part_in(film, person, role)) if "Mei" in text]
    assert [text[: len(said)] for text in texts] == ([said] if said else [])


def test_a_person_proposed_with_the_credit_is_looked_at_too() -> None:
    rows: Rows = {
        "person:new1": {"born": "1999"},
        "personname:new1": {"person": "person:new1", "text": "Mei", "display": True},
        "credit:new1": {"role": "director", "person": "person:new1"},
    }
    assert edited(memories(), rows) == ["Mei was born in 1999, after this was made (1995)."]


def test_the_year_of_a_dub_counts_for_its_voices() -> None:
    film, person = memories(), cast.person("Mei", born="1993")
    rows = part_in(film, person, "voice")
    rows["dubversion:new1"] = {"language": "de", "year": 2005}
    assert edited(film, rows) == []


def test_a_year_that_does_not_fit_those_credited_is_told_once() -> None:
    people = [cast.person(f"Person {at}", born="1970") for at in range(5)]
    credits_: Rows = {
        f"credit:new{at}": {"role": "director", "person": cast.key_of(person)}
        for at, person in enumerate(people)
    }
    film = cast.film("Memories", rows={"release:new1": {"date": "1995"}, **credits_})
    (release,) = cast.rows_of(film, "release")
    (text,) = edited(film, {release: {"date": "1959"}})
    assert text.startswith("The lives of people credited do not fit the year 1959: Person")
    assert text.endswith("and 2 more.")


@pytest.mark.parametrize(
    ("before", "life", "said"),
    [
        ({}, {"born": "1996"}, ["There is a credit in a film of 1995, before the birth."]),
        ({}, {"born": "1990"}, ["There is a credit in a film of 1995, at the age of about 5."]),
        ({}, {"born": "1954"}, []),
        ({}, {"died": "1980"}, ["There is a credit in a film of 1995, long after the death."]),
        ({}, {"died": "1990"}, []),
        ({"born": "1950"}, {"died": "1949"}, ["This is before the birth."]),
        ({"born": "1850"}, {"died": "1994"}, ["That would be a life of 144 years."]),
        ({"born": "1950"}, {"died": "1994"}, []),
        ({}, {"born": "2199"}, ["This day is still to come.", "There is a credit in a film"]),
        ({"born": "1996"}, {"deck": "Directs"}, []),
    ],
)
def test_dates_of_a_person_are_held_against_the_films(
    before: Fields, life: Fields, said: list[str]
) -> None:
    person = cast.person("Mei", **before)
    cast.film(
        "Memories",
        rows={
            "release:new1": {"date": "1995"},
            "credit:new1": {"role": "director", "person": cast.key_of(person)},
        },
    )
    found = sorted(edited(person, {cast.key_of(person): life}))
    assert len(found) >= len(said)
    assert bool(found) == bool(said)
    assert all(any(text.startswith(words) for text in found) for words in said)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"founded": "1996"}, "was founded in 1996, after the film came out (1995)"),
        ({"founded": "1995"}, ""),
        ({"closed": "1980"}, "closed in 1980, long before"),
        ({"closed": "1990"}, ""),
    ],
)
def test_a_studio_has_to_exist_when_the_film_is_made(dates: Fields, said: str) -> None:
    studio = cast.company("Studio 4°C", **dates)
    rows: Rows = {"companycredit:new1": {"role": "animation", "company": cast.key_of(studio)}}
    found = edited(memories(), rows)
    assert [said in text for text in found] == ([True] if said else [])


def test_a_company_cannot_be_founded_after_its_films() -> None:
    studio = cast.company("Studio 4°C")
    row = {"role": "animation", "company": cast.key_of(studio)}
    cast.film("Memories", rows={"release:new1": {"date": "1995"}, "companycredit:new1": row})
    key = cast.key_of(studio)
    assert edited(studio, {key: {"founded": "1996"}}) == [
        "There is a credit in a film of 1995, before this."
    ]
    assert edited(studio, {key: {"founded": "1986"}}) == []


@pytest.mark.parametrize(
    ("kind", "other_year", "said"),
    [
        ("sequel", "1988", "Akira came out in 1988, before this film (1995)."),
        ("sequel", "1995", ""),
        ("remade_from", "2004", "Akira came out in 2004, after this film (1995)."),
        ("prequel", "2004", ""),
    ],
)
def test_a_sequel_comes_after_its_film(kind: str, other_year: str, said: str) -> None:
    other = cast.film("Akira", rows={"release:new1": {"date": other_year}})
    rows: Rows = {"relation:new1": {"kind": kind, "other": cast.key_of(other)}}
    assert edited(memories(), rows) == ([said] if said else [])


# Namesakes ---------------------------------------------------------------------------------------


def test_a_new_page_whose_name_exists_is_told_with_the_other_one() -> None:
    there = cast.person("Katsuhiro Otomo")
    again = cast.propose_page(type(there), "Katsuhiro Ōtomo")
    (hint,) = hints_of(again.changes, {})
    assert (hint.key, hint.field) == ("personname:new1", "text")
    assert hint.other is not None
    assert hint.other.url == there.get_absolute_url()
    other = cast.propose_page(type(there), "Koji Morimoto")
    assert hints_of(other.changes, {}) == []


def test_a_name_of_another_type_or_of_a_hidden_page_is_no_namesake() -> None:
    hidden = cast.person("Katsuhiro Otomo")
    hide(hidden, user=cast.satsuki(), summary="A joke")
    assert hints_of(cast.propose_page(Character, "Katsuhiro Otomo").changes, {}) == []
    assert hints_of(cast.propose_page(Person, "Katsuhiro Otomo").changes, {}) == []


def test_a_printed_name_that_has_a_page_is_told() -> None:
    there, film = cast.person("Katsuhiro Otomo"), memories()
    rows: Rows = {"credit:new1": {"role": "director", "credited_as": "Katsuhiro Otomo"}}
    changes = cast.changes_to(documents.load_one(film), cast.key_of(film), rows)
    (hint,) = hints_of(changes, {cast.key_of(film): documents.load_one(film)})
    assert hint.other is not None
    assert hint.other.url == there.get_absolute_url()
    rows["credit:new1"] = {
        "role": "director", "credited_as": "Katsuhiro Otomo", "person": cast.key_of(there),
    }  # fmt: skip
    assert edited(film, rows) == []


def test_two_new_pages_of_one_name_are_told_of_each_other() -> None:
    rows: Rows = {}
    for at in (1, 2):
        rows[f"person:new{at}"] = {}
        name = {"person": f"person:new{at}", "text": "Koji Morimoto", "display": True}
        rows[f"personname:new{at}"] = name
        rows[f"credit:new{at}"] = {"role": "key_animation", "person": f"person:new{at}"}
    assert len(edited(memories(), rows)) == 2


# Sources -----------------------------------------------------------------------------------------


def says(entry: Any, statement: Document, source: str = "MADB") -> None:
    ImportedRecord.objects.create(
        source=source,
        entry_type=type(entry)._meta.model_name,
        ref=f"{source}-{entry.pk}",
        entry_id=entry.pk,
        statement=ImportedRecord.packed(statement),
    )


def test_a_value_that_contradicts_a_source_is_told() -> None:
    film = cast.film(runtime=113)
    key = cast.key_of(film)
    says(film, {key: {"runtime": 113, "description": "A film", "kind": "anthology"}})
    says(film, {key: {"runtime": 114}}, source="AniDB")
    assert edited(film, {key: {"runtime": 90}}) == ["AniDB says: 114", "MADB says: 113"]
    assert edited(film, {key: {"runtime": None}}) == ["AniDB says: 114", "MADB says: 113"]
    assert edited(film, {key: {"runtime": 114}}) == ["MADB says: 113"]
    assert edited(film, {key: {"description": "Three films", "deck": "One"}}) == []
    assert edited(film, {key: {"kind": "anthology"}}) == []


def test_a_row_and_members_of_a_set_that_a_source_lists_are_missed() -> None:
    horror, comedy = cast.genre("Horror"), cast.genre("Comedy")
    genres = sorted([cast.key_of(horror), cast.key_of(comedy)])
    film = cast.film(
        genres=genres, rows={"credit:new1": {"role": "music", "credited_as": "Yoko Kanno"}}
    )
    (credit,) = cast.rows_of(film, "credit")
    key = cast.key_of(film)
    says(film, {key: {"genres": genres}, credit: {"role": "music"}})
    assert edited(film, {key: {"genres": [cast.key_of(comedy)]}}) == ["MADB also says: Horror"]
    assert edited(film, {credit: None}) == ["MADB lists this."]
