"""The review screen: single changes left out or corrected, and changes asked for."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Film
from tests import cast
from tests.readers import reader
from wiki.actions.amend import amend
from wiki.actions.ask import ask
from wiki.actions.comment import comment
from wiki.models import Submission, SubmissionKind

pytestmark = pytest.mark.django_db


def post(submission: Submission, verb: str, user: Any = None, **data: Any) -> Any:
    """Post a decision about the version that one sees now."""
    url = f"{submission.get_absolute_url()}{verb}/"
    return reader(user or cast.satsuki()).post(url, {"version": submission.version, **data})


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page(submission: Submission, user: Any = None, query: str = "") -> str:
    client = reader(user) if user else reader(cast.satsuki())
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
        **cast.segments("One"),
        "credit:new1": {"role": "music", "credited_as": "K.", "segment": "segment:new1"},
    }
    submission = cast.propose(film, deck="x", rows=rows)
    url = f"{submission.get_absolute_url()}approve/"
    data = {"version": 1, "leave.segment:new1.": "1", "note": "No such segment."}
    text = text_of(reader(cast.satsuki()).post(url, data, follow=True))
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
    text = text_of(reader(cast.satsuki()).post(url, {"version": 1, **data}, follow=True))
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
    form = text_of(reader(cast.mei()).get(f"{submission.get_absolute_url()}amend/"))
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
    client = reader(cast.mei())
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
    assert "js/keys.js" in text
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
        client = reader(user)
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
