"""Genga's dump: read, written, read again."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from films.models import Film, Genre, Person
from tests import cast
from tests.films.imports.importing import (
    DUMP,
    command,
    dump_file,
    labelled,
    lines_file,
    load,
    rows,
    told_film,
)
from wiki import documents
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.models import Revision, RevisionEntry, Submission

pytestmark = pytest.mark.django_db


def lanterns() -> Film:
    return Film.objects.get(title="Lanterns")


def exported(path: Path) -> bytes:
    """The catalogue as a dump."""
    assert not command("export_catalogue", str(path)).error
    return path.read_bytes()


def emptied() -> None:
    """A database as it was before anything was written."""
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for app in ("films", "wiki", "toywiki")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def test_files_of_a_folder_refer_to_each_other_in_any_order() -> None:
    outcome = load(*DUMP)
    assert not outcome.error, outcome.told
    film = lanterns()
    assert (film.kind, film.year, film.number) == ("anthology", 1999, 1)
    assert [row["number"] for row in rows(film, "segment")] == [1, 2]
    assert [row["text"] for row in rows(film, "segmentname")] == ["The Wick", "The Flame"]
    assert labelled(film, "appearance", "character") == ["Wick"]
    assert labelled(film, "songcredit", "person") == ["Mori Akari"]
    assert labelled(film, "relation", "other") == ["Embers"]


def test_the_order_of_rows_is_kept() -> None:
    load(*DUMP)
    assert [row["role"] for row in rows(lanterns(), "credit")] == ["director", "music"]


def test_local_references_point_at_rows_of_the_same_film() -> None:
    load(*DUMP)
    page = documents.load_one(lanterns())
    segments = [key for key in page if key.startswith("segment:")]
    [cut] = [fields for key, fields in page.items() if key.startswith("cut:")]
    assert cut["segments"] == sorted(segments)


def test_a_reference_across_batches_is_added_when_its_film_is_there(tmp_path: Path) -> None:
    films = [
        told_film("a", "First", relations=[{"kind": "sequel", "other": "film:c"}]),
        told_film("b", "Second"),
        told_film("c", "Third"),
    ]
    outcome = load(dump_file(tmp_path, films), batch=1)
    assert not outcome.error, outcome.told
    assert outcome.counted("created") == "3 films"
    assert labelled(Film.objects.get(title="First"), "relation", "other") == ["Third"]
    assert load(dump_file(tmp_path, films), batch=1).counted("unchanged") == "3 films"


def test_a_reference_to_nothing_is_told(tmp_path: Path) -> None:
    films = [told_film("a", "First", relations=[{"kind": "sequel", "other": "film:z"}])]
    outcome = load(dump_file(tmp_path, films))
    assert outcome.error
    assert "dump.jsonl:2: skipped: film:z is in none of the files" in outcome.told


def test_the_same_pair_told_from_both_ends_stands_once(tmp_path: Path) -> None:
    films = [
        told_film("a", "First", relations=[{"kind": "sequel", "other": "film:b"}]),
        told_film("b", "Second", relations=[{"kind": "prequel", "other": "film:a"}]),
    ]
    for batch in (100, 1):
        outcome = load(dump_file(tmp_path, films), batch=batch)
        assert not outcome.error, outcome.told
    assert len(rows(Film.objects.get(title="First"), "relation")) == 1
    assert not rows(Film.objects.get(title="Second"), "relation")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"type": "flim", "ref": "x"}, "no entry: type 'flim'"),
        ({"type": "film"}, "ref None"),
        (told_film("x", "X", colour="blue"), "colour: film has no such field"),
        (told_film("x", "X", runtime="long"), "runtime: Enter a whole number"),
        (told_film("x", "X", credits=[{"credited_as": "Y"}]), "credits[0].role: is missing"),
        (told_film("x", "X", credits="nobody"), "credits: is not a list"),
        (told_film("x", "X", genres=["person:1"]), "genres: ['person:1'] is no reference genre:"),
        (
            told_film("x", "X", cuts=[{"segments": ["segment:q"]}]),
            "no row of this entry is segment:q",
        ),
        (told_film("x", "X", segments=[{"number": 0}]), "Segments are numbered from 1"),
        ({"type": "film", "ref": "x"}, "at least one name"),
    ],
)
def test_what_is_wrong_with_a_record_is_said(
    tmp_path: Path, entry: dict[str, Any], reason: str
) -> None:
    outcome = load(dump_file(tmp_path, [entry, told_film("good", "Good")]))
    assert outcome.error
    assert "dump.jsonl:2: skipped: " in outcome.told
    assert reason in outcome.told
    assert list(Film.objects.values_list("title", flat=True)) == ["Good"]


def test_an_entry_that_stands_twice_is_told(tmp_path: Path) -> None:
    outcome = load(dump_file(tmp_path, [told_film("a", "First"), told_film("a", "Again")]))
    assert "dump.jsonl:3: skipped: film:a stands in the file twice" in outcome.told
    assert Film.objects.get().title == "First"


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    assert "no such file" in load(tmp_path / "missing.jsonl").error
    assert "no files of records" in load(tmp_path).error
    assert "no format" in load(lines_file(tmp_path, [{"a": 1}], "odd.jsonl")).error
    assert "No records" in load(dump_file(tmp_path, [])).error
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(DUMP[0].read_bytes())[:-30])
    assert "unreadable from here on" in load(cut).told


def test_a_second_dump_changes_what_it_says_otherwise(tmp_path: Path) -> None:
    load(dump_file(tmp_path, [told_film("a", "First", runtime=80, deck="One.")]))
    load(dump_file(tmp_path, [told_film("a", "First", runtime=81, deck="One.")]))
    film = Film.objects.get()
    assert (film.runtime, film.number) == (81, 2)


def test_rows_keep_their_numbers_when_the_source_adds_one_between(tmp_path: Path) -> None:
    def told(*roles: str) -> list[dict[str, Any]]:
        return [told_film("a", "First", credits=[{"role": r, "credited_as": r} for r in roles])]

    load(dump_file(tmp_path, told("director", "music")))
    film = Film.objects.get()
    keys = [key for key in documents.load_one(film) if key.startswith("credit:")]
    load(dump_file(tmp_path, told("director", "writer", "music")))
    after = [key for key in documents.load_one(film) if key.startswith("credit:")]
    assert [row["role"] for row in rows(film, "credit")] == ["director", "writer", "music"]
    assert [key for key in after if key in keys] == keys
    row = RevisionEntry.objects.get(entry_type="film", number=2)
    assert [change["op"] for change in row.changes] == ["+"]


def test_a_row_with_rows_of_others_inside_waits_for_a_moderator(tmp_path: Path) -> None:
    load(*DUMP)
    film = lanterns()
    page = documents.load_one(film)
    [voice] = [key for key in page if key.startswith("appearance:")]
    [dub] = [key for key in page if key.startswith("dubversion:")]
    added = {"appearance": voice, "dub": dub, "credited_as": "Somebody else"}
    cast.accept(cast.propose(film, rows={"voicerole:new1": added}))
    entries = [json.loads(line) for line in DUMP[0].read_text(encoding="utf-8").splitlines()[1:]]
    del entries[0]["appearances"]
    people = [json.loads(line) for line in DUMP[1].read_text(encoding="utf-8").splitlines()[1:]]
    outcome = load(dump_file(tmp_path, entries + people))
    assert not outcome.error, outcome.told
    assert len(rows(film, "appearance")) == 1
    assert Submission.objects.filter(status="pending").count() == 1


def test_a_dump_comes_back_byte_for_byte(tmp_path: Path) -> None:
    load(*DUMP)
    film = lanterns()
    cast.accept(cast.propose(film, runtime=101, rows={"credit:new1": _credit()}))
    hide(Film.objects.get(title="Embers"), user=cast.satsuki(), summary="Not yet")
    one, two = cast.genre("Fable"), cast.genre("Fables")
    merge(one, into=two, user=cast.satsuki(), summary="The same")
    first = exported(tmp_path / "first.jsonl")
    emptied()
    outcome = load(tmp_path / "first.jsonl")
    assert not outcome.error, outcome.told
    assert exported(tmp_path / "second.jsonl") == first
    assert Film.objects.get(pk=film.pk).title == "Lanterns"
    assert Genre.objects.get(pk=one.pk).merged_into_id == two.pk
    assert cast.film("New").pk > film.pk  # ids go on after those that came


def _credit() -> dict[str, Any]:
    return {"role": "producer", "credited_as": "A. Producer", "position": 1}


def test_a_packed_dump_is_the_same_whenever_it_is_written(tmp_path: Path) -> None:
    load(*DUMP)
    first, second = exported(tmp_path / "a.jsonl.gz"), exported(tmp_path / "b.jsonl.gz")
    assert first == second
    assert gzip.decompress(first) == exported(tmp_path / "c.jsonl")
    assert not list(tmp_path.glob("*.part"))


def test_ids_are_not_kept_where_others_live(tmp_path: Path) -> None:
    load(*DUMP)
    exported(tmp_path / "dump.jsonl")
    emptied()
    mine = cast.film("Mine")
    outcome = load(tmp_path / "dump.jsonl")
    assert not outcome.error, outcome.told
    assert Film.objects.get(pk=mine.pk).title == "Mine"
    assert Film.objects.count() == 3


def test_people_of_other_sources_are_recognised_by_their_one_native_name(tmp_path: Path) -> None:
    native = {"personname:new2": {"text": "森あかり", "language": "ja", "kind": "native"}}
    mine = cast.person("Akari Mori", rows=native)
    load(*DUMP)
    assert Person.objects.get() == mine
    assert {n.text for n in mine.names.all()} == {"Akari Mori", "森あかり", "Mori Akari"}


def test_an_unchanged_dump_costs_few_queries() -> None:
    load(*DUMP)
    with CaptureQueriesContext(connection) as counted:
        load(*DUMP)
    assert len(counted) < 20
    assert Revision.objects.count() == 1
