"""The undo graph: revisions are taken back, and nothing that others did is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki import changesets
from wiki.changesets import ChangeSet, Document
from wiki.undo import Step, Undone, undo

PAGE = "page:1"


class History:
    """A page's revisions, each made by giving fields to rows (``None`` removes a row)."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.document: Document = {}
        self.edit(**{PAGE: {}})

    def edit(self, *, undoing: bool = False, **rows: Any) -> int:
        after = {key: dict(fields) for key, fields in self.document.items()}
        for key, fields in rows.items():
            if fields is None:
                after.pop(key, None)
            else:
                after[key] = {**after.get(key, {}), **fields}
        return self.write(changesets.diff(self.document, after, entry=PAGE), undoing=undoing)

    def write(self, changes: ChangeSet, *, undoing: bool = False) -> int:
        self.steps.append(Step(len(self.steps) + 1, changes, undoing))
        self.document = changesets.apply(changes, self.document)
        return len(self.steps)

    def set(self, value: Any, *, undoing: bool = False) -> int:
        return self.edit(undoing=undoing, **{PAGE: {"a": value}})

    def without(self, *numbers: int, **choices: str) -> Undone:
        chosen = {(PAGE, name): choice for name, choice in choices.items()}
        return undo(self.steps, set(numbers), self.document, entry=PAGE, choices=chosen)

    def page_without(self, *numbers: int, **choices: str) -> dict[str, Any]:
        return self.document_without(*numbers, **choices)[PAGE]

    def document_without(self, *numbers: int, **choices: str) -> Document:
        changes = self.without(*numbers, **choices).changes
        return changesets.canonical(changesets.apply(changes, self.document))


def test_a_value_goes_back_to_what_others_had_set() -> None:
    history = History()
    history.set("mei")
    one, two = history.set("bad"), history.set("worse")
    assert history.page_without(one, two) == {"a": "mei"}
    assert history.without(one, two).questions == []


def test_a_value_set_later_by_others_stays_and_is_a_question() -> None:
    history = History()
    history.set("mei")
    bad = history.set("bad")
    history.set("kanta")
    undone = history.without(bad)
    assert undone.changes == []
    assert [(q.base, q.now, q.proposed) for q in undone.questions] == [("bad", "kanta", "mei")]
    assert history.page_without(bad, a="proposed") == {"a": "mei"}
    assert history.page_without(bad, a="now") == {"a": "kanta"}


def test_what_others_say_again_is_theirs() -> None:
    history = History()
    history.set("mei")
    bad = history.set("bad")
    history.set("mei")
    history.set("bad")
    undone = history.without(bad)
    assert (undone.changes, undone.questions) == ([], [])


def test_what_was_reverted_is_no_question() -> None:
    history = History()
    history.set("mei")
    bad = history.set("bad")
    history.set("mei", undoing=True)
    undone = history.without(bad)
    assert (undone.changes, undone.questions) == ([], [])


def test_what_came_back_by_a_revert_is_still_of_who_set_it() -> None:
    history = History()
    history.set("mei")
    bad = history.set("bad")
    history.set("kanta")
    history.set("bad", undoing=True)
    assert history.page_without(bad) == {"a": "mei"}


def test_a_revert_can_be_taken_back_itself() -> None:
    history = History()
    history.set("mei")
    history.set("kanta")
    revert = history.set("mei", undoing=True)
    assert history.page_without(revert) == {"a": "kanta"}


def test_below_a_taken_value_the_latest_of_others_counts() -> None:
    history = History()
    history.set("mei")
    one = history.set("bad")
    history.set("kanta")
    two = history.set("worse")
    undone = history.without(one, two)
    assert history.page_without(one, two) == {"a": "kanta"}
    assert [(q.base, q.now, q.proposed) for q in undone.questions] == [("bad", "kanta", "mei")]


def test_sets_are_taken_back_by_member() -> None:
    history = History()
    history.set(["x", "y"])
    bad = history.set(["y", "z"])
    history.set(["w", "y", "z"])
    assert history.page_without(bad) == {"a": ["w", "x", "y"]}
    assert history.without(bad).questions == []


def test_the_order_of_rows_is_no_question() -> None:
    history = History()
    history.edit(**{"row:1": {"text": "x", "position": 1}})
    bad = history.edit(**{"row:1": {"position": 5}})
    history.edit(**{"row:1": {"position": 2}})
    assert history.without(bad).questions == []
    assert history.without(bad).changes == []


def test_texts_are_taken_back_by_paragraph() -> None:
    history = History()
    history.set("One.\n\nTwo.\n\nThree.")
    bad = history.set("One.\n\nVISIT MY SHOP.\n\nThree.")
    history.set("One.\n\nVISIT MY SHOP.\n\nThree, and more.")
    assert history.page_without(bad) == {"a": "One.\n\nTwo.\n\nThree, and more."}
    assert history.without(bad).questions == []


def test_a_paragraph_that_others_have_edited_is_a_question() -> None:
    history = History()
    history.set("One.\n\nTwo lines here.\n\nThree.")
    bad = history.set("One.\n\nTwo bad lines here.\n\nThree, worse.")
    history.set("One.\n\nTwo bad lines here, mended.\n\nThree, worse.")
    assert [q.field for q in history.without(bad).questions] == ["a"]
    assert history.page_without(bad) == {"a": "One.\n\nTwo bad lines here, mended.\n\nThree."}
    chosen = history.page_without(bad, a="proposed")
    assert chosen == {"a": "One.\n\nTwo lines here.\n\nThree."}


def test_rows_that_were_made_go_and_rows_that_were_removed_come_back() -> None:
    history = History()
    history.edit(**{"row:1": {"text": "x", "tags": ["t"]}})
    history.edit(**{"row:1": {"text": "y"}})
    one = history.edit(**{"row:1": None})
    two = history.edit(**{"row:2": {"text": "bad"}})
    assert history.document_without(one, two) == {PAGE: {}, "row:1": {"text": "y", "tags": ["t"]}}


def test_a_row_that_others_have_edited_stays_and_is_a_question() -> None:
    history = History()
    bad = history.edit(**{"row:1": {"text": "bad", "note": "x"}})
    history.edit(**{"row:1": {"text": "good"}})
    worse = history.edit(**{"row:1": {"note": "worse"}})
    undone = history.without(bad, worse)
    (question,) = undone.questions
    assert (question.key, question.field, question.proposed) == ("row:1", "", None)
    assert question.base == {"text": "bad", "note": "x"}
    assert history.document_without(bad, worse)["row:1"] == {"text": "good", "note": "x"}
    chosen = undo(
        history.steps,
        {bad, worse},
        history.document,
        entry=PAGE,
        choices={("row:1", ""): "proposed"},
    )
    assert [(c["key"], c["op"]) for c in chosen.changes] == [("row:1", "-")]


def test_a_row_that_others_have_only_moved_goes() -> None:
    history = History()
    bad = history.edit(**{"row:1": {"text": "bad"}})
    history.edit(**{"row:1": {"position": 3}})
    assert history.document_without(bad) == {PAGE: {}}


@pytest.mark.parametrize("reference", ["row:1", ["row:1"]])
def test_a_row_that_rows_of_others_refer_to_is_kept(reference: Any) -> None:
    history = History()
    bad = history.edit(**{"row:1": {"text": "bad", "parent": "row:2"}, "row:2": {"text": "worse"}})
    history.edit(**{"credit:1": {"at": reference}})
    undone = history.without(bad)
    assert undone.kept == {"row:1": ["credit:1"], "row:2": ["row:1"]}
    assert undone.changes == []


def test_what_would_be_asked_meets_the_page_as_a_conflict() -> None:
    history = History()
    history.set("mei")
    bad = history.edit(**{PAGE: {"a": "bad"}, "row:1": {"text": "bad"}, "row:2": {"text": "x"}})
    history.edit(**{PAGE: {"a": "kanta"}, "row:1": {"text": "good"}})
    merged = changesets.merge(history.without(bad).asking, history.document)
    assert [(c.key, c.field) for c in merged.conflicts] == [(PAGE, "a"), ("row:1", "")]
    assert [(c["key"], c["op"]) for c in merged.changes] == [("row:2", "-")]


# Properties of random histories: rows with two fields and a set; every step edits one of them.

_fields = st.fixed_dictionaries(
    {},
    optional={
        "a": st.sampled_from(["", "1", "2", "3"]),
        "b": st.sampled_from(["", "1", "2"]),
        "s": st.sets(st.sampled_from("xyz")).map(sorted),
    },
)
_edit = st.tuples(
    st.booleans(),
    st.sampled_from([PAGE, "row:1", "row:2", "row:3"]),
    st.one_of(st.none(), _fields, _fields),
)


def random_history(edits: Iterable[Any], *, apart: bool = False) -> tuple[History, set[int]]:
    """A history and the numbers of a vandal's revisions; ``apart``: rows and fields of their own."""
    history, taken = History(), set()
    for vandal, key, fields in edits:
        if key == PAGE and fields is None:
            continue
        if apart and vandal and fields is not None:
            fields = {f"v{name}": value for name, value in fields.items() if name != "s"}
            fields["s"] = [m for m in history.document.get(key, {}).get("s", []) if m != "v"] + [
                "v"
            ]
            key = PAGE if key == PAGE else f"v{key}"
        elif apart and vandal:
            key = f"v{key}"
        elif apart and fields is not None and "v" in history.document.get(key, {}).get("s", []):
            fields = {**fields, "s": [*fields.get("s", []), "v"]}
        before = len(history.steps)
        number = history.edit(**{key: fields})
        if not history.steps[-1].changes:
            history.steps.pop()
        elif vandal:
            taken.add(number)
        assert len(history.steps) <= before + 1
    return history, taken


@given(st.lists(_edit, max_size=14))
def test_independent_revisions_are_taken_back_as_if_they_had_never_been(edits: Any) -> None:
    history, taken = random_history(edits, apart=True)
    replayed: Document = {}
    for step in history.steps:
        if step.number not in taken:
            changes = changesets.forced(step.changes, replayed)
            replayed = changesets.apply(changes, replayed)
    undone = history.without(*taken)
    assert undone.questions == []
    assert history.document_without(*taken) == changesets.canonical(replayed)


@given(st.lists(_edit, max_size=14))
def test_what_others_set_last_is_never_touched(edits: Any) -> None:
    history, taken = random_history(edits)
    after = history.document_without(*taken)
    for key, fields in changesets.blame([(s.number, s.changes) for s in history.steps]).items():
        for name, number in fields.items():
            if number not in taken and name != "s":
                value = history.document[key].get(name)
                assert changesets.same(after[key].get(name), value), (key, name)


@given(st.lists(_edit, max_size=14))
def test_taking_back_what_took_back_is_as_if_nothing_had_happened(edits: Any) -> None:
    history, taken = random_history(edits)
    before = changesets.canonical(history.document)
    number = history.write(history.without(*taken).changes, undoing=True)
    assert history.without(*taken).changes == []
    assert history.document_without(number) == before
    history.write(history.without(number).changes, undoing=True)
    assert history.document_without(*taken) == history.document_without(*taken, number + 1)


@given(st.lists(_edit, max_size=14))
def test_all_taken_back_leaves_the_bare_page_and_nothing_leaves_it_as_it_is(edits: Any) -> None:
    history, _taken = random_history(edits)
    assert history.without().changes == []
    assert history.document_without(*range(1, len(history.steps) + 1)) == {PAGE: {}}
