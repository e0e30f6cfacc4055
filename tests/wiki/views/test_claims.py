"""Claims as moderators meet them, and the way from one submission to the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import cast
from tests.readers import reader
from tests.wiki.views.queue_steps import moderator, runtimes, set_
from wiki.actions.claim import claim
from wiki.models import Act, LogEntry, Submission

pytestmark = pytest.mark.django_db


# Claiming ------------------------------------------------------------------------------------------


def test_reviewing_claims_and_opens() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    response = moderator().post(f"/submissions/{submission.pk}/claim/?next=queue&sort=newest")
    assert response["Location"] == f"/submissions/{submission.pk}/?next=queue&sort=newest"
    submission.refresh_from_db()
    assert submission.claimed_by == cast.satsuki()


def test_looking_claims_nothing() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    text = moderator().get(submission.get_absolute_url()).content.decode()
    assert "Nobody has claimed it." in text
    submission.refresh_from_db()
    assert submission.claimed_by is None


def test_claims_are_posted_by_moderators_only() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    for act in ("claim", "take-over", "release"):
        url = f"/submissions/{submission.pk}/{act}/"
        assert moderator().get(url).status_code == 405
        assert Client().post(url).status_code == 302
        assert reader(cast.kanta()).post(url).status_code == (302 if act == "release" else 403)
    assert moderator().post("/submissions/999999/claim/").status_code == 404


def test_who_comes_second_is_told_who_was_first_and_can_take_over() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    claim(submission, moderator=cast.tatsuo())
    response = moderator().post(f"/submissions/{submission.pk}/claim/?next=queue")
    text = response.content.decode()
    assert response.status_code == 409
    assert "tatsuo has claimed this submission until" in text
    assert f'formaction="/submissions/{submission.pk}/take-over/?next=queue"' in text
    response = moderator().post(f"/submissions/{submission.pk}/take-over/?next=queue")
    assert response["Location"] == f"/submissions/{submission.pk}/?next=queue"
    assert LogEntry.objects.get(act=Act.TAKE_OVER).actor == cast.satsuki()


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_what_another_has_claimed_is_not_decided_and_nothing_typed_is_lost(verb: str) -> None:
    submission = cast.propose(cast.film(), runtime=115)
    claim(submission, moderator=cast.tatsuo())
    data = {"version": 1, "note": "As the programme says"}
    response = moderator().post(f"/submissions/{submission.pk}/{verb}/", data)
    text = response.content.decode()
    assert response.status_code == 409
    assert "tatsuo has claimed this submission until" in text
    assert "As the programme says" in text
    submission.refresh_from_db()
    assert submission.is_pending


def test_letting_go_frees_it() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    claim(submission, moderator=cast.satsuki())
    moderator().post(f"/submissions/{submission.pk}/release/")
    submission.refresh_from_db()
    assert submission.claimed_by is None


def test_what_is_decided_cannot_be_claimed() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    cast.accept(submission)
    assert moderator().post(f"/submissions/{submission.pk}/claim/").status_code == 409


def test_the_first_free_one_is_claimed_on_request() -> None:
    held, free, _last = runtimes(cast.film(), 1, 2, 3)
    claim(held, moderator=cast.tatsuo())
    response = moderator().post("/moderation/next/?type=film")
    assert response["Location"] == f"/submissions/{free.pk}/?next=queue&type=film"
    free.refresh_from_db()
    assert free.claimed_by == cast.satsuki()


def test_the_first_one_of_an_empty_queue_is_the_queue() -> None:
    response = moderator().post("/moderation/next/?type=film", follow=True)
    assert response.redirect_chain == [("/moderation/?type=film", 302)]
    assert "Nothing is left for you to decide here." in response.content.decode()
    assert reader(cast.mei()).post("/moderation/next/").status_code == 403


# The way through the queue ---------------------------------------------------------------------------


def after(submission: Submission, query: str, verb: str = "approve") -> str:
    """Where a decision leads."""
    url = f"/submissions/{submission.pk}/{verb}/{query}"
    return moderator().post(url, {"version": 1, "note": "Because"})["Location"]


def test_after_a_decision_comes_the_next_of_the_same_narrowed_queue_claimed() -> None:
    film, person = cast.film(), cast.person("Koji Morimoto")
    first = cast.propose(film, runtime=1)
    cast.propose(person, country="JP")
    third = cast.propose(film, country="JP")
    query = "?next=queue&type=film"
    assert after(first, query) == f"/submissions/{third.pk}/{query}"
    third.refresh_from_db()
    assert third.claimed_by == cast.satsuki()
    assert after(third, query, "reject") == "/moderation/?type=film"


def test_the_order_of_the_queue_says_what_comes_next() -> None:
    rows = runtimes(cast.film(), 1, 2, 3)
    for row, days in zip(rows, (1, 3, 2), strict=True):
        set_(row, touched_at=timezone.now() - timedelta(days=days))
    query = "?next=queue&sort=untouched"
    assert after(rows[2], query, "reject") == f"/submissions/{rows[0].pk}/{query}"
    assert after(rows[0], query, "reject") == f"/submissions/{rows[1].pk}/{query}"


def test_ones_own_and_what_others_hold_is_passed_over() -> None:
    film = cast.film()
    first, held = runtimes(film, 1, 2)
    own = cast.propose(film, country="JP")
    set_(own, author=cast.satsuki())
    last = cast.propose(film, deck="Three stories.")
    claim(held, moderator=cast.tatsuo())
    assert after(first, "?next=queue", "reject") == f"/submissions/{last.pk}/?next=queue"


def test_the_page_of_a_submission_leads_to_its_neighbours() -> None:
    first, middle, last = runtimes(cast.film(), 1, 2, 3)
    text = moderator().get(f"/submissions/{middle.pk}/?next=queue&sort=newest").content.decode()
    assert f'rel="next" href="/submissions/{first.pk}/?next=queue&amp;sort=newest"' in text
    assert f'rel="prev" href="/submissions/{last.pk}/?next=queue&amp;sort=newest"' in text
