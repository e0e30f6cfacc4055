"""Five-minute tasks about films that a member has seen."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from accounts.actions.watch import Said, watch
from accounts.models import TaskPause, User
from accounts.small_tasks import is_small, small_gaps
from films.models import Film
from tests import cast
from tests.readers import reader
from wiki.models import Submission

pytestmark = pytest.mark.django_db

PAGE = "/mine/tasks/"


def _seen(by: User | None = None, title: str = "Memories", **fields: Any) -> Film:
    film = cast.film(title, **fields)
    watch(by or cast.mei(), film, Said(status="watched"))
    return film


def _task(film: Film, gap: str) -> str:
    return f"{PAGE}{film.pk}/{gap}/"


def test_what_is_asked_is_missing_of_films_that_the_member_has_seen() -> None:
    _seen(deck="Three stories.", country="JP")
    cast.film("Never seen")
    page = reader(cast.mei()).get(PAGE).content.decode()
    assert "Say how long it is" in page
    assert "Never seen" not in page
    assert "Nothing small is missing" in reader(cast.kanta()).get(PAGE).content.decode()


def test_an_answer_is_a_submission_of_that_one_fact() -> None:
    film = _seen(deck="Three stories.")
    data = {f"film:{film.pk}.runtime": "113", "source": "https://example.org/disc"}
    answer = reader(cast.mei()).post(_task(film, "runtime"), data)
    assert answer["Location"] == PAGE
    sent = Submission.objects.latest("pk")
    assert [change["fields"] for change in sent.changes] == [{"runtime": [None, 113]}]
    assert (sent.author, sent.is_pending, sent.sourced) == (cast.mei(), True, True)


def test_an_answer_of_a_trusted_member_is_live_at_once() -> None:
    film = _seen(by=cast.kanta())
    reader(cast.kanta()).post(_task(film, "runtime"), {f"film:{film.pk}.runtime": "113"})
    film.refresh_from_db()
    assert film.runtime == 113


def test_a_name_in_romaji_becomes_a_name_beside_the_others() -> None:
    native = {"text": "老人Z", "language": "ja", "kind": "native", "display": False}
    film = _seen(by=cast.kanta(), title="Roujin Z", rows={"filmname:new2": native})
    data = {f"film:{film.pk}.romaji-text": "Rōjin Zetto"}
    reader(cast.kanta()).post(_task(film, "romaji"), data)
    names = film.names.order_by("pk").values_list("text", "language", "kind")
    assert names.last() == ("Rōjin Zetto", "ja-Latn", "romaji")
    assert names.count() == 3


def test_who_does_not_know_is_not_asked_for_a_month() -> None:
    film, mei = _seen(), reader(cast.mei())
    assert "Say how long it is" in mei.get(PAGE).content.decode()
    assert mei.post(f"{_task(film, 'runtime')}skip/")["Location"] == PAGE
    assert "Say how long it is" not in mei.get(PAGE).content.decode()
    TaskPause.objects.update(until=timezone.localdate() - datetime.timedelta(days=1))
    assert "Say how long it is" in mei.get(PAGE).content.decode()
    mei.post(f"{_task(film, 'romaji')}skip/")
    assert list(TaskPause.objects.values_list("gap", flat=True)) == ["romaji"]


def test_what_waits_is_not_asked_for_again() -> None:
    film, mei = _seen(), reader(cast.mei())
    mei.post(_task(film, "runtime"), {f"film:{film.pk}.runtime": "113"})
    assert "Say how long it is" not in mei.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Write something first"), ("very long", "number"), ("0", "between 1 and 6000")],
)
def test_what_cannot_be_taken_is_shown_again_with_the_reason(typed: str, words: str) -> None:
    film = _seen()
    answer = reader(cast.mei()).post(_task(film, "runtime"), {f"film:{film.pk}.runtime": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'value="{typed}"' in page or not typed
    assert not TaskPause.objects.exists()


def test_what_somebody_else_has_added_meanwhile_is_left_as_it_is() -> None:
    film, mei = _seen(), reader(cast.mei())
    cast.edit(film, runtime=113)
    count = Submission.objects.count()
    mei.post(_task(film, "runtime"), {f"film:{film.pk}.runtime": "90"})
    assert Submission.objects.count() == count
    assert "Somebody has added it meanwhile" in mei.get(PAGE).content.decode()


def test_the_suspended_are_told_so_and_nothing_is_kept() -> None:
    film, mei = _seen(), cast.mei()
    mei.suspended_until = timezone.now() + datetime.timedelta(days=1)
    mei.save()
    answer = reader(mei).post(_task(film, "runtime"), {f"film:{film.pk}.runtime": "113"})
    assert answer.status_code == 403
    assert not TaskPause.objects.exists()


@pytest.mark.parametrize("gap", ["nothing", "voices", "watch"])
def test_facts_without_a_small_form_take_no_answer(gap: str) -> None:
    film = _seen()
    assert reader(cast.mei()).post(_task(film, gap)).status_code == 404
    assert reader(cast.mei()).post(f"{PAGE}{10**30}/runtime/").status_code == 404


def test_what_breaks_databases_is_refused_in_words() -> None:
    film, mei = _seen(), reader(cast.mei())
    for text in ("1\x003", "9" * 40):
        data = {f"film:{film.pk}.runtime": text, "source": "\x00"}
        assert mei.post(_task(film, "runtime"), data).status_code == 422


def test_every_small_fact_has_a_form_that_can_be_sent() -> None:
    mei = reader(cast.mei())
    name = {"text": "メモリーズ", "language": "ja", "kind": "native", "display": False}
    film = _seen(rows={"filmname:new2": name}, country="JP")
    for gap in filter(is_small, small_gaps()):
        TaskPause.objects.all().delete()
        answer = mei.post(_task(film, gap.name), {})
        assert answer.status_code in (302, 422), gap.name


def test_the_page_costs_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        _seen(title=f"Film {number}")
    mei = reader(cast.mei())
    mei.get(PAGE)
    with django_assert_max_num_queries(9):
        assert mei.get(PAGE).content.count(b'class="task"') == 3
