"""Several processes tell the same news: everybody is told once."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.actions.follow import follow
from accounts.actions.people.block_user import block_user, unblock_user
from accounts.follows import fan_out
from accounts.follows.fan_out import go_on
from accounts.models import Follow, News
from tests import cast
from tests.accounts.follows.test_news import crowd
from tests.wiki.test_races import at_once
from wiki.models import Notice
from wiki.notices import tell_many

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_several_that_tick_at_once_each_follower_is_told_by_one(monkeypatch: Any) -> None:
    monkeypatch.setattr(fan_out, "BATCH", 7)
    film = cast.film()
    go_on()
    crowd(40, film)
    for length in range(113, 117):
        Notice.objects.all().delete()
        cast.edit(film, runtime=length)
        outcomes = at_once(*[go_on] * 3)
        assert not [one for one in outcomes if isinstance(one, Exception)]
        told = Notice.objects.filter(kind="page_changed")
        assert set(told.values_list("count", flat=True)) == {1}
        assert told.count() == 40
        assert not News.objects.exists()


def test_what_happens_twice_at_once_is_counted_as_two() -> None:
    mei = cast.mei()
    actors = [cast.kanta(), cast.totoro(), cast.satsuki()]

    def like(actor: Any) -> Any:
        return lambda: tell_many([mei], "list_liked", title="Ghosts", about="list:1", actor=actor)

    for _round in range(4):
        Notice.objects.all().delete()
        outcomes = at_once(*[like(actor) for actor in actors])
        assert not [one for one in outcomes if isinstance(one, Exception)]
        assert Notice.objects.get().count == 3


def test_who_is_blocked_in_the_same_moment_does_not_follow() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    for _round in range(6):
        at_once(
            lambda: follow(kanta, f"user:{mei.pk}"),
            lambda: block_user(mei, kanta),
            lambda: follow(mei, f"user:{kanta.pk}"),
        )
        assert not Follow.objects.filter(user=kanta).exists()
        Follow.objects.all().delete()
        unblock_user(mei, kanta)
