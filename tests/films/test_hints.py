"""Hints: each rule speaks when it should, and is silent when it is only near."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from films.models import Character, Person
from tests import cast
from tests.wiki.views.test_edit import controls
from wiki import changesets, documents
from wiki.actions.hide import hide
from wiki.changesets import ChangeSet, Document, Fields
from wiki.hints import Hint, hints_of
from wiki.models import ImportedRecord

pytestmark = pytest.mark.django_db

FILM = "film:12"
Rows = dict[str, Fields | None]
LATER = f"{timezone.localdate().year + 2}"


def of_film(before: Rows, edit: Rows, *, new: bool = False) -> list[Hint]:
    """The hints about an edit of a film that is in no database."""
    was = documents.complete({FILM: {}, **{k: _row(k, v or {}) for k, v in before.items()}})
    becomes = {key: dict(row) for key, row in was.items()}
    for key, fields in edit.items():
        if fields is None:
            del becomes[key]
        else:
            becomes[key] = {**becomes.get(key, {}), **_row(key, fields)}
    changes = changesets.diff({} if new else was, documents.complete(becomes), entry=FILM)
    assert changes
    return hints_of(changes, {} if new else {FILM: was})


def _row(key: str, fields: Fields) -> Fields:
    name = key.partition(":")[0]
    parent = {
        "segmentname": "segment", "songcredit": "song", "songname": "song", "film": "",
    }.get(name, "film")  # fmt: skip
    return fields if not parent or parent in fields else {parent: FILM, **fields}


def segments(*runtimes: int | None) -> Rows:
    return {
        f"segment:{at}": {"number": at, "runtime": length}
        for at, length in enumerate(runtimes, start=1)
    }


THREE = segments(44, 40, 22)
HOME = {"release:1": {"country": "JP", "date": "1995-12-23", "medium": "cinema"}}


@pytest.mark.parametrize(
    ("before", "edit", "said"),
    [
        # Lengths
        ({}, {FILM: {"runtime": 113}, **THREE}, "The segments add up to 106 minutes"),
        ({FILM: {"runtime": 106}, **THREE}, {"segment:3": {"runtime": 32}}, "add up to 116"),
        ({FILM: {"runtime": 106}, **THREE}, {"segment:3": None}, "add up to 84"),
        ({FILM: {"runtime": 80}}, segments(44, 40, None), "add up to 84"),
        (
            {**THREE, "cut:1": {"kind": "tv", "segments": ["segment:1", "segment:2"]}},
            {"cut:1": {"runtime": 90}},
            "The segments of this cut add up to 84 minutes",
        ),
        ({FILM: {"runtime": 113}}, {"cut:1": {"kind": "theatrical", "runtime": 93}}, "theatrical"),
        (
            {"cut:1": {"kind": "tv", "runtime": 100}},
            {"release:1": {"country": "JP", "runtime": 80, "cut": "cut:1"}},
            "This release runs 80 minutes, its cut 100.",
        ),
        # Dates
        ({}, {"release:1": {"country": "JP", "date": "1885"}}, "No animated film was shown"),
        ({}, {"release:1": {"country": "JP", "date": "2199"}}, "years ahead"),
        (
            {FILM: {"country": "JP"}, **HOME},
            {"release:2": {"country": "DE", "date": "1995-11", "medium": "cinema"}},
            "before the first release at home (December 23, 1995)",
        ),
        (
            HOME,
            {"release:2": {"country": "JP", "date": "1995-11", "medium": "disc"}},
            "before the release in cinemas",
        ),
        (HOME, {"dubversion:1": {"language": "de", "year": 1990}}, "before the film itself (1995)"),
        (HOME, {"availability:1": {"since": "1995-12-22"}}, "before the first release of the film (December 23, 1995)"),
        (HOME, {"availability:1": {"until": "2001-01-01"}}, "ended already"),
        (HOME, {"availability:1": {"checked_on": "2199-01-01"}}, "still to come"),
        # Segments
        ({}, {"segment:1": {"number": 1}, "segment:2": {"number": 3}}, "There is no segment 2."),
        ({}, {"segment:1": {"number": 1}, "segment:2": {"number": 1}}, "Another segment has"),
        ({}, {"credit:1": {"note": "Segment 2 only"}}, "This film has no segments."),
        (THREE, {"credit:1": {"note": "segment #4"}}, "There is no segment 4."),
        (THREE, {"appearance:1": {"note": "in segment 3"}}, "chosen in a field of its own"),
        (
            {**THREE, "segmentname:1": {"segment": "segment:1", "text": "Magnetic Rose"}},
            {"song:1": {"note": "Heard in Magnetic Rose"}},
            "chosen in a field of its own",
        ),
        (THREE, {"credit:1": {"segment": "segment:9"}}, "no such segment"),
        # Rows that say the same
        (
            {"credit:1": {"role": "director", "credited_as": "Katsuhiro Otomo"}},
            {"credit:2": {"role": "director", "credited_as": "Katsuhiro Ōtomo"}},
            "Another row says the same.",
        ),
        (
            {"song:1": {}, "songcredit:1": {"song": "song:1", "role": "composer", "credited_as": "A"}},
            {"songcredit:2": {"song": "song:1", "role": "composer", "credited_as": "A"}},
            "Another row says the same.",
        ),
        (HOME, {"release:2": HOME["release:1"]}, "Another row says the same."),
        (
            {"dubversion:1": {"language": "de"}},
            {"dubversion:2": {"language": "de"}},
            "Another row says the same.",
        ),
        (
            {"availability:1": {"service": "service:1", "countries": ["DE"]}},
            {"availability:2": {"service": "service:1", "countries": ["DE"]}},
            "Another row says the same.",
        ),
        (
            {**THREE, "appearance:1": {"character": "character:1"}},
            {"appearance:2": {"character": "character:1", "segment": "segment:1"}},
            "listed for the whole film",
        ),
        (
            {"filmname:1": {"text": "彼女の想いで", "language": "ja", "kind": "native"}},
            {"filmname:2": {"text": "メモリーズ", "language": "ja", "kind": "native"}},
            "another native name",
        ),
    ],
)  # fmt: skip
def test_a_film_that_contradicts_itself_is_told(before: Rows, edit: Rows, said: str) -> None:
    found = of_film(before, edit)
    assert any(said in hint.text for hint in found), [hint.text for hint in found]


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        # Lengths within the tolerance, unknown ones, planned ones
        ({}, {FILM: {"runtime": 108}, **THREE}),
        ({FILM: {"runtime": 113}}, segments(44, 40, None)),
        ({FILM: {"runtime": 106}}, segments(44)),
        ({"release:1": {"date": LATER}}, {FILM: {"runtime": 120}, **THREE}),
        ({**THREE, "cut:1": {"kind": "tv", "segments": ["segment:1"]}}, {"cut:1": {"runtime": 45}}),
        ({FILM: {"runtime": 113}}, {"cut:1": {"kind": "directors", "runtime": 125}}),
        ({FILM: {"runtime": 113}}, {"cut:1": {"kind": "theatrical", "runtime": 112}}),
        (
            {"cut:1": {"kind": "tv", "runtime": 100}},
            {"release:1": {"country": "DE", "runtime": 96, "cut": "cut:1"}},
        ),
        # Dates that may be right
        ({}, {"release:1": {"country": "FR", "date": "1892"}}),
        ({}, {"release:1": {"country": "JP", "date": LATER}}),
        (
            {FILM: {"country": "JP"}, **HOME},
            {"release:2": {"country": "FR", "date": "1995-06", "medium": "festival"}},
        ),
        (
            {FILM: {"country": "JP"}, **HOME},
            {"release:2": {"country": "DE", "date": "1995-12", "medium": "cinema"}},
        ),
        (HOME, {"release:2": {"country": "JP", "date": "1996", "medium": "disc"}}),
        (
            {FILM: {"kind": "ova"}, **HOME},
            {"release:2": {"country": "JP", "date": "1995-11", "medium": "disc"}},
        ),
        (HOME, {"dubversion:1": {"language": "ja", "original": True, "year": 1994}}),
        (HOME, {"availability:1": {"since": "1995-12-23", "until": "2199-01-01"}}),
        (HOME, {"availability:1": {"checked_on": timezone.localdate().isoformat()}}),
        # Segments
        ({}, {"segment:1": {"number": 1}, "segment:2": {"number": 2}}),
        (THREE, {"credit:1": {"note": "segment 3", "segment": "segment:3"}}),
        ({}, {"credit:1": {"note": "second part"}}),
        # Rows that differ in what matters
        (
            {**THREE, "credit:1": {"role": "director", "credited_as": "Katsuhiro Otomo"}},
            {"credit:2": {"role": "director", "credited_as": "Katsuhiro Otomo", "segment": "segment:3"}},
        ),
        (
            {"credit:1": {"role": "other", "role_text": "Pencils", "credited_as": "A"}},
            {"credit:2": {"role": "other", "role_text": "Ink", "credited_as": "A"}},
        ),
        (HOME, {"release:2": {"country": "JP", "date": "1995-12-23", "medium": "festival"}}),
        (
            {**THREE, "appearance:1": {"character": "character:1", "segment": "segment:2"}},
            {"appearance:2": {"character": "character:1", "segment": "segment:1"}},
        ),
        (
            {"filmname:1": {"text": "彼女の想いで", "language": "ja", "kind": "native"}},
            {"filmname:2": {"text": "记忆", "language": "zh-Hans", "kind": "native"}},
        ),
        # What was odd before, and this edit leaves alone
        ({FILM: {"runtime": 113}, **THREE}, {FILM: {"runtime": 113, "deck": "Three stories"}}),
        ({"credit:1": {"note": "Segment 2 only"}}, {FILM: {"deck": "Three stories"}}),
    ],
)  # fmt: skip
def test_what_may_well_be_right_is_not_told(before: Rows, edit: Rows) -> None:
    assert of_film(before, edit) == []


def test_values_that_fields_no_longer_allow_are_no_error() -> None:
    odd = {"release:1": {"date": "soon"}, FILM: {"runtime": "long"}, "segment:1": {"number": "I"}}
    assert of_film({}, {**odd, "segment:2": {"number": 1, "runtime": True}}) == []  # type: ignore[arg-type]


def test_a_new_film_is_looked_at_whole() -> None:
    (hint,) = of_film({}, {FILM: {"runtime": 113}, **THREE}, new=True)
    assert (hint.key, hint.field) == (FILM, "runtime")


# Lives -------------------------------------------------------------------------------------------


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


# Where hints are shown ---------------------------------------------------------------------------


def proposed_with_a_hint() -> tuple[Any, Any]:
    film = memories()
    submission = cast.propose(film, runtime=113, rows=segments_new())
    return film, submission


def segments_new() -> Rows:
    return {
        f"segment:new{at}": {"number": at, "runtime": length}
        for at, length in enumerate((44, 40, 22), start=1)
    }


SAID = "The segments add up to 106 minutes, the film runs 113."


@pytest.mark.parametrize(("who", "sees"), [("mei", True), ("satsuki", True), ("totoro", False)])
def test_hints_are_for_the_author_and_for_moderators(client: Client, who: str, sees: bool) -> None:
    _film, submission = proposed_with_a_hint()
    client.force_login(getattr(cast, who)())
    text = client.get(submission.get_absolute_url()).content.decode()
    assert (SAID in text) is sees
    assert text.count('role="note"') == int(sees)


def test_hints_do_not_stand_in_the_way(client: Client) -> None:
    _film, submission = proposed_with_a_hint()
    client.force_login(cast.satsuki())
    url = submission.get_absolute_url()
    client.post(f"{url}approve/", {"version": submission.version})
    submission.refresh_from_db()
    assert submission.status == "approved"
    assert SAID not in client.get(url).content.decode()


def test_the_author_sees_hints_before_saving(client: Client) -> None:
    film = cast.film(runtime=113, rows=segments_new())
    client.force_login(cast.mei())
    url = f"{film.get_absolute_url()}edit/?section=general"
    data = controls(client.get(url).content.decode())
    data[f"film:{film.pk}.runtime"], data["action"] = ["114"], ["preview"]
    text = client.post(url, data).content.decode()
    assert "The segments add up to 106 minutes, the film runs 114." in text


def test_the_number_of_queries_does_not_grow_with_rows() -> None:
    film = memories()

    def cost(count: int) -> int:
        rows: Rows = {}
        for at in range(count):
            person = cast.person(f"Person {count} {at}", born="1999")
            rows[f"credit:new{at}"] = {"role": "director", "person": cast.key_of(person)}
            rows[f"credit:newprinted{at}"] = {
                "role": "writer", "credited_as": f"Person {count} {at}",
            }  # fmt: skip
        key = cast.key_of(film)
        changes = cast.changes_to(documents.load_one(film), key, rows)
        before = {key: documents.load_one(film)}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(hints_of(changes, before)) == 2 * count
        return len(queries)

    assert cost(1) == cost(12)
