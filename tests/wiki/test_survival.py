"""Who wrote what a page holds today."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wiki import changesets
from wiki.changesets import ChangeSet
from wiki.survival import Edit, Shares, survivors

KEY = "film:1"


def change(name: str, was: Any, becomes: Any, key: str = KEY, op: str = "~") -> ChangeSet:
    return [{"key": key, "entry": KEY, "op": op, "fields": {name: [was, becomes]}}]  # type: ignore[typeddict-item]


def shares(*edits: Edit, name: str = "runtime", key: str = KEY) -> Shares:
    found = survivors(
        edits, counted=lambda _key, _name: True, is_text=lambda _key, field: field == "text"
    )
    return found.get((key, name), {})


def test_a_value_belongs_to_who_set_it_last() -> None:
    assert shares(Edit(1, change("runtime", None, 113)), Edit(2, change("runtime", 113, 115))) == {
        2: 1
    }


def test_a_value_taken_back_belongs_to_who_had_set_it_first() -> None:
    history = (
        Edit(1, change("runtime", None, 113)),
        Edit(2, change("runtime", 113, 9)),
        Edit(3, change("runtime", 9, 113), undoing=True),
    )
    assert shares(*history) == {1: 1}


def test_a_value_set_again_by_hand_belongs_to_that_hand() -> None:
    history = (
        Edit(1, change("runtime", None, 113)),
        Edit(2, change("runtime", 113, 9)),
        Edit(3, change("runtime", 9, 113)),
    )
    assert shares(*history) == {3: 1}


def test_what_is_empty_belongs_to_nobody() -> None:
    assert (
        shares(Edit(1, change("runtime", None, 113)), Edit(2, change("runtime", 113, None))) == {}
    )


def test_members_of_a_set_belong_each_to_who_added_it() -> None:
    history = (
        Edit(1, change("genres", [], ["genre:1", "genre:2"])),
        Edit(2, change("genres", ["genre:1", "genre:2"], ["genre:2", "genre:3"])),
    )
    assert shares(*history, name="genres") == {1: 1, 2: 1}


def test_a_comma_does_not_make_a_text_its_own() -> None:
    text = " ".join(f"word{at}" for at in range(40))
    history = (
        Edit(1, change("text", "", text)),
        Edit(2, change("text", text, text.replace("word3 ", "word3, "))),
    )
    assert shares(*history, name="text") == {1: 2}


def test_a_text_written_anew_belongs_to_its_new_author() -> None:
    history = (
        Edit(1, change("text", "", "One two three.")),
        Edit(2, change("text", "One two three.", "Entirely other words stand here now.")),
    )
    assert shares(*history, name="text") == {2: 1}


def test_a_row_that_comes_back_belongs_to_who_had_added_it() -> None:
    row = "credit:5"
    added = change("note", None, "x", key=row, op="+")
    removed = change("note", "x", None, key=row, op="-")
    history = (Edit(1, added), Edit(2, removed), Edit(3, added, undoing=True))
    assert shares(*history, name="note", key=row) == {1: 1}
    assert shares(*history[:2], name="note", key=row) == {}


values = st.one_of(st.none(), st.integers(0, 3))


@given(st.lists(st.tuples(values, st.booleans()), max_size=12))
def test_every_value_that_stands_has_one_owner_who_once_set_it(
    steps: list[tuple[int | None, bool]],
) -> None:
    history: list[Edit] = []
    now: int | None = None
    for number, (value, undoing) in enumerate(steps, start=1):
        history.append(Edit(number, change("runtime", now, value), undoing))
        now = value
    found = shares(*history)
    if changesets.is_empty(now):
        assert found == {}
    else:
        ((owner, facts),) = found.items()
        assert facts == 1
        assert steps[owner - 1][0] == now


words = st.lists(st.sampled_from(["a", "bb", "ccc", "d", "e", ".", "映", "画"]), max_size=30)


@given(st.lists(words, min_size=1, max_size=6))
def test_no_text_has_more_owners_than_words(texts: list[list[str]]) -> None:
    history: list[Edit] = []
    now = ""
    for number, tokens in enumerate(texts, start=1):
        text = " ".join(tokens)
        history.append(Edit(number, change("text", now, text)))
        now = text
    found = shares(*history, name="text")
    assert sum(found.values()) <= len(texts[-1])
    assert bool(found) == any(token != "." for token in texts[-1])
