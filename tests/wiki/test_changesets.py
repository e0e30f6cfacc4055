"""Documents and change sets: the laws of diff, apply, invert and merge."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki import changesets
from wiki.changesets import Change, ChangeSet, Conflict, Document, apply, canonical, diff, invert

ENTRY = "garden:1"
ROWS = [ENTRY, "bed:1", "bed:2", "planting:1", "planting:2"]
SCALARS = st.sampled_from([None, "", "x", "y", "z", 0, 1, 2, False, True])
SETS = st.lists(st.sampled_from([f"plant:{n}" for n in range(5)]), unique=True).map(sorted)
FIELDS = st.fixed_dictionaries(
    {}, optional={"a": SCALARS, "b": SCALARS, "tags": SETS, "position": st.integers(0, 3)}
)
DOCUMENTS = st.dictionaries(st.sampled_from(ROWS), FIELDS)
CHOICES = st.sampled_from(["now", "proposed"])
DAYS = st.dates().map(str)


def document(**rows: Any) -> Document:
    """A document from ``bed_1={...}``."""
    return {key.replace("_", ":"): fields for key, fields in rows.items()}


def between(before: Document, after: Document) -> ChangeSet:
    return diff(before, after, entry=ENTRY)


def change(key: str, op: Any, **fields: Any) -> Change:
    return {"key": key, "entry": ENTRY, "op": op, "fields": fields}


# Diff, apply, invert


@given(DOCUMENTS, DOCUMENTS)
def test_applying_a_difference_gives_the_other_document(a: Document, b: Document) -> None:
    assert canonical(apply(between(a, b), a)) == canonical(b)


@given(DOCUMENTS)
def test_a_document_does_not_differ_from_itself(a: Document) -> None:
    assert between(a, a) == []
    assert between(a, canonical(a)) == []


@given(DOCUMENTS, DOCUMENTS)
def test_a_change_set_survives_json(a: Document, b: Document) -> None:
    changes = between(a, b)
    assert json.loads(json.dumps(changes)) == changes


@given(DOCUMENTS, DOCUMENTS)
def test_inverting_twice_is_nothing(a: Document, b: Document) -> None:
    changes = between(a, b)
    assert invert(invert(changes)) == changes


@given(DOCUMENTS, DOCUMENTS)
def test_the_inverse_undoes(a: Document, b: Document) -> None:
    changes = between(a, b)
    assert canonical(apply(invert(changes), apply(changes, a))) == canonical(a)


@given(DOCUMENTS, DOCUMENTS)
def test_nothing_that_is_given_is_changed(a: Document, b: Document) -> None:
    before = copy.deepcopy((a, b))
    changes = between(a, b)
    kept = copy.deepcopy(changes)
    apply(changes, a)
    changesets.merge(changes, b)
    invert(changes)
    assert (a, b) == before
    assert changes == kept


def test_empty_values_are_no_change() -> None:
    assert between(document(bed_1={"a": ""}), document(bed_1={"a": None, "tags": []})) == []


def test_zero_says_something() -> None:
    changes = between(document(bed_1={"a": None}), document(bed_1={"a": 0}))
    assert changes == [change("bed:1", "~", a=[None, 0])]


def test_created_and_removed_rows_leave_out_what_is_empty() -> None:
    row = document(bed_1={"a": "x", "b": "", "tags": []})
    assert between({}, row) == [change("bed:1", "+", a=[None, "x"])]
    assert between(row, {}) == [change("bed:1", "-", a=["x", None])]


def test_applying_to_a_row_that_is_not_there_is_an_error() -> None:
    for op in ("~", "-"):
        with pytest.raises(KeyError):
            apply([change("bed:9", op, a=["x", "y"])], {})


# Merge


@given(DOCUMENTS, DOCUMENTS)
def test_what_fits_is_merged_as_it_is(a: Document, b: Document) -> None:
    merged = changesets.merge(between(a, b), a)
    assert merged.conflicts == []
    assert canonical(apply(merged.changes, a)) == canonical(b)


@given(DOCUMENTS, DOCUMENTS)
def test_what_is_there_already_needs_nothing(a: Document, b: Document) -> None:
    merged = changesets.merge(between(a, b), b)
    left = [c for c in merged.changes if c["op"] != "~" or set(c["fields"]) - {"tags"}]
    assert left == []
    assert merged.conflicts == []


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS, st.data())
def test_edits_of_different_rows_commute(a: Document, b: Document, c: Document, data: Any) -> None:
    mine = data.draw(st.sets(st.sampled_from(ROWS)))
    one = between(a, {k: (b if k in mine else a)[k] for k in ROWS if k in (b if k in mine else a)})
    two = between(a, {k: (a if k in mine else c)[k] for k in ROWS if k in (a if k in mine else c)})
    assert _one_after_the_other(a, one, two) == _one_after_the_other(a, two, one)


@given(DOCUMENTS, st.data())
def test_edits_of_different_fields_commute(a: Document, data: Any) -> None:
    one, two = copy.deepcopy(a), copy.deepcopy(a)
    for key in a:
        one[key]["a"] = data.draw(SCALARS)
        two[key]["b"] = data.draw(SCALARS)
    first, second = between(a, one), between(a, two)
    assert _one_after_the_other(a, first, second) == _one_after_the_other(a, second, first)


@given(SETS, SETS, SETS)
def test_sets_merge_by_what_was_added_and_removed(
    base: list[str], now: list[str], proposed: list[str]
) -> None:
    merged = changesets.merge(
        [change("bed:1", "~", tags=[base, proposed])], document(bed_1={"tags": now})
    )
    assert merged.conflicts == []
    result = set(apply(merged.changes, document(bed_1={"tags": now}))["bed:1"]["tags"])
    added, removed = set(proposed) - set(base), set(base) - set(proposed)
    if not changesets.same(now, proposed):
        assert result == (set(now) - removed) | added


@given(SETS, SETS, SETS)
def test_edits_of_a_set_commute(base: list[str], one: list[str], two: list[str]) -> None:
    assert changesets.merge_sets(base, one, two) == changesets.merge_sets(base, two, one)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_the_last_writer_decides_the_position(base: int, now: int, proposed: int) -> None:
    present = document(bed_1={"position": now})
    merged = changesets.merge([change("bed:1", "~", position=[base, proposed])], present)
    assert merged.conflicts == []
    assert apply(merged.changes, present)["bed:1"]["position"] == proposed


@given(DAYS, DAYS, DAYS)
def test_who_looked_latest_decides_when_a_fact_was_checked(
    base: str, now: str, proposed: str
) -> None:
    present = document(bed_1={"checked_on": now})
    merged = changesets.merge([change("bed:1", "~", checked_on=[base, proposed])], present)
    assert not merged.conflicts
    latest = proposed if now == base else max(now, proposed)
    assert apply(merged.changes, present)["bed:1"]["checked_on"] == latest


@given(SCALARS, SCALARS, SCALARS)
def test_a_conflict_is_where_both_changed_a_value_differently(
    base: Any, now: Any, new: Any
) -> None:
    merged = changesets.merge([change("bed:1", "~", a=[base, new])], document(bed_1={"a": now}))
    differ = not (
        changesets.same(base, now) or changesets.same(now, new) or changesets.same(base, new)
    )
    expected = [Conflict("bed:1", ENTRY, "a", base, now, new)] if differ else []
    if not changesets.same(base, new):  # a change that changes nothing is none
        assert merged.conflicts == expected


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS, st.data())
def test_a_merge_applies_to_the_present_and_can_be_undone(
    base: Document, present: Document, wanted: Document, data: Any
) -> None:
    changes = between(base, wanted)
    open_ = changesets.merge(changes, present).conflicts
    choices = {(c.key, c.field): "now" if c.now is None else data.draw(CHOICES) for c in open_}
    merged = changesets.merge(changes, present, choices)
    undecided = [c for c in merged.conflicts if not (c.now is None and c.field)]
    assert undecided == []
    after = apply(merged.changes, present)
    assert canonical(apply(invert(merged.changes), after)) == canonical(present)
    assert changesets.merge(merged.changes, present).changes == merged.changes


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_keeping_everything_present_loses_nothing_of_it(
    base: Document, present: Document, wanted: Document
) -> None:
    changes = between(base, wanted)
    choices = {(c.key, c.field): "now" for c in changesets.merge(changes, present).conflicts}
    after = apply(changesets.merge(changes, present, choices).changes, present)
    for conflict_key, conflict_field in choices:
        was = present.get(conflict_key, {})
        is_now = after.get(conflict_key, {})
        names = [conflict_field] if conflict_field else list(was)
        for name in names:
            assert changesets.same(was.get(name), is_now.get(name))


@pytest.mark.parametrize(("choice", "value"), [("now", "y"), ("proposed", "z")])
def test_both_choices_do_what_they_say(choice: str, value: str) -> None:
    present = document(bed_1={"a": "y"})
    merged = changesets.merge(
        [change("bed:1", "~", a=["x", "z"])], present, {("bed:1", "a"): choice}
    )
    assert merged.conflicts == []
    assert apply(merged.changes, present)["bed:1"]["a"] == value


PARAGRAPHS = st.lists(st.sampled_from(["One here.", "Two there.", "Three.", "Four."]), max_size=4)
TEXTS = PARAGRAPHS.map("\n\n".join)


@given(TEXTS, TEXTS, TEXTS, st.data())
def test_texts_merge_by_paragraph_and_the_merge_can_be_undone(
    base: str, now: str, new: str, data: Any
) -> None:
    present = document(bed_1={"a": now})
    edit = [change("bed:1", "~", a=[base, new])]
    merged = changesets.merge(edit, present)
    if merged.conflicts:
        choice = data.draw(CHOICES)
        merged = changesets.merge(edit, present, {("bed:1", "a"): choice})
    assert merged.conflicts == []
    assert all(c["fields"]["a"][0] == now for c in merged.changes)
    after = apply(merged.changes, present)
    assert canonical(apply(invert(merged.changes), after)) == canonical(present)
    if changesets.same(base, now):
        assert changesets.same(after["bed:1"]["a"], new)


def test_edits_of_different_paragraphs_need_no_choice() -> None:
    present = document(bed_1={"a": "One was here.\n\nTwo there."})
    edit = [change("bed:1", "~", a=["One here.\n\nTwo there.", "One here.\n\nTwo was there."])]
    merged = changesets.merge(edit, present)
    assert merged.conflicts == []
    assert apply(merged.changes, present)["bed:1"]["a"] == "One was here.\n\nTwo was there."


@pytest.mark.parametrize(
    ("choice", "kept"), [("now", "Two was there."), ("proposed", "Two will be there.")]
)
def test_a_choice_between_paragraphs_loses_no_other_paragraph(choice: str, kept: str) -> None:
    present = document(bed_1={"a": "One was here.\n\nTwo was there.\n\nThree."})
    was, becomes = "One here.\n\nTwo there.\n\nThree.", "One here.\n\nTwo will be there.\n\nThird."
    edit = [change("bed:1", "~", a=[was, becomes])]
    (conflict,) = changesets.merge(edit, present).conflicts
    assert (conflict.base, conflict.now, conflict.proposed) == (was, present["bed:1"]["a"], becomes)
    merged = changesets.merge(edit, present, {("bed:1", "a"): choice})
    assert apply(merged.changes, present)["bed:1"]["a"] == f"One was here.\n\n{kept}\n\nThird."


def test_what_both_added_in_one_place_can_both_be_kept() -> None:
    present = document(bed_1={"a": "One.\n\nMine."})
    edit = [change("bed:1", "~", a=["One.", "One.\n\nYours."])]
    assert changesets.merge(edit, present).conflicts
    merged = changesets.merge(edit, present, {("bed:1", "a"): "both"})
    assert apply(merged.changes, present)["bed:1"]["a"] == "One.\n\nMine.\n\nYours."


def test_a_value_on_one_line_is_kept_or_taken_and_never_both() -> None:
    present = document(bed_1={"a": "y"})
    edit = [change("bed:1", "~", a=["x", "z"])]
    assert changesets.merge(edit, present, {("bed:1", "a"): "both"}).conflicts


def test_changing_a_row_that_is_gone_is_a_conflict() -> None:
    edit = [change("bed:1", "~", a=["x", "z"])]
    assert changesets.merge(edit, {}).conflicts == [
        Conflict("bed:1", ENTRY, "", {"a": "x"}, None, {"a": "z"})
    ]
    assert changesets.merge(edit, {}, {("bed:1", ""): "now"}) == changesets.Merge()


def test_removing_a_row_that_is_gone_needs_nothing() -> None:
    assert changesets.merge([change("bed:1", "-", a=["x", None])], {}) == changesets.Merge()


def test_removing_a_row_that_has_changed_is_a_conflict() -> None:
    present = document(bed_1={"a": "y"})
    removal = [change("bed:1", "-", a=["x", None])]
    assert changesets.merge(removal, present).conflicts == [
        Conflict("bed:1", ENTRY, "", {"a": "x"}, {"a": "y"}, None)
    ]
    kept = changesets.merge(removal, present, {("bed:1", ""): "now"})
    assert kept == changesets.Merge()
    taken = changesets.merge(removal, present, {("bed:1", ""): "proposed"})
    assert taken.changes == [change("bed:1", "-", a=["y", None])]


def test_a_row_that_only_moved_can_be_removed() -> None:
    present = document(bed_1={"a": "x", "position": 7})
    merged = changesets.merge([change("bed:1", "-", a=["x", None], position=[2, None])], present)
    assert merged.conflicts == []
    assert apply(merged.changes, present) == {}


def test_a_row_that_somebody_restored_already_is_compared_field_by_field() -> None:
    present = document(bed_1={"a": "x", "b": "y"})
    merged = changesets.merge([change("bed:1", "+", a=[None, "x"], b=[None, "z"])], present)
    assert merged.conflicts == [Conflict("bed:1", ENTRY, "b", None, "y", "z")]


def _one_after_the_other(a: Document, first: ChangeSet, second: ChangeSet) -> Document:
    middle = apply(first, a)
    merged = changesets.merge(second, middle)
    assert merged.conflicts == []
    return canonical(apply(merged.changes, middle))


# What a change set tells


def test_pages_are_listed_once_in_order() -> None:
    changes = [
        {**change("bed:1", "-"), "entry": "garden:2"},
        {**change("plant:9", "~"), "entry": "plant:9"},
        {**change("bed:2", "-"), "entry": "garden:2"},
    ]
    assert changesets.entries_of(changes) == ["garden:2", "plant:9"]
    assert changesets.for_entry(changes, "plant:9") == [changes[1]]
    assert changesets.by_entry(changes) == {
        "garden:2": [changes[0], changes[2]],
        "plant:9": [changes[1]],
    }


def test_size_counts_facts_without_the_order_of_rows() -> None:
    assert changesets.size([change("bed:1", "~", a=[1, 2], position=[1, 2], b=[1, 2])]) == 2


@given(st.lists(DOCUMENTS, min_size=1, max_size=5))
def test_blame_names_the_revision_that_set_each_value(states: list[Document]) -> None:
    history = []
    before: Document = {}
    expected: dict[tuple[str, str], int] = {}
    for number, after in enumerate(states, start=1):
        history.append((number, between(before, after)))
        for key in ROWS:
            for name in ("a", "b", "tags", "position"):
                was, now = before.get(key, {}).get(name), after.get(key, {}).get(name)
                if not changesets.same(was, now) or (key not in before and key in after):
                    expected[key, name] = number
        before = after
    blame = changesets.blame(history)
    assert set(blame) == set(before)
    for key, fields in canonical(before).items():
        for name in fields:
            assert blame[key][name] == expected[key, name]
