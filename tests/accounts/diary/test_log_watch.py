"""Writing into the diary, changing and deleting its rows, and what the watch list makes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.actions.diary.change_entry import change_entry
from accounts.actions.diary.delete_entry import delete_entry
from accounts.actions.diary.log_watch import log_watch
from accounts.actions.follow_merges import follow_merges
from accounts.actions.watch import Said, watch
from accounts.diary import limits
from accounts.diary.told import Told
from accounts.models import DiaryEntry, Tally, User, Viewing
from films.models import Cut, DubVersion, Film, Segment, Service
from tests import cast
from wiki.actions.merge import merge
from wiki.exceptions import TooMany

pytestmark = pytest.mark.django_db

MEMORIES = {f"segment:new{at}": {"number": at} for at in (1, 2, 3)}


def _log(film: Film, day: str = "2026-11-01", **told: Any) -> DiaryEntry:
    return log_watch(cast.mei(), film, Told(day, **told)).rows[0]


def _line(film: Film, segment: Segment | None = None) -> Viewing:
    return Viewing.objects.get(user=cast.mei(), film=film, segment=segment)


def _anthology() -> tuple[Film, list[Segment]]:
    film = cast.film("Memories", rows=MEMORIES)
    return film, list(Segment.objects.filter(film=film))


def test_what_is_written_down_is_watched_and_rated() -> None:
    film = cast.film()
    watch(cast.mei(), film, Said(status="want"))
    _log(film, score=85)
    line = _line(film)
    assert (line.status, line.times, line.finished, line.score) == ("watched", 1, "2026-11-01", 85)
    assert Tally.objects.get(film=film, segment=None).watched == 1


def test_a_film_that_was_marked_is_dated_and_seen_again_counts_again() -> None:
    film = cast.film()
    watch(cast.mei(), film, Said(status="watched"))
    _log(film, "2019")
    assert _line(film).times == 1
    _log(film, "2026-11-01", rewatch=True)
    assert (_line(film).times, _line(film).finished) == (2, "2026-11-01")


def test_an_older_time_neither_rates_nor_dates_the_film_anew() -> None:
    film = cast.film()
    _log(film, "2026-11-01", score=85)
    _log(film, "2009-05", score=30)
    line = _line(film)
    assert (line.score, line.finished, line.times) == (85, "2026-11-01", 2)


def test_deleting_a_row_takes_back_what_it_added() -> None:
    film = cast.film()
    first = _log(film, "2019", score=60)
    again = _log(film, "2026-11-01", rewatch=True)
    delete_entry(again, by=cast.mei())
    assert (_line(film).times, _line(film).finished) == (1, "2019")
    delete_entry(first, by=cast.mei())
    assert not Viewing.objects.exists()
    delete_entry(first, by=cast.mei())  # twice is once


def test_what_the_watch_list_knew_before_stays_when_a_row_goes() -> None:
    film = cast.film()
    watch(cast.mei(), film, Said(status="watched", times=3, notes="On tape", score=70))
    row = _log(film, "2026-11-01", rewatch=True, score=90)
    assert _line(film).times == 4
    delete_entry(row, by=cast.mei())
    line = _line(film)
    assert (line.times, line.status, line.notes) == (3, "watched", "On tape")


def test_changing_a_row_moves_day_and_rating_and_nothing_else() -> None:
    film = cast.film()
    row = _log(film, "2026-11-01", score=85)
    watch(cast.mei(), film, Said(status="on_hold"))
    changed = change_entry(row, Told("2026-10-31", score=90, note="Rain."), by=cast.mei())
    line = _line(film)
    assert (line.finished, line.score, line.times, line.status) == (
        "2026-10-31", 90, 1, "on_hold",
    )  # fmt: skip
    assert changed.note == "Rain."
    change_entry(row, Told("2026-10-31", rewatch=True), by=cast.mei())
    assert (_line(film).times, _line(film).score) == (2, 90)
    change_entry(row, Told("2026-10-31"), by=cast.mei())
    assert _line(film).times == 1


def test_a_film_that_is_off_the_list_stays_off_it_when_a_row_changes() -> None:
    film = cast.film()
    row = _log(film)
    Viewing.objects.all().delete()
    change_entry(row, Told("2026-10-31"), by=cast.mei())
    delete_entry(row, by=cast.mei())
    assert not Viewing.objects.exists()


def test_rows_of_a_segment_that_an_edit_has_removed_are_changed_and_deleted_like_others() -> None:
    film, parts = _anthology()
    rows = log_watch(cast.mei(), film, Told("2026-11-01", score=80), segments=parts[:2]).rows
    watch(cast.mei(), film, Said(status="want", score=30))
    cast.edit(film, rows={f"segment:{part.pk}": None for part in parts[:2]})
    changed = change_entry(rows[0], Told("2026-10-31", score=90), by=cast.mei())
    line = Viewing.objects.get(segment_id=changed.segment_id)
    assert (line.score, line.finished) == (90, "2026-10-31")
    assert Tally.objects.get(film=film, segment_id=changed.segment_id).total == 90
    delete_entry(DiaryEntry.objects.get(pk=rows[1].pk), by=cast.mei())
    assert [row.pk for row in DiaryEntry.objects.all()] == [changed.pk]
    assert not Viewing.objects.filter(segment_id=rows[1].segment_id).exists()
    assert (_line(film).status, _line(film).score, _line(film).times) == ("want", 30, 0)


def test_each_segment_has_its_row_and_the_last_one_completes_the_film() -> None:
    film, parts = _anthology()
    told = Told("2026-11-01", score=80)
    two = log_watch(cast.mei(), film, told, segments=parts[:2])
    assert [row.segment for row in two.rows] == parts[:2]
    assert not two.completed
    assert not Viewing.objects.filter(film=film, segment=None).exists()
    last = log_watch(cast.mei(), film, Told("2026-11-03"), segments=parts[2:])
    assert last.completed
    line = _line(film)
    assert (line.status, line.times, line.finished, line.score) == (
        "watched",
        1,
        "2026-11-03",
        None,
    )
    assert not log_watch(cast.mei(), film, told, segments=parts[:1]).completed


def test_a_private_row_keeps_the_film_from_the_eyes_of_others() -> None:
    film, known = cast.film("Memories"), cast.film("Akira")
    watch(cast.mei(), known, Said(status="watched"))
    _log(film, private=True)
    _log(known, private=True, rewatch=True)
    assert _line(film).private
    assert not _line(known).private
    assert Tally.objects.get(film=film, segment=None).watched == 0


def test_the_version_is_one_of_the_film() -> None:
    rows = {"cut:new1": {"kind": "directors"}, "dubversion:new1": {"language": "en"}}
    film, other = cast.film("Memories", rows=rows), cast.film("Akira")
    cut, dub = Cut.objects.get(), DubVersion.objects.get()
    row = _log(film, cut=cut.pk, dub=dub.pk)
    assert (row.cut, row.dub) == (cut, dub)
    with pytest.raises(ValidationError) as error:
        _log(other, cut=cut.pk, dub=dub.pk)
    assert set(error.value.message_dict) == {"cut", "dub"}


def test_a_place_is_one_of_our_services_if_it_is_called_so() -> None:
    service = cast.page(Service, "Bandai Channel")
    film = cast.film()
    assert _log(film, place="bandai channel").service == service
    row = _log(film, "2026-11-02", place="A cinema in Kichijoji")
    assert (row.service, row.place) == (None, "A cinema in Kichijoji")


@pytest.mark.parametrize("day", ["", "soon", "2026-13", "1066", "2026-11-22T10:00"])
def test_a_row_has_a_day_or_at_least_a_year(day: str) -> None:
    with pytest.raises(ValidationError) as error:
        _log(cast.film(), day)
    assert set(error.value.message_dict) == {"watched_on"}
    assert not DiaryEntry.objects.exists()


def test_nobody_has_watched_anything_in_days_to_come() -> None:
    today = timezone.localdate()
    film = cast.film()
    _log(film, f"{today + timedelta(days=1)}")  # where it is tomorrow already
    for far in (f"{today + timedelta(days=3)}", f"{today.year + 2}"):
        with pytest.raises(ValidationError):
            _log(film, far)


def test_nobody_has_watched_a_film_before_there_was_one() -> None:
    film = cast.film("Robot Carnival", rows=cast.released(1987))
    with pytest.raises(ValidationError) as refused:
        _log(film, "1900")
    assert set(refused.value.message_dict) == {"watched_on"}
    row = _log(film, "1986-12")  # a preview
    DiaryEntry.objects.update(watched_on="1900")  # as an import may say it
    row.refresh_from_db()
    assert change_entry(row, Told("1900", note="A misprint"), by=cast.mei()).note == "A misprint"


def test_the_suspended_write_for_themselves_only() -> None:
    film, mei = cast.film(), cast.mei()
    User.objects.filter(pk=mei.pk).update(suspended_until=timezone.now() + timedelta(days=1))
    mei.refresh_from_db()
    with pytest.raises(PermissionDenied):
        log_watch(mei, film, Told("2026-11-01"))
    row = log_watch(mei, film, Told("2026-11-01", private=True)).rows[0]
    with pytest.raises(PermissionDenied):
        change_entry(row, Told("2026-11-01"), by=mei)


def test_a_diary_is_its_owners() -> None:
    film = cast.film()
    row = _log(film)
    with pytest.raises(PermissionDenied):
        log_watch(AnonymousUser(), film, Told("2026-11-01"))  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        change_entry(row, Told("2026-11-01"), by=cast.satsuki())
    with pytest.raises(PermissionDenied):
        delete_entry(row, by=cast.tatsuo())


def test_nobody_writes_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS_AN_HOUR", 2)
    film = cast.film()
    _log(film, "2024")
    _log(film, "2025")
    with pytest.raises(TooMany):
        _log(film, "2026")


def test_a_segment_of_another_film_is_refused() -> None:
    _film, parts = _anthology()
    with pytest.raises(ValidationError):
        log_watch(cast.mei(), cast.film("Akira"), Told("2026"), segments=parts[:1])


def test_what_was_written_of_a_merged_film_is_of_the_survivor() -> None:
    gone, film = cast.film("Memories?"), cast.film("Memories")
    row = _log(gone)
    merge(gone, into=film, user=cast.tatsuo(), summary="The same film")
    assert "1 rows of diaries" in follow_merges()
    row.refresh_from_db()
    assert row.film == film
