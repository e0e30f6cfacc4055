"""What goes out comes in again, here and elsewhere."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

from accounts.actions.watch import Said, watch
from accounts.models import FilmList, ListImport, Viewing
from accounts.moving import formats
from accounts.moving.exports import account, letterboxd, mal
from accounts.moving.files import opened
from films.models import Film, Segment
from tests import cast
from tests.accounts.lists.lists import a_list, titles
from tests.accounts.moving.bringing import bring, catalogue, film
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db


def _account() -> bytes:
    with account.export(cast.mei()) as file:
        return file.read()


def _watched() -> list[tuple[Any, ...]]:
    fields = ("status", "score", "times", "started", "finished", "notes", "private")
    rows = Viewing.objects.filter(user=cast.mei()).values_list("film", "segment", *fields)
    return sorted(rows, key=str)


def _lists() -> list[tuple[Any, ...]]:
    words = ("title", "description", "ranked", "visibility", "openness")
    return [
        (
            *(getattr(each, name) for name in words),
            sorted(tag.name for tag in each.tags.all()),
            titles(each),
            [item.note for item in each.items.all()],
        )
        for each in FilmList.objects.filter(owner=cast.mei()).order_by("title", "pk")
    ]


def _fill() -> dict[str, Film]:
    films = catalogue()
    films["carnival"] = film("Robot Carnival", 1987, rows={"segment:new1": {"number": 1}})
    segment = Segment.objects.get(film=films["carnival"])
    mei = cast.mei()
    said = Said(
        status="watched", score=87, times=3, started="2019", finished="2019-05-21", notes="=1+1"
    )
    watch(mei, films["memories"], said)
    watch(mei, films["akira"], Said(status="want", private=True))
    watch(mei, films["blue"], Said(score=40))
    watch(mei, films["carnival"], Said(status="watching"), segment=segment)
    koji = cast.person("Koji Morimoto")
    about = (films["memories"], koji, segment, films["blue"])
    words: dict[str, Any] = {"description": "*All* of it", "ranked": True, "visibility": "unlisted"}
    a_list(*about, title="Mixed", openness="curated", tags=("a", "b"), **words)
    a_list(films["akira"], title="Twice")
    a_list(films["blue"], title="Twice")
    return films


def test_everything_taken_out_and_wiped_comes_back_as_it_was() -> None:
    _fill()
    watched, lists, file = _watched(), _lists(), _account()
    Viewing.objects.all().delete()
    FilmList.objects.all().delete()
    bring("account.zip", file)
    assert _watched() == watched
    assert _lists() == lists


def test_pages_that_were_hidden_are_in_no_file() -> None:
    films = _fill()
    hide(films["blue"], user=cast.satsuki(), summary="Spam")
    with zipfile.ZipFile(io.BytesIO(_account())) as archive:
        for name in set(archive.namelist()) - {"submissions.jsonl", "submissions.csv"}:
            assert "Perfect Blue" not in archive.read(name).decode(), name


def test_bringing_ones_own_export_changes_nothing() -> None:
    _fill()
    watched, lists = _watched(), _lists()
    bring("account.zip", _account())
    assert _watched() == watched
    assert _lists() == lists


def test_ids_of_another_site_mean_nothing_here(settings: Any) -> None:
    films = _fill()
    file = _account()
    settings.GENGA_SITE_URL = "https://elsewhere.example"
    made = bring("account.zip", file)
    rows = made.rows.filter(read__title="Memories", number_of_list=None)
    assert "genga" not in rows.get().read["ids"]
    assert rows.get().target == cast.key_of(films["memories"])


def test_the_archive_holds_tables_that_no_spreadsheet_takes_for_formulas() -> None:
    _fill()
    with zipfile.ZipFile(io.BytesIO(_account())) as archive:
        names = set(archive.namelist())
        told = json.loads(archive.read("account.json"))
        submissions = archive.read("submissions.jsonl").decode().splitlines()
        rows = list(csv.DictReader(io.StringIO(archive.read("watch-list.csv").decode())))
    assert {"account.json", "watch-list.csv", "submissions.csv", "lists/1-mixed.csv"} <= names
    assert told["settings"]["username"] == "mei"
    assert len(submissions) == cast.mei().submissions.count()
    assert "password" not in told["settings"]
    assert "'=1+1" in [row["notes"] for row in rows]


def test_myanimelist_gets_its_own_numbers_and_nothing_private() -> None:
    _fill()
    _name, found = formats.read(opened("x.xml", "".join(mal.export(cast.mei())).encode()))
    assert [(row.title, row.ids) for row in found.rows] == [("Memories", {"mal": "1462"})]
    row = found.rows[0]
    assert (row.status, row.score, row.times, row.notes) == ("watched", 90, 3, "=1+1")
    assert (row.started, row.finished) == ("2019", "2019-05-21")


def test_what_xml_forbids_stays_out_of_it() -> None:
    films = _fill()
    watch(cast.mei(), films["memories"], Said(notes="So\x01on"))
    fromstring("".join(mal.export(cast.mei())).encode())


def test_letterboxd_gets_what_was_seen_and_what_is_to_be_seen() -> None:
    films = _fill()
    watch(cast.mei(), films["akira"], Said(private=False))
    seen = "".join(letterboxd.export(cast.mei()))
    _name, found = formats.read(opened("seen.csv", seen.encode()))
    rows = {row.title: row for row in found.rows}
    assert set(rows) == {"Memories", "Perfect Blue"}
    assert rows["Memories"].ids == {"imdb": "tt0113799"}
    assert (rows["Memories"].year, rows["Memories"].score) == (1995, 90)
    wanted = "".join(letterboxd.export(cast.mei(), watchlist=True))
    _name, found = formats.read(opened("watchlist.csv", wanted.encode()))
    assert [(row.title, row.status) for row in found.rows] == [("Akira", "want")]


def test_titles_of_other_sites_come_back_through_an_export_for_them() -> None:
    films = _fill()
    file = "".join(letterboxd.export(cast.mei())).encode()
    score = Viewing.objects.get(film=films["blue"]).score
    Viewing.objects.all().delete()
    bring("seen.csv", file)
    assert Viewing.objects.get(film=films["blue"]).score == score
    assert ListImport.objects.get().format == "letterboxd"
