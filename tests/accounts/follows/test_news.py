"""News: who is told when what they follow is edited, named, can be watched, or does something."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions.lists.add_rows import add_rows
from accounts.actions.lists.change_list import change_list
from accounts.actions.people.block_user import block_user
from accounts.follows import fan_out, gather
from accounts.follows.fan_out import go_on
from accounts.lists.telling import GATHER
from accounts.lists.words import Words
from accounts.models import FilmList, Follow, News, NewsPlace, User, Visibility
from films.models import Service
from tests import cast
from tests.accounts.follows.follows import follows, forget, wants, words
from tests.accounts.lists.lists import a_list, key
from wiki import following
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.models import Notice, SubmissionKind
from wiki.notice_choices import Choice, choose
from wiki.notice_kinds import Mail

pytestmark = pytest.mark.django_db


def reader(country: str = "") -> User:
    """Somebody who only reads; at first in that country."""
    found = User.objects.filter(username="tombo").first()
    return found or User.objects.create_user(
        "tombo", "tombo@example.org", "genga", watch_country=country
    )


def offer(service: Any, **more: Any) -> dict[str, dict[str, Any]]:
    row = {"service": cast.key_of(service), "kind": "rent", "countries": ["JP"], **more}
    return {"availability:new1": row}


def due() -> None:
    """As if the time for second thoughts were over."""
    News.objects.update(due_at=timezone.now())


def test_who_follows_a_page_is_told_of_its_edits_as_one_notice() -> None:
    film = cast.film()
    follows(reader(), film)
    cast.edit(film, runtime=113, summary="The Japanese release")
    cast.edit(film, runtime=114, summary="With the last card")
    assert words(reader()) == ["“Memories” was edited 2 times."]
    notice = Notice.objects.get(user=reader())
    assert (notice.text, notice.url) == ("With the last card", f"{film.get_absolute_url()}history/")
    assert notice.digest


def test_what_was_edited_before_is_no_news_and_nothing_is_told_twice() -> None:
    film = cast.film()
    cast.edit(film, runtime=113)
    follows(reader(), film)
    assert words(reader()) == []
    cast.edit(film, runtime=114)
    assert words(reader()) == words(reader()) == ["“Memories” was edited."]


def test_nobody_is_told_of_their_own_edit() -> None:
    film = cast.film()
    follows(cast.mei(), film)
    forget()
    cast.edit(film, runtime=113)
    assert "was edited" not in " ".join(words(cast.mei()))


def test_a_page_that_becomes_hidden_says_nothing() -> None:
    film = cast.film()
    follows(reader(), film)
    cast.edit(film, runtime=113)
    hide(film, user=cast.satsuki(), summary="A joke")
    assert words(reader()) == []


def test_what_waits_to_be_told_of_a_page_that_was_hidden_is_told_to_nobody() -> None:
    film = cast.film()
    follows(reader(), film)
    cast.edit(film, runtime=113)
    gather.gather()
    hide(film, user=cast.satsuki(), summary="A joke")
    assert words(reader()) == []
    assert not News.objects.exists()


def test_who_follows_a_page_that_was_merged_follows_the_other() -> None:
    film, double = cast.film("Memories"), cast.film("Memorys")
    follows(reader(), double)
    follows(cast.kanta(), film, double)
    merge(double, into=film, user=cast.satsuki(), summary="The same film")
    go_on()
    followed = Follow.objects.filter(about_type="film").values_list("user", "about_id")
    assert sorted(followed) == sorted([(reader().pk, film.pk), (cast.kanta().pk, film.pk)])
    forget()
    film.refresh_from_db()
    cast.edit(film, runtime=113)
    assert words(reader()) == ["“Memories” was edited."]


def test_who_follows_a_person_is_told_of_new_pages_that_name_them() -> None:
    kon = cast.person("Satoshi Kon")
    follows(reader(), kon)
    film = cast.film(
        "Magnetic Rose", rows={"credit:new1": {"role": "writer", "person": cast.key_of(kon)}}
    )
    assert words(reader()) == ["“Satoshi Kon” is named on another page now."]
    notice = Notice.objects.get(user=reader())
    assert (notice.text, notice.url) == ("Magnetic Rose", film.get_absolute_url())
    (credit,) = cast.rows_of(film, "credit")
    cast.edit(film, rows={credit: {"note": "as written"}})
    assert words(reader()) == ["“Satoshi Kon” is named on another page now."]


def test_genres_that_a_film_gets_name_it_too() -> None:
    genre = cast.genre("Drama")
    film = cast.film(genres=[])
    follows(reader(), genre)
    cast.edit(film, genres=[cast.key_of(genre)])
    assert words(reader()) == ["“Drama” is named on another page now."]


@pytest.mark.parametrize(("country", "told"), [("JP", True), ("US", False), ("", False)])
def test_a_film_can_be_watched_by_who_follows_or_wants_it_in_that_country(
    country: str, told: bool
) -> None:
    film, service = cast.film(), cast.page(Service, "Netflix")
    wants(reader(country), film)
    follows(cast.totoro(), film)
    User.objects.filter(pk=cast.totoro().pk).update(watch_country=country)
    cast.edit(film, rows=offer(service))
    expected = ["“Memories” can be watched now."] if told else []
    assert words(reader()) == expected
    assert words(cast.totoro()) == expected


def test_an_offer_to_come_is_news_on_its_day() -> None:
    film, service = cast.film(), cast.page(Service, "Netflix")
    wants(reader("JP"), film)
    go_on()
    tomorrow = timezone.localdate() + timedelta(days=1)
    cast.edit(film, rows=offer(service, since=tomorrow.isoformat()))
    assert words(reader()) == []
    place = NewsPlace.objects.get()
    assert gather._of_days(place, tomorrow) == 1
    assert words(reader()) == ["“Memories” can be watched now."]
    assert gather._of_days(NewsPlace.objects.get(), tomorrow) == 0


def test_a_list_that_grows_is_told_once_with_the_number_of_rows() -> None:
    listed = a_list(by=cast.kanta())
    follows(reader(), listed)
    for title in ("Akira", "Paprika", "Memories"):
        add_rows(listed, [key(cast.film(title))], by=cast.kanta())
    assert words(reader()) == []
    due()
    assert words(reader()) == ["The list “Seen and watched” has grown by 3 rows."]
    assert words(cast.kanta()) == []


def test_who_follows_a_list_later_is_not_told_how_it_grew_before() -> None:
    listed = a_list(by=cast.kanta())
    add_rows(listed, [key(cast.film())], by=cast.kanta())
    follows(reader(), listed)
    due()
    assert words(reader()) == []
    add_rows(listed, [key(cast.film("Akira"))], by=cast.kanta())
    due()
    assert words(reader()) == ["The list “Seen and watched” has grown."]


def test_a_list_that_is_private_by_then_is_told_to_nobody() -> None:
    listed = a_list(by=cast.kanta())
    follows(reader(), listed)
    add_rows(listed, [key(cast.film())], by=cast.kanta())
    FilmList.objects.update(visibility=Visibility.PRIVATE)
    due()
    assert words(reader()) == []


def test_who_follows_a_user_is_told_of_their_new_lists_when_these_are_public() -> None:
    follows(reader(), cast.kanta())
    forget()
    listed = a_list(by=cast.kanta(), title="Ghosts", visibility=Visibility.PRIVATE)
    due()
    assert words(reader()) == []
    for visibility in (Visibility.PUBLIC, Visibility.PRIVATE, Visibility.PUBLIC):
        change_list(listed, Words("Ghosts", visibility=visibility), by=cast.kanta())
    due()
    assert words(reader()) == ["kanta has a new list, “Ghosts”."]


def test_a_list_that_is_unlisted_by_then_is_not_announced() -> None:
    follows(reader(), cast.kanta())
    forget()
    a_list(by=cast.kanta(), title="Ghosts")
    FilmList.objects.update(visibility=Visibility.UNLISTED)
    due()
    assert words(reader()) == []
    assert not News.objects.exists()


def test_a_list_that_was_hidden_before_anybody_was_told_is_news_once_it_is_filled() -> None:
    follows(reader(), cast.kanta())
    forget()
    listed = a_list(by=cast.kanta(), title="Ghosts")
    change_list(listed, Words("Ghosts", visibility=Visibility.PRIVATE), by=cast.kanta())
    assert not News.objects.exists()
    change_list(listed, Words("Ghosts"), by=cast.kanta())
    due()
    assert words(reader()) == ["kanta has a new list, “Ghosts”."]


def test_an_unlisted_list_tells_those_who_follow_it_how_it_grows() -> None:
    listed = a_list(by=cast.kanta(), visibility=Visibility.UNLISTED)
    follows(reader(), listed)
    add_rows(listed, [key(cast.film())], by=cast.kanta())
    due()
    assert words(reader()) == ["The list “Seen and watched” has grown."]


def test_a_list_that_was_made_public_is_no_news_when_it_becomes_so_again() -> None:
    follows(reader(), cast.kanta())
    forget()
    listed = a_list(by=cast.kanta(), title="Ghosts")
    due()
    assert words(reader()) == ["kanta has a new list, “Ghosts”."]
    for visibility in (Visibility.PRIVATE, Visibility.PUBLIC):
        change_list(listed, Words("Ghosts", visibility=visibility), by=cast.kanta())
    assert not News.objects.exists()


def test_what_comes_while_news_are_being_told_is_told_after_them() -> None:
    listed = a_list(by=cast.kanta())
    follows(reader(), listed)
    add_rows(listed, [key(cast.film("Akira"))], by=cast.kanta())
    begun = timezone.now() - GATHER
    News.objects.update(created_at=begun, due_at=begun + GATHER)
    Follow.objects.update(created_at=begun)
    held = News.objects.get(kind="list_grew")
    claimed = fan_out._claim(held.pk, held.due_at)
    assert claimed is not None
    add_rows(listed, [key(cast.film("Paprika"))], by=cast.kanta())
    fan_out._tell_some(claimed)
    assert words(reader()) == ["The list “Seen and watched” has grown."]
    due()
    assert words(reader()) == ["The list “Seen and watched” has grown by 2 rows."]


def test_users_who_block_each_other_hear_nothing_and_of_pages_without_words() -> None:
    film, tombo = cast.film(), reader()
    follows(tombo, film)
    block_user(tombo, cast.mei())
    forget()
    cast.edit(film, runtime=113, summary="Read this, tombo")
    assert words(tombo) == ["“Memories” was edited."]
    notice = Notice.objects.get(user=tombo)
    assert (notice.text, notice.actor) == ("", None)


def test_who_wants_nothing_of_it_is_not_told() -> None:
    film = cast.film()
    follows(reader(), film)
    choose(reader(), {"pages": Choice(site=False, mail=Mail.NONE)})
    cast.edit(film, runtime=113)
    assert words(reader()) == []
    assert not Notice.objects.filter(user=reader()).exists()


def crowd(number: int, film: Any) -> None:
    """So many follow ``film``."""
    people = User.objects.bulk_create(
        [User(username=f"u{n}", email=f"u{n}@example.org") for n in range(number)]
    )
    now = timezone.now()
    Follow.objects.bulk_create(
        [Follow(user=u, about_type="film", about_id=film.pk, created_at=now) for u in people]
    )


def test_many_are_told_in_batches_that_go_on_where_they_were(monkeypatch: Any) -> None:
    film = cast.film()
    go_on()
    crowd(25, film)
    cast.edit(film, runtime=113)
    monkeypatch.setattr(fan_out, "BATCH", 10)
    monkeypatch.setattr(fan_out, "LONGEST", 0.0)
    go_on()
    held = News.objects.get()
    _told, more = fan_out._tell_some(fan_out._claim(held.pk, held.due_at))  # type: ignore[arg-type]
    assert more is not None
    assert Notice.objects.filter(kind="page_changed").count() == 10
    monkeypatch.undo()
    assert go_on() == ""  # whoever has begun has it for a while
    due()
    assert go_on() == "15 told of what they follow"
    assert set(Notice.objects.filter(kind="page_changed").values_list("count", flat=True)) == {1}
    assert not News.objects.exists()


def test_telling_costs_the_same_number_of_queries_whoever_follows() -> None:
    counts = []
    for number in (3, 300):
        User.objects.filter(username__startswith="u").delete()
        film = cast.film(f"Film {number}")
        go_on()
        crowd(number, film)
        cast.edit(film, runtime=113)
        with CaptureQueriesContext(connection) as queries:
            go_on()
        counts.append(len(queries))
    assert counts[0] == counts[1] < 40


def test_of_an_import_only_what_is_followed_is_looked_at() -> None:
    film, other = cast.film("Memories"), cast.film("Akira")
    follows(reader(), film)
    for each in (film, other):
        revision = cast.edit(each, runtime=113)
        revision.kind, revision.author = SubmissionKind.IMPORT, None
        revision.save(update_fields=["kind", "author"])
    place = NewsPlace.objects.get()
    looked = gather._entries(place.revision, following.latest().revision)
    assert [each.title for each in looked] == ["Memories"]
    assert words(reader()) == ["“Memories” was edited."]
