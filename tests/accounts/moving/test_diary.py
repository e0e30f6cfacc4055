"""Diaries that come from elsewhere, and go out again."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from accounts.actions.diary.change_entry import change_entry
from accounts.actions.diary.delete_entry import delete_entry
from accounts.actions.diary.log_watch import log_watch
from accounts.actions.watch import Said, watch
from accounts.diary.told import Told
from accounts.models import DiaryEntry, ListImport, Outcome, User, Viewing
from accounts.moving import work
from accounts.moving.exports import account, letterboxd
from accounts.moving.times import MOST, joined, time
from films.models import Film, Segment, Service
from tests import cast
from tests.accounts.moving.bringing import begin, bring, film, finished

pytestmark = pytest.mark.django_db

HEAD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
LINES = (
    "2025-03-09,Perfect Blue,1997,https://boxd.it/a,4.5,,,2025-03-08\n"
    "2025-11-02,Perfect Blue,1997,https://boxd.it/b,5,Yes,,2025-11-01\n"
    "2025-04-02,Akira,1988,https://boxd.it/c,,,,\n"
)
_SAID = (
    "film__title", "segment__number", "watched_on", "rewatch", "score", "note", "remark",
    "private", "place", "service__title", "dub__language", "cut__name",
)  # fmt: skip


def _said() -> list[tuple[Any, ...]]:
    return list(DiaryEntry.objects.order_by("watched_on", "pk").values_list(*_SAID))


def _bring(text: str) -> ListImport:
    return bring("diary.csv", text.encode())


def _undo(of: ListImport) -> None:
    work.undo(of)
    of.refresh_from_db()
    finished(of)


def _films() -> None:
    film("Perfect Blue", 1997)
    film("Akira", 1988)


def test_each_dated_time_becomes_a_row_of_the_diary() -> None:
    _films()
    _bring(HEAD + LINES)
    rows = DiaryEntry.objects.order_by("watched_on").values_list(
        "film__title", "watched_on", "rewatch", "score"
    )
    assert list(rows) == [
        ("Perfect Blue", "2025-03-08", False, 90),
        ("Perfect Blue", "2025-11-01", True, 100),
    ]
    line = Viewing.objects.get(film__title="Perfect Blue")
    assert (line.status, line.times, line.finished) == ("watched", 2, "2025-11-01")
    assert Viewing.objects.get(film__title="Akira").status == "watched"


def test_a_second_import_changes_nothing_and_undoing_the_first_removes_its_rows() -> None:
    _films()
    first = _bring(HEAD + LINES)
    ids = set(DiaryEntry.objects.values_list("pk", flat=True))
    second = _bring(HEAD + LINES + "\n")
    assert set(second.rows.values_list("outcome", flat=True)) == {Outcome.SAME}
    assert set(DiaryEntry.objects.values_list("pk", flat=True)) == ids
    _undo(first)
    assert not DiaryEntry.objects.exists()
    assert not Viewing.objects.exists()


def test_days_are_added_to_a_list_that_knows_the_film_already() -> None:
    _films()
    watch(
        cast.mei(),
        _film("Perfect Blue"),
        Said(status="watched", times=2, score=100, finished="2025-11-01", notes="x"),
    )
    of = _bring(HEAD + LINES)
    assert DiaryEntry.objects.count() == 2
    assert Viewing.objects.get(film__title="Perfect Blue").times == 2
    _undo(of)
    assert not DiaryEntry.objects.exists()
    assert Viewing.objects.get(film__title="Perfect Blue").notes == "x"


def test_what_was_changed_since_stays_when_the_import_is_undone() -> None:
    _films()
    of = _bring(HEAD + LINES)
    row = DiaryEntry.objects.order_by("pk")[0]
    change_entry(row, Told("2025-03-07", note="It rained."), by=cast.mei())
    _undo(of)
    assert [row.note for row in DiaryEntry.objects.all()] == ["It rained."]


def test_deleting_imported_rows_takes_back_their_times() -> None:
    _films()
    _bring(HEAD + LINES)
    for row in DiaryEntry.objects.order_by("-pk"):
        delete_entry(row, by=cast.mei())
    assert not Viewing.objects.filter(film__title="Perfect Blue", times__gt=0).exists()


def test_an_imported_diary_does_not_use_up_the_hour() -> None:
    _films()
    _bring(HEAD + LINES)
    row = DiaryEntry.objects.order_by("pk")[0]
    assert row.created_at.date().isoformat() == "2025-03-08"


def test_days_to_come_are_left_out() -> None:
    _films()
    _bring(HEAD + "2025-03-09,Perfect Blue,1997,https://boxd.it/a,4.5,,,2199-03-08\n")
    assert not DiaryEntry.objects.exists()


def test_the_preview_says_how_many_days_there_are() -> None:
    _films()
    of = begin("diary.csv", (HEAD + LINES).encode())
    client = Client()
    client.force_login(cast.mei())
    assert "2 days for the diary" in client.get(of.get_absolute_url()).content.decode()
    watch(
        cast.mei(),
        _film("Perfect Blue"),
        Said(status="watched", times=2, score=100, finished="2025-11-01"),
    )
    assert "new in your diary" in client.get(of.get_absolute_url()).content.decode()


def _film(title: str) -> Film:
    return Film.objects.get(title=title)


def _full_diary() -> None:
    _films()
    cast.page(Service, "Bandai Channel")
    rows: cast.Rows = {
        "segment:new1": {"number": 1},
        "cut:new1": {"kind": "directors", "name": "Long"},
        "dubversion:new1": {"language": "en", "year": 1999},
        "dubversion:new2": {"language": "en", "year": 2004},
    }
    memories = cast.film("Memories", rows=rows)
    mei, dubs = cast.mei(), list(memories.dubs.order_by("year"))
    log_watch(mei, memories, Told("2024", dub=dubs[1].pk, cut=memories.cuts.get().pk, score=80))
    log_watch(
        mei, memories, Told("2025-01", place="Bandai Channel"), segments=list(Segment.objects.all())
    )
    blue = _film("Perfect Blue")
    log_watch(
        mei,
        blue,
        Told("2025-03-08", score=95, note="*Rain*, >! a mirror !<\n\nand more", place="cinema"),
    )
    log_watch(mei, blue, Told("2025-03-08", rewatch=True, remark="Twice.", private=True))
    watch(mei, blue, Said(status="", times=0))
    Viewing.objects.filter(film=blue).delete()  # a diary knows more than a list


def test_an_export_that_comes_back_is_the_same_diary() -> None:
    _full_diary()
    before, lines = (
        _said(),
        list(
            Viewing.objects.order_by("film_id", "finished").values_list("film", "times", "finished")
        ),
    )
    with account.export(cast.mei()) as file:
        data = file.read()
    DiaryEntry.objects.all().delete()
    Viewing.objects.all().delete()
    bring("genga.zip", data)
    assert _said() == before
    assert (
        list(
            Viewing.objects.order_by("film_id", "finished").values_list("film", "times", "finished")
        )
        == lines
    )
    again = bring("genga-2.zip", data)
    assert set(again.rows.values_list("outcome", flat=True)) == {Outcome.SAME}
    assert _said() == before


def test_the_archive_has_the_diary_as_a_table_too() -> None:
    _full_diary()
    with account.export(cast.mei()) as file, zipfile.ZipFile(file) as archive:
        table = list(csv.DictReader(io.StringIO(archive.read("diary.csv").decode())))
        told = json.loads(archive.read("account.json"))["diary"]
    assert [row["watched_on"] for row in table] == [row["watched_on"] for row in told]
    assert table[0]["title"] == "Memories"
    assert table[0]["dub"] == "en"


def test_letterboxd_gets_each_day_that_is_known_and_takes_it_back() -> None:
    _films()
    blue, mei = _film("Perfect Blue"), cast.mei()
    log_watch(mei, blue, Told("2025-03-08", score=90, note="Rain."))
    log_watch(mei, blue, Told("2025-11-01", score=100, rewatch=True))
    log_watch(mei, blue, Told("2026-01-01", private=True, rewatch=True))
    log_watch(mei, _film("Akira"), Told("2024"))
    text = "".join(letterboxd.export(mei))
    table = [
        (r["Title"], r["WatchedDate"], r["Rewatch"], r["Rating10"], r["Review"])
        for r in csv.DictReader(io.StringIO(text))
    ]
    assert sorted(table) == [
        ("Akira", "", "false", "", ""),
        ("Perfect Blue", "2025-03-08", "false", "9", "Rain."),
        ("Perfect Blue", "2025-11-01", "true", "10", ""),
    ]
    DiaryEntry.objects.all().delete()
    Viewing.objects.all().delete()
    _bring(text)
    assert list(DiaryEntry.objects.order_by("watched_on").values_list("watched_on", "rewatch", "score")) == [
        ("2025-03-08", False, 90), ("2025-11-01", True, 100),
    ]  # fmt: skip


def test_letterboxd_gets_rating_and_notes_of_the_watch_list_with_the_last_day() -> None:
    _films()
    blue, mei = _film("Perfect Blue"), cast.mei()
    log_watch(mei, blue, Told("2025-03-08"))
    log_watch(mei, blue, Told("2025-11-01", rewatch=True))
    watch(mei, blue, Said(score=90, notes="Rain."))
    told = csv.DictReader(io.StringIO("".join(letterboxd.export(mei))))
    assert [(row["WatchedDate"], row["Rating10"], row["Review"]) for row in told] == [
        ("2025-03-08", "", ""), ("2025-11-01", "9", "Rain."),
    ]  # fmt: skip


def test_an_imported_note_with_more_links_than_its_author_may_write_is_theirs_alone() -> None:
    _films()
    mei, blue = cast.mei(), _film("Perfect Blue")
    log_watch(mei, blue, Told("2025-03-08", note="https://a.example www.b.example"))
    log_watch(mei, blue, Told("2025-03-09", note="https://a.example"))
    with account.export(mei) as file:
        data = file.read()
    DiaryEntry.objects.all().delete()
    User.objects.filter(pk=mei.pk).update(role=User.Role.NEW)
    bring("genga.zip", data)
    assert dict(DiaryEntry.objects.values_list("watched_on", "private")) == {
        "2025-03-08": True, "2025-03-09": False,
    }  # fmt: skip


def test_what_two_tables_say_of_a_day_is_one_time() -> None:
    one = time("2025-03-08", score=90)
    other = (*time("2025-03-08", rewatch=True, score=20), *time("2025-03-09"), *time(""))
    assert joined(one, other) == (
        {"on": "2025-03-08", "rewatch": True, "score": 90},
        {"on": "2025-03-09"},
    )
    many = tuple(each for year in range(1000, 2200) for each in time(str(year)))
    assert len(joined(many[:1], many)) == MOST
