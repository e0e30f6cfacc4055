"""Reporting what others wrote: who may, what moderators make of it, and who is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client

from accounts.actions.complain import AlreadyReported, complain
from accounts.actions.decide_complaints import NothingToDecide, decide_complaints, put_back
from accounts.actions.lists.change_list import change_list
from accounts.actions.lists.comment_on_list import comment_on_list
from accounts.actions.people.describe_self import describe_self
from accounts.actions.suspend import suspend
from accounts.lists.words import Words
from accounts.models import Complaint, FilmList, ListComment, Review, User, Verdict, Visibility
from accounts.notice_kinds import Told
from tests import cast
from tests.accounts.lists.lists import a_list
from tests.accounts.reviews.writing import a_recommendation, a_review
from tests.readers import reader, text
from wiki.exceptions import TooMany
from wiki.models import Act, LogEntry, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["pages"].clear()


def things() -> dict[str, Any]:
    """One of everything that can be reported, all by mei, by its key."""
    film, other = cast.film("Memories"), cast.film("Akira")
    review, pair, made = a_review(film), a_recommendation(film, other, "Otomo."), a_list(film)
    comment = comment_on_list(a_list(film, by=cast.kanta()), "First.", by=cast.mei())
    mei = describe_self(cast.mei(), about="Buy my lamps.")
    return {
        f"review:{review.pk}": review,
        f"recommendation:{pair.pk}": pair,
        f"list:{made.pk}": made,
        f"comment:{comment.pk}": comment,
        f"user:{mei.pk}": mei,
    }


def reported(about: str, *, by: User | None = None, reason: str = "spam") -> Complaint:
    return complain(by or cast.kanta(), about, reason=reason)


def test_everything_that_people_write_can_be_reported_once_by_each() -> None:
    for about, row in things().items():
        made = reported(about)
        assert (made.person, made.about) == (cast.mei(), about)
        assert made.url.startswith("/")
        with pytest.raises(AlreadyReported):
            reported(about)
        reported(about, by=cast.totoro())
        with pytest.raises(PermissionDenied):
            reported(about, by=cast.mei())
        assert row.pk == made.about_id


@pytest.mark.parametrize(
    "about",
    ["", "review", "review:0", "review:999", "film:1", "review:1:2", "user:٣", "list:" + "9" * 30],
)
def test_what_is_not_there_cannot_be_reported(about: str) -> None:
    with pytest.raises(Http404):
        reported(about)
    text(reader(cast.mei()), f"/complaints/new/?about={about}", 404)


def test_what_one_cannot_see_one_cannot_report() -> None:
    private = a_list(visibility=Visibility.PRIVATE)
    with pytest.raises(Http404):
        reported(f"list:{private.pk}")
    made = a_review(cast.film("Memories"))
    Review.objects.update(hidden=True)
    with pytest.raises(Http404):
        reported(f"review:{made.pk}")


def test_something_else_has_to_be_said_in_words() -> None:
    about = f"review:{a_review(cast.film('Memories')).pk}"
    with pytest.raises(ValidationError) as caught:
        reported(about, reason="other")
    assert "text" in caught.value.message_dict
    with pytest.raises(ValidationError):
        reported(about, reason="boring")


def test_members_report_ten_things_an_hour_and_the_suspended_nothing() -> None:
    film = cast.film("Memories")
    people = [User.objects.create_user(f"user{number}", role="member") for number in range(11)]
    keys = [f"review:{a_review(film, by=user).pk}" for user in people]
    for key in keys[:10]:
        reported(key)
    with pytest.raises(TooMany):
        reported(keys[10])
    suspend(cast.totoro(), by=cast.satsuki(), reason="Spam")
    totoro = cast.totoro()
    with pytest.raises(PermissionDenied):
        reported(keys[0], by=totoro)


def test_what_is_removed_is_seen_by_nobody_else_and_its_author_is_told_why() -> None:
    film = cast.film("Memories")
    for about, row in things().items():
        url = reported(about).url.partition("#")[0]
        reported(about, by=cast.totoro(), reason="abuse")
        decide_complaints(about, by=cast.satsuki(), remove=True, note="No advertising.")
        assert set(Complaint.objects.values_list("verdict", flat=True)) == {Verdict.REMOVED}
        told = Notice.objects.get(user=cast.mei(), kind=Told.REMOVED)
        assert told.text == "No advertising."
        told.delete()
        row.refresh_from_db()
        if isinstance(row, User):
            assert (row.about, row.is_active) == ("", True)
        else:
            assert row.hidden
        stranger = Client().get(url)
        assert stranger.status_code == 404 or b"First." not in stranger.content
    assert "Otomo." not in text(Client(), film.get_absolute_url())
    told_of = Notice.objects.filter(kind=Told.COMPLAINT_DECIDED)
    assert set(told_of.values_list("user__username", flat=True)) == {"kanta", "totoro"}
    removals = [Act.TAKE_DOWN] * 4 + [Act.CLEAR]
    acts = LogEntry.objects.filter(person=cast.mei(), act__in=removals).order_by("act")
    assert list(acts.values_list("act", flat=True)) == sorted(removals)


def test_what_is_kept_stays_and_its_author_is_not_told() -> None:
    made = a_review(cast.film("Memories"))
    reported(f"review:{made.pk}")
    decide_complaints(f"review:{made.pk}", by=cast.satsuki(), remove=False, note="Sharp, but fair.")
    made.refresh_from_db()
    assert not made.hidden
    assert not Notice.objects.filter(user=cast.mei(), kind=Told.REMOVED).exists()
    assert LogEntry.objects.get(act=Act.KEEP).reason == "Sharp, but fair."
    reported(f"review:{made.pk}")  # it may have been edited since


def test_a_removal_needs_a_reason_and_somebody_else_than_its_author() -> None:
    made = a_review(cast.film("Memories"), by=cast.satsuki())
    about = f"review:{made.pk}"
    reported(about)
    for by in (cast.satsuki(), cast.kanta()):
        with pytest.raises(PermissionDenied):
            decide_complaints(about, by=by, remove=True, note="Spam.")
    with pytest.raises(ValidationError):
        decide_complaints(about, by=cast.tatsuo(), remove=True)
    decide_complaints(about, by=cast.tatsuo(), remove=True, note="Spam.")
    with pytest.raises(NothingToDecide):
        decide_complaints(about, by=cast.tatsuo(), remove=True, note="Spam.")


def test_what_was_removed_can_be_put_back() -> None:
    for about, row in things().items():
        reported(about)
        decide_complaints(about, by=cast.satsuki(), remove=True, note="Spam.")
        if isinstance(row, User):
            with pytest.raises(NothingToDecide):
                put_back(about, by=cast.tatsuo())
            continue
        put_back(about, by=cast.tatsuo(), note="A mistake.")
        row.refresh_from_db()
        assert not row.hidden
    assert LogEntry.objects.filter(act=Act.PUT_BACK).count() == 4


def test_a_report_about_what_its_author_has_deleted_is_closed() -> None:
    made = a_review(cast.film("Memories"))
    about = f"review:{made.pk}"
    reported(about)
    made.delete()
    decide_complaints(about, by=cast.satsuki(), remove=True, note="Spam.")
    assert Complaint.objects.get().verdict == Verdict.KEPT


def test_a_removed_list_stays_private_until_it_is_put_back() -> None:
    made = a_list(cast.film("Memories"))
    about = f"list:{made.pk}"
    reported(about)
    decide_complaints(about, by=cast.satsuki(), remove=True, note="Spam.")
    made.refresh_from_db()
    mei = reader(cast.mei())
    assert "removed this list" in text(mei, made.get_absolute_url())
    with pytest.raises(PermissionDenied):
        change_list(made, Words("Lamps"), by=cast.mei())
    sent = {"title": "Lamps", "visibility": "public", "openness": "closed"}
    assert mei.post(f"{made.get_absolute_url()}edit/", sent).status_code == 422
    assert mei.post(f"{made.get_absolute_url()}clone/").status_code == 403
    put_back(about, by=cast.tatsuo())
    change_list(made, Words("Films"), by=cast.mei())
    assert FilmList.objects.get().visibility == Visibility.PUBLIC


def test_a_removed_comment_is_gone_from_the_list_at_once() -> None:
    of = a_list(cast.film("Memories"))
    said = comment_on_list(of, "Buy lamps.", by=cast.kanta())
    stranger = Client()
    assert "Buy lamps." in text(stranger, of.get_absolute_url())
    reported(f"comment:{said.pk}", by=cast.mei())
    decide_complaints(f"comment:{said.pk}", by=cast.satsuki(), remove=True, note="Spam.")
    assert "Buy lamps." not in text(stranger, of.get_absolute_url())
    assert ListComment.objects.get().hidden


def test_the_form_sends_a_report_and_says_so_when_it_was_sent_before() -> None:
    made = a_review(cast.film("Memories"))
    about, kanta = f"review:{made.pk}", reader(cast.kanta())
    assert made.lead in text(kanta, f"/complaints/new/?about={about}")
    assert kanta.post("/complaints/new/", {"about": about}).status_code == 422
    assert kanta.post("/complaints/new/", {"about": about, "reason": "other"}).status_code == 422
    nul = {"about": about, "reason": "spam", "text": "\x00"}
    assert kanta.post("/complaints/new/", nul).status_code == 422
    sent = {"about": about, "reason": "spam"}
    assert kanta.post("/complaints/new/", sent)["Location"] == made.get_absolute_url()
    assert kanta.post("/complaints/new/", sent).status_code == 409
    text(reader(cast.mei()), f"/complaints/new/?about={about}", 403)
    assert "/accounts/login/" in Client().get(f"/complaints/new/?about={about}")["Location"]


def test_the_form_shows_what_is_reported_as_its_page_does_with_spoilers_folded() -> None:
    review = a_review(cast.film("Memories"), "The *last* shot: >!the rose is her!<.")
    page = text(reader(cast.kanta()), f"/complaints/new/?about=review:{review.pk}")
    assert "<em>last</em>" in page
    assert '<label class="spoiler"><input type="checkbox"' in page
    Review.objects.filter(pk=review.pk).update(spoilers=True)
    page = text(reader(cast.kanta()), f"/complaints/new/?about=review:{review.pk}")
    assert '<details class="spoiler">' in page


def test_moderators_alone_see_reports_and_who_sent_them() -> None:
    about = f"review:{a_review(cast.film('Memories')).pk}"
    said = complain(cast.kanta(), about, reason="spam", text="Lamps again.")
    page = text(reader(cast.satsuki()), "/moderation/complaints/")
    assert "Lamps again." in page
    assert "kanta" in page
    text(reader(cast.mei()), "/moderation/complaints/", 403)
    assert "/accounts/login/" in Client().get("/moderation/complaints/")["Location"]
    decide = reader(cast.satsuki())
    url = f"/moderation/complaints/{said.pk}/decide/"
    assert reader(cast.mei()).post(url, {"decision": "remove"}).status_code == 403
    assert decide.post(url, {"decision": "remove"}).status_code == 422
    assert decide.post(url, {"decision": "remove", "note": "Lamps."}).status_code == 302
    assert "Put it back" in text(decide, "/moderation/complaints/")
    assert decide.post(url, {"decision": "back"}).status_code == 302
    assert decide.post(url, {"decision": "back"}).status_code == 409
    log = text(Client(), "/log/")
    assert "removed what somebody wrote" in log.lower()
    assert "kanta" not in log


@pytest.mark.parametrize("pk", ["1", "9" * 19, "9" * 30])
def test_hostile_decisions_find_nothing(pk: str) -> None:
    url = f"/moderation/complaints/{pk}/decide/"
    assert reader(cast.satsuki()).post(url, {"decision": "keep"}).status_code == 404


def test_the_page_of_reports_costs_the_same_for_many(django_assert_max_num_queries: Any) -> None:
    film, satsuki = cast.film("Memories"), reader(cast.satsuki())
    for number in range(9):
        user = User.objects.create_user(f"user{number}", role="member")
        reported(f"review:{a_review(film, by=user).pk}")
    decide_complaints(
        Complaint.objects.all()[0].about, by=cast.satsuki(), remove=True, note="Spam."
    )
    text(satsuki, "/moderation/complaints/")
    with django_assert_max_num_queries(8):
        text(satsuki, "/moderation/complaints/")
