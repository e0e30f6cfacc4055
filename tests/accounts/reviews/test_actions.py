"""Writing reviews and recommendations, and finding them helpful: the rules."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from accounts.actions.people.block_user import block_user
from accounts.actions.reviews.find_helpful import find_helpful
from accounts.actions.reviews.follow_merged_films import follow_merged_films
from accounts.actions.reviews.recommend import recommend
from accounts.actions.reviews.take_back import RemovedAlready, take_back
from accounts.actions.reviews.write_review import write_review
from accounts.actions.suspend import suspend
from accounts.actions.watch import Said, watch
from accounts.models import News, Recommendation, Review, ReviewVersion, Viewing
from accounts.notice_kinds import Told
from accounts.reviews.words import Words
from tests import cast
from tests.accounts.reviews.writing import a_recommendation, a_review, an_anthology
from wiki.actions.merge import merge
from wiki.exceptions import EntryUnavailable, Refused, TooMany
from wiki.models import Notice

pytestmark = pytest.mark.django_db


def test_a_member_has_one_review_of_a_film_and_one_of_each_segment() -> None:
    film = an_anthology()
    first, second = film.segments.order_by("number")
    whole = a_review(film)
    part = a_review(first)
    a_review(second)
    assert a_review(film, "Seen again: better.").pk == whole.pk
    assert a_review(first, "Seen again: sadder.").pk == part.pk
    assert Review.objects.count() == 3


def test_what_a_review_said_before_is_kept() -> None:
    film = cast.film("Memories")
    a_review(film, "One.", score=80)
    made = a_review(film, "Two.", score=90)
    a_review(film, "Two.", score=90)  # nothing new
    kept = ReviewVersion.objects.get()
    assert (kept.number, kept.text, kept.score) == (1, "One.", 80)
    assert (made.version, made.text) == (2, "Two.")
    assert kept.written_at == made.created_at < made.changed_at


def test_the_rating_of_a_review_is_that_of_the_watch_list() -> None:
    film = cast.film("Memories")
    watch(cast.mei(), film, Said(status="watched", score=50))
    a_review(film, score=90)
    viewing = Viewing.objects.get()
    assert (viewing.score, viewing.status) == (90, "watched")
    a_review(film, "No rating any more.")
    assert Viewing.objects.get().score == 90


def test_who_reviews_a_film_has_watched_it_and_may_say_otherwise_later() -> None:
    film = cast.film("Memories")
    a_review(film, "One.")
    assert (Viewing.objects.get().status, Viewing.objects.get().times) == ("watched", 1)
    watch(cast.mei(), film, Said(status="dropped", times=0))
    a_review(film, "Two.", score=40)
    assert (Viewing.objects.get().status, Viewing.objects.get().score) == ("dropped", 40)


def test_reviews_begin_without_their_spoilers() -> None:
    made = a_review(cast.film("Memories"), "It is good.\n\n>! He dies. !<\n\nSee it.")
    assert made.lead == "It is good. See it."


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words(" \n"), "text"),
        (Words("a" * 20_001), "text"),
        (Words("a\x00"), "text"),
        (Words("a", title="b" * 151), "title"),
        (Words("a", language="tlh-xx"), "language"),
        (Words("a", score=0), "score"),
        (Words("a", score=101), "score"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field(words: Words, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        write_review(cast.mei(), cast.film("Memories"), words)
    assert list(caught.value.message_dict) == [field]
    assert not Review.objects.exists()


def test_a_segment_of_another_film_is_refused() -> None:
    segment = an_anthology().segments.all()[0]
    with pytest.raises(ValidationError):
        write_review(cast.mei(), cast.film("Akira"), Words("a"), segment=segment)


def test_the_suspended_write_nothing_but_may_take_back() -> None:
    film = cast.film("Memories")
    other, made = cast.film("Akira"), a_review(film)
    pair = a_recommendation(film, other)
    suspend(cast.mei(), by=cast.satsuki(), reason="Spam")
    mei = cast.mei()
    mei.refresh_from_db()
    for act in (
        lambda: write_review(mei, other, Words("a")),
        lambda: recommend(mei, film, other, "a"),
        lambda: find_helpful(a_review(film, by=cast.kanta()), by=mei),
    ):
        with pytest.raises(PermissionDenied):
            act()
    take_back(made, by=mei)
    take_back(pair, by=mei)
    assert not Recommendation.objects.exists()


def test_nobody_takes_back_what_others_wrote() -> None:
    with pytest.raises(PermissionDenied):
        take_back(a_review(cast.film("Memories")), by=cast.satsuki())


def test_what_moderators_removed_is_not_deleted_to_be_written_anew() -> None:
    found = a_review(cast.film())
    Review.objects.filter(pk=found.pk).update(hidden=True)
    with pytest.raises(RemovedAlready):
        take_back(found, by=cast.mei())
    assert Review.objects.get().hidden


def test_deleting_twice_is_told_as_gone() -> None:
    found = a_review(cast.film())
    twice = Review.objects.get()
    take_back(found, by=cast.mei())
    with pytest.raises(Http404):
        take_back(twice, by=cast.mei())


def test_newcomers_write_as_many_reviews_an_hour_as_comments_and_one_link_a_text() -> None:
    films = [cast.film(f"Film {number}") for number in range(11)]
    with pytest.raises(Refused):
        a_review(films[0], "http://a.example www.b.example", by=cast.totoro())
    for film in films[:10]:
        a_review(film, by=cast.totoro())
    with pytest.raises(TooMany):
        a_review(films[10], by=cast.totoro())
    assert Review.objects.count() == 10


def test_hidden_and_merged_films_take_no_words() -> None:
    film = cast.film("Memories")
    film.hidden = True
    with pytest.raises(EntryUnavailable):
        write_review(cast.mei(), film, Words("a"))
    with pytest.raises(EntryUnavailable):
        recommend(cast.mei(), cast.film("Akira"), film, "a")


def test_a_vote_counts_once_and_can_be_taken_back() -> None:
    made = a_review(cast.film("Memories"))
    for _again in range(2):
        find_helpful(made, by=cast.kanta())
    find_helpful(made, by=cast.totoro())
    made.refresh_from_db()
    assert made.helpful_count == 2
    find_helpful(made, by=cast.kanta(), helpful=False)
    made.refresh_from_db()
    assert made.helpful_count == 1


def test_nobody_finds_their_own_words_helpful() -> None:
    with pytest.raises(PermissionDenied):
        find_helpful(a_review(cast.film("Memories")), by=cast.mei())


def test_who_is_blocked_finds_nothing_helpful() -> None:
    made = a_review(cast.film("Memories"))
    block_user(cast.mei(), cast.kanta())
    with pytest.raises(PermissionDenied):
        find_helpful(made, by=cast.kanta())


def test_authors_are_told_who_finds_their_words_helpful_and_followers_of_new_ones() -> None:
    film, other = cast.film("Memories"), cast.film("Akira")
    review, pair = a_review(film), a_recommendation(film, other)
    find_helpful(review, by=cast.kanta())
    find_helpful(review, by=cast.totoro())
    find_helpful(pair, by=cast.kanta())
    told = Notice.objects.filter(user=cast.mei(), kind__in=list(Told))
    assert sorted(told.values_list("kind", "count")) == [
        (Told.RECOMMENDATION_HELPFUL, 1),
        (Told.REVIEW_HELPFUL, 2),
    ]
    find_helpful(pair, by=cast.kanta(), helpful=False)
    assert not told.filter(kind=Told.RECOMMENDATION_HELPFUL).exists()
    kinds = set(News.objects.values_list("kind", flat=True))
    assert {Told.NEW_REVIEW, Told.NEW_RECOMMENDATION} <= kinds


def test_a_pair_is_one_pair_whichever_way_it_is_said() -> None:
    film, other = cast.film("Memories"), cast.film("Akira")
    made = a_recommendation(other, film, "Otomo.")
    assert a_recommendation(film, other, "Otomo, twice.").pk == made.pk
    assert (made.film_id, made.other_id) == (film.pk, other.pk)
    assert Recommendation.objects.get().text == "Otomo, twice."


def test_a_film_is_not_recommended_to_itself_nor_without_a_reason() -> None:
    film = cast.film("Memories")
    with pytest.raises(ValidationError) as caught:
        a_recommendation(film, film)
    assert "other" in caught.value.message_dict
    with pytest.raises(ValidationError) as caught:
        a_recommendation(film, cast.film("Akira"), " ")
    assert "text" in caught.value.message_dict


def test_reviews_follow_a_film_that_is_merged() -> None:
    kept, gone = cast.film("Memories"), cast.film("Memorise")
    both, alone = a_review(kept, "Kept."), a_review(gone, "Alone.", by=cast.kanta())
    other = a_review(gone, "Other.")
    find_helpful(other, by=cast.kanta())
    find_helpful(both, by=cast.kanta())
    find_helpful(other, by=cast.totoro())
    merge(gone, into=kept, user=cast.tatsuo(), summary="The same film")
    assert follow_merged_films()
    assert set(Review.objects.values_list("film", "text")) == {
        (kept.pk, "Kept."),
        (kept.pk, "Alone."),
    }
    both.refresh_from_db()
    alone.refresh_from_db()
    assert both.helpful_count == 2
    assert ReviewVersion.objects.get(review=both).text == "Other."
    assert follow_merged_films() == ""


def test_recommendations_follow_films_that_are_merged() -> None:
    kept, gone, third = (cast.film(title) for title in ("Memories", "Memorise", "Akira"))
    a_recommendation(gone, third, "By mei.")
    a_recommendation(kept, third, "Kept.", by=cast.kanta())
    a_recommendation(gone, third, "Gone.", by=cast.kanta())
    a_recommendation(kept, gone, "To itself.", by=cast.totoro())
    merge(gone, into=kept, user=cast.tatsuo(), summary="The same film")
    assert follow_merged_films()
    found = Recommendation.objects.values_list("film", "other", "text")
    assert set(found) == {(kept.pk, third.pk, "By mei."), (kept.pk, third.pk, "Kept.")}


@pytest.mark.parametrize("removed", ["kept", "gone"])
def test_what_moderators_removed_gives_way_when_films_merge_and_is_no_version(removed: str) -> None:
    films = {"kept": cast.film("Memories"), "gone": cast.film("Memorise")}
    third = cast.film("Akira")
    for name, film in films.items():
        a_review(film, f"Review {name}")
        a_recommendation(film, third, f"Pair {name}")
    for model in (Review, Recommendation):
        model.objects.filter(text__endswith=removed).update(hidden=True)
    merge(films["gone"], into=films["kept"], user=cast.tatsuo(), summary="The same film")
    follow_merged_films()
    stays = "gone" if removed == "kept" else "kept"
    for model, text in ((Review, f"Review {stays}"), (Recommendation, f"Pair {stays}")):
        found = model.objects.get()
        assert (found.film_id, found.text, found.hidden) == (films["kept"].pk, text, False)
    assert not ReviewVersion.objects.exists()


def test_of_two_reviews_that_moderators_removed_one_stays_removed() -> None:
    kept, gone = cast.film("Memories"), cast.film("Memorise")
    a_review(kept, "Kept.")
    a_review(gone, "Gone.")
    Review.objects.update(hidden=True)
    merge(gone, into=kept, user=cast.tatsuo(), summary="The same film")
    follow_merged_films()
    assert (Review.objects.get().text, Review.objects.get().hidden) == ("Kept.", True)
    assert not ReviewVersion.objects.exists()
