"""Following: what can be followed, by whom, and what becomes of it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from accounts.actions import follow as acts
from accounts.actions.follow import follow, part_ways, unfollow
from accounts.actions.people.block_user import block_user
from accounts.models import Follow, Visibility
from accounts.notice_kinds import Told
from tests import cast
from tests.accounts.lists.lists import a_list
from tests.accounts.test_suspensions import suspended
from wiki.exceptions import TooMany
from wiki.models import Notice

pytestmark = pytest.mark.django_db


def keys(user: object) -> set[str]:
    return {each.key for each in Follow.objects.filter(user=user)}


def test_entries_of_every_type_users_and_lists_are_followed_once() -> None:
    film, kon, listed = cast.film(), cast.person("Satoshi Kon"), a_list(by=cast.kanta())
    mei = cast.mei()
    wanted = {f"film:{film.pk}", f"person:{kon.pk}", f"list:{listed.pk}", f"user:{cast.kanta().pk}"}
    for key in [*wanted, *wanted]:
        follow(mei, key)
    assert keys(mei) == wanted
    assert unfollow(mei, wanted) == 4
    assert keys(mei) == set()


ODD = ("", "film", "film:", "film:0", "film:-1", "film:1x", "film:99999999", "credit:1", "user:999")
ODDER = ("list:999", "film:" + "9" * 30, "film:1\x00", "submission:1", "film:1 ", "\x00")


@pytest.mark.parametrize("key", [*ODD, *ODDER])
def test_what_is_not_there_cannot_be_followed(key: str) -> None:
    with pytest.raises(Http404):
        follow(cast.mei(), key)
    assert unfollow(cast.mei(), [key]) == 0


def test_hidden_pages_and_private_lists_of_others_cannot_be_followed() -> None:
    private = a_list(by=cast.kanta(), visibility=Visibility.PRIVATE)
    with pytest.raises(Http404):
        follow(cast.mei(), f"list:{private.pk}")
    assert follow(cast.kanta(), f"list:{private.pk}") == private


def test_nobody_follows_themselves() -> None:
    with pytest.raises(ValidationError):
        follow(cast.mei(), f"user:{cast.mei().pk}")


def test_who_is_followed_is_told_once_while_it_is_unread() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    for _again in range(3):
        follow(mei, f"user:{kanta.pk}")
        unfollow(mei, [f"user:{kanta.pk}"])
    follow(cast.totoro(), f"user:{kanta.pk}")
    notice = Notice.objects.get(user=kanta, kind=Told.FOLLOWER)
    assert (notice.count, notice.actor) == (2, cast.totoro())


def test_the_suspended_follow_pages_and_nobody() -> None:
    film, vandal = cast.film(), suspended(cast.totoro()).user
    follow(vandal, f"film:{film.pk}")
    with pytest.raises(PermissionDenied):
        follow(vandal, f"user:{cast.mei().pk}")


def test_who_is_blocked_follows_neither_the_user_nor_their_lists_and_no_longer() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    listed = a_list(by=mei)
    follow(kanta, f"user:{mei.pk}")
    follow(kanta, f"list:{listed.pk}")
    follow(mei, f"user:{kanta.pk}")
    block_user(mei, kanta)
    assert keys(kanta) == keys(mei) == set()
    for key in (f"user:{mei.pk}", f"list:{listed.pk}"):
        with pytest.raises(PermissionDenied):
            follow(kanta, key)


def test_parting_ways_leaves_what_else_is_followed() -> None:
    mei, kanta, film = cast.mei(), cast.kanta(), cast.film()
    follow(mei, f"user:{cast.totoro().pk}")
    follow(mei, f"film:{film.pk}")
    part_ways(mei, kanta)
    assert len(keys(mei)) == 2


def test_there_is_a_limit_to_what_one_user_follows_and_in_an_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    film, kon = cast.film(), cast.person("Satoshi Kon")
    monkeypatch.setattr(acts, "MOST_AN_HOUR", 1)
    follow(cast.mei(), f"film:{film.pk}")
    with pytest.raises(TooMany):
        follow(cast.mei(), f"person:{kon.pk}")
    monkeypatch.setattr(acts, "MOST", 1)
    with pytest.raises(ValidationError):
        follow(cast.mei(), f"person:{kon.pk}")
    assert follow(cast.mei(), f"film:{film.pk}") == film
