"""Each condition holds of an edit of its kind, and not of a near one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wiki.filters.edits import (
    KEY,
    STORY,
    MadeUpHistory,
    beds_removed,
    facts,
    hit,
    links,
    note,
)
from tests.wiki.gardens import adding, change
from wiki.changesets import ChangeSet
from wiki.filters.conditions import CONDITIONS, holds
from wiki.filters.facts import links_in_prose
from wiki.filters.patterns import CannotTell, Searches

ADDED = "The gate is new."
LONGER = f"{STORY} {ADDED}"
HALF = STORY[: len(STORY) // 2]
NAME = [adding("gardenname:new1", KEY, garden=KEY, text="Hortus Maximus", language="la")]
SPAM = "Buy seeds at https://seeds.example/a and www.more.example today"
SHOUT = "THIS GARDEN IS THE WORST OF ALL GARDENS"
SAME = "yubaba was here again"


def author(**known: Any) -> dict[str, Any]:
    return known


CASES: list[tuple[str, Any, ChangeSet, dict[str, Any], ChangeSet, dict[str, Any]]] = [
    # condition, value, the edit and author that it holds of, and those that it does not hold of
    ("level", 1, NAME, author(level=1), NAME, author(level=2)),
    ("account_days", 7, NAME, author(days=6.9), NAME, author(days=7)),
    (
        *("approved_below", 3),
        *(NAME, author(history=MadeUpHistory(approvals=2))),
        *(NAME, author(history=MadeUpHistory(approvals=3))),
    ),
    ("kinds", ["edit"], NAME, author(kind="edit"), NAME, author(kind="create")),
    ("types", ["plant"], links("x"), {}, NAME, {}),
    ("areas", ["text"], note("", ADDED), {}, NAME, {}),
    ("fields", ["note"], note("", ADDED), {}, [change(KEY, KEY, area=[1, 2])], {}),
    ("fields", ["garden.area"], [change(KEY, KEY, area=[1, 2])], {}, note("", ADDED), {}),
    ("fields", ["bed"], beds_removed(1), {}, NAME, {}),
    ("facts_touched", 2, NAME, {}, note("", ADDED), {}),
    ("facts_removed", 2, beds_removed(2), {}, beds_removed(1), {}),
    ("facts_removed", 1, note(STORY, ""), {}, note(STORY, LONGER), {}),
    ("added", len(ADDED), note(STORY, LONGER), {}, note(STORY, f"{STORY} The end."), {}),
    ("removed", len(ADDED), note(LONGER, STORY), {}, note(f"{STORY} The end.", STORY), {}),
    ("share_removed", 90, note(STORY, "gone"), {}, note(STORY, HALF), {}),
    ("share_removed", 40, note(STORY, HALF), {}, note(STORY, LONGER), {}),
    ("share_removed", 100, note(STORY, ""), {}, note("A short text.", ""), {}),
    ("links", 2, note(STORY, f"{STORY} {SPAM}"), {}, note(f"{STORY} {SPAM}", LONGER), {}),
    ("links", 2, links("https://a.example", "https://b.example"), {}, links("tt0113799", "x"), {}),
    ("words", ["seeds"], note("", SPAM), {}, note("", "Seedsmen came."), {}),
    ("words", ["buy seeds"], note("", SPAM), {}, note("", "Seeds to buy."), {}),
    ("words", ["無料"], note("", "これは無料です"), {}, note("", "これは有料です"), {}),
    ("words", ["STRASSE"], note("", "Die Straße"), {}, note(f"{STORY} Straße", LONGER), {}),
    ("words", ["seeds"], NAME, author(summary="seeds!"), NAME, author(summary="seed")),
    ("expression", r"wor(d|k)s?\b", note("", "It Works"), {}, note("", "It worked"), {}),
    ("capitals", 70, note("", SHOUT), {}, note("", "AKIRA"), {}),
    ("capitals", 70, note("", SHOUT), {}, note("", SHOUT.capitalize()), {}),
    ("capitals", 70, note("", SHOUT), {}, note("", "庭" * 40), {}),
    ("run", 8, note("", "no" + "o" * 7), {}, note("", "no" + "o" * 6), {}),
    ("run", 8, note("", "No" + "!" * 8), {}, note("", "A line\n\n---------------"), {}),
    (
        *("sent", [3, 10]),
        *(NAME, author(history=MadeUpHistory(minutes_ago=(1, 2, 9)))),
        *(NAME, author(history=MadeUpHistory(minutes_ago=(1, 2, 11)))),
    ),
    (
        *("same_text", [1, 24]),
        *(note(STORY, f"{STORY} {SAME}"), author(history=MadeUpHistory(earlier=(note("", SAME),)))),
        *(note(STORY, LONGER), author(history=MadeUpHistory(earlier=(note("", SAME),)))),
    ),
    (
        *("same_text", [1, 24]),
        *(note("", f"{SAME}!"), author(history=MadeUpHistory(earlier=(note(HALF, HALF + SAME),)))),
        *(note("", SAME), author(history=MadeUpHistory(earlier=(note(f"{SAME} X", SAME),)))),
    ),
]


def test_every_condition_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(CONDITIONS)


@pytest.mark.parametrize(("name", "value", "changes", "by", "_other", "_by"), CASES)
def test_a_condition_holds(
    name: str, value: Any, changes: ChangeSet, by: dict[str, Any], _other: Any, _by: Any
) -> None:
    assert hit({name: value}, changes, **by)


@pytest.mark.parametrize(("name", "value", "_edit", "_author", "changes", "by"), CASES)
def test_a_condition_does_not_hold_of_a_near_edit(
    name: str, value: Any, _edit: Any, _author: Any, changes: ChangeSet, by: dict[str, Any]
) -> None:
    assert not hit({name: value}, changes, **by)


def test_all_conditions_must_hold() -> None:
    assert hit({"level": 0, "added": 10}, note("", ADDED), level=0)
    assert not hit({"level": 0, "added": 10}, note("", ADDED), level=1)
    assert not hit({"level": 0, "added": 1000}, note("", ADDED), level=0)


def test_measures_are_of_what_the_filter_looks_at() -> None:
    changes = [*note("", SPAM), *links("https://a.example")]
    assert hit({"links": 3}, changes)
    assert not hit({"areas": ["text"], "links": 3}, changes)
    assert hit({"areas": ["text"], "links": 2}, changes)
    assert not hit({"types": ["garden"], "fields": ["plantlink"]}, changes)


def test_a_condition_that_nobody_knows_cannot_be_told() -> None:
    with pytest.raises(CannotTell):
        holds({"level": 0, "mood": 3}, facts(NAME), Searches())


def test_history_is_asked_only_where_all_else_holds() -> None:
    class Untouched:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError(name)

    conditions = {"sent": [1, 5], "same_text": [1, 24], "approved_below": 5, "level": 0}
    assert not holds(conditions, facts(NAME, level=1, history=Untouched()), Searches())  # type: ignore[arg-type]


def test_links_in_prose_are_those_of_long_texts() -> None:
    assert links_in_prose([*note("", SPAM), *links("https://a.example")]) == 2
    assert links_in_prose(note(SPAM, f"{SPAM} {ADDED}")) == 0


def test_changes_of_types_that_are_gone_are_no_facts() -> None:
    gone = [change("orchard:1", "orchard:1", note=["", SPAM])]
    assert facts(gone).touched == ()
    assert not hit({"links": 1}, gone)
