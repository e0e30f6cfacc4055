"""The pages of a user: overview, statistics, comparison; text and picture."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from accounts import avatars
from accounts.actions.diary.log_watch import log_watch
from accounts.actions.lists.make_list import make_list
from accounts.actions.people.describe_self import clear_profile, describe_self
from accounts.actions.people.favour import favour
from accounts.actions.watch import Said, watch
from accounts.diary.told import Told
from accounts.lists.words import Words
from accounts.models import User
from accounts.models.suspension import FOREVER
from accounts.people.comparison import ENOUGH, agreement, compare
from accounts.people.overview import overview
from accounts.people.statistics import statistics
from films.models import Film
from tests import cast
from tests.accounts.reviews.writing import an_anthology
from wiki.models import Act, LogEntry

pytestmark = pytest.mark.django_db


def _file(kind: str = "PNG", colour: str = "#335577") -> SimpleUploadedFile:
    file = io.BytesIO()
    image = Image.new("RGB", (400, 300), colour)
    exif = Image.Exif()
    exif[0x010E] = "Aburaya, Japan"
    image.save(file, kind, exif=exif)
    return SimpleUploadedFile(f"me.{kind.lower()}", file.getvalue())


def test_the_page_begins_with_what_somebody_likes(client: Client) -> None:
    mei, film = cast.mei(), cast.film("Akira")
    favour(mei, "film", film.pk)
    favour(mei, "person", cast.person("Satoshi Kon").pk)
    describe_self(mei, about="I *like* films. <script>alert(1)</script>")
    watch(mei, cast.film("Memories"), Said(status="watched", score=85))
    make_list(mei, Words("Rainy days"))
    page = client.get("/users/mei/").content.decode()
    for told in ("Favourite films", "Akira", "Satoshi Kon", "Memories", "8.5", "Rainy days"):
        assert told in page
    assert "<em>like</em>" in page
    assert "<script>alert" not in page


def test_what_somebody_watched_of_a_film_is_told_as_that(client: Client) -> None:
    film = an_anthology()
    first = film.segments.order_by("number")[0]
    log_watch(cast.mei(), film, Told("2025", score=90), segments=[first])
    page = client.get("/users/mei/").content.decode()
    activity = page.split('id="h-activity"')[1].split("</section>")[0]
    assert "Magnetic Rose – " in activity
    assert f'href="{film.get_absolute_url()}segments/1/"' in activity


def test_the_page_costs_the_same_however_much_there_is(client: Client) -> None:
    mei = cast.mei()
    for each in range(3):
        watch(mei, cast.film(f"Film {each}"), Said(status="watched", score=70))
        favour(mei, "film", cast.film(f"Good {each}").pk)
    client.get("/users/mei/")
    with CaptureQueriesContext(connection) as few:
        client.get("/users/mei/")
    for each in range(3, 8):
        watch(mei, cast.film(f"Film {each}"), Said(status="watched", score=70))
        favour(mei, "film", cast.film(f"Good {each}").pk)
    with CaptureQueriesContext(connection) as many:
        client.get("/users/mei/")
    assert len(many) == len(few) <= 12
    client.force_login(cast.kanta())
    client.get("/users/mei/")
    with CaptureQueriesContext(connection) as as_member:
        client.get("/users/mei/")
    assert len(as_member) <= 14


def test_a_picture_is_cut_square_without_what_its_file_told(client: Client) -> None:
    mei = describe_self(cast.mei(), about="", picture=_file("JPEG"))
    url = avatars.url_of(mei.avatar, 96)
    answer = client.get(url)
    assert answer["Content-Type"] == "image/webp"
    kept = Image.open(io.BytesIO(answer.content))
    assert kept.size == (160, 160)
    assert not kept.getexif()
    assert url in client.get("/users/mei/").content.decode()
    assert client.get(url, headers={"if-none-match": answer["ETag"]}).status_code == 304
    for missing in (url.replace("160", "161"), f"/avatars/{'0' * 32}/160.webp"):
        assert client.get(missing).status_code == 404


def test_another_picture_replaces_the_files_of_the_former(
    django_capture_on_commit_callbacks: object,
) -> None:
    former = describe_self(cast.mei(), about="", picture=_file()).avatar
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        mei = describe_self(cast.mei(), about="", picture=_file(colour="#885522"))
    assert mei.avatar != former
    assert not default_storage.exists(avatars.path_of(former, 64))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        describe_self(mei, about="", remove_picture=True)
    assert not default_storage.exists(avatars.path_of(mei.avatar, 64))


def test_the_same_picture_of_two_users_is_two_files() -> None:
    mei = describe_self(cast.mei(), about="", picture=_file())
    kanta = describe_self(cast.kanta(), about="", picture=_file())
    assert mei.avatar != kanta.avatar


def test_what_is_no_picture_is_refused_in_words_and_nothing_typed_is_lost(client: Client) -> None:
    client.force_login(cast.mei())
    bad = SimpleUploadedFile("me.png", b"<script>", "image/png")
    answer = client.post("/accounts/profile/", {"about": "I like films", "picture": bad})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "no JPEG, PNG, WebP or AVIF" in page
    assert "I like films" in page
    assert client.post("/accounts/profile/", {"about": "x" * 5001}).status_code == 422
    assert client.post("/accounts/profile/", {"about": "a\x00b"}).status_code == 422
    answer = client.post("/accounts/profile/", {"about": "I like films", "picture": _file()})
    assert answer.status_code == 302
    assert User.objects.get(username="mei").avatar


def test_the_suspended_say_nothing_new_and_moderators_clear_a_profile() -> None:
    mei = describe_self(cast.mei(), about="Buy this", picture=_file())
    with pytest.raises(PermissionDenied):
        clear_profile(mei, moderator=cast.kanta(), reason="")
    cleared = clear_profile(mei, moderator=cast.satsuki(), reason="Advertising")
    assert (cleared.about, cleared.avatar) == ("", "")
    assert LogEntry.objects.get(act=Act.CLEAR).person == mei
    mei.suspended_until = FOREVER
    mei.save()
    with pytest.raises(PermissionDenied):
        describe_self(mei, about="Buy this")


def _film(title: str) -> Film:
    return Film.objects.filter(title=title).first() or cast.film(title)


def _rated(user: User, **scores: int) -> None:
    for title, score in scores.items():
        watch(user, _film(title), Said(status="watched", score=score))


def test_statistics_count_what_was_watched_and_compare_with_others() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    _rated(mei, Akira=90, Memories=40)
    _rated(kanta, Akira=50, Memories=60, Paprika=80)
    watch(mei, cast.film("Steamboy"), Said(status="want"))
    found = statistics(mei, kanta)
    assert (found.films, found.rated) == (2, 2)
    assert (found.mean, found.others_mean) == ("6.5", "5.5")
    assert [row.film.title for row in found.above] == ["Akira"]
    assert [row.film.title for row in found.below] == ["Memories"]
    assert "ratings" in [figure.name for figure in found.figures]


def test_who_directed_segments_counts_once_for_each_film() -> None:
    otomo, morimoto = cast.person("Katsuhiro Otomo"), cast.person("Koji Morimoto")
    rows: dict[str, dict[str, Any]] = cast.segments("Magnetic Rose", "Stink Bomb", "Cannon Fodder")
    for at, person in enumerate((morimoto, otomo, otomo), start=1):
        made = {"role": "director", "person": cast.key_of(person), "segment": f"segment:new{at}"}
        rows[f"credit:new{at}"] = made
    watch(cast.mei(), cast.film("Memories", rows=rows), Said(status="watched"))
    (directors,) = (f for f in statistics(cast.mei(), cast.mei()).figures if f.name == "person")
    counted = {(strip_tags(name), films) for name, films in directors.rows}
    assert counted == {("Katsuhiro Otomo", "1"), ("Koji Morimoto", "1")}


def test_private_films_are_in_nobody_elses_statistics() -> None:
    mei = cast.mei()
    _rated(mei, Akira=90)
    watch(mei, _film("Memories"), Said(status="watched", score=10, private=True))
    _rated(cast.kanta(), Memories=50)
    assert statistics(mei, cast.kanta()).films == 1
    own = statistics(mei, mei)
    assert own.films == 2
    assert own.others_mean == "5"


def test_statistics_cost_the_same_for_a_long_list(client: Client) -> None:
    _rated(cast.mei(), Akira=90, Memories=40)
    _rated(cast.kanta(), Akira=50, Memories=60)
    client.get("/users/mei/statistics/")
    with CaptureQueriesContext(connection) as few:
        assert client.get("/users/mei/statistics/").status_code == 200
    _rated(cast.mei(), **{f"Film{each}": 60 for each in range(5)})
    with CaptureQueriesContext(connection) as many:
        client.get("/users/mei/statistics/")
    assert len(many) == len(few) <= 12


def test_two_users_are_compared_by_what_both_have_rated(client: Client) -> None:
    mei, kanta = cast.mei(), cast.kanta()
    _rated(mei, Akira=90, Memories=40, Paprika=80)
    _rated(kanta, Akira=85, Memories=90, Steamboy=70)
    found = compare(mei, kanta, mei)
    assert (found.both, found.only_first, found.only_second) == (2, 1, 1)
    assert found.agreement is None
    assert [pair.film.title for pair in found.alike] == ["Akira"]
    assert [(p.film.title, p.first, p.second) for p in found.apart] == [("Memories", "4", "9")]
    assert [pair.film.title for pair in found.for_first] == ["Steamboy"]
    assert [pair.film.title for pair in found.for_second] == ["Paprika"]
    page = client.get("/users/mei/compare/kanta/").content.decode()
    assert f"that takes {ENOUGH} films" in page
    assert client.get("/users/MEI/compare/kanta/")["Location"] == "/users/mei/compare/kanta/"
    assert client.get("/users/mei/compare/mei/")["Location"] == "/users/mei/statistics/"


_scores = st.dictionaries(st.integers(1, 12), st.integers(1, 100))


def test_all_pages_count_the_same_films_as_watched() -> None:
    mei = cast.mei()
    watch(mei, cast.film("Akira"), Said(status="watched"))
    watch(mei, cast.film("Memories"), Said(status="watching", times=1))
    watch(mei, cast.film("Paprika"), Said(status="want"))
    assert overview(mei, mei).numbers.films == statistics(mei, mei).films == 2


@given(_scores, _scores)
def test_agreement_is_a_share_that_both_have_alike(
    first: dict[int, int], second: dict[int, int]
) -> None:
    found = agreement(first, second)
    assert found == agreement(second, first)
    assert (found is None) == (len(first.keys() & second.keys()) < ENOUGH)
    assert found is None or 1 <= found <= 100
    if len(first) >= ENOUGH:
        assert agreement(first, first) == 100
