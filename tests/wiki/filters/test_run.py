"""Filters over edits that are sent: marked, held back, slowed down, refused; and what is kept of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import accept, key_of, mei, propose, satsuki, totoro
from tests.wiki.filters.edits import STORY
from tests.wiki.gardens import change, garden, send
from wiki.actions.amend import amend
from wiki.actions.save_filter import save_filter
from wiki.changesets import ChangeSet
from wiki.exceptions import Refused, TooMany
from wiki.models import EditFilter, FilterAction, FilterHit, Submission
from wiki.models.entry import Entry

pytestmark = pytest.mark.django_db

SPAM = "Buy seeds now"


def rule(
    action: str = FilterAction.FLAG, *, name: str = "Seeds", enabled: bool = True, **values: Any
) -> EditFilter:
    """A filter against what speaks of seeds, unless it says more."""
    conditions = values.pop("conditions", {"words": ["seeds"]})
    known = {"name": name, "action": action, "enabled": enabled, "conditions": conditions}
    return save_filter(EditFilter(number=0), {**known, **values}, user=None)


def about(entry: Entry, text: str) -> ChangeSet:
    """An edit of a garden's text."""
    key = key_of(entry)
    entry.refresh_from_db()
    return [change(key, key, note=[entry.note, text])]  # type: ignore[attr-defined]


def flags(submission: Submission) -> list[tuple[str, str]]:
    return list(submission.flags.order_by("name").values_list("name", "text"))


def test_a_hit_marks_the_edit_and_is_counted() -> None:
    hortus, seeds = garden(), rule()
    submission = send(about(hortus, SPAM), hortus, by=totoro(), summary="my shop")
    assert flags(submission) == [("filter-seeds", "Seeds")]
    hit = FilterHit.objects.get()
    assert (hit.filter, hit.submission, hit.author) == (seeds, submission, totoro())
    assert (hit.stopped, hit.unchecked, hit.text, hit.summary) == (False, False, SPAM, "my shop")


def test_what_no_filter_hits_leaves_nothing() -> None:
    hortus = garden()
    rule()
    assert flags(send(about(hortus, "Iris."), hortus, by=totoro())) == []
    assert not FilterHit.objects.exists()


def test_a_filter_that_is_off_does_nothing() -> None:
    hortus = garden()
    rule(FilterAction.REFUSE, enabled=False)
    assert flags(send(about(hortus, SPAM), hortus, by=totoro())) == []


def test_what_is_marked_can_still_be_live_at_once() -> None:
    hortus = garden()
    rule(FilterAction.FLAG)
    submission = send(about(hortus, SPAM), hortus, by=satsuki())
    assert submission.automatic
    assert flags(submission)


def test_review_holds_back_what_would_be_live_at_once() -> None:
    hortus = garden()
    rule(FilterAction.REVIEW)
    submission = send(about(hortus, SPAM), hortus, by=satsuki())
    assert submission.is_pending
    assert flags(submission)


def test_a_level_exempts_moderators_where_the_filter_says_so() -> None:
    hortus = garden()
    rule(FilterAction.REFUSE, conditions={"level": 2, "words": ["seeds"]})
    assert send(about(hortus, SPAM), hortus, by=satsuki()).automatic


def test_a_refused_edit_leaves_only_the_attempt() -> None:
    hortus = garden()
    seeds = rule(FilterAction.REFUSE, message="No seeds here.")
    before = Submission.objects.count()
    with pytest.raises(Refused, match=r"^No seeds here\.$"):
        send(about(hortus, SPAM), hortus, by=totoro(), summary="my shop")
    assert Submission.objects.count() == before
    hit = FilterHit.objects.get()
    assert (hit.filter, hit.author, hit.submission, hit.stopped) == (seeds, totoro(), None, True)
    assert (hit.title, hit.entry_id, hit.summary, hit.text) == (
        *("Hortus", hortus.pk, "my shop", SPAM),
    )


def test_the_strictest_action_counts_and_all_reasons_are_told() -> None:
    hortus = garden()
    rule(FilterAction.FLAG)
    rule(FilterAction.REFUSE, name="A", message="No seeds.", conditions={"words": ["seeds"]})
    rule(FilterAction.REFUSE, name="B", message="No shops.", conditions={"words": ["buy"]})
    rule(FilterAction.THROTTLE, name="C", conditions={"words": ["buy"]})
    with pytest.raises(Refused, match=r"No seeds\. No shops\."):
        send(about(hortus, SPAM), hortus, by=totoro())
    assert FilterHit.objects.count() == 1


def test_a_throttle_lets_one_through_and_says_when_the_next_may_come() -> None:
    hortus = garden()
    slow = rule(FilterAction.THROTTLE, minutes=30, message="Slowly.")
    first = send(about(hortus, SPAM), hortus, by=totoro())
    assert flags(first) == [("filter-seeds", "Seeds")]
    with pytest.raises(TooMany, match=r"Slowly\. The next one like this can be sent") as told:
        send(about(hortus, f"{SPAM} and here"), hortus, by=totoro())
    assert 29 * 60 < told.value.retry_after <= 30 * 60
    assert FilterHit.objects.stopped().get().filter == slow
    send(about(hortus, "Iris."), hortus, by=totoro())  # another kind of edit
    send(about(hortus, SPAM), hortus, by=mei())  # another author
    FilterHit.objects.update(created_at=timezone.now() - timedelta(minutes=31))
    send(about(hortus, f"{SPAM} and here"), hortus, by=totoro())


def test_what_a_throttle_let_through_can_be_amended() -> None:
    hortus = garden()
    rule(FilterAction.THROTTLE, minutes=30)
    submission = send(about(hortus, SPAM), hortus, by=totoro())
    amend(submission, about(hortus, f"{SPAM}, please"), user=totoro())


def test_amending_is_judged_and_flags_are_those_of_the_present_version() -> None:
    hortus = garden()
    rule(FilterAction.FLAG)
    rule(FilterAction.REFUSE, name="Shops", conditions={"words": ["shop"]})
    submission = send(about(hortus, SPAM), hortus, by=totoro())
    submission.flags.create(name="stale", text="of another rule")
    with pytest.raises(Refused):
        amend(submission, about(hortus, "My shop"), user=totoro())
    submission.refresh_from_db()
    assert submission.version == 1
    assert FilterHit.objects.stopped().get().submission == submission
    amended = amend(submission, about(hortus, "Iris."), user=totoro())
    assert flags(amended) == [("stale", "of another rule")]


def test_a_filter_that_cannot_tell_in_time_marks_and_holds_back_and_never_refuses() -> None:
    hortus = garden()
    rule(FilterAction.REFUSE, conditions={"expression": r"(a+)+$"})
    submission = send(about(hortus, "a" * 20_000 + "!"), hortus, by=satsuki())
    assert submission.is_pending
    assert flags(submission) == [("filter-seeds", "Seeds (could not be checked in time)")]
    assert FilterHit.objects.get().unchecked


@pytest.mark.parametrize("conditions", [{"expression": "("}, {"mood": "bad"}])
def test_a_broken_filter_marks_and_holds_back_and_never_refuses(conditions: Any) -> None:
    hortus = garden()
    EditFilter.objects.create(
        slug="broken",
        name="Broken",
        enabled=True,
        action=FilterAction.REFUSE,
        conditions=conditions,
        changed_at=timezone.now(),
    )
    submission = send(about(hortus, "Iris."), hortus, by=satsuki())
    assert submission.is_pending
    assert flags(submission)


def test_links_beyond_what_the_level_allows_are_refused_and_the_attempt_kept() -> None:
    hortus = garden()
    send(about(hortus, "See https://a.example."), hortus, by=totoro())
    with pytest.raises(Refused, match=r"1 link .* this one adds 2"):
        send(about(hortus, "See https://a.example and https://b.example."), hortus, by=totoro())
    assert FilterHit.objects.stopped().get().filter is None
    send(about(hortus, "See https://a.example and https://b.example."), hortus, by=mei())


def test_history_counts_edits_texts_and_approvals_of_the_author() -> None:
    hortus = garden()
    rule(conditions={"sent": [2, 10]}, name="Fast")
    rule(conditions={"same_text": [1, 24]}, name="Same")
    rule(conditions={"approved_below": 1}, name="Fresh")
    one = send(about(hortus, f"{STORY} yubaba was here"), hortus, by=totoro())
    assert [name for name, _text in flags(one)] == ["filter-fresh"]
    accept(one)
    other = garden("Other")
    two = send(about(other, "yubaba was here!"), other, by=totoro())
    assert [name for name, _text in flags(two)] == ["filter-same"]
    three = send(about(other, "Iris grows."), other, by=totoro())
    assert [name for name, _text in flags(three)] == ["filter-fast"]


def test_old_edits_are_out_of_the_window() -> None:
    hortus = garden()
    rule(conditions={"sent": [1, 10]}, name="Fast")
    rule(conditions={"same_text": [1, 24]}, name="Same")
    one = send(about(hortus, "yubaba was here"), hortus, by=totoro())
    Submission.objects.filter(pk=one.pk).update(created_at=timezone.now() - timedelta(hours=25))
    assert flags(send(about(hortus, "yubaba was here"), hortus, by=totoro())) == []


def test_amending_does_not_repeat_what_it_replaces() -> None:
    hortus = garden()
    rule(conditions={"same_text": [1, 24]}, name="Same")
    submission = send(about(hortus, "yubaba was here"), hortus, by=totoro())
    assert flags(amend(submission, about(hortus, "yubaba was here."), user=totoro())) == []


def test_ten_filters_cost_the_query_of_one() -> None:
    hortus = garden()

    def queries(area: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            propose(hortus, by=totoro(), area=area)
        return len(captured)

    rule(name="First")
    queries(1)
    one = queries(2)
    for n in range(9):
        rule(name=f"Rule {n}")
    assert queries(3) == one


def test_a_vandal_meets_the_filters_that_a_site_begins_with() -> None:
    gardens = [garden(f"Garden {n}", note=STORY) for n in range(5)]
    call_command("load_filters", verbosity=0)
    taken = []
    for hortus in gardens:
        try:
            taken.append(send(about(hortus, ""), hortus, by=totoro(), summary="boring"))
        except TooMany:
            continue
    links = " ".join(f"https://spam.example/{n}" for n in range(9))
    with pytest.raises(Refused):
        send(about(gardens[0], f"{STORY} {links}"), gardens[0], by=totoro())
    (blanked,) = taken
    assert blanked.is_pending
    assert {name for name, _text in flags(blanked)} == {
        "filter-blanking",
        "filter-blanking-newcomer",
    }
    stopped = FilterHit.objects.stopped().filter(author=totoro())
    assert stopped.count() == 5
    assert set(stopped.values_list("summary", flat=True)) == {"boring", ""}
    send(about(gardens[0], f"{STORY} The gate is new."), gardens[0], by=totoro())  # still welcome
