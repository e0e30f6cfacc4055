"""Watch lists: what is kept, what is counted, and what follows a merge."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts import tallies
from accounts.actions.follow_merges import follow_merges
from accounts.actions.watch import Said, forget, judge, watch
from accounts.models import Tally, User, Viewing
from films.models import Film, Segment
from tests import cast
from wiki.actions.merge import merge

pytestmark = pytest.mark.django_db


def _tally(film: Film) -> Tally:
    return Tally.objects.get(film=film, segment=None)


def _anthology() -> tuple[Film, Segment]:
    film = cast.film("Memories", rows={"segment:new1": {"number": 1}})
    return film, Segment.objects.get(film=film)


def _users(count: int) -> list[User]:
    return [cast._user(f"viewer{at}", User.Role.MEMBER) for at in range(count)]


def test_what_is_not_said_stays_as_it_was() -> None:
    film = cast.film()
    watch(cast.mei(), film, Said(status="want", notes="On Saturday"))
    kept = watch(cast.mei(), film, Said(score=85))
    assert kept is not None
    assert (kept.status, kept.notes, kept.score) == ("want", "On Saturday", 85)
    assert Viewing.objects.count() == 1


def test_who_has_watched_a_film_has_seen_it_once() -> None:
    kept = watch(cast.mei(), cast.film(), Said(status="watched"))
    assert kept is not None
    assert kept.times == 1


@pytest.mark.parametrize(
    ("status", "after", "times"),
    [
        ("", "watched", 1),
        ("want", "watched", 1),
        ("watching", "watching", 0),
        ("on_hold", "on_hold", 0),
        ("dropped", "dropped", 0),
    ],
)
def test_who_rates_has_watched_unless_they_say_otherwise(
    status: str, after: str, times: int
) -> None:
    film = cast.film()
    watch(cast.mei(), film, Said(status=status, notes="On Saturday"))
    kept = judge(cast.mei(), film, Said(score=60))
    assert kept is not None
    assert (kept.status, kept.times, kept.score) == (after, times, 60)


def test_a_rating_is_of_the_segment_that_was_rated() -> None:
    film, segment = _anthology()
    judge(cast.mei(), film, Said(score=60), segment=segment)
    seen = Viewing.objects.get()
    assert (seen.segment, seen.status) == (segment, "watched")


def test_a_line_that_says_nothing_any_more_is_gone() -> None:
    film = cast.film()
    watch(cast.mei(), film, Said(status="want"))
    assert watch(cast.mei(), film, Said(status="")) is None
    assert not Viewing.objects.exists()
    assert _tally(film).wanted == 0


def test_segments_are_rated_apart_from_their_film() -> None:
    film, segment = _anthology()
    watch(cast.mei(), film, Said(score=60))
    watch(cast.mei(), film, Said(score=95, status="watched"), segment=segment)
    assert _tally(film).total == 60
    assert Tally.objects.get(segment=segment).total == 95


def test_a_segment_of_another_film_is_refused() -> None:
    _film, segment = _anthology()
    with pytest.raises(ValidationError):
        watch(cast.mei(), cast.film("Akira"), Said(score=60), segment=segment)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said(status="loved"), "status"),
        (Said(score=0), "score"),
        (Said(score=101), "score"),
        (Said(times=-1), "times"),
        (Said(times=1000), "times"),
        (Said(started="yesterday"), "started"),
        (Said(started="2020-05", finished="2019"), "finished"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(said: Said, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        watch(cast.mei(), cast.film(), said)
    assert set(refused.value.message_dict) == {field}
    assert not Viewing.objects.exists()


def test_strangers_keep_no_list() -> None:
    with pytest.raises(PermissionDenied):
        watch(AnonymousUser(), cast.film(), Said(status="want"))  # type: ignore[arg-type]


def test_a_private_line_counts_for_nobody() -> None:
    film = cast.film()
    watch(cast.mei(), film, Said(score=90, status="watched"))
    watch(cast.totoro(), film, Said(score=10, status="watched", private=True))
    tally = _tally(film)
    assert (tally.votes, tally.total, tally.watched) == (1, 90, 1)
    assert tally.spread == [0, 0, 0, 0, 0, 0, 0, 0, 1, 0]


def test_the_worst_and_the_best_score_have_their_classes() -> None:
    film = cast.film()
    watch(cast.mei(), film, Said(score=1))
    watch(cast.totoro(), film, Said(score=100))
    watch(cast.kanta(), film, Said(score=10))
    assert _tally(film).spread == [2, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_a_few_enthusiasts_do_not_lift_a_film_over_one_that_many_like() -> None:
    liked, unknown = cast.film("Akira"), cast.film("Unheard of")
    for user in _users(30):
        watch(user, liked, Said(score=80))
    watch(cast.mei(), unknown, Said(score=100))
    tallies.weigh_all()
    low, high = _tally(unknown).weighted, _tally(liked).weighted
    assert low is not None
    assert high is not None
    assert low > 100 * tallies.site_mean()
    assert abs(high - 100 * tallies.site_mean()) < low - 100 * tallies.site_mean()


def test_all_means_follow_the_mean_of_the_site() -> None:
    film, other = cast.film("Akira"), cast.film("Memories")
    watch(cast.mei(), film, Said(score=80))
    before = _tally(film).weighted
    for user in _users(4):
        watch(user, other, Said(score=10))
    tallies.weigh_all()
    after = _tally(film).weighted
    assert before is not None
    assert after is not None
    assert after < before
    assert after == tallies.weigh(80, 1, tallies.site_mean())


@given(st.integers(1, 500), st.integers(1, 100), st.integers(1, 100))
def test_a_weighted_mean_lies_between_the_votes_and_the_average(
    votes: int, each: int, mean: int
) -> None:
    weighted = tallies.weigh(votes * each, votes, mean)
    assert weighted is not None
    assert 100 * min(each, mean) - 1 <= weighted <= 100 * max(each, mean) + 1


def test_forgetting_takes_everything_back() -> None:
    film = cast.film()
    watch(cast.mei(), film, Said(status="watched", score=90))
    forget(cast.mei(), film)
    assert not Viewing.objects.exists()
    assert (_tally(film).votes, _tally(film).watched) == (0, 0)


def test_what_was_said_of_a_merged_film_moves_to_the_survivor() -> None:
    gone, kept = cast.film("Jin-Roh"), cast.film("Jin-Roh: The Wolf Brigade")
    watch(cast.mei(), gone, Said(status="watched", score=90, notes="Seen in 35 mm"))
    watch(cast.totoro(), gone, Said(status="watched", times=2, finished="2001"))
    watch(cast.totoro(), kept, Said(status="want", notes="Again", score=70))
    merge(gone, into=kept, user=cast.tatsuo(), summary="The same film")
    assert follow_merges() == "2 films of watch lists"
    mine = Viewing.objects.get(user=cast.mei())
    assert (mine.film, mine.score, mine.notes) == (kept, 90, "Seen in 35 mm")
    theirs = Viewing.objects.get(user=cast.totoro())
    assert (theirs.status, theirs.score, theirs.times, theirs.finished) == ("want", 70, 2, "2001")
    assert (_tally(kept).votes, _tally(gone).votes) == (2, 0)
    assert follow_merges() == ""


def test_who_said_something_of_merged_films_is_locked_in_the_order_of_users() -> None:
    gone, kept = cast.film("Jin-Roh"), cast.film("Jin-Roh: The Wolf Brigade")
    first, second = _users(2)
    for user in (second, first):
        watch(user, gone, Said(status="watched"))
    merge(gone, into=kept, user=cast.tatsuo(), summary="The same film")
    with CaptureQueriesContext(connection) as queries:
        follow_merges()
    asked = [q["sql"] for q in queries if '"accounts_user"."id" = ' in q["sql"]]
    locked = [int(found) for sql in asked for found in re.findall(r'"id" = (\d+)', sql)]
    assert locked == [first.pk, second.pk]


def test_what_was_said_of_a_segment_outlives_its_removal() -> None:
    film, segment = _anthology()
    watch(cast.mei(), film, Said(score=95), segment=segment)
    key = f"segment:{segment.pk}"
    names = [f"segmentname:{name.pk}" for name in segment.names.all()]
    cast.accept(cast.propose(film, rows={key: None, **dict.fromkeys(names)}))
    assert not Segment.objects.filter(pk=segment.pk).exists()
    assert Viewing.objects.get(user=cast.mei()).segment_id == segment.pk
