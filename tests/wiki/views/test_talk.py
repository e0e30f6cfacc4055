"""The talk about a submission, its versions, and what can be done after the decision."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.readers import reader
from tests.wiki.views.test_review import page, post, text_of, three_changes
from wiki.actions.amend import amend
from wiki.actions.reject import reject
from wiki.actions.withdraw import withdraw
from wiki.models import Comment, Notice, Submission

pytestmark = pytest.mark.django_db


# Talk ----------------------------------------------------------------------------------------


def say(submission: Submission, user: Any, **data: Any) -> Any:
    return reader(user).post(f"{submission.get_absolute_url()}comments/", data)


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
    first = text_of(reader(cast.totoro()).get(f"{url}versions/1/"))
    assert "Yoko Kano" in first
    assert "<ins>115</ins>" in first
    assert "More" in first
    second = text_of(reader(cast.totoro()).get(f"{url}versions/2/"))
    assert "What is different from version 1" in second
    assert "<del>115</del>" in second
    assert "<ins>114</ins>" in second
    assert "Yoko Kano" in second
    for number in (0, 3):
        assert reader(cast.totoro()).get(f"{url}versions/{number}/").status_code == 404
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
    client, url = reader(cast.mei()), f"{submission.get_absolute_url()}again/"
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
    assert reader(cast.totoro()).get(url).status_code == 403
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
    assert reader(cast.mei()).get(f"{submission.get_absolute_url()}again/").status_code == 404


def test_history_says_what_was_left_out() -> None:
    film, submission, key = three_changes()
    cast.accept(submission, leaving_out={(key, "runtime"): "no source"})
    film.refresh_from_db()
    url = f"{film.get_absolute_url()}history/"
    for client in (Client(), reader(cast.totoro())):
        assert "1 of 3 changes was left out" in text_of(client.get(url))
        text = text_of(client.get(f"{url}2/"))
        assert "1 of 3 changes was left out: Runtime (minutes) (no source)" in text
        assert "left out" not in text_of(client.get(f"{url}1/"))
