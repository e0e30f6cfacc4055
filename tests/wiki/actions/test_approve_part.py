"""Approving in part, and correcting: what is let in, what is kept of the rest, who is told what."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import accept, edit, key_of, mei, propose, propose_page, satsuki
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import check, garden, history, plant, row_where, rows, send, value
from wiki.actions.approve import approve
from wiki.actions.hide import hide
from wiki.areas import Area
from wiki.exceptions import EditConflict, Indivisible, InvalidChange, NothingKept
from wiki.integrity import disagreements
from wiki.models import Act, LogEntry, Notice, Outcome, SubmissionVersion

pytestmark = pytest.mark.django_db


def part(submission: Any, *left: tuple[str, str], why: str = "no source", **kwargs: Any) -> Any:
    return accept(submission, leaving_out=dict.fromkeys(left, why), **kwargs)


# In part


def test_what_is_left_out_is_not_applied_and_is_kept_with_its_reason() -> None:
    hortus = garden(area=3, note="old")
    submission = propose(hortus, area=4, note="new", country="JP")
    part(submission, (key_of(hortus), "note"), why="No source.", note="Thanks")
    assert (value(hortus, "area"), value(hortus, "note")) == (4, "old")
    assert value(hortus, "country") == "JP"
    assert (submission.status, submission.decision_note) == ("approved", "Thanks")
    key = key_of(hortus)
    assert submission.left_out == [
        {"key": key, "entry": key, "op": "~", "fields": {"note": ["old", "new"]},
         "reason": "No source."},
    ]  # fmt: skip
    assert submission.changes[0]["fields"].keys() == {"area", "note", "country"}
    assert history(hortus)[-1].changes[0]["fields"].keys() == {"area", "country"}
    check(hortus)


def test_its_author_is_told_what_was_left_out_and_why() -> None:
    hortus = garden(area=3, rows={"bed:new1": {"number": 1}})
    submission = propose(hortus, area=4, note="new", rows={"bed:new2": {"number": 2}})
    part(submission, (key_of(hortus), "note"), ("bed:new2", ""), note="Thanks")
    text = Notice.objects.get(submission=submission).text
    assert text.startswith("Thanks\n\n2 of 3 changes were left out: ")
    assert "Note (no source)" in text
    assert "Bed 2 (no source)" in text


def test_the_log_says_that_it_was_approved_in_part_and_how_much() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4, note="new", country="JP")
    part(submission, (key_of(hortus), "note"))
    entry = LogEntry.objects.filter(submission=submission).latest("pk")
    assert (entry.act, entry.actor, entry.person) == (Act.APPROVE_PART, satsuki(), mei())
    assert entry.data == {"left_out": 1, "of": 3}


def test_areas_keep_how_much_of_them_was_accepted() -> None:
    hortus = garden()
    submission = propose(hortus, area=4, country="JP", note="A long story")
    part(submission, (key_of(hortus), "note"), (key_of(hortus), "area"))
    found = {row.area: (row.facts, row.kept, row.outcome) for row in submission.areas.all()}
    assert found[Area.TEXT] == (1, 0, Outcome.REFUSED)
    assert found[Area.FACTS] == (2, 1, Outcome.ACCEPTED)


def test_everything_left_out_is_a_rejection() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    with pytest.raises(NothingKept):
        part(submission, (key_of(hortus), "area"))
    submission.refresh_from_db()
    assert submission.is_pending
    assert value(hortus, "area") == 3


def test_a_page_that_only_a_row_wanted_that_is_left_out_is_not_made() -> None:
    hortus = garden()
    new = {
        "plant:new1": {},
        "plantname:new1": {"plant": "plant:new1", "text": "Moss", "display": True},
        "planting:new1": {"plant": "plant:new1"},
    }
    submission = propose(hortus, area=2, rows=new)
    part(submission, ("planting:new1", ""))
    assert not Plant.objects.exists()
    assert [c["key"] for c in submission.left_out] == [
        "plant:new1",
        "plantname:new1",
        "planting:new1",
    ]
    check(hortus)


def test_what_is_left_out_of_a_new_page_is_kept_under_its_real_key() -> None:
    submission = propose_page(Garden, "Hortus", area=4, note="x", rows={"bed:new1": {"number": 1}})
    part(submission, ("garden:new1", "note"), ("bed:new1", ""))
    hortus = Garden.objects.get()
    assert (hortus.area, hortus.note) == (4, "")
    assert rows(hortus, "bed") == []
    keys = [(c["key"], c["entry"], c["op"]) for c in submission.left_out]
    assert keys == [(key_of(hortus), key_of(hortus), "~"), ("bed:new1", key_of(hortus), "+")]
    assert submission.left_out[1]["fields"]["garden"] == [None, key_of(hortus)]
    check(hortus)


def test_a_conflict_about_what_is_left_out_needs_no_choice() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=5, note="new")
    edit(hortus, area=4)
    with pytest.raises(EditConflict):
        accept(submission)
    part(submission, (key_of(hortus), "area"))
    assert (value(hortus, "area"), value(hortus, "note")) == (4, "new")
    check(hortus)


def test_a_page_keeps_the_name_that_it_needs() -> None:
    submission = propose_page(Garden, "Hortus", area=4, rows={"gardenname:new2": {"text": "Two"}})
    with pytest.raises(InvalidChange, match="needs at least one name"):
        part(submission, ("gardenname:new1", ""), ("gardenname:new2", ""))


def test_acts_are_approved_as_a_whole() -> None:
    hortus = garden(area=3)
    submission = hide(hortus, user=satsuki(), summary="Spam")
    submission.status, submission.decided_at, submission.author = "pending", None, mei()
    submission.save()
    with pytest.raises(Indivisible):
        part(submission, (key_of(hortus), "hidden"))


def test_only_who_may_decide_may_decide_in_part() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4, note="x")
    for extra in ({"leaving_out": {(key_of(hortus), "note"): "no"}}, {"corrections": {}}):
        with pytest.raises(PermissionDenied):
            approve(submission, moderator=mei(), **extra)


# Corrected


def test_a_correction_takes_the_place_of_what_was_proposed() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=44, note="A gardn")
    revision = accept(submission, corrections={(key_of(hortus), "note"): "A garden\r\n"})
    assert (value(hortus, "area"), value(hortus, "note")) == (44, "A garden")
    assert (revision.author, revision.corrector, revision.approver) == (mei(), satsuki(), satsuki())
    assert submission.version == 2
    assert submission.changes[0]["fields"]["note"] == ["", "A garden"]
    kept = SubmissionVersion.objects.get(submission=submission)
    assert (kept.number, kept.author) == (1, mei())
    assert kept.changes[0]["fields"]["note"] == ["", "A gardn"]
    assert LogEntry.objects.latest("pk").act == Act.CORRECT
    assert "satsuki has corrected it" in Notice.objects.get(submission=submission).text
    check(hortus)
    assert list(disagreements()) == []


def test_a_value_of_a_new_row_is_corrected() -> None:
    hortus = garden()
    submission = propose(hortus, rows={"planting:new1": {"label": "mos"}})
    accept(submission, corrections={("planting:new1", "label"): "moss"})
    assert row_where(hortus, "planting", label="moss")
    check(hortus)


def test_the_title_of_a_new_page_is_corrected() -> None:
    submission = propose_page(Garden, "Hortos")
    accept(submission, corrections={("gardenname:new1", "text"): "Hortus"})
    assert Garden.objects.get().title == submission.title == "Hortus"


def test_the_same_value_corrects_nothing() -> None:
    hortus = garden()
    submission = propose(hortus, area=4)
    revision = accept(submission, corrections={(key_of(hortus), "area"): " 4 "})
    assert revision.corrector is None
    assert submission.version == 1
    assert not SubmissionVersion.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("area", "many", "whole number"),
        ("area", "3", "says this already"),
        ("country", "Atlantis", ""),
        ("kind", "wood", ""),
        ("emblems", "plant:1", "no value that can be corrected"),
        ("opened", "1995", "no value that can be corrected"),
    ],
)
def test_a_wrong_correction_is_explained_at_its_field(field: str, typed: str, message: str) -> None:
    hortus = garden(area=3)
    iris = plant()
    submission = propose(hortus, area=4, country="JP", kind="yard", emblems=[key_of(iris)])
    with pytest.raises(InvalidChange, match=message or None) as raised:
        accept(submission, corrections={(key_of(hortus), field): typed})
    assert list(raised.value.errors[key_of(hortus)]) == [field]
    submission.refresh_from_db()
    assert (submission.is_pending, submission.version) == (True, 1)


def test_correcting_one_thing_and_leaving_out_another() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=40, note="x", country="JP")
    key = key_of(hortus)
    revision = accept(
        submission, corrections={(key, "area"): "41"}, leaving_out={(key, "note"): "empty talk"}
    )
    assert (value(hortus, "area"), value(hortus, "note")) == (41, "")
    assert revision.corrector == satsuki()
    entry = LogEntry.objects.latest("pk")
    assert (entry.act, entry.data) == (Act.CORRECT, {"left_out": 1, "of": 3})
    check(hortus)


def test_a_merge_is_not_corrected() -> None:
    one, two = plant("One"), plant("Two")
    merged = [{"key": key_of(one), "entry": key_of(one), "op": "~",
               "fields": {"merged_into": [None, key_of(two)]}}]  # fmt: skip
    submission = send(merged, one, by=satsuki(), kind="merge")  # type: ignore[arg-type]
    submission.status, submission.decided_at, submission.author = "pending", None, mei()
    submission.save()
    with pytest.raises(Indivisible):
        accept(submission, corrections={(key_of(one), "merged_into"): ""})
