"""The review screen: single changes left out or corrected, requests, talk, versions, what comes after."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Film
from tests import cast
from wiki.actions.amend import amend
from wiki.actions.ask import ask
from wiki.actions.comment import comment
from wiki.actions.reject import reject
from wiki.actions.withdraw import withdraw
from wiki.models import Comment, Notice, Submission, SubmissionKind

pytestmark = pytest.mark.django_db


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(submission: Submission, verb: str, user: Any = None, **data: Any) -> Any:
    """Post a decision about the version that one sees now."""
    url = f"{submission.get_absolute_url()}{verb}/"
    return as_(user or cast.satsuki()).post(url, {"version": submission.version, **data})


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page(submission: Submission, user: Any = None, query: str = "") -> str:
    client = as_(user) if user else as_(cast.satsuki())
    return text_of(client.get(f"{submission.get_absolute_url()}{query}"))


def three_changes() -> tuple[Film, Submission, str]:
    """A film, a submission of two fields and a credit, and the key of the film."""
    film = cast.film(runtime=113)
    rows = {"credit:new1": {"role": "music", "credited_as": "Yoko Kano"}}
    submission = cast.propose(film, runtime=115, deck="Three storys.", rows=rows, summary="More")
    return film, submission, cast.key_of(film)


# In part -------------------------------------------------------------------------------------


def test_each_change_can_be_left_out_by_who_decides() -> None:
    _film, submission, key = three_changes()
    text = page(submission)
    for name in (f"leave.{key}.runtime", f"leave.{key}.deck", "leave.credit:new1."):
        assert f'name="{name}" value="1" form="decision"' in text
    for other in (cast.mei(), cast.totoro()):
        assert "leave." not in page(submission, other)
    cast.accept(submission)
    assert "leave." not in page(submission)


def test_what_is_ticked_is_left_out_with_its_reason() -> None:
    film, submission, key = three_changes()
    ticked = {f"leave.{key}.runtime": "1", f"why.{key}.runtime": "The disc says 113."}
    response = post(submission, "approve", **ticked)
    assert response.status_code == 302
    film.refresh_from_db()
    assert (film.runtime, film.deck) == (113, "Three storys.")
    text = page(submission, cast.mei())
    assert "Approved in part" in text
    assert "1 of 3 changes was left out" in text
    assert "<strong>Left out:</strong> The disc says 113." in text


def test_the_moderator_is_told_what_went_with_it() -> None:
    film = cast.film()
    rows = {
        "segment:new1": {"number": 1},
        "segmentname:new1": {"segment": "segment:new1", "text": "One", "display": True},
        "credit:new1": {"role": "music", "credited_as": "K.", "segment": "segment:new1"},
    }
    submission = cast.propose(film, deck="x", rows=rows)
    url = f"{submission.get_absolute_url()}approve/"
    data = {"version": 1, "leave.segment:new1.": "1", "note": "No such segment."}
    text = text_of(as_(cast.satsuki()).post(url, data, follow=True))
    assert "3 of 4 changes were left out (2 because they cannot stand without the others)" in text
    submission.refresh_from_db()
    assert {each["reason"] for each in submission.left_out} == {"No such segment."}


def test_a_missing_reason_is_asked_for_and_nothing_typed_is_lost() -> None:
    film, submission, key = three_changes()
    data = {
        f"leave.{key}.runtime": "1",
        f"leave.{key}.deck": "1",
        f"why.{key}.deck": "not a deck",
        "correct.credit:new1.credited_as": "Yoko Kanno",
    }
    response = post(submission, "approve", **data)
    text = text_of(response)
    assert response.status_code == 422
    assert "Say why this is left out." in text
    assert text.count('form="decision" checked') == 2
    assert 'value="not a deck"' in text
    assert 'value="Yoko Kanno"' in text
    film.refresh_from_db()
    assert film.deck == ""


def test_leaving_out_everything_is_refused() -> None:
    _film, submission, key = three_changes()
    data = dict.fromkeys((f"leave.{key}.runtime", f"leave.{key}.deck", "leave.credit:new1."), "1")
    response = post(submission, "approve", note="No.", **data)
    assert response.status_code == 422
    assert "Reject it instead" in text_of(response)


@pytest.mark.parametrize("name", ["leave.film:1.nothing", "leave.", "leave.x", "leave.credit:9."])
def test_tampered_ticks_are_no_error_of_the_server(name: str) -> None:
    _film, submission, _key = three_changes()
    assert post(submission, "approve", note="why", **{name: "1"}).status_code == 422
    submission.refresh_from_db()
    assert submission.is_pending


def test_the_only_name_of_a_new_page_cannot_be_left_out() -> None:
    submission = cast.propose_page(Film, "Memories", deck="x")
    text = page(submission)
    assert "leave.film:new1.deck" in text
    assert "leave.filmname:new1." not in text
    assert "correct.filmname:new1.text" in text


def test_acts_have_no_single_changes() -> None:
    film = cast.film()
    submission = cast.propose(film, deck="x")
    Submission.objects.filter(pk=submission.pk).update(kind=SubmissionKind.REVERT)
    text = page(submission)
    assert "leave." not in text
    assert "correct." not in text


# Corrected -----------------------------------------------------------------------------------


def test_every_typed_value_can_be_corrected_in_a_control_of_its_kind() -> None:
    film = cast.film(runtime=113)
    rows = {"release:new1": {"date": "1995-12-23", "country": "JP", "kind": "theatrical"}}
    submission = cast.propose(film, runtime=115, deck="x", kind="feature", rows=rows)
    text = page(submission)
    key = cast.key_of(film)
    assert re.search(
        rf'<input inputmode="numeric"[^>]*name="correct.{key}.runtime"[^>]*value="115"', text
    )
    assert re.search(rf'<textarea[^>]*name="correct.{key}.deck"[^>]*form="decision"', text)
    assert "correct.release:new1.date" in text
    assert 'list="suggest-' in text or "<datalist" in text


def test_a_correction_goes_live_with_both_names() -> None:
    film, submission, key = three_changes()
    data = {
        f"correct.{key}.deck": "Three stories.",
        f"correct.{key}.runtime": "115",
        "correct.credit:new1.credited_as": "Yoko Kanno",
    }
    url = f"{submission.get_absolute_url()}approve/"
    text = text_of(as_(cast.satsuki()).post(url, {"version": 1, **data}, follow=True))
    assert "Corrected and approved: Memories" in text
    film.refresh_from_db()
    assert (film.runtime, film.deck) == (115, "Three stories.")
    (credit,) = cast.rows_of(film, "credit").values()
    assert credit["credited_as"] == "Yoko Kanno"
    for address in ("history/", "history/2/", "history/blame/"):
        text = text_of(Client().get(f"{film.get_absolute_url()}{address}"))
        assert "corrected and approved by satsuki" in text
    assert "corrected and approved by satsuki" in text_of(Client().get("/changes/"))
    assert "satsuki has corrected it" in page(submission, cast.mei())


def test_untouched_controls_correct_nothing() -> None:
    film = cast.film(description="One.\n\nTwo.")
    submission = cast.propose(film, description="One.\n\nThree.\n")
    value = submission.changes[0]["fields"]["description"][1].replace("\n", "\r\n")
    data = {f"correct.{cast.key_of(film)}.description": value}
    assert post(submission, "approve", **data).status_code == 302
    submission.refresh_from_db()
    assert (submission.version, submission.revision.corrector) == (1, None)


def test_a_wrong_correction_is_explained_beside_it() -> None:
    _film, submission, key = three_changes()
    response = post(submission, "approve", **{f"correct.{key}.runtime": "long"}, note="hm")
    text = text_of(response)
    assert response.status_code == 422
    assert "Enter a whole number." in text
    assert 'value="long"' in text
    assert '<details class="judge__correct" open>' in text
    assert "hm</textarea>" in text


# Asked for changes ---------------------------------------------------------------------------


def test_changes_are_asked_for_in_own_words_or_the_usual_ones() -> None:
    _film, submission, _key = three_changes()
    response = post(submission, "ask", note="The runtime is wrong.", request="0")
    assert response.status_code == 302
    submission.refresh_from_db()
    assert submission.status == "asked"
    (said,) = submission.comments.all()
    assert said.text == "Please give a source for this.\n\nThe runtime is wrong."
    own = page(submission, cast.mei())
    assert "Changes are asked for" in own
    assert "The runtime is wrong." in own
    form = text_of(as_(cast.mei()).get(f"{submission.get_absolute_url()}amend/"))
    assert "Please give a source for this." in form


@pytest.mark.parametrize("data", [{}, {"note": "  "}, {"request": "99"}, {"request": "x"}])
def test_asking_needs_words(data: dict[str, str]) -> None:
    _film, submission, _key = three_changes()
    response = post(submission, "ask", **data)
    assert response.status_code == 422
    submission.refresh_from_db()
    assert submission.is_pending


def test_what_was_asked_for_is_amended_and_waits_again() -> None:
    film, submission, key = three_changes()
    ask(submission, moderator=cast.satsuki(), text="Where is 115 from?")
    client = as_(cast.mei())
    response = client.get(f"{submission.get_absolute_url()}amend/")
    assert response.status_code == 200
    change = {"key": key, "entry": key, "op": "~", "fields": {"runtime": [113, 114]}}
    amend(submission, [change], user=cast.mei())  # type: ignore[list-item]
    submission.refresh_from_db()
    assert (submission.status, submission.version) == ("pending", 2)
    text = page(submission)
    assert "mei wrote version 2" in text
    assert "about version 1" in text
    assert "Where is 115 from?" in text
    assert film.pk


def test_nobody_but_moderators_asks() -> None:
    _film, submission, _key = three_changes()
    for user in (cast.mei(), cast.kanta()):
        assert post(submission, "ask", user, note="Why?").status_code == 403


# Talk ----------------------------------------------------------------------------------------


def say(submission: Submission, user: Any, **data: Any) -> Any:
    return as_(user).post(f"{submission.get_absolute_url()}comments/", data)


def test_a_comment_on_a_change_stands_beside_it_and_in_the_talk_in_its_words() -> None:
    _film, submission, key = three_changes()
    response = say(submission, cast.totoro(), text="From **where**?", about=f"{key}.runtime")
    (said,) = Comment.objects.all()
    assert response["Location"] == f"{submission.get_absolute_url()}#comment-{said.pk}"
    text = page(submission, cast.mei())
    assert f'<a href="#comment-{said.pk}">totoro</a> From where?' in text
    assert '<p class="talk__about">Runtime (minutes)</p>' in text
    assert "From <strong>where</strong>?" in text
    assert Notice.objects.filter(user=cast.mei(), submission=submission).exists()


def test_a_comment_on_a_new_row_is_told_in_the_words_of_the_row() -> None:
    _film, submission, _key = three_changes()
    say(submission, cast.satsuki(), text="Kanno, with two n.", about="credit:new1.")
    assert '<p class="talk__about">Music: Yoko Kano</p>' in page(submission, cast.mei())


def test_a_change_to_speak_about_is_chosen_by_a_link_without_script() -> None:
    _film, submission, key = three_changes()
    text = page(submission, cast.mei(), f"?about={key}.deck")
    assert f'<option value="{key}.deck" selected>Deck</option>' in text


def test_comments_are_harmless() -> None:
    _film, submission, _key = three_changes()
    say(submission, cast.mei(), text="<script>alert(1)</script> [x](javascript:alert(1))")
    text = page(submission)
    assert "<script>alert" not in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize(
    "data",
    [{}, {"text": "  "}, {"text": "x" * 4001}, {"text": "hm", "about": "film:1.nothing"},
     {"text": "hm", "about": "x"}, {"text": "a\x00b"}],
)  # fmt: skip
def test_a_bad_comment_is_explained_and_kept(data: dict[str, str]) -> None:
    _film, submission, _key = three_changes()
    response = say(submission, cast.mei(), **data)
    assert response.status_code == 422
    assert not Comment.objects.exists()
    if data.get("text") == "hm":
        assert "hm</textarea>" in text_of(response)


def test_who_may_speak_about_what() -> None:
    _film, submission, _key = three_changes()
    assert Client().post(f"{submission.get_absolute_url()}comments/").status_code == 302
    assert say(submission, cast.totoro(), text="open").status_code == 302
    reject(submission, moderator=cast.satsuki(), note="No.")
    assert say(submission, cast.totoro(), text="closed").status_code == 403
    assert say(submission, cast.mei(), text="Why?").status_code == 302
    assert say(submission, cast.tatsuo(), text="So.").status_code == 302
    assert 'id="comment"' not in page(submission, cast.totoro())


def test_the_other_side_is_told() -> None:
    _film, submission, _key = three_changes()
    say(submission, cast.mei(), text="Nobody took part yet.")
    notices = Notice.objects.filter(submission=submission)
    assert not notices.exists()
    say(submission, cast.satsuki(), text="Where from?")
    say(submission, cast.totoro(), text="I know.")
    told = notices.order_by("pk").values_list("user__username", "text")
    assert list(told) == [("mei", "Where from?"), ("mei", "I know.")]
    say(submission, cast.mei(), text="From the disc.")
    told = notices.filter(text="From the disc.").values_list("user__username", flat=True)
    assert list(told) == ["satsuki"]


# Versions ------------------------------------------------------------------------------------


def test_versions_stay_readable_with_what_changed_between_them() -> None:
    _film, submission, key = three_changes()
    change = {"key": key, "entry": key, "op": "~", "fields": {"runtime": [113, 114]}}
    amend(submission, [change], user=cast.mei(), summary="Less")  # type: ignore[list-item]
    url = submission.get_absolute_url()
    first = text_of(as_(cast.totoro()).get(f"{url}versions/1/"))
    assert "Yoko Kano" in first
    assert "<ins>115</ins>" in first
    assert "More" in first
    second = text_of(as_(cast.totoro()).get(f"{url}versions/2/"))
    assert "What is different from version 1" in second
    assert "<del>115</del>" in second
    assert "<ins>114</ins>" in second
    assert "Yoko Kano" in second
    for number in (0, 3):
        assert as_(cast.totoro()).get(f"{url}versions/{number}/").status_code == 404
    assert Client().get(f"{url}versions/1/").status_code == 302


def test_what_a_moderator_corrected_is_the_last_version() -> None:
    film, submission, key = three_changes()
    cast.accept(submission, corrections={(key, "deck"): "Three stories."})
    text = text_of(Client().get(f"{submission.get_absolute_url()}versions/2/"))
    assert "by mei, corrected by satsuki" in text
    assert "storys" in text
    assert film.pk


# Afterwards ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ended", ["rejected", "withdrawn"])
def test_a_moderator_reopens_what_was_closed(ended: str) -> None:
    _film, submission, _key = three_changes()
    if ended == "rejected":
        reject(submission, moderator=cast.satsuki(), note="No.")
    else:
        withdraw(submission, user=cast.mei())
    text = page(submission)
    assert f'action="{submission.get_absolute_url()}reopen/"' in text
    assert "reopen/" not in page(submission, cast.mei())
    assert post(submission, "reopen", cast.mei()).status_code == 403
    assert post(submission, "reopen", note="I was wrong.").status_code == 302
    submission.refresh_from_db()
    assert submission.is_pending
    assert "I was wrong." in page(submission, cast.mei())
    assert post(submission, "reopen").status_code == 409


def test_conflicts_are_counted_anew_when_it_is_reopened() -> None:
    film, submission, _key = three_changes()
    reject(submission, moderator=cast.satsuki(), note="No.")
    cast.edit(film, runtime=120)
    post(submission, "reopen")
    submission.refresh_from_db()
    assert submission.conflicts == 1


def again(submission: Submission, **data: str) -> Any:
    """The form for proposing again, posted as it is shown."""
    client, url = as_(cast.mei()), f"{submission.get_absolute_url()}again/"
    text = client.get(url).content.decode()
    return client, url, text


def test_what_was_rejected_is_proposed_again() -> None:
    film, submission, _key = three_changes()
    reject(submission, moderator=cast.satsuki(), note="No source.")
    assert f"{submission.get_absolute_url()}again/" in page(submission, cast.mei())
    assert "again/" not in page(submission, cast.totoro())
    _client, url, text = again(submission)
    assert 'value="115"' in text
    assert 'value="Yoko Kano"' in text
    assert as_(cast.totoro()).get(url).status_code == 403
    assert film.pk


def test_the_rest_is_proposed_again_and_follows_the_first() -> None:
    film, submission, key = three_changes()
    cast.accept(submission, leaving_out={(key, "runtime"): "no source", ("credit:new1", ""): "no"})
    client, url, text = again(submission)
    assert 'value="115"' in text
    assert 'value="Yoko Kano"' in text
    data = {
        "base": "2",
        "summary": "With a source",
        "section": "general",
        f"{key}.kind": film.kind,
        f"{key}.runtime": "115",
        "action": "save",
    }
    response = client.post(url, data)
    assert response.status_code == 302
    following = Submission.objects.latest("pk")
    assert following.follows == submission
    assert following.summary == "With a source"
    fields = following.changes[0]["fields"]
    assert fields["runtime"] == [113, 115]
    assert f"Proposed again as submission {following.pk}" in page(submission, cast.mei())


@pytest.mark.parametrize("state", ["pending", "approved", "withdrawn"])
def test_only_what_was_refused_is_proposed_again(state: str) -> None:
    _film, submission, _key = three_changes()
    if state == "approved":
        cast.accept(submission)
    elif state == "withdrawn":
        withdraw(submission, user=cast.mei())
    assert as_(cast.mei()).get(f"{submission.get_absolute_url()}again/").status_code == 404


def test_history_says_what_was_left_out() -> None:
    film, submission, key = three_changes()
    cast.accept(submission, leaving_out={(key, "runtime"): "no source"})
    film.refresh_from_db()
    url = f"{film.get_absolute_url()}history/"
    for client in (Client(), as_(cast.totoro())):
        assert "1 of 3 changes was left out" in text_of(client.get(url))
        text = text_of(client.get(f"{url}2/"))
        assert "1 of 3 changes was left out: Runtime (minutes) (no source)" in text
        assert "left out" not in text_of(client.get(f"{url}1/"))


# The screen ----------------------------------------------------------------------------------


def test_keys_find_their_buttons() -> None:
    film, submission, _key = three_changes()
    earlier = cast.propose(film, country="JP")
    later = cast.propose(film, country="FR")
    assert earlier.pk < later.pk
    text = page(earlier, query="?next=queue")
    for key in "arc":
        assert re.search(rf'<button[^>]*data-key="{key}"', text)
    assert re.search(r'<a[^>]*data-key="j"', text)
    assert re.search(r'<a[^>]*data-key="k"', text)
    assert "js/queue.js" in text
    assert submission.pk


def test_the_number_of_queries_grows_with_nothing() -> None:
    people = cast.satsuki(), cast.mei()
    film = cast.film(runtime=113)
    key = cast.key_of(film)

    def names(number: int) -> dict[str, Any]:
        return {
            f"credit:new{n}": {"role": "music", "credited_as": f"Name {n}"} for n in range(number)
        }

    def queries(submission: Submission, user: Any) -> int:
        client = as_(user)
        client.get(submission.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            assert client.get(submission.get_absolute_url()).status_code == 200
        return len(captured)

    cast.propose(film, country="FR")
    small = cast.propose(film, runtime=115, rows=names(1))
    large = cast.propose(film, runtime=116, deck="x", rows=names(60))
    cast.propose(film, country="JP")
    comment(small, author=cast.satsuki(), text="One", about=(key, "runtime"))
    for n in range(20):
        comment(large, author=cast.satsuki(), text="Many", about=(f"credit:new{n}", ""))
    for user in people:
        assert queries(large, user) == queries(small, user) <= 20
