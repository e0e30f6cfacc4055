"""The pages of a diary."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions.diary.log_watch import TWICE, log_watch
from accounts.actions.watch import Said, watch
from accounts.diary import rows as rows_in
from accounts.diary.told import Told
from accounts.models import DiaryEntry, Viewing
from accounts.people.activity import activity
from accounts.privacy import Part, Seen
from films.models import Film, Genre, Segment
from tests import cast
from tests.readers import reader

pytestmark = pytest.mark.django_db

DIARY = "/users/mei/diary/"


def _log(film: Film, day: str = "2025-03-08", **told: Any) -> DiaryEntry:
    return log_watch(cast.mei(), film, Told(day, **told)).rows[0]


def _anthology() -> tuple[Film, list[Segment]]:
    rows = cast.segments("Magnetic Rose", "Stink Bomb", "Cannon Fodder", runtime=20)
    film = cast.film("Memories", runtime=113, rows=rows)
    return film, list(Segment.objects.filter(film=film))


def test_who_presses_twice_has_watched_once() -> None:
    film, mei = cast.film(), reader(cast.mei())
    url, sent = f"{film.get_absolute_url()}log/", {"watched_on": "2025-03-08", "note": "Rain."}
    assert "Written into your diary." in mei.post(url, sent, follow=True).content.decode()
    DiaryEntry.objects.update(created_at=timezone.now() - TWICE / 2)
    assert "That was written down already." in mei.post(url, sent, follow=True).content.decode()
    assert DiaryEntry.objects.count() == 1
    assert Viewing.objects.get().times == 1
    mei.post(url, {**sent, "rewatch": "on"})
    mei.post(url, {**sent, "note": "The other reel."})
    assert DiaryEntry.objects.count() == 3
    DiaryEntry.objects.update(created_at=timezone.now() - TWICE)
    mei.post(url, sent)
    assert DiaryEntry.objects.count() == 4


def test_a_film_is_logged_from_its_page_for_today() -> None:
    film, mei = cast.film(), reader(cast.mei())
    page = mei.get(film.get_absolute_url()).content.decode()
    assert f'action="{film.get_absolute_url()}log/"' in page
    today = timezone.localdate().isoformat()
    assert f'name="watched_on" value="{today}"' in page
    sent = {"watched_on": today, "score": "85", "note": "Rain."}
    answer = mei.post(f"{film.get_absolute_url()}log/", sent, follow=True)
    assert "Written into your diary." in answer.content.decode()
    row = DiaryEntry.objects.get()
    assert (row.watched_on, row.score, row.note, row.rewatch) == (today, 85, "Rain.", False)
    assert Viewing.objects.get().status == "watched"
    again = mei.get(f"{film.get_absolute_url()}log/").context["form"]
    assert again["rewatch"].value() is True


def test_segments_are_ticked_at_once_and_all_of_them_are_the_film() -> None:
    film, parts = _anthology()
    mei = reader(cast.mei())
    url = f"{film.get_absolute_url()}log/"
    mei.post(url, {"watched_on": "2025-03-08", "segments": [parts[0].pk, parts[1].pk]})
    assert "2 of 3 segments watched" in mei.get(film.get_absolute_url()).content.decode()
    mei.post(url, {"watched_on": "2025-03-09", "segments": [part.pk for part in parts]})
    assert list(DiaryEntry.objects.order_by("pk").values_list("segment", flat=True)) == [
        parts[0].pk, parts[1].pk, None,
    ]  # fmt: skip


def test_who_sees_the_last_segment_is_told_that_the_film_counts() -> None:
    film, parts = _anthology()
    mei = reader(cast.mei())
    for part in parts:
        sent = {"watched_on": "2025-03-08", "segments": [part.pk]}
        answer = mei.post(f"{film.get_absolute_url()}log/", sent, follow=True)
    assert "so the film counts as watched" in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"watched_on": "yesterday"},
        {"watched_on": "2999-01-01"},
        {"watched_on": ""},
        {"watched_on": "2025\x00"},
        {"watched_on": "2025", "score": "9" * 40},
        {"watched_on": "2025", "score": "٣"},
        {"watched_on": "2025", "dub": "1"},
        {"watched_on": "2025", "segments": ["x"]},
        {"watched_on": "2025", "place": "p" * 101},
        {"watched_on": "2025", "note": "n\x00"},
        {},
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_lost(sent: Any) -> None:
    film, _parts = _anthology()
    answer = reader(cast.mei()).post(f"{film.get_absolute_url()}log/", {"remark": "Kept", **sent})
    if "dub" in sent:  # a film without dubs has no such field
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert "Kept" in answer.content.decode()
    assert not DiaryEntry.objects.exists()


def test_a_day_before_the_film_is_refused_beside_its_field_and_kept_where_an_import_said_it() -> (
    None
):
    film, mei = cast.film("Robot Carnival", rows=cast.released(1987)), reader(cast.mei())
    answer = mei.post(f"{film.get_absolute_url()}log/", {"watched_on": "1900"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"watched_on"}
    row = _log(film)
    DiaryEntry.objects.update(watched_on="1900")
    url = row.get_absolute_url()
    assert mei.post(url, {"watched_on": "1900", "note": "A misprint"}).status_code == 302
    assert mei.post(url, {"watched_on": "1901"}).status_code == 422
    announced = cast.film("Robot Carnival 2", rows=cast.released(2099))
    sent = {"watched_on": timezone.localdate().isoformat()}
    assert mei.post(f"{announced.get_absolute_url()}log/", sent).status_code == 422


def test_strangers_are_asked_to_log_in() -> None:
    film = cast.film()
    row = _log(film)
    for url in (f"{film.get_absolute_url()}log/", "/mine/diary/", f"/mine/diary/{row.pk}/"):
        assert "/accounts/login/" in Client().get(url)["Location"]


def test_rows_stand_by_month_the_latest_first() -> None:
    film, (rose, *_rest) = _anthology()
    _log(film, "2025-03-08", score=85, rewatch=True, note="**Rain.**", place="cinema")
    _log(cast.film("Akira"), "2025", remark="Ask M.")
    log_watch(cast.mei(), film, Told("2024-12-31"), segments=[rose])
    page = Client().get(DIARY)
    text = page.content.decode()
    assert [month.key for month in page.context["months"]] == ["2025-03", "2025", "2024-12"]
    assert page.context["years"] == [(2025, 2), (2024, 1)]
    for said in (
        "March 2025",
        "2025, no day known",
        "Magnetic Rose",
        "<strong>Rain.</strong>",
        "8.5",
    ):
        assert said in text
    assert "Ask M." not in text
    assert "Ask M." in reader(cast.mei()).get(DIARY).content.decode()
    of_year = Client().get(f"{DIARY}2024/").content.decode()
    assert "Magnetic Rose" in of_year
    assert "Akira" not in of_year


def test_the_last_year_of_a_century_is_a_year_like_others() -> None:
    for day in ("1998-12-31", "1999", "1999-12-31", "2000-01-01"):
        _log(cast.film(f"Film of {day}"), day)
    found = rows_in.within(DiaryEntry.objects.order_by("watched_on"), "1999")
    assert [row.watched_on for row in found] == ["1999", "1999-12-31"]
    found = rows_in.within(DiaryEntry.objects.all(), "1999-12")
    assert [row.watched_on for row in found] == ["1999-12-31"]
    assert "Film of 1999-12-31" in Client().get(f"{DIARY}1999/").content.decode()


def test_private_rows_and_private_diaries_are_their_owners_alone() -> None:
    mei = cast.mei()
    _log(cast.film("Memories"), private=True)
    _log(cast.film("Akira"))
    for url in (DIARY, f"{DIARY}2025/3/", "/users/mei/year/2025/"):
        assert "Memories" not in Client().get(url).content.decode()
        assert "Akira" in Client().get(url).content.decode()
        assert "Memories" in reader(mei).get(url).content.decode()
    mei.privacy = {Part.DIARY.value: Seen.ME.value}
    mei.save()
    for url in (DIARY, f"{DIARY}2025/3/", "/users/mei/year/2025/"):
        assert "Akira" not in Client().get(url).content.decode()
        assert "Akira" not in reader(cast.satsuki()).get(url).content.decode()
        assert "Akira" in reader(mei).get(url).content.decode()


def test_what_the_watch_list_keeps_private_is_in_no_diary_that_others_read() -> None:
    mei, (memories, parts) = cast.mei(), _anthology()
    log_watch(mei, memories, Told("2025-03-08"), segments=parts[:2])
    _log(cast.film("Akira"), note="Neo-Tokyo")
    _log(cast.film("Paprika"))
    watch(mei, Film.objects.get(title="Akira"), Said(private=True))
    watch(mei, memories, Said(private=True), segment=parts[0])
    for url in (DIARY, f"{DIARY}2025/3/", "/users/mei/year/2025/"):
        for other in (Client(), reader(cast.satsuki())):
            page = other.get(url).content.decode()
            assert "Akira" not in page
            assert "Magnetic Rose" not in page
            assert "Paprika" in page
        assert "Akira" in reader(mei).get(url).content.decode()
    parts_seen = frozenset({Part.ACTIVITY, Part.DIARY})
    told = activity(mei, reader=cast.satsuki(), parts=parts_seen, scale=mei.scale)
    watched = [str(each.name) for each in told if each.what.startswith("watched")]
    assert len(watched) == 2
    assert not any("Akira" in name or "Magnetic Rose" in name for name in watched)
    assert "Stink Bomb" in Client().get(DIARY).content.decode()
    watch(mei, memories, Said(notes="All of it", private=True))
    assert "Stink Bomb" not in Client().get(DIARY).content.decode()


def test_a_month_shows_each_film_on_its_day() -> None:
    _log(cast.film("Memories"), "2025-03-08")
    _log(cast.film("Akira"), "2025-03")
    page = Client().get(f"{DIARY}2025/3/")
    sheet = page.context["sheet"]
    days = {day.day.day: day.rows for week in sheet.weeks for day in week if day and day.rows}
    assert {day: [row.film.title for row in rows] for day, rows in days.items()} == {
        8: ["Memories"]
    }
    assert [row.film.title for row in sheet.rows] == ["Memories", "Akira"]
    assert sheet.before[0] == f"{DIARY}2025/2/"
    today = timezone.localdate()
    now = Client().get(f"{DIARY}{today.year}/{today.month}/").context["sheet"]
    assert now.after == ("", "")


@pytest.mark.parametrize(
    "url",
    [
        f"{DIARY}2025/13/",
        f"{DIARY}2025/0/",
        f"{DIARY}1700/",
        f"{DIARY}99999999999999999999/",
        f"{DIARY}9999/12/",
        "/users/mei/year/0/",
        "/users/nobody/diary/",
        "/mine/diary/999999999999999999999/",
    ],
)
def test_pages_that_there_cannot_be_are_not_found(url: str) -> None:
    assert reader(cast.mei()).get(url).status_code == 404


def test_a_part_of_the_diary_that_nobody_gave_out_is_refused_in_words() -> None:
    cast.mei()
    for cursor in ("x", "2025~99999999999999999999", "\x00~1", "~"):
        assert Client().get(DIARY, {"after": cursor}).status_code == 400


def test_a_name_in_other_letters_leads_to_the_right_one() -> None:
    cast.mei()
    for url, right in (
        ("/users/MEI/diary/2025/?x=1", f"{DIARY}2025/?x=1"),
        ("/users/Mei/year/2025/", "/users/mei/year/2025/"),
    ):
        answer = Client().get(url)
        assert (answer.status_code, answer["Location"]) == (301, right)
    mine = reader(cast.mei()).get("/mine/diary/")
    assert mine["Location"] == DIARY


def test_a_row_is_changed_and_deleted_from_the_diary_by_its_owner_alone() -> None:
    row = _log(cast.film(), score=60)
    url, mei = f"/mine/diary/{row.pk}/", reader(cast.mei())
    assert reader(cast.satsuki()).get(url).status_code == 404
    assert mei.get(url).context["form"]["watched_on"].value() == "2025-03-08"
    sent = {"watched_on": "2025-03-07", "score": "70", "place": "at  home", "private": "on"}
    assert mei.post(url, sent)["Location"] == DIARY
    row.refresh_from_db()
    assert (row.watched_on, row.score, row.place, row.private) == (
        "2025-03-07",
        70,
        "at home",
        True,
    )
    assert mei.post(url, {"watched_on": "never"}).status_code == 422
    assert mei.post(url, {"act": "delete"})["Location"] == DIARY
    assert not DiaryEntry.objects.exists()


def test_a_year_in_review_counts_what_was_watched() -> None:
    drama = cast.genre("Drama")
    kon, morimoto = cast.person("Satoshi Kon"), cast.person("Koji Morimoto")
    film, parts = _anthology()
    rows = {
        f"credit:new{at}": {
            "role": "director",
            "person": f"person:{person.pk}",
            "segment": f"segment:{part.pk}",
        }
        for at, (person, part) in enumerate(zip((morimoto, kon), parts, strict=False))
    }
    cast.edit(film, rows=rows)
    blue = cast.film(
        "Perfect Blue", runtime=81, country="JP", genres=[f"genre:{drama.pk}"],
        rows={"credit:new1": {"role": "director", "person": f"person:{kon.pk}"}},
    )  # fmt: skip
    log_watch(cast.mei(), film, Told("2025-02-01"), segments=parts[:1])
    _log(blue, "2025-03-08", score=90)
    _log(blue, "2025-03-20", score=95, rewatch=True)
    _log(cast.film("Akira"), "2024-03-08")
    review = Client().get("/users/mei/year/2025/").context["review"]
    assert [film.title for film in review.films] == ["Memories", "Perfect Blue"]
    assert (review.minutes, review.rewatches) == (20 + 81 + 81, 1)
    assert [row.film.title for row in review.best] == ["Perfect Blue"]
    assert review.first.segment == "Magnetic Rose"
    assert review.longest.film.title == "Perfect Blue"
    facts = {
        name: [(each.title, each.films) for each in found] for name, found in review.facts.items()
    }
    assert facts["directors"] == [("Koji Morimoto", 1), ("Satoshi Kon", 1)]
    assert facts["genres"] == [("Drama", 1)]
    assert facts["countries"] == [("Japan", 1)]
    assert {figure.name for figure in review.plots} >= {"months", "hours", "directors"}
    assert Genre.objects.count() == 1


def test_films_of_a_year_stand_as_they_were_seen_first_and_as_they_were_rated_best() -> None:
    blue, akira = cast.film("Perfect Blue"), cast.film("Akira")
    _log(blue, "2025-01-01", score=90)
    _log(akira, "2025-01-02", score=80)
    _log(blue, "2025-01-03", score=70, rewatch=True)
    review = Client().get("/users/mei/year/2025/").context["review"]
    assert [film.title for film in review.films] == ["Perfect Blue", "Akira"]
    assert [(row.film.title, row.points) for row in review.best] == [
        ("Perfect Blue", 90), ("Akira", 80),
    ]  # fmt: skip


def test_a_year_without_rows_says_so() -> None:
    cast.mei()
    page = Client().get("/users/mei/year/2019/")
    assert page.status_code == 200
    assert "Nothing was written down in 2019." in page.content.decode()


@pytest.mark.parametrize(
    ("url", "most"), [(DIARY, 6), (f"{DIARY}2025/3/", 5), ("/users/mei/year/2025/", 9)]
)
def test_pages_cost_the_same_however_much_was_watched(url: str, most: int) -> None:
    films = [cast.film(f"Film {at}") for at in range(3)]
    counts = []
    for day in range(1, 25, 12):
        for at, film in enumerate(films):
            _log(film, str(datetime.date(2025, 3, day + at)), rewatch=True)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert Client().get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most


def test_members_pay_one_query_more_for_the_segments_of_a_film() -> None:
    film, _parts = _anthology()
    other = cast.film("Akira")
    mei = reader(cast.mei())
    watch(cast.mei(), film, Said(status="want"))
    counts = []
    for each in (other, film):
        mei.get(each.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            mei.get(each.get_absolute_url())
        counts.append(sum("accounts_viewing" in query["sql"] for query in queries))
    assert counts[0] == counts[1]
