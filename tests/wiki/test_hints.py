"""Hints of the engine, with gardens: what holds for entries of every type."""

from __future__ import annotations

import pytest

from tests.toywiki.entries import garden
from tests.toywiki.models import Garden
from wiki import changesets
from wiki.changesets import Document
from wiki.hints import Hint, Proposal, hints_of, propose

pytestmark = pytest.mark.django_db

KEY = "garden:1"
BEFORE: dict[str, Document] = {
    KEY: {
        KEY: {"area": 10, "hidden": False, "merged_into": None},
        "bed:1": {"garden": KEY, "number": 1, "position": 0},
        "bed:2": {"garden": KEY, "number": 2, "position": 1},
    }
}


def proposed(**fields: object) -> changesets.ChangeSet:
    after = {KEY: {**BEFORE[KEY], KEY: {**BEFORE[KEY][KEY], **fields}}}
    return changesets.diff(BEFORE[KEY], after[KEY], entry=KEY)


def test_an_entry_type_need_not_give_any() -> None:
    assert garden.hints is None
    assert hints_of(proposed(area=20), BEFORE) == []


def test_only_what_the_change_set_changes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(proposal: Proposal) -> list[Hint]:
        assert proposal.after[KEY][KEY]["area"] == 20
        return [
            Hint(KEY, "area", "Large."),
            Hint(KEY, "opened", "Late."),
            Hint("bed:1", "number", "Many.", also=((KEY, "note"), (KEY, "area"))),
            Hint("bed:1", "number", "None."),
            Hint(KEY, "", "Strange."),
            Hint(KEY, "area", "Large."),
        ]

    monkeypatch.setattr(garden, "hints", look)
    found = [(hint.key, hint.field, hint.text) for hint in hints_of(proposed(area=20), BEFORE)]
    assert found == [(KEY, "area", "Large."), (KEY, "area", "Many."), (KEY, "", "Strange.")]


def test_another_place_in_the_order_is_no_change_to_look_at() -> None:
    move = changesets.diff(
        BEFORE[KEY], {**BEFORE[KEY], "bed:1": {**BEFORE[KEY]["bed:1"], "position": 4}}, entry=KEY
    )
    proposal = propose(move, BEFORE)
    assert proposal.places == frozenset()


def test_a_clash_is_looked_at_as_it_was_proposed() -> None:
    changes: changesets.ChangeSet = [
        {"key": KEY, "entry": KEY, "op": "~", "fields": {"area": [9, 20]}},
        {"key": "bed:9", "entry": KEY, "op": "~", "fields": {"number": [9, 8]}},
        {"key": "tree:9", "entry": KEY, "op": "+", "fields": {"number": [None, 8]}},
    ]
    proposal = propose(changes, BEFORE)
    assert proposal.after[KEY][KEY]["area"] == 20
    assert proposal.places == {(KEY, "area"), (KEY, "")}


def test_a_page_that_does_not_exist_is_not_looked_at() -> None:
    changes: changesets.ChangeSet = [
        {"key": "bed:new1", "entry": "garden:7", "op": "+", "fields": {"number": [None, 8]}},
    ]
    assert propose(changes, {}).after == {}
    assert hints_of(changes, {}) == []
    assert not Garden.objects.exists()
