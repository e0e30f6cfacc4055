"""What stands against a change set, in words. No database: documents and labels are written here."""

from __future__ import annotations

from tests.wiki.test_diffs import DOCUMENT, FILM, LABELS, change
from wiki import changesets
from wiki.changesets import Conflict
from wiki.conflict_diffs import (
    ConflictDiff,
    present_conflicts,
    present_errors,
    present_merged,
)

# Conflicts and errors ----------------------------------------------------------------------------


def conflicts(*found: Conflict):
    return present_conflicts(found, LABELS, documents={FILM: DOCUMENT})


def test_a_conflict_has_three_columns() -> None:
    (diff,) = conflicts(Conflict(FILM, FILM, "runtime", 113, 114, 115))
    assert (str(diff.row), diff.label) == ("", "Runtime (minutes)")
    assert [str(side) for side in (diff.was, diff.now, diff.proposed)] == ["113", "114", "115"]
    assert not diff.deleted
    assert not diff.removes


def test_a_conflict_of_texts_marks_what_each_side_changed() -> None:
    (diff,) = conflicts(Conflict(FILM, FILM, "deck", "two old films", "two new films", "two films"))
    assert diff.now_html == "two <del>old</del><ins>new</ins> films"
    assert diff.proposed_html == "two <del>old </del>films"


def test_a_conflict_over_a_row_shows_the_row_in_words() -> None:
    base = {"film": FILM, "character": "character:1", "importance": "main", "note": "engineer"}
    now = {**base, "note": "pilot"}
    (diff,) = conflicts(Conflict("appearance:1", FILM, changesets.ROW, base, now, None))
    assert str(diff.was) == "Heintz Beckner · Importance: main · Note: engineer"
    assert str(diff.now) == "Heintz Beckner · Importance: main · Note: pilot"
    assert diff.removes
    (diff,) = conflicts(
        Conflict("appearance:9", FILM, changesets.ROW, {"note": "a"}, None, {"note": "b"})
    )
    assert diff.deleted


def test_errors_are_told_by_row_and_field() -> None:
    added = change("credit:new1", "+", film=FILM, role="director", person="person:1")
    faults = present_errors(
        {"credit:new1": {"person": ["There is no such page."], "": ["Twice."]}},
        LABELS,
        documents={FILM: DOCUMENT},
        changes=[added],
    )
    assert [(str(f.row), f.label, f.messages) for f in faults] == [
        ("Director: Katsuhiro Otomo", "Person", ("There is no such page.",)),
        ("Director: Katsuhiro Otomo", "", ("Twice.",)),
    ]


# Texts merged by paragraph -----------------------------------------------------------------------

WAS = "One is here.\n\nTwo is there.\n\nThree."


def text_conflict(now: str, proposed: str) -> ConflictDiff:
    conflict = Conflict(FILM, FILM, "description", WAS, now, proposed)
    (shown,) = present_conflicts([conflict], LABELS, documents={FILM: DOCUMENT})
    return shown


def test_of_a_text_only_what_clashes_is_in_the_columns() -> None:
    shown = text_conflict(
        "One was here.\n\nTwo was there.\n\nThree.", "One is here.\n\nTwo will be there.\n\nLast."
    )
    assert (str(shown.was), str(shown.now), str(shown.proposed)) == (
        "Two is there.",
        "Two was there.",
        "Two will be there.",
    )
    assert "<del>is</del><ins>was</ins>" in shown.now_html
    assert shown.partial
    assert not shown.additive
    assert [result.choice for result in shown.results] == ["now", "proposed"]
    assert (
        shown.results[0].html
        == "One was here.\n\nTwo was there.\n\n<del>Three</del><ins>Last</ins>."
    )


def test_what_both_sides_add_can_both_be_kept() -> None:
    shown = text_conflict(f"{WAS}\n\nMine.", f"{WAS}\n\nYours.")
    assert shown.additive
    assert (str(shown.was), str(shown.now), str(shown.proposed)) == ("", "Mine.", "Yours.")
    assert [result.choice for result in shown.results] == ["now", "proposed", "both"]


def test_a_text_that_clashes_everywhere_is_shown_whole() -> None:
    shown = text_conflict("A.\n\nB.\n\nC.", "X.\n\nY.\n\nZ.")
    assert not shown.partial
    assert str(shown.was) == WAS


def test_texts_that_merge_are_told_with_the_result() -> None:
    edit = change(FILM, "~", description=[WAS, WAS.replace("Three.", "Last.")])
    now = {FILM: {**DOCUMENT, FILM: {"description": WAS.replace("One is", "One was")}}}
    (merged,) = present_merged([edit], LABELS, documents=now)
    assert (str(merged.page), str(merged.row), merged.label) == ("Memories", "", "Description")
    assert merged.html == "One was here.\n\nTwo is there.\n\n<del>Three</del><ins>Last</ins>."
    assert present_merged([edit], LABELS, documents={FILM: {FILM: {"description": WAS}}}) == []
